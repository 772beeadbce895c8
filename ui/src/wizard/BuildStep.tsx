import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { lazy, Suspense, useState } from "react";
import type { RuntimeOption } from "../bindings";
import { InfoLink } from "../components/frame";
import { useFormat, useText } from "../text/react";
import { PortField, StartCommandField } from "./fields";
import { DraftField, TextField, useForm } from "./form";
import { code } from "./parts";
import type { CodeSource } from "./variants";

const FileModal = lazy(async () => ({ default: (await import("./FileModal")).FileModal }));

/** How source code is built and started. There is no such step for an image. */
export function BuildStep() {
	const text = useText();
	const words = text.wizard.build;
	const { draft, choose } = useForm();
	const [editing, setEditing] = useState(false);
	if (draft.source.kind !== "code") return null;
	const { build } = draft.source;
	return (
		<Container
			header={
				<Header variant="h2" info={<InfoLink topic="build" />}>
					{words.section}
				</Header>
			}
		>
			<SpaceBetween size="l">
				<FormField label={words.source} stretch>
					<Tiles
						value={build.kind}
						ariaLabel={words.source}
						items={[
							{ value: "here", label: words.here, description: words.hereText },
							{ value: "configuration_file", label: words.file, description: words.fileText },
						]}
						onChange={({ detail }) => choose("build", detail.value)}
					/>
				</FormField>
				{build.kind === "here" ? <Here build={build} /> : <FromFile />}
				{/* One button for both, so that it is still there to take the focus back when the dialog has changed the choice. */}
				<Button variant={build.kind === "here" ? "inline-link" : "normal"} onClick={() => setEditing(true)}>
					{build.kind === "here" ? words.asFile : words.editFile}
				</Button>
				{editing && (
					<Suspense fallback={null}>
						<FileModal source={draft.source} onDismiss={() => setEditing(false)} />
					</Suspense>
				)}
			</SpaceBetween>
		</Container>
	);
}

type BuildHere = Extract<CodeSource["build"], { kind: "here" }>;

function Here({ build }: { build: BuildHere }) {
	const text = useText();
	const words = text.wizard.build;
	const format = useFormat();
	const { form, pick } = useForm();
	const option = ({ runtime, ended }: RuntimeOption): SelectProps.Option => ({
		value: runtime,
		label: text.codes.runtime[runtime],
		...(ended === null
			? {}
			: { labelTag: words.ended(format.day(ended)), disabled: true, disabledReason: words.endedText }),
	});
	const chosen = form.runtimes.find(({ runtime }) => runtime === build.runtime);
	return (
		<SpaceBetween size="l">
			<DraftField field={{ name: "runtime" }}>
				<Select
					options={form.runtimes.map(option)}
					selectedOption={chosen ? option(chosen) : null}
					placeholder={words.chooseRuntime}
					onChange={({ detail }) => {
						const next = form.runtimes.find(({ runtime }) => runtime === detail.selectedOption.value);
						if (!next) return;
						pick((draft) => code(draft, { build: { ...build, runtime: next.runtime } }), [{ name: "runtime" }]);
					}}
				/>
			</DraftField>
			<TextField
				field={{ name: "build_command" }}
				description={words.commandText}
				value={build.command}
				edit={(draft, command) => code(draft, { build: { ...build, command } })}
				placeholder="npm ci && npm run build"
				optional
				stretch
			/>
			<StartCommandField description={words.startText} placeholder="npm start" />
			<PortField />
		</SpaceBetween>
	);
}

/** What the file then says, so that nobody looks for it in the wizard. */
function FromFile() {
	const { wizard } = useText();
	const words = wizard.build;
	return (
		<Alert type="info" header={words.fileHeader}>
			<SpaceBetween size="xs">
				<div>{words.fileBody}</div>
				<ul className="plain-list">
					{words.fileItems.map((item) => (
						<li key={item}>{item}</li>
					))}
				</ul>
				<div>{words.fileStays}</div>
			</SpaceBetween>
		</Alert>
	);
}
