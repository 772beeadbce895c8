import { useEffect, useState } from "react";

/** The time, told again every so many milliseconds while that is wanted. */
export function useNow(moving: boolean, every = 1_000): number {
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		if (!moving) return;
		// What was told before it moved may be long ago.
		setNow(Date.now());
		const timer = setInterval(() => setNow(Date.now()), every);
		return () => clearInterval(timer);
	}, [moving, every]);
	return now;
}
