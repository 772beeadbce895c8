import LiveRegion from "@cloudscape-design/components/live-region";
import { countdown } from "../text/format";
import { useNow } from "./useNow";

type Props = {
	until: number;
	/** What is shown, with the time that is left. */
	left: (time: string) => string;
	/** What is read out in the beginning; each second of it would be too much. */
	begun: string;
	/** What is shown and read out in the end. */
	over: string;
};

/** Counts the time down that is left, for the eye by the second and for the ear at its two ends. */
export function Countdown({ until, left, begun, over }: Props) {
	const now = useNow(true);
	const remaining = until - now;
	return (
		<>
			<span role="timer">{remaining > 0 ? left(countdown(remaining)) : over}</span>
			<LiveRegion hidden tagName="span">
				{remaining > 0 ? begun : over}
			</LiveRegion>
		</>
	);
}
