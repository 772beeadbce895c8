import { mockIPC } from "@tauri-apps/api/mocks";
import { render, screen } from "@testing-library/react";
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

/** Chooses from the top bar. Without a layout the bar takes itself for narrow, and folds its menus into one. */
export async function chooseFromTop(user: UserEvent, ...path: (string | RegExp)[]) {
	await user.click(await screen.findByRole("button", { name: "More" }));
	for (const name of path) {
		const shown = await screen.findAllByText(name);
		const visible = shown.find((element) => element.closest("[aria-hidden]") === null);
		if (visible) await user.click(visible);
	}
}
