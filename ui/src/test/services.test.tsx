import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { heading, start } from "./render";
import * as samples from "./samples";

const names = async () => {
	const table = await screen.findByRole("table", { name: "Services" });
	return within(table)
		.getAllByRole("rowheader")
		.map((cell) => cell.textContent);
};

describe("the services table", () => {
	it("shows services with their status in words", async () => {
		start("/services");
		expect(await screen.findByText("checkout")).toBeTruthy();
		expect(screen.getByText("Operation in progress")).toBeTruthy();
		// A status that nobody has heard of is shown as it came.
		expect(screen.getByText("HIBERNATING")).toBeTruthy();
	});

	it("opens addresses only where that is allowed", async () => {
		const { user, fake } = start("/services");
		await screen.findByText("checkout");
		expect(screen.queryByRole("link", { name: /Open legacy-admin/ })).toBeNull();
		await user.click(screen.getByRole("link", { name: /Open checkout/ }));
		const { host } = samples.rows[0] ?? {};
		expect(fake.called("link_open")[0]?.args.link).toEqual({ kind: "service", host });
	});

	it("says when there are none, and where", async () => {
		start("/services", { services: [] });
		expect(await screen.findByText("No services in Tokyo (ap-northeast-1)")).toBeTruthy();
	});

	it("says what went wrong, what to do, and asks again", async () => {
		const refused = samples.problem({ code: "access_denied", action: "apprunner:ListServices" }, [
			{ kind: "grant_action", action: "apprunner:ListServices" },
			{ kind: "retry" },
		]);
		const { user, world } = start("/services", { refused: { services_list: refused } });
		expect(await screen.findByText("The permission apprunner:ListServices is missing.")).toBeTruthy();
		expect(screen.getByText(/"Action": "apprunner:ListServices"/)).toBeTruthy();
		world.refused = {};
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(await screen.findByText("checkout")).toBeTruthy();
	});

	it("keeps old rows in sight when a refresh fails", async () => {
		const { user, world } = start("/services");
		await screen.findByText("checkout");
		world.refused = { services_list: samples.problem({ code: "unreachable" }) };
		await user.click(screen.getByRole("button", { name: "Refresh" }));
		expect(await screen.findByText("AWS cannot be reached")).toBeTruthy();
		expect(screen.getByText("checkout")).toBeTruthy();
	});

	it("says that it is loading", async () => {
		start("/services", { unanswered: ["services_list"] });
		expect(await screen.findByRole("status")).toBeTruthy();
	});

	it("filters, and keeps the filter in the address", async () => {
		const { user } = start("/services");
		await screen.findByText("checkout");
		await user.type(screen.getByRole("searchbox", { name: /Filter services/ }), "check");
		await waitFor(async () => expect(await names()).toEqual(["checkout"]));
		expect(window.location.hash).toBe("#/services?text=check");
		expect(screen.getAllByText("1 match").length).toBeGreaterThan(0);
		await user.type(screen.getByRole("searchbox", { name: /Filter services/ }), "xyz");
		expect(await screen.findByText("No service matches the filter.")).toBeTruthy();
		await user.click(screen.getByRole("button", { name: "Clear filter" }));
		await waitFor(async () => expect(await names()).toHaveLength(samples.rows.length));
		expect(window.location.hash).toBe("#/services");
	});

	it("begins with what stands in the address", async () => {
		start("/services?text=service-1&sort=name&order=desc&page=2", { services: samples.manyRows(60) });
		await heading(/Services/);
		// service-1 and service-10 to service-19 match: all on the first page, where a page that is not there leads.
		await waitFor(async () => expect((await names())[0]).toBe("service-19"));
	});

	it("pages through a thousand services", async () => {
		const { user } = start("/services", { services: samples.manyRows(1000) });
		await waitFor(async () => expect(await names()).toHaveLength(20));
		await user.click(screen.getByRole("button", { name: /next page/i }));
		await waitFor(() => expect(window.location.hash).toBe("#/services?page=2"));
		expect((await names())[0]).toBe("service-21");
	});

	it("deletes only what is selected and may be deleted", async () => {
		const { user } = start("/services");
		await screen.findByText("checkout");
		const remove = () => screen.getByRole("button", { name: /^Delete/ });
		expect(remove().getAttribute("aria-disabled")).toBe("true");
		await user.click(screen.getByRole("radio", { name: "Select inventory-api" }));
		expect(remove().getAttribute("aria-disabled")).toBe("true");
		expect(screen.getByText("Another operation is under way. Wait until it has ended.")).toBeTruthy();
		await user.click(screen.getByRole("radio", { name: "Select checkout" }));
		await waitFor(() => expect(remove().getAttribute("aria-disabled")).not.toBe("true"));
	});
});

describe("deleting", () => {
	it("needs the name of the service", async () => {
		const { user, fake } = start("/services");
		await screen.findByText("checkout");
		await user.click(screen.getByRole("radio", { name: "Select checkout" }));
		await user.click(screen.getByRole("button", { name: /^Delete/ }));
		const dialog = await screen.findByRole("dialog", { name: "Delete checkout?" });
		const submit = within(dialog).getByRole("button", { name: "Delete" });
		const field = within(dialog).getByRole("textbox");
		expect(await within(dialog).findByText(samples.ACCOUNT)).toBeTruthy();
		await user.type(field, "check{Enter}");
		expect(submit.hasAttribute("disabled")).toBe(true);
		expect(fake.called("run_start")).toHaveLength(0);
		await user.type(field, "out");
		await waitFor(() => expect(submit.hasAttribute("disabled")).toBe(false));
		await user.dblClick(submit);
		await heading("Delete checkout");
		expect(fake.called("run_start").map(({ args }) => args.confirmation)).toEqual(["checkout"]);
	});
});
