import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { config, manyAccounts, refusals, refused } from "./config";
import { needed, needs } from "./credentials";
import { heading, start } from "./render";
import * as samples from "./samples";

const PATH = "/profiles/staging-admin/accounts";
const open = (name: RegExp) => screen.findByRole("button", { name });
const stars = () => screen.getAllByRole("button", { name: /star/i }).map((one) => one.getAttribute("aria-label"));

describe("the accounts of a sign-in", () => {
	it("are found by name, by id and by mail", async () => {
		const { user, fake } = start(PATH);
		await open(/^Shop staging/);
		const filter = screen.getByRole("searchbox", { name: /^Filter accounts/ });
		await user.type(filter, "data@example");
		await waitFor(() => expect(stars()).toEqual(["Star Data (EU)"]));
		await user.clear(filter);
		await user.type(filter, "2109");
		await waitFor(() => expect(stars()).toEqual(["Star Shop production"]));
		await user.type(filter, "x");
		expect(await screen.findByText("No matches")).toBeTruthy();
		expect(fake.called("sso_accounts").map(({ args }) => args)).toEqual([{ profile: "staging-admin" }]);
	});

	it("are starred by keyboard, and those with a star come first, the next time too", async () => {
		const { user } = start(PATH);
		await open(/^Shop staging/);
		const star = screen.getByRole("button", { name: "Star Data (EU)" });
		star.focus();
		await user.keyboard("{Enter}");
		await waitFor(() =>
			expect(stars()).toEqual(["Remove the star from Data (EU)", "Star Shop staging", "Star Shop production"]),
		);
		expect(localStorage.getItem("app-runner-desktop.favourite-accounts")).toBe('["333333333333"]');
		await user.click(screen.getByRole("button", { name: "Remove the star from Data (EU)" }));
		await waitFor(() => expect(stars()[0]).toBe("Star Shop staging"));
	});

	it("ask for their roles when they are opened, and a profile is made of one", async () => {
		const { user, fake } = start(PATH);
		const account = await open(/^Data \(EU\)/);
		expect(fake.called("sso_roles")).toHaveLength(0);
		await user.click(account);
		await user.click(await open(/^Create a profile for ReadOnly/));
		expect(fake.called("sso_roles").map(({ args }) => args)).toEqual([
			{ profile: "staging-admin", account: "333333333333" },
		]);
		await screen.findByRole("dialog", { name: "Create profile" });
		expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Profile name" }).value).toBe("Data-EU-ReadOnly");
		await user.click(screen.getByRole("button", { name: "Show changes" }));
		await user.click(await open(/^Write/));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "add",
				profile: "Data-EU-ReadOnly",
				values: [
					{ name: "sso_session", value: "corp" },
					{ name: "sso_account_id", value: "333333333333" },
					{ name: "sso_role_name", value: "ReadOnly" },
					{ name: "region", value: "ap-northeast-1" },
				],
			},
		]);
		// One stays where one was, to make the next.
		await heading("Accounts and roles of staging-admin");
	});

	it("are chosen by several roles, and a profile of each is written at once", async () => {
		const { user, fake } = start(PATH);
		await user.click(await open(/^Data \(EU\)/));
		await user.click(await screen.findByRole("checkbox", { name: "ReadOnly" }));
		await user.click(screen.getByRole("button", { name: /^Data \(EU\)/ }));
		await user.click(await open(/^Shop production/));
		await user.click(await screen.findByRole("checkbox", { name: "Admin" }));
		await user.click(screen.getByRole("button", { name: "Create 2 profiles" }));
		await screen.findByRole("dialog", { name: "Create 2 profiles" });
		const first = screen.getByRole<HTMLInputElement>("textbox", { name: "Profile name for ReadOnly in Data (EU)" });
		expect(first.value).toBe("Data-EU-ReadOnly");
		await user.clear(first);
		await user.paste("data");
		await user.click(screen.getByRole("button", { name: "Show changes" }));
		await user.click(await open(/^Write/));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		const values = (account: string, role: string) => [
			{ name: "sso_session", value: "corp" },
			{ name: "sso_account_id", value: account },
			{ name: "sso_role_name", value: role },
			{ name: "region", value: "ap-northeast-1" },
		];
		expect(fake.called("config_plan").map(({ args }) => args.changes)).toEqual([
			[
				{ kind: "add", profile: "data", values: values("333333333333", "ReadOnly") },
				{ kind: "add", profile: "Shop-production-Admin", values: values("210987654321", "Admin") },
			],
		]);
		expect(fake.called("config_apply")).toHaveLength(1);
		expect(await screen.findByText("2 profiles were written")).toBeTruthy();
		// What was chosen is done with.
		expect(screen.queryByRole("button", { name: /^Create \d/ })).toBeNull();
	});

	it("are told of a name that is taken at the field of its role", async () => {
		const { user } = start(PATH, { refused: { config_plan: refused(refusals.name_taken, 1) } });
		await user.click(await open(/^Data \(EU\)/));
		await user.click(await screen.findByRole("checkbox", { name: "Admin" }));
		await user.click(screen.getByRole("checkbox", { name: "ReadOnly" }));
		await user.click(screen.getByRole("button", { name: "Create 2 profiles" }));
		await user.click(await open(/^Show changes/));
		const field = screen.getByRole("textbox", { name: "Profile name for ReadOnly in Data (EU)" });
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		expect(screen.getAllByText(/^This name is taken/)).toHaveLength(1);
	});

	it("name the profile that a role has already", async () => {
		const { user } = start(PATH);
		await user.click(await open(/^Shop staging/));
		expect(await screen.findByText("Profile: staging-admin")).toBeTruthy();
	});

	it("without a role in one say so", async () => {
		const { user } = start(PATH, { roles: { [samples.ACCOUNT]: [] } });
		await user.click(await open(/^Shop staging/));
		expect(await screen.findByText("You have no role in this account.")).toBeTruthy();
	});

	it("need a sign-in, which is offered for that profile, and go on after it", async () => {
		const { user, fake, world } = start(PATH, { refused: { sso_accounts: needed(needs.sign_in) } });
		await user.click(await open(/^Sign in$/));
		await screen.findByRole("dialog", { name: "Sign in to IAM Identity Center" });
		await waitFor(() => expect(fake.called("sign_in_begin")[0]?.args.profile).toBe("staging-admin"));
		await waitFor(() => expect(fake.called("sign_in_wait")).toHaveLength(1));
		world.refused = {};
		fake.endSignIn();
		await emit("credentials-changed", {});
		await open(/^Shop staging/);
	});

	it("that are none say whom to ask", async () => {
		start(PATH, { accounts: [] });
		expect(await screen.findByText("No accounts")).toBeTruthy();
	});

	it("are told of no other profile", async () => {
		const { fake } = start("/profiles/keeper/accounts");
		await heading("This profile does not use IAM Identity Center");
		expect(fake.called("sso_accounts")).toHaveLength(0);
	});

	it("by hundreds are shown by pages", async () => {
		const { user } = start(PATH, { accounts: manyAccounts(120) });
		await screen.findByRole("button", { name: "Team 50" });
		expect(screen.queryByText("Team 51")).toBeNull();
		await user.click(screen.getByRole("button", { name: /next/i }));
		expect(await screen.findByText("Team 51")).toBeTruthy();
	});

	it("of a sign-in that the profile itself describes propose a session for it", async () => {
		const own = {
			...config,
			profiles: config.profiles.map((one) =>
				one.name === "staging-admin" && one.chain?.base.kind === "sso"
					? {
							...one,
							chain: {
								...one.chain,
								base: { ...one.chain.base, session: { ...one.chain.base.session, name: null } },
							},
						}
					: one,
			),
		};
		const { user } = start(PATH, { config: own });
		await user.click(await open(/^Data \(EU\)/));
		await user.click(await open(/^Create a profile for Admin/));
		const dialog = await screen.findByRole("dialog", { name: "Create profile" });
		expect(within(dialog).getByRole<HTMLInputElement>("textbox", { name: /^Start URL/ }).value).toBe(
			"https://corp.awsapps.com/start",
		);
	});
});
