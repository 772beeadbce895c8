import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { paths } from "../../app/paths";
import { Copy } from "../../components/Copy";
import { usePage } from "../../components/frame";
import { Ids } from "../../components/Ids";
import { PageLink } from "../../components/PageLink";
import { ProblemPage } from "../../components/ProblemPage";
import { Stale } from "../../components/Stale";
import { IngressStatusView } from "../../components/Status";
import { problemOf } from "../../host";
import { EntrySection } from "../../network/EntrySection";
import { createNames } from "../../network/names";
import { endpointsInUseQuery, networkQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";
import { EndpointActions } from "./EndpointActions";
import { Availability } from "./EndpointsPage";

/** One interface endpoint: the services that it leads to, and who gets to it. */
export function EndpointPage() {
	const { incoming: words, connectors, common, service: said } = useText();
	const { id = "" } = useParams();
	const { session } = useOpenSession();
	const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery(endpointsInUseQuery(session));
	const named = createNames(useQuery(networkQuery(session)).data);
	const row = data?.endpoints.find(({ endpoint }) => endpoint.id === id);
	const name = row?.endpoint.name ?? id;
	usePage(
		[
			{ text: words.endpoints, path: paths.endpoints },
			{ text: name, path: paths.endpoint(id) },
		],
		"networking",
	);
	if (data === undefined) {
		if (error !== null)
			return <ProblemPage title={words.endpoints} problem={problemOf(error)} onRetry={() => void refetch()} />;
		return <Loading name={name} />;
	}
	// One that was just made is not among those that were read before.
	if (row === undefined && isFetching) return <Loading name={name} />;
	if (row === undefined) return <GoneEndpoint />;
	const { endpoint, users } = row;
	return (
		<SpaceBetween size="l">
			{error && <Stale problem={problemOf(error)} readAt={dataUpdatedAt} onRetry={() => void refetch()} />}
			<Header variant="h1" actions={<EndpointActions row={row} isButton />}>
				<span className="break">{name}</span>
			</Header>
			<Container header={<Header variant="h2">{words.endpoint}</Header>}>
				<KeyValuePairs
					columns={3}
					items={[
						{ label: common.status, value: <Availability endpoint={endpoint} /> },
						{ label: words.id, value: <span className="break">{endpoint.id}</span> },
						{ label: connectors.vpc, value: <span className="break">{named(endpoint.vpc)}</span> },
						{ label: connectors.subnets, value: <Ids ids={endpoint.subnets.map(named)} /> },
						{ label: connectors.groups, value: <Ids ids={endpoint.security_groups.map(named)} /> },
					]}
				/>
			</Container>
			<Container
				header={
					<Header variant="h2" counter={`(${users.length})`}>
						{words.services}
					</Header>
				}
			>
				{users.length === 0 ? (
					<Box color="text-body-secondary">{common.none}</Box>
				) : (
					<ul className="bare-list">
						{users.map((user) => (
							<li key={user.arn}>
								<SpaceBetween direction="horizontal" size="s">
									<PageLink path={paths.service(user.arn)}>{user.name}</PageLink>
									<IngressStatusView status={user.status} />
									{user.host && <Copy variant="inline" value={user.host} what={said.vpcDomain} />}
								</SpaceBetween>
							</li>
						))}
					</ul>
				)}
			</Container>
			<Container>
				<EntrySection key={endpoint.id} endpoint={endpoint.id} vpc={endpoint.vpc} under="h1" />
			</Container>
		</SpaceBetween>
	);
}

/** In the place of one that is not there. */
export function GoneEndpoint() {
	const { incoming: words } = useText();
	const navigate = useNavigate();
	return (
		<Header
			variant="h1"
			description={words.goneText}
			actions={<Button onClick={() => void navigate(paths.endpoints)}>{words.endpoints}</Button>}
		>
			{words.gone}
		</Header>
	);
}

function Loading({ name }: { name: string }) {
	const { common } = useText();
	return (
		<SpaceBetween size="l">
			<Header variant="h1">
				<span className="break">{name}</span>
			</Header>
			<StatusIndicator type="loading">{common.loading}</StatusIndicator>
		</SpaceBetween>
	);
}
