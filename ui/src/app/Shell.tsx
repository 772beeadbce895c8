import AppLayout from "@cloudscape-design/components/app-layout";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import HelpPanel from "@cloudscape-design/components/help-panel";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Outlet } from "react-router";
import { useFrame } from "../components/frame";
import { HostLink } from "../components/HostLink";
import { useFollow } from "../components/navigation";
import { useCallers } from "../credentials/useCallers";
import {
	onConnectivityChanged,
	onCredentialsChanged,
	onMarksChanged,
	onProfilesChanged,
	onProjectChanged,
	onRunChanged,
	onServiceChanged,
	onWireChanged,
	onWoken,
} from "../host";
import { connectivityChanged, readAnew } from "../session/connection";
import { profilesChanged } from "../session/profiles";
import { projectChanged } from "../session/project";
import { credentialsChanged, marksChanged, runChanged, serviceChanged } from "../session/queries";
import { useText } from "../text/react";
import { Navigation } from "./Navigation";
import { Notifications } from "./Notifications";
import { href, paths } from "./paths";
import { Strips } from "./Strips";
import { TopBar } from "./TopBar";
import { useWindowName } from "./windowName";

/** What stands around every page. */
export function Shell() {
	const text = useText();
	const { shell } = text;
	const { page, topic, helpOpen, setHelpOpen } = useFrame();
	const [navigationOpen, setNavigationOpen] = useState(() => window.innerWidth > 1100);
	const follow = useFollow();
	useEvents();
	useCallers();
	useWindowName();
	const crumbs = [{ text: text.common.appRunner, path: paths.services }, ...page.crumbs];
	return (
		<>
			<div id="top">
				<TopBar />
				<Strips />
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
			onCredentialsChanged(() => void credentialsChanged(client)),
			onMarksChanged(() => marksChanged(client)),
			onProfilesChanged(() => profilesChanged(client)),
			onProjectChanged(() => projectChanged(client)),
			onConnectivityChanged((change) => void connectivityChanged(client, change)),
			onWireChanged(() => void readAnew(client)),
			onWoken(() => void readAnew(client)),
		];
		return () => {
			for (const end of ends) end();
		};
	}, [client]);
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
