// Which language, and its words. Each language is a file of its own, fetched when it is chosen.
import type { I18nProviderProps } from "@cloudscape-design/components/i18n";
import type { Text } from "./en";

export type { Text } from "./en";

export type Locale = "en" | "ja";

export type Language = { locale: Locale; text: Text; messages: ReadonlyArray<I18nProviderProps.Messages> };

/** Takes the names of systems (`ja_JP.UTF-8`) and of browsers (`ja-JP`). */
export function localeOf(name: string | null | undefined): Locale {
	return name?.toLowerCase().startsWith("ja") ? "ja" : "en";
}

export async function loadLanguage(locale: Locale): Promise<Language> {
	if (locale === "ja") {
		const [{ ja }, messages] = await Promise.all([
			import("./ja"),
			import("@cloudscape-design/components/i18n/messages/all.ja"),
		]);
		return { locale, text: ja, messages: [messages.default] };
	}
	const [{ en }, messages] = await Promise.all([
		import("./en"),
		import("@cloudscape-design/components/i18n/messages/all.en"),
	]);
	return { locale, text: en, messages: [messages.default] };
}
