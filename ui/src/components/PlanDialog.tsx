import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type UseQueryResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../app/paths";
import type { PlanView, SessionRef } from "../bindings";
import { host, problemOf } from "../host";
import { runQuery } from "../session/queries";
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
	const client = useQueryClient();
	const navigate = useNavigate();
	const [typed, setTyped] = useState("");
	const begun = useRef(false);
	const wanted = plan.data?.confirmation ?? null;
	const start = useMutation({
		mutationFn: (id: string) => host.runStart(session, id, wanted === null ? null : typed),
		onSuccess: (run) => {
			client.setQueryData(runQuery(run.id).queryKey, run);
			void navigate(paths.run(run.id));
		},
		onError: () => {
			begun.current = false;
		},
	});
	const ready = plan.data !== undefined && (wanted === null || typed === wanted);
	const error = start.error ?? plan.error;

	function begin() {
		// State comes too late for the second of two quick clicks.
		if (!ready || begun.current) return;
		begun.current = true;
		start.mutate(plan.data.id);
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
					<Button variant="primary" formAction="none" disabled={!ready} loading={start.isPending} onClick={begin}>
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
				{plan.data && <PlanSteps plan={plan.data} />}
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
			{error && !start.isPending && (
				<ProblemView
					problem={problemOf(error)}
					onRetry={() => {
						start.reset();
						void plan.refetch();
					}}
				/>
			)}
		</DialogShell>
	);
}
