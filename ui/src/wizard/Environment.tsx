import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import { lazy, Suspense, useState } from "react";
import type { Variable, VariableSource } from "../bindings";
import { InfoLink } from "../components/frame";
import { useText } from "../text/react";
import { useForm } from "./form";
import { type Column, RowEditor } from "./RowEditor";

const ImportModal = lazy(async () => ({ default: (await import("./ImportModal")).ImportModal }));

const SOURCES: VariableSource[] = ["plain", "secrets_manager", "parameter_store"];

/** What stands for the value, or for where it is kept. */
const PLACEHOLDERS: Record<VariableSource, string> = {
	plain: "",
	secrets_manager: "arn:aws:secretsmanager:…:secret:name-AbCdEf",
	parameter_store: "/my-app/name",
};

export function Environment() {
	const text = useText();
	const words = text.wizard.service;
	const { form } = useForm();
	const [importing, setImporting] = useState(false);
	if (!form.has_environment) {
		return (
			<FormField label={words.environment} info={<InfoLink topic="environment" />} stretch>
				<Box color="text-body-secondary">{words.environmentFromFile}</Box>
			</FormField>
		);
	}
	const columns: Column<Variable>[] = [
		{
			kind: "choice",
			label: words.environmentSource,
			read: ({ source }) => source,
			write: (row, value) => ({ ...row, source: SOURCES.find((source) => source === value) ?? row.source }),
			options: () => SOURCES.map((value) => ({ value, label: text.codes.variableSource[value] })),
		},
		{
			kind: "text",
			label: words.nameColumn,
			read: ({ name }) => name,
			write: (row, name) => ({ ...row, name }),
			field: (index) => ({ name: "environment_name", index }),
		},
		{
			kind: "text",
			label: words.valueColumn,
			read: ({ value }) => value,
			write: (row, value) => ({ ...row, value }),
			field: (index) => ({ name: "environment_value", index }),
			placeholder: ({ source }) => PLACEHOLDERS[source],
		},
	];
	return (
		<FormField
			label={words.environment}
			description={words.environmentText}
			info={<InfoLink topic="environment" />}
			stretch
		>
			<RowEditor
				list="environment"
				columns={columns}
				widths={[7, 5, 7]}
				fresh={{ source: "plain", name: "", value: "" }}
				add={words.environmentAdd}
				empty={words.environmentEmpty}
				removeLabel={({ name }) => words.environmentRemove(name)}
				actions={<Button onClick={() => setImporting(true)}>{words.environmentImport}</Button>}
			/>
			{importing && (
				<Suspense fallback={null}>
					<ImportModal onDismiss={() => setImporting(false)} />
				</Suspense>
			)}
		</FormField>
	);
}
