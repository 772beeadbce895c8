// What a choice begins with when it is chosen for the first time: AWS's console's own beginnings. What it was before is
// found again in the wizard's state.
import type { AutoScaling, Draft } from "../bindings";

type Ecr = Extract<Draft["source"], { registry: "ecr" }>;

export const NEW_SCALING: AutoScaling = {
	kind: "create_for_me",
	name: "",
	max_concurrency: "100",
	min_size: "1",
	max_size: "25",
};

export const EXISTING = { kind: "use_existing", arn: "" } as const;
export const NEW_ROLE: Ecr["access_role"] = { kind: "create_for_me", name: "" };
export const PUBLIC_SOURCE = { registry: "ecr_public", uri: "" } as const;
export const PRIVATE_SOURCE: Ecr = { registry: "ecr", uri: "", trigger: "manual", access_role: NEW_ROLE };
export const HTTP = { kind: "http", path: "/" } as const;
export const TCP = { kind: "tcp" } as const;
