import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Variable, VariableSource } from "../bindings";
import { InfoLink } from "../components/frame";
import { ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { parametersQuery, secretsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { useForm } from "./form";
import { type Lists, ReferencePicker } from "./ReferencePicker";
import { type Column, RowEditor } from "./RowEditor";
import { keyOf } from "./state";

const ImportModal = lazy(async () => ({ default: (await import("./ImportModal")).ImportModal }));
const SecretModal = lazy(async () => ({ default: (await import("./SecretModal")).SecretModal }));

const SOURCES: VariableSource[] = ["plain", "secrets_manager", "parameter_store"];

const nameAt = (index: number) => ({ name: "environment_name", index }) as const;
const valueAt = (index: number) => ({ name: "environment_value", index }) as const;

export function Environment() {
	const { wizard } = useText();
	const words = wizard.service;
	const { form } = useForm();
	if (form.has_environment) return <Variables />;
	return (
		<FormField label={words.environment} info={<InfoLink topic="environment" />} stretch>
			<Box color="text-body-secondary">{words.environmentFromFile}</Box>
		</FormField>
	);
}

function Variables() {
	const text = useText();
	const words = text.wizard.service;
	const { reference } = text.wizard.choices;
	const { draft, checked } = useForm();
	const [importing, setImporting] = useState(false);
	const [storing, setStoring] = useState<number | null>(null);
	const { box, focusLater } = useFocusAfter(storing === null);
	const uses = (source: VariableSource) => draft.environment.some((variable) => variable.source === source);
	const lists = useLists(uses);
	const looksSecret = (index: number) =>
		checked.findings.some(
			({ detail, field }) => detail.code === "looks_secret" && field && keyOf(field) === keyOf(valueAt(index)),
		);
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
			field: nameAt,
		},
		{
			kind: "text",
			label: words.valueColumn,
			read: ({ value }) => value,
			write: (row, value) => ({ ...row, value }),
			field: valueAt,
			control: ({ source, value }, index, put) =>
				source !== "plain" && (
					<ReferencePicker
						source={source}
						lists={lists}
						value={value}
						label={`${words.valueColumn} ${index + 1}`}
						onChange={put}
					/>
				),
			remark: ({ source }, index) =>
				source === "plain" &&
				looksSecret(index) && (
					<Button variant="inline-link" onClick={() => setStoring(index)}>
						{reference.store}
					</Button>
				),
		},
	];
	return (
		<FormField
			label={words.environment}
			description={words.environmentText}
			info={<InfoLink topic="environment" />}
			stretch
		>
			<div ref={box}>
				<SpaceBetween size="s">
					<RowEditor
						list="environment"
						columns={columns}
						widths={[6, 5, 9]}
						fresh={{ source: "plain", name: "", value: "" }}
						add={words.environmentAdd}
						empty={words.environmentEmpty}
						removeLabel={({ name }) => words.environmentRemove(name)}
						more={({ source, name }, index) =>
							source === "plain" && (
								<ButtonDropdown
									variant="icon"
									ariaLabel={reference.actionsOf(name)}
									expandToViewport
									items={[{ id: "store", text: reference.store }]}
									onItemClick={() => setStoring(index)}
								/>
							)
						}
						actions={<Button onClick={() => setImporting(true)}>{words.environmentImport}</Button>}
					/>
					{uses("secrets_manager") && (
						<Box variant="small" color="text-body-secondary">
							{reference.secretHint}
						</Box>
					)}
					<Refused lists={lists} />
				</SpaceBetween>
			</div>
			{importing && (
				<Suspense fallback={null}>
					<ImportModal onDismiss={() => setImporting(false)} />
				</Suspense>
			)}
			{storing !== null && (
				<Suspense fallback={null}>
					<SecretModal
						index={storing}
						onDismiss={() => setStoring(null)}
						onStored={() => {
							focusLater(keyOf(nameAt(storing)));
							setStoring(null);
						}}
					/>
				</Suspense>
			)}
		</FormField>
	);
}

/** What the variables may refer to, asked for when one does. */
function useLists(uses: (source: VariableSource) => boolean): Lists {
	const { session } = useOpenSession();
	return {
		secrets: useQuery({ ...secretsQuery(session), enabled: uses("secrets_manager") }),
		parameters: useQuery({ ...parametersQuery(session), enabled: uses("parameter_store") }),
	};
}

/** Why there is nothing to pick from. What would have been picked can be typed. */
function Refused({ lists }: { lists: Lists }) {
	return [lists.secrets, lists.parameters].map(
		({ error, isFetching, refetch }, at) =>
			error !== null &&
			!isFetching && (
				<ProblemView
					key={at === 0 ? "secrets" : "parameters"}
					problem={problemOf(error)}
					onRetry={() => void refetch()}
				/>
			),
	);
}

/** The button that opened a dialog is gone when its row was changed there: its row goes on. (Not with the value, whose
 *  list would unfold.) */
function useFocusAfter(closed: boolean) {
	const box = useRef<HTMLDivElement>(null);
	const wanted = useRef<string | null>(null);
	useEffect(() => {
		if (!closed || wanted.current === null) return;
		box.current?.querySelector<HTMLElement>(`[data-field="${wanted.current}"] input`)?.focus();
		wanted.current = null;
	}, [closed]);
	return {
		box,
		focusLater: (field: string) => {
			wanted.current = field;
		},
	};
}
