import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { SandboxChange, SandboxFailure, SandboxFault } from "../../bindings";
import { useText } from "../../text/react";

/** The calls of the application that are worth failing, by the service that answers them. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
	apprunner: [
		"CreateService",
		"DescribeService",
		"ListServices",
		"DeleteService",
		"CreateAutoScalingConfiguration",
		"CreateObservabilityConfiguration",
		"CreateConnection",
	],
	iam: ["ListRoles", "CreateRole", "AttachRolePolicy", "PutRolePolicy", "DeleteRole"],
	ecr: ["DescribeRepositories", "DescribeImages"],
	logs: ["FilterLogEvents"],
	sts: ["GetCallerIdentity"],
};

const FAILURES: readonly SandboxFailure[] = ["throttled", "denied", "expired", "answer_lost"];

type Props = { faults: SandboxFault[]; busy: boolean; onChange: (change: SandboxChange) => void };

/** Failures of coming requests: which are armed, and arming one. */
export function Failures({ faults, busy, onChange }: Props) {
	const { sandbox: words } = useText();
	return (
		<Container
			header={
				<Header
					variant="h2"
					description={words.failuresText}
					actions={
						<Button disabled={busy || faults.length === 0} onClick={() => onChange({ kind: "fail_nothing" })}>
							{words.disarm}
						</Button>
					}
				>
					{words.failures}
				</Header>
			}
		>
			<SpaceBetween size="l">
				<Arm busy={busy} onChange={onChange} />
				<Armed faults={faults} />
			</SpaceBetween>
		</Container>
	);
}

function Armed({ faults }: { faults: SandboxFault[] }) {
	const { sandbox: words } = useText();
	if (faults.length === 0) return <Box color="text-body-secondary">{words.armedNone}</Box>;
	return (
		<ul className="plain-list" aria-label={words.armed}>
			{faults.map(({ service, operation, kind, left }, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: two alike are told apart by nothing but their place
				<li key={at} className="break">
					<Box variant="code">{`${service}:${operation}`}</Box> {kind} ·{" "}
					{left === null ? words.always : words.left(String(left))}
				</li>
			))}
		</ul>
	);
}

function Arm({ busy, onChange }: Omit<Props, "faults">) {
	const { sandbox: words } = useText();
	const operations = Object.entries(OPERATIONS).map(([service, names]) => ({
		label: service,
		options: names.map((name) => ({ value: `${service}:${name}`, label: name })),
	}));
	const failures = FAILURES.map((value) => ({ value, label: words.kinds[value] }));
	const often = [
		{ value: "1", label: words.once },
		{ value: "3", label: words.thrice },
		{ value: "", label: words.always },
	];
	const [operation, setOperation] = useState("apprunner:CreateService");
	const [failure, setFailure] = useState<SandboxFailure>("throttled");
	const [times, setTimes] = useState("1");
	const chosen = operations.flatMap(({ options }) => options).find(({ value }) => value === operation);
	const [service = "", name = ""] = operation.split(":");
	const wide = { default: 12, s: 4 } as const;

	return (
		<SpaceBetween size="s">
			<Grid gridDefinition={[{ colspan: wide }, { colspan: wide }, { colspan: wide }]}>
				<FormField label={words.operation}>
					<Select
						options={operations}
						selectedOption={chosen ?? null}
						onChange={({ detail }) => setOperation(detail.selectedOption.value ?? operation)}
					/>
				</FormField>
				<FormField label={words.failure}>
					<Select
						options={failures}
						selectedOption={failures.find(({ value }) => value === failure) ?? null}
						onChange={({ detail }) =>
							setFailure(FAILURES.find((kind) => kind === detail.selectedOption.value) ?? failure)
						}
					/>
				</FormField>
				<FormField label={words.times}>
					<Select
						options={often}
						selectedOption={often.find(({ value }) => value === times) ?? null}
						onChange={({ detail }) => setTimes(detail.selectedOption.value ?? times)}
					/>
				</FormField>
			</Grid>
			<Button
				disabled={busy}
				onClick={() =>
					onChange({
						kind: "fail",
						service,
						operation: name,
						failure,
						times: times === "" ? null : Number(times),
					})
				}
			>
				{words.arm}
			</Button>
		</SpaceBetween>
	);
}
