import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { locked, marks, production, unguarded } from "./credentials";
import type { World } from "./fake";
import { chooseFromTop, heading, start } from "./render";
import * as samples from "./samples";

const strip = () => screen.findByRole("region", { name: "Marked account" });
const isGone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
const real: Partial<World> = { welcome: { ...samples.welcome, profile: "default" } };

describe("the strip of a marked account", () => {
	it("is there for marked ones only", async () => {
		const { fake } = start("/runs", real);
		await heading(/Changes/);
		await waitFor(() => expect(fake.called("guard_get")).not.toHaveLength(0));
		expect(screen.queryByRole("region", { name: "Marked account" })).toBeNull();
	});

	it("says whose account it is, and where", async () => {
		start("/runs", { ...real, guard: { ...unguarded, color: "green", name: "shop" } });
		const shown = await strip();
		expect(within(shown).getByText(`shop (${samples.ACCOUNT}) · default · Tokyo (ap-northeast-1)`)).toBeTruthy();
		expect(within(shown).queryByRole("button")).toBeNull();
	});

	it("says that nothing is changed", async () => {
		start("/runs", { ...real, guard: { ...unguarded, protection: "read_only" } });
		const shown = await strip();
		expect(within(shown).getByText("Read-only")).toBeTruthy();
		expect(within(shown).getByText(/^Account 123456789012 · default/)).toBeTruthy();
	});

	it("unlocks production by the account's id or name, and locks it again", async () => {
		const { user, fake } = start("/runs", { ...real, guard: production });
		const shown = await strip();
		expect(within(shown).getByText("Production – locked")).toBeTruthy();
		const open = within(shown).getByRole("button", { name: "Unlock…" });
		await user.click(open);
		const dialog = within(await screen.findByRole("dialog", { name: "Unlock production?" }));
		const field = await dialog.findByRole("textbox", {
			name: "To confirm, type the account ID or its name: 123456789012 or shop",
		});
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		await user.keyboard("shpo{Enter}");
		expect(await dialog.findByText("This is not the account.")).toBeTruthy();
		expect(document.activeElement === field).toBe(true);
		await user.clear(field);
		await user.keyboard("shop{Enter}");
		await isGone();
		expect(await within(shown).findByText("Production – unlocked for 15 minutes")).toBeTruthy();
		await user.click(within(shown).getByRole("button", { name: "Lock now" }));
		expect(await within(shown).findByText("Production – locked")).toBeTruthy();
		expect(fake.called("guard_unlock").map(({ args }) => args.typed)).toEqual(["shpo", "shop"]);
	});

	it("locks itself when the time is over", async () => {
		vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], shouldAdvanceTime: true, now: samples.NOW });
		const { fake, world } = start("/runs", {
			...real,
			guard: { ...production, unlocked_until: samples.NOW + 12 * 60_000 },
		});
		const shown = await strip();
		expect(within(shown).getByText("Production – unlocked for 12 minutes")).toBeTruthy();
		act(() => vi.advanceTimersByTime(11.5 * 60_000));
		expect(await within(shown).findByText("Production – unlocked for 1 minute")).toBeTruthy();
		const asked = fake.called("guard_get").length;
		world.guard = production;
		act(() => vi.advanceTimersByTime(60_000));
		expect(await within(shown).findByText("Production – locked")).toBeTruthy();
		await waitFor(() => expect(fake.called("guard_get").length).toBeGreaterThan(asked));
	});
});

describe("marks", () => {
	it("are made for the account and for the profile", async () => {
		const { user, fake } = start("/runs", { ...real, marks });
		await heading(/Changes/);
		// What comes later closes no menu then.
		await waitFor(() => expect(fake.called("session_standing")).not.toHaveLength(0));
		await chooseFromTop(user, samples.ACCOUNT, "Mark this account or profile…");
		const dialog = within(await screen.findByRole("dialog", { name: "Mark account and profile" }));
		const name = await dialog.findByRole<HTMLInputElement>("textbox", { name: "Account name" });
		expect(name.value).toBe("shop");
		expect(dialog.getByRole<HTMLInputElement>("radio", { name: "Production" }).checked).toBe(true);
		await user.type(name, " live");
		await user.click(dialog.getByRole("radio", { name: "Purple" }));
		await user.click(dialog.getByRole("tab", { name: "Profile" }));
		expect(dialog.queryByRole("textbox", { name: "Account name" })).toBeNull();
		await user.click(dialog.getByRole("radio", { name: "Read-only" }));
		await user.click(dialog.getByRole("button", { name: "Save" }));
		await isGone();
		expect(fake.called("mark_set").map(({ args }) => args)).toEqual([
			{
				of: { kind: "account", id: samples.ACCOUNT },
				mark: { protection: "production", color: "purple", name: "shop live" },
			},
			{ of: { kind: "profile", name: "default" }, mark: { protection: "read_only", color: null, name: "" } },
		]);
	});

	it("that cannot be kept say so", async () => {
		const { user, world, fake } = start("/runs", { ...real, marks });
		await heading(/Changes/);
		// What comes later closes no menu then.
		await waitFor(() => expect(fake.called("session_standing")).not.toHaveLength(0));
		await chooseFromTop(user, samples.ACCOUNT, "Mark this account or profile…");
		const dialog = within(await screen.findByRole("dialog"));
		await user.click(await dialog.findByRole("radio", { name: "Not protected" }));
		world.refused.mark_set = samples.problem({ code: "journal_unwritable", reason: "disk full" });
		await user.click(dialog.getByRole("button", { name: "Save" }));
		expect(await dialog.findByText("Changes cannot be recorded")).toBeTruthy();
		world.refused = {};
		await user.click(dialog.getByRole("button", { name: "Try again" }));
		await isGone();
		expect(world.marks.find(({ of }) => of.kind === "account")?.mark.protection).toBe("none");
	});
});

describe("a change to production", () => {
	it("names what it is about, and goes on once it is unlocked", async () => {
		const service = `/services/${encodeURIComponent(samples.arnOf("checkout"))}`;
		const { user, fake, world } = start(service, {
			...real,
			guard: production,
			refused: { run_start: locked },
		});
		await user.click(await screen.findByRole("button", { name: "Actions" }));
		await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
		const dialog = within(await screen.findByRole("dialog", { name: "Delete checkout?" }));
		expect(await dialog.findByText(`shop (${samples.ACCOUNT})`)).toBeTruthy();
		expect(dialog.getByText("Tokyo (ap-northeast-1)")).toBeTruthy();
		const field = dialog.getByRole("textbox");
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		await user.keyboard("checkout{Enter}");
		expect(await dialog.findByText("Production is locked")).toBeTruthy();
		await user.click(dialog.getByRole("button", { name: "Unlock production" }));
		const unlocking = within(await screen.findByRole("dialog", { name: "Unlock production?" }));
		await user.type(await unlocking.findByRole("textbox"), `${samples.ACCOUNT}{Enter}`);
		await waitFor(() => expect(screen.queryByRole("dialog", { name: "Unlock production?" })).toBeNull());
		world.refused = {};
		await user.click(dialog.getByRole("button", { name: "Delete" }));
		await heading("Delete checkout");
		expect(fake.called("run_start")).toHaveLength(2);
	});

	it("of a run offers to unlock it beside the refusal", async () => {
		const run = samples.createRun("my-app", { state: "failed", can_resume: true, profile: "default" });
		const { user } = start("/runs/run-my-app", {
			...real,
			runs: [run],
			guard: production,
			refused: { run_resume: locked },
		});
		await heading("Create my-app");
		const [again] = await screen.findAllByRole("button", { name: "Try again" });
		if (again) await user.click(again);
		expect(await screen.findByText("Production is locked")).toBeTruthy();
		await user.click(await screen.findByRole("button", { name: "Unlock production" }));
		expect(await screen.findByRole("dialog", { name: "Unlock production?" })).toBeTruthy();
	});

	it("of what is read-only leads to its mark", async () => {
		const readOnly = samples.problem({ code: "read_only", account: samples.ACCOUNT }, [{ kind: "change_mark" }]);
		const { user } = start("/services", { ...real, refused: { services_list: readOnly } });
		await user.click(await screen.findByRole("button", { name: "Change the mark" }));
		expect(await screen.findByRole("dialog", { name: "Mark account and profile" })).toBeTruthy();
	});
});
