import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Draft, Incoming } from "../bindings";
import { useText } from "../text/react";
import { TextField } from "./form";
import { TagRows } from "./TagRows";
import { VpcPlace } from "./VpcPlace";

type EndpointToMake = Extract<Incoming, { kind: "new_endpoint" }>;

const FIELDS = {
	vpc: { name: "endpoint_vpc" },
	subnets: { name: "endpoint_subnets" },
	security_groups: { name: "endpoint_security_groups" },
} as const;

const change = (draft: Draft, part: Partial<EndpointToMake>): Draft =>
	draft.incoming?.kind === "new_endpoint" ? { ...draft, incoming: { ...draft.incoming, ...part } } : draft;

/** An interface endpoint to make, by which a VPC reaches the service. */
export function NewEndpoint({ endpoint }: { endpoint: EndpointToMake }) {
	const text = useText();
	const words = text.wizard.reach.incoming;
	return (
		<SpaceBetween size="l">
			<TextField
				field={{ name: "endpoint_name" }}
				description={words.nameText}
				value={endpoint.name}
				edit={(draft, name) => change(draft, { name })}
				optional
			/>
			<VpcPlace
				place={endpoint}
				fields={FIELDS}
				change={change}
				subnetsText={words.subnetsText}
				groupsText={words.groupsText}
			/>
			<FormField label={text.wizard.service.tags} stretch>
				<TagRows list="endpoint_tags" said={text.wizard.reach.places.endpoint} />
			</FormField>
		</SpaceBetween>
	);
}
