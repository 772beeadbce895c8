import { useEffect, useState } from "react";

/** How long typing has to pause before something is asked about it, in milliseconds. */
const PAUSE = 300;

/** What was typed, once typing has paused; and a way to take over at once what was not typed. */
export function useSettled<T>(value: T): [T, (value: T) => void] {
	const [settled, setSettled] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(value), PAUSE);
		return () => clearTimeout(timer);
	}, [value]);
	return [settled, setSettled];
}
