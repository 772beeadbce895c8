import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { paths } from "../app/paths";
import type { Finding } from "../bindings";
import { expectNoViolations } from "./axe";
import { createInUse } from "./picture";
import { heading, start } from "./render";
import * as samples from "./samples";

const USED = "arn:connector/to-my-vpc";
const button = (name: string | RegExp) => screen.findByRole("button", { name });
const row = async (name: RegExp) =>
	within(await screen.findByRole("table", { name: "VPC connectors" })).findByRole("row", { name });

describe("the list of VPC connectors", () => {
	it("says who uses each, and what they need", async () => {
		const { user } = start(paths.connectors);
		const used = await row(/^to-my-vpc/);
		expect(used.textContent).toContain("up to 56");
		expect(used.textContent).toContain("Active");
		expect(used.textContent).toContain("private-a (subnet-0a)");
		expect((await row(/^spare/)).textContent).toContain("No service");
		await user.click(within(used).getByRole("link", { name: "shop" }));
		await heading("shop");
	});

	it("deletes what nobody uses, after the plan was shown, and nothing else", async () => {
		const { user, fake } = start(paths.connectors);
		await user.click(within(await row(/^to-my-vpc/)).getByRole("button", { name: "Actions for to-my-vpc" }));
		const refused = await screen.findByRole("menuitem", { name: /^Delete/ });
		expect(refused.getAttribute("aria-disabled")).toBe("true");
		await user.keyboard("{Escape}");
		await user.click(within(await row(/^spare/)).getByRole("button", { name: "Actions for spare" }));
		await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
		const dialog = await screen.findByRole("dialog", { name: "Delete spare?" });
		await waitFor(() => expect(dialog.textContent).toContain("Delete the VPC connector spare"));
		await user.click(within(dialog).getByRole("button", { name: "Delete" }));
		await heading(/Delete the VPC connector spare/);
		expect(fake.called("run_start")).toHaveLength(1);
	});

	it("names the services that could not be read", async () => {
		start(paths.connectors, { inUse: { ...createInUse(), unknown: ["orders"] } });
		expect(await screen.findByText(/Could not read .*: orders/)).toBeTruthy();
	});

	it("says why it cannot be read, and is read again", async () => {
		const refused = samples.problem({ code: "access_denied", action: "apprunner:ListVpcConnectors" });
		const { world, user } = start(paths.connectors, { refused: { connectors_in_use: refused } });
		expect(await screen.findByText(/apprunner:ListVpcConnectors/)).toBeTruthy();
		world.refused = {};
		await user.click(await button("Try again"));
		await row(/^spare/);
	});
});

describe("one VPC connector", () => {
	it("shows who uses it, and its network", async () => {
		start(paths.connector(USED));
		await heading("to-my-vpc");
		expect(screen.getByRole("link", { name: "reports" })).toBeTruthy();
		await button(/^private-a, Private/);
		await expectNoViolations();
	});

	it("may be gone", async () => {
		start(paths.connector("arn:connector/gone"));
		await heading("There is no such connector");
	});
});

const required: Finding = {
	severity: "error",
	field: { name: "connector_name" },
	step: "service",
	detail: { code: "required" },
	fix: null,
};

describe("the form of a VPC connector", () => {
	it("puts one in the place of another, and moves the services that are chosen", async () => {
		const { user, fake } = start(paths.connectorEdit(USED));
		await heading("Edit to-my-vpc");
		const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Name of the new connector" });
		expect(name.value).toBe("to-my-vpc-2");
		// Only what runs can be moved.
		expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /shop/ }).checked).toBe(true);
		expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /reports/ }).disabled).toBe(true);
		await user.click(await button(/^private-b, Private/));
		await user.click(await button("Review"));
		const dialog = await screen.findByRole("dialog", { name: "Edit to-my-vpc" });
		await waitFor(() => expect(dialog.textContent).toContain("Send shop through the new VPC connector"));
		// What it answers is looked at before the next one is moved.
		expect(dialog.textContent).toContain("Check that shop still responds (before: HTTP 200)");
		expect(fake.called("plan_connector").at(-1)?.args.draft).toMatchObject({
			name: "to-my-vpc-2",
			vpc: "vpc-0a",
			subnets: ["subnet-0a", "subnet-0b"],
			security_groups: ["sg-0a"],
			replaces: { arn: USED, services: [createInUse().connectors[1]?.users[0]?.arn] },
		});
		await user.click(within(dialog).getByRole("button", { name: "Start" }));
		await heading(/Replace the VPC connector to-my-vpc/);
		expect(await screen.findByText("to-my-vpc was replaced")).toBeTruthy();
		expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
		await user.click(await button("Delete to-my-vpc"));
		const deletion = await screen.findByRole("dialog", { name: "Delete to-my-vpc?" });
		await waitFor(() => expect(deletion.textContent).toContain("Delete the VPC connector to-my-vpc"));
		expect(fake.called("plan_delete_connector").at(-1)?.args.arn).toBe(USED);
	});

	it("goes on only once everything is right, and says what is not", async () => {
		const { user, fake, world } = start(paths.connectorNew, {
			connectorFindings: ({ name }) => (name === "" ? [required] : []),
		});
		await heading("Create VPC connector");
		expect(world.connectorFindings).toBeTruthy();
		await waitFor(() => expect(fake.called("connector_check").length).toBeGreaterThan(0));
		await user.click(await button("Review"));
		expect(screen.queryByRole("dialog")).toBeNull();
		expect(fake.called("plan_connector")).toHaveLength(0);
		const name = screen.getByRole("textbox", { name: "Name" });
		expect(name.getAttribute("aria-invalid")).toBe("true");
		await user.type(name, "to-the-database");
		await waitFor(() => expect(name.getAttribute("aria-invalid")).not.toBe("true"));
		await user.click(await button("Review"));
		expect(await screen.findByRole("dialog", { name: "Create VPC connector" })).toBeTruthy();
	});

	it("has no barriers", async () => {
		start(paths.connectorEdit(USED));
		await heading("Edit to-my-vpc");
		await button(/^private-b, Private/);
		await expectNoViolations();
	});
});

describe("a security group of its own", () => {
	it("is made from the form after a plan was shown, and chosen", async () => {
		const { user, fake, world } = start(paths.connectorEdit(USED));
		await heading("Edit to-my-vpc");
		await user.click(await button("Create security group"));
		const dialog = await screen.findByRole("dialog", { name: "Create security group" });
		const name = within(dialog).getByRole("textbox", { name: "Security group name" });
		await waitFor(() => expect(document.activeElement).toBe(name));
		await user.type(name, "app");
		expect(await within(dialog).findByText("The VPC has a security group with this name.")).toBeTruthy();
		await user.type(name, "-outbound");
		await waitFor(() => expect(dialog.textContent).toContain("Create the security group app-outbound in vpc-0a"));
		world.network = {
			...world.network,
			security_groups: [
				...world.network.security_groups,
				{ id: "sg-0n", name: "app-outbound", vpc: "vpc-0a", description: "For App Runner" },
			],
		};
		await user.keyboard("{Enter}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(fake.called("run_start")).toHaveLength(1);
		await user.click(await button("Review"));
		await screen.findByRole("dialog", { name: "Edit to-my-vpc" });
		expect(fake.called("plan_connector").at(-1)?.args.draft).toMatchObject({ security_groups: ["sg-0a", "sg-0n"] });
	});
});
