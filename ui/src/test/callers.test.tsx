import { emit } from "@tauri-apps/api/event";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CallerRow } from "../bindings";
import type { World } from "./fake";
import * as keychain from "./keychain";
import { isGone } from "./profileForms";
import { start } from "./render";
import * as samples from "./samples";

const TITLE = "May this program use an access key?";
const question = () => screen.findByRole("dialog", { name: TITLE });
const asks = async (program: string) => {
	await waitFor(() => expect(within(screen.getByRole("dialog")).getByText(program)).toBeTruthy());
	return screen.getByRole("dialog");
};
/** A question is to be read before it can be answered. */
async function answer(user: UserEvent, shown: HTMLElement, name: string) {
	const button = within(shown).getByRole<HTMLButtonElement>("button", { name });
	await waitFor(() => expect(button.disabled).toBe(false));
	await user.click(button);
}
const changed = () => act(() => emit("keychain-changed", {}));
const later = (at: number, id: string, program: string): CallerRow =>
	keychain.caller(id, { asked_at: samples.NOW + at, caller: { program, script: null } });
const waiting = (...callers: CallerRow[]): Partial<World> => ({
	welcome: keychain.welcome,
	keychain: { ...keychain.full, callers },
});
/** Cloudscape asks for the number of the key. */
const pressEscape = (dialog: HTMLElement) =>
	fireEvent.keyDown(within(dialog).getByRole("button", { name: "Allow" }), { key: "Escape", keyCode: 27 });

describe("a program that waits for a key", () => {
	it("is asked about by itself, with all that is known of it", async () => {
		const { user, fake, world } = start("/services", waiting());
		await screen.findByText("checkout");
		world.keychain = { ...keychain.full, callers: [keychain.caller("caller-1")] };
		await changed();
		const shown = await question();
		for (const words of ["/usr/bin/python3.12", "/usr/local/bin/aws", keychain.ID, "ann, account 123456789012"]) {
			expect(within(shown).getByText(words)).toBeTruthy();
		}
		expect(within(shown).getByText(/whenever it asks, without another question/)).toBeTruthy();
		// Enter, pressed by somebody who was typing elsewhere, allows nothing.
		await user.keyboard("{Enter}");
		await isGone();
		expect(fake.called("caller_decide")).toHaveLength(0);
	});

	it("is allowed", async () => {
		const { user, fake } = start("/keychain", waiting(keychain.caller("caller-1")));
		await answer(user, await question(), "Allow");
		await isGone();
		expect(fake.called("caller_decide").map(({ args }) => args)).toEqual([{ id: "caller-1", consent: "allowed" }]);
		const table = screen.getByRole("table", { name: "Programs that asked for a key" });
		expect(await within(table).findByText("Allowed")).toBeTruthy();
	});

	it("is not answered by a click that was meant for what was there before", async () => {
		const { user, fake } = start("/services", waiting(later(1, "a", "/bin/first"), later(2, "b", "/bin/second")));
		await answer(user, await asks("/bin/first"), "Allow");
		const second = await asks("/bin/second");
		const allow = within(second).getByRole<HTMLButtonElement>("button", { name: "Allow" });
		await user.click(allow);
		expect(allow.disabled).toBe(true);
		expect(fake.called("caller_decide").map(({ args }) => args)).toEqual([{ id: "a", consent: "allowed" }]);
	});

	it("is heard of where no profile was known to have its key there", async () => {
		const { world } = start("/services", {});
		await screen.findByText("checkout");
		world.keychain = { ...keychain.full, callers: [keychain.caller("caller-1")] };
		await changed();
		await question();
	});

	it("waits its turn: the one that asked first is first", async () => {
		const { user, fake } = start("/services", waiting(later(2, "b", "/bin/second"), later(1, "a", "/bin/first")));
		await answer(user, await asks("/bin/first"), "Refuse");
		await answer(user, await asks("/bin/second"), "Allow");
		await isGone();
		expect(fake.called("caller_decide").map(({ args }) => args)).toEqual([
			{ id: "a", consent: "refused" },
			{ id: "b", consent: "allowed" },
		]);
	});

	it("is put off by Escape until it asks again, and counted meanwhile", async () => {
		const { fake, world } = start("/services", waiting(later(1, "a", "/bin/first")));
		pressEscape(await asks("/bin/first"));
		await isGone();
		expect(await screen.findByTitle("A program waits for your answer")).toBeTruthy();
		const looks = fake.called("keychain_get").length;
		world.keychain = { ...world.keychain, keys: [] };
		await changed();
		await waitFor(() => expect(fake.called("keychain_get").length).toBeGreaterThan(looks));
		expect(screen.queryByRole("dialog")).toBeNull();
		world.keychain = { ...world.keychain, callers: [later(9, "a", "/bin/first")] };
		await changed();
		await asks("/bin/first");
		expect(fake.called("caller_decide")).toHaveLength(0);
	});

	it("that was answered in another window is not asked about any more, and the next one is", async () => {
		const both = [later(1, "a", "/bin/first"), later(2, "b", "/bin/second")];
		const { world } = start("/services", waiting(...both));
		await asks("/bin/first");
		world.keychain = {
			...world.keychain,
			callers: both.map((row) => (row.id === "a" ? { ...row, consent: "allowed" } : row)),
		};
		await changed();
		await asks("/bin/second");
	});

	it("whose answer is heard of before it is confirmed does not take the next question with it", async () => {
		const { user, fake } = start("/services", waiting(later(1, "a", "/bin/first"), later(2, "b", "/bin/second")));
		const shown = await asks("/bin/first");
		const { handle } = fake;
		let confirm = () => {};
		const confirmed = new Promise<void>((resolve) => {
			confirm = resolve;
		});
		fake.handle = async (command, args) => {
			const answer = await handle(command, args);
			if (command === "caller_decide") await confirmed;
			return answer;
		};
		await answer(user, shown, "Allow");
		await changed();
		await asks("/bin/second");
		// Once it is confirmed, the window looks again.
		const looks = fake.called("keychain_get").length;
		confirm();
		await waitFor(() => expect(fake.called("keychain_get").length).toBeGreaterThan(looks));
		await asks("/bin/second");
	});

	it("whose answer is not taken says why", async () => {
		const { user, world } = start("/services", {
			...waiting(keychain.caller("a")),
			refused: { caller_decide: samples.problem({ code: "not_found" }) },
		});
		const shown = await question();
		await answer(user, shown, "Refuse");
		expect(await within(shown).findByText("This is not there any more")).toBeTruthy();
		world.refused = {};
		await user.click(within(shown).getByRole("button", { name: "Try again" }));
		await isGone();
		expect(world.keychain.callers[0]?.consent).toBe("refused");
	});
});

describe("the programs that asked", () => {
	const table = () => screen.findByRole("table", { name: "Programs that asked for a key" });

	it("are listed, and what was said of them can be changed", async () => {
		const { user, fake } = start("/keychain", { keychain: keychain.full });
		const shown = await table();
		expect(within(shown).getByText("Script: /usr/local/bin/aws")).toBeTruthy();
		await user.click(within(shown).getByRole("button", { name: "Withdraw permission from /usr/local/bin/aws" }));
		await user.click(await within(shown).findByRole("button", { name: "Allow /usr/local/bin/aws" }));
		await within(shown).findByRole("button", { name: "Withdraw permission from /usr/local/bin/aws" });
		expect(fake.called("caller_decide").map(({ args }) => args)).toEqual([
			{ id: "caller-1", consent: "refused" },
			{ id: "caller-1", consent: "allowed" },
		]);
	});

	it("can be answered there after the question was put off", async () => {
		const { user, world } = start("/keychain", waiting(later(1, "a", "/bin/first")));
		await user.click(within(await question()).getByRole("button", { name: "Decide later" }));
		await isGone();
		await user.click(within(await table()).getByRole("button", { name: "Refuse /bin/first" }));
		await within(await table()).findByText("Refused");
		expect(world.keychain.callers[0]?.consent).toBe("refused");
	});

	it("are named with a key that is gone", async () => {
		start("/keychain", { keychain: { ...keychain.full, keys: [] } });
		expect(await within(await table()).findAllByText("A key that is not kept any more")).toHaveLength(2);
	});
});
