import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ConfigView } from "../bindings";
import { config, faults } from "./config";
import { marks, needed, needs } from "./credentials";
import type { World } from "./fake";
import { chooseProfile, heading, start } from "./render";
import * as samples from "./samples";

/** The table, once the files are read. */
async function table() {
	const shown = await screen.findByRole("table", { name: "Profiles" });
	await waitFor(() => expect(within(shown).queryByText("Loading")).toBeNull());
	return shown;
}
const rowNames = (within_: HTMLElement) =>
	within(within_)
		.getAllByRole("rowheader")
		.map((cell) => cell.textContent);

const inUse: Partial<World> = { welcome: { ...samples.welcome, profile: "default" } };

describe("the profiles", () => {
	it("are listed with what their files say of them", async () => {
		start("/profiles", { ...inUse, marks });
		const shown = await table();
		expect(rowNames(shown)).toEqual(["defaultIn use", "staging-admin", "deploy", "keeper", "broken"]);
		const deploy = within(shown).getByRole("row", { name: /^deploy/ });
		expect(within(deploy).getByText("Assumed role")).toBeTruthy();
		expect(within(deploy).getByText("210987654321")).toBeTruthy();
		expect(within(deploy).getByText("deployer")).toBeTruthy();
		const staging = within(shown).getByRole("row", { name: /^staging-admin/ });
		expect(within(staging).getByText("ap-northeast-1", { exact: false })).toBeTruthy();
		// The account's mark and the profile's own.
		expect(await within(staging).findByText("shop · Production")).toBeTruthy();
		expect(within(staging).getByText("Read-only")).toBeTruthy();
		expect(within(shown).getByText("Cannot be used: Nothing in the profile “broken” gives credentials.")).toBeTruthy();
		expect(within(shown).queryByText(samples.SANDBOX)).toBeNull();
	});

	it("are found by what is read in their row, and the filter is in the address", async () => {
		const { user } = start("/profiles");
		const shown = await table();
		await user.type(screen.getByRole("searchbox", { name: /^Filter profiles/ }), "role deployer");
		await waitFor(() => expect(rowNames(shown)).toEqual(["deploy"]));
		expect(window.location.hash).toContain("text=role+deployer");
		expect(screen.getAllByText("1 match").length).toBeGreaterThan(0);
		await user.type(screen.getByRole("searchbox"), "x");
		await user.click(await screen.findByRole("button", { name: "Clear filter" }));
		await waitFor(() => expect(rowNames(shown)).toHaveLength(5));
	});

	it("stand as in the files until they are put in order", async () => {
		const { user } = start("/profiles");
		const shown = await table();
		await user.click(within(shown).getByRole("button", { name: /^Name/ }));
		await waitFor(() => expect(rowNames(shown)).toEqual(["broken", "default", "deploy", "keeper", "staging-admin"]));
		await user.click(within(shown).getByRole("button", { name: /^Name/ }));
		await waitFor(() => expect(rowNames(shown)[0]).toBe("staging-admin"));
		expect(window.location.hash).toContain("order=desc");
	});

	it("are shown when no session can be opened", async () => {
		start("/profiles", {
			session: (session) => ({ ...samples.sessionView(session), identity: null, problem: needed(needs.sign_in) }),
		});
		expect(rowNames(await table())).toHaveLength(5);
	});

	it("that are none say what to do, and that the sandbox needs none", async () => {
		const { user } = start("/profiles", { config: { ...config, profiles: [], sessions: [], faults: [] } });
		const shown = await table();
		expect(within(shown).getByText(/sandbox needs none/)).toBeTruthy();
		await user.click(within(shown).getByRole("button", { name: "Create profile" }));
		expect(await screen.findByRole("dialog", { name: "Create profile" })).toBeTruthy();
	});

	it("whose files cannot be read say why, and can be read again", async () => {
		const { user, world } = start("/profiles", {
			refused: { config_get: samples.problem({ code: "config_not_own", path: "/etc/aws" }) },
		});
		expect(await screen.findByText(/^\/etc\/aws belongs to another user/)).toBeTruthy();
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(rowNames(await table())).toHaveLength(5);
	});

	it("come with their sessions, their files and the lines that are odd", async () => {
		const { user } = start("/profiles");
		const sessions = await screen.findByRole("table", { name: "SSO sessions" });
		expect(within(sessions).getByText("https://corp.awsapps.com/start")).toBeTruthy();
		expect(within(sessions).getByRole("link", { name: "staging-admin" })).toBeTruthy();
		expect(screen.getByText("/home/ann/.aws/credentials")).toBeTruthy();
		expect(screen.getByRole("button", { name: "Copy Config file" })).toBeTruthy();
		const odd = screen.getByRole("region", { name: "Lines that are not as they should be" });
		expect(odd.textContent).toContain("/home/ann/.aws/config, line 12");
		expect(odd.textContent).toContain("It does not count.");
		await user.click(within(sessions).getByRole("button", { name: "Accounts and roles of corp" }));
		await heading("Accounts and roles of staging-admin");
	});

	it("are read again when they changed, and one in use that is gone is told", async () => {
		const { user, world } = start("/profiles", inUse);
		await table();
		world.config = { ...config, profiles: config.profiles.slice(1) };
		world.welcome = { ...world.welcome, profiles: samples.welcome.profiles.slice(1) };
		await emit("profiles-changed", {});
		expect(
			await screen.findByText("The profile “default” is not in the AWS configuration files any more"),
		).toBeTruthy();
		await waitFor(async () => expect(rowNames(await table())).not.toContain("default"));
		await user.keyboard("{Control>}k{/Control}");
		const dialog = await screen.findByRole("dialog", { name: "Switch profile" });
		expect(within(dialog).queryByText("default")).toBeNull();
	});
});

describe("a session", () => {
	it("that was opened before its profile changed is opened anew, and the one that is shown stays", async () => {
		const { user, fake } = start("/runs", inUse);
		await heading(/Changes/);
		await chooseProfile(user, "staging");
		await heading(/Services/);
		await waitFor(() => expect(fake.called("session_open")).toHaveLength(2));
		await emit("profiles-changed", {});
		await waitFor(() => expect(fake.called("welcome")).toHaveLength(2));
		expect(fake.called("session_open")).toHaveLength(2);
		await chooseProfile(user, "default");
		await waitFor(() => expect(fake.called("session_open")).toHaveLength(3));
	});
});

describe("a profile", () => {
	const steps = async () => {
		const list = await screen.findByRole("list", { name: /^From where the credentials come/ });
		return within(list).getAllByRole("listitem");
	};

	it("is opened from the table by keyboard", async () => {
		const { user } = start("/profiles");
		const link = within(await table()).getByRole("link", { name: "deploy" });
		link.focus();
		await user.keyboard("{Enter}");
		const title = await heading("deploy");
		await waitFor(() => expect(document.activeElement === title).toBe(true));
	});

	it("shows the way to its credentials, from the base to the last role", async () => {
		start("/profiles/deploy");
		const [base, role] = await steps();
		expect(base?.textContent).toMatch(/^IAM Identity Center.*staging-admin.*corp.*123456789012.*Admin$/);
		expect(role?.textContent).toMatch(/^Assume the role deployer/);
		expect(role?.textContent).toContain("arn:aws:iam::210987654321:role/ops/deployer");
		expect(role?.textContent).toContain("MFA devicearn:aws:iam::1:mfa/phone");
		expect(role?.textContent).toContain("Duration2 hr");
	});

	it("names what limits it, and where the AWS CLI does otherwise", async () => {
		start("/profiles/deploy");
		expect(await screen.findByText(/^At most 1 hr: .*role chaining/)).toBeTruthy();
		expect(screen.getByText(/“deploy” asks for 2 hr \(duration_seconds\), which AWS will refuse/)).toBeTruthy();
		expect(
			screen.getByText(
				"For “staging-admin”, this application takes IAM Identity Center; the AWS CLI takes the access key.",
			),
		).toBeTruthy();
		expect(screen.getByText(/the AWS CLI finds no credentials\.$/)).toBeTruthy();
	});

	it("shows its settings, and of secrets only that they are there", async () => {
		start("/profiles/default");
		const shown = await screen.findByRole("table", { name: "Settings" });
		const secret = within(shown).getByRole("row", { name: /^aws_secret_access_key/ });
		expect(within(secret).getByText("Set, not shown")).toBeTruthy();
		expect(within(secret).getByText("Credentials file, line 3")).toBeTruthy();
	});

	it("is switched to in its own Region", async () => {
		const { user, fake } = start("/profiles/staging-admin");
		await user.click(await screen.findByRole("button", { name: "Use" }));
		await heading(/Services/);
		expect(fake.called("session_open").at(-1)?.args).toEqual({ profile: "staging-admin", region: "ap-northeast-1" });
	});

	it("that is not used in a Region of App Runner goes on in that of the window", async () => {
		const changed: ConfigView = {
			...config,
			profiles: config.profiles.map((one) =>
				one.name === "keeper"
					? { ...one, keys: [...one.keys, { key: "region", value: "eu-north-1", file: "config", line: 4 }] }
					: one,
			),
		};
		const { user, fake } = start("/profiles/keeper", { config: changed });
		await user.click(await screen.findByRole("button", { name: "Open in new window" }));
		expect(fake.called("window_open")[0]?.args).toEqual({ profile: "keeper", region: "ap-northeast-1" });
	});

	it("that gives no credentials says why and cannot be used", async () => {
		const { user, fake } = start("/profiles/broken");
		expect((await screen.findAllByText(/Nothing in the profile “broken” gives credentials/)).length).toBeGreaterThan(0);
		await user.click(screen.getByRole("button", { name: "Use" }));
		expect(fake.called("session_open")).toHaveLength(1);
		expect(screen.queryByRole("list", { name: /^From where/ })).toBeNull();
	});

	it("signs in when it begins with IAM Identity Center", async () => {
		const { user } = start("/profiles/staging-admin");
		await user.click(await screen.findByRole("button", { name: "Sign in" }));
		expect(await screen.findByRole("dialog", { name: "Sign in to IAM Identity Center" })).toBeTruthy();
	});

	it("that is not there says so", async () => {
		const { user } = start("/profiles/nobody");
		await heading("There is no profile “nobody”");
		await user.click(screen.getByRole("button", { name: "Go to Profiles" }));
		await table();
	});

	it.each(Object.values(faults))("tells the fault $code", async (fault) => {
		const [first] = config.profiles;
		if (!first) throw new Error("no sample");
		const faulty = { ...first, kind: "incomplete" as const, chain: null, fault };
		start("/profiles/default", { config: { ...config, profiles: [faulty] } });
		expect((await screen.findAllByText(/^Cannot be used: .+\.$/)).length).toBeGreaterThan(0);
	});
});
