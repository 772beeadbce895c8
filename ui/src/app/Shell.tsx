import AppLayout from "@cloudscape-design/components/app-layout";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import HelpPanel from "@cloudscape-design/components/help-panel";
import Icon from "@cloudscape-design/components/icon";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Outlet } from "react-router";
import { useFrame } from "../components/frame";
import { HostLink } from "../components/HostLink";
import { useFollow } from "../components/navigation";
import { onRunChanged, onServiceChanged } from "../host";
import { runChanged, serviceChanged } from "../session/queries";
import { useSessionState } from "../session/session";
import { useText } from "../text/react";
import { Navigation } from "./Navigation";
import { Notifications } from "./Notifications";
import { href, paths } from "./paths";
import { TopBar } from "./TopBar";

/** What stands around every page. */
export function Shell() {
	const text = useText();
	const { shell } = text;
	const { page, topic, helpOpen, setHelpOpen } = useFrame();
	const [navigationOpen, setNavigationOpen] = useState(() => window.innerWidth > 1100);
	const follow = useFollow();
	useEvents();
	const crumbs = [{ text: text.common.appRunner, path: paths.services }, ...page.crumbs];
	return (
		<>
			<div id="top">
				<TopBar />
				<SandboxStrip />
			</div>
			<AppLayout
				headerSelector="#top"
				contentType={page.contentType}
				navigation={<Navigation />}
				navigationOpen={navigationOpen}
				navigationWidth={200}
				onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
				breadcrumbs={
					<BreadcrumbGroup
						ariaLabel={shell.breadcrumbs}
						items={crumbs.map((crumb) => ({ text: crumb.text, href: href(crumb.path) }))}
						onFollow={follow}
					/>
				}
				notifications={<Notifications />}
				tools={topic && <Help />}
				toolsHide={topic === null}
				toolsOpen={helpOpen && topic !== null}
				onToolsChange={({ detail }) => setHelpOpen(detail.open)}
				content={<Outlet />}
				ariaLabels={{
					navigation: shell.navigation,
					navigationToggle: shell.navigationOpen,
					navigationClose: shell.navigationClose,
					notifications: shell.notifications,
					tools: shell.help,
					toolsToggle: shell.helpOpen,
					toolsClose: shell.helpClose,
				}}
			/>
		</>
	);
}

/** The Rust side says what became stale; the pages ask again. */
function useEvents() {
	const client = useQueryClient();
	useEffect(() => {
		const ends = [
			onRunChanged((change) => runChanged(client, change)),
			onServiceChanged((change) => serviceChanged(client, change)),
		];
		return () => {
			for (const end of ends) end();
		};
	}, [client]);
}

function SandboxStrip() {
	const { view } = useSessionState();
	const { shell } = useText();
	const follow = useFollow();
	if (!view?.sandbox) return null;
	return (
		<div className="strip" role="note">
			<Icon name="status-info" size="small" />
			<span>{shell.sandboxStrip}</span>
			<Link variant="secondary" fontSize="body-s" href={href(paths.sandbox)} onFollow={follow}>
				{shell.sandboxControls}
			</Link>
		</div>
	);
}

function Help() {
	const text = useText();
	const { topic } = useFrame();
	if (topic === null) return null;
	const { title, body } = text.help[topic];
	return (
		<HelpPanel
			header={<h2>{title}</h2>}
			footer={
				<SpaceBetween size="xs">
					<h3>{text.shell.learn}</h3>
					<HostLink link={{ kind: "guide" }}>{text.shell.guide}</HostLink>
					<HostLink link={{ kind: "pricing" }}>{text.codes.link.pricing}</HostLink>
				</SpaceBetween>
			}
		>
			{body.map((paragraph) => (
				<p key={paragraph} className="break">
					{paragraph}
				</p>
			))}
		</HelpPanel>
	);
}
