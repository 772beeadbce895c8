import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { EditRefusal, ProfileChange } from "../../bindings";
import { useText } from "../../text/react";
import { words as say } from "../../text/words";
import { ChangeDialog } from "./ChangeDialog";
import { FieldsProvider, RegionField, TextField } from "./fields";
import { changesOf, type Errors, fieldOf, type Start, startForm } from "./form";
import { useFirstError } from "./ProfileDialog";

/** A role that a profile is to be made of, by the form that would make it. */
export type RoleStart = { account: string; role: string; start: Start };

type Props = { roles: RoleStart[]; onDone: () => void; onClose: () => void };

const nameField = (at: number) => `name ${at}`;

/** Makes a profile of each of several roles of one sign-in, all or none, and the session that they need. */
export function RolesDialog({ roles, onDone, onClose }: Props) {
	const { profiles, codes } = useText();
	const words = profiles.sso;
	const [first] = roles;
	const makesSession = first?.start.session === "new";
	const [values, setValues] = useState<Record<string, string>>(() => ({
		region: first?.start.values.region ?? "",
		...Object.fromEntries(roles.map(({ start }, at) => [nameField(at), start.name])),
	}));
	const [errors, setErrors] = useState<Errors>({});
	const box = useFirstError(errors);

	/** The first one makes the session, where there is none yet. */
	function formOf(at: number, { start }: RoleStart) {
		const session = values["session.name"] ?? "";
		const shared = makesSession ? { "session.name": session, sso_session: session } : {};
		const own = { ...shared, name: values[nameField(at)] ?? "", region: values.region ?? "" };
		const form = startForm({ ...start, session: makesSession && at > 0 ? "existing" : start.session });
		return { ...form, values: { ...form.values, ...own } };
	}

	function refused(change: ProfileChange, refusal: EditRefusal, at: number): boolean {
		const number = makesSession ? Math.max(at - 1, 0) : at;
		const role = roles[number];
		const field = role === undefined ? null : fieldOf(change, refusal, formOf(number, role));
		const shown = field === "name" ? nameField(number) : field;
		if (shown === null || !(shown in values || shown === "session.name")) return false;
		setErrors({ [shown]: say(codes.editRefusal, refusal.code, refusal) });
		return true;
	}

	return (
		<ChangeDialog
			title={words.createMany(roles.length)}
			changes={() => roles.flatMap((role, at) => changesOf(formOf(at, role), null))}
			onRefused={refused}
			done={words.writtenMany(roles.length)}
			onDone={onDone}
			onClose={onClose}
		>
			<div ref={box}>
				<FieldsProvider
					value={{
						values,
						errors,
						put: (field, value) => {
							setValues((all) => ({ ...all, [field]: value }));
							setErrors(({ [field]: _, ...others }) => others);
						},
					}}
				>
					<SpaceBetween size="l">
						{roles.map(({ account, role }, at) => (
							<TextField key={`${account} ${role}`} name={nameField(at)} label={words.nameFor(role, account)} />
						))}
						{makesSession && <TextField name="session.name" label={profiles.form.sessionName} />}
						<RegionField name="region" label={profiles.form.region} text={profiles.form.regionText} optional />
					</SpaceBetween>
				</FieldsProvider>
			</div>
		</ChangeDialog>
	);
}
