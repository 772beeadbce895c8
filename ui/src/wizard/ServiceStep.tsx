import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Cpu, Field, Memory } from "../bindings";
import { InfoLink } from "../components/frame";
import { useFormat, useText } from "../text/react";
import { Environment } from "./Environment";
import { PortField, StartCommandField } from "./fields";
import { DraftField, TextField, useForm } from "./form";
import { NetworkingSection } from "./NetworkingSection";
import { ObservabilitySection } from "./ObservabilitySection";
import { SectionBox } from "./SectionBox";
import { SecuritySection } from "./SecuritySection";
import { HealthSection, ScalingSection } from "./sections";
import { cpuWords, memoryWords } from "./summary";
import { TagRows } from "./TagRows";

export function ServiceStep() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, form } = useForm();
	const isBuilt = form.steps.includes("build");
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
					{!isBuilt && <PortField />}
					<Environment />
					{!isBuilt && <StartCommand />}
				</SpaceBetween>
			</Container>
			<ScalingSection />
			<HealthSection />
			<SecuritySection />
			<NetworkingSection />
			<ObservabilitySection />
			<Tags />
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
			<StartCommandField description={words.startCommandText} optional />
		</ExpandableSection>
	);
}

function Tags() {
	const words = useText().wizard.service;
	const { draft } = useForm();
	return (
		<SectionBox section="tags" header={words.tags} summary={words.tagCount(draft.tags.length)} topic="tags">
			<TagRows list="tags" />
		</SectionBox>
	);
}
