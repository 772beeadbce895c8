import { screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { World } from "./fake";
import { start } from "./render";
import * as samples from "./samples";

const service = `/services/${encodeURIComponent(samples.arnOf("checkout"))}`;
const failed = samples.createRun("my-app", { state: "failed", can_undo: true, can_resume: true });

const pages: [string, string, string | RegExp, Partial<World>?][] = [
	["services", "/services", "checkout"],
	["no services", "/services", /No services in/, { services: [] }],
	[
		"a refusal",
		"/services",
		"AWS cannot be reached",
		{ refused: { services_list: samples.problem({ code: "unreachable" }) } },
	],
	["the wizard", "/services/new", "Container image URI"],
	["a service", service, "Start deployment"],
	["its logs", `${service}?tab=logs`, /Service creation started/],
	["its configuration", `${service}?tab=configuration`, "LOG_LEVEL"],
	["changes", "/runs", "Create my-app", { runs: [failed] }],
	["a change", "/runs/run-my-app", /Wait until the service is running/, { runs: [failed] }],
];

describe.each(["en", "ja"])("in %s", (locale) => {
	it.each(pages)("%s is accessible", async (_, path, shown, change = {}) => {
		const welcome = { ...samples.welcome, locale };
		start(path, { ...change, welcome });
		if (locale === "en") await screen.findAllByText(shown);
		else await screen.findByRole("heading", { level: 1 });
		// Regions and contrast need a layout, which jsdom has not; the wizard has its steps twice, for narrow and for wide.
		const { violations } = await axe.run(document.body, {
			rules: {
				region: { enabled: false },
				"landmark-unique": { enabled: false },
				"color-contrast": { enabled: false },
			},
		});
		expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 160))])).toEqual([]);
	});
});
