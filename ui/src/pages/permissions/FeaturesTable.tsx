import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import type { ActionRow, FeatureRow, FeatureState, Verdict } from "../../bindings";
import type { Text } from "../../text";
import { useText } from "../../text/react";

/** A row of the table: a feature, or below it an action that it needs. */
type Row = { id: string; feature: FeatureRow; action: ActionRow | null };

const isRefused = ({ verdict }: ActionRow) => verdict.kind === "refused";

/** The features with what one may do, and below each the actions that it needs. */
export function FeaturesTable({ features }: { features: FeatureRow[] }) {
	const text = useText();
	const words = text.permissions;
	const [only, setOnly] = useState(false);
	const [open, setOpen] = useState<string[]>([]);
	const isKnown = features.every(({ state }) => state !== "unknown" && state !== "inapplicable");
	const rows = features
		.filter(({ state }) => !only || state === "refused")
		.map((feature): Row => ({ id: feature.feature, feature, action: null }));
	const below = ({ feature, action }: Row): Row[] =>
		action === null
			? feature.actions
					.filter((action) => !only || isRefused(action))
					.map((action) => ({ id: `${feature.feature} ${action.action} ${action.resource}`, feature, action }))
			: [];
	return (
		<Table<Row>
			items={rows}
			trackBy="id"
			wrapLines
			ariaLabels={{
				tableLabel: words.table,
				expandButtonLabel: ({ feature }) => text.codes.feature[feature.feature],
				collapseButtonLabel: ({ feature }) => text.codes.feature[feature.feature],
			}}
			expandableRows={{
				getItemChildren: below,
				isItemExpandable: (row) => below(row).length > 0,
				expandedItems: rows.filter(({ id }) => open.includes(id)),
				onExpandableItemToggle: ({ detail }) =>
					setOpen((all) => (detail.expanded ? [...all, detail.item.id] : all.filter((id) => id !== detail.item.id))),
			}}
			columnDefinitions={[
				{
					id: "feature",
					header: words.feature,
					isRowHeader: true,
					minWidth: 240,
					cell: ({ feature, action }) =>
						action === null ? text.codes.feature[feature.feature] : <code className="break">{action.action}</code>,
				},
				{
					id: "state",
					header: words.state,
					minWidth: 220,
					cell: ({ feature, action }) =>
						action === null ? <State row={feature} /> : <VerdictView verdict={action.verdict} />,
				},
				{
					id: "resource",
					header: words.resource,
					minWidth: 240,
					cell: ({ action }) => action && <span className="break">{action.resource}</span>,
				},
			]}
			empty={
				<Box textAlign="center" margin={{ vertical: "m" }}>
					<Box variant="strong">{isKnown ? words.nothingRefused : words.nothingKnown}</Box>
					<Box variant="p" color="text-body-secondary">
						{isKnown ? words.nothingRefusedText : words.nothingKnownText}
					</Box>
				</Box>
			}
			header={
				<Header
					variant="h2"
					actions={
						<Toggle checked={only} onChange={({ detail }) => setOnly(detail.checked)}>
							{words.onlyRefused}
						</Toggle>
					}
				>
					{words.table}
				</Header>
			}
		/>
	);
}

const TYPES: Record<FeatureState, StatusIndicatorProps.Type> = {
	allowed: "success",
	refused: "error",
	depends: "warning",
	unknown: "info",
	inapplicable: "stopped",
};

function State({ row }: { row: FeatureRow }) {
	const { codes, permissions: words } = useText();
	const refused = row.actions.filter(isRefused).length;
	return (
		<SpaceBetween size="xxs">
			<StatusIndicator type={TYPES[row.state]}>{codes.featureState[row.state]}</StatusIndicator>
			{refused > 0 && (
				<Box variant="small" color="text-body-secondary">
					{words.refusedCount(refused)}
				</Box>
			)}
		</SpaceBetween>
	);
}

function VerdictView({ verdict }: { verdict: Verdict }) {
	const text = useText();
	return <StatusIndicator type={TYPES[verdict.kind]}>{verdictWords(text, verdict)}</StatusIndicator>;
}

function verdictWords({ codes, permissions: words }: Text, verdict: Verdict): string {
	switch (verdict.kind) {
		case "refused":
			return codes.refusedBy[verdict.by];
		case "depends":
			return words.dependsOn(verdict.keys.join(", "));
		case "allowed":
		case "unknown":
			return codes.featureState[verdict.kind];
	}
}
