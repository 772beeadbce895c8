// The parts of a place in a VPC, each to be chosen: what a connector and an interface endpoint have in common.
import type { MultiselectProps } from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { Subnet } from "../bindings";
import { Picker } from "../components/Picker";
import { Several } from "../components/Several";
import { networkQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import type { Format } from "../text/format";
import { useFormat, useText } from "../text/react";
import { NewGroup } from "./NewGroup";

function useNetwork() {
	const { session } = useOpenSession();
	return useQuery(networkQuery(session));
}

type VpcProps = { vpc: string; disabled?: boolean; onChange: (vpc: string) => void };

export function VpcPicker({ vpc, disabled = false, onChange }: VpcProps) {
	const words = useText().wizard.service;
	const network = useNetwork();
	return (
		<Picker
			read={network}
			options={(network.data?.vpcs ?? []).map(({ id, name, cidr, is_default }) => ({
				value: id,
				label: name ?? id,
				description: `${id} · ${cidr}`,
				...(is_default ? { labelTag: words.defaultVpc } : {}),
			}))}
			value={vpc}
			placeholder={words.chooseVpc}
			find={words.findVpc}
			empty={words.noVpcs}
			refresh={words.refreshNetwork}
			disabled={disabled}
			onChange={onChange}
		/>
	);
}

type PartsProps = { vpc: string; chosen: string[]; onChange: (ids: string[]) => void };

export function SubnetsPicker({ vpc, chosen, onChange }: PartsProps) {
	const text = useText();
	const words = text.wizard.service;
	const format = useFormat();
	const network = useNetwork();
	const subnets = (network.data?.subnets ?? []).filter((subnet) => subnet.vpc === vpc);
	return (
		<Several
			read={network}
			options={subnets.map((subnet) => subnetOption(text, format, subnet))}
			chosen={chosen}
			placeholder={words.chooseSubnets}
			find={words.findSubnets}
			empty={words.noSubnets}
			disabled={vpc === ""}
			onChange={onChange}
		/>
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

/** `canMake`: whether a group can be made here, which lets everything out and nothing in. */
export function GroupsPicker({ vpc, chosen, canMake = false, onChange }: PartsProps & { canMake?: boolean }) {
	const words = useText().wizard.service;
	const network = useNetwork();
	const groups = (network.data?.security_groups ?? []).filter((group) => group.vpc === vpc);
	return (
		<SpaceBetween size="xxs">
			<Several
				read={network}
				options={groups.map(({ id, name, description }) => ({
					value: id,
					label: name,
					description: `${id} · ${description}`,
				}))}
				chosen={chosen}
				placeholder={words.chooseGroups}
				find={words.findGroups}
				empty={words.noGroups}
				disabled={vpc === ""}
				onChange={onChange}
			/>
			{canMake && <NewGroup vpc={vpc} onMade={(id) => onChange([...chosen, id])} />}
		</SpaceBetween>
	);
}
