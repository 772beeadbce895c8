import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { IpAddressType } from "../bindings";
import { Picker } from "../components/Picker";
import { ConnectorReach } from "../network/ReachSection";
import { connectorsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { DatabaseModal } from "./DatabaseModal";
import { DraftField, useForm } from "./form";
import { IncomingChoice } from "./IncomingChoice";
import { NewConnector } from "./NewConnector";
import { incomingOf } from "./parts";
import { SectionBox } from "./SectionBox";
import { addressWords, incomingWords, outgoingWords } from "./summary";

export function NetworkingSection() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, choose, pick } = useForm();
	const [asking, setAsking] = useState(false);
	return (
		<SectionBox
			section="networking"
			header={words.networking}
			summary={[
				incomingWords(text, incomingOf(draft)),
				addressWords(text, draft),
				outgoingWords(text, draft.outgoing),
			].join(" · ")}
			topic="networking"
		>
			<SpaceBetween size="l">
				<IncomingChoice />
				<FormField label={words.addressType} stretch>
					<RadioGroup
						value={draft.ip_address_type}
						ariaLabel={words.addressType}
						items={[
							{ value: "ipv4", label: words.ipv4 },
							{ value: "dual_stack", label: words.dualStack },
						]}
						onChange={({ detail }) => {
							const ip_address_type: IpAddressType = detail.value === "dual_stack" ? "dual_stack" : "ipv4";
							pick((draft) => ({ ...draft, ip_address_type }));
						}}
					/>
				</FormField>
				<FormField label={words.outgoing} stretch>
					<RadioGroup
						value={draft.outgoing.kind}
						ariaLabel={words.outgoing}
						items={[
							{ value: "public", label: words.publicAccess, description: words.publicAccessText },
							{ value: "connector", label: words.existingConnector, description: words.customVpcText },
							{ value: "new_connector", label: words.newConnector },
						]}
						onChange={({ detail }) => choose("outgoing", detail.value)}
					/>
				</FormField>
				<Button formAction="none" onClick={() => setAsking(true)}>
					{text.database.open}
				</Button>
				{asking && <DatabaseModal onDismiss={() => setAsking(false)} />}
				{draft.outgoing.kind === "connector" && <Connector arn={draft.outgoing.arn} />}
				{draft.outgoing.kind === "new_connector" && <NewConnector connector={draft.outgoing} />}
			</SpaceBetween>
		</SectionBox>
	);
}

function Connector({ arn }: { arn: string }) {
	const { wizard, common } = useText();
	const words = wizard.service;
	const { draft, put, state } = useForm();
	const { session } = useOpenSession();
	const connectors = useQuery(connectorsQuery(session));
	const ids = (all: string[]) => (all.length === 0 ? common.none : all.join(", "));
	return (
		<SpaceBetween size="l">
			<DraftField field={{ name: "connector_arn" }} stretch>
				<Picker
					read={connectors}
					options={(connectors.data ?? []).map(({ name, arn, subnets, security_groups }) => ({
						value: arn,
						label: name,
						description: words.connectorPlaces(ids(subnets), ids(security_groups)),
						filteringTags: [...subnets, ...security_groups],
					}))}
					value={arn}
					typed
					placeholder={words.chooseConnector}
					find={words.findConnector}
					empty={words.noConnectors}
					refresh={words.refreshConnectors}
					onChange={(arn, byKeys) => put((draft) => ({ ...draft, outgoing: { kind: "connector", arn } }), byKeys)}
				/>
			</DraftField>
			{state.open.has("networking") && (
				<ConnectorReach arn={arn} {...(draft.name === "" ? {} : { service: draft.name })} />
			)}
		</SpaceBetween>
	);
}
