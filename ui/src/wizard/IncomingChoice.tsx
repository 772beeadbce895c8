import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import type { SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Incoming, InterfaceEndpoint } from "../bindings";
import { Picker } from "../components/Picker";
import { endpointsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { DraftField, Place, useForm } from "./form";
import { NewEndpoint } from "./NewEndpoint";
import { incomingOf } from "./parts";

/** Who reaches the service: the internet, or a VPC by an interface endpoint. */
export function IncomingChoice() {
	const { wizard } = useText();
	const words = wizard.reach.incoming;
	const { incoming: label, publicEndpoint, privateEndpoint } = wizard.service;
	const { draft, choose } = useForm();
	const incoming = incomingOf(draft);
	// Back from a public endpoint one finds the kind of private one that was chosen before.
	const [way, setWay] = useState<Exclude<Incoming["kind"], "public">>(
		incoming.kind === "public" ? "endpoint" : incoming.kind,
	);
	return (
		<SpaceBetween size="l">
			<Place name="incoming">
				<FormField label={label} stretch>
					<RadioGroup
						value={incoming.kind === "public" ? "public" : "private"}
						ariaLabel={label}
						items={[
							{ value: "public", label: publicEndpoint, description: words.publicText },
							{ value: "private", label: privateEndpoint, description: words.privateText },
						]}
						onChange={({ detail }) => choose("incoming", detail.value === "private" ? way : "public")}
					/>
				</FormField>
			</Place>
			{incoming.kind !== "public" && (
				<FormField label={words.endpoint} description={words.endpointText} stretch>
					<RadioGroup
						value={incoming.kind}
						ariaLabel={words.endpoint}
						items={[
							{ value: "endpoint", label: words.existing },
							{ value: "new_endpoint", label: words.create },
						]}
						onChange={({ detail }) => {
							const chosen = detail.value === "new_endpoint" ? "new_endpoint" : "endpoint";
							setWay(chosen);
							choose("incoming", chosen);
						}}
					/>
				</FormField>
			)}
			{incoming.kind === "endpoint" && <Endpoint id={incoming.id} />}
			{incoming.kind === "new_endpoint" && <NewEndpoint endpoint={incoming} />}
		</SpaceBetween>
	);
}

function Endpoint({ id }: { id: string }) {
	const text = useText();
	const words = text.wizard.reach.incoming;
	const { pick } = useForm();
	const { session } = useOpenSession();
	const endpoints = useQuery(endpointsQuery(session));
	return (
		<DraftField field={{ name: "endpoint_id" }} label={words.existingLabel} stretch>
			<Picker
				read={endpoints}
				options={(endpoints.data ?? []).map((endpoint) => option(text, endpoint))}
				value={id}
				placeholder={words.choose}
				find={words.find}
				empty={words.empty}
				refresh={words.refresh}
				onChange={(id) => pick((draft) => ({ ...draft, incoming: { kind: "endpoint", id } }))}
			/>
		</DraftField>
	);
}

/** One that cannot be used is shown all the same, with the reason: it may be one that is being made. */
function option(text: Text, { id, name, vpc, subnets, is_available }: InterfaceEndpoint): SelectProps.Option {
	const words = text.wizard.reach.incoming;
	const place = words.place(vpc, subnets.join(", ") || text.common.none);
	return {
		value: id,
		label: name ?? id,
		description: name === null ? place : `${id} · ${place}`,
		filteringTags: [vpc, ...subnets],
		...(is_available ? {} : { disabled: true, disabledReason: words.unavailableText, labelTag: words.unavailable }),
	};
}
