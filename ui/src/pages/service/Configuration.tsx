import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { CodeBuild, Pair, ServiceDetail, ServiceSource } from "../../bindings";
import { Copy } from "../../components/Copy";
import { Ids } from "../../components/Ids";
import { ProblemView } from "../../components/ProblemView";
import { problemOf } from "../../host";
import { EntrySection } from "../../network/EntrySection";
import { ConnectorReach } from "../../network/ReachSection";
import { privateDomainsQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import type { Text } from "../../text";
import { useFormat, useText } from "../../text/react";

/** The sections of the wizard, as they are on AWS. */
export function Configuration({ service }: { service: ServiceDetail }) {
	const text = useText();
	const words = text.wizard.service;
	const { health_check: health } = service;
	const runs = runsAs(service.source);
	return (
		<SpaceBetween size="l">
			<Section header={text.codes.wizardStep.source} items={sourceItems(text, service)} />
			<Section header={words.settings} items={useSettings(service)}>
				{runs && runs.environment.length > 0 && (
					<Rows header={words.environment} rows={runs.environment} value={words.valueColumn} />
				)}
				{runs && runs.secrets.length > 0 && (
					<Rows header={text.service.secrets} rows={runs.secrets} value={text.service.reference} />
				)}
			</Section>
			<Section
				header={words.scaling}
				items={
					service.auto_scaling
						? [
								{
									label: words.scalingSelect,
									value: words.scalingOption(service.auto_scaling.name, service.auto_scaling.revision),
								},
								{ label: text.common.arn, value: broken(service.auto_scaling.arn) },
							]
						: [{ label: words.scalingSelect, value: text.common.unknown }]
				}
			/>
			<Section
				header={words.health}
				items={
					health
						? [
								{
									label: words.protocol,
									value: health.http_path === null ? words.tcp : `${words.http} ${health.http_path}`,
								},
								{ label: words.timeout, value: text.common.seconds(String(health.timeout)) },
								{ label: words.interval, value: text.common.seconds(String(health.interval)) },
								{ label: words.unhealthy, value: health.unhealthy_threshold },
								{ label: words.healthy, value: health.healthy_threshold },
							]
						: [{ label: words.protocol, value: text.common.unknown }]
				}
			/>
			<Section
				header={words.security}
				items={[
					{
						label: words.instanceRole,
						value: service.instance_role ? broken(service.instance_role) : text.common.none,
					},
					{ label: words.encryption, value: service.kms_key ? broken(service.kms_key) : words.awsKey },
					{ label: text.service.webAcl, value: broken(service.web_acl?.name ?? text.service.noWebAcl) },
				]}
			/>
			<Section
				header={words.networking}
				items={[
					{ label: words.incoming, value: service.public ? words.publicEndpoint : words.privateEndpoint },
					{ label: words.addressType, value: addressType(text, service) },
					{ label: words.outgoing, value: service.vpc_connector ? words.customVpc : words.publicAccess },
					...(service.vpc_connector
						? [{ label: text.service.vpcConnector, value: broken(service.vpc_connector) }]
						: []),
				]}
			>
				{!service.public && <Entry service={service} />}
				{service.vpc_connector && <ConnectorReach arn={service.vpc_connector} service={service.row.name} />}
			</Section>
			<Section
				header={words.observability}
				items={[
					{
						label: words.tracing,
						value: service.observability ? broken(service.observability) : words.tracingOff,
					},
				]}
			/>
			<Section header={words.tags} items={[]}>
				{service.tags === null ? (
					<Box color="text-body-secondary">{text.service.tagsUnread}</Box>
				) : service.tags.length === 0 ? (
					<Box color="text-body-secondary">{words.tagsEmpty}</Box>
				) : (
					<Rows header={words.tags} rows={service.tags} name={words.tagKey} value={words.tagValue} hideHeader />
				)}
			</Section>
		</SpaceBetween>
	);
}

/** Who reaches a private service; without a way to it nobody does. */
function Entry({ service: { row, ingress, ingress_known } }: { service: ServiceDetail }) {
	const { incoming: words, service: said, codes } = useText();
	const navigate = useNavigate();
	const { update } = row.abilities;
	if (ingress === null && !ingress_known) return <Box color="text-body-secondary">{said.noIngress}</Box>;
	if (ingress === null) {
		return (
			<Alert
				type="warning"
				action={
					<Button
						disabled={update !== "allowed"}
						{...(update === "allowed" ? {} : { disabledReason: codes.ability[update] })}
						onClick={() => void navigate(paths.incoming(row.arn))}
					>
						{words.createWay}
					</Button>
				}
			>
				{words.noWay}
			</Alert>
		);
	}
	return (
		<SpaceBetween size="l">
			<Domains arn={row.arn} />
			<EntrySection key={ingress.endpoint} endpoint={ingress.endpoint} vpc={ingress.vpc} />
		</SpaceBetween>
	);
}

/** The custom domains of a private service, with what they have to be aliases of. Most have none. */
function Domains({ arn }: { arn: string }) {
	const { incoming: words } = useText();
	const { session } = useOpenSession();
	const { data, error, refetch } = useQuery(privateDomainsQuery(session, arn));
	if (error) return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />;
	if (data === undefined || data.names.length === 0) return null;
	return (
		<SpaceBetween size="xs">
			<Box variant="h3">{words.customDomains}</Box>
			<Box color="text-body-secondary">{words.customDomainsText}</Box>
			<KeyValuePairs
				columns={2}
				items={[
					{ label: words.domains, value: <Ids ids={data.names} /> },
					...data.targets.map(({ vpc, host }) => ({
						label: words.targetIn(vpc),
						value: (
							<span className="break">
								<Copy variant="inline" value={host} what={words.targetIn(vpc)} />
							</span>
						),
					})),
				]}
			/>
		</SpaceBetween>
	);
}

/** How the application is started and with what; nothing where AWS does not say, since a file in the repository does. */
function runsAs(source: ServiceSource): Omit<CodeBuild, "runtime" | "command"> | null {
	switch (source.kind) {
		case "image":
			return source;
		case "code":
			return source.build;
		case "unknown":
			return null;
	}
}

const broken = (value: string) => <span className="break">{value}</span>;

function Section({
	header,
	items,
	children,
}: {
	header: string;
	items: KeyValuePairsProps.Item[];
	children?: ReactNode;
}) {
	return (
		<ExpandableSection variant="stacked" defaultExpanded headerText={header}>
			<SpaceBetween size="m">
				{items.length > 0 && <KeyValuePairs columns={2} items={items} />}
				{children}
			</SpaceBetween>
		</ExpandableSection>
	);
}

type RowsProps = { header: string; rows: Pair[]; name?: string; value: string; hideHeader?: boolean };

function Rows({ header, rows, name, value, hideHeader = false }: RowsProps) {
	const { wizard } = useText();
	return (
		<Table<Pair>
			variant="embedded"
			items={rows}
			trackBy="name"
			wrapLines
			ariaLabels={{ tableLabel: header }}
			{...(hideHeader ? {} : { header: <Header variant="h3">{header}</Header> })}
			columnDefinitions={[
				{ id: "name", header: name ?? wizard.service.nameColumn, cell: (row) => row.name, isRowHeader: true },
				{ id: "value", header: value, cell: (row) => <span className="break">{row.value}</span> },
			]}
		/>
	);
}

function sourceItems(text: Text, { source }: ServiceDetail): KeyValuePairsProps.Item[] {
	const words = text.wizard.source;
	const trigger = (automatic: boolean) => ({
		label: words.trigger,
		value: automatic ? words.automatic : words.manual,
	});
	switch (source.kind) {
		case "image":
			return [
				{ label: words.provider, value: source.registry === "ecr" ? words.ecr : words.ecrPublic },
				{ label: words.imageUri, value: broken(source.uri) },
				trigger(source.automatic),
				{ label: words.accessRole, value: source.access_role ? broken(source.access_role) : text.common.none },
			];
		case "code":
			return [
				{ label: words.repositoryType, value: text.service.codeSource },
				{ label: text.service.repository, value: broken(source.repository) },
				{ label: text.service.branch, value: broken(source.branch) },
				{ label: text.service.directory, value: broken(source.directory ?? "/") },
				{ label: text.service.connection, value: source.connection ? broken(source.connection) : text.common.none },
				{ label: text.service.runtime, value: source.build?.runtime ?? text.service.runtimeFromFile },
				...(source.build
					? [{ label: text.service.buildCommand, value: broken(source.build.command ?? text.common.none) }]
					: []),
				trigger(source.automatic),
			];
		case "unknown":
			return [{ label: text.service.source, value: text.common.unknown }];
	}
}

function useSettings({ source, cpu_units, memory_mib }: ServiceDetail): KeyValuePairsProps.Item[] {
	const text = useText();
	const format = useFormat();
	const words = text.wizard.service;
	// 1024 CPU units are a vCPU, 1024 MiB are what AWS calls a GB.
	const size = (value: number | null, unit: (count: string) => string) =>
		value === null ? text.common.unknown : unit(format.number(value / 1024));
	const runs = runsAs(source);
	const noCommand = source.kind === "image" ? words.startCommandEmpty : text.common.none;
	const started: KeyValuePairsProps.Item[] = runs
		? [
				{ label: words.port, value: runs.port ?? text.common.unknown },
				{ label: words.startCommand, value: broken(runs.start_command ?? noCommand) },
			]
		: [];
	return [
		{ label: words.cpu, value: size(cpu_units, words.vcpu) },
		{ label: words.memory, value: size(memory_mib, words.gigabytes) },
		...started,
	];
}

function addressType(text: Text, { ip_address_type }: ServiceDetail): string {
	if (ip_address_type === null) return text.common.unknown;
	return ip_address_type === "ipv4" ? text.wizard.service.ipv4 : text.wizard.service.dualStack;
}
