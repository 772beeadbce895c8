import type { Network } from "../bindings";

export type Named = (id: string) => string;

/** What a person calls a thing of the network, with its id. */
export function createNames(network: Network | undefined): Named {
	const all = namesOf(network);
	return (id) => {
		const name = all.get(id);
		return name === undefined ? id : `${name} (${id})`;
	};
}

/** The same without the id, where that is not what one looks for; the id of what has no name. */
export function createShortNames(network: Network | undefined): Named {
	const all = namesOf(network);
	return (id) => all.get(id) ?? id;
}

function namesOf(network: Network | undefined) {
	const all = new Map<string, string>();
	for (const { id, name } of [...(network?.vpcs ?? []), ...(network?.subnets ?? [])]) if (name) all.set(id, name);
	for (const { id, name } of network?.security_groups ?? []) all.set(id, name);
	return all;
}
