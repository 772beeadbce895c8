// Accounts that a person wants to find first.
import { useState } from "react";
import { readStored, writeStored } from "./stored";

const isIds = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((one: unknown) => typeof one === "string");

export function useFavourites(): [string[], (id: string, starred: boolean) => void] {
	const [ids, setIds] = useState(() => readStored("favourite-accounts", isIds) ?? []);
	function star(id: string, starred: boolean) {
		const others = ids.filter((other) => other !== id);
		const next = starred ? [...others, id] : others;
		writeStored("favourite-accounts", next);
		setIds(next);
	}
	return [ids, star];
}
