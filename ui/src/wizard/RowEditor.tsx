import AttributeEditor, { type AttributeEditorProps } from "@cloudscape-design/components/attribute-editor";
import Button from "@cloudscape-design/components/button";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";
import type { Draft, Field } from "../bindings";
import { useText } from "../text/react";
import { FieldPlace, useForm, useFound } from "./form";
import { LISTS, type List, type Rows } from "./parts";

type Text<Row> = {
	kind: "text";
	label: string;
	/** What it is called where its place on the page does not tell whose it is; the label, unless said. */
	said?: string;
	read: (row: Row) => string;
	write: (row: Row, value: string) => Row;
	/** Where the findings of a row's part stand. */
	field: (index: number) => Field;
	placeholder?: (row: Row) => string;
	/** What is there in place of a field for text, where something is picked; nothing where it is not. */
	control?: (row: Row, index: number, put: (value: string, byKeys: boolean) => void) => ReactNode;
	/** What can be done about the advice at it. */
	remark?: (row: Row, index: number) => ReactNode;
};
type Choice<Row> = {
	kind: "choice";
	label: string;
	read: (row: Row) => string;
	write: (row: Row, value: string) => Row;
	options: (row: Row) => { value: string; label: string }[];
};
export type Column<Row> = Text<Row> | Choice<Row>;

type Props<L extends List> = {
	list: L;
	columns: Column<Rows[L]>[];
	/** How wide each column is, where there is room beside each other. */
	widths: number[];
	fresh: Rows[L];
	add: string;
	empty: string;
	removeLabel: (row: Rows[L]) => string;
	/** What else can be done with a row. */
	more?: (row: Rows[L], index: number) => ReactNode;
	actions?: ReactNode;
};

/** Rows of a list of the draft: added, changed and removed, each part with what was found at it. */
export function RowEditor<L extends List>(props: Props<L>) {
	const { list, columns, widths, fresh, add, empty, removeLabel, more, actions } = props;
	const text = useText();
	const { draft, type, pick, put: edit, dispatch } = useForm();
	const found = useFound();
	const { read, write } = LISTS[list];
	const put = (index: number, change: (row: Rows[L]) => Rows[L]) => (draft: Draft) =>
		write(
			draft,
			read(draft).map((row, at) => (at === index ? change(row) : row)),
		);
	const definition = columns.map((column): AttributeEditorProps.FieldDefinition<Rows[L]> => {
		if (column.kind === "choice") {
			return {
				label: column.label,
				control: (row, index) => {
					const options = column.options(row);
					return (
						<Select
							options={options}
							selectedOption={options.find(({ value }) => value === column.read(row)) ?? null}
							// The list and the column are in its name already.
							ariaLabel={String(index + 1)}
							expandToViewport
							onChange={({ detail }) =>
								pick(put(index, (row) => column.write(row, detail.selectedOption.value ?? column.read(row))))
							}
						/>
					);
				},
			};
		}
		const { field } = column;
		return {
			label: column.label,
			control: (row, index) => (
				<FieldPlace field={field(index)}>
					{column.control?.(row, index, (value, byKeys) =>
						edit(
							put(index, (row) => column.write(row, value)),
							byKeys,
						),
					) || (
						<Input
							value={column.read(row)}
							ariaLabel={`${column.said ?? column.label} ${index + 1}`}
							spellcheck={false}
							autoComplete={false}
							{...(column.placeholder ? { placeholder: column.placeholder(row) } : {})}
							onChange={({ detail }) => type(put(index, (row) => column.write(row, detail.value)))}
						/>
					)}
				</FieldPlace>
			),
			errorText: (_, index) => found(field(index)).error,
			warningText: (_, index) => {
				const { error, warning } = found(field(index));
				return error ? undefined : warning;
			},
			constraintText: (row, index) => {
				const { advice } = found(field(index));
				return (
					advice && (
						<>
							{advice} {column.remark?.(row, index)}
						</>
					)
				);
			},
		};
	});
	return (
		<AttributeEditor<Rows[L]>
			items={read(draft)}
			empty={empty}
			addButtonText={add}
			// What is typed needs the room more than the word beside it does.
			customRowActions={({ item, itemIndex, ref, ownRow }) => (
				<div className="row-actions">
					<Button
						ref={ref}
						formAction="none"
						{...(ownRow ? {} : { variant: "icon", iconName: "remove" })}
						ariaLabel={removeLabel(item)}
						onClick={() => dispatch({ type: "remove", list, index: itemIndex })}
					>
						{text.common.remove}
					</Button>
					{more?.(item, itemIndex)}
				</div>
			)}
			onAddButtonClick={() => pick((draft) => write(draft, [...read(draft), fresh]))}
			gridLayout={[
				{ breakpoint: "xxs", rows: [widths], removeButton: { width: "auto" } },
				{ rows: columns.map(() => [1]) },
			]}
			definition={definition}
			additionalActions={actions}
		/>
	);
}
