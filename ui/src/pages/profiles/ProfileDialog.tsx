import { useEffect, useRef, useState } from "react";
import type { ConfigView, EditRefusal, ProfileChange, ProfileView } from "../../bindings";
import { useText } from "../../text/react";
import { words as say } from "../../text/words";
import { ChangeDialog } from "./ChangeDialog";
import { FieldsProvider } from "./fields";
import { blanks, changesOf, type Errors, emptyForm, type Form, fieldOf, formOf, type Start, startForm } from "./form";
import { ProfileForm } from "./ProfileForm";

type Props = {
	config: ConfigView;
	/** The profile that is changed; nothing for a new one. */
	edited: ProfileView | null;
	start: Start | null;
	onDone?: (name: string) => void;
	onClose: () => void;
};

/** Makes or changes a profile, and the session that it needs. */
export function ProfileDialog({ config, edited, start, onDone, onClose }: Props) {
	const { profiles, codes } = useText();
	const words = profiles.form;
	const [form, setForm] = useState<Form>(() => {
		const hasSessions = config.sessions.length > 0;
		if (edited !== null) return formOf(edited, hasSessions);
		return start === null ? emptyForm(hasSessions) : startForm(start);
	});
	const [errors, setErrors] = useState<Errors>({});
	const box = useFirstError(errors);
	const name = edited?.name ?? form.values.name ?? "";

	function changes(): ProfileChange[] | null {
		const missing = blanks(form, edited);
		const required = codes.finding.required({ code: "required" });
		setErrors(Object.fromEntries(missing.map((field) => [field, required])));
		return missing.length === 0 ? changesOf(form, edited) : null;
	}

	function refused(change: ProfileChange, refusal: EditRefusal): boolean {
		const field = fieldOf(change, refusal, form);
		if (field === null) return false;
		setErrors({ [field]: say(codes.editRefusal, refusal.code, refusal) });
		return true;
	}

	return (
		<ChangeDialog
			title={edited === null ? words.createTitle : words.editTitle(name)}
			changes={changes}
			onRefused={refused}
			done={profiles.diff.written(name)}
			onDone={() => onDone?.(name)}
			onClose={onClose}
		>
			<div ref={box}>
				<FieldsProvider
					value={{
						values: form.values,
						errors,
						put: (field, value) => {
							setForm((form) => ({ ...form, values: { ...form.values, [field]: value } }));
							setErrors(({ [field]: _, ...others }) => others);
						},
					}}
				>
					<ProfileForm
						config={config}
						edited={edited}
						form={form}
						errors={errors}
						onChange={(part) => {
							setForm((form) => ({ ...form, ...part }));
							setErrors({});
						}}
					/>
				</FieldsProvider>
			</div>
		</ChangeDialog>
	);
}

/** Puts the focus on the first field with an error, when there are errors that were not there before. */
export function useFirstError(errors: Errors) {
	const box = useRef<HTMLDivElement>(null);
	const count = useRef(0);
	useEffect(() => {
		const now = Object.keys(errors).length;
		if (now > count.current) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
		count.current = now;
	}, [errors]);
	return box;
}
