import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../../app/paths";
import type { KeptKey, PlanView, SessionRef } from "../../../bindings";
import { DialogShell } from "../../../components/DialogShell";
import { PlanSteps } from "../../../components/PlanSteps";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { planKeyEndQuery, planKeyRotationQuery, runQuery } from "../../../session/queries";
import { useText } from "../../../text/react";
import { ConfirmField } from "./ConfirmField";

type Props = { kept: KeptKey; session: SessionRef; onClose: () => void };

/** Shows how a new key takes the place of a kept one, and does it. */
export function RotateKeyDialog({ kept, session, onClose }: Props) {
	const words = useText().keychain.rotateDialog;
	const plan = useQuery(planKeyRotationQuery(session, kept.id));
	return (
		<KeyPlanDialog
			header={words.title(kept.access_key_id)}
			submit={words.submit}
			text={words.text}
			warning={words.warning}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}

/** Deletes the key that a kept one has replaced. */
export function EndKeyDialog({ kept, retiring, session, onClose }: Props & { retiring: string }) {
	const words = useText().keychain.endDialog;
	const plan = useQuery(planKeyEndQuery(session, kept.id));
	return (
		<KeyPlanDialog
			header={words.title(retiring)}
			submit={words.submit}
			warning={words.warning}
			confirm={{ label: words.confirm(retiring), value: retiring }}
			plan={plan}
			session={session}
			onClose={onClose}
		/>
	);
}

type PlanProps = {
	header: string;
	submit: string;
	text?: string;
	warning: string;
	/** What is to be typed first. */
	confirm?: { label: string; value: string };
	plan: UseQueryResult<PlanView>;
	session: SessionRef;
	onClose: () => void;
};

/** A plan with its steps, which is begun here and followed on the page of its run. */
function KeyPlanDialog({ header, submit, text, warning, confirm, plan, session, onClose }: PlanProps) {
	const { common, wizard } = useText();
	const client = useQueryClient();
	const navigate = useNavigate();
	const [typed, setTyped] = useState("");
	const begun = useRef(false);
	const start = useMutation({
		mutationFn: (id: string) => host.runStart(session, id, confirm === undefined ? null : typed),
		onSuccess: (run) => {
			client.setQueryData(runQuery(run.id).queryKey, run);
			void navigate(paths.run(run.id));
		},
		onError: () => {
			begun.current = false;
		},
	});
	const ready = plan.data !== undefined && (confirm === undefined || typed === confirm.value);
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
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" disabled={!ready} loading={start.isPending} onClick={begin}>
						{submit}
					</Button>
				</>
			}
		>
			{text !== undefined && <div>{text}</div>}
			<Alert type="warning">{warning}</Alert>
			<div>
				<Box variant="h3" padding={{ bottom: "xs" }}>
					{wizard.review.plan}
				</Box>
				{plan.data && <PlanSteps plan={plan.data} />}
				{plan.isPending && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
			</div>
			{confirm && (
				<ConfirmField
					label={confirm.label}
					typed={typed}
					placeholder={confirm.value}
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
