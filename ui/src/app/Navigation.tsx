import Badge from "@cloudscape-design/components/badge";
import SideNavigation from "@cloudscape-design/components/side-navigation";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";
import { useFollow } from "../components/navigation";
import { keychainQuery, runsQuery } from "../session/queries";
import { useSessionState } from "../session/session";
import { useText } from "../text/react";
import { href, paths } from "./paths";

export function Navigation() {
	const { shell, common, connectors, incoming, runs, sandbox, profiles, keychain, permissions } = useText();
	const { view } = useSessionState();
	const { pathname } = useLocation();
	const follow = useFollow();
	const { data } = useQuery(runsQuery());
	const waiting = (data ?? []).filter((run) => run.needs_decision).length;
	// It is asked by those who need it; here is only told what is known.
	const { data: kept } = useQuery({ ...keychainQuery(), enabled: false });
	const callers = (kept?.callers ?? []).filter(({ consent }) => consent === "waiting").length;
	return (
		<SideNavigation
			header={{ text: common.appRunner, href: href(paths.services) }}
			activeHref={href(
				[
					paths.runs,
					paths.drafts,
					paths.connectors,
					paths.endpoints,
					paths.profiles,
					paths.keychain,
					paths.permissions,
					paths.sandbox,
				].find((path) => pathname.startsWith(path)) ?? paths.services,
			)}
			onFollow={follow}
			items={[
				{ type: "link", text: shell.services, href: href(paths.services) },
				{ type: "link", text: shell.drafts, href: href(paths.drafts) },
				{ type: "link", text: connectors.title, href: href(paths.connectors) },
				{ type: "link", text: incoming.endpoints, href: href(paths.endpoints) },
				{
					type: "link",
					text: shell.changes,
					href: href(paths.runs),
					...counted(waiting, runs.needsDecision),
				},
				{
					type: "section",
					text: profiles.section,
					items: [
						{ type: "link", text: profiles.title, href: href(paths.profiles) },
						{
							type: "link",
							text: keychain.title,
							href: href(paths.keychain),
							...counted(callers, keychain.callers.waiting(callers)),
						},
						{ type: "link", text: permissions.title, href: href(paths.permissions) },
					],
				},
				...(view?.sandbox
					? [{ type: "divider" as const }, { type: "link" as const, text: sandbox.title, href: href(paths.sandbox) }]
					: []),
			]}
		/>
	);
}

/** How many wait for the person, beside a link; nothing where none does. */
function counted(count: number, meaning: string) {
	if (count === 0) return {};
	return {
		info: (
			<Badge color="red">
				<span title={meaning}>{count}</span>
			</Badge>
		),
	};
}
