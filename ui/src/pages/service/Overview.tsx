import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import { paths } from "../../app/paths";
import type { IngressInUse, ServiceDetail, ServiceSource } from "../../bindings";
import { Moment } from "../../components/Age";
import { Copy } from "../../components/Copy";
import { HostLink } from "../../components/HostLink";
import { PageLink } from "../../components/PageLink";
import { IngressStatusView, ServiceStatusView } from "../../components/Status";
import type { Text } from "../../text";
import { useText } from "../../text/react";

export function Overview({ service }: { service: ServiceDetail }) {
	const text = useText();
	const { row, source } = service;
	return (
		<Container header={<Header variant="h2">{text.service.overview}</Header>}>
			<KeyValuePairs
				columns={3}
				items={[
					{ label: text.common.status, value: <ServiceStatusView status={row.status} /> },
					...(service.public
						? [{ label: text.common.defaultDomain, value: <Domain service={service} /> }]
						: [{ label: text.service.vpcDomain, value: <VpcDomain ingress={service.ingress} /> }]),
					{ label: text.service.source, value: <span className="break">{sourceWords(text, source)}</span> },
					{ label: text.common.created, value: <Moment at={row.created_at} /> },
					{ label: text.common.updated, value: <Moment at={row.updated_at} /> },
					{
						label: text.common.arn,
						value: (
							<span className="break">
								<Copy variant="inline" value={row.arn} what={text.common.arn} />
							</span>
						),
					},
					...(service.public ? [] : ingressItems(text, service.ingress)),
				]}
			/>
		</Container>
	);
}

function Domain({ service: { row } }: { service: ServiceDetail }) {
	const { services } = useText();
	if (row.host === null) return services.noDomain;
	if (row.abilities.open !== "allowed") return <span className="break">{row.host}</span>;
	return (
		<span className="break">
			<HostLink link={{ kind: "service", host: row.host }}>{row.host}</HostLink>
		</span>
	);
}

/** It answers in its VPC only, so it is there to be copied and not to be opened. */
function VpcDomain({ ingress }: { ingress: IngressInUse | null }) {
	const { service } = useText();
	if (!ingress?.host) return service.noVpcDomain;
	return (
		<span className="break">
			<Copy variant="inline" value={ingress.host} what={service.vpcDomain} />
		</span>
	);
}

/** The way from a VPC to a private service. */
function ingressItems({ service }: Text, ingress: IngressInUse | null): KeyValuePairsProps.Item[] {
	if (ingress === null) return [{ label: service.ingress, value: service.noIngress }];
	return [
		{
			label: service.ingress,
			value: <IngressStatusView status={ingress.status} />,
		},
		{ label: service.vpc, value: <span className="break">{ingress.vpc}</span> },
		{
			label: service.interfaceEndpoint,
			value: <PageLink path={paths.endpoint(ingress.endpoint)}>{ingress.endpoint}</PageLink>,
		},
	];
}

function sourceWords(text: Text, source: ServiceSource): string {
	switch (source.kind) {
		case "image":
			return source.uri;
		case "code":
			return `${source.repository} (${source.branch})`;
		case "unknown":
			return text.common.unknown;
	}
}
