import { screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { SavedDraft } from "../bindings";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { codeDraft, fileDraft, savedDraft } from "./drafts";
import type { World } from "./fake";
import { start } from "./render";
import * as review from "./review";
import * as samples from "./samples";

const service = `/services/${encodeURIComponent(samples.arnOf("checkout"))}`;
const failed = samples.createRun("my-app", { state: "failed", can_undo: true, can_resume: true });

const kept = "/drafts/draft-kept";
const copied: World["copied"] = { draft: codeDraft, left_out: ["private_endpoint", "runtime", "source"] };

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
	[
		"a draft's source code",
		kept,
		"Deployment settings",
		{ drafts: [savedDraft("kept", { draft: codeDraft, step: "source" })] },
	],
	["a draft's build", kept, "Build settings", { drafts: [savedDraft("kept", { draft: codeDraft, step: "build" })] }],
	[
		"a configuration file",
		kept,
		"What apprunner.yaml says",
		{ drafts: [savedDraft("kept", { draft: fileDraft, step: "build" })] },
	],
	["a draft's settings", kept, "Policy of the role", { drafts: [savedDraft("kept", { draft: codeDraft })] }],
	[
		"a draft's review",
		kept,
		"What will be done",
		{ drafts: [savedDraft("kept", { draft: codeDraft, step: "review" })] },
	],
	[
		"a review with failed looks",
		kept,
		"Platform of the image",
		{ drafts: [savedDraft("kept", { draft: codeDraft, step: "review" })], looked: review.troubled },
	],
	["drafts", "/drafts", "shop-front", { drafts: [savedDraft("kept", { draft: codeDraft }), savedDraft("")] }],
	["no drafts", "/drafts", "No drafts"],
	["a copy", "/services/new?copy=x", "Not everything could be copied", { copied }],
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
		await expectNoViolations();
	});

	const text = locale === "en" ? en : ja;
	const { source, build, service: settings } = text.wizard;
	const press = (name: string) => ["button", name] as const;
	const choose = (name: string) => ["radio", new RegExp(`^${name}`)] as const;
	const dialogs: [string, SavedDraft["step"], (readonly ["button" | "radio", string | RegExp])[]][] = [
		[text.wizard.connection.title, "source", [press(source.addConnection)]],
		[text.wizard.import.title, "service", [press(settings.environmentImport)]],
		[build.editFile, "build", [press(build.asFile)]],
		// Something is entered, so that leaving asks.
		[text.wizard.leaveTitle, "build", [choose(build.file), press(text.common.cancel)]],
	];
	it.each(dialogs)("the dialog “%s” is accessible", async (title, step, way) => {
		const welcome = { ...samples.welcome, locale };
		const { user } = start(kept, { drafts: [savedDraft("kept", { draft: codeDraft, step })], welcome });
		for (const [role, name] of way) await user.click(await screen.findByRole(role, { name }));
		await screen.findByRole("dialog", { name: title });
		await expectNoViolations();
	});
});

async function expectNoViolations() {
	// Regions and contrast need a layout, which jsdom has not; the wizard has its steps twice, for narrow and for wide.
	const { violations } = await axe.run(document.body, {
		rules: {
			region: { enabled: false },
			"landmark-unique": { enabled: false },
			"color-contrast": { enabled: false },
		},
	});
	expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 160))])).toEqual([]);
}
