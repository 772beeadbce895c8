import Alert from "@cloudscape-design/components/alert";
import Checkbox from "@cloudscape-design/components/checkbox";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { ConfigView, EditRefusal, ProfileChange } from "../../bindings";
import { useText } from "../../text/react";
import { words as say } from "../../text/words";
import { ChangeDialog } from "./ChangeDialog";
import { FieldsProvider, RegionField, TextField } from "./fields";
import type { Errors, Start } from "./form";
import { ProfileDialog, useFirstError } from "./ProfileDialog";
import { valueIn } from "./view";

type Of = "profile" | "session";

export type Asked =
	| { kind: "create"; start: Start | null }
	| { kind: "edit" | "edit_session"; name: string }
	| { kind: "rename" | "delete"; of: Of; name: string };

type Props = {
	asked: Asked;
	config: ConfigView;
	/** It is done; a profile that was made or renamed has that name now. */
	onDone?: (name: string) => void;
	onClose: () => void;
};

/** The dialogs by which the files are changed. */
export function Dialogs({ asked, config, onDone, onClose }: Props) {
	const common = { config, onClose, ...(onDone === undefined ? {} : { onDone }) };
	switch (asked.kind) {
		case "create":
			return <ProfileDialog {...common} edited={null} start={asked.start} />;
		case "edit": {
			const edited = config.profiles.find(({ name }) => name === asked.name);
			return edited ? <ProfileDialog {...common} edited={edited} start={null} /> : null;
		}
		case "edit_session":
			return <SessionDialog {...common} name={asked.name} />;
		case "rename":
			return <RenameDialog {...common} of={asked.of} name={asked.name} />;
		case "delete":
			return <DeleteDialog {...common} of={asked.of} name={asked.name} />;
	}
}

type NamedProps = Omit<Props, "asked"> & { name: string };

/** What is typed, with what is wrong with it. */
function useTyped(start: Record<string, string>) {
	const { codes } = useText();
	const [values, setValues] = useState(start);
	const [errors, setErrors] = useState<Errors>({});
	const box = useFirstError(errors);
	const put = (name: string, value: string) => {
		setValues((all) => ({ ...all, [name]: value }));
		setErrors(({ [name]: _, ...others }) => others);
	};
	const refuse = (field: string | null, refusal: EditRefusal) => {
		if (field === null || !(field in values)) return false;
		setErrors({ [field]: say(codes.editRefusal, refusal.code, refusal) });
		return true;
	};
	return { values, fields: { values, errors, put }, box, refuse };
}

const SESSION_KEYS = ["sso_start_url", "sso_region"];

function SessionDialog({ config, name, onClose }: NamedProps) {
	const { form: words, diff } = useText().profiles;
	const session = config.sessions.find((one) => one.name === name);
	const before = Object.fromEntries(SESSION_KEYS.map((key) => [key, valueIn(session?.keys ?? [], key) ?? ""]));
	const { values, fields, box, refuse } = useTyped(before);
	const changed = SESSION_KEYS.map((key) => ({ name: key, value: values[key] ?? "" }));
	return (
		<ChangeDialog
			title={words.editTitle(name)}
			size="medium"
			changes={() => [
				{
					kind: "set_session",
					session: name,
					values: changed.filter((pair) => pair.value !== before[pair.name]),
				},
			]}
			onRefused={(_, refusal) => refuse(refusal.code === "bad_value" ? refusal.key : null, refusal)}
			done={diff.written(name)}
			onClose={onClose}
		>
			<div ref={box}>
				<FieldsProvider value={fields}>
					<SpaceBetween size="l">
						<TextField name="sso_start_url" label={words.startUrl} text={words.startUrlText} />
						<RegionField name="sso_region" label={words.ssoRegion} text={words.ssoRegionText} />
					</SpaceBetween>
				</FieldsProvider>
			</div>
		</ChangeDialog>
	);
}

function RenameDialog({ of, name, onDone, onClose }: NamedProps & { of: Of }) {
	const { form: words, diff } = useText().profiles;
	const { values, fields, box, refuse } = useTyped({ to: name });
	const to = values.to ?? "";
	const change: ProfileChange =
		of === "profile" ? { kind: "rename", profile: name, to } : { kind: "rename_session", session: name, to };
	return (
		<ChangeDialog
			title={words.renameTitle(name)}
			size="medium"
			changes={() => [change]}
			onRefused={(_, refusal) =>
				refuse(refusal.code === "bad_name" || refusal.code === "name_taken" ? "to" : null, refusal)
			}
			done={diff.written(to)}
			onDone={() => onDone?.(to)}
			onClose={onClose}
		>
			<div ref={box}>
				<FieldsProvider value={fields}>
					<TextField name="to" label={words.newName} text={words.renameText} />
				</FieldsProvider>
			</div>
		</ChangeDialog>
	);
}

function DeleteDialog({ config, of, name, onDone, onClose }: NamedProps & { of: Of }) {
	const { profiles } = useText();
	const words = profiles.form;
	const all = of === "profile" ? config.profiles : config.sessions;
	const users = all.find((one) => one.name === name)?.used_by ?? [];
	const [agreed, setAgreed] = useState(false);
	const change: ProfileChange =
		of === "profile" ? { kind: "remove", profile: name } : { kind: "remove_session", session: name };
	return (
		<ChangeDialog
			title={words.deleteTitle(name)}
			size="medium"
			atOnce
			changes={() => [change]}
			write={profiles.delete}
			done={profiles.diff.deleted(name)}
			onDone={() => onDone?.(name)}
			onClose={onClose}
			{...(users.length === 0
				? {}
				: {
						consent: {
							given: agreed,
							content: (
								<Checkbox checked={agreed} onChange={({ detail }) => setAgreed(detail.checked)}>
									{words.deleteUsedConfirm}
								</Checkbox>
							),
						},
					})}
		>
			<SpaceBetween size="m">
				<div>{words.deleteText}</div>
				{users.length > 0 && (
					<Alert type="warning" header={words.deleteUsed(users.length)}>
						<ul className="plain-list">
							{users.map((user) => (
								<li key={user} className="break">
									{user}
								</li>
							))}
						</ul>
					</Alert>
				)}
			</SpaceBetween>
		</ChangeDialog>
	);
}
