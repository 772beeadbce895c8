// States as an icon and words, never as a colour alone.
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type {
	ConnectorStatus,
	IngressStatus,
	OperationKind,
	OperationStatus,
	RunState,
	ServiceStatus,
	StepState,
} from "../bindings";
import type { Text } from "../text";
import { useText } from "../text/react";

type Type = StatusIndicatorProps.Type;

const SERVICE: Record<ServiceStatus["kind"], Type> = {
	running: "success",
	paused: "stopped",
	operation_in_progress: "in-progress",
	create_failed: "error",
	delete_failed: "error",
	deleted: "stopped",
	other: "info",
};

const INGRESS: Record<IngressStatus, Type> = {
	available: "success",
	moving: "in-progress",
	failed: "error",
	deletion_failed: "error",
	deleted: "stopped",
};

const OPERATION: Record<OperationStatus["kind"], Type> = {
	pending: "pending",
	in_progress: "in-progress",
	succeeded: "success",
	failed: "error",
	rollback_in_progress: "in-progress",
	rollback_succeeded: "warning",
	rollback_failed: "error",
	other: "info",
};

const RUN: Record<RunState, Type> = {
	running: "in-progress",
	waiting_for_sign_in: "pending",
	interrupted: "warning",
	failed: "error",
	succeeded: "success",
	undoing: "in-progress",
	undo_failed: "error",
	undone: "stopped",
	left: "stopped",
};

export const STEP: Record<StepState, Type> = {
	pending: "pending",
	running: "loading",
	waiting_for_iam: "loading",
	waiting_for_resource: "loading",
	waiting_for_rate: "loading",
	waiting_for_network: "loading",
	waiting_for_sign_in: "pending",
	done: "success",
	failed: "error",
	unknown: "warning",
	undoing: "loading",
	undone: "stopped",
	undo_failed: "error",
};

export const statusWords = (text: Text, status: ServiceStatus) =>
	status.kind === "other" ? status.value : text.codes.status[status.kind];

export const operationWords = (text: Text, kind: OperationKind) =>
	kind.kind === "other" ? kind.value : text.codes.operation[kind.kind];

export function ServiceStatusView({ status }: { status: ServiceStatus }) {
	const text = useText();
	return (
		<StatusIndicator type={SERVICE[status.kind]} wrapText={false}>
			{statusWords(text, status)}
		</StatusIndicator>
	);
}

export function OperationStatusView({ status }: { status: OperationStatus }) {
	const text = useText();
	return (
		<StatusIndicator type={OPERATION[status.kind]}>
			{status.kind === "other" ? status.value : text.codes.operationStatus[status.kind]}
		</StatusIndicator>
	);
}

export function RunStateView({ state }: { state: RunState }) {
	const text = useText();
	return <StatusIndicator type={RUN[state]}>{text.codes.runState[state]}</StatusIndicator>;
}

export function ConnectorStatusView({ status }: { status: ConnectorStatus }) {
	const { connectors, common } = useText();
	return status.kind === "active" ? (
		<StatusIndicator type="success" wrapText={false}>
			{connectors.active}
		</StatusIndicator>
	) : (
		<StatusIndicator type="info">{status.value || common.unknown}</StatusIndicator>
	);
}

/** How far the way from a VPC to a service is. */
export function IngressStatusView({ status }: { status: IngressStatus }) {
	const { service } = useText();
	return <StatusIndicator type={INGRESS[status]}>{service.ingressStatus[status]}</StatusIndicator>;
}
