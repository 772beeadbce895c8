// What the service would cost in a month, for what it is expected to do. Rust reckons; here it is shown.
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import LiveRegion from "@cloudscape-design/components/live-region";
import Slider from "@cloudscape-design/components/slider";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Beside, Cost } from "../bindings";
import { ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { costQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useFormat, useText } from "../text/react";
import { words as worded } from "../text/words";
import { useForm } from "./form";

/** What a person expects of the service: it outlives the review, so that another size can be tried. */
export type Expected = { active_hours: number; active_instances: number };
export const EXPECTED: Expected = { active_hours: 8, active_instances: 1 };

type Props = { expected: Expected; onExpect: (expected: Expected) => void };

export function CostBlock({ expected, onExpect }: Props) {
	const words = useText().wizard.review.cost;
	const { draft } = useForm();
	const { session } = useOpenSession();
	const cost = useQuery(costQuery(draft, session.region, expected));
	const body = () => {
		if (cost.error) return <ProblemView problem={problemOf(cost.error)} onRetry={() => void cost.refetch()} />;
		if (cost.data === undefined) return <StatusIndicator type="loading">{words.reckoning}</StatusIndicator>;
		if (cost.data === null) return <StatusIndicator type="info">{words.unknown}</StatusIndicator>;
		return (
			<SpaceBetween size="l">
				<Expectation expected={expected} onExpect={onExpect} />
				<Sums cost={cost.data} />
			</SpaceBetween>
		);
	};
	return (
		<Container
			header={
				<Header variant="h2" description={words.text}>
					{words.title}
				</Header>
			}
		>
			{body()}
		</Container>
	);
}

function Expectation({ expected, onExpect }: Props) {
	const words = useText().wizard.review.cost;
	const format = useFormat();
	const [typed, setTyped] = useState(String(expected.active_instances));
	return (
		<ColumnLayout columns={2}>
			<FormField
				label={words.hours}
				description={words.hoursText}
				info={
					<Box variant="span" color="text-body-secondary">
						{words.hoursValue(format.number(expected.active_hours))}
					</Box>
				}
				stretch
			>
				<Slider
					value={expected.active_hours}
					min={0}
					max={24}
					onChange={({ detail }) => onExpect({ ...expected, active_hours: detail.value })}
				/>
			</FormField>
			<FormField
				label={words.instances}
				description={words.instancesText}
				errorText={instancesOf(typed) === null ? words.instancesInvalid : undefined}
				stretch
			>
				<Input
					type="number"
					inputMode="numeric"
					step={1}
					value={typed}
					onChange={({ detail }) => {
						setTyped(detail.value);
						const active_instances = instancesOf(detail.value);
						if (active_instances !== null) onExpect({ ...expected, active_instances });
					}}
				/>
			</FormField>
		</ColumnLayout>
	);
}

/** A number that can be asked about; while it is none, the last one stands. */
function instancesOf(typed: string): number | null {
	const count = Number(typed);
	return Number.isInteger(count) && count >= 1 ? count : null;
}

function Sums({ cost }: { cost: Cost }) {
	const text = useText();
	const words = text.wizard.review.cost;
	const format = useFormat();
	const money = (sum: number | null) => (sum === null ? text.common.unknown : format.money(sum));
	const build =
		cost.build_minute === null ? [] : [{ label: words.build, value: words.perMinute(format.price(cost.build_minute)) }];
	return (
		<SpaceBetween size="m">
			<LiveRegion>
				<Box variant="awsui-key-label">{words.total}</Box>
				<Box variant="awsui-value-large">{money(cost.total)}</Box>
			</LiveRegion>
			<Bar cost={cost} />
			<KeyValuePairs
				columns={3}
				items={[
					{ label: <Part kind="idle">{words.idle}</Part>, value: money(cost.idle) },
					{ label: <Part kind="active">{words.active}</Part>, value: money(cost.active) },
					{ label: <Part kind="automatic">{words.automatic}</Part>, value: money(cost.automatic) },
					{ label: words.ceiling, value: money(cost.always_active) },
					...build,
				]}
			/>
			{cost.beside.length > 0 && <BilledBeside beside={cost.beside} />}
			<Box variant="small" color="text-body-secondary">
				{[
					cost.provisioned === null ? words.provisionedUnknown : words.provisioned(cost.provisioned),
					words[cost.evidence](cost.checked),
					words.elsewhere,
				].map((sentence) => (
					<div key={sentence}>{sentence}</div>
				))}
			</Box>
		</SpaceBetween>
	);
}

/** What the draft has other services of AWS bill. Their prices are theirs to tell. */
function BilledBeside({ beside }: { beside: Beside[] }) {
	const { wizard } = useText();
	return (
		<div>
			<Box variant="awsui-key-label">{wizard.choices.beside}</Box>
			<ul className="plain-list">
				{beside.map((entry) => (
					<li key={entry.kind}>{worded(wizard.review.cost.beside, entry.kind, entry)}</li>
				))}
			</ul>
		</div>
	);
}

const PARTS = ["idle", "active", "automatic"] as const;

function Part({ kind, children }: { kind: (typeof PARTS)[number]; children: string }) {
	return (
		<span className={`cost-part cost-${kind}`}>
			<span>{children}</span>
		</span>
	);
}

/** The parts beside one another, on a line as long as the most it can be. The numbers below say the same. */
function Bar({ cost }: { cost: Cost }) {
	const most = cost.always_active ?? 0;
	if (most <= 0) return null;
	return (
		<div className="cost-bar" aria-hidden>
			{PARTS.map((kind) => (
				<div key={kind} className={`cost-${kind}`} style={{ width: `${(100 * (cost[kind] ?? 0)) / most}%` }} />
			))}
		</div>
	);
}
