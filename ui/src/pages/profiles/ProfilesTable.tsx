import { useCollection } from "@cloudscape-design/collection-hooks";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { href, paths } from "../../app/paths";
import type { ConfigView } from "../../bindings";
import { useAsked } from "../../components/asked";
import { InfoLink } from "../../components/frame";
import { MarkView } from "../../components/MarkView";
import { useFollow } from "../../components/navigation";
import { Refresh } from "../../components/Refresh";
import { marksQuery } from "../../session/queries";
import { useRegionNames, useSessionState } from "../../session/session";
import { useText } from "../../text/react";
import { type ColumnId, matches, type Row, rowsOf, sortable, useView } from "./view";

type Props = {
	config: ConfigView | undefined;
	fetching: boolean;
	onRefresh: () => void;
	createButton: ReactNode;
};

type Column = TableProps.ColumnDefinition<Row> & { id: string };

export function ProfilesTable({ config, fetching, onRefresh, createButton }: Props) {
	const text = useText();
	const words = text.profiles;
	const [view, putView] = useView();
	const [asked, ask] = useAsked(fetching, onRefresh);
	const { data: marks } = useQuery(marksQuery());
	const rows = useMemo(() => (config ? rowsOf(text, config, marks ?? []) : []), [text, config, marks]);
	const columns = useColumns();
	const { items, filteredItemsCount, collectionProps } = useCollection(rows, {
		filtering: {
			filteringFunction: (row) => matches(text, row, view.text.trim()),
			empty: <Nothing title={words.empty} text={words.emptyText} action={createButton} />,
			noMatch: (
				<Nothing
					title={words.noMatch}
					text={words.noMatchText}
					action={<Button onClick={() => putView({ text: "" })}>{words.clearFilter}</Button>}
				/>
			),
		},
	});
	const value = view.sort === null ? null : sortable(text)[view.sort];
	// The order stands in the URL, so it is not the collection's to keep.
	const sorted = value
		? [...items].sort((a, b) => value(a).localeCompare(value(b), undefined, { numeric: true }))
		: items;
	const shown = value && view.descending ? [...sorted].reverse() : sorted;
	const sorting = columns.find(({ id }) => id === view.sort);
	return (
		<Table<Row>
			{...collectionProps}
			items={shown}
			trackBy={({ profile }) => profile.name}
			loading={config === undefined}
			loadingText={text.common.loading}
			ariaLabels={{ tableLabel: words.title }}
			wrapLines
			columnDefinitions={columns}
			{...(sorting ? { sortingColumn: sorting } : {})}
			sortingDescending={view.descending}
			onSortingChange={({ detail }) => {
				const column = columns.find(({ sortingField }) => sortingField === detail.sortingColumn.sortingField);
				if (column) putView({ sort: column.id as ColumnId, descending: detail.isDescending ?? false });
			}}
			header={
				<Header
					variant="h1"
					counter={config ? `(${rows.length})` : ""}
					info={<InfoLink topic="profiles" />}
					description={words.description}
					actions={
						<SpaceBetween direction="horizontal" size="xs">
							<Refresh loading={asked} onClick={ask} />
							{createButton}
						</SpaceBetween>
					}
				>
					{words.title}
				</Header>
			}
			filter={
				<TextFilter
					filteringText={view.text}
					filteringPlaceholder={words.find}
					filteringAriaLabel={words.findLabel}
					countText={view.text === "" ? "" : words.matches(filteredItemsCount ?? 0)}
					onChange={({ detail }) => putView({ text: detail.filteringText })}
				/>
			}
		/>
	);
}

function useColumns(): Column[] {
	const text = useText();
	const words = text.profiles;
	const follow = useFollow();
	const { profile: current } = useSessionState();
	const { full } = useRegionNames();
	return [
		{
			id: "name",
			header: text.common.name,
			sortingField: "name",
			isRowHeader: true,
			minWidth: 140,
			cell: ({ profile: { name } }) => (
				<SpaceBetween direction="horizontal" size="xs">
					<Link href={href(paths.profile(name))} onFollow={follow}>
						<span className="whole">{name}</span>
					</Link>
					{name === current && <Badge color="blue">{words.inUse}</Badge>}
				</SpaceBetween>
			),
		},
		{
			id: "kind",
			header: words.kind,
			sortingField: "kind",
			minWidth: 170,
			cell: ({ profile, fault }) => (
				<>
					<div>{text.codes.profileKind[profile.kind]}</div>
					{fault !== null && (
						<StatusIndicator type="error">
							<span className="break">{words.faulty(fault)}</span>
						</StatusIndicator>
					)}
				</>
			),
		},
		{
			id: "region",
			header: text.common.region,
			sortingField: "region",
			minWidth: 120,
			cell: ({ region }) => (region === null ? <Unknown /> : full(region)),
		},
		{
			id: "account",
			header: text.common.account,
			sortingField: "account",
			minWidth: 130,
			cell: ({ account }) => account ?? <Unknown />,
		},
		{
			id: "role",
			header: words.role,
			sortingField: "role",
			minWidth: 130,
			cell: ({ role }) => (role === null ? <Unknown /> : <span className="break">{role}</span>),
		},
		{
			id: "mark",
			header: words.mark,
			minWidth: 120,
			cell: ({ marks }) =>
				marks.length === 0 ? <Unknown /> : marks.map((mark) => <MarkView key={JSON.stringify(mark)} mark={mark} />),
		},
	];
}

/** What the files do not say, or what is not there. */
const Unknown = () => <span aria-hidden="true">–</span>;

type NothingProps = { title: string; text: string; action: ReactNode };

export function Nothing({ title, text, action }: NothingProps) {
	return (
		<Box textAlign="center" margin={{ vertical: "l" }}>
			<SpaceBetween size="m">
				<div className="narrow">
					<Box variant="strong">{title}</Box>
					<Box variant="p" color="text-body-secondary">
						{text}
					</Box>
				</div>
				{action}
			</SpaceBetween>
		</Box>
	);
}
