import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { SavedDraft, SourceDraft } from "../../bindings";
import { Age } from "../../components/Age";
import { useAsked } from "../../components/asked";
import { InfoLink, usePage } from "../../components/frame";
import { ProblemView } from "../../components/ProblemView";
import { Refresh } from "../../components/Refresh";
import { problemOf } from "../../host";
import { draftsQuery } from "../../session/queries";
import { useProfileName, useRegionNames, useSessionState } from "../../session/session";
import { useText } from "../../text/react";
import { DiscardModal } from "./DiscardModal";

/** Services that somebody began to set up, newest first. */
export function DraftsPage() {
	const text = useText();
	const words = text.drafts;
	const profileName = useProfileName();
	const { full } = useRegionNames();
	const { data, error, isFetching, refetch } = useQuery(draftsQuery());
	const [asked, ask] = useAsked(isFetching, () => void refetch());
	const [discarding, setDiscarding] = useState<SavedDraft | null>(null);
	usePage([{ text: words.title, path: paths.drafts }], "drafts", "table");

	return (
		<SpaceBetween size="l">
			{error && <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />}
			<Table<SavedDraft>
				variant="full-page"
				stickyHeader
				items={data ?? []}
				trackBy="id"
				loading={data === undefined && error === null}
				loadingText={text.common.loading}
				ariaLabels={{ tableLabel: words.title }}
				wrapLines
				columnDefinitions={[
					{
						id: "name",
						header: text.common.name,
						isRowHeader: true,
						minWidth: 130,
						cell: ({ draft: { name } }) =>
							name.trim() === "" ? (
								<Box color="text-body-secondary">{words.noName}</Box>
							) : (
								<span className="break">{name}</span>
							),
					},
					{
						id: "source",
						header: words.source,
						minWidth: 150,
						cell: ({ draft: { source } }) =>
							placeOf(source) === "" ? (
								<Box color="text-body-secondary">{words.noSource}</Box>
							) : (
								<span className="break">{placeOf(source)}</span>
							),
					},
					{
						id: "where",
						header: text.common.where,
						minWidth: 150,
						cell: ({ region, profile }) => (
							<>
								<div>{full(region)}</div>
								<Box variant="small" color="text-body-secondary">
									<span className="break">{profileName(profile)}</span>
								</Box>
							</>
						),
					},
					{ id: "saved", header: words.saved, minWidth: 110, cell: ({ saved_at }) => <Age at={saved_at} /> },
					{
						id: "actions",
						header: text.service.actions,
						minWidth: 100,
						cell: (draft) => <RowActions draft={draft} onDiscard={() => setDiscarding(draft)} />,
					},
				]}
				header={
					<Header
						variant="awsui-h1-sticky"
						counter={data ? `(${data.length})` : ""}
						info={<InfoLink topic="drafts" />}
						description={words.description}
						actions={<Refresh loading={asked} onClick={ask} />}
					>
						{words.title}
					</Header>
				}
				empty={<Empty />}
			/>
			{discarding && <DiscardModal draft={discarding} onDismiss={() => setDiscarding(null)} />}
		</SpaceBetween>
	);
}

const placeOf = (source: SourceDraft) => (source.kind === "code" ? source.repository : source.uri).trim();

function RowActions({ draft, onDiscard }: { draft: SavedDraft; onDiscard: () => void }) {
	const { drafts: words } = useText();
	const navigate = useNavigate();
	const { profile, region, switchTo } = useSessionState();
	const name = draft.draft.name.trim() || words.nameless;
	return (
		<SpaceBetween direction="horizontal" size="s">
			<Button
				variant="inline-link"
				ariaLabel={words.continueOf(name)}
				onClick={() => {
					if (profile !== draft.profile || region !== draft.region) switchTo(draft.profile, draft.region);
					void navigate(paths.draft(draft.id));
				}}
			>
				{words.continue}
			</Button>
			<Button variant="inline-link" ariaLabel={words.discardOf(name)} onClick={onDiscard}>
				{words.discard}
			</Button>
		</SpaceBetween>
	);
}

function Empty() {
	const { drafts, services } = useText();
	const navigate = useNavigate();
	return (
		<Box textAlign="center" margin={{ vertical: "l" }}>
			<SpaceBetween size="m">
				<div>
					<Box variant="strong">{drafts.empty}</Box>
					<Box variant="p" color="text-body-secondary">
						{drafts.emptyText}
					</Box>
				</div>
				<Button onClick={() => void navigate(paths.create)}>{services.create}</Button>
			</SpaceBetween>
		</Box>
	);
}
