import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { codeDraft, connection, fileDraft, savedDraft } from "./drafts";
import { heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const REPOSITORY = "https://github.com/example/shop-front";

/** Chooses source code in a new wizard. */
async function toCode(change: Parameters<typeof start>[1] = {}) {
	const app = start("/services/new", change);
	await heading(/Source and deployment/);
	await app.user.click(await screen.findByRole("radio", { name: /Source code repository/ }));
	await screen.findByLabelText("Repository");
	return app;
}

/** Continues a draft that was kept, at its step. */
function continued(draft = codeDraft, step: Parameters<typeof savedDraft>[1] = {}) {
	return start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft, ...step })] });
}

describe("source code", () => {
	it("begins with what Rust says, and has a step for the build", async () => {
		const { user, fake } = await toCode();
		expect(screen.getByLabelText<HTMLInputElement>("Branch").value).toBe("main");
		expect(screen.getByLabelText<HTMLInputElement>("Source directory").value).toBe("/");
		expect(screen.queryByLabelText("Container image URI")).toBeNull();
		await user.click(await button(/^Connection/));
		await user.click(await screen.findByRole("option", { name: /my-github/ }));
		await user.click(screen.getByLabelText("Repository"));
		await user.paste(REPOSITORY);
		await user.click(screen.getByRole("radio", { name: /Automatic/ }));
		await user.click(await button("Next"));
		await heading(/Configure build/);
		expect(fake.called("draft_check").at(-1)?.args.draft).toMatchObject({
			source: { kind: "code", connection: connection("my-github").arn, repository: REPOSITORY, trigger: "automatic" },
		});
	});

	it("shows connections that cannot be used, and why", async () => {
		const { user } = await toCode();
		await user.click(await button(/^Connection/));
		const pending = await screen.findByRole("option", { name: /not-yet-agreed/ });
		expect(pending.getAttribute("aria-disabled")).toBe("true");
		expect(within(pending).getAllByText("Waiting for your consent at GitHub").length).toBeGreaterThan(0);
		await user.click(pending);
		expect(screen.getByRole("button", { name: /^Connection/ }).textContent).toContain("Choose a connection");
	});

	it("gives the registry back that was chosen before", async () => {
		const { user } = start("/services/new");
		await user.click(await screen.findByRole("radio", { name: /Amazon ECR Public/ }));
		await user.click(screen.getByRole("radio", { name: /Source code repository/ }));
		await screen.findByLabelText("Repository");
		await user.click(screen.getByRole("radio", { name: /Container registry/ }));
		expect(await screen.findByRole<HTMLInputElement>("radio", { name: /Amazon ECR Public/ })).toMatchObject({
			checked: true,
		});
	});
});

describe("a new connection", () => {
	async function toDialog(change: Parameters<typeof start>[1] = {}) {
		const app = await toCode({ connections: [], ...change });
		await app.user.click(await button("Add new"));
		const dialog = await screen.findByRole("dialog", { name: "Add connection" });
		return { ...app, dialog, name: within(dialog).getByLabelText("Connection name") };
	}

	it("is planned, created once, and chosen as soon as it was agreed to", async () => {
		const { user, fake, dialog, name } = await toDialog();
		await user.click(within(dialog).getByRole("radio", { name: "Bitbucket" }));
		await user.type(name, "my-bitbucket");
		expect(await within(dialog).findByText("my-bitbucket", { selector: "strong" })).toBeTruthy();
		expect(fake.called("plan_connection").at(-1)?.args).toMatchObject({ name: "my-bitbucket", provider: "bitbucket" });
		await user.dblClick(within(dialog).getByRole("button", { name: "Create" }));
		expect(await screen.findByText("Now give your consent at Bitbucket")).toBeTruthy();
		expect(fake.called("run_start")).toHaveLength(1);
		await user.click(await button("Agree"));
		await waitFor(() => expect(screen.queryByRole("dialog", { name: "Add connection" })).toBeNull());
		expect((await button(/^Connection/)).textContent).toContain("my-bitbucket");
	});

	it("says what is wrong with its name once that was left", async () => {
		const { user, dialog, name } = await toDialog();
		await user.type(name, "my");
		expect(within(dialog).queryByText("Enter at least 4 characters.")).toBeNull();
		await user.tab();
		expect(await within(dialog).findByText("Enter at least 4 characters.")).toBeTruthy();
		expect(within(dialog).getByRole("button", { name: "Create" }).hasAttribute("disabled")).toBe(true);
	});

	it("of a real account leads to the page of the console, and waits for it", async () => {
		const { user, fake, world, dialog, name } = await toDialog({
			welcome: { ...samples.welcome, profile: "default" },
		});
		await user.type(name, "my-github");
		await within(dialog).findByText("my-github", { selector: "strong" });
		await user.click(within(dialog).getByRole("button", { name: "Create" }));
		await user.click(await screen.findByText("Connected accounts in the AWS console"));
		expect(fake.called("link_open")[0]?.args.link).toEqual({ kind: "console_connections", region: "ap-northeast-1" });
		expect(screen.queryByRole("button", { name: "Agree" })).toBeNull();
		world.connections = [connection("my-github")];
		await waitFor(() => expect(screen.queryByRole("dialog", { name: "Add connection" })).toBeNull(), {
			timeout: 10_000,
		});
	});

	it("that was not made says why, and is tried again", async () => {
		const { user, fake, dialog, name, world } = await toDialog();
		await user.type(name, "my-github");
		await within(dialog).findByText("my-github", { selector: "strong" });
		const failed = samples.step(
			{ kind: "create_connection", name: "my-github", provider: "github" },
			"delete_connection",
		);
		const problem = samples.problem({ code: "quota_exceeded" }, [{ kind: "free_quota" }]);
		world.advance = (run) => ({
			...run,
			...samples.inState("failed"),
			can_resume: true,
			steps: [{ ...failed, state: "failed", problem }],
		});
		await user.click(within(dialog).getByRole("button", { name: "Create" }));
		expect(await screen.findByText("A quota is used up")).toBeTruthy();
		world.advance = (run) => run;
		await user.click(await button("Try again"));
		expect(fake.called("run_resume")).toHaveLength(1);
	});
});

describe("the build", () => {
	it("offers runtimes that are supported, and says since when the others are not", async () => {
		const { user, fake } = continued(codeDraft, { step: "build" });
		await heading(/Configure build/);
		await user.click(await button(/^Runtime/));
		const ended = await screen.findByRole("option", { name: /Node\.js 18/ });
		expect(ended.getAttribute("aria-disabled")).toBe("true");
		expect(within(ended).getByText("No new services since Dec 1, 2025")).toBeTruthy();
		await user.click(screen.getByRole("option", { name: /Python 3\.11/ }));
		await user.clear(screen.getByLabelText(/^Build command/));
		await user.type(screen.getByLabelText(/^Build command/), "make");
		expect(screen.getByLabelText("Port")).toBeTruthy();
		expect(screen.getByLabelText<HTMLInputElement>("Start command").value).toBe("npm start");
		await waitFor(() =>
			expect(fake.called("draft_check").at(-1)?.args.draft).toMatchObject({
				source: { build: { runtime: "python311", command: "make" } },
			}),
		);
	});

	it("of a configuration file says what the file says, here and where the variables would be", async () => {
		const { user } = continued({ ...fileDraft, name: "front" }, { step: "build" });
		await heading(/Configure build/);
		expect(await screen.findByText("What apprunner.yaml says")).toBeTruthy();
		expect(screen.queryByLabelText("Start command")).toBeNull();
		await user.click(await button("Next"));
		await heading(/Configure service/);
		expect(screen.getByText(/environment variables are set in apprunner.yaml/)).toBeTruthy();
		expect(screen.queryByRole("button", { name: "Add environment variable" })).toBeNull();
		expect(screen.queryByLabelText("Port")).toBeNull();
	});

	it("has its own block in the review", async () => {
		const { user } = continued(codeDraft, { step: "review" });
		await heading(/Review and create/);
		for (const shown of [
			"my-github",
			REPOSITORY,
			"Node.js 22",
			"npm ci && npm run build",
			"shop-front-instance-role (will be created)",
			"DynamoDB table Employee: Read and write",
			"SQS queue orders: Receive",
			"FEATURE_FLAGS = SSM Parameter Store: /shop/feature-flags",
			"Custom VPC: to-database",
			"xray-tracing (will be created)",
		]) {
			expect(screen.getByText(shown), shown).toBeTruthy();
		}
		await user.click(await button("Edit Configure build"));
		await heading(/Configure build/);
	});
});
