import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { chooseProfile, heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

describe("the sandbox's page", () => {
	it("changes the speed and the account", async () => {
		const { user, fake } = start("/sandbox");
		await heading("Sandbox");
		await user.click(await screen.findByRole("radio", { name: "About 60 seconds" }));
		await user.click(screen.getByLabelText(/closed to App Runner/));
		await waitFor(() =>
			expect(fake.called("sandbox_change").map(({ args }) => args.change)).toEqual([
				{ kind: "pace", seconds: 60 },
				{ kind: "closed_account", closed: true },
			]),
		);
	});

	it("lets requests fail, as often as said", async () => {
		const { user, fake } = start("/sandbox");
		await user.click(await button("Let it fail"));
		await waitFor(() =>
			expect(fake.called("sandbox_change")[0]?.args.change).toEqual({
				kind: "fail",
				service: "apprunner",
				operation: "CreateService",
				failure: "throttled",
				times: 1,
			}),
		);
	});

	it("asks before everything starts again", async () => {
		const { user, fake } = start("/sandbox");
		await user.click(await button("Reset the sandbox"));
		const dialog = await screen.findByRole("dialog", { name: "Reset the sandbox?" });
		expect(fake.called("sandbox_change")).toHaveLength(0);
		await user.click(within(dialog).getByRole("button", { name: "Reset the sandbox" }));
		await waitFor(() => expect(fake.called("sandbox_change")[0]?.args.change).toEqual({ kind: "reset" }));
		expect(await screen.findByText("The sandbox is as it was at the first start.")).toBeTruthy();
	});

	it("says nothing was reset when it was not, and tries the same again", async () => {
		const { user, fake, world } = start("/sandbox");
		await user.click(await button("Reset the sandbox"));
		world.refused.sandbox_change = samples.problem({ code: "throttled" });
		const dialog = await screen.findByRole("dialog", { name: "Reset the sandbox?" });
		await user.click(within(dialog).getByRole("button", { name: "Reset the sandbox" }));
		const again = await button("Try again");
		expect(screen.queryByText("The sandbox is as it was at the first start.")).toBeNull();
		world.refused = {};
		await user.click(again);
		await waitFor(() => expect(fake.called("sandbox_change")).toHaveLength(2));
		await waitFor(() => expect(screen.queryByRole("button", { name: "Try again" })).toBeNull());
	});

	it("is offered in the navigation of the sandbox only", async () => {
		const { user } = start("/services");
		expect(await screen.findByRole("link", { name: "Sandbox", hidden: true })).toBeTruthy();
		await chooseProfile(user, "default");
		await waitFor(() => expect(screen.queryByRole("link", { name: "Sandbox", hidden: true })).toBeNull());
	});
});
