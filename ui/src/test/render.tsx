import { mockIPC } from "@tauri-apps/api/mocks";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { App } from "../app/App";
import { createFake, createWorld, type World } from "./fake";

/** Starts the whole window at a path, on a fake of the other side. */
export function start(path: string, change: Partial<World> = {}) {
	const fake = createFake(createWorld(change));
	mockIPC((command, args) => fake.handle(command, args), { shouldMockEvents: true });
	window.location.hash = path;
	const user = userEvent.setup();
	const { container } = render(<App />);
	return { fake, user, container, world: fake.world };
}

export const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });

/** Opens the list of profiles by its shortcut, and chooses one with the Region it has there. */
export async function chooseProfile(user: UserEvent, typed: string) {
	await user.keyboard("{Control>}k{/Control}");
	await user.type(await screen.findByRole("combobox", { name: "Find profiles" }), `${typed}{Enter}`);
	await user.type(await screen.findByRole("combobox", { name: "Find Regions" }), "{Enter}");
}

/** Chooses from the top bar. Without a layout the bar takes itself for narrow, and folds its menus into one. */
export async function chooseFromTop(user: UserEvent, ...path: (string | RegExp)[]) {
	const more = await screen.findByRole("button", { name: /^(More|さらに詳しく)$/ });
	const [first] = path;
	// A menu that is open when the first answers come is put together anew, and closes: then it is opened again.
	await waitFor(async () => {
		if (more.getAttribute("aria-expanded") !== "true") await user.click(more);
		if (first !== undefined) inSight(first);
	});
	for (const name of path) {
		const shown = await waitFor(() => inSight(name));
		await user.click(shown);
	}
}

/** Everything in the top bar is there twice: once to be measured, which says it first. */
function inSight(name: string | RegExp): HTMLElement {
	const found = screen.queryAllByText(name).find((element) => element.closest("[aria-hidden]") === null);
	if (!found) throw new Error(`nothing in sight says ${name}`);
	return found;
}
