import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Draft } from "../bindings";
import { codeDraft, savedDraft } from "./drafts";
import type { World } from "./fake";
import { heading, start } from "./render";
import * as review from "./review";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function toReview(change: Partial<World> = {}, draft: Draft = codeDraft) {
	const app = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft, step: "review" })], ...change });
	await heading(/Review and create/);
	return app;
}

/** The value that stands under a label. */
const valueUnder = async (label: string | RegExp) => {
	const term = (await screen.findByText(label)).closest("dt");
	return term?.parentElement?.querySelector("dd")?.textContent;
};

describe("the plan as code", () => {
	it("is shown and copied for each tool", async () => {
		const { user } = await toReview();
		const tabs = await screen.findByRole("tablist", { name: "The same as code" });
		const panel = (tab: HTMLElement) => document.getElementById(tab.getAttribute("aria-controls") ?? "");
		const shown = () => panel(within(tabs).getByRole("tab", { selected: true }))?.querySelector("code")?.textContent;
		expect(shown()).toBe(review.script);
		for (const [tab, copy, value] of [
			["CloudFormation", "Copy template", review.exports.cloudformation],
			["Terraform", "Copy configuration", review.exports.terraform],
			["AWS CLI", "Copy script", review.script],
		] as const) {
			await user.click(within(tabs).getByRole("tab", { name: tab }));
			expect(shown()).toBe(value);
			await user.click(await button(copy));
			await waitFor(async () => expect(await navigator.clipboard.readText()).toBe(value));
		}
		expect(screen.getAllByRole("button", { name: "AWS CLI command" }).length).toBeGreaterThan(0);
	});

	it("of any other plan is a script only", async () => {
		const drafts = [savedDraft("kept", { draft: codeDraft, step: "source" })];
		const { user } = start("/drafts/draft-kept", { drafts });
		await user.click(await button("Add new"));
		const dialog = await screen.findByRole("dialog", { name: "Add connection" });
		await user.type(within(dialog).getByRole("textbox"), "my-other");
		expect(await within(dialog).findByRole("button", { name: "Copy script" })).toBeTruthy();
		expect(within(dialog).queryByRole("tab")).toBeNull();
	});
});

describe("the cost", () => {
	it("is that of the draft in its Region, for eight hours a day at first", async () => {
		const { fake } = await toReview();
		expect(await screen.findByText("$22.14")).toBeTruthy();
		expect(fake.called("draft_cost")[0]?.args).toEqual({
			draft: codeDraft,
			region: "ap-northeast-1",
			expected: { active_hours: 8, active_instances: 1 },
		});
		expect(await valueUnder(/^Idle/)).toBe("$13.14");
		expect(await valueUnder(/^Active/)).toBe("$8.00");
		expect(await valueUnder("Automatic deployments")).toBe("$1.00");
		expect(await valueUnder(/^At most/)).toBe("$38.14");
		expect(await valueUnder(/^Builds/)).toBe("$0.005 a minute");
		expect(screen.getByText("Prices as published by AWS, checked on Jun 27, 2026.")).toBeTruthy();
		expect(screen.getByText(/data transfer, NAT gateways, logs/)).toBeTruthy();
	});

	it("follows what is expected of the service, and keeps it while another step is looked at", async () => {
		const { user, fake } = await toReview();
		const hours = await screen.findByRole("slider", { name: /^Hours a day with requests/ });
		fireEvent.change(hours, { target: { value: "12" } });
		expect(await screen.findByText("$26.14")).toBeTruthy();
		const instances = screen.getByRole("spinbutton", { name: /^Instances active at once/ });
		await user.clear(instances);
		expect(await screen.findByText("Enter a whole number, 1 or more.")).toBeTruthy();
		await user.type(instances, "3");
		expect(await screen.findByText("$50.14")).toBeTruthy();
		for (const { args } of fake.called("draft_cost")) {
			expect(args.expected).toMatchObject({ active_instances: expect.any(Number) });
		}
		await user.click(await button("Edit Configure service"));
		await heading(/Configure service/);
		await user.click(await button("Next"));
		expect(await screen.findByText("$50.14")).toBeTruthy();
		expect(screen.getByRole<HTMLInputElement>("spinbutton", { name: /^Instances/ }).value).toBe("3");
	});

	it("says what it does not know", async () => {
		await toReview({
			cost: (draft, expected) => ({ ...review.cost(draft, expected), provisioned: null, evidence: "estimated" }),
		});
		expect(await screen.findByText(/is not known here; one is taken/)).toBeTruthy();
		expect(screen.getByText(/^Estimates, checked on/)).toBeTruthy();
	});

	it("of a Region without known prices says so, and nothing else", async () => {
		await toReview({ cost: () => null });
		expect(await screen.findByText("The prices of this Region are not known.")).toBeTruthy();
		expect(screen.queryByRole("slider")).toBeNull();
	});
});

describe("what is looked at before", () => {
	const list = () => screen.findByRole("list", { name: "Before you create it" });
	const item = async (title: string) => {
		const found = within(await list())
			.getByText(title)
			.closest("li");
		if (found === null) throw new Error(`no ${title}`);
		return within(found);
	};

	it("says what passed, and leaves it at that", async () => {
		await toReview();
		expect(await (await item("Platform of the image")).findByRole("img", { name: "Passed" })).toBeTruthy();
		expect((await item("Service quota")).getByText("7 of 30 services exist in this Region.")).toBeTruthy();
		expect(screen.queryByText(/will probably not start/)).toBeNull();
	});

	it("says what failed and how to set it right, and stops nobody", async () => {
		const { user } = await toReview({ looked: review.troubled });
		const platform = await item("Platform of the image");
		expect(platform.getByRole("img", { name: "Failed" })).toBeTruthy();
		expect(platform.getByText(/The image is for linux\/arm64/)).toBeTruthy();
		// A digest is what a push gives, so it is not asked of one.
		expect(
			platform.getByText(/^docker buildx build --platform linux\/amd64 --tag \S+my-flask-app:latest --push \.$/),
		).toBeTruthy();
		expect((await item("ECR access role")).getByText(/"Service": "build\.apprunner\.amazonaws\.com"/)).toBeTruthy();
		expect((await item("Instance role")).getByRole("img", { name: "Doubtful" })).toBeTruthy();
		const unread = await item("Connection");
		expect(unread.getByRole("img", { name: "Unknown" })).toBeTruthy();
		expect(unread.getByText(/apprunner:ListConnections/)).toBeTruthy();
		expect(screen.getByText(/^2 checks under .* You can create it all the same\.$/)).toBeTruthy();
		const create = await button("Create & deploy");
		await waitFor(() => expect(create.getAttribute("aria-disabled")).not.toBe("true"));
		await user.click(create);
		await heading("Create shop-front");
	});

	it("is looked at again when that is asked", async () => {
		const { user, world, fake } = await toReview({ looked: review.troubled });
		await list();
		world.looked = review.allWell;
		await user.click(await button("Check again"));
		await waitFor(() => expect(screen.queryByText(/will probably not start/)).toBeNull());
		expect(fake.called("draft_preflight")).toHaveLength(2);
	});

	it("does not keep anybody waiting", async () => {
		const { user } = await toReview({ unanswered: ["draft_preflight", "draft_cost"] });
		expect(await screen.findByText("Looking at AWS")).toBeTruthy();
		const create = await button("Create & deploy");
		await waitFor(() => expect(create.getAttribute("aria-disabled")).not.toBe("true"));
		await user.click(create);
		await heading("Create shop-front");
	});

	it("can be tried again after a refusal", async () => {
		const { user, world } = await toReview({ refused: { draft_preflight: samples.problem({ code: "unreachable" }) } });
		expect(await screen.findByText("AWS cannot be reached")).toBeTruthy();
		world.refused = {};
		await user.click(await button("Try again"));
		expect(await list()).toBeTruthy();
	});
});
