// What is asked of the Rust side, each under one key: session, command, request. Rust retries, so nothing here does.
import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import type {
	ConnectorDraft,
	Draft,
	EndpointDraft,
	EntryAsked,
	Incoming,
	LeftOut,
	LogSource,
	PictureAsked,
	Preset,
	Principal,
	Provider,
	ReachAsked,
	RunChanged,
	SavedDraft,
	ServiceChanged,
	SessionRef,
	Use,
	Variable,
	WizardStep,
} from "../bindings";
import { host } from "../host";

/** Between two looks while App Runner is at work, and while it is not, in milliseconds. */
export const MOVING = 5_000;
export const RESTING = 60_000;
/** Between two looks at how long credentials last. */
const STANDING = 30_000;

export function createQueryClient() {
	return new QueryClient({
		defaultOptions: {
			queries: {
				retry: false,
				refetchOnWindowFocus: false,
				refetchOnReconnect: false,
				// Loopback, IPC and the sandbox work without a network.
				networkMode: "always",
			},
			mutations: { retry: false, networkMode: "always" },
		},
	});
}

const key = ({ profile, region, epoch }: SessionRef, command: string, ...args: unknown[]) => [
	profile,
	region,
	epoch,
	command,
	...args,
];

/** How long what a session has lasts. It is looked at again and again, since it passes by itself. */
export const standingQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "session_standing"),
		queryFn: () => host.sessionStanding(session),
		refetchInterval: STANDING,
	});

export const guardQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "guard_get"),
		queryFn: () => host.guardGet(session),
		staleTime: Number.POSITIVE_INFINITY,
	});

export const marksQuery = () =>
	queryOptions({ queryKey: ["marks"], queryFn: () => host.marksList(), staleTime: Number.POSITIVE_INFINITY });

export const servicesQuery = (session: SessionRef) =>
	queryOptions({ queryKey: key(session, "services_list"), queryFn: () => host.servicesList(session) });

/** Where else the account has services. Looked for when somebody wants to know, and kept for a while. */
export const elsewhereQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "services_elsewhere"),
		queryFn: () => host.servicesElsewhere(session),
		staleTime: RESTING,
	});

export const permissionsQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "permissions_get"),
		queryFn: () => host.permissionsGet(session),
		// IAM slows down sooner than other services, and policies change seldom.
		staleTime: RESTING,
	});

export const serviceQuery = (session: SessionRef, arn: string) =>
	queryOptions({ queryKey: key(session, "service_get", arn), queryFn: () => host.serviceGet(session, arn) });

export const operationsQuery = (session: SessionRef, arn: string) =>
	queryOptions({
		queryKey: key(session, "service_operations", arn),
		queryFn: () => host.serviceOperations(session, arn),
	});

export const logQuery = (session: SessionRef, arn: string, source: LogSource) =>
	queryOptions({
		queryKey: key(session, "service_log", arn, source),
		queryFn: () => host.serviceLog(session, arn, source),
	});

export const diagnosisQuery = (session: SessionRef, arn: string) =>
	queryOptions({
		queryKey: key(session, "service_diagnosis", arn),
		queryFn: () => host.serviceDiagnosis(session, arn),
	});

export const repositoriesQuery = (session: SessionRef) =>
	queryOptions({ queryKey: key(session, "repositories_list"), queryFn: () => host.repositoriesList(session) });

export const imagesQuery = (session: SessionRef, repository: string) =>
	queryOptions({
		queryKey: key(session, "images_list", repository),
		queryFn: () => host.imagesList(session, repository),
		enabled: repository !== "",
	});

export const imageQuery = (session: SessionRef, repository: string, digest: string) =>
	queryOptions({
		queryKey: key(session, "image_get", repository, digest),
		queryFn: () => host.imageGet(session, repository, digest),
		// What a digest names never changes.
		staleTime: Number.POSITIVE_INFINITY,
	});

export const rolesQuery = (session: SessionRef, principal: Principal) =>
	queryOptions({
		queryKey: key(session, "roles_list", principal),
		queryFn: () => host.rolesList(session, principal),
		staleTime: RESTING,
	});

export const autoScalingQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "auto_scaling_list"),
		queryFn: () => host.autoScalingList(session),
		staleTime: RESTING,
	});

export const connectorsQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "connectors_list"),
		queryFn: () => host.connectorsList(session),
		staleTime: RESTING,
	});

export const networkQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "network_list"),
		queryFn: () => host.networkList(session),
		staleTime: RESTING,
	});

/** What a connector reaches. What was seen stays in sight while another choice is looked at. */
export const reachQuery = (session: SessionRef, asked: ReachAsked) =>
	queryOptions({
		queryKey: key(session, "network_reach", asked),
		queryFn: () => host.networkReach(session, asked, false),
		staleTime: RESTING,
		placeholderData: keepPreviousData,
	});

/** What is told of the networks as they were read. */
const OF_NETWORKS = ["network_reach", "network_entry", "network_picture", "database_propose"];

/** What plans make, change and delete in the networks. */
const IN_NETWORKS = [
	"network_list",
	"endpoints_list",
	"endpoints_in_use",
	"connectors_list",
	"connectors_in_use",
	"private_domains",
];

/** The networks were read again: what was said before was of them as they were. */
export const networksRead = (client: QueryClient) =>
	client.invalidateQueries({ predicate: ({ queryKey }) => OF_NETWORKS.includes(String(queryKey[3])) });

/** The connectors with those who use them. */
export const connectorsInUseQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "connectors_in_use"),
		queryFn: () => host.connectorsInUse(session),
	});

/** What is to be said of a connector that is asked for. */
export const connectorCheckQuery = (session: SessionRef, draft: ConnectorDraft, instances: number | null) =>
	queryOptions({
		queryKey: key(session, "connector_check", draft, instances),
		queryFn: () => host.connectorCheck(session, draft, instances),
		placeholderData: keepPreviousData,
	});

/** Made anew for each dialog: a plan is begun once. */
export const planConnectorQuery = (session: SessionRef, draft: ConnectorDraft) =>
	queryOptions({
		queryKey: key(session, "plan_connector", draft),
		queryFn: () => host.planConnector(session, draft),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planDeleteConnectorQuery = (session: SessionRef, arn: string) =>
	queryOptions({
		queryKey: key(session, "plan_delete_connector", arn),
		queryFn: () => host.planDeleteConnector(session, arn),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

/** The interface endpoints of private services with those who are reached by them. */
export const endpointsInUseQuery = (session: SessionRef) =>
	queryOptions({ queryKey: key(session, "endpoints_in_use"), queryFn: () => host.endpointsInUse(session) });

/** The custom domains of a private service, and where they lead to. */
export const privateDomainsQuery = (session: SessionRef, arn: string) =>
	queryOptions({ queryKey: key(session, "private_domains", arn), queryFn: () => host.privateDomains(session, arn) });

/** How clients get to an interface endpoint. What was seen stays in sight while other clients are asked about. */
export const entryQuery = (session: SessionRef, asked: EntryAsked) =>
	queryOptions({
		queryKey: key(session, "network_entry", asked),
		queryFn: () => host.networkEntry(session, asked, false),
		staleTime: RESTING,
		placeholderData: keepPreviousData,
	});

/** Made anew for each dialog: a plan is begun once. */
export const planGroupQuery = (session: SessionRef, vpc: string, name: string) =>
	queryOptions({
		queryKey: key(session, "plan_group", vpc, name),
		queryFn: () => host.planGroup(session, vpc, name),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planIncomingQuery = (session: SessionRef, arn: string, incoming: Incoming) =>
	queryOptions({
		queryKey: key(session, "plan_incoming", arn, incoming),
		queryFn: () => host.planIncoming(session, arn, incoming),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planDeleteIngressQuery = (session: SessionRef, arn: string) =>
	queryOptions({
		queryKey: key(session, "plan_delete_ingress", arn),
		queryFn: () => host.planDeleteIngress(session, arn),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const endpointCheckQuery = (session: SessionRef, draft: EndpointDraft) =>
	queryOptions({
		queryKey: key(session, "endpoint_check", draft),
		queryFn: () => host.endpointCheck(session, draft),
		placeholderData: keepPreviousData,
	});

export const planEndpointQuery = (session: SessionRef, draft: EndpointDraft) =>
	queryOptions({
		queryKey: key(session, "plan_endpoint", draft),
		queryFn: () => host.planEndpoint(session, draft),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planDeleteEndpointQuery = (session: SessionRef, id: string) =>
	queryOptions({
		queryKey: key(session, "plan_delete_endpoint", id),
		queryFn: () => host.planDeleteEndpoint(session, id),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

/** What it takes to connect to a database. */
export const databaseQuery = (session: SessionRef, database: string, name: string) =>
	queryOptions({
		queryKey: key(session, "database_propose", database, name),
		queryFn: () => host.databasePropose(session, database, name),
	});

/** A VPC as it is, for what is chosen in it. */
export const pictureQuery = (session: SessionRef, asked: PictureAsked) =>
	queryOptions({
		queryKey: key(session, "network_picture", asked),
		queryFn: () => host.networkPicture(session, asked),
		staleTime: RESTING,
		placeholderData: keepPreviousData,
	});

/** Made anew for each dialog: a plan is begun once. */
export const planAllowInboundQuery = (session: SessionRef, group: string, port: number, from: string) =>
	queryOptions({
		queryKey: key(session, "plan_allow_inbound", group, port, from),
		queryFn: () => host.planAllowInbound(session, group, port, from),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const endpointsQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "endpoints_list"),
		queryFn: () => host.endpointsList(session),
		staleTime: RESTING,
	});

export const keysQuery = (session: SessionRef) =>
	queryOptions({ queryKey: key(session, "keys_list"), queryFn: () => host.keysList(session), staleTime: RESTING });

export const webAclsQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "web_acls_list"),
		queryFn: () => host.webAclsList(session),
		staleTime: RESTING,
	});

export const observabilityQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "observability_list"),
		queryFn: () => host.observabilityList(session),
		staleTime: RESTING,
	});

export const connectionsQuery = (session: SessionRef) =>
	queryOptions({ queryKey: key(session, "connections_list"), queryFn: () => host.connectionsList(session) });

export const secretsQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "secrets_list"),
		queryFn: () => host.secretsList(session),
		staleTime: RESTING,
	});

export const parametersQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "parameters_list"),
		queryFn: () => host.parametersList(session),
		staleTime: RESTING,
	});

/** Asks no session: text is read as it is. */
export const importQuery = (text: string, present: Variable[]) =>
	queryOptions({
		queryKey: ["environment_import", text, present],
		queryFn: () => host.environmentImport(text, present),
		staleTime: Number.POSITIVE_INFINITY,
		// What is pasted may be secret, so it is not held longer than it is shown.
		gcTime: 0,
	});

/** Asks no session either. What was found before stays in sight until the next answer is there. */
export const examineFileQuery = (text: string, draft: Draft) =>
	queryOptions({
		queryKey: ["configuration_file_examine", text, draft],
		queryFn: () => host.configurationFileExamine(text, draft),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
		placeholderData: keepPreviousData,
	});

export const writeFileQuery = (draft: Draft) =>
	queryOptions({
		queryKey: ["configuration_file_write", draft],
		queryFn: () => host.configurationFileWrite(draft),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planConnectionQuery = (session: SessionRef, name: string, provider: Provider) =>
	queryOptions({
		queryKey: key(session, "plan_connection", name, provider),
		queryFn: () => host.planConnection(session, name, provider),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

/** What a wizard begins with: a preset, a copy of a service, or a draft that was kept. */
export type Origin =
	| { from: "preset"; preset: Preset }
	/** Without a place, the service is in that of the wizard. */
	| { from: "copy"; arn: string; place: Place | null }
	| { from: "draft"; id: string };

/** Where something is that is not in the session's own place. */
export type Place = { profile: string; region: string };

/** A beginning belongs to the wizard that asked for it, so it is never shared or kept. */
export const beginningQuery = (session: SessionRef, origin: Origin) =>
	queryOptions({
		queryKey: key(session, "beginning", origin),
		queryFn: () => beginning(session, origin),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export type Beginning = {
	/** The id under which the draft is kept. */
	id: string;
	draft: Draft;
	step: WizardStep;
	leftOut: LeftOut[];
	/** Where the draft belongs, when it was kept before. */
	kept: SavedDraft | null;
};

async function beginning(session: SessionRef, origin: Origin): Promise<Beginning> {
	const fresh = { id: crypto.randomUUID(), step: "source" as const, leftOut: [], kept: null };
	switch (origin.from) {
		case "preset":
			return { ...fresh, draft: await host.draftNew(session, origin.preset) };
		case "copy": {
			const source = await sessionIn(origin.place, session);
			const { draft, left_out } = await host.draftCopy(source, origin.arn, session);
			return { ...fresh, draft, leftOut: left_out };
		}
		case "draft": {
			const kept = await host.draftGet(origin.id);
			return { ...fresh, id: kept.id, draft: kept.draft, step: kept.step, kept };
		}
	}
}

/** A session in a place. It is opened and not looked up, so that after a sign-in there its credentials are read anew. */
async function sessionIn(place: Place | null, here: SessionRef): Promise<SessionRef> {
	if (place === null || (place.profile === here.profile && place.region === here.region)) return here;
	const { session } = await host.sessionOpen(place.profile, place.region);
	return session;
}

export const draftsQuery = () => queryOptions({ queryKey: ["drafts"], queryFn: () => host.draftsList() });

export const planCreateQuery = (session: SessionRef, draft: Draft) =>
	queryOptions({
		queryKey: key(session, "plan_create", draft),
		queryFn: () => host.planCreate(session, draft),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: RESTING,
	});

/** Asks no session: prices are a table. The sum before stays in sight until the next one is there. */
export const costQuery = (draft: Draft, region: string, expected: Use) =>
	queryOptions({
		queryKey: ["draft_cost", draft, region, expected],
		queryFn: () => host.draftCost(draft, region, expected),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
		placeholderData: keepPreviousData,
	});

/** Looks at AWS anew each time that the review is entered. What was found stays in sight while a repair is looked at. */
export const preflightQuery = (session: SessionRef, draft: Draft) =>
	queryOptions({
		queryKey: key(session, "draft_preflight", draft),
		queryFn: () => host.draftPreflight(session, draft),
		gcTime: RESTING,
		placeholderData: keepPreviousData,
	});

export const planDeleteQuery = (session: SessionRef, arn: string) =>
	queryOptions({
		queryKey: key(session, "plan_delete", arn),
		queryFn: () => host.planDelete(session, arn),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

/** The system's keychain. It is locked and unlocked by others, so it is looked at whenever it is shown. */
export const keychainQuery = () =>
	queryOptions({ queryKey: ["keychain"], queryFn: () => host.keychainGet(), staleTime: 0 });

export const planKeyRotationQuery = (session: SessionRef, id: string) =>
	queryOptions({
		queryKey: key(session, "plan_key_rotation", id),
		queryFn: () => host.planKeyRotation(session, id),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planKeyEndQuery = (session: SessionRef, id: string) =>
	queryOptions({
		queryKey: key(session, "plan_key_end", id),
		queryFn: () => host.planKeyEnd(session, id),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const runsQuery = () => queryOptions({ queryKey: ["runs"], queryFn: () => host.runsList() });

export const runQuery = (id: string) => queryOptions({ queryKey: ["run", id], queryFn: () => host.runGet(id) });

/**
 * A person signed in, or out, or gave what was asked for. The sessions are opened anew first, since that may give them
 * other epochs; then reads that failed, and those of sessions, are asked again.
 */
export async function credentialsChanged(client: QueryClient) {
	await client.invalidateQueries({ queryKey: ["session"] });
	await client.invalidateQueries({
		predicate: ({ queryKey, state }) =>
			queryKey[0] !== "session" &&
			(state.status === "error" || (typeof queryKey[2] === "number" && !isMadeOnce(queryKey[3]))),
	});
}

/** What was made for one use, such as a plan or what a wizard began with, stays what it is. */
const isMadeOnce = (command: unknown) => command === "beginning" || String(command).startsWith("plan_");

export function keychainChanged(client: QueryClient) {
	void client.invalidateQueries({ queryKey: ["keychain"] });
}

export function marksChanged(client: QueryClient) {
	client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "marks" || queryKey[3] === "guard_get" });
}

export function runChanged(client: QueryClient, { id }: RunChanged) {
	client.invalidateQueries({ queryKey: ["runs"] });
	client.invalidateQueries({ queryKey: ["run", id] });
	// It may have changed the network. Who looks at that next sees it; nothing is asked for meanwhile.
	client.invalidateQueries({
		predicate: ({ queryKey }) => [...OF_NETWORKS, ...IN_NETWORKS].includes(String(queryKey[3])),
		refetchType: "none",
	});
}

export function serviceChanged(client: QueryClient, { session, arn }: ServiceChanged) {
	client.invalidateQueries({
		predicate: ({ queryKey }) =>
			queryKey[0] === session.profile &&
			queryKey[1] === session.region &&
			(queryKey[3] === "services_list" || (String(queryKey[3]).startsWith("service_") && queryKey[4] === arn)),
	});
}
