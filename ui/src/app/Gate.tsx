import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { Outlet } from "react-router";
import { usePage } from "../components/frame";
import { ProblemPage } from "../components/ProblemPage";
import { OpenSessionProvider, useSessionState } from "../session/session";
import { useText } from "../text/react";
import { paths } from "./paths";

/** Lets a page through when the session is open, and says why when it is not. The switchers stay usable. */
export function Gate() {
	const { view, problem, opening } = useSessionState();
	if (view?.identity && problem === null) {
		// A page and all it holds belong to one session: another one begins afresh.
		return (
			<OpenSessionProvider key={`${view.session.profile} ${view.session.region}`} view={view}>
				<Outlet />
			</OpenSessionProvider>
		);
	}
	return opening ? <Opening /> : <Closed />;
}

function Opening() {
	const { shell } = useText();
	return (
		<div className="center">
			<Box textAlign="center" color="text-body-secondary">
				<SpaceBetween size="xs">
					<Spinner size="large" />
					<span role="status">{shell.opening}</span>
				</SpaceBetween>
			</Box>
		</div>
	);
}

function Closed() {
	const text = useText();
	const { problem, reopen } = useSessionState();
	usePage([{ text: text.shell.services, path: paths.services }], null);
	return problem && <ProblemPage title={text.services.title} problem={problem} onRetry={reopen} />;
}
