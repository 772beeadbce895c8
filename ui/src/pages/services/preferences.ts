import { useState } from "react";
import { readStored, writeStored } from "../../session/stored";
import type { ColumnId } from "./view";

export type Preferences = {
	pageSize: number;
	wrapLines: boolean;
	columns: { id: string; visible: boolean }[];
};

export const SIZES = [10, 20, 50, 100];
export const COLUMNS: { id: ColumnId; visible: boolean }[] = [
	{ id: "name", visible: true },
	{ id: "status", visible: true },
	{ id: "domain", visible: true },
	{ id: "created", visible: true },
	{ id: "updated", visible: true },
	{ id: "arn", visible: false },
];
const STANDARD: Preferences = { pageSize: 20, wrapLines: false, columns: COLUMNS };

function isPreferences(value: unknown): value is Preferences {
	const { pageSize, wrapLines, columns } = (value ?? {}) as Partial<Preferences>;
	return (
		typeof pageSize === "number" &&
		SIZES.includes(pageSize) &&
		typeof wrapLines === "boolean" &&
		Array.isArray(columns) &&
		// Columns of another version are forgotten rather than shown half.
		COLUMNS.every(({ id }) => columns.some((column) => column.id === id)) &&
		columns.length === COLUMNS.length
	);
}

export function useTablePreferences(): [Preferences, (value: Preferences) => void] {
	const [value, setValue] = useState(() => readStored("services-table", isPreferences) ?? STANDARD);
	return [
		value,
		(next) => {
			writeStored("services-table", next);
			setValue(next);
		},
	];
}
