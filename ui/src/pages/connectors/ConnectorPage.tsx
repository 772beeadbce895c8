import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { paths } from "../../app/paths";
import { usePage } from "../../components/frame";
import { PageLink } from "../../components/PageLink";
import { ProblemPage } from "../../components/ProblemPage";
import { ServiceStatusView } from "../../components/Status";
import { problemOf } from "../../host";
import { ReachSection } from "../../network/ReachSection";
import { connectorsInUseQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";
import { ConnectorActions } from "./ConnectorActions";

/** One connector: who uses it, where it is and what it reaches. */
export function ConnectorPage() {
	const { connectors: words, common } = useText();
	const { arn = "" } = useParams();
	const { session } = useOpenSession();
	const navigate = useNavigate();
	const { data, error, refetch } = useQuery(connectorsInUseQuery(session));
	const connector = data?.connectors.find((one) => one.arn === arn);
	const name = connector?.name ?? words.gone;
	usePage(
		[
			{ text: words.title, path: paths.connectors },
			{ text: name, path: paths.connector(arn) },
		],
		"networking",
	);
	if (data === undefined) {
		if (error !== null)
			return <ProblemPage title={words.title} problem={problemOf(error)} onRetry={() => void refetch()} />;
		return <StatusIndicator type="loading">{common.loading}</StatusIndicator>;
	}
	if (connector === undefined) {
		return (
			<Header
				variant="h1"
				description={words.goneText}
				actions={<Button onClick={() => void navigate(paths.connectors)}>{words.title}</Button>}
			>
				{words.gone}
			</Header>
		);
	}
	const { subnets, security_groups, users, instances } = connector;
	return (
		<SpaceBetween size="l">
			<Header
				variant="h1"
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Button onClick={() => void navigate(paths.connectorEdit(arn))}>{words.replace}</Button>
						<ConnectorActions connector={connector} isButton />
					</SpaceBetween>
				}
			>
				<span className="break">{name}</span>
			</Header>
			{data.unknown.length > 0 && <Alert type="warning">{words.unknown(data.unknown)}</Alert>}
			<Container
				header={
					<Header variant="h2" counter={`(${users.length})`}>
						{words.users}
					</Header>
				}
			>
				{users.length === 0 ? (
					<Box color="text-body-secondary">{words.noUsers}</Box>
				) : (
					<ul className="bare-list">
						{users.map((user) => (
							<li key={user.arn}>
								<SpaceBetween direction="horizontal" size="s">
									<PageLink path={paths.service(user.arn)}>{user.name}</PageLink>
									<ServiceStatusView status={user.status} />
								</SpaceBetween>
							</li>
						))}
					</ul>
				)}
			</Container>
			<Container>
				<ReachSection
					vpc={null}
					subnets={subnets}
					groups={security_groups}
					instances={instances}
					service={users.length === 1 ? users[0]?.name : undefined}
					connector={name}
				/>
			</Container>
		</SpaceBetween>
	);
}
