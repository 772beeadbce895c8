import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { paths } from "../app/paths";
import type { Finding, RunView } from "../bindings";
import { expectNoViolations } from "./axe";
import { heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
/** What has no group is not to be changed so. */
const required: Finding = {
	severity: "error",
	field: { name: "endpoint_security_groups" },
	step: "service",
	detail: { code: "required" },
	fix: null,
};

describe("the form of a private endpoint", () => {
	it("gives one other subnets, and says who is reached by it and what is judged then", async () => {
		const { user, fake } = start(paths.endpoints);
		await user.click(await button("Actions for apprunner-requests"));
		await user.click(await screen.findByRole("menuitem", { name: "Edit" }));
		await heading("Edit apprunner-requests");
		expect(await screen.findByText(/Clients reach checkout through this endpoint/)).toBeTruthy();
		expect(screen.queryByRole("textbox")).toBeNull();
		await user.click(await button(/^Remove .*private-c/));
		const asked = () => fake.called("network_entry").at(-1)?.args.asked;
		const place = { subnets: ["subnet-0a"], security_groups: ["sg-0a"] };
		await waitFor(() => expect(asked()).toMatchObject({ endpoint: "vpce-0a", place }));
		await user.click(await button("Review"));
		const dialog = await screen.findByRole("dialog", { name: "Edit apprunner-requests" });
		await waitFor(() => expect(dialog.textContent).toContain("remove subnet-0c"));
		expect(fake.called("plan_endpoint").at(-1)?.args.draft).toEqual({
			changes: "vpce-0a",
			name: "",
			vpc: "vpc-0a",
			...place,
		});
		await user.click(within(dialog).getByRole("button", { name: "Start" }));
		await heading(/Change the VPC interface endpoint apprunner-requests/);
		expect(await screen.findByText("The VPC interface endpoint apprunner-requests was changed")).toBeTruthy();
		expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
	});

	it("makes one", async () => {
		const { user, fake } = start(paths.endpoints);
		await user.click(await button("Create endpoint"));
		await heading("Create a private endpoint");
		await user.type(await screen.findByRole("textbox", { name: /^VPC interface endpoint name/ }), "in");
		await user.click(await button(/^VPC/));
		await user.click(await screen.findByRole("option", { name: /vpc-0a/ }));
		await user.click(await button(/^Subnets/));
		await user.click(await screen.findByRole("option", { name: /private-a/ }));
		await user.keyboard("{Escape}");
		await user.click(await button("Review"));
		const dialog = await screen.findByRole("dialog", { name: "Create a private endpoint" });
		await waitFor(() => expect(dialog.textContent).toContain("Create the VPC interface endpoint in"));
		expect(fake.called("plan_endpoint").at(-1)?.args.draft).toEqual({
			changes: null,
			name: "in",
			vpc: "vpc-0a",
			subnets: ["subnet-0a"],
			security_groups: [],
		});
		await user.click(within(dialog).getByRole("button", { name: "Create endpoint" }));
		await heading(/Create the VPC interface endpoint in/);
	});

	it("is of one without a name, too, which is known by its VPC", async () => {
		const { user } = start(paths.endpointNew);
		await heading("Create a private endpoint");
		await user.click(await button(/^VPC/));
		await user.click(await screen.findByRole("option", { name: /vpc-0a/ }));
		await user.click(await button(/^Subnets/));
		await user.click(await screen.findByRole("option", { name: /private-a/ }));
		await user.keyboard("{Escape}");
		await user.click(await button("Review"));
		const dialog = await screen.findByRole("dialog", { name: "Create a private endpoint" });
		await user.click(await within(dialog).findByRole("button", { name: "Create endpoint" }));
		await heading("Create the VPC interface endpoint in vpc-0a");
		expect(await screen.findByText("The VPC interface endpoint in vpc-0a was created")).toBeTruthy();
	});

	it("goes on only once everything is right, and says what is not", async () => {
		const { user, fake } = start(paths.endpointEdit("vpce-0a"), {
			endpointFindings: ({ security_groups }) => (security_groups.length === 0 ? [required] : []),
		});
		await heading("Edit apprunner-requests");
		await user.click(await button(/^Remove .*app/));
		await user.click(await button("Review"));
		expect(await screen.findByText("This field is required.")).toBeTruthy();
		expect(screen.queryByRole("dialog")).toBeNull();
		expect(fake.called("plan_endpoint")).toHaveLength(0);
	});

	it("tells that there is nothing to change", async () => {
		const { user } = start(paths.endpointEdit("vpce-0a"), {
			refused: { plan_endpoint: samples.problem({ code: "nothing_to_change" }) },
		});
		await heading("Edit apprunner-requests");
		await user.click(await button("Review"));
		expect(await screen.findByText("There is nothing to change")).toBeTruthy();
	});

	it("is undone as one, with a word on what is out of reach meanwhile", async () => {
		const goal: RunView["goal"] = { kind: "change_endpoint", name: "in", id: "vpce-0a" };
		const place = (subnets: string[]) => ({ subnets, security_groups: ["sg-0a"] });
		const step = (before: string[], after: string[]) => ({
			...samples.step(
				{ kind: "change_endpoint", name: "in", id: "vpce-0a", before: place(before), after: place(after) },
				"restore_endpoint",
			),
			stands: true,
		});
		const steps = [step(["subnet-0a"], []), step([], ["subnet-0b"])];
		const run = samples.createRun("in", { goal, steps, state: "succeeded", can_undo: true });
		const { user } = start(paths.run(run.id), { runs: [run] });
		await user.click(await button("Undo"));
		const dialog = await screen.findByRole("dialog", { name: "Undo this change?" });
		expect(within(dialog).getAllByRole("listitem")).toHaveLength(1);
		expect(dialog.textContent).toContain("the endpoint is first removed from the current one");
	});

	it("may be of one that is gone", async () => {
		start(paths.endpointEdit("vpce-0f"));
		await heading("There is no such endpoint");
	});

	it("is not offered for one that cannot be used", async () => {
		const { user } = start(paths.endpoints);
		await user.click(await button("Actions for vpce-0b"));
		const edit = await screen.findByRole("menuitem", { name: /^Edit/ });
		expect(edit.getAttribute("aria-disabled")).toBe("true");
	});

	it("takes the focus once it is there", async () => {
		const { user } = start(paths.endpoints);
		await user.click(await button("Actions for apprunner-requests"));
		await user.click(await screen.findByRole("menuitem", { name: "Edit" }));
		await button("Review");
		expect(document.activeElement).toBe(await heading("Edit apprunner-requests"));
	});

	it("has no barriers", async () => {
		start(paths.endpointEdit("vpce-0a"));
		await heading("Edit apprunner-requests");
		await screen.findByRole("table", { name: "Who can reach it" });
		await expectNoViolations();
	});
});
