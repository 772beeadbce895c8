import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { paths } from "../../app/paths";
import type { Ability, ServiceDetail, ServiceRow } from "../../bindings";
import { useCopy } from "../../components/Copy";
import { InfoLink, usePage } from "../../components/frame";
import { useOpenLink } from "../../components/HostLink";
import { ProblemPage } from "../../components/ProblemPage";
import { Stale } from "../../components/Stale";
import { ServiceStatusView } from "../../components/Status";
import { host, problemOf } from "../../host";
import { MOVING, operationsQuery, RESTING, serviceQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import { useText } from "../../text/react";
import { Activity } from "./Activity";
import { Configuration } from "./Configuration";
import { Logs } from "./Logs";
import { Overview } from "./Overview";
import { Trouble } from "./Trouble";

const CopyModal = lazy(async () => ({ default: (await import("./CopyModal")).CopyModal }));
const DeleteIngressDialog = lazy(async () => ({
	default: (await import("./DeleteIngressDialog")).DeleteIngressDialog,
}));
const DeleteModal = lazy(async () => ({ default: (await import("../delete/DeleteModal")).DeleteModal }));

/** The name in a service's ARN, for a title while nothing has been read. */
const nameIn = (arn: string) => arn.split("/").at(-2) ?? arn;

export function ServicePage() {
	const { arn = "" } = useParams();
	const text = useText();
	const { session } = useOpenSession();
	const { data, error, dataUpdatedAt, refetch } = useQuery({
		...serviceQuery(session, arn),
		refetchInterval: ({ state: { data } }) =>
			data?.row.moving || data?.ingress?.status === "moving" ? MOVING : RESTING,
	});
	const name = data?.row.name ?? nameIn(arn);
	useFollowed(arn);
	usePage(
		[
			{ text: text.services.title, path: paths.services },
			{ text: name, path: paths.service(arn) },
		],
		"service",
	);

	// What is gone is gone, also when it was read before.
	const problem = error === null ? null : problemOf(error);
	if (problem?.detail.code === "not_found" || data?.row.status.kind === "deleted") return <Gone name={name} />;
	const again = () => void refetch();
	if (data) {
		return (
			<SpaceBetween size="s">
				{problem && <Stale problem={problem} readAt={dataUpdatedAt} onRetry={again} />}
				<Service service={data} onRefresh={again} />
			</SpaceBetween>
		);
	}
	if (problem) return <ProblemPage title={name} problem={problem} onRetry={again} />;
	return (
		<SpaceBetween size="l">
			<Header variant="h1">{name}</Header>
			<Box textAlign="center">
				<Spinner size="large" />
			</Box>
		</SpaceBetween>
	);
}

/** While the page is open the Rust side watches the service, and says when it changed. */
function useFollowed(arn: string) {
	const { session } = useOpenSession();
	useEffect(() => {
		// Without the watch the page still asks again by itself.
		void host.serviceFollow(session, arn).catch(() => undefined);
		return () => void host.serviceUnfollow(session, arn).catch(() => undefined);
	}, [session, arn]);
}

function Gone({ name }: { name: string }) {
	const { service, runs } = useText();
	const navigate = useNavigate();
	return (
		<SpaceBetween size="l">
			<Header variant="h1">
				<span className="break">{name}</span>
			</Header>
			<Box textAlign="center" padding={{ vertical: "xxl" }}>
				<SpaceBetween size="m">
					<div>
						<Box variant="h2">{service.notFound}</Box>
						<Box variant="p" color="text-body-secondary">
							{service.notFoundText}
						</Box>
					</div>
					<SpaceBetween direction="horizontal" size="xs">
						<Button onClick={() => void navigate(paths.services)}>{runs.toServices}</Button>
						<Button onClick={() => void navigate(paths.runs)}>{runs.title}</Button>
					</SpaceBetween>
				</SpaceBetween>
			</Box>
		</SpaceBetween>
	);
}

const TABS = ["activity", "logs", "configuration"] as const;

function Service({ service, onRefresh }: { service: ServiceDetail; onRefresh: () => void }) {
	const text = useText();
	const words = text.service;
	const { session } = useOpenSession();
	const { row } = service;
	const { moving } = row;
	const [params, setParams] = useSearchParams();
	const [asking, setAsking] = useState<Asked | null>(null);
	const close = () => setAsking(null);
	const operations = useQuery({ ...operationsQuery(session, row.arn), refetchInterval: moving ? MOVING : RESTING });
	const tab = TABS.find((id) => id === params.get("tab")) ?? "activity";
	const content = {
		activity: <Activity read={operations} arn={row.arn} />,
		logs: <Logs arn={row.arn} moving={moving} operations={operations.data} />,
		configuration: <Configuration service={service} />,
	};
	return (
		<SpaceBetween size="l">
			<Header
				variant="h1"
				info={<InfoLink topic="service" />}
				description={moving && words.moving}
				actions={<Actions service={service} onRefresh={onRefresh} onAsk={setAsking} />}
			>
				<span className="break">{row.name}</span> <ServiceStatusView status={row.status} />
			</Header>
			<Trouble row={row} operations={operations.data} />
			<Overview service={service} />
			<Tabs
				activeTabId={tab}
				ariaLabel={words.tabs}
				variant="container"
				tabs={TABS.map((id) => ({ id, label: words[id], content: id === tab ? content[id] : null }))}
				onChange={({ detail }) => setParams({ tab: detail.activeTabId }, { replace: true })}
			/>
			<Suspense fallback={null}>
				{asking === "delete" && <DeleteModal row={row} onDismiss={close} />}
				{asking === "ingress" && service.ingress && <DeleteIngressDialog ingress={service.ingress} onClose={close} />}
				{asking === "copy" && <CopyModal row={row} onDismiss={close} />}
			</Suspense>
		</SpaceBetween>
	);
}

/** What is asked about in a dialog. */
type Asked = "delete" | "copy" | "ingress";
type ActionsProps = { service: ServiceDetail; onRefresh: () => void; onAsk: (what: Asked) => void };

function Actions({ service, onRefresh, onAsk }: ActionsProps) {
	const text = useText();
	const { sandbox } = useOpenSession();
	const open = useOpenLink();
	const copy = useCopy();
	const navigate = useNavigate();
	const { row, ingress } = service;
	const { delete: ability, update } = row.abilities;
	const unless = (ability: Ability) =>
		ability === "allowed" ? {} : { disabled: true, disabledReason: text.codes.ability[ability] };
	return (
		<SpaceBetween direction="horizontal" size="xs">
			<Button iconName="refresh" ariaLabel={text.common.refresh} onClick={onRefresh} />
			<ButtonDropdown
				items={[
					{
						id: "delete",
						text: text.service.delete,
						...unless(ability),
					},
					{ id: "incoming", text: text.incoming.change, ...unless(update) },
					...(ingress === null ? [] : [{ id: "ingress", text: text.incoming.deleteIngress }]),
					{ id: "duplicate", text: text.service.duplicate },
					{ id: "copy", text: text.service.copyArn },
					...(sandbox
						? []
						: [
								{ id: "console", text: text.service.console, external: true, href: "#", iconName: "external" as const },
							]),
				]}
				onItemFollow={(event) => {
					event.preventDefault();
					void open({ kind: "console_service", arn: row.arn });
				}}
				onItemClick={({ detail }) => {
					if (detail.id === "delete") onAsk("delete");
					if (detail.id === "incoming") void navigate(paths.incoming(row.arn));
					if (detail.id === "ingress") onAsk("ingress");
					if (detail.id === "duplicate") onAsk("copy");
					if (detail.id === "copy") copy(row.arn);
				}}
			>
				{text.service.actions}
			</ButtonDropdown>
			{/* What a VPC alone reaches does not open in a browser here. */}
			{service.public && <Open row={row} />}
		</SpaceBetween>
	);
}

function Open({ row: { host: domain, abilities } }: { row: ServiceRow }) {
	const text = useText();
	const open = useOpenLink();
	const canOpen = domain !== null && abilities.open === "allowed";
	const closed = abilities.open === "allowed" ? text.services.noDomain : text.codes.ability[abilities.open];
	return (
		<Button
			variant="primary"
			iconName="external"
			iconAlign="right"
			disabled={!canOpen}
			{...(canOpen ? {} : { disabledReason: closed })}
			onClick={() => domain !== null && void open({ kind: "service", host: domain })}
		>
			{text.service.open}
		</Button>
	);
}
