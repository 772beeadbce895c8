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
import { preflightQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { CostBlock, type Expected } from "./CostBlock";
import { useForm } from "./form";
import { failedOf, Preflight } from "./Preflight";
import { useReviewItems } from "./reviewItems";

type Props = {
	plan: { data: PlanView | undefined; error: unknown; isFetching: boolean };
	problem: Problem | null;
	onEdit: (step: WizardStep) => void;
	onRetry: () => void;
	expected: Expected;
	onExpect: (expected: Expected) => void;
};

export function ReviewStep({ plan, problem, onEdit, onRetry, expected, onExpect }: Props) {
	const text = useText();
	const words = text.wizard.review;
	const { draft, form } = useForm();
	const { session } = useOpenSession();
	const looks = useQuery(preflightQuery(session, draft));
	const failures = failedOf(looks.data);
	const items = useReviewItems();
	const failed = plan.error === null ? null : problemOf(plan.error);
	return (
		<SpaceBetween size="l">
			{problem && <ProblemView problem={problem} onRetry={onRetry} />}
			<Notes />
			{form.steps.map((step, at) =>
				step === "review" ? null : <Block key={step} step={step} number={at + 1} onEdit={onEdit} items={items[step]} />,
			)}
			<Preflight read={looks} />
			<CostBlock expected={expected} onExpect={onExpect} />
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
			{failures > 0 && <Alert type="warning">{words.preflight.someFailed(failures)}</Alert>}
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
