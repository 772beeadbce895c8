import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { Adopted, Draft, Field } from "../bindings";
import { Copy } from "../components/Copy";
import { useFrame } from "../components/frame";
import { ProblemView } from "../components/ProblemView";
import { Rich } from "../components/Rich";
import { useSettled } from "../components/useSettled";
import { problemOf } from "../host";
import { examineFileQuery, writeFileQuery } from "../session/queries";
import { useText } from "../text/react";
import { type Editor, FileEditor } from "./FileEditor";
import { FileExamined, NotTakenList } from "./FileExamined";
import { useForm } from "./form";
import { code } from "./parts";
import { TextFileInput } from "./TextFileInput";
import type { CodeSource } from "./variants";

const FILE_NAME = "apprunner.yaml";

/** In bytes. */
const MAX_FILE = 200_000;

const EXAMPLE = `version: 1.0
runtime: nodejs22
build:
  commands:
    build:
      - npm ci
      - npm run build
run:
  command: npm start
  network:
    port: 8080
  env:
    - name: LOG_LEVEL
      value: "info"
`;

/** An editor for apprunner.yaml: writes one from the settings, checks one that exists, takes its settings over. */
export function FileModal({ source, onDismiss }: { source: CodeSource; onDismiss: () => void }) {
	const text = useText();
	const words = text.wizard.file;
	const { draft } = useForm();
	const use = useAdoption(onDismiss);
	const { value, settled, edit, take, written } = useFile(source);
	const id = useId();
	const editor = useRef<Editor>(null);
	const blank = settled.trim() === "";
	const asked = useQuery({ ...examineFileQuery(settled, draft), enabled: !blank });
	const examined = blank ? undefined : asked.data;
	const isCurrent = settled === value && !asked.isPlaceholderData;
	const adopted = isCurrent ? (examined?.adopted ?? null) : null;

	function begin() {
		take(written.data ?? EXAMPLE);
		// The button is gone then, and would take the focus with it.
		editor.current?.focus();
	}

	return (
		<Modal
			visible
			size="large"
			header={text.wizard.build.editFile}
			closeAriaLabel={text.common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onDismiss}>
							{text.common.close}
						</Button>
						<Button variant="primary" disabled={adopted === null} onClick={() => adopted && use(adopted)}>
							{words.use}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			<SpaceBetween size="l">
				<Place source={source} />
				<SpaceBetween size="xs">
					<FormField label={words.text} description={words.textDescription} controlId={id} stretch>
						<FileEditor id={id} value={value} onChange={edit} editor={editor} />
					</FormField>
					<div className="buttons">
						<TextFileInput
							label={words.open}
							max={MAX_FILE}
							tooLarge={words.tooLarge}
							unreadable={words.unreadable}
							onText={take}
						/>
						{value.trim() === "" ? (
							<Button disabled={written.isPending} onClick={begin}>
								{written.data ? words.fromSettings : words.example}
							</Button>
						) : (
							<Copy variant="button" value={value} what={FILE_NAME} />
						)}
					</div>
				</SpaceBetween>
				{asked.error && <ProblemView problem={problemOf(asked.error)} onRetry={() => void asked.refetch()} />}
				{examined ? (
					<FileExamined examined={examined} onGoTo={(line) => editor.current?.goTo(line)} />
				) : (
					<Box color="text-body-secondary">
						{asked.isFetching ? <StatusIndicator type="loading">{words.checking}</StatusIndicator> : words.empty}
					</Box>
				)}
			</SpaceBetween>
		</Modal>
	);
}

/** Where the file belongs. */
function Place({ source: { directory, branch } }: { source: CodeSource }) {
	const words = useText().wizard.file;
	const path = `${directory.trim().replace(/\/+$/, "")}/${FILE_NAME}`;
	const known = branch.trim();
	return (
		<div className="break">
			<div>
				<Rich>{known === "" ? words.placeWithoutBranch(path) : words.place(path, known)}</Rich>
			</div>
			<div>{words.placeText}</div>
		</div>
	);
}

/**
 * The text of the editor. With settings in the wizard it begins with those; with a configuration file it is what was
 * written before, and the settings that were given before are an example to start from.
 */
function useFile({ build }: CodeSource) {
	const { draft, state, dispatch } = useForm();
	const isHere = build.kind === "here";
	const [typed, setTyped] = useState<string | null>(isHere ? null : state.file);
	const written = useQuery(writeFileQuery(isHere ? draft : code(draft, { build: state.kept.build.here ?? build })));
	const value = typed ?? written.data ?? "";
	const [settled, settle] = useSettled(value);

	function edit(next: string) {
		setTyped(next);
		if (!isHere) dispatch({ type: "file", text: next });
	}
	/** Takes over at once what was not typed. */
	function take(next: string) {
		const lines = next.replace(/\r\n?/g, "\n");
		edit(lines);
		settle(lines);
	}
	return { value, settled, edit, take, written };
}

/** Puts the settings of a file in the place of the draft's, and says what is lost. */
function useAdoption(onDone: () => void) {
	const { wizard } = useText();
	const { pick } = useForm();
	const { notify } = useFrame();
	return ({ draft, not_taken: notTaken }: Adopted) => {
		pick(() => draft, fieldsOf(draft));
		notify({
			id: FILE_NAME,
			type: notTaken.length === 0 ? "success" : "warning",
			header: notTaken.length === 0 ? wizard.file.used : wizard.file.usedWithout,
			...(notTaken.length === 0 ? {} : { content: <NotTakenList notTaken={notTaken} /> }),
		});
		onDone();
	};
}

/** What a file sets, so that what is wrong with it is shown at once. */
const fieldsOf = ({ environment }: Draft): Field[] => [
	{ name: "runtime" },
	{ name: "build_command" },
	{ name: "start_command" },
	{ name: "port" },
	...environment.flatMap((_, index): Field[] => [
		{ name: "environment_name", index },
		{ name: "environment_value", index },
	]),
];
