import { useEffect, useState } from "react";

/** Whether a refresh that a person asked for is under way. Those that come by themselves are not worth a spinner. */
export function useAsked(fetching: boolean, ask: () => void): [boolean, () => void] {
	const [asked, setAsked] = useState(false);
	useEffect(() => {
		if (!fetching) setAsked(false);
	}, [fetching]);
	return [
		asked && fetching,
		() => {
			setAsked(true);
			ask();
		},
	];
}
