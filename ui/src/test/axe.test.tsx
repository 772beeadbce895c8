import { screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { SavedDraft } from "../bindings";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { privateService } from "./choices";
import { codeDraft, endpointDraft, fileDraft, privateDraft, savedDraft } from "./drafts";
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
	[
		"an image of another account",
		kept,
		"Repository policy for the other account",
		{ drafts: [savedDraft("kept", { draft: privateDraft, step: "source" })] },
	],
	[
		"the settings of a private service",
		kept,
		"shop · What the shop keeps",
		{ drafts: [savedDraft("kept", { draft: privateDraft })] },
	],
	[
		"a new endpoint",
		kept,
		"Create a new endpoint",
		{ drafts: [savedDraft("kept", { draft: endpointDraft })], webAcls: [] },
	],
	[
		"the review of a private service",
		kept,
		"ECR access role: trust policy",
		{ drafts: [savedDraft("kept", { draft: endpointDraft, step: "review" })] },
	],
	["drafts", "/drafts", "shop-front", { drafts: [savedDraft("kept", { draft: codeDraft }), savedDraft("")] }],
	["no drafts", "/drafts", "No drafts"],
	["a copy", "/services/new?copy=x", "Not everything could be copied", { copied }],
	["a service", service, "Start deployment"],
	["a private service", service, "vpce-0f9e8d7c6b5a43210", { detail: privateService }],
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
	const { choices, browse } = text.wizard;
	type Press = readonly ["button" | "radio" | "menuitem" | "option", string | RegExp];
	const dialogs: [string, SavedDraft["step"], Press[]][] = [
		[text.wizard.connection.title, "source", [press(source.addConnection)]],
		[text.wizard.import.title, "service", [press(settings.environmentImport)]],
		[build.editFile, "build", [press(build.asFile)]],
		[
			choices.secret.title("LOG_LEVEL"),
			"service",
			[press(choices.reference.actionsOf("LOG_LEVEL")), ["menuitem", choices.reference.store]],
		],
		[
			browse.title,
			"source",
			[
				choose(source.registry),
				press(source.browse),
				["button", new RegExp(browse.repository)],
				["option", /my-flask-app/],
				["radio", choices.image.select("v1.4.0")],
			],
		],
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

	it("the dialog that asks where a copy is to be is accessible", async () => {
		const { user } = start(service, { welcome: { ...samples.welcome, locale } });
		await user.click(await screen.findByRole("button", { name: text.service.actions }));
		await user.click(await screen.findByRole("menuitem", { name: text.service.duplicate }));
		await screen.findByRole("dialog", { name: choices.copy.title("checkout") });
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
