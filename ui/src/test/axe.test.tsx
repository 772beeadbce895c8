import { screen, within } from "@testing-library/react";
import { describe, it } from "vitest";
import type { Need, SavedDraft } from "../bindings";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { expectNoViolations } from "./axe";
import { privateService } from "./choices";
import { ending, marks, needed, needs, production } from "./credentials";
import { codeDraft, endpointDraft, fileDraft, privateDraft, savedDraft } from "./drafts";
import type { World } from "./fake";
import { chooseFromTop, start } from "./render";
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

describe.each([
	["en", en],
	["ja", ja],
] as const)("in %s", (locale, text) => {
	const needing = (need: Need): Partial<World> => ({
		session: (session) => ({ ...samples.sessionView(session), identity: null, problem: needed(need) }),
	});
	const { signIn, mfa, program, guard } = text;
	const asked: [string, Partial<World>, string[], string | RegExp][] = [
		[signIn.title, needing(needs.sign_in), [signIn.begin], signIn.openAgain],
		["by code", needing(needs.sign_in), [signIn.begin, signIn.useCode], "WXYZ-BCDF"],
		[
			"refused",
			{ ...needing(needs.sign_in), refused: { sign_in_begin: samples.problem({ code: "sign_in_refused" }) } },
			[signIn.begin],
			text.codes.problem.sign_in_refused.title,
		],
		[mfa.title, needing(needs.code), [mfa.begin], mfa.hint],
		[program.title, needing(needs.program), [program.begin], needs.program.command],
		[guard.unlockTitle, { guard: production }, [guard.unlockMore], guard.unlockText],
		[guard.markTitle, { refused: { services_list: readOnly } }, [guard.markBegin], guard.nameHint],
	];
	it.each(asked)("the dialog for “%s” is accessible", async (_, change, way, shown) => {
		const { user } = start("/services", { ...change, welcome: { ...samples.welcome, locale } });
		for (const name of way) await user.click(await screen.findByRole("button", { name }));
		const dialog = await screen.findByRole("dialog");
		await within(dialog).findAllByText(shown);
		await expectNoViolations();
	});

	it("the list of profiles is accessible, and that of Regions", async () => {
		const { user } = start("/runs", { marks, welcome: { ...samples.welcome, locale } });
		await screen.findByRole("heading", { level: 1 });
		await user.keyboard("{Control>}k{/Control}");
		await user.type(await screen.findByRole("combobox", { name: text.switcher.find }), "a");
		await screen.findAllByRole("option");
		await expectNoViolations();
		await user.type(screen.getByRole("combobox", { name: text.switcher.find }), "{Enter}");
		await screen.findByRole("combobox", { name: text.switcher.findRegion });
		await expectNoViolations();
	});

	it("a marked account whose sign-in ends is accessible, and asks before it is signed out", async () => {
		const { user } = start("/runs", {
			guard: { ...production, unlocked_until: Date.now() + 600_000 },
			standing: ending(Date.now() + 300_000),
			welcome: { ...samples.welcome, locale, profile: "staging-admin" },
		});
		await screen.findByRole("region", { name: text.standing.title });
		await screen.findByRole("region", { name: guard.strip });
		await expectNoViolations();
		await chooseFromTop(user, samples.ACCOUNT, new RegExp(text.standing.signedIn("").trim().slice(0, 6)), signIn.out);
		await screen.findByRole("dialog", { name: signIn.outTitle });
		await expectNoViolations();
	});
});

const readOnly = samples.problem({ code: "read_only", account: samples.ACCOUNT }, [{ kind: "change_mark" }]);
