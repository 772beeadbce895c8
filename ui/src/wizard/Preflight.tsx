// What would only fail minutes after the start, looked at before it. It tells, and never stops anybody.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Looked, Outcome } from "../bindings";
import { useAsked } from "../components/asked";
import { CodeBlock } from "../components/Copy";
import { ProblemView, problemWords } from "../components/ProblemView";
import { problemOf } from "../host";
import { useText } from "../text/react";
import { words } from "../text/words";

type Read = { data: Looked[] | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };

export function Preflight({ read }: { read: Read }) {
	const text = useText();
	const labels = text.wizard.review.preflight;
	const [refreshing, refresh] = useAsked(read.isFetching, () => void read.refetch());
	return (
		<Container
			header={
				<Header
					variant="h2"
					description={labels.text}
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
	if (read.error && !read.isFetching) return <ProblemView problem={problemOf(read.error)} onRetry={again} />;
	if (!read.data) return <StatusIndicator type="loading">{labels.looking}</StatusIndicator>;
	const { data } = read;
	return (
		<ul className="bare-list looks" aria-label={labels.title}>
			{data.map((looked) => (
				<li key={looked.look.kind}>
					<Found looked={looked} image={imageOf(data)} />
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

function Found({ looked: { look, outcome }, image }: { looked: Looked; image: string }) {
	const text = useText();
	const labels = text.wizard.review.preflight;
	const entry = labels.look[look.kind];
	const why = outcome.kind === "unknown" && outcome.problem ? problemWords(text, outcome.problem) : null;
	return (
		<>
			<StatusIndicator type={TYPES[outcome.kind]} iconAriaLabel={labels.outcome[outcome.kind]}>
				{entry.title}
			</StatusIndicator>
			<div className="look-text">
				{why ? (
					<div>
						<Box variant="strong">{why.title}</Box>
						<Box color="text-body-secondary">{why.body}</Box>
					</div>
				) : (
					<Box color={outcome.kind === "failed" ? "inherit" : "text-body-secondary"}>
						<span className="break">{words<Outcome["kind"], Looked["look"]>(entry, outcome.kind, look)}</span>
					</Box>
				)}
				{outcome.kind === "failed" && <Repair look={look} image={image} />}
			</div>
		</>
	);
}

/** What can be copied to set right what failed. */
function Repair({ look, image }: { look: Looked["look"]; image: string }) {
	const { command, policy } = useText().wizard.review.preflight;
	switch (look.kind) {
		case "image_platform":
			return <CodeBlock value={`docker buildx build --platform linux/amd64 --tag ${image} --push .`} what={command} />;
		case "access_role":
			return <CodeBlock value={trust("build.apprunner.amazonaws.com")} what={policy} />;
		case "instance_role":
			return <CodeBlock value={trust("tasks.apprunner.amazonaws.com")} what={policy} />;
		default:
			return null;
	}
}

const trust = (Service: string) =>
	JSON.stringify({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }, null, 2);

/** The image to push: a digest is what a push gives, and not what can be asked of it. */
function imageOf(all: Looked[]): string {
	const found = all.map(({ look }) => look).find((look) => look.kind === "image_found");
	return found?.kind === "image_found" ? (found.uri.split("@")[0] ?? "") : "";
}

export const failedOf = (all: Looked[] | undefined) =>
	(all ?? []).filter(({ outcome }) => outcome.kind === "failed").length;
