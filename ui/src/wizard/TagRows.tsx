import type { Field, Pair } from "../bindings";
import { useText } from "../text/react";
import type { TagList } from "./parts";
import { type Column, RowEditor } from "./RowEditor";

type PartField = Extract<Field["name"], `${string}tag_key` | `${string}tag_value`>;

const FIELDS: Record<TagList, { key: PartField; value: PartField }> = {
	tags: { key: "tag_key", value: "tag_value" },
	endpoint_tags: { key: "endpoint_tag_key", value: "endpoint_tag_value" },
	connector_tags: { key: "connector_tag_key", value: "connector_tag_value" },
};

/** The tags of the service, or of something that is made with it. `said` tells whose they are, where several are. */
export function TagRows({ list, said = (part) => part }: { list: TagList; said?: (part: string) => string }) {
	const words = useText().wizard.service;
	const column = (part: keyof Pair, label: string, name: PartField): Column<Pair> => ({
		kind: "text",
		label,
		said: said(label),
		read: (row) => row[part],
		write: (row, value) => ({ ...row, [part]: value }),
		field: (index) => ({ name, index }),
	});
	return (
		<RowEditor
			list={list}
			columns={[column("name", words.tagKey, FIELDS[list].key), column("value", words.tagValue, FIELDS[list].value)]}
			widths={[1, 1]}
			fresh={{ name: "", value: "" }}
			add={said(words.tagsAdd)}
			empty={words.tagsEmpty}
			removeLabel={({ name }) => said(words.tagRemove(name))}
		/>
	);
}
