import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Elsewhere } from "../../bindings";
import { problemWords } from "../../components/ProblemView";
import { elsewhereQuery } from "../../session/queries";
import { useOpenSession, useRegionNames, useSessionState } from "../../session/session";
import { useText } from "../../text/react";

/** Where else the account has services, asked at once: for a list that is empty. */
export function ElsewhereNow() {
	const { elsewhere: words, common } = useText();
	const { session } = useOpenSession();
	const { data, error, isFetching, refetch } = useQuery(elsewhereQuery(session));
	if (data === undefined && error === null) {
		return <StatusIndicator type="loading">{words.looking}</StatusIndicator>;
	}
	return (
		<SpaceBetween size="xs">
			{data && (
				<LiveRegion>
					<Found all={data} />
				</LiveRegion>
			)}
			{error && <StatusIndicator type="warning">{words.failed}</StatusIndicator>}
			<Button variant="inline-link" loading={isFetching} loadingText={common.loading} onClick={() => void refetch()}>
				{words.look}
			</Button>
		</SpaceBetween>
	);
}

/** The same for a list that has something, when the person asks for it. */
export function ElsewhereOnDemand() {
	const { elsewhere: words } = useText();
	const [asked, setAsked] = useState(false);
	if (asked) return <ElsewhereNow />;
	return (
		<Button variant="inline-link" onClick={() => setAsked(true)}>
			{words.look}
		</Button>
	);
}

function Found({ all }: { all: Elsewhere[] }) {
	const text = useText();
	const words = text.elsewhere;
	const { profile, switchTo } = useSessionState();
	const { full } = useRegionNames();
	const there = all.flatMap(({ region, found }) =>
		found.kind === "counted" && found.count > 0 ? [{ region, count: found.count }] : [],
	);
	const unread = all.flatMap(({ region, found }) =>
		found.kind === "unread" ? [{ region, why: problemWords(text, found.problem).title }] : [],
	);
	const read = all.filter(({ found }) => found.kind === "counted");
	return (
		<SpaceBetween size="xs">
			{there.length > 0 ? (
				<ul className="bare-list" aria-label={words.title}>
					{there.map(({ region, count }) => (
						<li key={region}>
							<strong>{words.found(count, full(region))}</strong>{" "}
							<Button variant="inline-link" onClick={() => switchTo(profile, region)}>
								{words.goTo(full(region))}
							</Button>
						</li>
					))}
				</ul>
			) : (
				unread.length === 0 && <div>{words.none}</div>
			)}
			{read.length > 0 && (
				<Box variant="small" color="text-body-secondary">
					{words.also} {read.map(({ region }) => region).join(", ")}
				</Box>
			)}
			{unread.length > 0 && (
				<div>
					<Box variant="small" color="text-body-secondary">
						{words.unreadTitle}
					</Box>
					<ul className="bare-list">
						{unread.map(({ region, why }) => (
							<li key={region}>
								<StatusIndicator type="warning">{words.unread(full(region), why)}</StatusIndicator>
							</li>
						))}
					</ul>
				</div>
			)}
		</SpaceBetween>
	);
}
