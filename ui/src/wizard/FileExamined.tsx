// What was found in an apprunner.yaml, and what it says.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Examined, FileFinding, FileSettings, NotTaken, Severity, Variable } from "../bindings";
import type { Text } from "../text";
import { useText } from "../text/react";
import { words as wordsOf } from "../text/words";

const INDICATORS: Record<Severity, StatusIndicatorProps.Type> = { error: "error", warning: "warning", advice: "info" };

/** Whoever has more to repair sees the rest when some of it is done. */
const MOST_SHOWN = 100;

type Props = { examined: Examined; onGoTo: (line: number) => void };

export function FileExamined({ examined: { findings, settings, adopted }, onGoTo }: Props) {
	return (
		<SpaceBetween size="l">
			<Findings findings={findings} onGoTo={onGoTo} />
			{settings && <Summary settings={settings} />}
			{adopted && adopted.not_taken.length > 0 && <Lost notTaken={adopted.not_taken} />}
		</SpaceBetween>
	);
}

function Findings({ findings, onGoTo }: { findings: FileFinding[]; onGoTo: (line: number) => void }) {
	const text = useText();
	const words = text.wizard.file;
	const shown = findings.slice(0, MOST_SHOWN);
	return (
		<SpaceBetween size="xs">
			<Box variant="h3">{words.findings}</Box>
			<LiveRegion>
				{findings.length === 0 ? (
					<StatusIndicator type="success">{words.none}</StatusIndicator>
				) : (
					<Box color="text-body-secondary">{counted(text, findings)}</Box>
				)}
			</LiveRegion>
			{shown.length > 0 && (
				<ul className="bare-list looks" aria-label={words.findings}>
					{shown.map((finding, at) => {
						const key = `${at}:${finding.path}`;
						return (
							<li key={key}>
								<FindingRow finding={finding} onGoTo={onGoTo} />
							</li>
						);
					})}
				</ul>
			)}
			{findings.length > shown.length && <div>{words.more(findings.length - shown.length)}</div>}
		</SpaceBetween>
	);
}

function FindingRow({ finding, onGoTo }: { finding: FileFinding; onGoTo: (line: number) => void }) {
	const text = useText();
	const words = text.wizard.file;
	const { severity, line, path, detail } = finding;
	return (
		<>
			<StatusIndicator type={INDICATORS[severity]} iconAriaLabel={text.codes.severity[severity]}>
				{line === null ? (
					words.whole
				) : (
					<Button variant="inline-link" ariaLabel={words.goTo(line)} onClick={() => onGoTo(line)}>
						{words.line(line)}
					</Button>
				)}{" "}
				<span className="mono break">{path}</span>
			</StatusIndicator>
			<div className="look-text break">{wordsOf(text.codes.fileFinding, detail.code, detail)}</div>
		</>
	);
}

function counted(text: Text, findings: FileFinding[]) {
	const words = text.wizard.file;
	const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
	const parts: [number, (count: number) => string][] = [
		[count("error"), words.errors],
		[count("warning"), words.warnings],
		[count("advice"), words.advice],
	];
	return parts
		.filter(([count]) => count > 0)
		.map(([count, say]) => say(count))
		.join(" · ");
}

function Summary({ settings }: { settings: FileSettings }) {
	const text = useText();
	const words = text.wizard.file;
	const { runtime, runtime_version, port, port_variable } = settings;
	const named = runtime === null ? text.common.unknown : text.codes.runtime[runtime];
	const lists: [string, string[]][] = [
		[words.preBuild, settings.pre_build],
		[words.build, settings.build],
		[words.postBuild, settings.post_build],
		[words.preRun, settings.pre_run],
		[text.codes.field.start_command, settings.start_command === "" ? [] : [settings.start_command]],
		[words.buildVariables, settings.build_environment.map(({ name }) => name)],
		[words.variables, settings.environment.map((variable) => nameOf(text, variable))],
	];
	return (
		<SpaceBetween size="xs">
			<Box variant="h3">{words.summary}</Box>
			<KeyValuePairs
				columns={2}
				items={[
					{
						label: text.codes.field.runtime,
						value: runtime_version === null ? named : words.runtimeVersion(named, runtime_version),
					},
					{ label: text.codes.field.port, value: port_variable === null ? port : words.portAlso(port, port_variable) },
					...lists
						.filter(([, lines]) => lines.length > 0)
						.map(([label, lines]) => ({ label, value: <Lines lines={lines} /> })),
				]}
			/>
		</SpaceBetween>
	);
}

/** The name of a variable, and where it is kept unless it stands there. Values stand in the editor. */
const nameOf = (text: Text, { source, name }: Variable) =>
	source === "plain" ? name : `${name} (${text.codes.variableSource[source]})`;

function Lines({ lines }: { lines: string[] }) {
	return (
		<ul className="bare-list mono break">
			{lines.map((line, at) => {
				const key = `${at}:${line}`;
				return <li key={key}>{line}</li>;
			})}
		</ul>
	);
}

function Lost({ notTaken }: { notTaken: NotTaken[] }) {
	const { wizard } = useText();
	return (
		<Alert type="info">
			{wizard.file.notTaken}
			<NotTakenList notTaken={notTaken} />
		</Alert>
	);
}

export function NotTakenList({ notTaken }: { notTaken: NotTaken[] }) {
	const { codes } = useText();
	return (
		<ul className="plain-list">
			{notTaken.map((what) => (
				<li key={what}>{codes.notTaken[what]}</li>
			))}
		</ul>
	);
}
