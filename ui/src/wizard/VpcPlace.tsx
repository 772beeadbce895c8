// A place in a VPC, which a new connector and a new interface endpoint have in common: a VPC, and of its subnets and
// security groups some.
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Draft, Field } from "../bindings";
import { GroupsPicker, SubnetsPicker, VpcPicker } from "../network/place";
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
	const { pick } = useForm();
	return (
		<SpaceBetween size="l">
			<DraftField field={fields.vpc} stretch>
				<VpcPicker
					vpc={place.vpc}
					// What was chosen in another VPC is of no use in this one.
					onChange={(vpc) => pick((draft) => change(draft, { vpc, subnets: [], security_groups: [] }))}
				/>
			</DraftField>
			<DraftField field={fields.subnets} description={subnetsText} stretch>
				<SubnetsPicker
					vpc={place.vpc}
					chosen={place.subnets}
					onChange={(subnets) => pick((draft) => change(draft, { subnets }), [fields.subnets])}
				/>
			</DraftField>
			<DraftField field={fields.security_groups} description={groupsText} optional stretch>
				<GroupsPicker
					vpc={place.vpc}
					chosen={place.security_groups}
					canMake={canMakeGroup}
					onChange={(security_groups) => pick((draft) => change(draft, { security_groups }), [fields.security_groups])}
				/>
			</DraftField>
		</SpaceBetween>
	);
}
