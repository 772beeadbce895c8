import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Action, RunView } from "../../bindings";
import { ConfirmModal } from "../../components/ConfirmModal";
import { FocusHere } from "../../components/FocusHere";
import { goalWords, useRunActions } from "../../components/runs";
import { marksQuery } from "../../session/queries";
import { useRegionNames } from "../../session/session";
import type { Text } from "../../text";
import { webAclName } from "../../text/arn";
import { useText } from "../../text/react";

type Props = { run: RunView; onDismiss: () => void };

/** Lists what undoing would remove, and where, before it does; what goes for good is confirmed by its name. */
export function UndoModal({ run, onDismiss }: Props) {
	const text = useText();
	const { undo, busy } = useRunActions();
	const name = run.undo_confirmation;
	const [typed, setTyped] = useState("");
	const locked = name !== null && typed !== name;
	const confirm = () => {
		if (!locked && !busy) undo(run.id, name === null ? null : typed, onDismiss);
	};
	const steps = run.steps.filter(({ stands }) => stands).reverse();
	const lines = steps.map(({ action, undo }) => ({ of: text.codes.undo[undo], what: subject(text, action) }));
	// Several of the same in a row are one to who reads it.
	const told = lines.filter(({ of, what }, at) => of !== lines[at - 1]?.of || what !== lines[at - 1]?.what);
	const isBroken = steps.filter(({ action }) => action.kind === "change_endpoint").length > 1;
	return (
		<ConfirmModal
			header={text.runs.undoTitle}
			confirm={text.runs.undo}
			busy={busy}
			locked={locked}
			onConfirm={confirm}
			onDismiss={onDismiss}
		>
			{steps.length === 0 ? (
				text.runs.undoNothing
			) : (
				<SpaceBetween size="m">
					<Where run={run} />
					<div>{text.runs.undoText}</div>
					<ol className="numbered">
						{told.map(({ of, what }, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: the steps stay in order, and two may be about the same
							<li key={`${at} ${of} ${what}`}>
								<span className="break">
									{of}: <strong>{what}</strong>
								</span>
							</li>
						))}
					</ol>
					{isBroken && <Alert type="warning">{text.incoming.undoBreaks}</Alert>}
					{name !== null && <Confirmation name={name} typed={typed} onType={setTyped} onEnter={confirm} />}
				</SpaceBetween>
			)}
		</ConfirmModal>
	);
}

/** What is undone, in whose account, and where: a run may be of another place than the window shows. */
function Where({ run }: { run: RunView }) {
	const text = useText();
	const { full } = useRegionNames();
	const { data: marks = [] } = useQuery(marksQuery());
	const named = marks.find(({ of }) => of.kind === "account" && of.id === run.account)?.mark.name ?? "";
	return (
		<KeyValuePairs
			columns={3}
			items={[
				{ label: text.runs.what, value: <span className="break">{goalWords(text, run.goal)}</span> },
				{
					label: text.common.account,
					value: named === "" ? run.account : text.guard.account(named, run.account),
				},
				{ label: text.common.region, value: full(run.region) },
			]}
		/>
	);
}

type ConfirmationProps = { name: string; typed: string; onType: (typed: string) => void; onEnter: () => void };

function Confirmation({ name, typed, onType, onEnter }: ConfirmationProps) {
	const { runs } = useText();
	const field = useRef<InputProps.Ref>(null);
	return (
		<>
			<Alert type="warning">{runs.undoForGood}</Alert>
			<FocusHere field={field} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					onEnter();
				}}
			>
				<FormField label={<span className="break">{runs.undoConfirm(name)}</span>} stretch>
					<Input
						ref={field}
						value={typed}
						autoComplete={false}
						spellcheck={false}
						placeholder={name}
						onChange={({ detail }) => onType(detail.value)}
					/>
				</FormField>
			</form>
		</>
	);
}

/** The name of what a step made. */
function subject(text: Text, action: Action): string {
	switch (action.kind) {
		case "create_access_role":
		case "create_instance_role":
		case "create_observability":
		case "create_connection":
		case "create_group":
		case "allow_inbound":
		case "use_connector":
		case "await_connector":
		case "delete_connector":
		case "create_secret":
		case "put_parameter":
		case "set_access":
		case "await_access":
		case "move_ingress":
		case "change_endpoint":
		case "probe":
		case "delete_endpoint":
		case "delete_ingress":
		case "delete_service":
			return action.name;
		case "create_access_key":
			return action.user;
		case "deactivate_access_key":
		case "delete_access_key":
			return action.access_key_id;
		case "attach_access_policy":
		case "put_instance_policy":
		case "repair_trust":
			return action.role;
		case "create_auto_scaling":
		case "create_connector":
		case "create_ingress":
		case "create_service":
			return action.spec.name;
		case "create_endpoint":
			return action.spec.name ?? text.incoming.inVpc(action.spec.vpc);
		case "associate_web_acl":
			return webAclName(action.arn);
		case "await_access_key":
		case "await_endpoint":
		case "await_ingress":
		case "await_running":
			return "";
		case "await_endpoint_change":
			return action.id;
		case "await_move":
		case "await_gone":
			return action.arn;
	}
}
