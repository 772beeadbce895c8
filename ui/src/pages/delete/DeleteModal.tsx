import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { ServiceRow } from "../../bindings";
import { FocusHere } from "../../components/FocusHere";
import { ProblemView } from "../../components/ProblemView";
import { problemOf } from "../../host";
import { planDeleteQuery } from "../../session/queries";
import { useOpenSession, useRegionNames } from "../../session/session";
import { useMarks } from "../../session/standing";
import { useStart } from "../../session/useStart";
import { useText } from "../../text/react";

type Props = { row: ServiceRow; onDismiss: () => void };

/** Says what a deletion takes and what it leaves, and asks for the name. */
export function DeleteModal({ row, onDismiss }: Props) {
	const text = useText();
	const { remove, common } = text;
	const { session } = useOpenSession();
	const { full } = useRegionNames();
	const navigate = useNavigate();
	const [typed, setTyped] = useState("");
	const field = useRef<InputProps.Ref>(null);
	const plan = useQuery(planDeleteQuery(session, row.arn));
	const { start, isPending, error: notStarted, again } = useStart(session, ({ id }) => void navigate(paths.run(id)));
	const account = plan.data?.account;
	// What the person calls the account tells it from others better than twelve digits.
	const named = useMarks()?.guard.name ?? null;
	const error = notStarted ?? plan.error;
	const ready = plan.data !== undefined && typed === row.name;

	function submit() {
		if (ready) start(plan.data, typed);
	}

	// A private service goes with the ways to it from its VPC; the endpoint, which is billed by the hour, does not.
	const ingresses = (plan.data?.steps ?? []).flatMap(({ action }) =>
		action.kind === "delete_ingress" ? [action.name] : [],
	);

	return (
		<Modal
			visible
			size="medium"
			header={remove.title(row.name)}
			closeAriaLabel={common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onDismiss}>
							{common.cancel}
						</Button>
						<Button
							variant="primary"
							disabled={!ready}
							loading={isPending}
							loadingText={remove.planning}
							onClick={submit}
						>
							{remove.submit}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			<SpaceBetween size="m">
				<Alert type="warning">{remove.warning}</Alert>
				<ColumnLayout columns={2} variant="text-grid">
					<List
						header={remove.lost}
						items={[
							...(row.host ? [remove.lostDomain(row.host)] : []),
							...ingresses.map((name) => remove.lostIngress(name)),
							remove.lostImage,
						]}
					/>
					<List
						header={remove.stays}
						items={[
							remove.staysImage,
							remove.staysRole,
							remove.staysScaling,
							...(ingresses.length > 0 ? [remove.staysEndpoint] : []),
							remove.staysLogs,
						]}
					/>
				</ColumnLayout>
				<ColumnLayout columns={3} variant="text-grid">
					<Pair label={remove.service}>{row.name}</Pair>
					<Pair label={common.account}>
						{account === undefined ? common.loading : named === null ? account : text.guard.account(named, account)}
					</Pair>
					<Pair label={common.region}>{full(session.region)}</Pair>
				</ColumnLayout>
				<FocusHere field={field} />
				<form
					onSubmit={(event) => {
						event.preventDefault();
						submit();
					}}
				>
					<FormField label={<span className="break">{remove.confirm(row.name)}</span>} stretch>
						<Input
							value={typed}
							ref={field}
							autoComplete={false}
							spellcheck={false}
							placeholder={row.name}
							onChange={({ detail }) => setTyped(detail.value)}
						/>
					</FormField>
				</form>
				{error !== null && (
					<ProblemView
						problem={problemOf(error)}
						onRetry={() => {
							again();
							void plan.refetch();
						}}
					/>
				)}
			</SpaceBetween>
		</Modal>
	);
}

function List({ header, items }: { header: string; items: string[] }) {
	return (
		<div>
			<Box variant="awsui-key-label">{header}</Box>
			<ul className="plain-list break">
				{items.map((item) => (
					<li key={item}>{item}</li>
				))}
			</ul>
		</div>
	);
}

function Pair({ label, children }: { label: string; children: string }) {
	return (
		<div>
			<Box variant="awsui-key-label">{label}</Box>
			<div className="break">{children}</div>
		</div>
	);
}
