import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Draft, Trigger } from "../bindings";
import { InfoLink } from "../components/frame";
import { Picker } from "../components/Picker";
import { rolesQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { DraftField, TextField, useForm } from "./form";
import { EXISTING, NEW_ROLE, PRIVATE_SOURCE, PUBLIC_SOURCE } from "./variants";

const BrowseModal = lazy(async () => ({ default: (await import("./BrowseModal")).BrowseModal }));

type Ecr = Extract<Draft["source"], { registry: "ecr" }>;

/** Changes what belongs to private ECR, and nothing when that is not chosen. */
const ecr = (change: Partial<Ecr>) => (draft: Draft) =>
	draft.source.registry === "ecr" ? { ...draft, source: { ...draft.source, ...change } } : draft;

export function SourceStep() {
	const { draft } = useForm();
	return (
		<SpaceBetween size="l">
			<Source />
			{draft.source.registry === "ecr" && <Deployment source={draft.source} />}
			{draft.source.registry === "ecr_public" && <PublicDeployment />}
		</SpaceBetween>
	);
}

function Source() {
	const text = useText();
	const words = text.wizard.source;
	const { draft, dispatch } = useForm();
	return (
		<Container header={<Header variant="h2">{words.section}</Header>}>
			<SpaceBetween size="l">
				<FormField label={words.provider} description={words.repositoryTypeText} stretch>
					<Tiles
						value={draft.source.registry}
						ariaLabel={words.provider}
						items={[
							{ value: "ecr", label: words.ecr, description: words.ecrText },
							{ value: "ecr_public", label: words.ecrPublic, description: words.ecrPublicText },
						]}
						onChange={({ detail }) =>
							dispatch({
								type: "choose",
								choice: "source",
								next: detail.value === "ecr_public" ? PUBLIC_SOURCE : PRIVATE_SOURCE,
							})
						}
					/>
				</FormField>
				<ImageUri />
			</SpaceBetween>
		</Container>
	);
}

const PLACEHOLDERS = {
	ecr: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-app:latest",
	ecr_public: "public.ecr.aws/aws-containers/hello-app-runner:latest",
};

function ImageUri() {
	const text = useText();
	const { draft, type, dispatch } = useForm();
	const [browsing, setBrowsing] = useState(false);
	const input = useRef<InputProps.Ref>(null);
	const chosen = useRef(false);
	const field = { name: "image_uri" } as const;
	const put = (uri: string) => (draft: Draft) => ({ ...draft, source: { ...draft.source, uri } });

	// A dialog that closes gives the focus back to its button; after a choice the field is what one looks at.
	useEffect(() => {
		if (browsing || !chosen.current) return;
		chosen.current = false;
		input.current?.focus();
	}, [browsing]);

	return (
		<DraftField
			field={field}
			also={[{ name: "trigger" }]}
			description={text.wizard.source.imageUriText}
			topic="image"
			stretch
		>
			<div className={draft.source.registry === "ecr" ? "uri-row" : ""}>
				<Input
					ref={input}
					value={draft.source.uri}
					placeholder={PLACEHOLDERS[draft.source.registry]}
					spellcheck={false}
					autoComplete={false}
					onChange={({ detail }) => type(put(detail.value))}
				/>
				{draft.source.registry === "ecr" && (
					<Button onClick={() => setBrowsing(true)}>{text.wizard.source.browse}</Button>
				)}
			</div>
			{browsing && (
				<Suspense fallback={null}>
					<BrowseModal
						onDismiss={() => setBrowsing(false)}
						onChosen={(uri) => {
							dispatch({ type: "edit", edit: put(uri), typed: false, touch: [field, { name: "trigger" }] });
							chosen.current = true;
							setBrowsing(false);
						}}
					/>
				</Suspense>
			)}
		</DraftField>
	);
}

function Deployment({ source }: { source: Ecr }) {
	const text = useText();
	const words = text.wizard.source;
	const { form, pick } = useForm();
	const closed = form.automatic_closed;
	return (
		<Container header={<Header variant="h2">{words.deployment}</Header>}>
			<SpaceBetween size="l">
				<DraftField field={{ name: "trigger" }} topic="trigger" stretch>
					<Tiles
						value={source.trigger}
						ariaLabel={words.trigger}
						items={[
							{ value: "manual", label: words.manual, description: words.manualText },
							{
								value: "automatic",
								label: words.automatic,
								description: closed ? text.codes.automaticClosed[closed] : words.automaticText,
								disabled: closed !== null,
							},
						]}
						onChange={({ detail }) => {
							const trigger: Trigger = detail.value === "automatic" ? "automatic" : "manual";
							pick(ecr({ trigger }), [{ name: "trigger" }]);
						}}
					/>
				</DraftField>
				<AccessRole source={source} />
			</SpaceBetween>
		</Container>
	);
}

/** Images of the public gallery leave nothing to choose; the reason is said rather than the section left out. */
function PublicDeployment() {
	const text = useText();
	const { form } = useForm();
	const closed = form.automatic_closed;
	return (
		<Container header={<Header variant="h2">{text.wizard.source.deployment}</Header>}>
			<FormField label={text.wizard.source.trigger} stretch>
				<Tiles
					value="manual"
					ariaLabel={text.wizard.source.trigger}
					items={[
						{ value: "manual", label: text.wizard.source.manual, description: text.wizard.source.manualText },
						{
							value: "automatic",
							label: text.wizard.source.automatic,
							description: closed ? text.codes.automaticClosed[closed] : "",
							disabled: true,
						},
					]}
				/>
			</FormField>
		</Container>
	);
}

function AccessRole({ source }: { source: Ecr }) {
	const text = useText();
	const words = text.wizard.source;
	const { dispatch, type, pick } = useForm();
	const { session } = useOpenSession();
	const role = source.access_role;
	const existing = role.kind === "use_existing";
	const roles = useQuery({ ...rolesQuery(session, "build"), enabled: existing });
	return (
		<SpaceBetween size="m">
			<FormField
				label={words.accessRole}
				description={words.accessRoleText}
				info={<InfoLink topic="accessRole" />}
				stretch
			>
				<RadioGroup
					value={role.kind}
					ariaLabel={words.accessRole}
					items={[
						{ value: "create_for_me", label: words.createRole },
						{ value: "use_existing", label: words.existingRole },
					]}
					onChange={({ detail }) =>
						dispatch({
							type: "choose",
							choice: "access_role",
							next: detail.value === "use_existing" ? EXISTING : NEW_ROLE,
						})
					}
				/>
			</FormField>
			{role.kind === "create_for_me" ? (
				<TextField
					field={{ name: "access_role_name" }}
					value={role.name}
					edit={(draft, name) => ecr({ access_role: { kind: "create_for_me", name } })(draft)}
				/>
			) : (
				<DraftField field={{ name: "access_role_arn" }} description={words.rolesText} stretch>
					<Picker
						read={roles}
						options={(roles.data ?? []).map(({ name, arn }) => ({ value: arn, label: name, description: arn }))}
						value={role.arn}
						typed
						placeholder={words.chooseRole}
						find={words.filterRoles}
						empty={words.noRoles}
						refresh={words.refreshRoles}
						onChange={(arn) => {
							const edit = ecr({ access_role: { kind: "use_existing", arn } });
							if (roles.error === null) pick(edit);
							else type(edit);
						}}
					/>
				</DraftField>
			)}
		</SpaceBetween>
	);
}
