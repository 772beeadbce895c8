// What of the table stands in the URL (filter, order, page), and what is kept with the window (columns, page size).
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { ServiceRow, ServiceStatus } from "../../bindings";

export type ColumnId = "name" | "status" | "domain" | "created" | "updated" | "arn";
const SORTABLE: readonly string[] = ["name", "status", "domain", "created", "updated", "arn"] satisfies ColumnId[];

export type View = {
	text: string;
	status: ServiceStatus["kind"] | "";
	sort: ColumnId;
	descending: boolean;
	page: number;
};

const isColumn = (value: string): value is ColumnId => SORTABLE.includes(value);
const STATUSES: Record<ServiceStatus["kind"], true> = {
	running: true,
	paused: true,
	operation_in_progress: true,
	create_failed: true,
	delete_failed: true,
	deleted: true,
	other: true,
};
const isStatus = (value: string): value is ServiceStatus["kind"] => Object.hasOwn(STATUSES, value);

export function useView(): [View, (change: Partial<View>) => void] {
	const [params, setParams] = useSearchParams();
	const view = useMemo<View>(() => {
		const sort = params.get("sort") ?? "";
		const status = params.get("status") ?? "";
		return {
			text: params.get("text") ?? "",
			status: isStatus(status) ? status : "",
			sort: isColumn(sort) ? sort : "name",
			descending: params.get("order") === "desc",
			page: Math.max(1, Number.parseInt(params.get("page") ?? "1", 10) || 1),
		};
	}, [params]);
	const change = useCallback(
		(part: Partial<View>) =>
			setParams(
				(current) => {
					const next = new URLSearchParams(current);
					const put = (name: string, value: string, standard: string) =>
						value === standard ? next.delete(name) : next.set(name, value);
					if (part.text !== undefined) put("text", part.text, "");
					if (part.status !== undefined) put("status", part.status, "");
					if (part.sort !== undefined) put("sort", part.sort, "name");
					if (part.descending !== undefined) put("order", part.descending ? "desc" : "asc", "asc");
					// Another filter or order begins at its first page.
					put("page", String(part.page ?? 1), "1");
					return next;
				},
				{ replace: true },
			),
		[setParams],
	);
	return [view, change];
}

const VALUES: Record<ColumnId, (row: ServiceRow) => string | number> = {
	name: (row) => row.name,
	status: (row) => (row.status.kind === "other" ? row.status.value : row.status.kind),
	domain: (row) => row.host ?? "",
	created: (row) => row.created_at ?? 0,
	updated: (row) => row.updated_at ?? 0,
	arn: (row) => row.arn,
};

export function compareBy(column: ColumnId) {
	const value = VALUES[column];
	return (a: ServiceRow, b: ServiceRow) => {
		const [left, right] = [value(a), value(b)];
		if (typeof left === "number" && typeof right === "number") return left - right;
		return String(left).localeCompare(String(right), undefined, { numeric: true });
	};
}

export function matches(row: ServiceRow, { text, status }: View) {
	if (status !== "" && row.status.kind !== status) return false;
	const wanted = text.trim().toLowerCase();
	return wanted === "" || [row.name, row.host ?? "", row.arn].some((part) => part.toLowerCase().includes(wanted));
}
