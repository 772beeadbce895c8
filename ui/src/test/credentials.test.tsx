import { QueryClientProvider } from "@tanstack/react-query";
import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import { act, cleanup, render as library, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Need } from "../bindings";
import { useAsk } from "../components/dialogs";
import { CredentialsProvider } from "../credentials/CredentialsProvider";
import { createQueryClient } from "../session/queries";
import type { Language } from "../text";
import { en } from "../text/en";
import { TextProvider } from "../text/react";
import { ending, needed, needs } from "./credentials";
import { createFake, createWorld, type World } from "./fake";
import { chooseFromTop, heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

/** A session that needs something of the person, until `world.session` is another one. */
const needing = (need: Need): Partial<World> => ({
	welcome: { ...samples.welcome, profile: "staging-admin" },
	session: (session) => ({ ...samples.sessionView(session), identity: null, problem: needed(need) }),
});

/** Starts where a need is, and presses the button that is offered for it. */
async function meet(need: Need, press: string, change: Partial<World> = {}) {
	const started = start("/services", { ...needing(need), ...change });
	await started.user.click(await button(press));
	const dialog = await screen.findByRole("dialog");
	return { ...started, dialog, inside: within(dialog) };
}

/** Time that passes only when it is said; what is not counted goes on by the real clock. */
function holdTime(at: number) {
	vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], shouldAdvanceTime: true, now: at });
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));
const isGone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

describe("signing in", () => {
	it("opens the browser at once, and goes on by itself", async () => {
		const { fake, world, inside } = await meet(needs.sign_in, "Sign in");
		expect((await inside.findAllByText("corp.awsapps.com"))[0]).toBeTruthy();
		expect(fake.called("sign_in_begin").map(({ args }) => args)).toEqual([
			{ profile: "staging-admin", way: "browser" },
		]);
		world.session = samples.sessionView;
		fake.endSignIn();
		await emit("credentials-changed", {});
		expect(await screen.findByText("checkout")).toBeTruthy();
		expect(await screen.findByText("Signed in")).toBeTruthy();
		expect(screen.queryByRole("dialog")).toBeNull();
		expect(fake.called("sign_in_cancel")).toHaveLength(0);
	});

	it("opens the page again, and says why when it cannot", async () => {
		const { user, fake, world, inside } = await meet(needs.sign_in, "Sign in");
		await user.click(await inside.findByRole("button", { name: /^Open the page again/ }));
		expect(fake.called("sign_in_open")[0]?.args).toEqual({ id: "sign-in-1" });
		world.refused.sign_in_open = samples.problem({ code: "link_refused" });
		await user.click(inside.getByRole("button", { name: /^Open the page again/ }));
		expect(await inside.findByText("The link could not be opened")).toBeTruthy();
	});

	it("by a code gives the other sign-in up, and shows what to compare", async () => {
		const { user, fake, inside } = await meet(needs.sign_in, "Sign in");
		await inside.findAllByText("corp.awsapps.com");
		await user.click(inside.getByRole("button", { name: "Use a code instead" }));
		expect(await inside.findByText("WXYZ-BCDF")).toBeTruthy();
		expect(inside.getByText("device.sso.us-east-1.amazonaws.com")).toBeTruthy();
		expect(inside.getAllByText(/only if the page shows exactly this code/).length).toBeGreaterThan(0);
		expect(inside.getByRole("button", { name: "Copy Code" })).toBeTruthy();
		expect(fake.called("sign_in_cancel").map(({ args }) => args)).toEqual([{ id: "sign-in-1" }]);
		expect(document.activeElement?.textContent).toContain("WXYZ-BCDF");
		await user.click(inside.getByRole("button", { name: "Sign in without a code" }));
		await waitFor(() => expect(fake.called("sign_in_begin").at(-1)?.args.way).toBe("browser"));
	});

	it("that is refused says so, and can be tried again", async () => {
		const { user, fake, inside } = await meet(needs.sign_in, "Sign in");
		await inside.findAllByText("corp.awsapps.com");
		fake.endSignIn(samples.problem({ code: "sign_in_refused" }));
		expect(await inside.findByText("The sign-in was refused")).toBeTruthy();
		await user.click(inside.getByRole("button", { name: "Try again" }));
		expect((await inside.findAllByText("corp.awsapps.com"))[0]).toBeTruthy();
		expect(fake.called("sign_in_begin")).toHaveLength(2);
	});

	it("that cannot begin offers a code", async () => {
		const problem = samples.problem({ code: "sign_in_no_door", reason: "address in use" });
		const { user, world, inside } = await meet(needs.sign_in, "Sign in", { refused: { sign_in_begin: problem } });
		expect(await inside.findByText("The browser cannot return to this application")).toBeTruthy();
		world.refused = {};
		await user.click(inside.getByRole("button", { name: "Use a code instead" }));
		expect(await inside.findByText("WXYZ-BCDF")).toBeTruthy();
	});

	it("counts down what is left", async () => {
		holdTime(samples.NOW);
		const { inside } = await meet(needs.sign_in, "Sign in", { signInFor: 600_000 });
		const timer = await inside.findByRole("timer");
		pass(60_000);
		expect(timer.textContent).toMatch(/^Time left: [89]:\d\d$/);
		pass(540_000);
		expect(timer.textContent).toBe("The time is up.");
	});

	it("is given up with its dialog", async () => {
		const { user, fake, inside } = await meet(needs.sign_in, "Sign in");
		await inside.findAllByText("corp.awsapps.com");
		await user.click(inside.getByRole("button", { name: "Cancel" }));
		await isGone();
		expect(fake.called("sign_in_cancel").map(({ args }) => args)).toEqual([{ id: "sign-in-1" }]);
	});

	it("is given up with the window", async () => {
		const { fake, inside } = await meet(needs.sign_in, "Sign in");
		await inside.findAllByText("corp.awsapps.com");
		cleanup();
		await waitFor(() => expect(fake.called("sign_in_cancel").map(({ args }) => args)).toEqual([{ id: "sign-in-1" }]));
	});

	it("that begins too late for its dialog is given up too", async () => {
		const { user, fake, world, inside } = await meet(needs.sign_in, "Sign in", { delay: 300 });
		await user.click(inside.getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(fake.called("sign_in_cancel").map(({ args }) => args)).toEqual([{ id: "sign-in-1" }]));
		expect(fake.called("sign_in_wait")).toHaveLength(0);
		world.delay = 0;
	});

	it("with the AWS CLI is told as its command", async () => {
		start("/services", needing(needs.login));
		expect(await screen.findByText("aws login --profile default")).toBeTruthy();
		expect(screen.queryByRole("button", { name: "Sign in" })).toBeNull();
	});
});

describe("a code of an MFA device", () => {
	it("is taken as it is pasted", async () => {
		const { user, fake, inside } = await meet(needs.code, "Enter code");
		expect(inside.getByText("phone")).toBeTruthy();
		const field = inside.getByRole("textbox", { name: "MFA code" });
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		expect([field.getAttribute("inputmode"), field.getAttribute("autocomplete")]).toEqual(["numeric", "off"]);
		await user.paste("123 456");
		await user.keyboard("{Enter}");
		await isGone();
		expect(fake.called("code_enter")[0]?.args).toEqual({
			profile: "staging-admin",
			device: needs.code.device,
			code: "123456",
		});
	});

	it("that was used waits for the next one", async () => {
		holdTime(Date.UTC(2026, 10, 25, 3, 0, 13));
		const { user, fake, inside } = await meet(needs.code, "Enter code", {
			refused: { code_enter: samples.problem({ code: "code_used" }) },
		});
		const field = inside.getByRole<HTMLInputElement>("textbox", { name: "MFA code" });
		await user.type(field, "123456{Enter}");
		expect(await inside.findByText("This code was used already.")).toBeTruthy();
		expect(inside.getByRole("timer").textContent).toMatch(/^The device shows the next code in \d+ seconds?\.$/);
		await user.keyboard("{Enter}");
		expect(fake.called("code_enter")).toHaveLength(1);
		pass(30_000);
		await waitFor(() => expect(field.value).toBe(""));
		expect(inside.getAllByText("The device shows a new code now. Enter that one.").length).toBeGreaterThan(0);
		expect(document.activeElement === field).toBe(true);
		expect(inside.queryByRole("timer")).toBeNull();
	});

	it("that is refused is told at its field", async () => {
		const { user, inside } = await meet(needs.code, "Enter code", {
			refused: { code_enter: samples.problem({ code: "code_refused" }) },
		});
		const field = inside.getByRole("textbox", { name: "MFA code" });
		await waitFor(() => expect(document.activeElement === field).toBe(true));
		await user.keyboard("{Enter}");
		expect(await inside.findByText("Enter the code that the device shows.")).toBeTruthy();
		await user.type(field, "000000{Enter}");
		expect(await inside.findByText(/^AWS did not accept the code\./)).toBeTruthy();
		expect(field.getAttribute("aria-invalid")).toBe("true");
		expect(document.activeElement === field).toBe(true);
	});

	it("that nobody could look at is told as a problem", async () => {
		const { user, world, inside } = await meet(needs.code, "Enter code", {
			refused: { code_enter: samples.problem({ code: "unreachable" }) },
		});
		await user.type(inside.getByRole("textbox", { name: "MFA code" }), "123456{Enter}");
		expect(await inside.findByText("AWS cannot be reached")).toBeTruthy();
		world.refused = {};
		await user.click(inside.getByRole("button", { name: "Try again" }));
		await isGone();
	});
});

describe("a program", () => {
	it("is shown as the very line before it is allowed", async () => {
		const { user, fake, inside } = await meet(needs.program, "Review the program");
		expect(inside.getByText(needs.program.command)).toBeTruthy();
		expect(inside.getByText(/“keeper”/)).toBeTruthy();
		expect(inside.getByText(/with your rights/)).toBeTruthy();
		await user.click(inside.getByRole("button", { name: "Allow this program" }));
		await isGone();
		expect(fake.called("program_allow")[0]?.args).toEqual({ profile: "keeper", command: needs.program.command });
	});

	it("that is not allowed is not run", async () => {
		const { user, fake, inside } = await meet(needs.program, "Review the program");
		await user.click(inside.getByRole("button", { name: "Cancel" }));
		await isGone();
		expect(fake.called("program_allow")).toHaveLength(0);
	});

	it("says when the consent cannot be kept", async () => {
		const { user, inside } = await meet(needs.program, "Review the program", {
			refused: { program_allow: samples.problem({ code: "journal_unwritable", reason: "disk full" }) },
		});
		await user.click(inside.getByRole("button", { name: "Allow this program" }));
		expect(await inside.findByText("Changes cannot be recorded")).toBeTruthy();
	});
});

describe("credentials that changed", () => {
	it("let reads that failed go on", async () => {
		const { world, fake } = start("/services", { refused: { services_list: needed(needs.code) } });
		expect(await button("Enter code")).toBeTruthy();
		const opened = fake.called("session_open").length;
		world.refused = {};
		await emit("credentials-changed", {});
		expect(await screen.findByText("checkout")).toBeTruthy();
		expect(fake.called("session_open").length).toBe(opened + 1);
	});

	it("leave alone what was made for one use", async () => {
		const { fake } = start("/services/new");
		await screen.findByText("Container image URI");
		await emit("credentials-changed", {});
		await waitFor(() => expect(fake.called("session_open")).toHaveLength(2));
		await waitFor(() => expect(fake.called("session_standing").length).toBeGreaterThan(1));
		expect(fake.called("draft_new")).toHaveLength(1);
	});
});

describe("several needs", () => {
	it("are met one after the other, each once", async () => {
		const { user } = render(
			<CredentialsProvider>
				<Asker />
			</CredentialsProvider>,
		);
		await user.click(screen.getByRole("button", { name: "Ask" }));
		const first = await screen.findByRole("dialog", { name: "Enter an MFA code" });
		expect(screen.getAllByRole("dialog")).toHaveLength(1);
		await user.click(within(first).getByRole("button", { name: "Cancel" }));
		const second = await screen.findByRole("dialog", { name: "Allow this program?" });
		expect(screen.queryByRole("dialog", { name: "Enter an MFA code" })).toBeNull();
		await user.click(within(second).getByRole("button", { name: "Cancel" }));
		await isGone();
	});
});

/** Asks for three things at once, of which two are the same. */
function Asker() {
	const ask = useAsk();
	return (
		<button
			type="button"
			onClick={() => {
				ask(needs.code, "default");
				ask(needs.program, "default");
				ask(needs.code, "default");
			}}
		>
			Ask
		</button>
	);
}

/** Without the window around it. */
function render(children: ReactNode) {
	const fake = createFake(createWorld());
	mockIPC((command, args) => fake.handle(command, args));
	const language: Language = { locale: "en", text: en, messages: [] };
	library(
		<QueryClientProvider client={createQueryClient()}>
			<TextProvider language={language}>{children}</TextProvider>
		</QueryClientProvider>,
	);
	return { fake, user: userEvent.setup() };
}

describe("how long it lasts", () => {
	const sso: Partial<World> = { welcome: { ...samples.welcome, profile: "staging-admin" } };
	const today = (hours: number, minutes: number) => new Date(2026, 10, 25, hours, minutes).getTime();

	it("is told in the menu of the identity, which signs out after asking", async () => {
		holdTime(today(12, 0));
		const { user, fake } = start("/runs", {
			...sso,
			standing: ending(today(18, 0), today(14, 5)),
		});
		await heading(/Changes/);
		await chooseFromTop(user, samples.ACCOUNT, /^Credentials until 02:05\sPM · Signed in until 06:00\sPM$/, "Sign out");
		const dialog = await screen.findByRole("dialog", { name: "Sign out of IAM Identity Center?" });
		expect(within(dialog).getByText(/in the AWS CLI too/)).toBeTruthy();
		expect(fake.called("sign_out")).toHaveLength(0);
		await user.click(within(dialog).getByRole("button", { name: "Sign out" }));
		await isGone();
		expect(fake.called("sign_out")[0]?.args).toEqual({ profile: "staging-admin" });
	});

	it("is spoken of in time, with the way to sign in again", async () => {
		holdTime(today(12, 0));
		const { user } = start("/runs", {
			...sso,
			standing: ending(today(12, 12)),
		});
		await heading(/Changes/);
		expect(screen.queryByText(/Your sign-in ends in/)).toBeNull();
		pass(150_000);
		const strip = await screen.findByRole("region", { name: "Credentials" });
		expect(within(strip).getByRole("timer").textContent).toMatch(/^Your sign-in ends in 9:[0-3]\d\.$/);
		pass(600_000);
		expect(within(strip).getByRole("timer").textContent).toBe("Your sign-in has ended.");
		await user.click(within(strip).getByRole("button", { name: "Sign in" }));
		expect(await screen.findByRole("dialog", { name: "Sign in to IAM Identity Center" })).toBeTruthy();
	});

	it("is nothing to speak of when it renews itself", async () => {
		holdTime(today(12, 0));
		const { user } = start("/runs", {
			...sso,
			standing: { credentials_until: null, sign_in_until: today(12, 1), renews: true, next: null },
		});
		await heading(/Changes/);
		await chooseFromTop(user, samples.ACCOUNT, "Signed in; renews itself");
		expect(await screen.findByText("Sign in again")).toBeTruthy();
		expect(screen.queryByRole("region", { name: "Credentials" })).toBeNull();
	});
});
