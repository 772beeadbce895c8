import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Pagination from "@cloudscape-design/components/pagination";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { href, paths } from "../../app/paths";
import type { ServiceRow } from "../../bindings";
import { useAsked } from "../../components/asked";
import { InfoLink, usePage } from "../../components/frame";
import { useFollow } from "../../components/navigation";
import { ProblemPage } from "../../components/ProblemPage";
import { Refresh } from "../../components/Refresh";
import { Stale } from "../../components/Stale";
import { statusWords } from "../../components/Status";
import { problemOf } from "../../host";
import { draftsQuery, MOVING, RESTING, servicesQuery } from "../../session/queries";
import { useOpenSession, useRegionNames, useSessionState } from "../../session/session";
import { useFormat, useText } from "../../text/react";
import { CreateButton } from "./CreateButton";
import { useColumns } from "./columns";
import { ElsewhereNow, ElsewhereOnDemand } from "./Elsewhere";
import { useTablePreferences } from "./preferences";
import { compareBy, matches, useView, type View } from "./view";

// Neither is needed before the table is there.
const TablePreferences = lazy(async () => ({ default: (await import("./TablePreferences")).TablePreferences }));
const DeleteModal = lazy(async () => ({ default: (await import("../delete/DeleteModal")).DeleteModal }));

/** All services of the account in the Region. */
export function ServicesPage() {
	const text = useText();
	const { session } = useOpenSession();
	const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery({
		...servicesQuery(session),
		refetchInterval: ({ state }) => (state.data?.some(({ moving }) => moving) ? MOVING : RESTING),
	});
	usePage([{ text: text.services.title, path: paths.services }], "services", "table");
	const again = () => void refetch();

	if (error !== null && data === undefined) {
		return <ProblemPage title={text.services.title} problem={problemOf(error)} onRetry={again} />;
	}
	return (
		<SpaceBetween size="s">
			{error && <Stale problem={problemOf(error)} readAt={dataUpdatedAt} onRetry={again} />}
			<ServicesTable rows={data} fetching={isFetching} readAt={dataUpdatedAt} onRefresh={again} />
		</SpaceBetween>
	);
}

type TableProps = { rows: ServiceRow[] | undefined; fetching: boolean; readAt: number; onRefresh: () => void };

function ServicesTable({ rows, fetching, readAt, onRefresh }: TableProps) {
	const text = useText();
	const [view, putView] = useView();
	const [preferences, setPreferences] = useTablePreferences();
	const columns = useColumns();
	const [selected, setSelected] = useState<string | null>(null);
	const [deleting, setDeleting] = useState<ServiceRow | null>(null);
	const none = useMemo<ServiceRow[]>(() => [], []);
	const { items, filteredItemsCount, collectionProps, paginationProps, actions } = useCollection(rows ?? none, {
		filtering: {
			filteringFunction: (row) => matches(row, view),
			empty: <Empty />,
			noMatch: <NoMatch onClear={() => putView({ text: "", status: "" })} />,
		},
		pagination: { pageSize: preferences.pageSize, defaultPage: view.page },
		sorting: {
			defaultState: {
				sortingColumn: { sortingComparator: compareBy(view.sort) },
				isDescending: view.descending,
			},
		},
		selection: { trackBy: "arn" },
	});
	const change = (part: Partial<View>) => {
		putView(part);
		actions.setCurrentPage(part.page ?? 1);
	};
	const sorting = columns.find((column) => column.id === view.sort);
	const row = rows?.find(({ arn }) => arn === selected) ?? null;
	const count = rows?.length ?? 0;
	const filtered = view.text !== "" || view.status !== "";

	return (
		<>
			<Table<ServiceRow>
				{...collectionProps}
				variant="full-page"
				stickyHeader
				items={items}
				columnDefinitions={columns}
				trackBy="arn"
				loading={rows === undefined}
				loadingText={text.common.loading}
				selectionType="single"
				selectedItems={row ? [row] : []}
				onSelectionChange={({ detail }) => setSelected(detail.selectedItems[0]?.arn ?? null)}
				{...(sorting ? { sortingColumn: sorting } : {})}
				sortingDescending={view.descending}
				onSortingChange={(event) => {
					const column = columns.find(
						(column) => column.sortingComparator === event.detail.sortingColumn.sortingComparator,
					);
					if (!column) return;
					collectionProps.onSortingChange?.(event);
					change({ sort: column.id, descending: event.detail.isDescending ?? false });
				}}
				wrapLines={preferences.wrapLines}
				columnDisplay={preferences.columns}
				resizableColumns
				ariaLabels={{
					tableLabel: text.services.table,
					selectionGroupLabel: text.services.selection,
					itemSelectionLabel: (_, item) => text.services.select(item.name),
				}}
				header={
					<Header
						variant="awsui-h1-sticky"
						counter={rows ? (filtered ? `(${filteredItemsCount}/${count})` : `(${count})`) : ""}
						info={<InfoLink topic="services" />}
						description={text.services.description}
						actions={
							<Actions row={row} fetching={fetching} readAt={readAt} onRefresh={onRefresh} onDelete={setDeleting} />
						}
					>
						{text.services.title}
					</Header>
				}
				filter={<Filter view={view} change={change} matching={filteredItemsCount ?? 0} />}
				pagination={
					<Pagination
						{...paginationProps}
						onChange={(event) => {
							paginationProps.onChange(event);
							change({ page: event.detail.currentPageIndex });
						}}
					/>
				}
				{...(count > 0 ? { footer: <ElsewhereOnDemand /> } : {})}
				preferences={
					<Suspense
						fallback={<Button variant="icon" iconName="settings" disabled ariaLabel={text.services.preferences} />}
					>
						<TablePreferences value={preferences} onChange={setPreferences} />
					</Suspense>
				}
			/>
			{deleting && (
				<Suspense fallback={null}>
					<DeleteModal row={deleting} onDismiss={() => setDeleting(null)} />
				</Suspense>
			)}
		</>
	);
}

type ActionsProps = {
	row: ServiceRow | null;
	fetching: boolean;
	readAt: number;
	onRefresh: () => void;
	onDelete: (row: ServiceRow) => void;
};

function Actions({ row, fetching, readAt, onRefresh, onDelete }: ActionsProps) {
	const [asked, ask] = useAsked(fetching, onRefresh);
	const text = useText();
	const format = useFormat();
	const navigate = useNavigate();
	const ability = row?.abilities.delete;
	const unselected = row === null ? { disabled: true, disabledReason: text.services.selectFirst } : {};
	const closed =
		ability === undefined ? text.services.selectFirst : ability === "allowed" ? null : text.codes.ability[ability];
	return (
		<SpaceBetween direction="horizontal" size="xs" alignItems="center">
			<Box variant="small" color="text-body-secondary">
				<span aria-live="off">{readAt > 0 ? text.common.updatedAt(format.time(readAt)) : ""}</span>
			</Box>
			<Refresh loading={asked} onClick={ask} />
			<Button {...unselected} onClick={() => row && void navigate(paths.copy(row.arn))}>
				{text.services.copy}
			</Button>
			<Button
				disabled={closed !== null}
				{...(closed === null ? {} : { disabledReason: closed })}
				onClick={() => row && onDelete(row)}
			>
				{text.services.delete}
			</Button>
			<CreateButton />
		</SpaceBetween>
	);
}

type FilterProps = { view: View; change: (part: Partial<View>) => void; matching: number };

function Filter({ view, change, matching }: FilterProps) {
	const text = useText();
	const kinds = ["running", "operation_in_progress", "paused", "create_failed", "delete_failed"] as const;
	const any = { value: "", label: text.services.anyStatus };
	const options = [any, ...kinds.map((kind) => ({ value: kind, label: statusWords(text, { kind }) }))];
	const isFiltering = view.text !== "" || view.status !== "";
	return (
		<div className="filters">
			<TextFilter
				filteringText={view.text}
				filteringPlaceholder={text.services.find}
				filteringAriaLabel={text.services.findLabel}
				countText={isFiltering ? text.services.matches(matching) : ""}
				onChange={({ detail }) => change({ text: detail.filteringText })}
			/>
			<Select
				options={options}
				selectedOption={options.find(({ value }) => value === view.status) ?? any}
				ariaLabel={text.services.statusLabel}
				expandToViewport
				onChange={({ detail }) => {
					const chosen = kinds.find((kind) => kind === detail.selectedOption.value);
					change({ status: chosen ?? "" });
				}}
			/>
		</div>
	);
}

function Empty() {
	const { services } = useText();
	const { region } = useSessionState();
	const { full } = useRegionNames();
	const navigate = useNavigate();
	return (
		<Box textAlign="center" margin={{ vertical: "xl" }}>
			<SpaceBetween size="m">
				<div>
					<Box variant="h2" padding="n">
						{services.empty(full(region))}
					</Box>
					<Box variant="p" color="text-body-secondary">
						{services.emptyText}
					</Box>
				</div>
				<Button onClick={() => void navigate(paths.create)}>{services.create}</Button>
				<KeptDrafts />
				<ElsewhereNow />
			</SpaceBetween>
		</Box>
	);
}

/** Who has begun to set up a service looks for it here first. */
function KeptDrafts() {
	const { services } = useText();
	const follow = useFollow();
	const { data } = useQuery(draftsQuery());
	if (data === undefined || data.length === 0) return null;
	return (
		<div>
			{services.drafts(data.length)}{" "}
			<Link href={href(paths.drafts)} onFollow={follow}>
				{services.toDrafts}
			</Link>
		</div>
	);
}

function NoMatch({ onClear }: { onClear: () => void }) {
	const { services } = useText();
	return (
		<Box textAlign="center" margin={{ vertical: "l" }}>
			<SpaceBetween size="s">
				<div>
					<Box variant="strong">{services.noMatch}</Box>
					<Box variant="p" color="text-body-secondary">
						{services.noMatchText}
					</Box>
				</div>
				<Button onClick={onClear}>{services.clearFilter}</Button>
			</SpaceBetween>
		</Box>
	);
}
