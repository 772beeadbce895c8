import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { reached, tried, wire } from "./connection";
import type { World } from "./fake";
import { chooseFromTop, heading, start } from "./render";
import * as samples from "./samples";

const offline = { ...reached, offline_since: samples.NOW, answered_at: samples.NOW - 60_000 };
const manual = (url: string) => ({ proxy: { kind: "manual", url, except: "" }, ca_file: null });

async function dialogFromMenu(user: UserEvent) {
	await chooseFromTop(user, "Settings", "Network…");
	return within(await screen.findByRole("dialog", { name: "Network" }));
}

describe("the network settings", () => {
	it("say what each choice comes to, and keep the one that is made", async () => {
		const { user, fake } = start("/services");
		const dialog = await dialogFromMenu(user);
		const system = await dialog.findByRole<HTMLInputElement>("radio", { name: "System settings" });
		expect(system.checked).toBe(true);
		expect(
			dialog.getByText(/Scripts that choose the proxy \(PAC\) are not supported.* AWS is asked directly\./),
		).toBeTruthy();
		expect(dialog.getByText(/Set there: http:\/\/proxy\.corp:3128, with a user name/)).toBeTruthy();
		await user.click(dialog.getByRole("radio", { name: "Manual" }));
		await user.type(dialog.getByRole("textbox", { name: "Address" }), "http://proxy:8080");
		// What was typed is not lost by a look at another choice.
		await user.click(dialog.getByRole("radio", { name: "No proxy" }));
		await user.click(dialog.getByRole("radio", { name: "Manual" }));
		await user.type(dialog.getByRole("textbox", { name: /^Certificate file/ }), "/etc/company.pem");
		await user.click(dialog.getByRole("button", { name: "Save" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(fake.called("wire_set").map(({ args }) => args.choice)).toEqual([
			{ ...manual("http://proxy:8080"), ca_file: "/etc/company.pem" },
		]);
		// What was read the old way is read anew.
		await waitFor(() => expect(fake.called("session_open").length).toBeGreaterThan(1));
	});

	it("say what is wrong at the field where it is wrong", async () => {
		const { user, world } = start("/services", {
			wire: { ...wire, choice: { proxy: { kind: "manual", url: "socks5://proxy:1080", except: "" }, ca_file: "/no" } },
			refused: {
				wire_set: samples.problem({ code: "proxy_malformed", fault: "socks", source: "manual" }, [
					{ kind: "set_wire" },
				]),
			},
		});
		const dialog = await dialogFromMenu(user);
		const address = await dialog.findByRole("textbox", { name: "Address" });
		await user.type(address, "{Enter}");
		expect(await dialog.findByText(/SOCKS proxies are not supported/)).toBeTruthy();
		await waitFor(() => expect(address.getAttribute("aria-invalid")).toBe("true"));
		world.refused.wire_set = samples.problem({
			code: "ca_unusable",
			path: "/no",
			source: { kind: "setting" },
			fault: { kind: "missing" },
		});
		await user.clear(address);
		expect(dialog.queryByText(/SOCKS proxies are not supported/)).toBeNull();
		await user.type(address, "http://proxy:1080");
		await user.click(dialog.getByRole("button", { name: "Save" }));
		expect(await dialog.findByText("There is no such file.")).toBeTruthy();
	});

	it("try a choice before it is made", async () => {
		const { user, fake, world } = start("/services", { tried: { ...tried, proxy: "http://proxy:8080" } });
		const dialog = await dialogFromMenu(user);
		await user.click(await dialog.findByRole("radio", { name: "Manual" }));
		await user.type(dialog.getByRole("textbox", { name: "Address" }), "http://proxy:8080");
		await user.click(dialog.getByRole("button", { name: "Test connection" }));
		expect(await dialog.findByText(/amazonaws\.com answered within 84 ms, through http:\/\/proxy:8080\./)).toBeTruthy();
		expect(fake.called("wire_test").at(-1)?.args).toMatchObject({ choice: manual("http://proxy:8080") });
		expect(fake.called("wire_set")).toEqual([]);
		world.refused.wire_test = samples.problem({ code: "certificate_refused", fault: "unknown_issuer" }, [
			{ kind: "set_wire" },
			{ kind: "check_network" },
		]);
		await user.click(dialog.getByRole("button", { name: "Test connection" }));
		expect(await dialog.findByText(/Probably a company’s proxy reads the traffic/)).toBeTruthy();
		expect(dialog.queryByText(/answered within/)).toBeNull();
		// It is open already.
		expect(dialog.queryByRole("button", { name: "Network settings" })).toBeNull();
	});

	it("say which certificates are in use, and that another file counts", async () => {
		const ca = {
			path: "/etc/ca.pem",
			source: { kind: "profile", name: "dev" },
			subjects: ["Example Corp CA", ""],
			fault: null,
		} as const;
		const { user } = start("/services", { wire: { ...wire, ca: { ...ca, subjects: [...ca.subjects] } } });
		const dialog = await dialogFromMenu(user);
		expect(await dialog.findByText(/ca_bundle of the profile “dev” names \/etc\/ca\.pem/)).toBeTruthy();
		expect(dialog.getByText(/2 certificates in use: Example Corp CA, Unknown/)).toBeTruthy();
	});

	it("open from a problem that they solve", async () => {
		const refused = samples.problem({ code: "proxy_refused", refusal: "sign_in" }, [
			{ kind: "edit_environment" },
			{ kind: "set_wire" },
		]);
		const { user } = start("/services", { refused: { services_list: refused } });
		await user.click(await screen.findByRole("button", { name: "Network settings" }));
		expect(await screen.findByRole("dialog", { name: "Network" })).toBeTruthy();
	});

	it("can be used by everybody, in both languages", async () => {
		const choice = { proxy: { kind: "manual" as const, url: "http://proxy:8080", except: "" }, ca_file: null };
		const { user } = start("/services", { wire: { ...wire, choice }, connectivity: offline });
		const dialog = await dialogFromMenu(user);
		await dialog.findByRole("textbox", { name: "Address" });
		await expectNoViolations();
		await user.click(dialog.getByRole("button", { name: "Cancel" }));
		await chooseFromTop(user, "Settings", "Language", "日本語");
		expect(await screen.findByText(/から接続できません。/)).toBeTruthy();
		await chooseFromTop(user, "設定", "ネットワーク…");
		const japanese = within(await screen.findByRole("dialog", { name: "ネットワーク" }));
		expect(await japanese.findByRole("button", { name: "接続をテスト" })).toBeTruthy();
	});
});

// Whoever one was before, one still is.
const same: Partial<World> = { session: (session) => samples.sessionView({ ...session, epoch: 1 }) };

describe("without a connection", () => {
	it("the window says since when, and what was read stays in sight with its time", async () => {
		const { fake, world } = start("/services", same);
		expect(await screen.findByText("checkout")).toBeTruthy();
		expect(screen.queryByRole("region", { name: "Connection" })).toBeNull();
		world.connectivity = offline;
		world.refused.services_list = samples.problem({ code: "unreachable" }, [{ kind: "check_network" }]);
		await act(() => emit("connectivity-changed", { returned: false }));
		const strip = await screen.findByRole("region", { name: "Connection" });
		expect(within(strip).getByText(/^No connection since .* What you see was read at .* or earlier\.$/)).toBeTruthy();
		await act(() => emit("woken", {}));
		expect(await screen.findByText(/This could not be refreshed\. What is shown was read at/)).toBeTruthy();
		expect(screen.getByText("checkout")).toBeTruthy();
		const asked = fake.called("services_list").length;
		world.connectivity = reached;
		world.refused = {};
		await act(() => emit("connectivity-changed", { returned: true }));
		await waitFor(() => expect(fake.called("services_list").length).toBeGreaterThan(asked));
		await waitFor(() => expect(screen.queryByRole("region", { name: "Connection" })).toBeNull());
		await waitFor(() => expect(screen.queryByText(/This could not be refreshed/)).toBeNull());
	});

	it("a service's page stays, too", async () => {
		const { world } = start(`/services/${encodeURIComponent(samples.arnOf("checkout"))}`, same);
		await heading(/checkout/);
		expect(await screen.findByRole("tab", { name: "Configuration" })).toBeTruthy();
		world.refused.service_get = samples.problem({ code: "unreachable" });
		await act(() => emit("wire-changed", {}));
		expect(await screen.findByText(/This could not be refreshed\. What is shown was read at/)).toBeTruthy();
		expect(screen.getByRole("tab", { name: "Configuration" })).toBeTruthy();
	});
});

describe("a wrong clock", () => {
	it("is told with its minutes and its direction", async () => {
		const { world } = start("/services", { connectivity: { ...reached, clock_wrong_by: 10 } });
		const strip = await screen.findByRole("region", { name: "Clock" });
		expect(within(strip).getByText(/clock is 10 minutes ahead/)).toBeTruthy();
		world.connectivity = { ...reached, clock_wrong_by: -3 };
		await act(() => emit("connectivity-changed", { returned: false }));
		expect(await within(strip).findByText(/clock is 3 minutes behind/)).toBeTruthy();
	});
});
