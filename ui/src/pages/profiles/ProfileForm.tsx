import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { useState } from "react";
import type { ConfigView, KeyView, ProfileView } from "../../bindings";
import { useText } from "../../text/react";
import { ChoiceField, RegionField, TextField } from "./fields";
import { type Errors, type Form, KINDS, keysOf, type SessionChoice } from "./form";
import { KeysTable } from "./KeysTable";

type Props = {
	config: ConfigView;
	/** The profile that is changed; nothing for a new one. */
	edited: ProfileView | null;
	form: Form;
	errors: Errors;
	onChange: (part: Partial<Form>) => void;
};

/** What a profile says, by its kind. Access keys are not among it. */
export function ProfileForm({ config, edited, form, errors, onChange }: Props) {
	const { profiles, codes } = useText();
	const words = profiles.form;
	const choosesKind = edited === null || edited.kind === "incomplete";
	const shown = keysOf(form);
	const kept: KeyView[] = edited?.keys.filter(({ key }) => !shown.includes(key)) ?? [];
	return (
		<SpaceBetween size="l">
			{edited === null && <TextField name="name" label={words.name} text={words.nameText} />}
			{choosesKind ? (
				<FormField label={words.kind} stretch>
					<Tiles
						columns={2}
						value={form.kind === "other" ? null : form.kind}
						items={KINDS.map((value) => ({
							value,
							label: words.kinds[value].title,
							description: words.kinds[value].body,
						}))}
						onChange={({ detail }) => onChange({ kind: KINDS.find((kind) => kind === detail.value) ?? "other" })}
					/>
				</FormField>
			) : (
				<div>
					<Box variant="awsui-key-label">{words.kind}</Box>
					<div>{codes.profileKind[edited.kind]}</div>
					{form.kind === "other" && <Box color="text-body-secondary">{words.otherKind}</Box>}
				</div>
			)}
			{form.kind === "sso" && <SsoFields config={config} edited={edited} form={form} onChange={onChange} />}
			{form.kind === "role" && <RoleFields config={config} edited={edited} />}
			{form.kind === "process" && (
				<TextField name="credential_process" label={words.command} text={words.commandText} />
			)}
			{form.kind === "web_identity" && (
				<SpaceBetween size="l">
					<TextField name="web_identity_token_file" label={words.tokenFile} />
					<TextField name="role_arn" label={words.roleArn} />
					<TextField name="role_session_name" label={words.roleSession} optional />
				</SpaceBetween>
			)}
			<RegionField name="region" label={words.region} text={words.regionText} optional />
			<More isNeeded={(form.values.endpoint_url ?? "") !== "" || errors.endpoint_url !== undefined} />
			{kept.length > 0 && (
				<div>
					<Box variant="h3">{words.kept}</Box>
					<Box color="text-body-secondary">{words.keptText}</Box>
					<KeysTable keys={kept} label={words.kept} />
				</div>
			)}
		</SpaceBetween>
	);
}

function More({ isNeeded }: { isNeeded: boolean }) {
	const { form: words } = useText().profiles;
	const [open, setOpen] = useState(isNeeded);
	return (
		<ExpandableSection
			headerText={words.more}
			expanded={open || isNeeded}
			onChange={({ detail }) => setOpen(detail.expanded)}
		>
			<TextField name="endpoint_url" label={words.endpoint} text={words.endpointText} optional />
		</ExpandableSection>
	);
}

function SsoFields({ config, edited, form, onChange }: Omit<Props, "errors">) {
	const { form: words } = useText().profiles;
	const labels: Record<SessionChoice, string> = {
		existing: words.sessionExisting,
		new: words.sessionNew,
		own: words.sessionOwn,
	};
	const hasOwn = edited?.keys.some(({ key }) => key === "sso_start_url" || key === "sso_region") ?? false;
	const choices: SessionChoice[] = [
		...(config.sessions.length > 0 || form.session === "existing" ? (["existing"] as const) : []),
		"new",
		...(hasOwn ? (["own"] as const) : []),
	];
	return (
		<SpaceBetween size="l">
			{choices.length > 1 && (
				<FormField label={words.sessionFrom}>
					<RadioGroup
						value={form.session}
						items={choices.map((value) => ({ value, label: labels[value] }))}
						onChange={({ detail }) =>
							onChange({ session: choices.find((choice) => choice === detail.value) ?? form.session })
						}
					/>
				</FormField>
			)}
			{form.session === "existing" && (
				<ChoiceField
					name="sso_session"
					label={words.session}
					placeholder={words.sessionChoose}
					options={config.sessions.map(({ name }) => name)}
				/>
			)}
			{form.session === "new" && (
				<SpaceBetween size="l">
					<TextField name="session.name" label={words.sessionName} />
					<TextField name="session.sso_start_url" label={words.startUrl} text={words.startUrlText} />
					<RegionField name="session.sso_region" label={words.ssoRegion} text={words.ssoRegionText} />
				</SpaceBetween>
			)}
			{form.session === "own" && (
				<SpaceBetween size="l">
					<TextField name="sso_start_url" label={words.startUrl} text={words.startUrlText} />
					<RegionField name="sso_region" label={words.ssoRegion} text={words.ssoRegionText} />
				</SpaceBetween>
			)}
			<TextField name="sso_account_id" label={words.account} numeric />
			<TextField name="sso_role_name" label={words.ssoRole} text={words.ssoRoleText} />
		</SpaceBetween>
	);
}

function RoleFields({ config, edited }: Pick<Props, "config" | "edited">) {
	const { form: words } = useText().profiles;
	// A profile may be its own source, if it has been so already.
	const sources = config.profiles.map(({ name }) => name).filter((name) => name !== edited?.name);
	return (
		<SpaceBetween size="l">
			<TextField name="role_arn" label={words.roleArn} />
			<ChoiceField
				name="source_profile"
				label={words.source}
				text={words.sourceText}
				placeholder={words.sourceChoose}
				options={sources}
			/>
			<TextField name="mfa_serial" label={words.mfa} text={words.mfaText} optional />
			<TextField name="duration_seconds" label={words.duration} optional numeric />
			<TextField name="external_id" label={words.externalId} optional />
			<TextField name="role_session_name" label={words.roleSession} optional />
		</SpaceBetween>
	);
}
