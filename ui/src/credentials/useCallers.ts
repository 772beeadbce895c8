import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useDialog } from "../components/dialogs";
import { onKeychainChanged } from "../host";
import { keychainChanged, keychainQuery } from "../session/queries";
import { useSessionState } from "../session/session";

/**
 * Asks about each program that waits for a key, the one that asked first at first. A question that was put off is not
 * put again before the program asks again.
 */
export function useCallers() {
	const client = useQueryClient();
	const open = useDialog();
	const { welcome } = useSessionState();
	const [heard, setHeard] = useState(false);
	// Where no profile has its key there, none can be asked for, and the system's keychain is left alone.
	const isUsed = welcome.profiles.some(({ kind }) => kind === "keychain");
	const { data } = useQuery({ ...keychainQuery(), enabled: isUsed || heard });
	const told = useRef(new Set<string>());

	useEffect(
		() =>
			onKeychainChanged(() => {
				setHeard(true);
				keychainChanged(client);
			}),
		[client],
	);

	useEffect(() => {
		const waiting = (data?.callers ?? []).filter(({ consent }) => consent === "waiting");
		const inOrder = waiting.sort((one, other) => (one.asked_at ?? 0) - (other.asked_at ?? 0));
		for (const { id, asked_at } of inOrder) {
			const question = `${id} ${asked_at}`;
			if (told.current.has(question)) continue;
			told.current.add(question);
			open({ kind: "caller", id });
		}
	}, [data, open]);
}
