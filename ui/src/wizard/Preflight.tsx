// What would only fail minutes after the start, looked at before it. It tells, and never stops anybody.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useRef } from "react";
import type { Fix, Looked, Outcome, Problem } from "../bindings";
import { useAsked } from "../components/asked";
import { CodeBlock } from "../components/Copy";
import { InfoLink } from "../components/frame";
import { ProblemView, problemWords, RemedyList } from "../components/ProblemView";
import { problemOf } from "../host";
import { useText } from "../text/react";
import { words } from "../text/words";
import { applyFix, useForm } from "./form";

type Read = {
	data: Looked[] | undefined;
	error: unknown;
	isFetching: boolean;
	/** Whether it is what was found before a repair, which is being looked at. */
	isPlaceholderData: boolean;
	refetch: () => unknown;
};

export function Preflight({ read }: { read: Read }) {
	const text = useText();
	const labels = text.wizard.review.preflight;
	const [asked, refresh] = useAsked(read.isFetching, () => void read.refetch());
	const refreshing = asked || read.isPlaceholderData;
	return (
		<Container
			header={
				<Header
					variant="h2"
					description={labels.text}
					info={<InfoLink topic="preflight" />}
					actions={
						<Button
							iconName="refresh"
							loading={refreshing}
							loadingText={labels.looking}
							disabled={read.isFetching && !refreshing}
							onClick={refresh}
						>
							{labels.again}
						</Button>
					}
				>
					{labels.title}
				</Header>
			}
		>
			<Looks read={read} again={refresh} />
		</Container>
	);
}

function Looks({ read, again }: { read: Read; again: () => void }) {
	const labels = useText().wizard.review.preflight;
	const { pick } = useForm();
	const list = useRef<HTMLUListElement>(null);

	/** Another draft is looked at anew by itself. The button is gone then, so the focus goes to what it belonged to. */
	function repair(fix: Fix) {
		pick((draft) => applyFix(draft, fix));
		list.current?.focus();
	}

	if (read.error && !read.isFetching) return <ProblemView problem={problemOf(read.error)} onRetry={again} />;
	if (!read.data) return <StatusIndicator type="loading">{labels.looking}</StatusIndicator>;
	const { data } = read;
	return (
		<ul ref={list} tabIndex={-1} className="bare-list looks" aria-label={labels.title}>
			{data.map((looked) => (
				<li key={looked.look.kind}>
					<Found looked={looked} image={imageOf(data)} onRepair={repair} again={again} />
				</li>
			))}
		</ul>
	);
}

const TYPES: Record<Outcome["kind"], StatusIndicatorProps.Type> = {
	passed: "success",
	failed: "error",
	doubtful: "warning",
	unknown: "info",
};

type FoundProps = { looked: Looked; image: string; onRepair: (fix: Fix) => void; again: () => void };

function Found({ looked: { look, outcome, fix }, image, onRepair, again }: FoundProps) {
	const text = useText();
	const labels = text.wizard.review.preflight;
	const entry = labels.look[look.kind];
	return (
		<>
			<StatusIndicator type={TYPES[outcome.kind]} iconAriaLabel={labels.outcome[outcome.kind]}>
				{entry.title}
			</StatusIndicator>
			<div className="look-text">
				{outcome.kind === "unknown" && outcome.problem ? (
					<Unseen problem={outcome.problem} again={again} />
				) : (
					<Box color={outcome.kind === "failed" ? "inherit" : "text-body-secondary"}>
						<span className="break">{words<Outcome["kind"], Looked["look"]>(entry, outcome.kind, look)}</span>
					</Box>
				)}
				{outcome.kind === "failed" && <Repair look={look} image={image} />}
				{fix && (
					<div>
						<Button onClick={() => onRepair(fix)}>{words(text.codes.fix, fix.kind, fix)}</Button>
					</div>
				)}
			</div>
		</>
	);
}

/** Why something could not be looked at, and what can be done about that. */
function Unseen({ problem, again }: { problem: Problem; again: () => void }) {
	const text = useText();
	const { title, body } = problemWords(text, problem);
	// Looking again is offered in any case.
	const remedies = problem.remedies.filter(({ kind }) => kind !== "retry");
	return (
		<>
			<div>
				<Box variant="strong">{title}</Box>
				<Box color="text-body-secondary">{body}</Box>
			</div>
			{remedies.length > 0 && <RemedyList problem={problem} remedies={remedies} />}
			<div>
				<Button variant="inline-link" onClick={again}>
					{text.wizard.choices.lookAgain}
				</Button>
			</div>
		</>
	);
}

/** What can be copied to set right what failed. */
function Repair({ look, image }: { look: Looked["look"]; image: string }) {
	const { wizard, problem } = useText();
	const { command, policy } = wizard.review.preflight;
	switch (look.kind) {
		case "image_platform":
			return <CodeBlock value={`docker buildx build --platform linux/amd64 --tag ${image} --push .`} what={command} />;
		case "access_role":
			return <CodeBlock value={trust("build.apprunner.amazonaws.com")} what={policy} />;
		case "instance_role":
			return <CodeBlock value={trust("tasks.apprunner.amazonaws.com")} what={policy} />;
		case "rights":
			return <CodeBlock value={allowed(look.denied)} what={problem.policy} />;
		default:
			return null;
	}
}

const trust = (Service: string) =>
	JSON.stringify({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }, null, 2);

const allowed = (Action: string[]) => JSON.stringify({ Effect: "Allow", Action, Resource: "*" }, null, 2);

/** The image to push: a digest is what a push gives, and not what can be asked of it. */
function imageOf(all: Looked[]): string {
	const found = all.map(({ look }) => look).find((look) => look.kind === "image_found");
	return found?.kind === "image_found" ? (found.uri.split("@")[0] ?? "") : "";
}

export const failedOf = (all: Looked[] | undefined) =>
	(all ?? []).filter(({ outcome }) => outcome.kind === "failed").length;
