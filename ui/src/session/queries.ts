// What is asked of the Rust side, each under one key: session, command, request. Rust retries, so nothing here does.
import { QueryClient, queryOptions } from "@tanstack/react-query";
import type { Draft, LogSource, Principal, RunChanged, ServiceChanged, SessionRef } from "../bindings";
import { host } from "../host";

/** Between two looks while App Runner is at work, and while it is not, in milliseconds. */
export const MOVING = 5_000;
export const RESTING = 60_000;

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

export const servicesQuery = (session: SessionRef) =>
	queryOptions({ queryKey: key(session, "services_list"), queryFn: () => host.servicesList(session) });

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

/** A new draft belongs to the wizard that asked for it, so it is never shared or kept. */
export const draftQuery = (session: SessionRef) =>
	queryOptions({
		queryKey: key(session, "draft_new"),
		queryFn: () => host.draftNew(session),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const planCreateQuery = (session: SessionRef, draft: Draft) =>
	queryOptions({
		queryKey: key(session, "plan_create", draft),
		queryFn: () => host.planCreate(session, draft),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: RESTING,
	});

export const planDeleteQuery = (session: SessionRef, arn: string) =>
	queryOptions({
		queryKey: key(session, "plan_delete", arn),
		queryFn: () => host.planDelete(session, arn),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});

export const runsQuery = () => queryOptions({ queryKey: ["runs"], queryFn: () => host.runsList() });

export const runQuery = (id: string) => queryOptions({ queryKey: ["run", id], queryFn: () => host.runGet(id) });

export function runChanged(client: QueryClient, { id }: RunChanged) {
	client.invalidateQueries({ queryKey: ["runs"] });
	client.invalidateQueries({ queryKey: ["run", id] });
}

export function serviceChanged(client: QueryClient, { session, arn }: ServiceChanged) {
	client.invalidateQueries({
		predicate: ({ queryKey }) =>
			queryKey[0] === session.profile &&
			queryKey[1] === session.region &&
			(queryKey[3] === "services_list" || (String(queryKey[3]).startsWith("service_") && queryKey[4] === arn)),
	});
}
