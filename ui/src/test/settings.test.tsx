import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Draft } from "../bindings";
import { savedDraft } from "./drafts";
import { heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const image: Draft = {
	...samples.draft,
	name: "my-app",
	source: { kind: "ecr_public", uri: "public.ecr.aws/nginx/nginx:1" },
};

/** Continues a draft at the service step, with a section open. */
async function toService(section: RegExp | null, draft = image, change: Parameters<typeof start>[1] = {}) {
	const app = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft })], ...change });
	await heading(/Configure service/);
	if (section) await app.user.click(await button(section));
	const checked = () => app.fake.called("draft_check").at(-1)?.args.draft;
	return { ...app, checked };
}

describe("environment variables", () => {
	it("come from a source, and a reference asks for a role that a click makes", async () => {
		const { user, checked } = await toService(null);
		await user.click(await button("Add environment variable"));
		await user.type(screen.getByRole("textbox", { name: "Name 1" }), "FLAGS");
		await user.click(await button(/Source 1/));
		await user.click(await screen.findByRole("option", { name: "SSM Parameter Store" }));
		const value = screen.getByRole<HTMLInputElement>("combobox", { name: "Value 1" });
		expect(value.placeholder).toBe("Choose or enter a name");
		await user.type(value, "/shop/flags");
		// Past what clears and refreshes it, which belong to it.
		await user.click(screen.getByLabelText("Service name"));
		await user.click(await button("Create the role AppRunnerInstanceRole"));
		await waitFor(() =>
			expect(checked()).toMatchObject({
				environment: [{ source: "parameter_store", name: "FLAGS", value: "/shop/flags" }],
				instance_role: { kind: "create_for_me", name: "AppRunnerInstanceRole" },
			}),
		);
	});

	const present: Draft = { ...image, environment: [{ source: "plain", name: "LOG_LEVEL", value: "info" }] };

	it("are imported from text after a look at what becomes of them", async () => {
		const { user, checked } = await toService(null, present);
		await user.click(await button("Import"));
		const dialog = await screen.findByRole("dialog", { name: "Import environment variables" });
		const submit = within(dialog).getByRole("button", { name: "Add to the draft" });
		expect(submit.hasAttribute("disabled")).toBe(true);
		await user.click(within(dialog).getByLabelText("Text"));
		await user.paste("LOG_LEVEL=debug\nnonsense\nDB_PASSWORD=hunter2");
		const table = await within(dialog).findByRole("table", { name: "Preview" });
		expect(within(table).getByText("Changed from info")).toBeTruthy();
		expect(within(table).getByText("New")).toBeTruthy();
		expect(within(table).getByText("Looks secret")).toBeTruthy();
		expect(within(dialog).getByText("Lines that could not be read, and are left out: 2")).toBeTruthy();
		await user.click(submit);
		await waitFor(() => expect(dialog.isConnected).toBe(false));
		await waitFor(() =>
			expect(checked()).toMatchObject({
				environment: [
					{ name: "LOG_LEVEL", value: "debug" },
					{ name: "DB_PASSWORD", value: "hunter2" },
				],
			}),
		);
	});

	it("are imported from a file, unless it is far too large", async () => {
		const { user } = await toService(null);
		await user.click(await button("Import"));
		const dialog = await screen.findByRole("dialog", { name: "Import environment variables" });
		const input = dialog.querySelector<HTMLInputElement>("input[type=file]");
		if (input === null) throw new Error("no file input");
		// jsdom's files cannot be read as text.
		const file = (content: string) => Object.assign(new File([content], ".env"), { text: async () => content });
		await user.upload(input, file("A".repeat(1_000_001)));
		expect(await within(dialog).findByText("This file is too large for environment variables.")).toBeTruthy();
		await user.upload(input, file("REGION=tokyo"));
		expect(await within(dialog).findByRole("table", { name: "Preview" })).toBeTruthy();
		expect(within(dialog).queryByText("This file is too large for environment variables.")).toBeNull();
		expect(within(dialog).getByLabelText<HTMLTextAreaElement>("Text").value).toBe("REGION=tokyo");
	});

	it("that cannot be found in a text are said to be missing", async () => {
		const { user } = await toService(null);
		await user.click(await button("Import"));
		const dialog = await screen.findByRole("dialog", { name: "Import environment variables" });
		await user.type(within(dialog).getByLabelText("Text"), "nonsense");
		expect(await within(dialog).findByText("No variable was found in this text.")).toBeTruthy();
		expect(within(dialog).getByRole("button", { name: "Add to the draft" }).hasAttribute("disabled")).toBe(true);
	});
});

describe("security", () => {
	it("makes a role to measure, and shows its policy", async () => {
		const { user, checked } = await toService(/^Security/);
		await user.click(screen.getByRole("radio", { name: /Create new role/ }));
		expect((await screen.findByLabelText<HTMLInputElement>("Instance role name")).value).toBe("my-app-instance-role");
		expect(screen.getByText(/created without any rights/)).toBeTruthy();
		await user.click(await button("Add resource"));
		await user.click(await button(/Resource 1/));
		await user.click(await screen.findByRole("option", { name: "SQS queue" }));
		await user.type(screen.getByRole("textbox", { name: "Name or ARN 1" }), "orders");
		await user.click(await button(/Access 1/));
		await user.click(await screen.findByRole("option", { name: "Receive and send" }));
		await waitFor(() =>
			expect(checked()).toMatchObject({
				instance_role: { grants: [{ resource: "sqs_queue", target: "orders", access: "read_write" }] },
			}),
		);
		expect(await screen.findByText(/"target": "orders"/)).toBeTruthy();
		await user.click(await button("Remove orders"));
		expect(await screen.findByText(/created without any rights/)).toBeTruthy();
	});

	it("encrypts with a key of one's own, and opens at what is wrong with it", async () => {
		const { user, checked } = await toService(/^Security/);
		await user.click(screen.getByRole("radio", { name: "Own AWS KMS key" }));
		const key = await screen.findByLabelText("KMS key ARN");
		await user.type(key, "alias/mine");
		await user.click(await button(/^Security/));
		await user.click(await button("Next"));
		await waitFor(() => expect(document.activeElement).toBe(key));
		// It is announced too.
		expect(screen.getAllByText(/An alias is not accepted/).length).toBeGreaterThan(0);
		expect(checked()).toMatchObject({ encryption: { kind: "kms_key", arn: "alias/mine" } });
	});
});

describe("networking", () => {
	it("goes out by a connector, which is shown with its places", async () => {
		const { user, checked } = await toService(/^Networking/);
		await user.click(screen.getByRole("radio", { name: /existing connector/ }));
		await user.click(await button(/^VPC connector/));
		const option = await screen.findByRole("option", { name: /to-database/ });
		expect(option.textContent).toContain("subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002");
		expect(option.textContent).toContain("sg-0a1b2c3d4e5f60009");
		await user.click(option);
		await waitFor(() => expect(checked()).toMatchObject({ outgoing: { kind: "connector" } }));
		expect(screen.getByText("Public endpoint · IPv4 · Custom VPC: to-database")).toBeTruthy();
	});

	it("says that there is no connector, and what to do", async () => {
		const { user } = await toService(/^Networking/, image, { connectors: [] });
		await user.click(screen.getByRole("radio", { name: /existing connector/ }));
		await user.click(await button(/^VPC connector/));
		expect((await screen.findAllByText(/There are no VPC connectors in this Region/)).length).toBeGreaterThan(0);
	});
});

describe("a new connector", () => {
	it("is made of what its VPC has, and begins anew in another one", async () => {
		const { user, checked } = await toService(/^Networking/);
		await user.click(screen.getByRole("radio", { name: /new connector/ }));
		const name = await screen.findByLabelText<HTMLInputElement>("VPC connector name");
		expect(name.value).toBe("my-app-connector");
		await user.clear(name);
		await user.type(name, "to-main");
		await user.click(await button(/^VPC Choose/));
		await user.click(await screen.findByRole("option", { name: /main/ }));
		await user.click(await button(/^Subnets/));
		const subnets = await screen.findAllByRole("option");
		expect(subnets.map((option) => option.textContent?.includes("subnet-0b"))).toEqual([false, false]);
		expect(subnets[0]?.textContent).toContain("subnet-0a · 10.0.11.0/24 · NAT gateway · 251 free addresses");
		if (subnets[0]) await user.click(subnets[0]);
		await waitFor(() =>
			expect(checked()).toMatchObject({
				outgoing: { kind: "new_connector", name: "to-main", vpc: "vpc-0a", subnets: ["subnet-0a"] },
			}),
		);
		await user.keyboard("{Escape}");
		await user.click(await button(/^VPC main/));
		await user.click(await screen.findByRole("option", { name: /vpc-0b/ }));
		await waitFor(() => expect(checked()).toMatchObject({ outgoing: { vpc: "vpc-0b", subnets: [] } }));
	});
});

describe("tracing", () => {
	it("is made, or one that exists is used", async () => {
		const { user, checked } = await toService(/^Observability/);
		expect(screen.getByText("Tracing: Off")).toBeTruthy();
		const choice = within(screen.getByRole("radiogroup", { name: /Tracing with AWS X-Ray/ }));
		await user.click(choice.getByRole("radio", { name: "Create new configuration" }));
		const name = await screen.findByLabelText<HTMLInputElement>("Observability configuration name");
		expect(name.value).toBe("xray-tracing");
		await user.click(choice.getByRole("radio", { name: "Use existing configuration" }));
		await user.click(await button(/^Observability configuration/));
		await user.click(await screen.findByRole("option", { name: /traced/ }));
		await waitFor(() => expect(checked()).toMatchObject({ tracing: { kind: "use_existing" } }));
		expect(screen.getByText("Tracing: traced")).toBeTruthy();
	});
});
