import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { refusals, refused } from "./config";
import { choose, dialog, field, fill, isGone, next, openCreate, write } from "./profileForms";
import * as samples from "./samples";

describe("a new profile", () => {
	it("of IAM Identity Center is written after its lines were seen", async () => {
		const { user, fake } = await openCreate();
		await fill(user, "Profile name", "shop");
		await choose(user, /^SSO session/, "corp");
		await fill(user, "Account ID", samples.ACCOUNT);
		await fill(user, /^Role name/, "Admin");
		await next(user);
		await dialog("Changes of the files");
		const values = [
			{ name: "sso_session", value: "corp" },
			{ name: "sso_account_id", value: samples.ACCOUNT },
			{ name: "sso_role_name", value: "Admin" },
		];
		expect(fake.called("config_plan").map(({ args }) => args.changes)).toEqual([
			[{ kind: "add", profile: "shop", values }],
		]);
		expect(fake.called("config_apply")).toHaveLength(0);
		const diff = screen.getByRole("region", { name: "Changes of /home/ann/.aws/config" });
		const rows = within(diff).getAllByRole("row");
		expect(rows.map((row) => row.textContent)).toContain("31+Addedsso_session = corp");
		expect(within(diff).getByText("Unchanged lines are left out")).toBeTruthy();
		await write(user);
		await isGone();
		expect(fake.called("config_apply")[0]?.args).toEqual({ plan: "config-plan-1" });
		expect(await screen.findByText("shop: written")).toBeTruthy();
		expect(await screen.findByRole("link", { name: "shop" })).toBeTruthy();
	});

	it("with a session of its own writes both at once", async () => {
		const { user, fake } = await openCreate();
		await fill(user, "Profile name", "shop");
		await user.click(screen.getByRole("radio", { name: "Create a session" }));
		await fill(user, "Session name", "partner");
		await fill(user, /^Start URL/, "https://partner.awsapps.com/start");
		await user.click(screen.getByRole("combobox", { name: /^SSO Region/ }));
		await user.paste("eu-west-1");
		await fill(user, "Account ID", samples.ACCOUNT);
		await fill(user, /^Role name/, "Admin");
		await next(user);
		const shown = await dialog("Changes of the files");
		expect(within(shown).getByText("[sso-session partner]")).toBeTruthy();
		expect(within(shown).getByText("[profile shop]")).toBeTruthy();
		await write(user);
		await isGone();
		expect(fake.called("config_plan").map(({ args }) => args.changes)).toEqual([
			[
				{
					kind: "add_session",
					session: "partner",
					values: [
						{ name: "sso_start_url", value: "https://partner.awsapps.com/start" },
						{ name: "sso_region", value: "eu-west-1" },
						{ name: "sso_registration_scopes", value: "sso:account:access" },
					],
				},
				{
					kind: "add",
					profile: "shop",
					values: [
						{ name: "sso_session", value: "partner" },
						{ name: "sso_account_id", value: samples.ACCOUNT },
						{ name: "sso_role_name", value: "Admin" },
					],
				},
			],
		]);
		expect(fake.called("config_apply").map(({ args }) => args.plan)).toEqual(["config-plan-1"]);
	});

	it("of a role names its source", async () => {
		const { user, fake } = await openCreate();
		await fill(user, "Profile name", "ops");
		await user.click(screen.getByRole("radio", { name: /^Role/ }));
		await fill(user, "Role ARN", "arn:aws:iam::1:role/ops");
		await choose(user, /^Source profile/, "default");
		await fill(user, /^MFA device/, "arn:aws:iam::1:mfa/phone");
		await fill(user, /^Duration/, "3600");
		await fill(user, /^External ID/, "x-1");
		await fill(user, /^Role session name/, "ann");
		await next(user);
		await dialog("Changes of the files");
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "add",
				profile: "ops",
				values: [
					{ name: "role_arn", value: "arn:aws:iam::1:role/ops" },
					{ name: "source_profile", value: "default" },
					{ name: "mfa_serial", value: "arn:aws:iam::1:mfa/phone" },
					{ name: "duration_seconds", value: "3600" },
					{ name: "external_id", value: "x-1" },
					{ name: "role_session_name", value: "ann" },
				],
			},
		]);
	});

	it("of a program has its command line, its Region and its endpoint", async () => {
		const { user, fake } = await openCreate();
		await fill(user, "Profile name", "keys");
		await user.click(screen.getByRole("radio", { name: /^External program/ }));
		await fill(user, /^Command line/, "/opt/get-keys --json");
		await user.click(screen.getByRole("combobox", { name: /^Region/ }));
		await user.paste("us-west-2");
		await user.click(screen.getByRole("button", { name: "More settings" }));
		await fill(user, /^Endpoint URL/, "https://127.0.0.1:4566");
		await next(user);
		await dialog("Changes of the files");
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "add",
				profile: "keys",
				values: [
					{ name: "credential_process", value: "/opt/get-keys --json" },
					{ name: "region", value: "us-west-2" },
					{ name: "endpoint_url", value: "https://127.0.0.1:4566" },
				],
			},
		]);
	});

	it("of a web identity has its token's file and its role", async () => {
		const { user, fake } = await openCreate();
		await fill(user, "Profile name", "ci");
		await user.click(screen.getByRole("radio", { name: /^Web identity/ }));
		await fill(user, "Token file", "/run/token");
		await fill(user, "Role ARN", "arn:aws:iam::1:role/ci");
		await next(user);
		await dialog("Changes of the files");
		expect(fake.called("config_plan")[0]?.args.changes).toEqual([
			{
				kind: "add",
				profile: "ci",
				values: [
					{ name: "web_identity_token_file", value: "/run/token" },
					{ name: "role_arn", value: "arn:aws:iam::1:role/ci" },
				],
			},
		]);
	});

	it("asks for no access key", async () => {
		await openCreate();
		expect(screen.queryByText(/access key/i, { selector: '[role="dialog"] *' })).toBeNull();
	});

	it("without what its kind needs says so at the fields, and begins at the first", async () => {
		const { user, fake } = await openCreate();
		await user.click(screen.getByRole("radio", { name: /^Web identity/ }));
		await next(user);
		expect(await screen.findAllByText("This field is required.")).toHaveLength(2);
		expect(document.activeElement === field("Token file")).toBe(true);
		expect(fake.called("config_plan")).toHaveLength(0);
		await user.paste("/run/token");
		expect(screen.getAllByText("This field is required.")).toHaveLength(1);
	});
});

describe("a refusal", () => {
	async function refuse(code: keyof typeof refusals) {
		const { user, world } = await openCreate({ refused: { config_plan: refused(refusals[code]) } });
		await user.click(screen.getByRole("radio", { name: /^External program/ }));
		await fill(user, /^Command line/, "/opt/get-keys");
		await next(user);
		return { user, world };
	}

	it("of a name is told at the name, which gets the focus", async () => {
		const { user, world } = await refuse("bad_name");
		expect(await screen.findByText(/^“a b” cannot be a name/)).toBeTruthy();
		expect(document.activeElement === field("Profile name")).toBe(true);
		world.refused = {};
		await fill(user, "Profile name", "ab");
		await next(user);
		await dialog("Changes of the files");
	});

	it("of a name that is taken says where", async () => {
		await refuse("name_taken");
		expect(await screen.findByText(/^This name is taken: .* line 4\.$/)).toBeTruthy();
		expect(field("Profile name").getAttribute("aria-invalid")).toBe("true");
	});

	it("of a value is told at its field", async () => {
		await refuse("bad_value");
		expect(await screen.findByText(/^A # or ;/)).toBeTruthy();
		expect(screen.getByRole("combobox", { name: /^Region/ }).getAttribute("aria-invalid")).toBe("true");
	});

	it("of anything else is told in the dialog", async () => {
		await refuse("section_faulty");
		expect(await screen.findByText("This change cannot be made")).toBeTruthy();
		expect(screen.getByText(/^Line 4 of it cannot be read/)).toBeTruthy();
	});
});
