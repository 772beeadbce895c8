// A place in a VPC, which a new connector and a new interface endpoint have in common: a VPC, and of its subnets and
// security groups some.
import type { MultiselectProps } from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { Draft, Field, Subnet } from "../bindings";
import { Picker } from "../components/Picker";
import { Several } from "../components/Several";
import { NewGroup } from "../network/NewGroup";
import { networkQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import type { Format } from "../text/format";
import { useFormat, useText } from "../text/react";
import { DraftField, useForm } from "./form";

type Place = { vpc: string; subnets: string[]; security_groups: string[] };

type Props = {
	place: Place;
	fields: Record<keyof Place, Field>;
	change: (draft: Draft, part: Partial<Place>) => Draft;
	/** What the subnets and the security groups are for. */
	subnetsText: string;
	groupsText: string;
	/** Whether a group can be made here: one that lets everything out and nothing in. */
	canMakeGroup?: boolean;
};

export function VpcPlace({ place, fields, change, subnetsText, groupsText, canMakeGroup = false }: Props) {
	const text = useText();
	const words = text.wizard.service;
	const format = useFormat();
	const { pick } = useForm();
	const { session } = useOpenSession();
	const network = useQuery(networkQuery(session));
	const chooseGroups = (security_groups: string[]) =>
		pick((draft) => change(draft, { security_groups }), [fields.security_groups]);
	const inVpc = <Part extends { vpc: string }>(all: Part[] | undefined) =>
		(all ?? []).filter(({ vpc }) => vpc === place.vpc);
	return (
		<SpaceBetween size="l">
			<DraftField field={fields.vpc} stretch>
				<Picker
					read={network}
					options={(network.data?.vpcs ?? []).map(({ id, name, cidr, is_default }) => ({
						value: id,
						label: name ?? id,
						description: `${id} · ${cidr}`,
						...(is_default ? { labelTag: words.defaultVpc } : {}),
					}))}
					value={place.vpc}
					placeholder={words.chooseVpc}
					find={words.findVpc}
					empty={words.noVpcs}
					refresh={words.refreshNetwork}
					// What was chosen in another VPC is of no use in this one.
					onChange={(vpc) => pick((draft) => change(draft, { vpc, subnets: [], security_groups: [] }))}
				/>
			</DraftField>
			<DraftField field={fields.subnets} description={subnetsText} stretch>
				<Several
					options={inVpc(network.data?.subnets).map((subnet) => subnetOption(text, format, subnet))}
					chosen={place.subnets}
					placeholder={words.chooseSubnets}
					find={words.findSubnets}
					empty={words.noSubnets}
					disabled={place.vpc === ""}
					onChange={(subnets) => pick((draft) => change(draft, { subnets }), [fields.subnets])}
				/>
			</DraftField>
			<DraftField field={fields.security_groups} description={groupsText} optional stretch>
				<SpaceBetween size="xxs">
					<Several
						options={inVpc(network.data?.security_groups).map(({ id, name, description }) => ({
							value: id,
							label: name,
							description: `${id} · ${description}`,
						}))}
						chosen={place.security_groups}
						placeholder={words.chooseGroups}
						find={words.findGroups}
						empty={words.noGroups}
						disabled={place.vpc === ""}
						onChange={chooseGroups}
					/>
					{canMakeGroup && <NewGroup vpc={place.vpc} onMade={(id) => chooseGroups([...place.security_groups, id])} />}
				</SpaceBetween>
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
