import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { EndpointRow, InterfaceEndpoint } from "../../bindings";
import { useAsked } from "../../components/asked";
import { InfoLink, usePage } from "../../components/frame";
import { Ids } from "../../components/Ids";
import { PageLink } from "../../components/PageLink";
import { ProblemView } from "../../components/ProblemView";
import { problemOf } from "../../host";
import { createShortNames } from "../../network/names";
import { endpointsInUseQuery, networkQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";
import { EndpointActions } from "./EndpointActions";

/** The interface endpoints by which VPCs reach private services, with the services that each leads to. */
export function EndpointsPage() {
	const { incoming: words, connectors, common, service } = useText();
	const { session } = useOpenSession();
	const { data, error, isFetching, refetch } = useQuery(endpointsInUseQuery(session));
	// Names are an addition: without them, ids are shown.
	const named = createShortNames(useQuery(networkQuery(session)).data);
	const navigate = useNavigate();
	const [asked, ask] = useAsked(isFetching, () => void refetch());
	usePage([{ text: words.endpoints, path: paths.endpoints }], "networking", "table");
	return (
		<SpaceBetween size="l">
			{error && <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />}
			<Table<EndpointRow>
				variant="full-page"
				stickyHeader
				wrapLines
				items={data?.endpoints ?? []}
				trackBy={({ endpoint }) => endpoint.id}
				loading={data === undefined && error === null}
				loadingText={common.loading}
				ariaLabels={{ tableLabel: words.endpoints }}
				columnDefinitions={[
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
						cell: ({ users }) =>
							users.length === 0 ? (
								<Box color="text-body-secondary">{common.none}</Box>
							) : (
								<ul className="bare-list">
									{users.map(({ arn, name }) => (
										<li key={arn}>
											<PageLink path={paths.service(arn)}>{name}</PageLink>
										</li>
									))}
								</ul>
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
				header={
					<Header
						variant="awsui-h1-sticky"
						counter={data ? `(${data.endpoints.length})` : ""}
						info={<InfoLink topic="networking" />}
						description={words.endpointsText}
						actions={
							<SpaceBetween direction="horizontal" size="xs">
								<Button
									iconName="refresh"
									ariaLabel={common.refresh}
									loading={asked}
									loadingText={common.loading}
									onClick={ask}
								/>
								<Button variant="primary" onClick={() => void navigate(paths.endpointNew)}>
									{words.create}
								</Button>
							</SpaceBetween>
						}
					>
						{words.endpoints}
					</Header>
				}
				empty={
					data && (
						<Box textAlign="center" color="inherit">
							<Box variant="strong">{words.none}</Box>
							<Box color="text-body-secondary">{words.noneText}</Box>
						</Box>
					)
				}
			/>
		</SpaceBetween>
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
