import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Cpu, Field, Memory, Pair } from "../bindings";
import { InfoLink } from "../components/frame";
import { useFormat, useText } from "../text/react";
import { DraftField, FieldPlace, TextField, useForm, useFound } from "./form";
import { SectionBox } from "./SectionBox";
import { HealthSection, NetworkingSection, ScalingSection, SecuritySection } from "./sections";
import { cpuWords, memoryWords } from "./summary";

export function ServiceStep() {
	const text = useText();
	const words = text.wizard.service;
	const { draft } = useForm();
	return (
		<SpaceBetween size="l">
			<Container
				header={
					<Header variant="h2" info={<InfoLink topic="settings" />}>
						{words.settings}
					</Header>
				}
			>
				<SpaceBetween size="l">
					<TextField
						field={{ name: "service_name" }}
						description={words.nameText}
						value={draft.name}
						edit={(draft, name) => ({ ...draft, name })}
						placeholder="my-app"
					/>
					<Size />
					<TextField
						field={{ name: "port" }}
						description={words.portText}
						value={draft.port}
						edit={(draft, port) => ({ ...draft, port })}
						numeric
					/>
					<FormField label={words.environment} description={words.environmentText} stretch>
						<Rows
							list="environment"
							label={{ name: words.nameColumn, value: words.valueColumn }}
							add={words.environmentAdd}
							empty={words.environmentEmpty}
							removeLabel={words.environmentRemove}
						/>
					</FormField>
					<StartCommand />
				</SpaceBetween>
			</Container>
			<ScalingSection />
			<HealthSection />
			<SecuritySection />
			<NetworkingSection />
			<SectionBox section="tags" header={words.tags} summary={words.tagCount(draft.tags.length)} topic="tags">
				<Rows
					list="tags"
					label={{ name: words.tagKey, value: words.tagValue }}
					add={words.tagsAdd}
					empty={words.tagsEmpty}
					removeLabel={words.tagRemove}
				/>
			</SectionBox>
		</SpaceBetween>
	);
}

/** Which memory goes with which CPU is Rust's answer; both are judged together. */
function Size() {
	const text = useText();
	const format = useFormat();
	const { draft, form, pick } = useForm();
	const both: Field[] = [{ name: "cpu" }, { name: "memory" }];
	const cpu = (value: Cpu) => ({ value, label: cpuWords(text, format, value) });
	const memory = (value: Memory) => ({ value, label: memoryWords(text, format, value) });
	return (
		<ColumnLayout columns={2}>
			<DraftField field={{ name: "cpu" }}>
				<Select
					options={form.cpus.map(cpu)}
					selectedOption={cpu(draft.cpu)}
					onChange={({ detail }) => {
						const chosen = form.cpus.find((cpu) => cpu === detail.selectedOption.value);
						if (chosen) pick((draft) => ({ ...draft, cpu: chosen }), both);
					}}
				/>
			</DraftField>
			<DraftField field={{ name: "memory" }}>
				<Select
					options={form.memories.map(memory)}
					selectedOption={memory(draft.memory)}
					onChange={({ detail }) => {
						const chosen = form.memories.find((memory) => memory === detail.selectedOption.value);
						if (chosen) pick((draft) => ({ ...draft, memory: chosen }), both);
					}}
				/>
			</DraftField>
		</ColumnLayout>
	);
}

function StartCommand() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, state, dispatch } = useForm();
	return (
		<ExpandableSection
			headerText={words.additional}
			headerDescription={draft.start_command || words.startCommandEmpty}
			expanded={state.open.has("command")}
			onChange={({ detail }) => dispatch({ type: "section", section: "command", open: detail.expanded })}
		>
			<TextField
				field={{ name: "start_command" }}
				description={words.startCommandText}
				value={draft.start_command}
				edit={(draft, start_command) => ({ ...draft, start_command })}
				optional
				stretch
			/>
		</ExpandableSection>
	);
}

type RowsProps = {
	list: "environment" | "tags";
	label: { name: string; value: string };
	add: string;
	empty: string;
	removeLabel: (name: string) => string;
};

const FIELDS = {
	environment: { name: "environment_name", value: "environment_value" },
	tags: { name: "tag_key", value: "tag_value" },
} as const;

/** Beside each other as long as there is room. */
const LAYOUT = [
	{ breakpoint: "xxs" as const, rows: [[1, 1]], removeButton: { width: "auto" as const } },
	{ rows: [[1], [1]] },
];

function Rows({ list, label, add, empty, removeLabel }: RowsProps) {
	const text = useText();
	const { draft, type, pick, dispatch } = useForm();
	const found = useFound();
	const column = (part: keyof Pair) => {
		const field = (index: number): Field => ({ name: FIELDS[list][part], index });
		return {
			label: label[part],
			control: (row: Pair, index: number) => (
				<FieldPlace field={field(index)}>
					<Input
						value={row[part]}
						ariaLabel={`${label[part]} ${index + 1}`}
						spellcheck={false}
						autoComplete={false}
						onChange={({ detail }) =>
							type((draft) => ({
								...draft,
								[list]: draft[list].map((row, at) => (at === index ? { ...row, [part]: detail.value } : row)),
							}))
						}
					/>
				</FieldPlace>
			),
			errorText: (_: Pair, index: number) => found(field(index)).error,
			warningText: (_: Pair, index: number) => {
				const { error, warning } = found(field(index));
				return error ? undefined : warning;
			},
			constraintText: (_: Pair, index: number) => found(field(index)).advice,
		};
	};
	return (
		<AttributeEditor
			items={draft[list]}
			empty={empty}
			addButtonText={add}
			removeButtonText={text.common.remove}
			removeButtonAriaLabel={(row: Pair) => removeLabel(row.name)}
			onAddButtonClick={() => pick((draft) => ({ ...draft, [list]: [...draft[list], { name: "", value: "" }] }))}
			onRemoveButtonClick={({ detail }) => dispatch({ type: "remove", list, index: detail.itemIndex })}
			gridLayout={LAYOUT}
			definition={[column("name"), column("value")]}
		/>
	);
}
