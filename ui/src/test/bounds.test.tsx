import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { expectNoViolations } from "./axe";
import * as bounds from "./bounds";
import { marks } from "./credentials";
import type { World } from "./fake";
import { chooseFromTop, heading, start } from "./render";
import * as samples from "./samples";

const strip = () => screen.findByRole("region", { name: "Project" });

describe("permissions", () => {
	it("show what is refused, by what, and the policy that is missing", async () => {
		const { user } = start("/permissions", { permissions: bounds.someRefused });
		await heading("Permissions");
		expect(await screen.findByText("The permission set Dev (role AWSReservedSSO_Dev_0123456789abcdef)")).toBeTruthy();
		const table = within(screen.getByRole("treegrid", { name: "What the application does" }));
		expect(table.getByText("2 actions are not allowed")).toBeTruthy();
		expect(table.queryByText("iam:PassRole")).toBeNull();
		await user.click(table.getByRole("button", { name: "Create a service from a container image" }));
		expect(table.getByText("The permissions boundary does not allow it")).toBeTruthy();
		expect(table.getByText("ecr:DescribeImages")).toBeTruthy();
		await user.click(screen.getByRole("checkbox", { name: "Only what is not allowed" }));
		expect(table.queryByText("ecr:DescribeImages")).toBeNull();
		expect(table.queryByText("Look at services")).toBeNull();
		expect(screen.getByText(/The policy belongs in the permission set Dev/)).toBeTruthy();
		expect(screen.getByText(/^Your permissions boundary does not let some of it through/)).toBeTruthy();
		expect(screen.getByText(/"apprunner:CreateService"/)).toBeTruthy();
		await user.click(screen.getByRole("button", { name: "Copy policy" }));
		expect(await navigator.clipboard.readText()).toBe(bounds.someRefused.policy?.json);
	});

	it("that cannot be asked say why, offer everything and say that it is too long", async () => {
		start("/permissions", { permissions: bounds.unasked });
		expect(await screen.findByText("It is not known what you may do")).toBeTruthy();
		expect(screen.getByText(en.permissions.policyWhole)).toBeTruthy();
		expect(screen.getByText(en.permissions.policyWidens)).toBeTruthy();
		expect(screen.getByText(/It is too long for one managed policy/)).toBeTruthy();
		// One is on the page already.
		expect(screen.queryByRole("button", { name: en.permissions.see })).toBeNull();
	});

	it("of the root user need no policy", async () => {
		start("/permissions", { permissions: bounds.ofRoot });
		expect(await screen.findByText(en.permissions.rootText)).toBeTruthy();
		expect(screen.queryByText(en.permissions.policy)).toBeNull();
	});

	it("are a way on from a refusal", async () => {
		const denied = samples.problem({ code: "access_denied", action: "apprunner:ListServices" }, [
			{ kind: "see_permissions" },
		]);
		const { user } = start("/services", { refused: { services_list: denied } });
		await user.click(await screen.findByRole("button", { name: en.permissions.see }));
		await heading("Permissions");
	});
});

describe("a project", () => {
	it("that the window is in is named, and nothing more", async () => {
		start("/runs", { projects: { open: bounds.here, recent: [] } });
		const shown = within(await strip());
		expect(shown.getByText(`Project shop · Account ${samples.ACCOUNT} · Tokyo (ap-northeast-1)`)).toBeTruthy();
		expect(shown.queryByText(en.project.elsewhere)).toBeNull();
	});

	it("that is elsewhere is said, with the way there", async () => {
		const { user, fake } = start("/runs", { projects: { open: bounds.away, recent: [] } });
		const shown = within(await strip());
		expect(await shown.findByText(en.project.elsewhere)).toBeTruthy();
		await user.click(shown.getByRole("button", { name: "Go to N. Virginia (us-east-1)" }));
		await heading(/Services/);
		await waitFor(() =>
			expect(fake.called("session_open").at(-1)?.args).toEqual({ profile: "default", region: "us-east-1" }),
		);
		await waitFor(() => expect(screen.queryByText(en.project.elsewhere)).toBeNull());
	});

	it("whose file is broken says where, and that nothing is changed", async () => {
		start("/runs", { projects: { open: bounds.broken, recent: [] } });
		const shown = within(await strip());
		expect(shown.getByText(en.project.broken)).toBeTruthy();
		expect(shown.getByText(/^Line 3: “regoin” means nothing here/)).toBeTruthy();
	});

	it("is opened, made and closed", async () => {
		const { user, fake, world } = start("/runs", { projects: { open: null, recent: ["/home/ann/work/site"] } });
		await heading(/Changes/);
		await waitFor(() => expect(fake.called("session_standing")).not.toHaveLength(0));
		await chooseFromTop(user, "Settings", "Project…");
		const dialog = within(await screen.findByRole("dialog", { name: "Project" }));
		world.refused.project_open = samples.problem(
			{ code: "project_refused", path: "shop", refusal: { code: "not_whole" } },
			[{ kind: "change_field" }],
		);
		await user.type(await dialog.findByRole("textbox", { name: "Folder" }), "shop");
		await user.click(dialog.getByRole("button", { name: "Open" }));
		expect(await dialog.findByText(/Enter the whole path of the folder/)).toBeTruthy();
		world.refused = {};
		await user.click(dialog.getByRole("button", { name: "/home/ann/work/site" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await user.click(within(await strip()).getByRole("button", { name: "Project…" }));
		const again = within(await screen.findByRole("dialog", { name: "Project" }));
		await user.click(await again.findByRole("button", { name: "Close project" }));
		await waitFor(() => expect(screen.queryByRole("region", { name: "Project" })).toBeNull());
		await user.click(again.getByRole("tab", { name: "Make a project" }));
		await user.type(again.getByRole("textbox", { name: "Folder" }), "~/work/shop");
		await user.click(again.getByRole("button", { name: "Make project" }));
		expect(await strip()).toBeTruthy();
		expect(fake.called("project_make")[0]?.args).toEqual({
			folder: "~/work/shop",
			pin: { account: samples.ACCOUNT, region: "ap-northeast-1", profile: null },
		});
	});

	it("that holds a change back leads to it", async () => {
		const run = samples.createRun("my-app", { state: "failed", can_resume: true });
		const elsewhere = samples.problem(
			{
				code: "pinned_elsewhere",
				project: "/home/ann/work/shop",
				account: samples.ACCOUNT,
				region: "us-east-1",
			},
			[{ kind: "go_to_project" }, { kind: "close_project" }],
		);
		const { user } = start("/runs/run-my-app", {
			runs: [run],
			projects: { open: bounds.away, recent: [] },
			refused: { run_resume: elsewhere },
		});
		await heading("Create my-app");
		const [again] = await screen.findAllByRole("button", { name: "Try again" });
		if (again) await user.click(again);
		expect(await screen.findByText("The open project is about another place")).toBeTruthy();
		expect(screen.getAllByRole("button", { name: "Go to N. Virginia (us-east-1)" }).length).toBe(2);
		expect(screen.getByRole("button", { name: "Look at the project" })).toBeTruthy();
	});
});

describe("services elsewhere", () => {
	it("are looked for when there are none here", async () => {
		const { user, fake } = start("/services", { services: [] });
		expect(await screen.findByText("8 services in N. Virginia (us-east-1)")).toBeTruthy();
		expect(screen.getByText("Looked in: us-east-1, eu-west-1")).toBeTruthy();
		expect(screen.getByText("Paris (eu-west-3): AWS cannot be reached")).toBeTruthy();
		await user.click(screen.getByRole("button", { name: "Switch to N. Virginia (us-east-1)" }));
		await waitFor(() => expect(fake.called("session_open").at(-1)?.args.region).toBe("us-east-1"));
	});

	it("are not looked for until somebody asks, when there are some here", async () => {
		const { user, fake } = start("/services", { elsewhere: bounds.nowhere });
		await user.click(await screen.findByRole("button", { name: "Look in all Regions" }));
		expect(await screen.findByText("There are no services in the other Regions either.")).toBeTruthy();
		expect(fake.called("services_elsewhere")).toHaveLength(1);
	});
});

describe("Regions", () => {
	it("without App Runner are there, and cannot be chosen", async () => {
		const { user, fake } = start("/runs");
		await heading(/Changes/);
		await user.keyboard("{Control>}k{/Control}");
		await user.type(await screen.findByRole("combobox", { name: "Find profiles" }), "{Enter}");
		await user.type(await screen.findByRole("combobox", { name: "Find Regions" }), "osaka");
		const option = await screen.findByRole("option", { name: /Osaka/ });
		expect(option.getAttribute("aria-disabled")).toBe("true");
		expect(within(option).getByText(/App Runner is not offered here/)).toBeTruthy();
		const before = fake.called("session_open").length;
		await user.keyboard("{Enter}");
		expect(fake.called("session_open")).toHaveLength(before);
	});

	it("of a profile where App Runner is not are told of", async () => {
		const session: World["session"] = (session) => ({
			...samples.sessionView(session),
			unserved_region: "eu-north-1",
		});
		start("/runs", { session, welcome: { ...samples.welcome, profile: "default" } });
		expect(
			await screen.findByText(en.regions.unserved("default", "Stockholm (eu-north-1)", "Tokyo (ap-northeast-1)")),
		).toBeTruthy();
	});
});

describe("undoing what goes for good", () => {
	const made = samples.createRun("my-app");
	const run = {
		...made,
		...samples.inState("failed"),
		can_undo: true,
		undo_confirmation: "my-app",
		steps: made.steps.map((step, at) => ({ ...step, stands: at < 3 })),
	};

	it("names the account and the Region, and wants the name", async () => {
		const { user, fake } = start("/runs/run-my-app", { runs: [run], marks });
		await heading("Create my-app");
		const [undo] = await screen.findAllByRole("button", { name: "Undo" });
		if (undo) await user.click(undo);
		const dialog = within(await screen.findByRole("dialog", { name: "Undo this change?" }));
		expect(await dialog.findByText(`shop (${samples.ACCOUNT})`)).toBeTruthy();
		expect(dialog.getByText("Tokyo (ap-northeast-1)")).toBeTruthy();
		const confirm = dialog.getByRole<HTMLButtonElement>("button", { name: "Undo" });
		expect(confirm.disabled).toBe(true);
		const field = dialog.getByRole("textbox", { name: "To confirm, type the name: my-app" });
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		await user.keyboard("my-ap{Enter}");
		expect(fake.called("run_undo")).toHaveLength(0);
		await user.keyboard("p{Enter}");
		await waitFor(() => expect(fake.called("run_undo")[0]?.args.confirmation).toBe("my-app"));
	});
});

describe.each([
	["en", en],
	["ja", ja],
] as const)("in %s", (locale, text) => {
	const welcome = { ...samples.welcome, locale };
	const pages: [string, string, string, Partial<World>][] = [
		["permissions", "/permissions", text.permissions.heldBack, { permissions: bounds.someRefused }],
		["unknown permissions", "/permissions", text.permissions.policyWhole, { permissions: bounds.unasked }],
		["services elsewhere", "/services", text.elsewhere.unreadTitle, { services: [] }],
		["a broken project", "/runs", text.project.broken, { projects: { open: bounds.broken, recent: [] } }],
		["a project elsewhere", "/runs", text.project.elsewhere, { projects: { open: bounds.away, recent: [] } }],
	];
	it.each(pages)("%s is accessible", async (_, path, shown, change) => {
		start(path, { ...change, welcome });
		await screen.findAllByText(shown);
		await expectNoViolations();
	});

	it("the dialog of a project is accessible", async () => {
		const { user } = start("/runs", { welcome, projects: { open: bounds.broken, recent: ["/home/ann/work/site"] } });
		await user.click(await screen.findByRole("button", { name: text.project.manage }));
		await screen.findByText(text.project.recent);
		await expectNoViolations();
		await user.click(screen.getByRole("tab", { name: text.project.makeTab }));
		await screen.findByText(text.project.makeText);
		await expectNoViolations();
	});
});
