import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../app/paths";
import type { PlanView, SessionRef } from "../bindings";
import { problemOf } from "../host";
import { useStart } from "../session/useStart";
import { useText } from "../text/react";
import { ConfirmField } from "./ConfirmField";
import { DialogShell } from "./DialogShell";
import { PlanSteps } from "./PlanSteps";
import { ProblemView } from "./ProblemView";

type Props = {
	header: string;
	submit: string;
	text?: string;
	warning?: string;
	/** How it is asked for what is to be typed first, where the plan says that something is. */
	confirm?: (value: string) => string;
	plan: UseQueryResult<PlanView>;
	session: SessionRef;
	onClose: () => void;
};

/** A plan with its steps, which is begun here and followed on the page of its run. */
export function PlanDialog({ header, submit, text, warning, confirm, plan, session, onClose }: Props) {
	const { common, wizard, runs } = useText();
	const navigate = useNavigate();
	const [typed, setTyped] = useState("");
	const wanted = plan.data?.confirmation ?? null;
	const { start, isPending, error: notStarted, again } = useStart(session, ({ id }) => void navigate(paths.run(id)));
	const ready = plan.data !== undefined && (wanted === null || typed === wanted);
	const error = notStarted ?? plan.error;

	function begin() {
		if (ready) start(plan.data, wanted === null ? null : typed);
	}

	return (
		<DialogShell
			header={header}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" formAction="none" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" formAction="none" disabled={!ready} loading={isPending} onClick={begin}>
						{submit}
					</Button>
				</>
			}
		>
			{text !== undefined && <div>{text}</div>}
			{warning !== undefined && <Alert type="warning">{warning}</Alert>}
			<div>
				<Box variant="h3" padding={{ bottom: "xs" }}>
					{wizard.review.plan}
				</Box>
				{plan.data && <PlanSteps plan={plan.data} profile={session.profile} />}
				{plan.isPending && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
			</div>
			{wanted !== null && (
				<ConfirmField
					label={(confirm ?? runs.undoConfirm)(wanted)}
					typed={typed}
					placeholder={wanted}
					onChange={setTyped}
					onSubmit={begin}
				/>
			)}
			{error && !isPending && (
				<ProblemView
					problem={problemOf(error)}
					profile={session.profile}
					onRetry={() => {
						again();
						void plan.refetch();
					}}
				/>
			)}
		</DialogShell>
	);
}
