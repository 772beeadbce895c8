import { createContext, type ReactNode, use, useMemo } from "react";
import { createFormat, type Format } from "./format";
import type { Language, Text } from "./index";

type Context = { text: Text; format: Format };

const LanguageContext = createContext<Context | null>(null);

export function TextProvider({ language, children }: { language: Language; children: ReactNode }) {
	const value = useMemo(() => ({ text: language.text, format: createFormat(language.locale) }), [language]);
	return <LanguageContext value={value}>{children}</LanguageContext>;
}

function useLanguage(): Context {
	const value = use(LanguageContext);
	if (value === null) throw new Error("no language around this component");
	return value;
}

export const useText = (): Text => useLanguage().text;
export const useFormat = (): Format => useLanguage().format;
