import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Caller, CallerRow, Consent, KeptKey } from "../../../bindings";
import { Age } from "../../../components/Age";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { keychainChanged } from "../../../session/queries";
import { useText } from "../../../text/react";

const CONSENT: Record<Consent, StatusIndicatorProps.Type> = {
	waiting: "pending",
	allowed: "success",
	refused: "stopped",
};

type Props = { callers: CallerRow[]; keys: KeptKey[] };
type Answer = { id: string; consent: Consent };

/** Which programs asked for a key, and what was said of each, which can be changed here. */
export function CallersTable({ callers, keys }: Props) {
	const { keychain, codes, profiles } = useText();
	const words = keychain.callers;
	const client = useQueryClient();
	const decide = useMutation({
		mutationFn: ({ id, consent }: Answer) => host.callerDecide(id, consent),
		onSettled: () => keychainChanged(client),
	});
	return (
		<SpaceBetween size="s">
			<Table<CallerRow>
				items={callers}
				trackBy="id"
				wrapLines
				ariaLabels={{ tableLabel: words.title }}
				header={
					<Header variant="h2" counter={`(${callers.length})`} description={words.text}>
						{words.title}
					</Header>
				}
				empty={<Box color="text-body-secondary">{words.empty}</Box>}
				columnDefinitions={[
					{
						id: "program",
						header: words.program,
						isRowHeader: true,
						minWidth: 240,
						cell: ({ caller: { program, script } }) => (
							<>
								<code className="mono break">{program}</code>
								{script !== null && (
									<Box variant="small" color="text-body-secondary">
										<span className="mono break">{words.scriptOf(script)}</span>
									</Box>
								)}
							</>
						),
					},
					{
						id: "key",
						header: words.key,
						minWidth: 220,
						cell: ({ key }) => {
							const kept = keys.find(({ id }) => id === key);
							return kept ? <span className="break">{kept.access_key_id}</span> : words.goneKey;
						},
					},
					{
						id: "consent",
						header: words.consent,
						minWidth: 150,
						cell: ({ consent }) => <StatusIndicator type={CONSENT[consent]}>{codes.consent[consent]}</StatusIndicator>,
					},
					{ id: "asked", header: words.asked, minWidth: 120, cell: ({ asked_at }) => <Age at={asked_at} /> },
					{
						id: "actions",
						header: profiles.actions,
						minWidth: 140,
						cell: ({ id, caller, consent }) => (
							<Answers
								caller={caller}
								consent={consent}
								onAnswer={(consent) => decide.isPending || decide.mutate({ id, consent })}
							/>
						),
					},
				]}
			/>
			{decide.error && !decide.isPending && (
				<ProblemView problem={problemOf(decide.error)} onRetry={() => decide.mutate(decide.variables)} />
			)}
		</SpaceBetween>
	);
}

type AnswersProps = { caller: Caller; consent: Consent; onAnswer: (consent: Consent) => void };

/** What can be said of a program now. What is withdrawn is refused from then on, by the same button, which keeps the focus. */
function Answers({ caller, consent, onAnswer }: AnswersProps) {
	const { callers: words } = useText().keychain;
	const name = caller.script ?? caller.program;
	const isAllowed = consent === "allowed";
	return (
		<SpaceBetween direction="horizontal" size="s">
			<Button
				variant="inline-link"
				ariaLabel={isAllowed ? words.withdrawOf(name) : words.allowOf(name)}
				onClick={() => onAnswer(isAllowed ? "refused" : "allowed")}
			>
				{isAllowed ? words.withdraw : words.allow}
			</Button>
			{consent === "waiting" && (
				<Button variant="inline-link" ariaLabel={words.refuseOf(name)} onClick={() => onAnswer("refused")}>
					{words.refuse}
				</Button>
			)}
		</SpaceBetween>
	);
}
