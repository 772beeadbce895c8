import Multiselect, { type MultiselectProps } from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { Draft, Outgoing, Subnet } from "../bindings";
import { Picker } from "../components/Picker";
import { networkQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import type { Format } from "../text/format";
import { useFormat, useText } from "../text/react";
import { DraftField, TextField, useForm } from "./form";

type ConnectorToMake = Extract<Outgoing, { kind: "new_connector" }>;

const change = (draft: Draft, part: Partial<ConnectorToMake>): Draft =>
	draft.outgoing.kind === "new_connector" ? { ...draft, outgoing: { ...draft.outgoing, ...part } } : draft;

/** A connector to make, from what the account's networks have. */
export function NewConnector({ connector }: { connector: ConnectorToMake }) {
	const text = useText();
	const words = text.wizard.service;
	const format = useFormat();
	const { pick } = useForm();
	const { session } = useOpenSession();
	const network = useQuery(networkQuery(session));
	const inVpc = <Part extends { vpc: string }>(all: Part[] | undefined) =>
		(all ?? []).filter(({ vpc }) => vpc === connector.vpc);
	return (
		<SpaceBetween size="l">
			<TextField
				field={{ name: "connector_name" }}
				value={connector.name}
				edit={(draft, name) => change(draft, { name })}
				placeholder="to-my-vpc"
			/>
			<DraftField field={{ name: "connector_vpc" }} stretch>
				<Picker
					read={network}
					options={(network.data?.vpcs ?? []).map(({ id, name, cidr, is_default }) => ({
						value: id,
						label: name ?? id,
						description: `${id} · ${cidr}`,
						...(is_default ? { labelTag: words.defaultVpc } : {}),
					}))}
					value={connector.vpc}
					placeholder={words.chooseVpc}
					find={words.findVpc}
					empty={words.noVpcs}
					refresh={words.refreshNetwork}
					// What was chosen in another VPC is of no use in this one.
					onChange={(vpc) => pick((draft) => change(draft, { vpc, subnets: [], security_groups: [] }))}
				/>
			</DraftField>
			<DraftField field={{ name: "connector_subnets" }} description={words.subnetsText} stretch>
				<Several
					options={inVpc(network.data?.subnets).map((subnet) => subnetOption(text, format, subnet))}
					chosen={connector.subnets}
					placeholder={words.chooseSubnets}
					empty={words.noSubnets}
					disabled={connector.vpc === ""}
					onChange={(subnets) => pick((draft) => change(draft, { subnets }), [{ name: "connector_subnets" }])}
				/>
			</DraftField>
			<DraftField field={{ name: "connector_security_groups" }} description={words.groupsText} optional stretch>
				<Several
					options={inVpc(network.data?.security_groups).map(({ id, name, description }) => ({
						value: id,
						label: name,
						description: `${id} · ${description}`,
					}))}
					chosen={connector.security_groups}
					placeholder={words.chooseGroups}
					empty={words.noGroups}
					disabled={connector.vpc === ""}
					onChange={(security_groups) =>
						pick((draft) => change(draft, { security_groups }), [{ name: "connector_security_groups" }])
					}
				/>
			</DraftField>
		</SpaceBetween>
	);
}

function subnetOption(text: Text, format: Format, subnet: Subnet): MultiselectProps.Option {
	const { id, name, zone, cidr, free_addresses, way_out } = subnet;
	const words = text.wizard.service;
	return {
		value: id,
		label: name ?? id,
		labelTag: zone,
		description: [id, cidr, text.codes.wayOut[way_out], words.freeAddresses(format.number(free_addresses))].join(" · "),
	};
}

type SeveralProps = {
	options: MultiselectProps.Option[];
	chosen: string[];
	placeholder: string;
	empty: string;
	disabled: boolean;
	onChange: (values: string[]) => void;
};

/** Some of what there is. What was chosen and is not there any more is shown by its id, so that it can be taken out. */
function Several({ options, chosen, placeholder, empty, disabled, onChange }: SeveralProps) {
	const selected = chosen.map((value) => options.find((option) => option.value === value) ?? { value, label: value });
	return (
		<Multiselect
			options={options}
			selectedOptions={selected}
			placeholder={placeholder}
			empty={empty}
			disabled={disabled}
			filteringType="auto"
			onChange={({ detail }) =>
				onChange(detail.selectedOptions.flatMap(({ value }) => (value === undefined ? [] : [value])))
			}
		/>
	);
}
