import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { Picker } from "../components/Picker";
import { Rich } from "../components/Rich";
import { webAclsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { DraftField, Place, useForm } from "./form";
import { firewallOf } from "./parts";

/** Whether a web ACL looks at requests before the service gets them. */
export function FirewallChoice() {
	const words = useText().wizard.reach.firewall;
	const { draft, choose } = useForm();
	const firewall = firewallOf(draft);
	return (
		<SpaceBetween size="l">
			<Place name="firewall">
				<FormField label={words.label} description={words.text} stretch>
					<RadioGroup
						value={firewall.kind}
						ariaLabel={words.label}
						items={[
							{ value: "off", label: words.off },
							{ value: "web_acl", label: words.on },
						]}
						onChange={({ detail }) => choose("firewall", detail.value)}
					/>
				</FormField>
			</Place>
			{firewall.kind === "web_acl" && <WebAcl arn={firewall.arn} />}
		</SpaceBetween>
	);
}

function WebAcl({ arn }: { arn: string }) {
	const words = useText().wizard.reach.firewall;
	const { put } = useForm();
	const { session } = useOpenSession();
	const acls = useQuery(webAclsQuery(session));
	return (
		<SpaceBetween size="xs">
			<DraftField field={{ name: "web_acl_arn" }} stretch>
				<Picker
					read={acls}
					options={(acls.data ?? []).map(({ name, arn, description }) => ({
						value: arn,
						label: name,
						description: description || arn,
						filteringTags: [arn],
					}))}
					value={arn}
					typed
					placeholder={words.choose}
					find={words.find}
					empty={words.empty}
					refresh={words.refresh}
					onChange={(arn, byKeys) => put((draft) => ({ ...draft, firewall: { kind: "web_acl", arn } }), byKeys)}
				/>
			</DraftField>
			{acls.data?.length === 0 && (
				<Box color="text-body-secondary">
					{words.empty} <Rich>{words.how}</Rich>
				</Box>
			)}
		</SpaceBetween>
	);
}
