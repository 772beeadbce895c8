import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { paths } from "../app/paths";
import type { AwsWords, Finding, Need, Problem, Remedy } from "../bindings";
import { useProject } from "../session/project";
import { useRegionNames, useSessionState } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { words } from "../text/words";
import { CodeBlock, Copy } from "./Copy";
import { DiagnosisView } from "./DiagnosisView";
import { useAsk, useDialog } from "./dialogs";
import { HostLink } from "./HostLink";
import { useGoToProject } from "./project";

export const findingWords = (text: Text, { detail }: Finding) => words(text.codes.finding, detail.code, detail);

export function problemWords(text: Text, { detail }: Problem): { title: string; body: string } {
	const entry = text.codes.problem[detail.code];
	return { title: entry.title, body: words<string, typeof detail>({ [detail.code]: entry.body }, detail.code, detail) };
}

type Props = {
	problem: Problem;
	/** Does the same again. Without it, the way on is only told. */
	onRetry?: (() => void) | undefined;
	/** The profile that the problem is of, where it is not the session's. */
	profile?: string | undefined;
	action?: ReactNode;
	/** The page that it is shown on, to which no way has to be shown. */
	here?: "permissions";
};

/** What went wrong, what can be done about it, and what AWS said. */
export function ProblemView({ problem, onRetry, profile, action, here }: Props) {
	const text = useText();
	const { title, body } = problemWords(text, problem);
	const remedies = problem.remedies.filter(({ kind }) => here !== "permissions" || kind !== "see_permissions");
	return (
		<Alert type={problem.detail.code === "person_needed" ? "info" : "error"} header={title} action={action}>
			<SpaceBetween size="s">
				<div>{body}</div>
				<ProblemDetails problem={problem} />
				<Remedies problem={problem} remedies={remedies} onRetry={onRetry} profile={profile} />
				{problem.aws && <AwsWordsView aws={problem.aws} />}
			</SpaceBetween>
		</Alert>
	);
}

function ProblemDetails({ problem }: { problem: Problem }) {
	const text = useText();
	const { detail } = problem;
	if (detail.code === "deployment_failed" && detail.diagnosis) return <DiagnosisView diagnosis={detail.diagnosis} />;
	if (detail.code === "account_closed") {
		return <HostLink link={{ kind: "availability" }}>{text.codes.link.availability}</HostLink>;
	}
	if (detail.code !== "draft_invalid") return null;
	return (
		<ul className="plain-list">
			{detail.findings.map((finding) => {
				const sentence = findingWords(text, finding);
				const field = finding.field ? `${text.codes.field[finding.field.name]}: ` : "";
				return <li key={`${JSON.stringify(finding.field)}${sentence}`}>{field + sentence}</li>;
			})}
		</ul>
	);
}

function Remedies({ remedies, ...rest }: Pick<Props, "problem" | "onRetry" | "profile"> & { remedies: Remedy[] }) {
	const text = useText();
	if (remedies.length === 0) return null;
	return (
		<div>
			<Box variant="strong">{text.problem.remedies}</Box>
			<RemedyList remedies={remedies} {...rest} />
		</div>
	);
}

type ListProps = Pick<Props, "problem" | "onRetry" | "profile"> & { remedies?: Remedy[] };

/** The ways on by themselves, where there is no room for a whole problem; or some of them, where not all belong there. */
export function RemedyList({ problem, remedies = problem.remedies, onRetry, profile }: ListProps) {
	return (
		<ul className="plain-list">
			{remedies.map((remedy) => (
				<li key={remedy.kind}>
					<RemedyView remedy={remedy} problem={problem} onRetry={onRetry} profile={profile} />
				</li>
			))}
		</ul>
	);
}

type RemedyProps = {
	remedy: Remedy;
	problem: Problem;
	onRetry: (() => void) | undefined;
	profile: string | undefined;
};

function RemedyView({ remedy, problem, onRetry, profile: other }: RemedyProps) {
	const text = useText();
	const session = useSessionState();
	const profile = other ?? session.profile;
	const sentence = words(text.codes.remedy, remedy.kind, remedy);
	const open = useDialog();
	// The credentials that a session was opened with stay with it, so a new sign-in needs a new session.
	const reopen = () => {
		session.reopen();
		onRetry?.();
	};
	switch (remedy.kind) {
		case "retry":
		case "wait_and_retry":
			return (
				<>
					{(onRetry === undefined || remedy.kind === "wait_and_retry") && `${sentence} `}
					{onRetry && <InlineButton onClick={onRetry}>{text.common.retry}</InlineButton>}
				</>
			);
		case "reload":
			return <InlineButton onClick={reopen}>{text.common.reload}</InlineButton>;
		case "sign_in": {
			const { detail } = problem;
			const need = detail.code === "person_needed" ? detail.need : null;
			if (need?.kind === "sign_in") return <NeedView need={need} profile={profile} sentence={text.signIn.here} />;
			const command =
				need?.kind === "login" ? `aws login --profile ${need.profile}` : `aws sso login --profile ${profile}`;
			return (
				<SpaceBetween size="xxs">
					<div>{sentence}</div>
					<CodeBlock value={command} what={text.problem.command} />
					<InlineButton onClick={reopen}>{text.problem.signedIn}</InlineButton>
				</SpaceBetween>
			);
		}
		case "enter_code":
		case "allow_program": {
			const { detail } = problem;
			if (detail.code !== "person_needed") return sentence;
			return <NeedView need={detail.need} profile={profile} sentence={sentence} />;
		}
		case "unlock":
		case "change_mark": {
			const { detail } = problem;
			if (detail.code !== "production_locked" && detail.code !== "read_only") return sentence;
			const kind = remedy.kind === "unlock" ? ("unlock" as const) : ("mark" as const);
			return (
				<Offer
					sentence={sentence}
					label={kind === "unlock" ? text.guard.unlockBegin : text.guard.markBegin}
					onClick={() => open({ kind, profile, account: detail.account })}
				/>
			);
		}
		case "see_permissions":
			return <SeePermissions />;
		case "go_to_project":
			return <GoToProject sentence={sentence} />;
		case "repair_pin":
		case "close_project":
			return (
				<>
					{sentence} <InlineButton onClick={() => open({ kind: "project" })}>{text.project.repair}</InlineButton>
				</>
			);
		case "set_wire":
			return (
				<Offer
					sentence={sentence}
					label={text.connection.open}
					variant="normal"
					onClick={() => open({ kind: "network", profile })}
				/>
			);
		case "grant_action":
			return (
				<SpaceBetween size="xxs">
					<div>{sentence}</div>
					<CodeBlock value={statement(remedy.action)} what={text.problem.policy} />
				</SpaceBetween>
			);
		default:
			return sentence;
	}
}

/** Of the session that is shown; a problem of another profile is looked at once one has switched to it. */
function SeePermissions() {
	const { permissions } = useText();
	const navigate = useNavigate();
	return <InlineButton onClick={() => void navigate(paths.permissions)}>{permissions.see}</InlineButton>;
}

function GoToProject({ sentence }: { sentence: string }) {
	const { project } = useText();
	const { full } = useRegionNames();
	const way = useProject()?.way ?? null;
	const go = useGoToProject();
	if (way === null) return sentence;
	return <InlineButton onClick={() => void go(way)}>{project.go(full(way.region))}</InlineButton>;
}

type NeedProps = { need: Need; profile: string; sentence: string };

/** What only the person can do, with the button that leads to it. */
function NeedView({ need, profile, sentence }: NeedProps) {
	const { signIn, mfa, program } = useText();
	const ask = useAsk();
	const labels = { sign_in: signIn.begin, code: mfa.begin, program: program.begin, login: signIn.begin };
	return <Offer sentence={sentence} label={labels[need.kind]} onClick={() => ask(need, profile)} />;
}

type OfferProps = { sentence: string; label: string; variant?: "primary" | "normal"; onClick: () => void };

function Offer({ sentence, label, variant = "primary", onClick }: OfferProps) {
	return (
		<SpaceBetween size="xxs">
			<div>{sentence}</div>
			<Button variant={variant} formAction="none" onClick={onClick}>
				{label}
			</Button>
		</SpaceBetween>
	);
}

const statement = (action: string) => JSON.stringify({ Effect: "Allow", Action: action, Resource: "*" }, null, 2);

function InlineButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
	return (
		<Button variant="inline-link" formAction="none" onClick={onClick}>
			{children}
		</Button>
	);
}

function AwsWordsView({ aws }: { aws: AwsWords }) {
	const { problem, common } = useText();
	return (
		<ExpandableSection variant="footer" headerText={problem.aws}>
			<KeyValuePairs
				columns={2}
				items={[
					{ label: problem.operation, value: `${aws.service}:${aws.operation}` },
					{ label: problem.code, value: aws.code ?? common.none },
					{ label: problem.message, value: <span lang="en">{aws.message ?? common.none}</span> },
					{
						label: problem.requestId,
						value: aws.request_id ? (
							<Copy variant="inline" value={aws.request_id} what={problem.requestId} />
						) : (
							common.none
						),
					},
				]}
			/>
		</ExpandableSection>
	);
}
