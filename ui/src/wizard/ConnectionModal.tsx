import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Finding, Problem, Provider } from "../bindings";
import { PlanSteps } from "../components/PlanSteps";
import { findingWords, ProblemView } from "../components/ProblemView";
import { subjectOf } from "../components/runs";
import { useSettled } from "../components/useSettled";
import { problemOf } from "../host";
import { planConnectionQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useStart } from "../session/useStart";
import { useText } from "../text/react";
import { Consent } from "./Consent";
import { DialogFrame } from "./DialogFrame";
import { afterPress } from "./form";

type Props = { onDismiss: () => void; onAvailable: (arn: string) => void };

/** Makes a connection, and stays until the person has agreed to it at the provider. */
export function ConnectionModal({ onDismiss, onAvailable }: Props) {
	const { wizard } = useText();
	const [made, setMade] = useState<{ run: string; name: string; provider: Provider } | null>(null);
	if (made === null) return <NewConnection onDismiss={onDismiss} onMade={setMade} />;
	return (
		<DialogFrame header={wizard.connection.title} onDismiss={onDismiss}>
			<Consent {...made} onAvailable={onAvailable} />
		</DialogFrame>
	);
}

type NewProps = { onDismiss: () => void; onMade: (made: { run: string; name: string; provider: Provider }) => void };

function NewConnection({ onDismiss, onMade }: NewProps) {
	const text = useText();
	const words = text.wizard.connection;
	const { session, sandbox } = useOpenSession();
	const [name, setName] = useState("");
	const [provider, setProvider] = useState<Provider>("github");
	const [left, setLeft] = useState(false);
	const [settled] = useSettled(name);
	const query = planConnectionQuery(session, settled, provider);
	const plan = useQuery({ ...query, enabled: settled !== "" || left });
	const {
		start,
		isPending,
		error: notStarted,
		again,
	} = useStart(session, (run) => onMade({ run: run.id, name: subjectOf(run.goal), provider }));
	const ready = plan.data !== undefined && settled === name;
	const refused = plan.error === null ? null : problemOf(plan.error);
	const wrong = refused && nameFinding(refused);
	const problem = notStarted === null ? (wrong ? null : refused) : problemOf(notStarted);

	function submit() {
		setLeft(true);
		if (ready) start(plan.data);
	}

	return (
		<DialogFrame
			header={words.title}
			onDismiss={onDismiss}
			action={
				<Button variant="primary" disabled={!ready} loading={isPending} loadingText={words.creating} onClick={submit}>
					{words.create}
				</Button>
			}
		>
			<SpaceBetween size="l">
				<form
					onSubmit={(event) => {
						event.preventDefault();
						submit();
					}}
				>
					<SpaceBetween size="l">
						<FormField
							label={text.codes.field.connection_name}
							description={words.nameText}
							errorText={left && wrong ? findingWords(text, wrong) : undefined}
							stretch
						>
							<Input
								value={name}
								autoComplete={false}
								spellcheck={false}
								placeholder="my-github"
								onBlur={() => afterPress(() => setLeft(true))}
								onChange={({ detail }) => setName(detail.value)}
							/>
						</FormField>
						<FormField label={words.provider} stretch>
							<RadioGroup
								value={provider}
								ariaLabel={words.provider}
								items={[
									{ value: "github", label: text.codes.provider.github },
									{ value: "bitbucket", label: text.codes.provider.bitbucket },
								]}
								onChange={({ detail }) => setProvider(detail.value === "bitbucket" ? "bitbucket" : "github")}
							/>
						</FormField>
					</SpaceBetween>
				</form>
				<div>
					<Box variant="h3" padding={{ bottom: "xs" }}>
						{words.plan}
					</Box>
					{plan.data ? (
						<PlanSteps plan={plan.data} />
					) : plan.isFetching ? (
						<Spinner />
					) : (
						<Box color="text-body-secondary">{words.noPlan}</Box>
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
				{plan.data && <Alert type="info">{sandbox ? words.consentSandbox : words.consentText}</Alert>}
			</SpaceBetween>
		</DialogFrame>
	);
}

/** What is wrong with the name stands at its field; every other problem stands by itself. */
function nameFinding({ detail }: Problem): Finding | undefined {
	if (detail.code !== "draft_invalid") return undefined;
	return detail.findings.find(({ field }) => field?.name === "connection_name");
}
