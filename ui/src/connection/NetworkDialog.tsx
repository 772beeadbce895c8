import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { WireChoice, WireView } from "../bindings";
import { DialogShell } from "../components/DialogShell";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { readAnew, wireQuery } from "../session/connection";
import { useSessionState } from "../session/session";
import { useText } from "../text/react";
import { NetworkForm } from "./NetworkForm";
import { TestResult } from "./TestResult";

type Props = { profile: string; onClose: () => void };

/** Chooses the proxy and the certificates by which AWS is reached, and tries them. */
export function NetworkDialog({ profile, onClose }: Props) {
	const { common, connection: text } = useText();
	const wire = useQuery(wireQuery(profile));
	const [changed, setChanged] = useState<WireChoice | null>(null);
	const choice = changed ?? wire.data?.choice ?? null;
	const { saving, testing, change, save, test } = useActions(profile, onClose, setChanged);
	const isBusy = saving.isPending || testing.isPending;

	return (
		<DialogShell
			header={text.title}
			holds
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button disabled={choice === null || isBusy} onClick={() => choice && test(choice)}>
						{text.test}
					</Button>
					<Button
						variant="primary"
						disabled={choice === null}
						loading={saving.isPending}
						onClick={() => choice && save(choice)}
					>
						{text.save}
					</Button>
				</>
			}
		>
			<div>{text.text}</div>
			{wire.isPending && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
			{wire.error && <ProblemView problem={problemOf(wire.error)} onRetry={() => void wire.refetch()} />}
			{wire.data && choice && (
				<Form
					view={wire.data}
					choice={choice}
					error={isBusy ? null : (saving.error ?? testing.error)}
					onChange={change}
					onSubmit={() => isBusy || save(choice)}
				/>
			)}
			<TestResult isPending={testing.isPending} tried={testing.data} />
		</DialogShell>
	);
}

function useActions(profile: string, onClose: () => void, setChanged: (choice: WireChoice) => void) {
	const client = useQueryClient();
	const { region } = useSessionState();
	const saving = useMutation({
		mutationFn: (choice: WireChoice) => host.wireSet(profile, choice),
		// What was typed may hold a password, which is refused, and not to be remembered.
		gcTime: 0,
		onSuccess: () => {
			onClose();
			void readAnew(client);
		},
	});
	const testing = useMutation({
		mutationFn: (choice: WireChoice) => host.wireTest(profile, region, choice),
		gcTime: 0,
	});
	// What was said before says nothing of what is asked, or typed, now.
	const forget = () => {
		saving.reset();
		testing.reset();
	};
	const change = (choice: WireChoice) => {
		forget();
		setChanged(choice);
	};
	const save = (choice: WireChoice) => {
		forget();
		saving.mutate(choice);
	};
	const test = (choice: WireChoice) => {
		forget();
		testing.mutate(choice);
	};
	return { saving, testing, change, save, test };
}

type FormProps = {
	view: WireView;
	choice: WireChoice;
	error: Error | null;
	onChange: (choice: WireChoice) => void;
	onSubmit: () => void;
};

/** The form, with what is wrong at the field where it is wrong. */
function Form({ view, choice, error, onChange, onSubmit }: FormProps) {
	const problem = error === null ? null : problemOf(error);
	const detail = problem?.detail ?? null;
	const proxyFault = detail?.code === "proxy_malformed" && detail.source === "manual" ? detail.fault : null;
	const caFault = detail?.code === "ca_unusable" && detail.source.kind === "setting" ? detail.fault : null;
	return (
		<>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit();
				}}
			>
				<NetworkForm view={view} choice={choice} proxyFault={proxyFault} caFault={caFault} onChange={onChange} />
				{/* Without it, a form of several fields is not sent by Enter. */}
				<input type="submit" hidden />
			</form>
			{problem && proxyFault === null && caFault === null && (
				<ProblemView
					problem={{
						...problem,
						remedies: problem.remedies.filter(({ kind }) => kind !== "set_wire" && kind !== "retry"),
					}}
				/>
			)}
		</>
	);
}
