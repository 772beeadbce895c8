import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Draft, SourceDraft } from "../bindings";
import { CodeBlock } from "../components/Copy";
import { InfoLink } from "../components/frame";
import { useText } from "../text/react";
import { CodeDeployment, CodeFields } from "./CodeSource";
import { DraftField, TextField, useForm } from "./form";
import { ecr } from "./parts";
import { RolePicker } from "./RolePicker";
import { TriggerTiles } from "./TriggerTiles";
import type { EcrSource } from "./variants";

const BrowseModal = lazy(async () => ({ default: (await import("./BrowseModal")).BrowseModal }));

export function SourceStep() {
	const { draft } = useForm();
	const { source } = draft;
	return (
		<SpaceBetween size="l">
			<Source />
			{source.kind === "ecr" && <ImageDeployment source={source} />}
			{source.kind === "ecr_public" && <PublicDeployment />}
			{source.kind === "code" && <CodeDeployment source={source} />}
		</SpaceBetween>
	);
}

function Source() {
	const text = useText();
	const words = text.wizard.source;
	const { draft, choose } = useForm();
	const { source } = draft;
	// Back from source code one finds the registry that was chosen before.
	const [registry, setRegistry] = useState(source.kind === "code" ? "ecr" : source.kind);
	return (
		<Container header={<Header variant="h2">{words.section}</Header>}>
			<SpaceBetween size="l">
				<FormField label={words.repositoryType} stretch>
					<Tiles
						value={source.kind === "code" ? "code" : "registry"}
						ariaLabel={words.repositoryType}
						items={[
							{ value: "registry", label: words.registry, description: words.registryText },
							{ value: "code", label: words.code, description: words.codeText },
						]}
						onChange={({ detail }) => choose("source", detail.value === "code" ? "code" : registry)}
					/>
				</FormField>
				{source.kind === "code" ? (
					<CodeFields source={source} />
				) : (
					<SpaceBetween size="l">
						<FormField label={words.provider} stretch>
							<Tiles
								value={source.kind}
								ariaLabel={words.provider}
								items={[
									{ value: "ecr", label: words.ecr, description: words.ecrText },
									{ value: "ecr_public", label: words.ecrPublic, description: words.ecrPublicText },
								]}
								onChange={({ detail }) => {
									const chosen = detail.value === "ecr_public" ? "ecr_public" : "ecr";
									setRegistry(chosen);
									choose("source", chosen);
								}}
							/>
						</FormField>
						<ImageUri source={source} />
						<RepositoryPolicy />
					</SpaceBetween>
				)}
			</SpaceBetween>
		</Container>
	);
}

const PLACEHOLDERS = {
	ecr: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-app:latest",
	ecr_public: "public.ecr.aws/aws-containers/hello-app-runner:latest",
};

function ImageUri({ source }: { source: Exclude<SourceDraft, { kind: "code" }> }) {
	const text = useText();
	const { type, dispatch } = useForm();
	const [browsing, setBrowsing] = useState(false);
	const input = useRef<InputProps.Ref>(null);
	const chosen = useRef(false);
	const field = { name: "image_uri" } as const;
	const put = (uri: string) => (draft: Draft) =>
		draft.source.kind === "code" ? draft : { ...draft, source: { ...draft.source, uri } };

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
			<div className={source.kind === "ecr" ? "uri-row" : ""}>
				<Input
					ref={input}
					value={source.uri}
					placeholder={PLACEHOLDERS[source.kind]}
					spellcheck={false}
					autoComplete={false}
					onChange={({ detail }) => type(put(detail.value))}
				/>
				{source.kind === "ecr" && <Button onClick={() => setBrowsing(true)}>{text.wizard.source.browse}</Button>}
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

/** What the owner of an image of another account has to do. */
function RepositoryPolicy() {
	const words = useText().wizard.reach.repository;
	const { form } = useForm();
	if (form.repository_policy === null) return null;
	return (
		<ExpandableSection headerText={words.title}>
			<SpaceBetween size="xs">
				<div>{words.text}</div>
				<CodeBlock value={form.repository_policy} what={words.what} />
			</SpaceBetween>
		</ExpandableSection>
	);
}

function ImageDeployment({ source }: { source: EcrSource }) {
	const text = useText();
	const { pick } = useForm();
	return (
		<Container header={<Header variant="h2">{text.wizard.source.deployment}</Header>}>
			<SpaceBetween size="l">
				<TriggerTiles
					value={source.trigger}
					automaticText={text.wizard.source.automaticText}
					onChange={(trigger) => pick((draft) => ecr(draft, { trigger }), [{ name: "trigger" }])}
				/>
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

function AccessRole({ source }: { source: EcrSource }) {
	const text = useText();
	const words = text.wizard.source;
	const { choose } = useForm();
	const role = source.access_role;
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
					onChange={({ detail }) => choose("access_role", detail.value)}
				/>
			</FormField>
			{role.kind === "create_for_me" ? (
				<TextField
					field={{ name: "access_role_name" }}
					value={role.name}
					edit={(draft, name) => ecr(draft, { access_role: { kind: "create_for_me", name } })}
				/>
			) : (
				<RolePicker
					principal="build"
					field={{ name: "access_role_arn" }}
					description={words.rolesText}
					arn={role.arn}
					edit={(draft, arn) => ecr(draft, { access_role: { kind: "use_existing", arn } })}
				/>
			)}
		</SpaceBetween>
	);
}
