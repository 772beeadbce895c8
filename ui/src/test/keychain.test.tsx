import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { EditRefusal, Problem, ProblemDetail } from "../bindings";
import { config, refusals, refused } from "./config";
import type { World } from "./fake";
import * as keychain from "./keychain";
import { dialog, fill, isGone, write } from "./profileForms";
import { heading, start } from "./render";
import * as samples from "./samples";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

const row = async (id: string) =>
	within(await screen.findByRole("table", { name: "Access keys" })).findByRole("row", { name: new RegExp(id) });
const menu = async (user: UserEvent, id: string) =>
	user.click(await screen.findByRole("button", { name: `Actions for ${id}` }));
const item = (name: string) => screen.findByRole("menuitem", { name: new RegExp(`^${name}`) });
const isDisabled = (element: HTMLElement) =>
	element.getAttribute("aria-disabled") === "true" || element.hasAttribute("disabled");

describe("the keychain", () => {
	it("is reached from the navigation, and lists its keys with whose they are", async () => {
		const { user } = start("/services", { keychain: keychain.full });
		await user.click(await screen.findByRole("button", { name: "Open navigation" }));
		await user.click(await screen.findByRole("link", { name: "Keychain" }));
		await heading(/^Keychain/);
		const first = await row(keychain.ID);
		expect(within(first).getByText("ann")).toBeTruthy();
		expect(within(first).getByText(samples.ACCOUNT)).toBeTruthy();
		expect(within(first).getByRole("link", { name: "shop" })).toBeTruthy();
		expect(within(first).getByText("Deactivated")).toBeTruthy();
		expect(within(await row("AKIAZXC")).getByText("No profile uses it")).toBeTruthy();
		expect(within(first).getByRole("button", { name: `Copy ${keychain.ID}` })).toBeTruthy();
	});

	it("is not asked where no profile has a key in it", async () => {
		const { fake } = start("/services", { keychain: keychain.full });
		await screen.findByText("checkout");
		expect(fake.called("keychain_get")).toHaveLength(0);
	});

	it.each([
		["locked", /^Try again, and the system asks you to unlock it/, true],
		["absent", /GNOME Keyring, KWallet or KeePassXC.*in no case as plain text.*IAM Identity Center/, false],
		["no_collection", /Passwords and Keys/, false],
		["denied", /^Try again, and allow App Runner Desktop/, true],
	] as const)("that is %s says what to do, and is looked at again", async (state, words, asks) => {
		const { user, world } = start("/keychain", { keychain: { ...keychain.full, state } });
		expect(await screen.findByText(words)).toBeTruthy();
		// Where the system asks the person, it does so when something is to be done.
		expect(isDisabled(screen.getByRole("button", { name: "Add an access key" }))).toBe(!asks);
		// What is known of the keys is shown all the same.
		await menu(user, keychain.ID);
		expect(isDisabled(await item("Rotate"))).toBe(!asks);
		expect(isDisabled(await item("Delete from the keychain"))).toBe(!asks);
		expect(isDisabled(await item("Make a profile"))).toBe(false);
		world.keychain = keychain.full;
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(await screen.findByText("The keychain is ready")).toBeTruthy();
		expect(isDisabled(screen.getByRole("button", { name: "Add an access key" }))).toBe(false);
	});

	it("is asked to be unlocked by whoever tries again, though they dismissed that a moment ago", async () => {
		const { user, fake } = start("/keychain", { keychain: { ...keychain.full, state: "locked" } });
		await user.click(await screen.findByRole("button", { name: "Try again" }));
		expect(await screen.findByText("The keychain is ready")).toBeTruthy();
		expect(fake.called("keychain_unlock")).toHaveLength(1);
	});

	it("keeps the tokens of sign-ins where one prefers that", async () => {
		const { user, fake, world } = start("/keychain", { keychain: keychain.full });
		const files = await screen.findByRole<HTMLInputElement>("radio", { name: /^In files/ });
		expect(files.checked).toBe(true);
		world.refused = { tokens_keep: samples.problem({ code: "keychain_unusable", state: "locked" }) };
		await user.click(screen.getByRole("radio", { name: /^In the keychain/ }));
		expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
		expect(files.checked).toBe(true);
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Try again" }));
		await waitFor(() => expect(files.checked).toBe(false));
		expect(fake.called("tokens_keep").map(({ args }) => args)).toEqual([{ place: "keychain" }, { place: "keychain" }]);
	});

	it.each(["absent", "no_collection"] as const)("that is %s cannot be chosen for tokens", async (state) => {
		start("/keychain", { keychain: { ...keychain.full, state } });
		expect((await screen.findByRole<HTMLInputElement>("radio", { name: /^In the keychain/ })).disabled).toBe(true);
	});

	it("that cannot be asked says why", async () => {
		const problem = samples.problem({ code: "keychain_failed", reason: "no answer on the bus" });
		const { user, world } = start("/keychain", { refused: { keychain_get: problem } });
		expect(await screen.findByText("It said: no answer on the bus")).toBeTruthy();
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(await screen.findByText("No access keys")).toBeTruthy();
	});
});

async function openAdd(change: Partial<World> = {}) {
	const started = start("/keychain", change);
	const [button] = await screen.findAllByRole("button", { name: "Add an access key" });
	if (button) await started.user.click(button);
	await dialog("Add an access key");
	return started;
}

const secretField = () => {
	const field = screen.getByLabelText<HTMLInputElement>(/^Secret access key/);
	expect(field.type).toBe("password");
	return field;
};

async function type(user: UserEvent, name = "billing") {
	await fill(user, /^Access key ID/, keychain.ID);
	await user.click(secretField());
	await user.paste(SECRET);
	await fill(user, /^Profile name/, name);
}

/** What Enter does in a form whose button stands outside of it, which the simulated keyboard does not find. */
function enter() {
	const form = document.querySelector("form");
	const id = form?.id ?? "";
	const button = [...document.querySelectorAll("button")].find((one) => one.getAttribute("form") === id);
	expect(button?.type).toBe("submit");
	if (form) fireEvent.submit(form);
}

/** Nothing that can be looked at holds the secret. */
function expectNoSecret() {
	const values = [...document.querySelectorAll("input")].map(({ value }) => value);
	expect(values).not.toContain(SECRET);
	expect(document.documentElement.outerHTML).not.toContain(SECRET);
	expect(window.location.href).not.toContain(SECRET);
	expect(JSON.stringify({ ...localStorage })).not.toContain(SECRET);
}

describe("a key that is added", () => {
	it("is kept, and the lines of its profile are shown before they are written", async () => {
		const { user, fake } = await openAdd();
		await waitFor(() => expect(document.activeElement?.getAttribute("type")).toBe("text"));
		await type(user);
		enter();
		const shown = await dialog("Changes of the files");
		expect(fake.called("key_add")[0]?.args).toEqual({
			profile: "billing",
			region: null,
			accessKeyId: keychain.ID,
			secret: SECRET,
		});
		expectNoSecret();
		expect(within(shown).getByText(/The keychain keeps AKIAIOSFODNN7EXAMPLE, a key of ann/)).toBeTruthy();
		expect(within(shown).getByText("[profile billing]")).toBeTruthy();
		expect(fake.called("config_apply")).toHaveLength(0);
		await write(user);
		await isGone();
		expect(within(await row(keychain.ID)).getByRole("link", { name: "billing" })).toBeTruthy();
		expect(await screen.findByText("billing: written")).toBeTruthy();
	});

	it("stays kept when its profile is put off", async () => {
		const { user, fake } = await openAdd();
		await type(user);
		await user.click(screen.getByRole("button", { name: "Add" }));
		await dialog("Changes of the files");
		await user.click(screen.getByRole("button", { name: "Not now" }));
		await isGone();
		expect(await screen.findByText("The key is kept, and no profile uses it yet")).toBeTruthy();
		expect(within(await row(keychain.ID)).getByText("No profile uses it")).toBeTruthy();
		expect(fake.called("config_apply")).toHaveLength(0);
	});

	it("is planned anew when the files were changed meanwhile, without the secret", async () => {
		const { user, fake, world } = await openAdd();
		await type(user);
		await user.click(screen.getByRole("button", { name: "Add" }));
		world.refused = { config_apply: samples.problem({ code: "config_changed", path: "/home/ann/.aws/config" }) };
		await write(user);
		world.refused = {};
		await user.click(await screen.findByRole("button", { name: "Look again" }));
		await write(user);
		await isGone();
		expect(fake.called("key_add")).toHaveLength(1);
		expect(fake.called("key_profile")[0]?.args).toEqual({ id: "kept-1", profile: "billing", region: null });
	});

	it("and not typed is asked for at each field", async () => {
		const { user, fake } = await openAdd();
		await user.click(screen.getByRole("button", { name: "Add" }));
		expect(await screen.findAllByText("This field is required.")).toHaveLength(3);
		expect(fake.called("key_add")).toHaveLength(0);
	});

	const problem = (detail: ProblemDetail) => samples.problem(detail);
	const name = (refusal: EditRefusal) => refused(refusal);
	const atFields: [string, Problem, RegExp, RegExp][] = [
		["its id", problem({ code: "key_malformed", part: "id" }), /^Access key ID/, /begins with AKIA\.$/],
		["its secret", problem({ code: "key_malformed", part: "secret" }), /^Secret access key/, /40 characters/],
		["its end", problem({ code: "key_temporary" }), /^Access key ID/, /^Temporary keys/],
		[
			"being known",
			problem({ code: "key_known", access_key_id: keychain.ID }),
			/^Access key ID/,
			/on the Keychain page/,
		],
		["a taken name", name(refusals.name_taken), /^Profile name/, /^This name is taken/],
		["a bad name", name(refusals.bad_name), /^Profile name/, /cannot be a name/],
	];
	it.each(atFields)("and refused for %s says so there", async (_, problem, label, words) => {
		const { user } = await openAdd({ refused: { key_add: problem } });
		await type(user);
		await user.click(screen.getByRole("button", { name: "Add" }));
		expect(await screen.findByText(words)).toBeTruthy();
		const field = screen.getByLabelText(label);
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		expect(field.getAttribute("aria-invalid")).toBe("true");
	});

	it("that AWS does not take says so at the form", async () => {
		const { user } = await openAdd({ refused: { key_add: samples.problem({ code: "credentials_invalid" }) } });
		await type(user);
		await user.click(screen.getByRole("button", { name: "Add" }));
		expect(await screen.findByText("AWS does not accept this key")).toBeTruthy();
		expect(screen.queryAllByText("This field is required.")).toHaveLength(0);
		expect(screen.getByLabelText(/^Access key ID/).getAttribute("aria-invalid")).toBeNull();
	});

	it("while the keychain is locked says what to do, and can be tried again", async () => {
		const locked = samples.problem({ code: "keychain_unusable", state: "locked" });
		const { user, world } = await openAdd({ refused: { key_add: locked } });
		await type(user);
		await user.click(screen.getByRole("button", { name: "Add" }));
		expect(await screen.findByText(/^The keychain is locked\. Try again, and the system asks you/)).toBeTruthy();
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Try again" }));
		await dialog("Changes of the files");
	});

	it("says what is going on, asks once, and is gone with its dialog", async () => {
		const { user, fake } = await openAdd({ unanswered: ["key_add"] });
		await type(user);
		enter();
		enter();
		expect((await screen.findAllByText("Asking AWS whose key this is…")).length).toBeGreaterThan(0);
		expect(fake.called("key_add")).toHaveLength(1);
		await user.click(screen.getByRole("button", { name: "Cancel" }));
		await isGone();
		expectNoSecret();
		const [button] = screen.getAllByRole("button", { name: "Add an access key" });
		if (button) await user.click(button);
		expect(secretField().value).toBe("");
	});
});

describe("a key in a file", () => {
	it("is moved from its profile's page, and what is left behind is told", async () => {
		const { user, fake } = start("/profiles/default");
		expect(await screen.findByText("This access key stands in a file in plain text")).toBeTruthy();
		await user.click(screen.getByRole("button", { name: "Move the key to the keychain" }));
		const asked = await dialog("Move the key of default to the keychain");
		expect(fake.called("key_move")).toHaveLength(0);
		await user.click(within(asked).getByRole("button", { name: "Move" }));
		const shown = await dialog("Changes of the files");
		expect(within(shown).getByText("aws_access_key_id = AKIAFROMAFILEEXAMPLE")).toBeTruthy();
		expect(within(shown).getByText(/^credential_process = /)).toBeTruthy();
		expect(fake.called("key_move").map(({ args }) => args)).toEqual([{ profile: "default" }]);
		await write(user);
		const done = await dialog("The key is moved");
		expect(within(done).getByText("The key is still in a backup, in plain text")).toBeTruthy();
		expect(within(done).getByText(/\/home\/ann\/\.aws\/credentials\.bak$/)).toBeTruthy();
		expect(within(done).getByText(/^The AWS CLI, boto3 and other tools get the key through this/)).toBeTruthy();
		// The profile is another one by now, and what is told stays until it is closed.
		expect(await screen.findByText("The access key of this profile is in the keychain.")).toBeTruthy();
		await user.click(within(done).getAllByRole("button", { name: "Close" }).at(-1) ?? done);
		await isGone();
		await user.click(screen.getByRole("button", { name: "Open the Keychain page" }));
		expect(within(await row("AKIAFROM")).getByRole("link", { name: "default" })).toBeTruthy();
	});

	it("is listed on the keychain's page, and stays where it is when the lines are not written", async () => {
		const { user, fake } = start("/keychain");
		await user.click(await screen.findByRole("button", { name: "Move the key of default to the keychain" }));
		await user.click(await screen.findByRole("button", { name: "Move" }));
		await user.click(await screen.findByRole("button", { name: "Not now" }));
		await isGone();
		expect(await screen.findByText(/“default” still uses the one in the file/)).toBeTruthy();
		expect(fake.called("config_apply")).toHaveLength(0);
		expect(screen.getByRole("button", { name: "Move the key of default to the keychain" })).toBeTruthy();
	});

	it("that cannot be kept says why", async () => {
		const { user } = start("/profiles/default", {
			refused: { key_move: samples.problem({ code: "keychain_unusable", state: "absent" }) },
		});
		await user.click(await screen.findByRole("button", { name: "Move the key to the keychain" }));
		await user.click(await screen.findByRole("button", { name: "Move" }));
		expect(await screen.findByText("The system’s keychain cannot be used")).toBeTruthy();
	});

	it("that ends by itself is not to be moved", async () => {
		const temporary = config.profiles.map((one) =>
			one.chain?.base.kind === "static_keys"
				? { ...one, chain: { ...one.chain, base: { ...one.chain.base, has_session_token: true } } }
				: one,
		);
		start("/profiles/default", { config: { ...config, profiles: temporary } });
		expect(await screen.findByText("Temporary credentials")).toBeTruthy();
		expect(screen.queryByRole("button", { name: "Move the key to the keychain" })).toBeNull();
	});
});

describe("a kept key", () => {
	it("is told on the page of its profile", async () => {
		start("/profiles/shop", { keychain: keychain.full, config: { ...config, profiles: [keychain.shop] } });
		const chain = await screen.findByRole("list", { name: /^From where the credentials come/ });
		expect(await within(chain).findByText(keychain.ID)).toBeTruthy();
		expect(chain.textContent).toMatch(/^Access key in the keychain.*shop.*ann.*123456789012$/);
	});

	it("gets a profile", async () => {
		const { user, fake } = start("/keychain", { keychain: keychain.full });
		await user.click(within(await row("AKIAZXC")).getByRole("button", { name: "Make a profile" }));
		await dialog("Make a profile for AKIAZXCVBNMASEXAMPLE");
		await fill(user, /^Profile name/, "reports");
		enter();
		await dialog("Changes of the files");
		await write(user);
		await isGone();
		expect(fake.called("key_profile")[0]?.args).toEqual({ id: "key-3", profile: "reports", region: null });
		expect(within(await row("AKIAZXC")).getByRole("link", { name: "reports" })).toBeTruthy();
	});

	it("whose profile's name is taken says so at the name", async () => {
		const { user } = start("/keychain", {
			keychain: keychain.full,
			refused: { key_profile: refused(refusals.name_taken) },
		});
		await user.click(within(await row("AKIAZXC")).getByRole("button", { name: "Make a profile" }));
		await dialog(/^Make a profile/);
		await fill(user, /^Profile name/, "shop");
		await user.click(screen.getByRole("button", { name: "Show changes" }));
		expect(await screen.findByText(/^This name is taken/)).toBeTruthy();
		expect(screen.queryByText("This change cannot be made")).toBeNull();
	});

	it("is deleted only when its id is typed", async () => {
		const { user, fake } = start("/keychain", { keychain: keychain.full });
		await menu(user, keychain.ID);
		await user.click(await item("Delete from the keychain"));
		const shown = await dialog(`Delete ${keychain.ID} from the keychain?`);
		expect(within(shown).getByText(/AWS keeps accepting the key/)).toBeTruthy();
		expect(within(shown).getByText("This profile will not work any more:")).toBeTruthy();
		expect(within(shown).getByText("shop")).toBeTruthy();
		await fill(user, /^To confirm/, "AKIAOTHER");
		await user.keyboard("{Enter}");
		expect(isDisabled(within(shown).getByRole("button", { name: "Delete" }))).toBe(true);
		expect(fake.called("key_forget")).toHaveLength(0);
		await fill(user, /^To confirm/, keychain.ID);
		await user.keyboard("{Enter}");
		await isGone();
		expect(fake.called("key_forget")[0]?.args).toEqual({ id: "key-1", confirmation: keychain.ID });
		await waitFor(() => expect(screen.queryByText(keychain.ID)).toBeNull());
	});

	it("is replaced by a plan that is shown, and its run is followed", async () => {
		const { user, fake } = start("/keychain", {
			keychain: keychain.full,
			advance: (run) => ({ ...run, ...samples.inState("succeeded") }),
		});
		await menu(user, "AKIAZXCVBNMASEXAMPLE");
		await user.click(await item("Rotate"));
		const shown = await dialog("Rotate AKIAZXCVBNMASEXAMPLE?");
		expect(within(shown).getByText(/^Whatever else uses the old key stops working/)).toBeTruthy();
		const steps = (await within(shown).findAllByRole("listitem")).map(({ textContent }) => textContent);
		expect(steps[0]).toMatch(/^Create a new access key for the user ann, and keep it in the keychain/);
		expect(steps[2]).toMatch(/^Deactivate the old access key AKIAZXCVBNMASEXAMPLE of ann/);
		await user.click(within(shown).getByRole("button", { name: "Rotate" }));
		await heading("Rotate the access key AKIAZXCVBNMASEXAMPLE of ann");
		const { session } = fake.called("plan_key_rotation")[0]?.args ?? {};
		expect(session).toEqual({ profile: samples.SANDBOX, region: "ap-northeast-1", epoch: 1 });
		expect(fake.called("run_start")[0]?.args).toMatchObject({ session, confirmation: null });
		expect(await screen.findByText("The access key AKIAZXCVBNMASEXAMPLE is replaced")).toBeTruthy();
		await user.click(screen.getByRole("button", { name: "Open the Keychain page" }));
		await heading(/^Keychain/);
	});

	it("of a user with two keys cannot be replaced yet", async () => {
		const full = samples.problem({ code: "keys_full", user: "ann", access_key_ids: [keychain.ID, keychain.OLD] });
		const { user } = start("/keychain", { keychain: keychain.full, refused: { plan_key_rotation: full } });
		await menu(user, keychain.ID);
		await user.click(await item("Rotate"));
		const shown = await dialog(/^Rotate/);
		expect(await within(shown).findByText(/ann has AKIAIOSFODNN7EXAMPLE and AKIAI44QH8DHBEXAMPLE/)).toBeTruthy();
		expect(isDisabled(within(shown).getByRole("button", { name: "Rotate" }))).toBe(true);
	});

	it("of another account is replaced after a switch to one of its profiles, on the same page", async () => {
		const { user, fake } = start("/keychain", {
			keychain: { ...keychain.full, keys: keychain.keys.map((key) => ({ ...key, profiles: ["shop"] })) },
			welcome: keychain.welcome,
			session: (session) => ({
				...samples.sessionView(session),
				identity: {
					account: session.profile === "shop" ? keychain.OTHER_ACCOUNT : samples.ACCOUNT,
					arn: "arn:aws:iam::1:user/ann",
				},
			}),
		});
		await menu(user, "AKIAQWERTYUIOEXAMPLE");
		expect(isDisabled(await item("Rotate"))).toBe(true);
		expect(screen.getByText(/This needs a session of account 210987654321/)).toBeTruthy();
		await user.click(await item("Switch to shop"));
		await waitFor(() =>
			expect(fake.called("session_open").at(-1)?.args).toEqual({ profile: "shop", region: "us-east-1" }),
		);
		// The old key of the other account's user now is the one that has to wait.
		await waitFor(() => expect(isDisabled(screen.getByRole("button", { name: /^Delete the old key/ }))).toBe(true));
		await menu(user, "AKIAQWERTYUIOEXAMPLE");
		await user.click(await item("Rotate"));
		await dialog("Rotate AKIAQWERTYUIOEXAMPLE?");
	});

	it("lets the one that it replaced be deleted, when that one's id is typed", async () => {
		const { user, fake } = start("/keychain", { keychain: keychain.full });
		await user.click(await screen.findByRole("button", { name: `Delete the old key ${keychain.OLD}` }));
		const shown = await dialog(`Delete the old key ${keychain.OLD}?`);
		await within(shown).findByText(/^Delete the access key/);
		await fill(user, /^To confirm/, keychain.ID);
		await user.keyboard("{Enter}");
		expect(fake.called("run_start")).toHaveLength(0);
		await fill(user, /^To confirm/, keychain.OLD);
		await user.keyboard("{Enter}{Enter}");
		await heading(`Delete the old access key ${keychain.OLD} of ann`);
		expect(fake.called("run_start").map(({ args }) => args.confirmation)).toEqual([keychain.OLD]);
	});
});

describe("a run about a key that needs a decision", () => {
	it.each([
		["rotate_key", "interrupted", "Rotating the access key AKIAONE was interrupted."],
		["rotate_key", "failed", "Rotating the access key AKIAONE failed."],
		["end_key", "interrupted", "Deleting the old access key AKIAONE was interrupted."],
		["end_key", "failed", "Deleting the old access key AKIAONE failed."],
		["end_key", "undo_failed", "Undoing the change to AKIAONE failed."],
	] as const)("%s, %s, is named", async (kind, state, words) => {
		const goal = { kind, user: "ann", access_key_id: "AKIAONE" };
		start("/services", { runs: [samples.createRun("key", { goal, state })] });
		expect(await screen.findByText(words)).toBeTruthy();
	});
});
