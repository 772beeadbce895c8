// Where the parts of a draft stand that are changed in one way for all: the choices, and the lists of rows.
import type { Draft, Field, Firewall, Grant, Incoming, Pair, Variable } from "../bindings";
import type { Choice, Choices, CodeSource, EcrSource } from "./variants";

type Part<Value, Read = Value> = {
	read: (draft: Draft) => Read;
	write: (draft: Draft, value: Value) => Draft;
};

/** Changes what belongs to private ECR, and nothing when that is not chosen. */
export const ecr = (draft: Draft, change: Partial<EcrSource>): Draft =>
	draft.source.kind === "ecr" ? { ...draft, source: { ...draft.source, ...change } } : draft;

/** The same for source code. */
export const code = (draft: Draft, change: Partial<CodeSource>): Draft =>
	draft.source.kind === "code" ? { ...draft, source: { ...draft.source, ...change } } : draft;

/** Drafts that were kept before there was a choice of who reaches a service say nothing of it. */
export const incomingOf = ({ incoming }: Draft): Incoming => incoming ?? { kind: "public" };
export const firewallOf = ({ firewall }: Draft): Firewall => firewall ?? { kind: "off" };

/** A choice that stands in another one is not there when that is chosen otherwise. */
export const CHOICES: { [C in Choice]: Part<Choices[C], Choices[C] | undefined> } = {
	source: { read: (draft) => draft.source, write: (draft, source) => ({ ...draft, source }) },
	access_role: {
		read: ({ source }) => (source.kind === "ecr" ? source.access_role : undefined),
		write: (draft, access_role) => ecr(draft, { access_role }),
	},
	build: {
		read: ({ source }) => (source.kind === "code" ? source.build : undefined),
		write: (draft, build) => code(draft, { build }),
	},
	auto_scaling: {
		read: (draft) => draft.auto_scaling,
		write: (draft, auto_scaling) => ({ ...draft, auto_scaling }),
	},
	protocol: {
		read: (draft) => draft.health_check.protocol,
		write: (draft, protocol) => ({ ...draft, health_check: { ...draft.health_check, protocol } }),
	},
	instance_role: {
		read: (draft) => draft.instance_role,
		write: (draft, instance_role) => ({ ...draft, instance_role }),
	},
	encryption: { read: (draft) => draft.encryption, write: (draft, encryption) => ({ ...draft, encryption }) },
	firewall: { read: firewallOf, write: (draft, firewall) => ({ ...draft, firewall }) },
	incoming: { read: incomingOf, write: (draft, incoming) => ({ ...draft, incoming }) },
	outgoing: { read: (draft) => draft.outgoing, write: (draft, outgoing) => ({ ...draft, outgoing }) },
	tracing: { read: (draft) => draft.tracing, write: (draft, tracing) => ({ ...draft, tracing }) },
};

export type TagList = "tags" | "endpoint_tags" | "connector_tags";
export type Rows = { environment: Variable; grants: Grant } & Record<TagList, Pair>;
export type List = keyof Rows;

export const LISTS: { [L in List]: Part<Rows[L][]> } = {
	environment: { read: (draft) => draft.environment, write: (draft, environment) => ({ ...draft, environment }) },
	tags: { read: (draft) => draft.tags, write: (draft, tags) => ({ ...draft, tags }) },
	grants: {
		read: ({ instance_role: role }) => (role.kind === "create_for_me" ? role.grants : []),
		write: (draft, grants) =>
			draft.instance_role.kind === "create_for_me"
				? { ...draft, instance_role: { ...draft.instance_role, grants } }
				: draft,
	},
	endpoint_tags: {
		read: ({ incoming }) => (incoming?.kind === "new_endpoint" && incoming.tags) || [],
		write: (draft, tags) =>
			draft.incoming?.kind === "new_endpoint" ? { ...draft, incoming: { ...draft.incoming, tags } } : draft,
	},
	connector_tags: {
		read: ({ outgoing }) => (outgoing.kind === "new_connector" && outgoing.tags) || [],
		write: (draft, tags) =>
			draft.outgoing.kind === "new_connector" ? { ...draft, outgoing: { ...draft.outgoing, tags } } : draft,
	},
};

/** The fields of a list's rows. */
export const ROW_FIELDS: Record<List, Field["name"][]> = {
	environment: ["environment_name", "environment_value"],
	tags: ["tag_key", "tag_value"],
	grants: ["grant_target"],
	endpoint_tags: ["endpoint_tag_key", "endpoint_tag_value"],
	connector_tags: ["connector_tag_key", "connector_tag_value"],
};
