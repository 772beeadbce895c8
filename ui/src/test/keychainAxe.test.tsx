import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { KeychainState } from "../bindings";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { expectNoViolations } from "./axe";
import { config } from "./config";
import type { World } from "./fake";
import * as keychain from "./keychain";
import { start } from "./render";
import * as samples from "./samples";

describe.each([
	["en", en],
	["ja", ja],
] as const)("in %s", (locale, text) => {
	const words = text.keychain;
	const open = (path: string, change: Partial<World> = {}) =>
		start(path, { keychain: keychain.full, welcome: { ...samples.welcome, locale }, ...change });
	const press = async (user: ReturnType<typeof start>["user"], name: string | RegExp) => {
		const [button] = await screen.findAllByRole("button", { name });
		if (button) await user.click(button);
	};

	it("the page is accessible", async () => {
		open("/keychain");
		await screen.findAllByText(keychain.ID);
		await screen.findByText(words.inFiles);
		await expectNoViolations();
	});

	const states: KeychainState[] = ["locked", "absent", "no_collection", "denied"];
	it.each(states)("the page of a keychain that is %s is accessible", async (state) => {
		open("/keychain", { keychain: { ...keychain.empty, state } });
		await screen.findByText(text.codes.keychainState[state].body);
		await expectNoViolations();
	});

	it("the dialog that adds a key is accessible, with what is wrong in it, and so are the lines that follow", async () => {
		const { user, world } = open("/keychain", {
			refused: { key_add: samples.problem({ code: "credentials_invalid" }) },
		});
		await press(user, words.add);
		await expectNoViolations();
		await press(user, words.addDialog.submit);
		expect(await screen.findAllByText(text.codes.finding.required({ code: "required" }))).toHaveLength(3);
		await expectNoViolations();
		for (const label of [words.key, words.addDialog.secret, text.profiles.form.name]) {
			await user.click(screen.getByLabelText(new RegExp(`^${label}`)));
			await user.paste("x");
		}
		await press(user, words.addDialog.submit);
		await screen.findByText(words.addDialog.refused);
		await expectNoViolations();
		world.refused = {};
		await press(user, words.addDialog.submit);
		await screen.findByRole("dialog", { name: text.profiles.diff.title });
		await expectNoViolations();
	});

	it("moving a key is accessible, from what is told first to what is told last", async () => {
		const { user } = open("/profiles/default");
		await press(user, words.move);
		await screen.findByText(words.moveDialog.steps[0] ?? "");
		await expectNoViolations();
		await press(user, words.moveDialog.submit);
		await press(user, text.profiles.diff.write);
		await screen.findByText(words.moveDialog.backup);
		await expectNoViolations();
	});

	const dialogs: [string, string, string][] = [
		["deletes", words.forget, words.forgetDialog.submit],
		["makes a profile", words.makeProfile, text.profiles.form.next],
		["replaces", words.rotate, text.wizard.review.exports.script.copy],
	];
	it.each(dialogs)("the dialog that %s is accessible", async (_, item, button) => {
		const { user } = open("/keychain");
		await press(user, words.actionsOf("AKIAZXCVBNMASEXAMPLE"));
		await user.click(await screen.findByRole("menuitem", { name: item }));
		await within(await screen.findByRole("dialog")).findByRole("button", { name: button });
		await expectNoViolations();
	});

	it("the dialog that deletes the old key is accessible", async () => {
		const { user } = open("/keychain");
		await press(user, words.endOf(keychain.OLD));
		await screen.findByRole("button", { name: text.wizard.review.exports.script.copy });
		await expectNoViolations();
	});

	it("a profile with its key there is accessible", async () => {
		open("/profiles/shop", { config: { ...config, profiles: [keychain.shop] } });
		await screen.findByText(keychain.ID);
		await expectNoViolations();
	});

	it("the question about a program is accessible", async () => {
		open("/services", {
			welcome: { ...keychain.welcome, locale },
			keychain: { ...keychain.full, callers: [keychain.caller("a")] },
		});
		await screen.findByText(words.callerDialog.unknown);
		await expectNoViolations();
	});
});

describe("in Japanese", () => {
	it("the page says whose keys there are and what can be done with them", async () => {
		start("/keychain", { keychain: keychain.full, welcome: { ...samples.welcome, locale: "ja" } });
		expect(await screen.findByRole("heading", { level: 1, name: /^キーチェーン/ })).toBeTruthy();
		expect(await screen.findByRole("button", { name: "アクセスキーを追加" })).toBeTruthy();
		expect(await screen.findByRole("table", { name: "キーを要求したプログラム" })).toBeTruthy();
		expect(screen.getByText("なし")).toBeTruthy();
	});
});
