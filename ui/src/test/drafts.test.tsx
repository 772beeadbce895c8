import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { codeDraft, savedDraft } from "./drafts";
import { chooseFromTop, heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const uri = () => screen.findByLabelText("Container image URI");
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe("a wizard", () => {
	it("keeps its draft a moment after the first edit, and under one id", async () => {
		const { user, fake } = start("/services/new");
		await user.click(await uri());
		await waitFor(() => expect(fake.called("draft_check").length).toBeGreaterThan(0));
		expect(fake.called("draft_save")).toHaveLength(0);
		await user.paste("public.ecr.aws/a/b:1");
		await waitFor(() => expect(fake.called("draft_save")).toHaveLength(1));
		expect(fake.called("draft_save")[0]?.args).toMatchObject({
			id: expect.stringMatching(UUID),
			profile: samples.SANDBOX,
			region: "ap-northeast-1",
			step: "source",
			draft: { source: { uri: "public.ecr.aws/a/b:1" } },
		});
		await user.click(screen.getByRole("radio", { name: /Amazon ECR Public/ }));
		await waitFor(() => expect(fake.called("draft_save")).toHaveLength(2));
		const [first, second] = fake.called("draft_save");
		expect(second?.args.id).toBe(first?.args.id);
	});

	it("says on leaving that the draft is kept, and keeps what was typed last", async () => {
		const { user, fake, world } = start("/services/new");
		await user.click(await uri());
		await user.paste("x");
		await user.click(await button("Cancel"));
		const dialog = await screen.findByRole("dialog", { name: "Leave without creating?" });
		expect(within(dialog).getByText(/What you entered is kept/)).toBeTruthy();
		await user.click(within(dialog).getByRole("button", { name: "Leave" }));
		await heading(/Services/);
		expect(world.drafts).toHaveLength(1);
		expect(fake.called("draft_save")).toHaveLength(1);
	});

	it("discards the draft if that is wanted", async () => {
		const { user, fake, world } = start("/services/new");
		await user.click(await uri());
		await user.paste("x");
		await waitFor(() => expect(world.drafts).toHaveLength(1));
		await user.click(await button("Cancel"));
		await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Discard draft" }));
		await heading(/Services/);
		await waitFor(() => expect(world.drafts).toHaveLength(0));
		expect(fake.called("draft_save")).toHaveLength(1);
	});

	it("says when the draft cannot be kept, while there is time and on leaving", async () => {
		const reason = "database or disk is full";
		const refused = { draft_save: samples.problem({ code: "journal_unwritable", reason }, [{ kind: "free_disk" }]) };
		const { user } = start("/services/new", { refused });
		await user.click(await uri());
		await user.paste("x");
		expect(await screen.findByText("The draft could not be kept")).toBeTruthy();
		await user.click(await button("Cancel"));
		const dialog = await screen.findByRole("dialog", { name: "Leave without creating?" });
		expect(await within(dialog).findByText(/could not be kept, and will be lost/)).toBeTruthy();
		expect(within(dialog).queryByRole("button", { name: "Discard draft" })).toBeNull();
	});

	it("forgets the draft once its run was started", async () => {
		const { user, fake, world } = start("/drafts/draft-kept", {
			drafts: [savedDraft("kept", { draft: codeDraft, step: "review" })],
		});
		await heading(/Review and create/);
		const create = await button("Create & deploy");
		await waitFor(() => expect(create.getAttribute("aria-disabled")).not.toBe("true"));
		await user.click(create);
		await heading("Create shop-front");
		await waitFor(() => expect(world.drafts).toHaveLength(0));
		expect(fake.called("draft_forget").map(({ args }) => args.id)).toEqual(["draft-kept"]);
		expect(fake.called("draft_save")).toHaveLength(0);
	});

	it("goes on where it was, and under the same id", async () => {
		const { user, fake } = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft: codeDraft })] });
		await heading(/Configure service/);
		expect(fake.called("draft_get").map(({ args }) => args.id)).toEqual(["draft-kept"]);
		await user.type(screen.getByLabelText("Service name"), "2");
		await waitFor(() => expect(fake.called("draft_save")).not.toHaveLength(0));
		expect(fake.called("draft_save").at(-1)?.args).toMatchObject({
			id: "draft-kept",
			step: "service",
			draft: { name: "shop-front2" },
		});
	});

	it("does not go on in another place than the draft's, but offers to go there", async () => {
		const { user, fake } = start("/drafts/draft-far", {
			drafts: [savedDraft("far", { draft: codeDraft, region: "us-east-2" })],
		});
		expect(await screen.findByText("This draft is for another place")).toBeTruthy();
		await user.click(await button("Switch there"));
		await heading(/Configure service/);
		expect(fake.called("session_open").at(-1)?.args.region).toBe("us-east-2");
	});

	it("of a draft that is gone says so", async () => {
		start("/drafts/draft-gone");
		expect(await screen.findByText("This is not there any more")).toBeTruthy();
	});
});

describe("the drafts", () => {
	const drafts = [
		savedDraft("one", { draft: codeDraft }),
		savedDraft("", { id: "draft-nameless", profile: "staging-admin", region: "us-east-1" }),
	];

	it("are listed with what they are of, and continued in their place", async () => {
		const { user, fake } = start("/drafts", { drafts });
		const table = await screen.findByRole("table", { name: "Drafts" });
		expect(await within(table).findByText("shop-front")).toBeTruthy();
		expect(within(table).getByText("https://github.com/example/shop-front")).toBeTruthy();
		expect(within(table).getByText("No name yet")).toBeTruthy();
		expect(within(table).getByText("No source yet")).toBeTruthy();
		expect(within(table).getByText("staging-admin")).toBeTruthy();
		await user.click(within(table).getByRole("button", { name: "Continue the draft without a name" }));
		await heading(/Configure service/);
		expect(fake.called("session_open").at(-1)?.args).toMatchObject({ profile: "staging-admin", region: "us-east-1" });
	});

	it("are discarded only after asking", async () => {
		const { user, fake } = start("/drafts", { drafts });
		await user.click(await button("Discard shop-front"));
		const dialog = await screen.findByRole("dialog", { name: "Discard this draft?" });
		expect(fake.called("draft_forget")).toHaveLength(0);
		await user.click(within(dialog).getByRole("button", { name: "Discard" }));
		await waitFor(() => expect(screen.queryByText("shop-front")).toBeNull());
		expect(fake.called("draft_forget")[0]?.args.id).toBe("draft-one");
	});

	it("that cannot be read say so", async () => {
		start("/drafts", { refused: { drafts_list: samples.problem({ code: "internal", reason: "locked" }) } });
		expect(await screen.findByText(/locked/)).toBeTruthy();
	});

	it("are found from the navigation, and from an account without services", async () => {
		const { user } = start("/services", { services: [], drafts });
		expect(await screen.findByText(/2 drafts are kept/)).toBeTruthy();
		await user.click(screen.getByRole("link", { name: "Go to Drafts" }));
		await heading(/Drafts/);
		expect(screen.getAllByRole("link", { name: "Drafts" }).length).toBeGreaterThan(0);
	});

	it("are not mentioned when there are none", async () => {
		start("/services", { services: [] });
		await screen.findByText(/No services in/);
		expect(screen.queryByText(/drafts? (is|are) kept/)).toBeNull();
		start("/drafts");
		expect(await screen.findByText("No drafts")).toBeTruthy();
	});
});

describe("other beginnings", () => {
	it("are presets, offered beside the console's own", async () => {
		const { user, fake } = start("/services");
		await screen.findByText("checkout");
		const [menu] = screen.getAllByRole("button", { name: "Create a service that begins as" });
		if (menu === undefined) throw new Error("no presets");
		await user.click(menu);
		await user.click(await screen.findByRole("menuitem", { name: /Flask application/ }));
		await heading(/Source and deployment/);
		expect(fake.called("draft_new").at(-1)?.args.preset).toBe("flask");
		// A preset that nobody knows is the console's.
		window.location.hash = "/services/new?preset=cobol";
		await waitFor(() => expect(fake.called("draft_new").at(-1)?.args.preset).toBe("console"));
	});

	it("are copies of a service, which say what they do not carry", async () => {
		const copied = { draft: { ...codeDraft, name: "checkout-copy" }, left_out: ["private_endpoint" as const] };
		const { user, fake } = start(`/services/${encodeURIComponent(samples.arnOf("checkout"))}`, { copied });
		await heading(/checkout/);
		await user.click(await button("Actions"));
		await user.click(await screen.findByRole("menuitem", { name: "Copy to a new service" }));
		await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Continue" }));
		expect(await screen.findByText(/its endpoint is not known or is in another place/)).toBeTruthy();
		expect(fake.called("draft_copy")[0]?.args.arn).toBe(samples.arnOf("checkout"));
		expect(screen.getByLabelText<HTMLInputElement>("Repository").value).toContain("shop-front");
	});

	it("are copied from the table, too", async () => {
		const { user, fake } = start("/services");
		await screen.findByText("checkout");
		await user.click(screen.getByRole("radio", { name: "Select checkout" }));
		await user.click(await button("Copy"));
		await heading(/Source and deployment/);
		expect(fake.called("draft_copy")[0]?.args.arn).toBe(samples.arnOf("checkout"));
	});
});

describe("another Region", () => {
	it("keeps the draft of the one before", async () => {
		const { user, world } = start("/services/new");
		await user.click(await uri());
		await user.paste("x");
		await chooseFromTop(user, "Tokyo", "United States", "Ohio");
		await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
		await heading(/Services/);
		expect(world.drafts.map(({ region }) => region)).toEqual(["ap-northeast-1"]);
	});
});
