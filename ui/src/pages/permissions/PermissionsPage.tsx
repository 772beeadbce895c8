import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { paths } from "../../app/paths";
import type { Permissions, Who } from "../../bindings";
import { useAsked } from "../../components/asked";
import { Copy } from "../../components/Copy";
import { InfoLink, usePage } from "../../components/frame";
import { ProblemPage } from "../../components/ProblemPage";
import { ProblemView } from "../../components/ProblemView";
import { Refresh } from "../../components/Refresh";
import { problemOf } from "../../host";
import { permissionsQuery } from "../../session/queries";
import { useOpenSession, useRegionNames } from "../../session/session";
import type { Text } from "../../text";
import { useFormat, useText } from "../../text/react";
import { FeaturesTable } from "./FeaturesTable";
import { PolicySection } from "./PolicySection";

/** What one may do in the session's account and Region, and the policy that is missing. */
export function PermissionsPage() {
	const { permissions: words, common } = useText();
	const format = useFormat();
	const { session } = useOpenSession();
	const { data, error, isFetching, refetch } = useQuery(permissionsQuery(session));
	const again = () => void refetch();
	const [asked, ask] = useAsked(isFetching, again);
	usePage([{ text: words.title, path: paths.permissions }], "permissions");
	if (error !== null && data === undefined) {
		return <ProblemPage title={words.title} problem={problemOf(error)} onRetry={again} />;
	}
	return (
		<SpaceBetween size="l">
			<Header
				variant="h1"
				info={<InfoLink topic="permissions" />}
				description={words.description}
				actions={
					<SpaceBetween direction="horizontal" size="xs" alignItems="center">
						<Box variant="small" color="text-body-secondary">
							{data?.looked_at == null ? "" : common.updatedAt(format.time(data.looked_at))}
						</Box>
						<Refresh loading={asked} onClick={ask} />
					</SpaceBetween>
				}
			>
				{words.title}
			</Header>
			{error && <ProblemView problem={problemOf(error)} onRetry={again} />}
			{data ? (
				<Looked permissions={data} onRetry={again} />
			) : (
				<StatusIndicator type="loading">{common.loading}</StatusIndicator>
			)}
		</SpaceBetween>
	);
}

function Looked({ permissions, onRetry }: { permissions: Permissions; onRetry: () => void }) {
	const { permissions: words, common } = useText();
	const { session } = useOpenSession();
	const { full } = useRegionNames();
	const text = useText();
	const { identity, who, features, problem, policy } = permissions;
	return (
		<SpaceBetween size="l">
			<KeyValuePairs
				columns={4}
				items={[
					{ label: words.who, value: <span className="break">{whoWords(text, who)}</span> },
					{ label: common.account, value: identity.account },
					{ label: common.region, value: full(session.region) },
					{ label: common.arn, value: <Copy variant="inline" value={identity.arn} what={common.arn} /> },
				]}
			/>
			{who.kind === "root" && <Alert type="info">{words.rootText}</Alert>}
			{who.kind === "federated" && <Alert type="info">{words.federatedText}</Alert>}
			{problem && (
				<SpaceBetween size="xs">
					<Box variant="strong">{policy?.is_whole ? words.unasked : words.partly}</Box>
					<ProblemView problem={problem} onRetry={onRetry} here="permissions" />
				</SpaceBetween>
			)}
			<FeaturesTable features={features} />
			{policy && <PolicySection policy={policy} who={who} />}
			<ExpandableSection headerText={words.limits} variant="container">
				<ul className="plain-list">
					{words.limitsText.map((sentence) => (
						<li key={sentence}>{sentence}</li>
					))}
				</ul>
			</ExpandableSection>
		</SpaceBetween>
	);
}

function whoWords({ permissions: words }: Text, who: Who): string {
	switch (who.kind) {
		case "root":
			return words.root;
		case "user":
			return words.user(who.name);
		case "role":
			return who.permission_set === null ? words.role(who.name) : words.permissionSet(who.permission_set, who.name);
		case "federated":
			return words.federated;
	}
}
