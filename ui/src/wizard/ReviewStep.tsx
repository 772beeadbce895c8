import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { PlanView, Problem, WizardStep } from "../bindings";
import { PlanSteps } from "../components/PlanSteps";
import { findingWords, ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { autoScalingQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useFormat, useText } from "../text/react";
import { useForm } from "./form";
import { addressWords, cpuWords, memoryWords, roleName, scalingWords } from "./summary";

type Props = {
	plan: { data: PlanView | undefined; error: unknown; isFetching: boolean };
	problem: Problem | null;
	onEdit: (step: WizardStep) => void;
	onRetry: () => void;
};

export function ReviewStep({ plan, problem, onEdit, onRetry }: Props) {
	const text = useText();
	const words = text.wizard.review;
	const failed = plan.error === null ? null : problemOf(plan.error);
	return (
		<SpaceBetween size="l">
			{problem && <ProblemView problem={problem} onRetry={onRetry} />}
			<Notes />
			<Block step="source" number={1} onEdit={onEdit} items={useSourceItems()} />
			<Block step="service" number={2} onEdit={onEdit} items={useServiceItems()} />
			<Container
				header={
					<Header variant="h2" description={words.planText}>
						{words.plan}
					</Header>
				}
			>
				{failed ? (
					<ProblemView problem={failed} onRetry={onRetry} />
				) : plan.data ? (
					<PlanSteps plan={plan.data} />
				) : (
					<Box color="text-body-secondary">{words.planning}</Box>
				)}
			</Container>
		</SpaceBetween>
	);
}

/** Warnings and advice that remain: they do not stop anybody, and are not to be missed. */
function Notes() {
	const text = useText();
	const { checked } = useForm();
	const remaining = checked.findings.filter((finding) => finding.field !== null && finding.severity !== "error");
	if (remaining.length === 0) return null;
	const type = remaining.some((finding) => finding.severity === "warning") ? "warning" : "info";
	return (
		<Alert type={type} header={text.wizard.review.notes}>
			<ul className="plain-list">
				{remaining.map((finding) => (
					<li key={JSON.stringify([finding.field, finding.detail.code])}>
						{finding.field && `${text.codes.field[finding.field.name]}: `}
						{findingWords(text, finding)}
					</li>
				))}
			</ul>
		</Alert>
	);
}

type BlockProps = {
	step: WizardStep;
	number: number;
	onEdit: (step: WizardStep) => void;
	items: KeyValuePairsProps.Item[];
};

function Block({ step, number, onEdit, items }: BlockProps) {
	const text = useText();
	const title = text.codes.wizardStep[step];
	return (
		<Container
			header={
				<Header
					variant="h2"
					actions={
						<Button ariaLabel={text.wizard.review.editStep(title)} onClick={() => onEdit(step)}>
							{text.wizard.review.edit}
						</Button>
					}
				>
					{text.wizard.review.stepTitle(number, title)}
				</Header>
			}
		>
			<KeyValuePairs columns={2} items={items} />
		</Container>
	);
}

function useSourceItems(): KeyValuePairsProps.Item[] {
	const text = useText();
	const { draft } = useForm();
	const words = text.wizard.source;
	const { source } = draft;
	const image = { label: words.imageUri, value: <span className="break">{source.uri}</span> };
	if (source.registry === "ecr_public") {
		return [{ label: words.provider, value: words.ecrPublic }, image, { label: words.trigger, value: words.manual }];
	}
	const role = source.access_role;
	return [
		{ label: words.provider, value: words.ecr },
		image,
		{ label: words.trigger, value: source.trigger === "manual" ? words.manual : words.automatic },
		{
			label: words.accessRole,
			value: (
				<span className="break">
					{role.kind === "create_for_me" ? text.wizard.review.accessRoleNew(role.name) : roleName(role.arn)}
				</span>
			),
		},
	];
}

function useServiceItems(): KeyValuePairsProps.Item[] {
	const text = useText();
	const format = useFormat();
	const { draft } = useForm();
	const { session } = useOpenSession();
	const configurations = useQuery(autoScalingQuery(session));
	const words = text.wizard.service;
	const { health_check: health, auto_scaling: scaling, instance_role: role } = draft;
	const pairs = (rows: { name: string; value: string }[], none: string) =>
		rows.length === 0 ? (
			none
		) : (
			<ul className="bare-list">
				{rows.map((row, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
					<li key={index} className="break">
						<span className="mono">
							{row.name} = {row.value}
						</span>
					</li>
				))}
			</ul>
		);
	const numbers: KeyValuePairsProps.Item[] =
		scaling.kind === "create_for_me"
			? [
					{ label: words.concurrency, value: scaling.max_concurrency },
					{ label: words.minSize, value: scaling.min_size },
					{ label: words.maxSize, value: scaling.max_size },
				]
			: [];
	return [
		{ label: words.name, value: <span className="break">{draft.name}</span> },
		{
			label: `${words.cpu} · ${words.memory}`,
			value: words.size(cpuWords(text, format, draft.cpu), memoryWords(text, format, draft.memory)),
		},
		{ label: words.port, value: draft.port },
		{ label: words.startCommand, value: draft.start_command || words.startCommandEmpty },
		{ label: words.environment, value: pairs(draft.environment, text.common.none) },
		{ label: words.scaling, value: scalingWords(text, scaling, configurations.data) },
		...numbers,
		{
			label: `${words.health}: ${words.protocol}`,
			value: health.protocol.kind === "tcp" ? words.tcp : `${words.http} ${health.protocol.path}`,
		},
		{ label: words.timeout, value: text.common.seconds(health.timeout) },
		{ label: words.interval, value: text.common.seconds(health.interval) },
		{ label: words.unhealthy, value: health.unhealthy_threshold },
		{ label: words.healthy, value: health.healthy_threshold },
		{ label: words.instanceRole, value: role.kind === "not_needed" ? text.common.none : roleName(role.arn) },
		{ label: words.encryption, value: words.awsKey },
		{ label: words.incoming, value: words.publicEndpoint },
		{ label: words.addressType, value: addressWords(text, draft) },
		{ label: words.outgoing, value: words.publicAccess },
		{ label: words.tags, value: pairs(draft.tags, text.common.none) },
	];
}
