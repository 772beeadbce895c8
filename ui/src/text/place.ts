// What becomes of a place in a VPC, for sentences in any language.
import type { EndpointPlace } from "../bindings";

/** Ids that come, and ids that go. */
export type PlaceChange = { added: boolean; ids: string[] };

const without = (all: string[], known: string[]) => all.filter((id) => !known.includes(id));

/** From one place to another: what comes first, what goes after it. Nothing of what stays. */
export function changeOf(before: EndpointPlace, after: EndpointPlace): PlaceChange[] {
	const ids = (place: EndpointPlace) => [...place.subnets, ...place.security_groups];
	const changes = [
		{ added: true, ids: without(ids(after), ids(before)) },
		{ added: false, ids: without(ids(before), ids(after)) },
	];
	return changes.filter((change) => change.ids.length > 0);
}
