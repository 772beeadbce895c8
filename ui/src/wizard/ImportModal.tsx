import Alert from "@cloudscape-design/components/alert";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import Textarea from "@cloudscape-design/components/textarea";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Field, Import, Imported, Merged } from "../bindings";
import { ProblemView } from "../components/ProblemView";
import { useSettled } from "../components/useSettled";
import { problemOf } from "../host";
import { importQuery } from "../session/queries";
import type { Text } from "../text";
import { useText } from "../text/react";
import { DialogFrame } from "./DialogFrame";
import { useForm } from "./form";
import { TextFileInput } from "./TextFileInput";

/** No file of variables is as large; a wrong one is not to be read into the window. In bytes. */
const MAX_FILE = 1_000_000;

/** Reads variables from text or a file, and shows what becomes of each before the draft has them. */
export function ImportModal({ onDismiss }: { onDismiss: () => void }) {
	const text = useText();
	const words = text.wizard.import;
	const { draft, pick } = useForm();
	const [pasted, setPasted] = useState("");
	const [settled, settle] = useSettled(pasted);
	const blank = settled.trim() === "";
	const { data, error, isFetching, refetch } = useQuery({
		...importQuery(settled, draft.environment),
		enabled: !blank,
	});
	const preview = blank ? undefined : data;
	const ready = preview !== undefined && settled === pasted && preview.variables.length > 0;

	function take(content: string) {
		setPasted(content);
		settle(content);
	}

	function submit() {
		if (!ready) return;
		const { environment } = preview;
		const seen = environment.flatMap((_, index): Field[] => [
			{ name: "environment_name", index },
			{ name: "environment_value", index },
		]);
		pick((draft) => ({ ...draft, environment }), seen);
		onDismiss();
	}

	return (
		<DialogFrame
			size="large"
			header={words.title}
			onDismiss={onDismiss}
			action={
				<Button variant="primary" disabled={!ready} onClick={submit}>
					{words.submit}
				</Button>
			}
		>
			<SpaceBetween size="l">
				<SpaceBetween size="xs">
					<FormField label={words.text} description={words.textDescription} stretch>
						<Textarea
							value={pasted}
							rows={6}
							spellcheck={false}
							placeholder={"LOG_LEVEL=info\nTABLE_NAME=Employee"}
							onChange={({ detail }) => setPasted(detail.value)}
						/>
					</FormField>
					<TextFileInput
						label={words.file}
						max={MAX_FILE}
						tooLarge={words.tooLarge}
						unreadable={words.unreadableFile}
						onText={take}
					/>
				</SpaceBetween>
				{error && <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />}
				{preview ? (
					<Preview preview={preview} />
				) : (
					<Box color="text-body-secondary">
						{isFetching ? <StatusIndicator type="loading">{words.reading}</StatusIndicator> : words.previewEmpty}
					</Box>
				)}
			</SpaceBetween>
		</DialogFrame>
	);
}

function Preview({ preview: { variables, unreadable } }: { preview: Import }) {
	const text = useText();
	const words = text.wizard.import;
	return (
		<SpaceBetween size="s">
			{unreadable.length > 0 && <Alert type="warning">{words.unreadable(unreadable.join(", "))}</Alert>}
			{variables.length === 0 ? (
				<Box color="text-body-secondary">{words.nothing}</Box>
			) : (
				<Table<Imported>
					variant="borderless"
					items={variables}
					trackBy="name"
					wrapLines
					ariaLabels={{ tableLabel: words.preview }}
					columnDefinitions={[
						{
							id: "name",
							header: text.wizard.service.nameColumn,
							isRowHeader: true,
							minWidth: 160,
							cell: ({ name }) => <span className="mono break">{name}</span>,
						},
						{
							id: "value",
							header: text.wizard.service.valueColumn,
							cell: ({ value, looks_secret }) => (
								<SpaceBetween direction="horizontal" size="xs" alignItems="center">
									<span className="mono break">{value}</span>
									{looks_secret && <Badge color="severity-medium">{words.secret}</Badge>}
								</SpaceBetween>
							),
						},
						{ id: "merged", header: words.becomes, cell: ({ merged }) => <Becomes text={text} merged={merged} /> },
					]}
				/>
			)}
		</SpaceBetween>
	);
}

function Becomes({ text, merged }: { text: Text; merged: Merged }) {
	const words = text.wizard.import;
	switch (merged.kind) {
		case "added":
			return <StatusIndicator type="success">{words.added}</StatusIndicator>;
		case "changed":
			return (
				<StatusIndicator type="info">
					<span className="break">{merged.from === "" ? words.changedFromEmpty : words.changed(merged.from)}</span>
				</StatusIndicator>
			);
		case "same":
			return <StatusIndicator type="stopped">{words.same}</StatusIndicator>;
	}
}
