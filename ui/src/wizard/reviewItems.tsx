// Every choice of a draft in words, by the step in which it is made. What is made in a closed section, and what changes
// more than the service itself, leads back to its field.
import Button from "@cloudscape-design/components/button";
import type { KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Draft, Pair, Principal, WizardStep } from "../bindings";
import { autoScalingQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { resourceName, roleName } from "../text/arn";
import { useFormat, useText } from "../text/react";
import { useForm } from "./form";
import { firewallOf, incomingOf } from "./parts";
import type { Section } from "./state";
import {
	addressWords,
	cpuWords,
	firewallWords,
	incomingWords,
	instanceRoleWords,
	memoryWords,
	outgoingWords,
	PRINCIPALS,
	scalingWords,
	tracingWords,
} from "./summary";

type Items = KeyValuePairsProps.Item[];

export function useReviewItems(): Record<Exclude<WizardStep, "review">, Items> {
	const text = useText();
	const { draft, form } = useForm();
	return {
		source: sourceItems(text, draft),
		build: buildItems(text, draft),
		service: useServiceItems(form.steps.includes("build"), form.has_environment),
	};
}

type EditProps = { label: string; step: WizardStep; section: Section | null; place: string };

/** Leads back to where something is chosen. */
function Edit({ label, step, section, place }: EditProps) {
	const { review } = useText().wizard;
	const { dispatch } = useForm();
	return (
		<Button
			variant="inline-link"
			ariaLabel={review.editStep(label)}
			onClick={() => dispatch({ type: "show", step, section, place })}
		>
			{review.edit}
		</Button>
	);
}

function editable(value: string, edit: EditProps): Items[number] {
	return {
		label: edit.label,
		value: (
			<>
				{broken(value)} <Edit {...edit} />
			</>
		),
	};
}

/** The trust policy of an existing role to which App Runner is added: others may use the role too. */
function repair(text: Text, { repair }: { repair?: boolean }, principal: Principal): Items {
	if (repair !== true) return [];
	const { reach, source, service } = text.wizard;
	const label = reach.roles.trustOf(principal === "build" ? source.accessRole : service.instanceRole);
	return [editable(reach.roles.added(PRINCIPALS[principal]), { label, ...ROLES[principal] })];
}

const ROLES: Record<Principal, Omit<EditProps, "label">> = {
	build: { step: "source", section: null, place: "access_role_arn" },
	tasks: { step: "service", section: "security", place: "instance_role_arn" },
};

const broken = (value: ReactNode) => <span className="break">{value}</span>;

function rows(lines: string[], none: string): ReactNode {
	if (lines.length === 0) return none;
	return (
		<ul className="bare-list">
			{lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
				<li key={index} className="break">
					<span className="mono">{line}</span>
				</li>
			))}
		</ul>
	);
}

function sourceItems(text: Text, { source }: Draft): Items {
	const words = text.wizard.source;
	const trigger = (value: "manual" | "automatic") => ({
		label: words.trigger,
		value: value === "manual" ? words.manual : words.automatic,
	});
	switch (source.kind) {
		case "ecr_public":
			return [
				{ label: words.provider, value: words.ecrPublic },
				{ label: words.imageUri, value: broken(source.uri) },
				trigger("manual"),
			];
		case "ecr": {
			const role = source.access_role;
			const name = role.kind === "create_for_me" ? text.wizard.review.created(role.name) : roleName(role.arn);
			return [
				{ label: words.provider, value: words.ecr },
				{ label: words.imageUri, value: broken(source.uri) },
				trigger(source.trigger),
				{ label: words.accessRole, value: broken(name) },
				...(role.kind === "use_existing" ? repair(text, role, "build") : []),
			];
		}
		case "code":
			return [
				{ label: words.repositoryType, value: words.code },
				{ label: text.codes.field.connection, value: broken(resourceName(source.connection)) },
				{ label: text.codes.field.repository, value: broken(source.repository) },
				{ label: text.codes.field.branch, value: broken(source.branch) },
				{ label: text.codes.field.source_directory, value: broken(source.directory) },
				trigger(source.trigger),
			];
	}
}

function buildItems(text: Text, { source, port, start_command }: Draft): Items {
	if (source.kind !== "code") return [];
	const words = text.wizard.build;
	const { build } = source;
	if (build.kind === "configuration_file") return [{ label: words.source, value: words.file }];
	return [
		{ label: words.source, value: words.here },
		{
			label: text.codes.field.runtime,
			value: build.runtime === null ? text.wizard.service.notChosen : text.codes.runtime[build.runtime],
		},
		{ label: text.codes.field.build_command, value: command(build.command, words.commandEmpty) },
		{ label: text.codes.field.start_command, value: command(start_command, text.common.none) },
		{ label: text.codes.field.port, value: port },
	];
}

const command = (value: string, none: string) => (value === "" ? none : <span className="mono break">{value}</span>);

function useServiceItems(isBuilt: boolean, hasEnvironment: boolean): Items {
	const text = useText();
	const format = useFormat();
	const { draft } = useForm();
	const { session } = useOpenSession();
	const configurations = useQuery(autoScalingQuery(session));
	const words = text.wizard.service;
	const { health_check: health, auto_scaling: scaling, instance_role: role, encryption } = draft;
	const [incoming, firewall] = [incomingOf(draft), firewallOf(draft)];
	const { variableSource, grantResource, access } = text.codes;
	const runs: Items = isBuilt
		? []
		: [
				{ label: words.port, value: draft.port },
				{ label: words.startCommand, value: command(draft.start_command, words.startCommandEmpty) },
			];
	const variables = draft.environment.map(({ source, name, value }) =>
		source === "plain" ? `${name} = ${value}` : `${name} = ${variableSource[source]}: ${value}`,
	);
	const numbers: Items =
		scaling.kind === "create_for_me"
			? [
					{ label: words.concurrency, value: scaling.max_concurrency },
					{ label: words.minSize, value: scaling.min_size },
					{ label: words.maxSize, value: scaling.max_size },
				]
			: [];
	const grants: Items =
		role.kind === "create_for_me"
			? [
					{
						label: words.grants,
						value: rows(
							role.grants.map((grant) =>
								text.wizard.review.grant(
									grantResource[grant.resource],
									grant.target,
									access[grant.resource][grant.access],
								),
							),
							text.common.none,
						),
					},
				]
			: [];
	return [
		{ label: words.name, value: broken(draft.name) },
		{
			label: `${words.cpu} · ${words.memory}`,
			value: words.size(cpuWords(text, format, draft.cpu), memoryWords(text, format, draft.memory)),
		},
		...runs,
		{
			label: words.environment,
			value: hasEnvironment ? rows(variables, text.common.none) : words.environmentFromFile,
		},
		{ label: words.scaling, value: broken(scalingWords(text, scaling, configurations.data)) },
		...numbers,
		{
			label: `${words.health}: ${words.protocol}`,
			value: health.protocol.kind === "tcp" ? words.tcp : broken(`${words.http} ${health.protocol.path}`),
		},
		{ label: words.timeout, value: text.common.seconds(health.timeout) },
		{ label: words.interval, value: text.common.seconds(health.interval) },
		{ label: words.unhealthy, value: health.unhealthy_threshold },
		{ label: words.healthy, value: health.healthy_threshold },
		{ label: words.instanceRole, value: broken(instanceRoleWords(text, role)) },
		...(role.kind === "use_existing" ? repair(text, role, "tasks") : []),
		...grants,
		{ label: words.encryption, value: encryption.kind === "aws_owned" ? words.awsKey : broken(encryption.arn) },
		editable(firewallWords(text, firewall), {
			label: text.wizard.reach.firewall.label,
			step: "service",
			section: "security",
			place: "firewall",
		}),
		editable(incomingWords(text, incoming), {
			label: words.incoming,
			step: "service",
			section: "networking",
			place: "incoming",
		}),
		...(incoming.kind === "new_endpoint" ? placeItems(text, incoming, "endpoint") : []),
		{ label: words.addressType, value: addressWords(text, draft) },
		{ label: words.outgoing, value: broken(outgoingWords(text, draft.outgoing)) },
		...(draft.outgoing.kind === "new_connector" ? placeItems(text, draft.outgoing, "connector") : []),
		{ label: words.tracing, value: broken(tracingWords(text, draft.tracing)) },
		{
			label: words.tags,
			value: tagRows(text, draft.tags),
		},
	];
}

const tagRows = (text: Text, tags: Pair[]) =>
	rows(
		tags.map(({ name, value }) => `${name} = ${value}`),
		text.common.none,
	);

type VpcPlace = { vpc: string; subnets: string[]; security_groups: string[]; tags?: Pair[] };

function placeItems(text: Text, place: VpcPlace, of: "endpoint" | "connector"): Items {
	const { vpc, subnets, security_groups, tags = [] } = place;
	const words = text.wizard.reach.places[of];
	const { field } = text.codes;
	return [
		{ label: words(field.connector_vpc), value: broken(vpc) },
		{ label: words(field.connector_subnets), value: broken(subnets.join(", ")) },
		{ label: words(field.connector_security_groups), value: broken(security_groups.join(", ") || text.common.none) },
		...(tags.length > 0 ? [{ label: words(text.wizard.service.tags), value: tagRows(text, tags) }] : []),
	];
}
