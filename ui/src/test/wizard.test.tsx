import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { check } from "./check";
import { chooseFromTop, heading, start } from "./render";
import * as samples from "./samples";

const URI = `${samples.ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest`;
const button = (name: string | RegExp) => screen.findByRole("button", { name });
const uri = () => screen.findByLabelText("Container image URI");

async function toService(change: Parameters<typeof start>[1] = {}) {
	const app = start("/services/new", change);
	await heading(/Source and deployment/);
	await app.user.click(await uri());
	await app.user.paste(URI);
	await app.user.click(await button("Next"));
	await heading(/Configure service/);
	return app;
}

async function toReview(change: Parameters<typeof start>[1] = {}) {
	const app = await toService(change);
	await app.user.type(screen.getByLabelText("Service name"), "my-app");
	await app.user.click(await button("Next"));
	await heading(/Review and create/);
	return app;
}

describe("findings", () => {
	it("are shown when a field was left, and not before", async () => {
		const { user, fake } = start("/services/new");
		const field = await uri();
		await waitFor(() => expect(fake.called("draft_check").length).toBeGreaterThan(0));
		expect(screen.queryByText("This field is required.")).toBeNull();
		await user.click(field);
		// To the Browse button, which belongs to the field, and on.
		await user.tab();
		expect(screen.queryByText("This field is required.")).toBeNull();
		await user.tab();
		expect(await screen.findByText("This field is required.")).toBeTruthy();
	});

	it("are not shown because one looks through the repositories", async () => {
		const { user } = start("/services/new");
		await user.click(await uri());
		await user.click(await button("Browse"));
		const dialog = await screen.findByRole("dialog", { name: "Select Amazon ECR container image" });
		await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
		expect(screen.queryByText("This field is required.")).toBeNull();
		await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Browse" })));
		expect(screen.queryByText("This field is required.")).toBeNull();
		await user.tab();
		expect(await screen.findByText("This field is required.")).toBeTruthy();
	});

	it("stop Next at the first field with an error, which gets the focus", async () => {
		const { user } = await toService();
		await user.click(await button("Next"));
		await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Service name")));
		expect(screen.getByText("This field is required.")).toBeTruthy();
		expect(screen.getByRole("heading", { level: 1, name: /Configure service/ })).toBeTruthy();
	});

	it("do not move a button away from under a click", async () => {
		const { user } = start("/services/new");
		await user.click(await uri());
		await user.pointer({ keys: "[MouseLeft>]", target: await button("Next") });
		expect(screen.queryByText("This field is required.")).toBeNull();
		await user.pointer({ keys: "[/MouseLeft]" });
		expect(await screen.findByText("This field is required.")).toBeTruthy();
	});

	it("open the closed section that has the error", async () => {
		const { user } = await toService();
		await user.type(screen.getByLabelText("Service name"), "my-app");
		await user.click(screen.getByRole("button", { name: /^Health check/ }));
		await user.click(screen.getByRole("radio", { name: /HTTP/ }));
		const path = await screen.findByLabelText("Path");
		await user.clear(path);
		await user.type(path, "health");
		await user.click(screen.getByRole("button", { name: /^Health check/ }));
		await user.click(await button("Next"));
		await waitFor(() => expect(document.activeElement).toBe(path));
		expect(screen.getByRole("button", { name: /^Health check/ }).getAttribute("aria-expanded")).toBe("true");
	});

	it("offer a repair that is applied by a click", async () => {
		const { user } = await toService();
		await user.click(screen.getByRole("button", { name: /^Health check/ }));
		await user.click(screen.getByRole("radio", { name: /HTTP/ }));
		const path = await screen.findByLabelText<HTMLInputElement>("Path");
		await user.clear(path);
		await user.type(path, "health");
		await user.tab();
		await user.click(await button("Use /health"));
		expect(path.value).toBe("/health");
		await waitFor(() => expect(screen.queryByText("The path has to start with a slash (/).")).toBeNull());
	});

	it("of planning lead back to their field", async () => {
		let taken = false;
		const { user } = await toService({
			check: (draft) => {
				const answer = check(draft);
				if (!taken || draft.name === "other-app") return answer;
				const field = { name: "service_name" } as const;
				return {
					...answer,
					findings: [{ severity: "error", field, step: "service", detail: { code: "name_taken" }, fix: null }],
				};
			},
		});
		await user.type(screen.getByLabelText("Service name"), "my-app");
		await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Service name").value).toBe("my-app"));
		taken = true;
		await user.click(await button("Next"));
		expect(await screen.findByText(/A service of this name already exists/)).toBeTruthy();
		await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Service name")));
	});
});

describe("choices", () => {
	it("keep what was typed for another provider", async () => {
		const { user } = start("/services/new");
		await user.click(await uri());
		await user.paste(URI);
		await user.clear(screen.getByLabelText("Service role name"));
		await user.type(screen.getByLabelText("Service role name"), "pull");
		await user.click(screen.getByRole("radio", { name: /Amazon ECR Public/ }));
		await waitFor(() => expect(screen.queryByLabelText("Service role name")).toBeNull());
		expect(screen.getByLabelText<HTMLInputElement>("Container image URI").value).toBe("");
		expect(screen.getByText("Images from Amazon ECR Public can be deployed manually only.")).toBeTruthy();
		await user.click(screen.getByRole("radio", { name: /^Amazon ECR(?! Public)/ }));
		expect((await screen.findByLabelText<HTMLInputElement>("Service role name")).value).toBe("pull");
		expect(screen.getByLabelText<HTMLInputElement>("Container image URI").value).toBe(URI);
	});

	it("show the fields that the other side names, and no others", async () => {
		await toService({
			check: (draft) => {
				const answer = check(draft);
				const fields = answer.form.fields.filter(({ name }) => name !== "port");
				return { ...answer, form: { ...answer.form, fields } };
			},
		});
		expect(screen.getByLabelText("Service name")).toBeTruthy();
		expect(screen.queryByLabelText("Port")).toBeNull();
	});

	it("take an image from the repositories", async () => {
		const { user } = start("/services/new");
		await uri();
		await user.click(await button("Browse"));
		const dialog = await screen.findByRole("dialog", { name: "Select Amazon ECR container image" });
		await user.click(within(dialog).getByRole("button", { name: /Image repository/ }));
		await user.click(await screen.findByRole("option", { name: /my-flask-app/ }));
		await user.click(await within(dialog).findByRole("radio", { name: "Select v1.4.0" }));
		await user.click(within(dialog).getByRole("button", { name: "Continue" }));
		const field = screen.getByLabelText<HTMLInputElement>("Container image URI");
		await waitFor(() => expect(document.activeElement).toBe(field));
		expect(field.value).toBe(`${samples.ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:v1.4.0`);
	});

	it("let a role be typed when roles cannot be listed", async () => {
		const { user } = start("/services/new", {
			refused: {
				roles_list: samples.problem({ code: "access_denied", action: "iam:ListRoles" }, [
					{ kind: "grant_action", action: "iam:ListRoles" },
				]),
			},
		});
		await uri();
		await user.click(screen.getByRole("radio", { name: /Use existing service role/ }));
		expect(await screen.findByText("The permission iam:ListRoles is missing.")).toBeTruthy();
		const field = await screen.findByRole("textbox", { name: /Existing service role/ });
		await user.click(field);
		await user.paste("arn:aws:iam::123456789012:role/pull");
		expect(screen.getByDisplayValue("arn:aws:iam::123456789012:role/pull")).toBeTruthy();
	});
});

describe("rows", () => {
	it("are told apart by their names", async () => {
		const { user } = await toService();
		const add = await button("Add environment variable");
		await user.click(add);
		await user.click(add);
		await user.type(screen.getByRole("textbox", { name: "Name 2" }), "LOG_LEVEL");
		await user.type(screen.getByRole("textbox", { name: "Value 2" }), "info");
		expect(screen.getByRole("button", { name: "Remove environment variable LOG_LEVEL" })).toBeTruthy();
		expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name 1" }).value).toBe("");
	});
});

describe("a closed section", () => {
	it("says what is chosen in it", async () => {
		await toService();
		expect(screen.getByText("Public endpoint · IPv4 · Public access")).toBeTruthy();
	});
});

describe("review", () => {
	it("says what will be done, and starts it once", async () => {
		const { user, fake } = await toReview({ delay: 5 });
		expect(
			await screen.findByText("AppRunnerECRAccessRole", { selector: ".numbered > li:first-child strong" }),
		).toBeTruthy();
		expect(screen.getByText(/All of it can be undone/)).toBeTruthy();
		const create = await button("Create & deploy");
		await waitFor(() => expect(create.getAttribute("aria-disabled")).not.toBe("true"));
		await user.dblClick(create);
		await heading("Create my-app");
		expect(fake.called("run_start")).toHaveLength(1);
		expect(fake.called("run_start")[0]?.args.confirmation).toBeNull();
	});

	it("goes back to a step by its Edit button", async () => {
		const { user } = await toReview();
		await user.click(await button("Edit Source and deployment"));
		await heading(/Source and deployment/);
		expect((await uri()).getAttribute("value")).toBe(URI);
	});

	it("can be tried again after a refusal", async () => {
		const { user, fake, world } = await toReview();
		world.refused.run_start = samples.problem({ code: "throttled" }, [{ kind: "wait_and_retry" }]);
		await user.click(await button("Create & deploy"));
		expect(await screen.findByText("AWS is slowing requests down")).toBeTruthy();
		world.refused = {};
		await user.click(await button("Create & deploy"));
		await heading("Create my-app");
		expect(fake.called("run_start")).toHaveLength(2);
	});
});

describe("leaving", () => {
	it("asks when something was entered", async () => {
		const { user } = await toService();
		await user.click(await button("Cancel"));
		const dialog = await screen.findByRole("dialog", { name: "Leave without creating?" });
		await user.click(within(dialog).getByRole("button", { name: "Stay" }));
		expect(screen.getByRole("heading", { level: 1, name: /Configure service/ })).toBeTruthy();
		await user.click(await button("Cancel"));
		await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
		await heading(/Services/);
	});

	it("asks before another Region is opened", async () => {
		const { user, fake } = await toService();
		await chooseFromTop(user, "Tokyo", "United States", "Ohio");
		const dialog = await screen.findByRole("dialog", { name: "Leave without creating?" });
		await user.click(within(dialog).getByRole("button", { name: "Stay" }));
		expect(screen.getByRole("heading", { level: 1, name: /Configure service/ })).toBeTruthy();
		expect(fake.called("session_open")).toHaveLength(1);
		await chooseFromTop(user, "Tokyo", "United States", "Ohio");
		await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
		await heading(/Services/);
		expect(fake.called("session_open").at(-1)?.args.region).toBe("us-east-2");
	});

	it("does not ask when nothing was", async () => {
		const { user } = start("/services/new");
		await uri();
		await user.click(await button("Cancel"));
		await heading(/Services/);
	});
});
