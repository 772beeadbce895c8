import Alert from "@cloudscape-design/components/alert";
import { useQuery } from "@tanstack/react-query";
import { paths } from "../../app/paths";
import type { ConnectorRow } from "../../bindings";
import { FullTable, Links } from "../../components/FullTable";
import { usePage } from "../../components/frame";
import { Ids } from "../../components/Ids";
import { PageLink } from "../../components/PageLink";
import { ConnectorStatusView } from "../../components/Status";
import { createNames } from "../../network/names";
import { connectorsInUseQuery, networkQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useFormat, useText } from "../../text/react";
import { ConnectorActions } from "./ConnectorActions";

/** The account's VPC connectors, with those who use them. */
export function ConnectorsPage() {
	const { connectors: words, common, service } = useText();
	const format = useFormat();
	const { session } = useOpenSession();
	const read = useQuery(connectorsInUseQuery(session));
	const unknown = read.data?.unknown ?? [];
	// Names are an addition: without them, ids are shown.
	const named = createNames(useQuery(networkQuery(session)).data);
	usePage([{ text: words.title, path: paths.connectors }], "networking", "table");
	return (
		<FullTable<ConnectorRow>
			read={read}
			rows={read.data?.connectors}
			trackBy={({ arn }) => arn}
			title={words.title}
			description={words.description}
			topic="networking"
			create={{ text: words.create, path: paths.connectorNew }}
			none={{ title: words.none, text: words.noneText }}
			columns={[
				{
					id: "name",
					header: common.name,
					isRowHeader: true,
					minWidth: 140,
					cell: ({ name, arn }) => <PageLink path={paths.connector(arn)}>{name}</PageLink>,
				},
				{
					id: "status",
					header: common.status,
					minWidth: 135,
					cell: ({ status }) => <ConnectorStatusView status={status} />,
				},
				{
					id: "users",
					header: words.users,
					minWidth: 130,
					cell: ({ users }) => (
						<Links
							links={users.map(({ arn, name }) => ({ name, path: paths.service(arn) }))}
							none={words.usedByNobody}
						/>
					),
				},
				{
					id: "subnets",
					header: words.subnets,
					minWidth: 175,
					cell: ({ subnets }) => <Ids ids={subnets.map(named)} />,
				},
				{
					id: "groups",
					header: words.groups,
					minWidth: 160,
					cell: ({ security_groups }) =>
						security_groups.length === 0 ? words.defaultGroup : <Ids ids={security_groups.map(named)} />,
				},
				{
					id: "addresses",
					header: words.addresses,
					minWidth: 120,
					cell: ({ addresses_needed }) =>
						addresses_needed === null ? common.unknown : words.addressesText(format.number(addresses_needed)),
				},
				{
					id: "actions",
					header: service.actions,
					minWidth: 90,
					cell: (connector) => <ConnectorActions connector={connector} />,
				},
			]}
		>
			{unknown.length > 0 && <Alert type="warning">{words.unknown(unknown)}</Alert>}
		</FullTable>
	);
}
