// Every role of the account for a principal of App Runner: those that trust it, and below them those that do not, with
// the reason. Whether a trust can be repaired is Rust's answer, and the repair itself a fix of what is found then.
import type { SelectProps } from "@cloudscape-design/components/select";
import { useQuery } from "@tanstack/react-query";
import type { Draft, Field, Principal, RoleOption } from "../bindings";
import { Picker } from "../components/Picker";
import { rolesQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { DraftField, useForm } from "./form";
import { PRINCIPALS } from "./summary";

type Props = {
	principal: Principal;
	field: Field;
	label?: string;
	description: string;
	arn: string;
	edit: (draft: Draft, arn: string) => Draft;
};

export function RolePicker({ principal, field, label, description, arn, edit }: Props) {
	const text = useText();
	const words = text.wizard.source;
	const { type, pick } = useForm();
	const { session } = useOpenSession();
	const roles = useQuery(rolesQuery(session, principal));
	return (
		<DraftField field={field} {...(label === undefined ? {} : { label })} description={description} stretch>
			<Picker
				read={roles}
				options={options(text, roles.data ?? [], PRINCIPALS[principal])}
				value={arn}
				typed
				placeholder={words.chooseRole}
				find={words.filterRoles}
				empty={words.noRoles}
				refresh={words.refreshRoles}
				onChange={(arn, byKeys) => {
					if (byKeys) type((draft) => edit(draft, arn));
					// What is wrong with a chosen role is said at once: its repair is a click.
					else pick((draft) => edit(draft, arn), [field]);
				}}
			/>
		</DraftField>
	);
}

function options(text: Text, roles: RoleOption[], wanted: string): SelectProps.Options {
	const words = text.wizard.reach.roles;
	const trusting = roles.filter(({ is_trusted }) => is_trusted);
	const others = roles.filter(({ is_trusted }) => !is_trusted);
	return [
		{
			label: words.trusting,
			options: trusting.map(({ name, arn }) => ({ value: arn, label: name, description: arn })),
		},
		{ label: words.others, options: others.map((role) => otherOption(text, role, wanted)) },
	].filter(({ options }) => options.length > 0);
}

/** A policy may name a principal and still deny it, or allow it something else. */
function trustWords(text: Text, { trusted }: RoleOption, wanted: string): string {
	const words = text.wizard.reach.roles;
	if (trusted.length === 0) return words.trustsNobody(wanted);
	return trusted.includes(wanted) ? words.denies(wanted) : words.trusts(trusted.join(", "), wanted);
}

function otherOption(text: Text, role: RoleOption, wanted: string): SelectProps.Option {
	const words = text.wizard.reach.roles;
	const { name, arn, can_repair } = role;
	return {
		value: arn,
		label: name,
		description: trustWords(text, role, wanted),
		labelTag: can_repair ? words.repairable : words.unusable,
		filteringTags: [arn],
		...(can_repair ? {} : { disabled: true, disabledReason: words.unusableText }),
	};
}
