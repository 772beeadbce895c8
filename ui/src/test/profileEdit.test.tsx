import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ConfigView, KeyView } from "../bindings";
import { config, refusals, refused } from "./config";
import { choose, dialog, field, fill, isGone, next, openAction, write } from "./profileForms";
import { heading, start } from "./render";
import * as samples from "./samples";

describe("a file that was changed meanwhile", () => {
	it("is looked at again before anything is written", async () => {
		const { user, fake, world } = await openAction("keeper", "Edit");
		await fill(user, /^Command line/, "/opt/other");
		await next(user);
		world.refused = { config_apply: samples.problem({ code: "config_changed", path: "/home/ann/.aws/config" }) };
		await write(user);
		expect(await screen.findByText(/Nothing was written\.$/)).toBeTruthy();
		expect(screen.queryByRole("button", { name: "Write" })).toBeNull();
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Look again" }));
		await write(user);
		await isGone();
		expect(fake.called("config_plan")).toHaveLength(2);
		expect(fake.called("config_apply").at(-1)?.args).toEqual({ plan: "config-plan-2" });
	});

	it("that cannot be written says why, and can be tried again", async () => {
		const problem = samples.problem({ code: "config_unusable", path: "/home/ann/.aws/config", reason: "disk full" });
		const { user, world } = await openAction("keeper", "Edit", { refused: { config_apply: problem } });
		await fill(user, /^Command line/, "/opt/other");
		await next(user);
		await write(user);
		expect(await screen.findByText("/home/ann/.aws/config: disk full")).toBeTruthy();
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Try again" }));
		await isGone();
	});
});

describe("a profile that is edited", () => {
	it("sends only what was changed, and keeps what it does not know", async () => {
		const { user, fake } = await openAction("staging-admin", "Edit");
		const kept = screen.getByRole("table", { name: "Other settings" });
		expect(within(kept).getByText("cli_pager")).toBeTruthy();
		expect(screen.queryByRole("textbox", { name: "Profile name" })).toBeNull();
		await fill(user, /^Role name/, "ReadOnly");
		await user.clear(screen.getByRole("combobox", { name: /^Region/ }));
		await next(user);
		await dialog("Changes of the files");
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "set",
				profile: "staging-admin",
				values: [
					{ name: "sso_role_name", value: "ReadOnly" },
					{ name: "region", value: "" },
				],
			},
		]);
	});

	it("goes back to what was typed", async () => {
		const { user } = await openAction("keeper", "Edit");
		await fill(user, /^Command line/, "/opt/other");
		await next(user);
		await user.click(await screen.findByRole("button", { name: "Back" }));
		expect(field(/^Command line/).value).toBe("/opt/other");
	});

	it("and not changed says that nothing would change", async () => {
		const { user } = await openAction("keeper", "Edit");
		await next(user);
		const shown = await dialog("Changes of the files");
		expect(within(shown).getByText("Nothing would change.")).toBeTruthy();
		expect(within(shown).queryByRole("button", { name: "Write" })).toBeNull();
	});

	it("of access keys has no field for them", async () => {
		await openAction("default", "Edit");
		expect(screen.getByText("How this profile gets its credentials is not changed here.")).toBeTruthy();
		expect(screen.getAllByRole("textbox").filter((one) => one.closest('[role="dialog"]'))).toHaveLength(1);
	});

	it("moves its sign-in into a session", async () => {
		const keys: KeyView[] = ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name"].map((key, at) => ({
			key,
			value: key === "sso_region" ? "us-east-1" : `the ${key}`,
			file: "config",
			line: at + 2,
		}));
		const own: ConfigView = {
			...config,
			profiles: config.profiles.map((one) => (one.name === "staging-admin" ? { ...one, keys } : one)),
		};
		const { user, fake } = await openAction("staging-admin", "Edit", { config: own });
		expect(field(/^Start URL/).value).toBe("the sso_start_url");
		await user.click(screen.getByRole("radio", { name: "Use an existing session" }));
		await choose(user, /^SSO session/, "corp");
		await next(user);
		await dialog("Changes of the files");
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "set",
				profile: "staging-admin",
				values: [
					{ name: "sso_session", value: "corp" },
					{ name: "sso_start_url", value: "" },
					{ name: "sso_region", value: "" },
				],
			},
		]);
	});

	it("that gives no credentials yet can be given a kind", async () => {
		const { user, fake } = await openAction("broken", "Edit");
		await user.click(screen.getByRole("radio", { name: /^External program/ }));
		await fill(user, /^Command line/, "/opt/get-keys");
		await next(user);
		await dialog("Changes of the files");
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "set",
				profile: "broken",
				values: [{ name: "credential_process", value: "/opt/get-keys" }],
			},
		]);
	});
});

describe("a profile that is renamed", () => {
	it("shows what that does, and its page goes with it", async () => {
		const { user, fake } = await openAction("keeper", "Rename");
		await fill(user, /^New name/, "keys");
		await user.keyboard("{Enter}");
		const shown = await dialog("Changes of the files");
		expect(within(shown).getByText("[profile keeper]")).toBeTruthy();
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([{ kind: "rename", profile: "keeper", to: "keys" }]);
		await write(user);
		await heading("keys");
	});

	it("to a name that is taken is told at the field", async () => {
		const { user } = await openAction("keeper", "Rename", { refused: { config_plan: refused(refusals.name_taken) } });
		await next(user);
		expect(await screen.findByText(/^This name is taken/)).toBeTruthy();
		expect(document.activeElement === field(/^New name/)).toBe(true);
	});
});

describe("a profile that is deleted", () => {
	it("shows its lines at once", async () => {
		const { user, fake } = await openAction("keeper", "Delete");
		const shown = await dialog("Delete keeper?");
		expect(await within(shown).findByText("[profile keeper]")).toBeTruthy();
		await user.click(within(shown).getByRole("button", { name: "Delete" }));
		await heading(/^Profiles/);
		expect(fake.called("config_apply")).toHaveLength(1);
		expect(await screen.findByText("keeper: deleted")).toBeTruthy();
	});

	it("and is another's source needs a word more", async () => {
		const { user, fake } = await openAction("staging-admin", "Delete");
		const shown = await dialog("Delete staging-admin?");
		expect(within(shown).getByText("A profile refers to it and will not work any more:")).toBeTruthy();
		expect(within(shown).getByText("deploy")).toBeTruthy();
		const remove = await within(shown).findByRole("button", { name: "Delete" });
		await user.click(remove);
		expect(fake.called("config_apply")).toHaveLength(0);
		await user.click(within(shown).getByRole("checkbox"));
		await user.click(remove);
		await isGone();
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([{ kind: "remove", profile: "staging-admin" }]);
	});

	it("stays when the dialog is left by keyboard", async () => {
		const { fake } = await openAction("keeper", "Delete");
		const shown = await dialog("Delete keeper?");
		await within(shown).findByText("[profile keeper]");
		fireEvent.keyDown(within(shown).getByRole("button", { name: "Cancel" }), { key: "Escape", keyCode: 27 });
		await isGone();
		expect(fake.called("config_apply")).toHaveLength(0);
	});
});

describe("a session", () => {
	async function act(action: string) {
		const started = start("/profiles");
		await started.user.click(await screen.findByRole("button", { name: "Actions for corp" }));
		await started.user.click(await screen.findByRole("menuitem", { name: action }));
		await screen.findByRole("dialog");
		return started;
	}

	it("is edited", async () => {
		const { user, fake } = await act("Edit");
		await fill(user, /^Start URL/, "https://new.awsapps.com/start");
		await next(user);
		await write(user);
		await isGone();
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "set_session",
				session: "corp",
				values: [{ name: "sso_start_url", value: "https://new.awsapps.com/start" }],
			},
		]);
	});

	it("is deleted only with a word for the profiles that use it", async () => {
		const { user, fake } = await act("Delete");
		const shown = await dialog("Delete corp?");
		await user.click(await within(shown).findByRole("checkbox"));
		await user.click(within(shown).getByRole("button", { name: "Delete" }));
		await isGone();
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([{ kind: "remove_session", session: "corp" }]);
	});
});
