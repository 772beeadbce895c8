import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { GroupCard, RuleCard } from "../bindings";
import type { Text } from "../text";
import { useText } from "../text/react";
import type { Named } from "./names";

type Props = { groups: GroupCard[]; named: Named; ofEndpoint?: boolean };

/** What the security groups allow, in sentences: out of the connector, into the databases, or into an endpoint. */
export function GroupsPanel({ groups, named, ofEndpoint = false }: Props) {
	const text = useText();
	const words = text.network;
	return (
		<ExpandableSection variant="footer" headerText={words.groupsTitle}>
			<dl className="network-groups">
				{groups.map(({ id, name, databases, rules }) => {
					const isIn = ofEndpoint || databases.length > 0;
					const title = ofEndpoint
						? `${name} (${id})`
						: isIn
							? words.groupOf(name, id, databases.join(", "))
							: words.groupOfConnector(name, id);
					return (
						<div key={`${id} ${databases.length}`}>
							<dt className="break">{title}</dt>
							<dd>
								{rules.length === 0 ? (
									<span>{isIn ? words.nothingIn : words.nothingOut}</span>
								) : (
									<ul className="plain-list">
										{sentences(text, rules, named).map((sentence) => (
											<li key={sentence} className="break">
												{sentence}
											</li>
										))}
									</ul>
								)}
							</dd>
						</div>
					);
				})}
			</dl>
		</ExpandableSection>
	);
}

/** Each once: AWS keeps a rule for IPv4 and one for IPv6 that say the same. */
function sentences(text: Text, rules: RuleCard[], named: Named): string[] {
	return [...new Set(rules.map((rule) => sentence(text, rule, named)))];
}

function sentence({ network: words }: Text, { way, traffic, peer }: RuleCard, named: Named): string {
	const what =
		traffic.kind === "tcp"
			? words.tcp(traffic.from, traffic.to)
			: traffic.kind === "all"
				? words.allTraffic
				: words.notTcp;
	const where =
		peer.kind === "anywhere"
			? words.anywhere
			: peer.kind === "net"
				? peer.net
				: peer.kind === "list"
					? peer.name
					: words.bearers(named(peer.id));
	return way === "out" ? words.letsOut(what, where) : words.letsIn(what, where);
}
