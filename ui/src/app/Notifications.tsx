import Button from "@cloudscape-design/components/button";
import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { FileFault, Problem, RunView } from "../bindings";
import { useFrame } from "../components/frame";
import { problemWords } from "../components/ProblemView";
import { newEndpoint, subjectOf, useRunActions } from "../components/runs";
import { runsQuery } from "../session/queries";
import { useSessionState } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { paths } from "./paths";

// Most of the time there is nothing to say.
const Flashbar = lazy(() => import("@cloudscape-design/components/flashbar"));

type Item = FlashbarProps.MessageDefinition;

/** What concerns the whole window: changes that need a decision, a custom endpoint, files that cannot be read. */
export function Notifications() {
	const text = useText();
	const { notices, dismiss } = useFrame();
	const { welcome, view } = useSessionState();
	const decisions = useDecisions();
	const gone = useGone();
	const items: Item[] = notices.map((notice) => ({
		...notice,
		dismissible: true,
		dismissLabel: text.common.dismiss,
		onDismiss: () => dismiss(notice.id),
	}));
	if (welcome.journal_problem) items.push(problemItem(text, "journal", "error", welcome.journal_problem));
	items.push(...decisions);
	if (welcome.profiles_problem) items.push(problemItem(text, "profiles", "warning", welcome.profiles_problem));
	if (welcome.profile_faults.length > 0) items.push(faultsItem(text, welcome.profile_faults));
	if (view && view.custom_endpoints.length > 0) {
		items.push({
			id: "endpoints",
			type: "warning",
			header: text.shell.customEndpoints,
			content: `${text.shell.customEndpointsText} ${view.custom_endpoints.join(", ")}`,
		});
	}
	items.push(...gone);
	if (items.length === 0) return null;
	return (
		<Suspense fallback={null}>
			<Flashbar items={items} stackItems={items.length > 3} />
		</Suspense>
	);
}

/** The files have lost the profile that the window works with. */
function useGone(): Item[] {
	const { profiles } = useText();
	const navigate = useNavigate();
	const { welcome, profile } = useSessionState();
	if (welcome.profiles.some(({ name }) => name === profile)) return [];
	return [
		{
			id: "profile-gone",
			type: "warning",
			header: profiles.gone(profile),
			content: profiles.goneText,
			action: <Button onClick={() => void navigate(paths.profiles)}>{profiles.toProfiles}</Button>,
		},
	];
}

function problemItem(text: Text, id: string, type: FlashbarProps.Type, problem: Problem): Item {
	const { title, body } = problemWords(text, problem);
	return { id, type, header: title, content: body };
}

/** Lines that AWS's own tools pass over in silence, so that one wonders where a profile is. */
function faultsItem({ files, codes }: Text, faults: FileFault[]): Item {
	const lines = faults.map(({ file, fault: { line, reason } }) =>
		files.line(codes.configFile[file], String(line), codes.lineReason[reason]),
	);
	return {
		id: "profile-faults",
		type: "warning",
		header: files.title,
		content: (
			<ul className="plain-list">
				{lines.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
		),
	};
}

/** Changes that were interrupted or failed are offered until they are resumed, undone or left. */
function useDecisions(): Item[] {
	const text = useText();
	const { pathname } = useLocation();
	const navigate = useNavigate();
	const { data } = useQuery(runsQuery());
	const { resume, leave, busy } = useRunActions();
	const [hidden, setHidden] = useState<string[]>([]);
	const offered = (data ?? []).filter(
		(run) => run.needs_decision && !hidden.includes(run.id) && pathname !== paths.run(run.id),
	);
	return offered.map((run) => ({
		id: `run-${run.id}`,
		type: run.state === "interrupted" ? "warning" : "error",
		header: sentence(text, run),
		content: run.halted && problemWords(text, run.halted).body,
		dismissible: true,
		dismissLabel: text.common.dismiss,
		onDismiss: () => setHidden((all) => [...all, run.id]),
		action: (
			<SpaceBetween direction="horizontal" size="xs">
				{run.can_resume && (
					<Button disabled={busy} onClick={() => resume(run.id, () => navigate(paths.run(run.id)))}>
						{run.state === "interrupted" ? text.runs.resume : text.runs.retry}
					</Button>
				)}
				{run.can_undo && (
					<Button onClick={() => void navigate(paths.run(run.id), { state: { undo: true } })}>{text.runs.undo}</Button>
				)}
				<Button disabled={busy} onClick={() => leave(run.id)}>
					{text.runs.leaveShort}
				</Button>
				<Button onClick={() => void navigate(paths.run(run.id))}>{text.runs.show}</Button>
			</SpaceBetween>
		),
	}));
}

function sentence(text: Text, { goal, state }: RunView): string {
	const { flash } = text.runs;
	if (state === "undo_failed") return flash.undoFailed(subjectOf(goal));
	const interrupted = state === "interrupted";
	switch (goal.kind) {
		case "create_service":
			return interrupted ? flash.interruptedCreate(goal.name) : flash.failedCreate(goal.name);
		case "create_connection":
			return interrupted ? flash.interruptedConnect(goal.name) : flash.failedConnect(goal.name);
		case "create_connector":
			return interrupted ? flash.interruptedConnector(goal.name) : flash.failedConnector(goal.name);
		case "replace_connector":
			return interrupted ? flash.interruptedReplace(goal.name) : flash.failedReplace(goal.name);
		case "delete_connector":
			return interrupted ? flash.interruptedDeleteConnector(goal.name) : flash.failedDeleteConnector(goal.name);
		case "change_incoming":
			return interrupted ? flash.interruptedIncoming(goal.name) : flash.failedIncoming(goal.name);
		case "delete_ingress":
			return interrupted ? flash.interruptedDeleteIngress(goal.name) : flash.failedDeleteIngress(goal.name);
		case "create_endpoint":
			return interrupted
				? flash.interruptedCreateEndpoint(newEndpoint(text, goal))
				: flash.failedCreateEndpoint(newEndpoint(text, goal));
		case "change_endpoint":
			return interrupted ? flash.interruptedChangeEndpoint(goal.name) : flash.failedChangeEndpoint(goal.name);
		case "delete_endpoint":
			return interrupted ? flash.interruptedDeleteEndpoint(goal.name) : flash.failedDeleteEndpoint(goal.name);
		case "create_group":
			return interrupted ? flash.interruptedGroup(goal.name) : flash.failedGroup(goal.name);
		case "allow_inbound":
			return interrupted ? flash.interruptedAllow(goal.name) : flash.failedAllow(goal.name);
		case "keep_secret":
			return interrupted ? flash.interruptedKeep(goal.name) : flash.failedKeep(goal.name);
		case "delete_service":
			return interrupted ? flash.interruptedDelete(goal.name) : flash.failedDelete(goal.name);
		case "rotate_key":
			return interrupted ? flash.interruptedRotate(goal.access_key_id) : flash.failedRotate(goal.access_key_id);
		case "end_key":
			return interrupted ? flash.interruptedEnd(goal.access_key_id) : flash.failedEnd(goal.access_key_id);
	}
}
