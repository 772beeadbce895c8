import { screen, within } from "@testing-library/react";
import { describe, it } from "vitest";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { expectNoViolations } from "./axe";
import { config, refusals, refused } from "./config";
import { marks, needed, needs } from "./credentials";
import type { World } from "./fake";
import { start } from "./render";
import * as samples from "./samples";

const empty = { ...config, profiles: [], sessions: [], faults: [] };

describe.each([
	["en", en],
	["ja", ja],
] as const)("in %s", (locale, text) => {
	const words = text.profiles;
	const welcome = { ...samples.welcome, locale, profile: "staging-admin" };

	const pages: [string, string, string | RegExp, Partial<World>?][] = [
		["the profiles", "/profiles", "keeper", { marks }],
		["no profiles", "/profiles", words.emptyText, { config: empty }],
		["a profile by a role", "/profiles/deploy", words.chain.differs],
		["a profile with a secret", "/profiles/default", words.details.secret],
		["a profile that is faulty", "/profiles/broken", words.details.keys],
		["a profile that is not there", "/profiles/nobody", words.notThereText],
		["accounts", "/profiles/staging-admin/accounts", "Shop staging"],
		["no accounts", "/profiles/staging-admin/accounts", words.sso.emptyText, { accounts: [] }],
		[
			"accounts that need a sign-in",
			"/profiles/staging-admin/accounts",
			text.signIn.begin,
			{ refused: { sso_accounts: needed(needs.sign_in) } },
		],
	];
	it.each(pages)("%s is accessible", async (_, path, shown, change = {}) => {
		start(path, { ...change, welcome });
		await screen.findAllByText(shown);
		await expectNoViolations();
	});

	it("the roles of an account are accessible", async () => {
		const { user } = start("/profiles/staging-admin/accounts", { welcome });
		await user.click(await screen.findByRole("button", { name: "Shop staging" }));
		await screen.findByRole("button", { name: words.sso.createFor("Admin") });
		await expectNoViolations();
	});

	const kinds = Object.entries(words.form.kinds);
	it.each(kinds)("the form for %s is accessible, with what is wrong in it", async (_, { title }) => {
		const { user } = start("/profiles", { welcome });
		await screen.findByText("keeper");
		await user.click(screen.getByRole("button", { name: words.create }));
		const dialog = await screen.findByRole("dialog");
		await user.click(within(dialog).getByRole("radio", { name: new RegExp(`^${title}`) }));
		await user.click(within(dialog).getByRole("button", { name: words.form.more }));
		await user.click(within(dialog).getByRole("button", { name: words.form.next }));
		await within(dialog).findAllByText(text.codes.finding.required({ code: "required" }));
		await expectNoViolations();
	});

	it("the lines of a change are accessible, and so is a refusal", async () => {
		const { user, world } = start("/profiles/keeper", { welcome });
		await user.click(await screen.findByRole("button", { name: words.edit }));
		const dialog = await screen.findByRole("dialog");
		const line = within(dialog).getByRole("textbox", { name: new RegExp(words.form.command) });
		await user.type(line, "x");
		world.refused = { config_plan: refused(refusals.section_faulty) };
		await user.click(within(dialog).getByRole("button", { name: words.form.next }));
		await screen.findByText(text.codes.problem.config_refused.title);
		await expectNoViolations();
		world.refused = { config_apply: samples.problem({ code: "config_changed", path: "/home/ann/.aws/config" }) };
		await user.click(within(dialog).getByRole("button", { name: words.form.next }));
		await screen.findByRole("region", { name: words.diff.table("/home/ann/.aws/config") });
		await expectNoViolations();
		await user.click(screen.getByRole("button", { name: words.diff.write }));
		await screen.findByRole("button", { name: words.diff.again });
		await expectNoViolations();
	});

	it("the dialog that deletes is accessible", async () => {
		const { user } = start("/profiles/staging-admin", { welcome });
		await user.click(await screen.findByRole("button", { name: words.actions }));
		await user.click(await screen.findByRole("menuitem", { name: words.delete }));
		await screen.findByRole("checkbox", { name: words.form.deleteUsedConfirm });
		await expectNoViolations();
	});
});
