// What a person does with the forms of profiles.
import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect } from "vitest";
import type { World } from "./fake";
import { start } from "./render";

export const dialog = (name: string | RegExp) => screen.findByRole("dialog", { name });
export const field = (name: RegExp | string) => screen.getByRole<HTMLInputElement>("textbox", { name });
export const isGone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

export async function openCreate(change: Partial<World> = {}) {
	const started = start("/profiles", change);
	const button = await screen.findByRole("button", { name: "Create profile" });
	await waitFor(() => expect(button.getAttribute("aria-disabled") ?? button.getAttribute("disabled")).toBeNull());
	await started.user.click(button);
	await dialog("Create profile");
	return started;
}

export async function openAction(name: string, action: string, change: Partial<World> = {}) {
	const started = start(`/profiles/${name}`, change);
	if (action === "Edit") {
		await started.user.click(await screen.findByRole("button", { name: "Edit" }));
	} else {
		await started.user.click(await screen.findByRole("button", { name: "Actions" }));
		await started.user.click(await screen.findByRole("menuitem", { name: action }));
	}
	await screen.findByRole("dialog");
	return started;
}

export async function choose(user: UserEvent, label: RegExp, option: string) {
	await user.click(screen.getByRole("button", { name: label }));
	await user.click(await screen.findByRole("option", { name: option }));
}

/** Pastes rather than types: each key draws the whole window. */
export async function fill(user: UserEvent, name: RegExp | string, value: string) {
	await user.clear(field(name));
	await user.click(field(name));
	await user.paste(value);
}

export const next = (user: UserEvent) => user.click(screen.getByRole("button", { name: "Show changes" }));
export const write = async (user: UserEvent) => user.click(await screen.findByRole("button", { name: "Write" }));
