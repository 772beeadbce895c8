import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Access, Grant, GrantResource, InstanceRole } from "../bindings";
import { CodeBlock } from "../components/Copy";
import { useText } from "../text/react";
import { FirewallChoice } from "./FirewallChoice";
import { TextField, useForm } from "./form";
import { KeyPicker } from "./KeyPicker";
import { firewallOf } from "./parts";
import { RolePicker } from "./RolePicker";
import { type Column, RowEditor } from "./RowEditor";
import { SectionBox } from "./SectionBox";
import { firewallWords, instanceRoleWords } from "./summary";

export function SecuritySection() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, choose } = useForm();
	const { instance_role: role, encryption } = draft;
	const key = encryption.kind === "aws_owned" ? words.awsKey : words.ownKey;
	return (
		<SectionBox
			section="security"
			header={words.security}
			summary={[
				`${words.instanceRole}: ${instanceRoleWords(text, role)}`,
				`${words.encryption}: ${key}`,
				`${text.wizard.reach.firewall.label}: ${firewallWords(text, firewallOf(draft))}`,
			].join(" · ")}
			topic="security"
		>
			<SpaceBetween size="l">
				<FormField label={words.instanceRole} description={words.instanceRoleText} stretch>
					<RadioGroup
						value={role.kind}
						ariaLabel={words.instanceRole}
						items={[
							{ value: "not_needed", label: words.noInstanceRole, description: words.noInstanceRoleText },
							{ value: "use_existing", label: words.existingInstanceRole },
							{ value: "create_for_me", label: words.newInstanceRole, description: words.newInstanceRoleText },
						]}
						onChange={({ detail }) => choose("instance_role", detail.value)}
					/>
				</FormField>
				{role.kind === "use_existing" && (
					<RolePicker
						principal="tasks"
						field={{ name: "instance_role_arn" }}
						label={words.instanceRoles}
						description={words.instanceRolesText}
						arn={role.arn}
						edit={(draft, arn) => ({ ...draft, instance_role: { kind: "use_existing", arn } })}
					/>
				)}
				{role.kind === "create_for_me" && <NewRole role={role} />}
				<FormField label={words.encryption} description={words.encryptionText} stretch>
					<RadioGroup
						value={encryption.kind}
						ariaLabel={words.encryption}
						items={[
							{ value: "aws_owned", label: words.awsKey },
							{ value: "kms_key", label: words.ownKey },
						]}
						onChange={({ detail }) => choose("encryption", detail.value)}
					/>
				</FormField>
				{encryption.kind === "kms_key" && <KeyPicker arn={encryption.arn} />}
				<FirewallChoice />
			</SpaceBetween>
		</SectionBox>
	);
}

type RoleToMake = Extract<InstanceRole, { kind: "create_for_me" }>;

const RESOURCES: GrantResource[] = ["dynamodb_table", "s3_bucket", "sqs_queue"];
const ACCESSES: Access[] = ["read", "read_write"];
const PLACEHOLDERS: Record<GrantResource, string> = {
	dynamodb_table: "my-table",
	s3_bucket: "my-bucket",
	sqs_queue: "my-queue",
};

/** A role made to measure: what is granted here, what the draft needs anyway, and the policy that comes of both. */
function NewRole({ role }: { role: RoleToMake }) {
	const text = useText();
	const words = text.wizard.service;
	const { form } = useForm();
	const columns: Column<Grant>[] = [
		{
			kind: "choice",
			label: words.grantResource,
			read: ({ resource }) => resource,
			write: (row, value) => ({ ...row, resource: RESOURCES.find((one) => one === value) ?? row.resource }),
			options: () => RESOURCES.map((value) => ({ value, label: text.codes.grantResource[value] })),
		},
		{
			kind: "text",
			label: words.grantTarget,
			read: ({ target }) => target,
			write: (row, target) => ({ ...row, target }),
			field: (index) => ({ name: "grant_target", index }),
			placeholder: ({ resource }) => PLACEHOLDERS[resource],
		},
		{
			kind: "choice",
			label: words.grantAccess,
			read: ({ access }) => access,
			write: (row, value) => ({ ...row, access: ACCESSES.find((one) => one === value) ?? row.access }),
			options: ({ resource }) => ACCESSES.map((value) => ({ value, label: text.codes.access[resource][value] })),
		},
	];
	return (
		<SpaceBetween size="l">
			<TextField
				field={{ name: "instance_role_name" }}
				value={role.name}
				edit={(draft, name) =>
					draft.instance_role.kind === "create_for_me"
						? { ...draft, instance_role: { ...draft.instance_role, name } }
						: draft
				}
			/>
			<FormField label={words.grants} description={words.grantsText} stretch>
				<RowEditor
					list="grants"
					columns={columns}
					widths={[6, 5, 6]}
					fresh={{ resource: "dynamodb_table", target: "", access: "read" }}
					add={words.grantAdd}
					empty={words.grantsEmpty}
					removeLabel={({ target }) => words.grantRemove(target)}
				/>
			</FormField>
			<FormField label={words.policy} stretch>
				{form.instance_policy === null ? (
					<Box color="text-body-secondary">{words.policyNone}</Box>
				) : (
					<CodeBlock value={form.instance_policy} what={words.policy} />
				)}
			</FormField>
		</SpaceBetween>
	);
}
