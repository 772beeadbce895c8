// The project that is open in all windows, and whether this one is where the project is.
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { Pin, ProjectView, Welcome } from "../bindings";
import { host } from "../host";
import { readRecent } from "./recent";
import { useSessionState } from "./session";

/** Between two looks at the project's file, which anybody may edit, in milliseconds. */
const LOOK = 5_000;

export const projectQuery = () =>
	queryOptions({ queryKey: ["project"], queryFn: () => host.projectGet(), refetchInterval: LOOK });

/** Where a new window opens depends on the project too. */
export function projectChanged(client: QueryClient) {
	for (const queryKey of [["project"], ["welcome"]]) void client.invalidateQueries({ queryKey });
}

export type Shown = {
	project: ProjectView;
	/** Whether the window's session is of the project's account and Region; `null` while its account is not known. Rust holds
	 * back changes in any case. */
	here: boolean | null;
	/** A profile and Region that lead to the project, if one is known. */
	way: { profile: string; region: string } | null;
};

/** The open project, as this window sees it. */
export function useProject(): Shown | null {
	const { welcome, profile, region, view } = useSessionState();
	const { data } = useQuery(projectQuery());
	const project = data?.open ?? null;
	if (project === null) return null;
	const { pin } = project;
	if (pin === null) return { project, here: false, way: null };
	const account = view?.identity?.account ?? null;
	const here = region !== pin.region ? false : account === null ? null : account === pin.account;
	const wanted = wayTo(welcome, pin, account === pin.account ? profile : null);
	return { project, here, way: wanted === null ? null : { profile: wanted, region: pin.region } };
}

/** The profile that the pin names, the one that is in use, or the one that was last seen to lead there. */
function wayTo({ profiles }: Welcome, pin: Pin, current: string | null): string | null {
	const seen = readRecent().find(({ account }) => account === pin.account)?.profile ?? null;
	const known = [pin.profile ?? null, current, seen];
	return known.find((name) => profiles.some((row) => row.name === name)) ?? null;
}
