import { useQuery } from "@tanstack/react-query";
import type { Guard, SessionView, Standing } from "../bindings";
import { guardQuery, standingQuery } from "./queries";
import { useSessionState } from "./session";

const NOBODY = { profile: "", region: "", epoch: 0 };

/** How long what the shown session has lasts; nothing until that is known. */
export function useStanding(): Standing | null {
	const { view } = useSessionState();
	const { data } = useQuery({ ...standingQuery(view?.session ?? NOBODY), enabled: view !== null });
	return data ?? null;
}

/** What guards the shown session; nothing until that is known. Changes are held back by the Rust side in any case. */
export function useMarks(): { view: SessionView; guard: Guard } | null {
	const { view } = useSessionState();
	const { data } = useQuery({ ...guardQuery(view?.session ?? NOBODY), enabled: view !== null });
	return view !== null && data !== undefined ? { view, guard: data } : null;
}
