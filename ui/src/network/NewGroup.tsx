import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Finding, Problem } from "../bindings";
import { DialogShell } from "../components/DialogShell";
import { FocusHere } from "../components/FocusHere";
import { FollowRun } from "../components/FollowRun";
import { PlanSteps } from "../components/PlanSteps";
import { findingWords, ProblemView } from "../components/ProblemView";
import { useSettled } from "../components/useSettled";
import { problemOf } from "../host";
import { networkQuery, networksRead, planGroupQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useStart } from "../session/useStart";
import { useText } from "../text/react";

type Props = { vpc: string; onMade: (id: string) => void };

/** Offers a security group that is not there yet, and chooses it once it is. */
export function NewGroup({ vpc, onMade }: Props) {
	const { newGroup: words } = useText();
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button
				variant="inline-link"
				formAction="none"
				disabled={vpc === ""}
				{...(vpc === "" ? { disabledReason: words.vpcFirst } : {})}
				onClick={() => setOpen(true)}
			>
				{words.open}
			</Button>
			{open && <GroupDialog vpc={vpc} onMade={onMade} onClose={() => setOpen(false)} />}
		</>
	);
}

function GroupDialog({ vpc, onMade, onClose }: Props & { onClose: () => void }) {
	const text = useText();
	const { newGroup: words, common, wizard } = text;
	const { session } = useOpenSession();
	const [name, setName] = useState("");
	const [left, setLeft] = useState(false);
	const [run, setRun] = useState<string | null>(null);
	const field = useRef<InputProps.Ref>(null);
	const [settled] = useSettled(name);
	const plan = useQuery({
		...planGroupQuery(session, vpc, settled),
		enabled: run === null && (settled !== "" || left),
	});
	const { start, isPending, error: notStarted, again } = useStart(session, ({ id }) => setRun(id));
	const ready = plan.data !== undefined && settled === name;
	const refused = plan.error === null ? null : problemOf(plan.error);
	const wrong = refused && nameFinding(refused);
	const problem = notStarted === null ? (wrong ? null : refused) : problemOf(notStarted);

	function submit() {
		setLeft(true);
		if (ready) start(plan.data);
	}

	const close = (
		<Button variant="link" formAction="none" onClick={onClose}>
			{run === null ? common.cancel : common.close}
		</Button>
	);
	return (
		<DialogShell
			header={words.title}
			onClose={onClose}
			actions={
				run === null ? (
					<>
						{close}
						<Button
							variant="primary"
							formAction="none"
							disabled={!ready}
							loading={isPending}
							loadingText={common.loading}
							onClick={submit}
						>
							{words.create}
						</Button>
					</>
				) : (
					close
				)
			}
		>
			{run === null ? (
				<SpaceBetween size="m">
					<div>{words.text}</div>
					<FocusHere field={field} />
					<form
						onSubmit={(event) => {
							event.preventDefault();
							// A form around this one is none of its business.
							event.stopPropagation();
							submit();
						}}
					>
						<FormField
							label={text.codes.field.group_name}
							errorText={(left || name !== "") && wrong ? findingWords(text, wrong) : undefined}
							stretch
						>
							<Input
								ref={field}
								value={name}
								autoComplete={false}
								spellcheck={false}
								placeholder="app-runner-outbound"
								onChange={({ detail }) => setName(detail.value)}
							/>
						</FormField>
					</form>
					<div>
						<Box variant="h3" padding={{ bottom: "xs" }}>
							{wizard.review.plan}
						</Box>
						{plan.data ? (
							<PlanSteps plan={plan.data} />
						) : plan.isFetching ? (
							<StatusIndicator type="loading">{common.loading}</StatusIndicator>
						) : (
							<Box color="text-body-secondary">{words.nameFirst}</Box>
						)}
					</div>
					{problem && (
						<ProblemView
							problem={problem}
							onRetry={() => {
								again();
								void plan.refetch();
							}}
						/>
					)}
				</SpaceBetween>
			) : (
				<FollowRun run={run} making={words.making} failed={words.failed} failedText={words.failedText}>
					<Made name={settled.trim()} vpc={vpc} onMade={onMade} onClose={onClose} />
				</FollowRun>
			)}
		</DialogShell>
	);
}

type MadeProps = Props & { name: string; onClose: () => void };

/** It is there: it is looked up by its name, which a VPC has once, and chosen. */
function Made({ name, vpc, onMade, onClose }: MadeProps) {
	const { newGroup: words } = useText();
	const { session } = useOpenSession();
	const client = useQueryClient();
	const told = useRef(false);
	const look = useMutation({
		mutationFn: () => client.fetchQuery({ ...networkQuery(session), staleTime: 0 }),
		onSuccess: ({ security_groups }) => {
			void networksRead(client);
			const made = security_groups.find((group) => group.vpc === vpc && group.name === name);
			// EC2 may take a moment to list it; then it is looked for again.
			if (made === undefined) return;
			onMade(made.id);
			onClose();
		},
	});
	const { mutate } = look;
	useEffect(() => {
		if (told.current) return;
		told.current = true;
		mutate();
	}, [mutate]);
	return (
		<SpaceBetween size="s">
			<Alert
				type="success"
				{...(look.isSuccess
					? {
							action: (
								<Button iconName="refresh" formAction="none" onClick={() => mutate()}>
									{words.again}
								</Button>
							),
						}
					: {})}
			>
				{look.isSuccess ? words.madeNotListed : words.made}
			</Alert>
			{look.error && <ProblemView problem={problemOf(look.error)} onRetry={() => mutate()} />}
		</SpaceBetween>
	);
}

/** What is wrong with the name stands at its field; every other problem stands by itself. */
function nameFinding({ detail }: Problem): Finding | undefined {
	if (detail.code !== "draft_invalid") return undefined;
	return detail.findings.find(({ field }) => field?.name === "group_name");
}
