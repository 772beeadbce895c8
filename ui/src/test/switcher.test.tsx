import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { marks } from "./credentials";
import { chooseFromTop, chooseProfile, heading, start } from "./render";

const names = (dialog: HTMLElement) =>
	within(dialog)
		.getAllByRole("option")
		.map((option) => option.querySelector(".whole")?.textContent);

async function open(change = {}) {
	const started = start("/runs", change);
	await heading(/Changes/);
	await started.user.tab();
	const before = document.activeElement;
	await started.user.keyboard("{Control>}k{/Control}");
	const dialog = await screen.findByRole("dialog", { name: "Switch profile" });
	const field = await screen.findByRole("combobox", { name: "Find profiles" });
	await waitFor(() => expect(document.activeElement === field).toBe(true));
	const active = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;
	return { ...started, dialog, field, active, before };
}

describe("the list of profiles", () => {
	it("is opened, searched and chosen from by keyboard alone", async () => {
		const { user, fake, active } = await open();
		await user.keyboard("iam ident");
		expect(active()).toMatch(/^staging-admin/);
		await user.keyboard("{Enter}");
		const field = await screen.findByRole("combobox", { name: "Find Regions" });
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		expect(screen.getByRole("dialog", { name: "Region for staging-admin" })).toBeTruthy();
		await user.keyboard("orego{Enter}");
		await heading(/Services/);
		expect(screen.queryByRole("dialog")).toBeNull();
		expect(fake.called("session_open").at(-1)?.args).toEqual({ profile: "staging-admin", region: "us-west-2" });
	});

	it("is walked by the arrow keys, and gives the focus back", async () => {
		const { user, active, fake, field, before } = await open();
		expect(active()).toMatch(/^Sandbox/);
		await user.keyboard("{ArrowDown}{ArrowDown}");
		expect(active()).toMatch(/^staging-admin/);
		await user.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}");
		// From the first to the last, which cannot be picked; why is said.
		expect(active()).toMatch(/^broken.*Cannot be used: Nothing in the profile “broken” gives credentials\.$/);
		await user.keyboard("{Enter}");
		expect(screen.getByRole("dialog", { name: "Switch profile" })).toBeTruthy();
		// Cloudscape looks at the old number of the key, which user-event does not set.
		fireEvent.keyDown(field, { key: "Escape", keyCode: 27 });
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(document.activeElement === before).toBe(true);
		expect(fake.called("session_open")).toHaveLength(1);
	});

	it("begins at the Region where the profile is at home", async () => {
		const { user, fake } = start("/runs");
		await heading(/Changes/);
		await chooseProfile(user, "default");
		await heading(/Services/);
		expect(fake.called("session_open").at(-1)?.args).toEqual({ profile: "default", region: "us-east-1" });
	});

	it("has the profiles last used first, and shows and finds their marks", async () => {
		const { user } = start("/runs", { marks });
		await heading(/Changes/);
		await chooseProfile(user, "default");
		await heading(/Services/);
		// Opened by the mouse this time.
		await chooseFromTop(user, "default");
		const dialog = await screen.findByRole("dialog", { name: "Switch profile" });
		expect(names(dialog)).toEqual(["default", "Sandbox", "staging-admin", "broken"]);
		expect(within(dialog).getByText("Read-only")).toBeTruthy();
		expect(within(dialog).getAllByText("shop · Production")).toHaveLength(2);
		await user.type(screen.getByRole("combobox", { name: "Find profiles" }), "shop key");
		await waitFor(() => expect(names(dialog)).toEqual(["default"]));
		await user.type(screen.getByRole("combobox", { name: "Find profiles" }), "x");
		expect(await within(dialog).findByText("No matches")).toBeTruthy();
	});

	it("asks nothing and opens nothing while a dialog is open", async () => {
		const { user } = await open();
		await user.keyboard("{Control>}k{/Control}");
		expect(screen.getAllByRole("dialog")).toHaveLength(1);
	});
});
