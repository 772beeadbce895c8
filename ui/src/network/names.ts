import type { Network } from "../bindings";

export type Named = (id: string) => string;

/** What a person calls a thing of the network, with its id. */
export function createNames(network: Network | undefined): Named {
	const all = new Map<string, string>();
	for (const { id, name } of [...(network?.vpcs ?? []), ...(network?.subnets ?? [])]) if (name) all.set(id, name);
	for (const { id, name } of network?.security_groups ?? []) all.set(id, name);
	return (id) => {
		const name = all.get(id);
		return name === undefined ? id : `${name} (${id})`;
	};
}
