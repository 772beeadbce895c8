import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { I18nProvider } from "@cloudscape-design/components/i18n";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { RouterProvider } from "react-router";
import { FrameProvider } from "../components/frame";
import { problemWords } from "../components/ProblemView";
import { CredentialsProvider } from "../credentials/CredentialsProvider";
import { host, problemOf } from "../host";
import { GuardProvider } from "../session/guard";
import { PreferencesProvider, usePreferences } from "../session/preferences";
import { createQueryClient } from "../session/queries";
import { SessionProvider } from "../session/session";
import { type Language, type Locale, loadLanguage, localeOf } from "../text";
import { TextProvider, useText } from "../text/react";
import { ErrorBoundary } from "./ErrorBoundary";
import { createRouter } from "./routes";
import { useTheme } from "./theme";

export function App() {
	const [client] = useState(createQueryClient);
	return (
		<PreferencesProvider>
			<QueryClientProvider client={client}>
				<Start />
			</QueryClientProvider>
		</PreferencesProvider>
	);
}

const welcomeQuery = {
	queryKey: ["welcome"],
	queryFn: () => host.welcome(),
	staleTime: Number.POSITIVE_INFINITY,
	gcTime: Number.POSITIVE_INFINITY,
};

function Start() {
	const preferences = usePreferences();
	useTheme(preferences.density);
	const welcome = useQuery(welcomeQuery);
	const system = welcome.data?.locale ?? navigator.language;
	const language = useLanguage(preferences.locale ?? localeOf(system));
	const [router] = useState(createRouter);

	if (language === null) return null;
	return (
		<I18nProvider locale={language.locale} messages={language.messages}>
			<TextProvider language={language}>
				<ErrorBoundary>
					{welcome.isPending ? (
						<Starting />
					) : welcome.data ? (
						<SessionProvider welcome={welcome.data}>
							<GuardProvider>
								<FrameProvider>
									<CredentialsProvider>
										<RouterProvider router={router} />
									</CredentialsProvider>
								</FrameProvider>
							</GuardProvider>
						</SessionProvider>
					) : (
						<StartFailed error={welcome.error} onRetry={() => void welcome.refetch()} />
					)}
				</ErrorBoundary>
			</TextProvider>
		</I18nProvider>
	);
}

/** The words of a language; those of the language before, until they are there. */
function useLanguage(locale: Locale): Language | null {
	const [language, setLanguage] = useState<Language | null>(null);
	useEffect(() => {
		let current = true;
		void loadLanguage(locale).then((loaded) => {
			if (!current) return;
			document.documentElement.lang = loaded.locale;
			setLanguage(loaded);
		});
		return () => {
			current = false;
		};
	}, [locale]);
	return language;
}

function Starting() {
	const { shell } = useText();
	return (
		<div className="center late">
			<StatusIndicator type="loading">{shell.starting}</StatusIndicator>
		</div>
	);
}

function StartFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
	const text = useText();
	const { title, body } = problemWords(text, problemOf(error));
	return (
		<Box padding="xxl">
			<Alert
				type="error"
				header={text.shell.startFailed}
				action={<Button onClick={onRetry}>{text.common.retry}</Button>}
			>
				{title}. {body}
			</Alert>
		</Box>
	);
}
