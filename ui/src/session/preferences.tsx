import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import type { Locale } from "../text";
import { readStored, writeStored } from "./stored";

export type DensityChoice = "comfortable" | "compact";

type Preferences = {
	/** The chosen language; `null` while the system's is followed. */
	locale: Locale | null;
	density: DensityChoice;
	setLocale: (locale: Locale) => void;
	setDensity: (density: DensityChoice) => void;
};

const PreferencesContext = createContext<Preferences | null>(null);

const isLocale = (value: unknown): value is Locale => value === "en" || value === "ja";
const isDensity = (value: unknown): value is DensityChoice => value === "comfortable" || value === "compact";

export function PreferencesProvider({ children }: { children: ReactNode }) {
	const [locale, keepLocale] = useState(() => readStored("locale", isLocale));
	const [density, keepDensity] = useState(() => readStored("density", isDensity) ?? "comfortable");
	const setLocale = useCallback((value: Locale) => {
		writeStored("locale", value);
		keepLocale(value);
	}, []);
	const setDensity = useCallback((value: DensityChoice) => {
		writeStored("density", value);
		keepDensity(value);
	}, []);
	const value = useMemo(() => ({ locale, density, setLocale, setDensity }), [locale, density, setLocale, setDensity]);
	return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
	const value = use(PreferencesContext);
	if (value === null) throw new Error("no preferences around this component");
	return value;
}
