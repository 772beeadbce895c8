import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import type { Image } from "../bindings";
import { Age } from "../components/Age";
import { Picker } from "../components/Picker";
import { ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { imagesQuery, repositoriesQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useFormat, useText } from "../text/react";
import { DialogFrame } from "./DialogFrame";
import { useForm } from "./form";
import { AS_IT_IS, ImageDetails, type Named, type Taking } from "./ImageDetails";

/** Rows at a time, so that what is chosen stays near the choice. */
const ROWS = 6;

type Props = { onDismiss: () => void; onChosen: (uri: string) => void };

export function BrowseModal({ onDismiss, onChosen }: Props) {
	const text = useText();
	const words = text.wizard.browse;
	const { draft, pick } = useForm();
	const { session } = useOpenSession();
	const [repository, setRepository] = useState("");
	const [chosen, setChosen] = useState<Named | null>(null);
	const [taking, setTaking] = useState(AS_IT_IS);
	const repositories = useQuery(repositoriesQuery(session));
	const uri = repositories.data?.find(({ name }) => name === repository)?.uri;

	function choose(next: Named | null) {
		setChosen(next);
		// What was chosen of the port is of the image before; to pin or not is a habit.
		setTaking((before) => ({ ...before, port: null }));
	}

	function submit() {
		if (uri === undefined || chosen === null) return;
		const { port } = taking;
		if (port !== null) pick((draft) => ({ ...draft, port }), [{ name: "port" }]);
		onChosen(uri + selector(chosen, taking));
	}

	return (
		<DialogFrame
			size="large"
			header={words.title}
			onDismiss={onDismiss}
			action={
				<Button variant="primary" disabled={uri === undefined || chosen === null} onClick={submit}>
					{words.continue}
				</Button>
			}
		>
			<SpaceBetween size="l">
				<FormField label={words.repository} stretch>
					<Picker
						read={repositories}
						options={(repositories.data ?? []).map(({ name, uri }) => ({
							value: name,
							label: name,
							description: uri,
						}))}
						value={repository}
						placeholder={words.chooseRepository}
						find={words.findRepository}
						empty={words.noRepositories}
						refresh={words.refreshRepositories}
						onChange={(name) => {
							setRepository(name);
							choose(null);
						}}
					/>
				</FormField>
				{repository !== "" && <Images key={repository} repository={repository} chosen={chosen} onChoose={choose} />}
				{chosen && (
					<ImageDetails
						key={chosen.image.digest}
						repository={repository}
						chosen={chosen}
						port={draft.port}
						taking={taking}
						onTake={setTaking}
					/>
				)}
			</SpaceBetween>
		</DialogFrame>
	);
}

/** The part of an image URI after the repository. */
const selector = ({ image, tag }: Named, { pinned }: Taking) =>
	tag === null || pinned ? `@${image.digest}` : `:${tag}`;

/** An image once for each of its tags, and once where it has none. */
const named = (image: Image): Named[] =>
	image.tags.length > 0 ? image.tags.map((tag) => ({ image, tag })) : [{ image, tag: null }];

const idOf = ({ image, tag }: Named) => `${image.digest}:${tag ?? ""}`;

const shortDigest = (digest: string) => digest.replace("sha256:", "").slice(0, 12);

type ImagesProps = { repository: string; chosen: Named | null; onChoose: (chosen: Named | null) => void };

function Images({ repository, chosen, onChoose }: ImagesProps) {
	const text = useText();
	const format = useFormat();
	const { browse } = text.wizard;
	const words = text.wizard.choices.image;
	const { session } = useOpenSession();
	const images = useQuery(imagesQuery(session, repository));
	const all = useMemo(() => (images.data ?? []).flatMap(named), [images.data]);
	const tagOf = ({ tag }: Named) => tag ?? browse.untagged;
	const { items, filteredItemsCount, collectionProps, filterProps, paginationProps, actions } = useCollection(all, {
		filtering: {
			filteringFunction: ({ image, tag }, typed) =>
				[tag ?? "", image.digest].some((part) => part.toLowerCase().includes(typed.toLowerCase())),
			noMatch: (
				<Nothing text={words.noMatch}>
					<Button onClick={() => actions.setFiltering("")}>{words.clear}</Button>
				</Nothing>
			),
			empty: <Nothing text={browse.noImages} />,
		},
		pagination: { pageSize: ROWS },
	});
	if (images.error && images.data === undefined && !images.isFetching) {
		return <ProblemView problem={problemOf(images.error)} onRetry={() => void images.refetch()} />;
	}
	return (
		<Table<Named>
			{...collectionProps}
			variant="borderless"
			items={items}
			trackBy={idOf}
			loading={images.data === undefined}
			loadingText={text.common.loading}
			wrapLines
			selectionType="single"
			selectedItems={chosen ? [chosen] : []}
			onSelectionChange={({ detail }) => onChoose(detail.selectedItems[0] ?? null)}
			onRowClick={({ detail }) => onChoose(detail.item)}
			ariaLabels={{
				tableLabel: words.table,
				selectionGroupLabel: words.selection,
				itemSelectionLabel: (_, item) => words.select(tagOf(item)),
			}}
			filter={
				<TextFilter
					{...filterProps}
					filteringPlaceholder={browse.findImage}
					filteringAriaLabel={browse.findImage}
					countText={words.matches(filteredItemsCount ?? 0)}
				/>
			}
			pagination={
				<SpaceBetween direction="horizontal" size="xs">
					{all.length > ROWS && <Pagination {...paginationProps} />}
					<Button
						variant="icon"
						iconName="refresh"
						ariaLabel={browse.refreshImages}
						loading={images.isFetching}
						onClick={() => void images.refetch()}
					/>
				</SpaceBetween>
			}
			columnDefinitions={[
				{
					id: "tag",
					header: words.tag,
					isRowHeader: true,
					cell: (item) => <span className="break">{tagOf(item)}</span>,
				},
				{
					id: "digest",
					header: words.digest,
					cell: ({ image }) => <span className="mono">{shortDigest(image.digest)}</span>,
				},
				{
					id: "size",
					header: words.size,
					cell: ({ image }) => (image.size_bytes === null ? "-" : format.bytes(image.size_bytes)),
				},
				{
					id: "pushed",
					header: words.pushed,
					cell: ({ image }) => <Age at={image.pushed_at} />,
				},
			]}
		/>
	);
}

function Nothing({ text, children }: { text: string; children?: ReactNode }) {
	return (
		<Box textAlign="center" color="text-body-secondary">
			<SpaceBetween size="xs">
				<div>{text}</div>
				{children}
			</SpaceBetween>
		</Box>
	);
}
