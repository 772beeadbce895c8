import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { paths } from "../app/paths";
import { expectNoViolations } from "./axe";
import { privateService } from "./choices";
import { createEntry } from "./endpoints";
import { heading, start } from "./render";
import * as samples from "./samples";

const SERVICE = samples.arnOf("checkout");
const button = (name: string | RegExp) => screen.findByRole("button", { name });
const table = (name: string) => screen.findByRole("table", { name });

describe("the list of private endpoints", () => {
	it("says where each leads, and deletes one that leads nowhere", async () => {
		const { user, fake } = start(paths.endpoints);
		const rows = within(await table("Private endpoints"));
		const used = await rows.findByRole("row", { name: /^apprunner-requests/ });
		expect(within(used).getByRole("link", { name: "checkout" })).toBeTruthy();
		await user.click(within(used).getByRole("button", { name: "Actions for apprunner-requests" }));
		const refused = await screen.findByRole("menuitem", { name: /^Delete/ });
		expect(refused.getAttribute("aria-disabled")).toBe("true");
		await user.keyboard("{Escape}");
		const free = await rows.findByRole("row", { name: /^vpce-0b/ });
		expect(free.textContent).toContain("Not available");
		await user.click(within(free).getByRole("button", { name: "Actions for vpce-0b" }));
		await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
		const dialog = await screen.findByRole("dialog", { name: "Delete vpce-0b?" });
		await waitFor(() => expect(dialog.textContent).toContain("Delete the VPC interface endpoint"));
		await user.click(within(dialog).getByRole("button", { name: "Delete" }));
		await heading(/Delete the VPC interface endpoint/);
		expect(fake.called("plan_delete_endpoint").at(-1)?.args.id).toBe("vpce-0b");
	});

	it("says why it cannot be read, and is read again", async () => {
		const refused = samples.problem({ code: "access_denied", action: "ec2:DescribeVpcEndpoints" });
		const { world, user } = start(paths.endpoints, { refused: { endpoints_in_use: refused } });
		expect(await screen.findByText(/ec2:DescribeVpcEndpoints/)).toBeTruthy();
		world.refused = {};
		await user.click(await button("Try again"));
		await within(await table("Private endpoints")).findByRole("row", { name: /^vpce-0b/ });
	});

	it("tells when there is none", async () => {
		start(paths.endpoints, { endpointsInUse: { endpoints: [] } });
		expect(await screen.findByText("No private endpoints")).toBeTruthy();
	});
});

describe("one private endpoint", () => {
	it("says who gets to it, and lets others in after a plan was shown", async () => {
		const { user, fake } = start(paths.endpoint("vpce-0a"), {});
		await heading("apprunner-requests");
		const reached = await table("Who can reach it");
		// Nobody is known by name yet: the network has no default group here.
		await waitFor(() => expect(within(reached).getAllByRole("row")).toHaveLength(3));
		expect(reached.textContent).toContain("private-a");
		expect(reached.textContent).toContain("No inbound rule of the endpoint’s security group sg-0f allows TCP port 443");
		await user.click(await screen.findByRole("button", { name: /^Clients’ security group/ }));
		await user.click(await screen.findByRole("option", { name: /app/ }));
		await waitFor(() => expect(within(reached).getAllByRole("row")).toHaveLength(2));
		expect(fake.called("network_entry").at(-1)?.args.asked).toEqual({
			endpoint: "vpce-0a",
			vpc: null,
			groups: ["sg-0a"],
			place: null,
		});
	});

	it("offers the rule that is missing", async () => {
		const blocked = createEntry({ endpoint: "vpce-0a", vpc: null, groups: [], place: null });
		const { user, fake } = start(paths.endpoint("vpce-0a"), { entry: () => blocked });
		await heading("apprunner-requests");
		await user.click(await screen.findByRole("button", { name: /^Clients’ security group/ }));
		await user.click(await screen.findByRole("option", { name: /app/ }));
		await user.click(await button("Allow port 443 in sg-0f…"));
		const dialog = await screen.findByRole("dialog", { name: "Allow the clients to reach sg-0f on port 443?" });
		await user.click(await within(dialog).findByRole("button", { name: "Allow" }));
		await waitFor(() => expect(dialog.textContent).toContain("The rule is there"));
		expect(fake.called("plan_allow_inbound").at(-1)?.args).toMatchObject({ group: "sg-0f", port: 443, from: "sg-0a" });
		await waitFor(() => expect(fake.called("network_entry").some(({ args }) => args.anew === true)).toBe(true));
	});

	it("may be gone", async () => {
		start(paths.endpoint("vpce-0"));
		await heading("There is no such endpoint");
	});

	it("has no barriers", async () => {
		start(paths.endpoint("vpce-0a"));
		await heading("apprunner-requests");
		await screen.findByText(/No inbound rule of the endpoint/);
		await expectNoViolations();
	});
});

describe("who reaches a service", () => {
	it("is changed from public to private, after the plan was shown", async () => {
		const { user, fake } = start(paths.service(SERVICE));
		await heading(/checkout/);
		await user.click(await button("Actions"));
		await user.click(await screen.findByRole("menuitem", { name: "Change incoming network traffic" }));
		await heading("Incoming network traffic for checkout");
		await user.click(await screen.findByRole("radio", { name: /^Private endpoint/ }));
		expect(await screen.findByText(/no longer be reachable from the internet/)).toBeTruthy();
		await user.click(await button("Review"));
		// One has to be chosen first.
		const field = await screen.findByRole("button", { name: /^Existing VPC interface endpoint/ });
		await waitFor(() => expect(document.activeElement).toBe(field));
		expect(screen.queryByRole("dialog")).toBeNull();
		await user.click(field);
		await user.click(await screen.findByRole("option", { name: /apprunner-requests/ }));
		await user.click(await button("Review"));
		const dialog = await screen.findByRole("dialog", { name: "Incoming network traffic for checkout" });
		await waitFor(() => expect(dialog.textContent).toContain("Make checkout private"));
		expect(fake.called("plan_incoming").at(-1)?.args).toMatchObject({
			arn: SERVICE,
			incoming: { kind: "endpoint", id: "vpce-0a" },
		});
		await user.click(within(dialog).getByRole("button", { name: "Start" }));
		expect(await screen.findByText("checkout can be reached from the VPC")).toBeTruthy();
		expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
	});

	it("becomes the internet only once the name is typed", async () => {
		const { user, fake } = start(paths.incoming(SERVICE), { detail: privateService });
		await heading("Incoming network traffic for checkout");
		await user.click(await screen.findByRole("radio", { name: /^Public endpoint/ }));
		await user.click(await button("Review"));
		const dialog = await screen.findByRole("dialog", { name: "Incoming network traffic for checkout" });
		const go = within(dialog).getByRole("button", { name: "Start" });
		await waitFor(() => expect(dialog.textContent).toContain("its domain is permanently lost"));
		expect(go).toHaveProperty("disabled", true);
		await user.type(within(dialog).getByRole("textbox"), "checkout");
		await waitFor(() => expect(go).toHaveProperty("disabled", false));
		await user.click(go);
		expect(await screen.findByText("checkout can be reached from the internet")).toBeTruthy();
		expect(fake.called("run_start").at(-1)?.args.confirmation).toBe("checkout");
	});

	it("is not changed while App Runner is at work", async () => {
		start(paths.incoming(SERVICE), {
			detail: (row) => ({
				...samples.detail(row),
				row: { ...row, abilities: samples.abilitiesOf({ kind: "operation_in_progress" }) },
			}),
		});
		const review = await button("Review");
		expect(review.getAttribute("aria-disabled") ?? review.hasAttribute("disabled")).toBeTruthy();
	});

	it("loses its way only once the name is typed", async () => {
		const { user } = start(paths.service(SERVICE), { detail: privateService });
		await heading(/checkout/);
		await user.click(await button("Actions"));
		await user.click(await screen.findByRole("menuitem", { name: "Delete VPC ingress connection" }));
		const dialog = await screen.findByRole("dialog", { name: "Delete the VPC ingress connection checkout?" });
		expect(within(dialog).getByRole("button", { name: "Delete" })).toHaveProperty("disabled", true);
		await user.type(await within(dialog).findByRole("textbox"), "checkout{Enter}");
		expect(await screen.findByText("The VPC ingress connection checkout was deleted")).toBeTruthy();
	});

	it("is told the targets of custom domains", async () => {
		start(paths.serviceTab(SERVICE, "configuration"), {
			detail: privateService,
			domains: { names: ["shop.example.com"], targets: [{ vpc: "vpc-0a", host: "q7v2m9x4.awsapprunner.com" }] },
		});
		expect(await screen.findByText("shop.example.com")).toBeTruthy();
		expect(screen.getByText("CNAME target in vpc-0a")).toBeTruthy();
		expect(screen.getByText("q7v2m9x4.awsapprunner.com")).toBeTruthy();
	});

	it("is nobody without a way, which is offered", async () => {
		const { user } = start(paths.serviceTab(SERVICE, "configuration"), {
			detail: (row) => ({ ...privateService(row), ingress: null }),
		});
		await user.click(await button("Choose an endpoint"));
		await heading("Incoming network traffic for checkout");
	});

	it("has no barriers", async () => {
		start(paths.incoming(SERVICE), { detail: privateService });
		await heading("Incoming network traffic for checkout");
		await screen.findByRole("radio", { name: /^Private endpoint/ });
		await expectNoViolations();
	});
});
