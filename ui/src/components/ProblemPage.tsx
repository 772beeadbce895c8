import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Problem } from "../bindings";
import { useSessionState } from "../session/session";
import { useText } from "../text/react";
import { words } from "../text/words";
import { useOpenLink } from "./HostLink";
import { ProblemView, problemWords } from "./ProblemView";

type Props = {
	title: string;
	problem: Problem;
	/** The profile that the problem is of, where it is not the session's. */
	profile?: string | undefined;
	onRetry: () => void;
};

/** A page that cannot be shown, and why. An account that App Runner is closed to can do nothing here: it gets a page. */
export function ProblemPage({ title, problem, profile, onRetry }: Props) {
	if (problem.detail.code === "account_closed") return <ClosedPage problem={problem} />;
	return (
		<SpaceBetween size="l">
			<Header variant="h1">
				<span className="break">{title}</span>
			</Header>
			<ProblemView problem={problem} profile={profile} onRetry={onRetry} />
		</SpaceBetween>
	);
}

function ClosedPage({ problem }: { problem: Problem }) {
	const text = useText();
	const open = useOpenLink();
	const { welcome, region, switchTo } = useSessionState();
	const sandbox = welcome.profiles.find(({ kind }) => kind === "sandbox");
	const { title, body } = problemWords(text, problem);
	return (
		<Box padding={{ vertical: "xxl" }}>
			<div className="narrow">
				<SpaceBetween size="l">
					<Header variant="h1">{title}</Header>
					<Box variant="p">{body}</Box>
					<div>
						<Box variant="h2">{text.problem.remedies}</Box>
						<ul className="plain-list">
							{problem.remedies.map((remedy) => (
								<li key={remedy.kind}>{words(text.codes.remedy, remedy.kind, remedy)}</li>
							))}
						</ul>
					</div>
					<div className="buttons">
						<Button
							variant="primary"
							iconName="external"
							iconAlign="right"
							onClick={() => void open({ kind: "availability" })}
						>
							{text.codes.link.availability}
						</Button>
						{sandbox && <Button onClick={() => switchTo(sandbox.name, region)}>{text.problem.trySandbox}</Button>}
					</div>
				</SpaceBetween>
			</div>
		</Box>
	);
}
