// How AWS is reached, and whether it is. What the Rust side tells of it makes the pages ask again.
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { ConnectivityChanged } from "../bindings";
import { host } from "../host";
import { credentialsChanged } from "./queries";

export const wireQuery = (profile: string) =>
	queryOptions({
		queryKey: ["wire", profile],
		queryFn: () => host.wireGet(profile),
		// The system's settings may have changed since it was looked at last.
		gcTime: 0,
	});

export const connectivityQuery = (profile: string, region: string) =>
	queryOptions({
		queryKey: ["connectivity", profile, region],
		queryFn: () => host.connectivityGet(profile, region),
		staleTime: Number.POSITIVE_INFINITY,
	});

export async function connectivityChanged(client: QueryClient, { returned }: ConnectivityChanged) {
	if (returned) return readAnew(client);
	await client.invalidateQueries({ queryKey: ["connectivity"] });
}

/** What was read before may be old: the machine slept, the connection is there again, or another way to AWS was chosen. */
export async function readAnew(client: QueryClient) {
	client.invalidateQueries({ queryKey: ["connectivity"] });
	client.invalidateQueries({ queryKey: ["wire"] });
	await credentialsChanged(client);
}
