import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { paths } from "../../app/paths";
import type { EndpointRow, InterfaceEndpoint } from "../../bindings";
import { FullTable, Links } from "../../components/FullTable";
import { usePage } from "../../components/frame";
import { Ids } from "../../components/Ids";
import { PageLink } from "../../components/PageLink";
import { createShortNames } from "../../network/names";
import { endpointsInUseQuery, networkQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";
import { EndpointActions } from "./EndpointActions";

/** The interface endpoints by which VPCs reach private services, with the services that each leads to. */
export function EndpointsPage() {
	const { incoming: words, connectors, common, service } = useText();
	const { session } = useOpenSession();
	const read = useQuery(endpointsInUseQuery(session));
	// Names are an addition: without them, ids are shown.
	const named = createShortNames(useQuery(networkQuery(session)).data);
	usePage([{ text: words.endpoints, path: paths.endpoints }], "networking", "table");
	return (
		<FullTable<EndpointRow>
			read={read}
			rows={read.data?.endpoints}
			trackBy={({ endpoint }) => endpoint.id}
			title={words.endpoints}
			description={words.endpointsText}
			topic="networking"
			create={{ text: words.create, path: paths.endpointNew }}
			none={{ title: words.none, text: words.noneText }}
			columns={[
				{
					id: "name",
					header: words.endpoint,
					isRowHeader: true,
					minWidth: 150,
					cell: ({ endpoint: { id, name } }) => (
						<>
							<PageLink path={paths.endpoint(id)}>{name ?? id}</PageLink>
							{name !== null && (
								<Box variant="small" color="text-body-secondary" display="block">
									<span className="break">{id}</span>
								</Box>
							)}
						</>
					),
				},
				{
					id: "status",
					header: common.status,
					minWidth: 130,
					cell: ({ endpoint }) => <Availability endpoint={endpoint} />,
				},
				{
					id: "services",
					header: words.services,
					minWidth: 130,
					cell: ({ users }) => (
						<Links links={users.map(({ arn, name }) => ({ name, path: paths.service(arn) }))} none={common.none} />
					),
				},
				{
					id: "vpc",
					header: connectors.vpc,
					minWidth: 90,
					cell: ({ endpoint: { vpc } }) => <span className="break">{named(vpc)}</span>,
				},
				{
					id: "subnets",
					header: connectors.subnets,
					minWidth: 130,
					cell: ({ endpoint: { subnets } }) => <Ids ids={subnets.map(named)} />,
				},
				{
					id: "groups",
					header: connectors.groups,
					minWidth: 130,
					cell: ({ endpoint: { security_groups } }) => <Ids ids={security_groups.map(named)} />,
				},
				{
					id: "actions",
					header: service.actions,
					minWidth: 80,
					cell: (row) => <EndpointActions row={row} />,
				},
			]}
		/>
	);
}

export function Availability({ endpoint: { is_available } }: { endpoint: InterfaceEndpoint }) {
	const { incoming: words } = useText();
	return is_available ? (
		<StatusIndicator type="success">{words.available}</StatusIndicator>
	) : (
		<StatusIndicator type="warning">{words.unavailable}</StatusIndicator>
	);
}
