import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { ConnectorRow } from "../../bindings";
import { useAsked } from "../../components/asked";
import { InfoLink, usePage } from "../../components/frame";
import { Ids } from "../../components/Ids";
import { PageLink } from "../../components/PageLink";
import { ProblemView } from "../../components/ProblemView";
import { ConnectorStatusView } from "../../components/Status";
import { problemOf } from "../../host";
import { createNames } from "../../network/names";
import { connectorsInUseQuery, networkQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useFormat, useText } from "../../text/react";
import { ConnectorActions } from "./ConnectorActions";

/** The account's VPC connectors, with those who use them. */
export function ConnectorsPage() {
	const { connectors: words, common, service } = useText();
	const format = useFormat();
	const navigate = useNavigate();
	const { session } = useOpenSession();
	const { data, error, isFetching, refetch } = useQuery(connectorsInUseQuery(session));
	// Names are an addition: without them, ids are shown.
	const named = createNames(useQuery(networkQuery(session)).data);
	const [asked, ask] = useAsked(isFetching, () => void refetch());
	usePage([{ text: words.title, path: paths.connectors }], "networking", "table");
	return (
		<SpaceBetween size="l">
			{error && <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />}
			{data && data.unknown.length > 0 && <Alert type="warning">{words.unknown(data.unknown)}</Alert>}
			<Table<ConnectorRow>
				variant="full-page"
				stickyHeader
				wrapLines
				items={data?.connectors ?? []}
				trackBy="arn"
				loading={data === undefined && error === null}
				loadingText={common.loading}
				ariaLabels={{ tableLabel: words.title }}
				columnDefinitions={[
					{
						id: "name",
						header: common.name,
						isRowHeader: true,
						minWidth: 150,
						cell: ({ name, arn }) => <PageLink path={paths.connector(arn)}>{name}</PageLink>,
					},
					{
						id: "status",
						header: common.status,
						minWidth: 90,
						cell: ({ status }) => <ConnectorStatusView status={status} />,
					},
					{
						id: "users",
						header: words.users,
						minWidth: 150,
						cell: ({ users }) =>
							users.length === 0 ? (
								<Box color="text-body-secondary">{words.usedByNobody}</Box>
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
						id: "subnets",
						header: words.subnets,
						minWidth: 180,
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
				header={
					<Header
						variant="awsui-h1-sticky"
						counter={data ? `(${data.connectors.length})` : ""}
						info={<InfoLink topic="networking" />}
						description={words.description}
						actions={
							<SpaceBetween direction="horizontal" size="xs">
								<Button
									iconName="refresh"
									ariaLabel={common.refresh}
									loading={asked}
									loadingText={common.loading}
									onClick={ask}
								/>
								<Button variant="primary" onClick={() => void navigate(paths.connectorNew)}>
									{words.create}
								</Button>
							</SpaceBetween>
						}
					>
						{words.title}
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
