import type { Operation, OperationKind } from "../../bindings";

const DEPLOYS: Record<OperationKind["kind"], boolean> = {
	create: true,
	deploy: true,
	update: true,
	pause: false,
	resume: false,
	delete: false,
	other: false,
};

/** Whether an operation has a deployment log. */
export const deploys = ({ kind }: Operation) => DEPLOYS[kind.kind];
