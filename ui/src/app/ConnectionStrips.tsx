// What is said while there is no connection, or while this machine's clock is wrong.
import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import LiveRegion from "@cloudscape-design/components/live-region";
import { useQuery } from "@tanstack/react-query";
import { useDialog } from "../components/dialogs";
import { connectivityQuery } from "../session/connection";
import { useSessionState } from "../session/session";
import { useFormat, useText } from "../text/react";

export function ConnectionStrips() {
	const { profile, region } = useSessionState();
	const { data } = useQuery(connectivityQuery(profile, region));
	if (data === undefined) return null;
	const { offline_since, answered_at, clock_wrong_by } = data;
	return (
		<>
			{offline_since !== null && <Offline since={offline_since} readAt={answered_at} />}
			{clock_wrong_by !== null && <WrongClock minutes={clock_wrong_by} />}
		</>
	);
}

function Offline({ since, readAt }: { since: number; readAt: number | null }) {
	const { connection: text } = useText();
	const format = useFormat();
	const { profile } = useSessionState();
	const open = useDialog();
	const read = readAt === null ? "" : ` ${text.readAt(format.moment(readAt))}`;
	return (
		<section className="strip ending" aria-label={text.strip}>
			<Icon name="status-warning" size="small" />
			<LiveRegion tagName="span">{text.offline(format.moment(since)) + read}</LiveRegion>
			<Button variant="inline-link" onClick={() => open({ kind: "network", profile })}>
				{text.open}
			</Button>
		</section>
	);
}

function WrongClock({ minutes }: { minutes: number }) {
	const { connection: text } = useText();
	const words = minutes > 0 ? text.clockAhead : text.clockBehind;
	return (
		<section className="strip ending" aria-label={text.clockStrip}>
			<Icon name="status-warning" size="small" />
			<LiveRegion tagName="span">{words(Math.abs(minutes))}</LiveRegion>
		</section>
	);
}
