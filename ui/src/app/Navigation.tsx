import Badge from "@cloudscape-design/components/badge";
import SideNavigation from "@cloudscape-design/components/side-navigation";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";
import { useFollow } from "../components/navigation";
import { runsQuery } from "../session/queries";
import { useSessionState } from "../session/session";
import { useText } from "../text/react";
import { href, paths } from "./paths";

export function Navigation() {
	const { shell, common, runs, sandbox, profiles } = useText();
	const { view } = useSessionState();
	const { pathname } = useLocation();
	const follow = useFollow();
	const { data } = useQuery(runsQuery());
	const waiting = (data ?? []).filter((run) => run.needs_decision).length;
	return (
		<SideNavigation
			header={{ text: common.appRunner, href: href(paths.services) }}
			activeHref={href(
				[paths.runs, paths.drafts, paths.profiles, paths.sandbox].find((path) => pathname.startsWith(path)) ??
					paths.services,
			)}
			onFollow={follow}
			items={[
				{ type: "link", text: shell.services, href: href(paths.services) },
				{ type: "link", text: shell.drafts, href: href(paths.drafts) },
				{
					type: "link",
					text: shell.changes,
					href: href(paths.runs),
					...(waiting > 0
						? {
								info: (
									<Badge color="red">
										<span title={runs.needsDecision}>{waiting}</span>
									</Badge>
								),
							}
						: {}),
				},
				{
					type: "section",
					text: profiles.section,
					items: [{ type: "link", text: profiles.title, href: href(paths.profiles) }],
				},
				...(view?.sandbox
					? [{ type: "divider" as const }, { type: "link" as const, text: sandbox.title, href: href(paths.sandbox) }]
					: []),
			]}
		/>
	);
}
