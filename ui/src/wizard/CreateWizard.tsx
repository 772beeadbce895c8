import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Wizard from "@cloudscape-design/components/wizard";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useReducer, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../app/paths";
import type { Finding, WizardStep } from "../bindings";
import { InfoLink, useFrame } from "../components/frame";
import { ProblemView, problemWords } from "../components/ProblemView";
import { problemOf } from "../host";
import { type Beginning, planCreateQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useStart } from "../session/useStart";
import { useText } from "../text/react";
import { BuildStep } from "./BuildStep";
import { EXPECTED } from "./CostBlock";
import { focusFirst } from "./focus";
import { FindingText, FormProvider, useForm, usePointer } from "./form";
import { Leaving } from "./Leaving";
import { ReviewStep } from "./ReviewStep";
import { ServiceStep } from "./ServiceStep";
import { SourceStep } from "./SourceStep";
import { begin, reduce } from "./state";
import { useCheck } from "./useCheck";
import { useKeeping } from "./useKeeping";

const TOPICS = { source: "source", build: "build", service: "settings", review: "review" } as const;
const isError = (finding: Finding) => finding.severity === "error";

export function CreateWizard({ beginning }: { beginning: Beginning }) {
	const text = useText();
	const { session } = useOpenSession();
	const navigate = useNavigate();
	const client = useQueryClient();
	const { setTopic } = useFrame();
	usePointer();
	const [state, dispatch] = useReducer(reduce, beginning, begin);
	const { draft, focus } = state;
	const keeping = useKeeping(beginning, draft, state.step);
	const { checked, problem, check, setChecked } = useCheck(session, draft, state.typed);
	const [checking, setChecking] = useState(false);
	const [expected, setExpected] = useState(EXPECTED);
	const box = useRef<HTMLDivElement>(null);

	const steps = checked?.form.steps ?? [];
	// A step that the source does not have is the first one.
	const step = Math.max(0, steps.indexOf(state.step));
	const current = steps[step];
	const plan = useQuery({ ...planCreateQuery(session, draft), enabled: current === "review" });
	const { start, begun, isPending, error, again } = useStart(session, (run) => {
		client.removeQueries({ queryKey: planCreateQuery(session, draft).queryKey });
		// One that cannot be forgotten is only offered once more.
		void keeping.forget().catch(() => undefined);
		void navigate(paths.run(run.id));
	});

	useEffect(() => {
		if (focus === null || box.current === null) return;
		focusFirst(box.current, focus.keys);
	}, [focus]);

	useEffect(() => {
		if (current) setTopic(TOPICS[current]);
	}, [current, setTopic]);

	function stopAt(of: WizardStep, findings: Finding[]) {
		const wrong = findings.filter((finding) => isError(finding) && finding.step === of);
		dispatch({ type: "stop", of, findings: wrong });
	}

	async function go(requested: number) {
		const to = steps[requested];
		if (to === undefined) return;
		if (requested <= step) {
			dispatch({ type: "go", step: to });
			return;
		}
		setChecking(true);
		const stopped = await findStop(requested);
		setChecking(false);
		if (stopped === null) dispatch({ type: "go", step: to });
		else if (stopped.of) stopAt(stopped.of, stopped.findings);
	}

	/** On the way forward, the first step with an error is as far as it goes; nothing is known without a check. */
	async function findStop(requested: number): Promise<{ of: WizardStep | null; findings: Finding[] } | null> {
		const answer = await check(draft);
		if (answer === null) return { of: null, findings: [] };
		const wrong = steps.slice(step, requested).find((of) => answer.findings.some((f) => isError(f) && f.step === of));
		if (wrong !== undefined) return { of: wrong, findings: answer.findings };
		if (steps[requested] !== "review") return null;
		try {
			await client.fetchQuery(planCreateQuery(session, draft));
		} catch (error) {
			// Planning looks at AWS anew, and may find what the check could not know. Other problems are the review's.
			const { detail } = problemOf(error);
			const first = detail.code === "draft_invalid" ? detail.findings.find(isError) : undefined;
			if (detail.code !== "draft_invalid" || first === undefined) return null;
			setChecked({ ...answer, findings: detail.findings });
			return { of: first.step, findings: detail.findings };
		}
		return null;
	}

	function submit() {
		if (plan.data !== undefined) start(plan.data);
	}

	if (checked === null) {
		return problem === null ? (
			<Box textAlign="center" padding="xxl">
				<Spinner size="large" />
			</Box>
		) : (
			<ProblemView problem={problem} onRetry={() => void check(draft)} />
		);
	}

	const contents: Record<WizardStep, ReactNode> = {
		source: <SourceStep />,
		build: <BuildStep />,
		service: <ServiceStep />,
		review: (
			<ReviewStep
				plan={plan}
				expected={expected}
				onExpect={setExpected}
				onEdit={(step) => dispatch({ type: "go", step })}
				problem={error === null ? null : problemOf(error)}
				onRetry={() => {
					again();
					void plan.refetch();
				}}
			/>
		),
	};
	const descriptions: Record<WizardStep, string> = {
		source: text.wizard.source.description,
		build: text.wizard.build.description,
		service: text.wizard.service.description,
		review: text.wizard.review.description,
	};

	return (
		<FormProvider value={{ state, dispatch, checked }}>
			<div ref={box}>
				<Wizard
					activeStepIndex={step}
					onNavigate={({ detail }) => void go(detail.requestedStepIndex)}
					onCancel={() => void navigate(beginning.kept ? paths.drafts : paths.services)}
					onSubmit={submit}
					isLoadingNextStep={checking || isPending || (current === "review" && plan.isFetching)}
					submitButtonText={text.wizard.create}
					i18nStrings={{
						stepNumberLabel: text.wizard.stepNumber,
						collapsedStepsLabel: text.wizard.stepsCollapsed,
						skipToButtonLabel: ({ title }) => title,
						navigationAriaLabel: text.wizard.navigation,
						cancelButton: text.common.cancel,
						previousButton: text.wizard.previous,
						nextButton: text.wizard.next,
						nextButtonLoadingAnnouncement: text.wizard.nextLoading,
						submitButtonLoadingAnnouncement: text.wizard.creating,
						optional: text.common.optional,
					}}
					steps={steps.map((of) => ({
						title: text.codes.wizardStep[of],
						description: descriptions[of],
						info: <InfoLink topic={TOPICS[of]} />,
						content: (
							<SpaceBetween size="l">
								{of === "source" && <LeftOutOf beginning={beginning} />}
								{keeping.problem && (
									<Alert type="warning" header={text.wizard.notKept}>
										{problemWords(text, keeping.problem).body}
									</Alert>
								)}
								<StepFindings step={of} />
								{problem && <ProblemView problem={problem} onRetry={() => void check(draft)} />}
								{contents[of]}
							</SpaceBetween>
						),
					}))}
				/>
			</div>
			<Leaving changed={draft !== beginning.draft} begun={begun} keeping={keeping} />
		</FormProvider>
	);
}

/** What of a service its copy does not carry. */
function LeftOutOf({ beginning: { leftOut } }: { beginning: Beginning }) {
	const text = useText();
	if (leftOut.length === 0) return null;
	return (
		<Alert type="info" header={text.wizard.copied}>
			<ul className="plain-list">
				{leftOut.map((what) => (
					<li key={what}>{text.codes.leftOut[what]}</li>
				))}
			</ul>
		</Alert>
	);
}

/** What was found of the whole and not of a field, on top of the step that shows it. */
function StepFindings({ step }: { step: WizardStep }) {
	const { checked } = useForm();
	const found = checked.findings.filter((finding) => finding.field === null && finding.step === step);
	return found.map((finding) => (
		<Alert
			key={finding.detail.code}
			type={finding.severity === "error" ? "error" : finding.severity === "warning" ? "warning" : "info"}
		>
			<FindingText finding={finding} />
		</Alert>
	));
}
