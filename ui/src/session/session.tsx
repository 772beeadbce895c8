// The session that the window shows: a profile in a Region, as the Rust side opened it. Everything is asked of a
// session; switching opens another one and leaves work under way alone.
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import type { Problem, SessionRef, SessionView, Welcome } from "../bindings";
import { host, problemOf } from "../host";
import { useText } from "../text/react";

type Session = {
	welcome: Welcome;
	profile: string;
	region: string;
	/** `null` until it is open. */
	view: SessionView | null;
	opening: boolean;
	problem: Problem | null;
	switchTo: (profile: string, region: string) => void;
	/** Reads the profile's credentials anew. */
	reopen: () => void;
};

const SessionContext = createContext<Session | null>(null);

const opened = (profile: string, region: string) => ({
	queryKey: ["session", profile, region],
	queryFn: () => host.sessionOpen(profile, region),
	staleTime: Number.POSITIVE_INFINITY,
	gcTime: Number.POSITIVE_INFINITY,
});

/** Where the window begins: as its address says, if there is such a place. A window that was opened from another has one. */
function beginning({ profiles, regions, profile, region }: Welcome): { profile: string; region: string } {
	const wanted = new URLSearchParams(window.location.search);
	const other = profiles.find(({ name }) => name === wanted.get("profile"));
	if (!other) return { profile, region };
	const there = regions.find(({ code }) => code === wanted.get("region"));
	return { profile: other.name, region: there?.code ?? region };
}

export function SessionProvider({ welcome, children }: { welcome: Welcome; children: ReactNode }) {
	const [choice, setChoice] = useState(() => beginning(welcome));
	const { profile, region } = choice;
	const { data, error, isFetching, refetch } = useQuery(opened(profile, region));
	const switchTo = useCallback((profile: string, region: string) => setChoice({ profile, region }), []);
	const reopen = useCallback(() => void refetch(), [refetch]);
	const problem = useMemo(() => (error === null ? (data?.problem ?? null) : problemOf(error)), [data, error]);
	const value = useMemo(
		() => ({ welcome, profile, region, view: data ?? null, opening: isFetching, problem, switchTo, reopen }),
		[welcome, profile, region, data, isFetching, problem, switchTo, reopen],
	);
	return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSessionState(): Session {
	const value = use(SessionContext);
	if (value === null) throw new Error("no session around this component");
	return value;
}

const OpenContext = createContext<SessionView | null>(null);

export function OpenSessionProvider({ view, children }: { view: SessionView; children: ReactNode }) {
	return <OpenContext value={view}>{children}</OpenContext>;
}

/** The open session. Only for what stands behind the gate, where there is one. */
export function useOpenSession(): SessionView {
	const value = use(OpenContext);
	if (value === null) throw new Error("no open session around this component");
	return value;
}

/** A session in the place of a run, which need not be the one that the window shows. */
export function useSessionOf(profile: string | undefined, region: string | undefined): SessionRef | null {
	const state = useSessionState();
	const isShown = state.profile === profile && state.region === region;
	const { data } = useQuery({
		...opened(profile ?? "", region ?? ""),
		enabled: !isShown && profile !== undefined && region !== undefined,
	});
	if (isShown) return state.view?.session ?? null;
	return data?.session ?? null;
}

/** Why a place gives no session now, and so what is waited for there. */
export function useProblemOf(profile: string, region: string): Problem | null {
	const state = useSessionState();
	const isShown = state.profile === profile && state.region === region;
	const { data, error } = useQuery({ ...opened(profile, region), enabled: !isShown });
	if (isShown) return state.problem;
	return error === null ? (data?.problem ?? null) : problemOf(error);
}

/** What a profile is called on the screen. The sandbox's own name is for the machine. */
export function useProfileName() {
	const { welcome } = useSessionState();
	const { common } = useText();
	return (profile: string) =>
		welcome.profiles.some(({ name, kind }) => name === profile && kind === "sandbox") ? common.sandbox : profile;
}

/** Names of Regions in the person's language: the place alone, or with its code, such as `Tokyo (ap-northeast-1)`. */
export function useRegionNames() {
	const { welcome } = useSessionState();
	const { common } = useText();
	const place = (code: string) =>
		common.places[code] ??
		[...welcome.regions, ...welcome.other_regions].find((region) => region.code === code)?.place ??
		code;
	const full = (code: string) => (place(code) === code ? code : `${place(code)} (${code})`);
	return { place, full };
}
