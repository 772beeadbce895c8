// Makes a secret of a plain value: it is stored on AWS, and the variable refers to it.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { RunView, SecretPlace } from "../bindings";
import { FollowRun } from "../components/FollowRun";
import { ProblemView } from "../components/ProblemView";
import { subjectOf, useRunActions } from "../components/runs";
import { problemOf } from "../host";
import { parametersQuery, runQuery, secretsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useStart } from "../session/useStart";
import { useText } from "../text/react";
import { DialogFrame } from "./DialogFrame";
import { useForm } from "./form";
import { SecretForm } from "./SecretForm";
import { type Entries, useSecretPlan } from "./useSecretPlan";

/** Between two looks for a new secret, in milliseconds. */
const LISTED = 2_000;

type Made = { run: string; name: string };

type Props = {
	/** The variable's row. */
	index: number;
	onDismiss: () => void;
	/** The row refers to the value now. */
	onStored: () => void;
};

export function SecretModal({ index, onDismiss, onStored }: Props) {
	const { wizard } = useText();
	const words = wizard.choices.secret;
	const { draft, form, pick } = useForm();
	const { session } = useOpenSession();
	const client = useQueryClient();
	const { leave } = useRunActions();
	const variable = draft.environment[index];
	const called = variable?.name.trim() ?? "";
	const { secret_prefix: prefix } = form.beginnings;
	const beginning = (place: SecretPlace) => `${place === "parameter_store" ? "/" : ""}${prefix}${called}`;
	const [entries, setEntries] = useState<Entries>(() => ({
		place: "secrets_manager",
		name: beginning("secrets_manager"),
		value: variable?.value ?? "",
	}));
	const [made, setMade] = useState<Made | null>(null);
	const planned = useSecretPlan(session, made === null ? entries : null);
	const { start, isPending, error, again } = useStart(session, (run) =>
		setMade({ run: run.id, name: subjectOf(run.goal) }),
	);
	const plan = planned.isCurrent ? planned.plan : null;

	function submit() {
		if (plan !== null) start(plan);
	}

	/** Plans anew: entries that say the same are others. */
	function enterAgain() {
		again();
		setEntries({ ...entries });
		setMade(null);
	}

	function refer(reference: string) {
		const { place: source } = entries;
		pick(
			(draft) => ({
				...draft,
				environment: draft.environment.map((row, at) => (at === index ? { ...row, source, value: reference } : row)),
			}),
			[{ name: "environment_value", index }],
		);
		onStored();
	}

	/** What failed and made nothing needs no decision later. */
	function forget() {
		const run = made && client.getQueryData(runQuery(made.run).queryKey);
		if (run && madeNothing(run)) leave(run.id);
	}

	function dismiss() {
		forget();
		onDismiss();
	}

	const action = made === null && (
		<Button variant="primary" disabled={plan === null} loading={isPending} loadingText={words.storing} onClick={submit}>
			{words.store}
		</Button>
	);
	return (
		<DialogFrame header={words.title(called)} onDismiss={dismiss} action={action}>
			{made === null ? (
				<SecretForm
					entries={entries}
					onEntries={setEntries}
					beginning={beginning}
					planned={planned}
					refused={error === null ? null : problemOf(error)}
					onRetry={enterAgain}
					onSubmit={submit}
				/>
			) : (
				<FollowRun
					run={made.run}
					making={words.storing}
					failed={words.failed}
					failedText={words.failedText}
					otherwise={(run) =>
						madeNothing(run) && (
							<Button
								variant="primary"
								onClick={() => {
									forget();
									enterAgain();
								}}
							>
								{words.back}
							</Button>
						)
					}
				>
					{entries.place === "secrets_manager" ? (
						<Listed name={made.name} onListed={refer} />
					) : (
						<StoredParameter name={made.name} onStored={refer} />
					)}
				</FollowRun>
			)}
		</DialogFrame>
	);
}

const madeNothing = (run: RunView) => run.needs_decision && run.steps.every(({ stands }) => !stands);

/** A secret is referred to by its ARN, of which AWS makes the end up. */
function Listed({ name, onListed }: { name: string; onListed: (arn: string) => void }) {
	const { wizard } = useText();
	const words = wizard.choices.secret;
	const { session } = useOpenSession();
	const secrets = useQuery({ ...secretsQuery(session), staleTime: 0, refetchInterval: LISTED });
	// What was read before may name another secret of that name, which is gone.
	const arn = secrets.isFetchedAfterMount ? secrets.data?.find((secret) => secret.name === name)?.arn : undefined;
	useOnce(arn, onListed);
	if (secrets.error) {
		return (
			<SpaceBetween size="m">
				<div>{words.notListed}</div>
				<ProblemView
					problem={problemOf(secrets.error)}
					onRetry={() => void secrets.refetch()}
					action={<Button onClick={() => onListed("")}>{words.enter}</Button>}
				/>
			</SpaceBetween>
		);
	}
	return (
		<SpaceBetween size="m">
			<StatusIndicator type="in-progress">{words.looking}</StatusIndicator>
			<Box color="text-body-secondary">{words.lookingText}</Box>
		</SpaceBetween>
	);
}

/** A parameter is referred to by its name. */
function StoredParameter({ name, onStored }: { name: string; onStored: (name: string) => void }) {
	const client = useQueryClient();
	const { session } = useOpenSession();
	useOnce(name, (name) => {
		void client.invalidateQueries(parametersQuery(session));
		onStored(name);
	});
	return null;
}

/** Tells a value when it is there, once. */
function useOnce(value: string | undefined, tell: (value: string) => void) {
	const told = useRef(false);
	useEffect(() => {
		if (value === undefined || told.current) return;
		told.current = true;
		tell(value);
	});
}
