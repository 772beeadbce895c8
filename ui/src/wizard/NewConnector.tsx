import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Draft, Outgoing } from "../bindings";
import { ReachSection } from "../network/ReachSection";
import { toggled } from "../network/scene";
import { useText } from "../text/react";
import { TextField, useForm } from "./form";
import { TagRows } from "./TagRows";
import { VpcPlace } from "./VpcPlace";

type ConnectorToMake = Extract<Outgoing, { kind: "new_connector" }>;

const FIELDS = {
	vpc: { name: "connector_vpc" },
	subnets: { name: "connector_subnets" },
	security_groups: { name: "connector_security_groups" },
} as const;

const change = (draft: Draft, part: Partial<ConnectorToMake>): Draft =>
	draft.outgoing.kind === "new_connector" ? { ...draft, outgoing: { ...draft.outgoing, ...part } } : draft;

const named = (typed: string) => (typed.trim() === "" ? undefined : typed);

/** A connector to make, from what the account's networks have. */
export function NewConnector({ connector }: { connector: ConnectorToMake }) {
	const text = useText();
	const words = text.wizard.service;
	const { draft, pick, state } = useForm();
	return (
		<SpaceBetween size="l">
			<TextField
				field={{ name: "connector_name" }}
				value={connector.name}
				edit={(draft, name) => change(draft, { name })}
				placeholder="to-my-vpc"
			/>
			<VpcPlace
				place={connector}
				fields={FIELDS}
				change={change}
				subnetsText={words.subnetsText}
				groupsText={words.groupsText}
				canMakeGroup
			/>
			{/* What nobody looks at is not asked of AWS. */}
			{state.open.has("networking") && (
				<ReachSection
					key={connector.vpc}
					vpc={connector.vpc}
					subnets={connector.subnets}
					groups={connector.security_groups}
					instances={null}
					service={named(draft.name)}
					connector={named(connector.name)}
					isCheckedElsewhere
					onToggle={(subnet, vpc) =>
						pick((draft) => change(draft, { vpc, subnets: toggled(connector.subnets, subnet) }), [FIELDS.subnets])
					}
				/>
			)}
			<FormField label={text.wizard.service.tags} stretch>
				<TagRows list="connector_tags" said={text.wizard.reach.places.connector} />
			</FormField>
		</SpaceBetween>
	);
}
