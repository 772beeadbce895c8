import { useEffect } from "react";
import { host } from "../host";
import { useProfileName, useSessionState } from "../session/session";
import { useMarks } from "../session/standing";

/** Names the window after the session that it shows, so that one finds it among others. */
export function useWindowName() {
	const { profile, region, view } = useSessionState();
	const profileName = useProfileName();
	const guard = useMarks()?.guard ?? null;
	const account = view === null || view.sandbox ? null : (guard?.name ?? view.identity?.account ?? null);
	const name = [profileName(profile), account, region].filter((part) => part !== null).join(" · ");
	useEffect(() => {
		// A window without its name still works.
		host.windowName(name).catch(() => undefined);
	}, [name]);
}
