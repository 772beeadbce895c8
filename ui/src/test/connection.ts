// The part of the fake that has to do with how AWS is reached.
import type { Connectivity, Tried, WireChoice, WireView } from "../bindings";
import * as samples from "./samples";

export const reached: Connectivity = { offline_since: null, answered_at: samples.NOW, clock_wrong_by: null };

export const wire: WireView = {
	choice: { proxy: { kind: "system" }, ca_file: null },
	proxy: { kind: "unfollowed", fault: "script" },
	system: { kind: "unfollowed", fault: "script" },
	environment: { kind: "through", proxy: "http://proxy.corp:3128", except: [], has_password: true },
	ca: null,
};

export const tried: Tried = { endpoint: "https://apprunner.ap-northeast-1.amazonaws.com", proxy: null, took: 84 };

type Part = { wire: WireView; tried: Tried; connectivity: Connectivity };

export function createConnection(world: Part): Record<string, (args: Record<string, unknown>) => unknown> {
	return {
		wire_get: () => world.wire,
		wire_set: ({ choice }) => {
			world.wire = { ...world.wire, choice: choice as WireChoice };
			return world.wire;
		},
		wire_test: () => world.tried,
		connectivity_get: () => world.connectivity,
	};
}
