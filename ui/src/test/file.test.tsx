import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ja } from "../text/ja";
import { codeDraft, fileDraft, savedDraft } from "./drafts";
import { heading, start } from "./render";
import * as samples from "./samples";

const EDIT = "Write or check apprunner.yaml";
const WRONG = "version: 1.0\nruntime: corretto11\nrun:\n  prerun: make\n  command: ./start\n";
const GOOD = "version: 1.0\nruntime: corretto11\nrun:\n  pre-run: yum install fonts\n  command: ./start\n";

/** Opens the editor from the build step of a draft. */
async function opened(draft = fileDraft, change: Parameters<typeof start>[1] = {}) {
	const app = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft, step: "build" })], ...change });
	await heading(/Configure build/);
	await app.user.click(await screen.findByRole("button", { name: draft === fileDraft ? EDIT : "As apprunner.yaml" }));
	const dialog = within(await screen.findByRole("dialog", { name: EDIT }));
	const area = dialog.getByLabelText<HTMLTextAreaElement>("Contents");
	const paste = async (text: string) => {
		await app.user.click(area);
		await app.user.paste(text);
	};
	return { ...app, dialog, area, paste };
}

const use = { name: "Use these settings here" };

describe("the editor for apprunner.yaml", () => {
	it("says where the file belongs, and with nothing in it asks nothing", async () => {
		const { dialog, fake } = await opened();
		expect(dialog.getByText("/services/front/apprunner.yaml", { selector: "strong" })).toBeTruthy();
		expect(dialog.getByText("main", { selector: "strong" })).toBeTruthy();
		expect(dialog.getByText(/appears here/)).toBeTruthy();
		expect(dialog.getByRole("button", use).hasAttribute("disabled")).toBe(true);
		expect(fake.called("configuration_file_examine")).toHaveLength(0);
	});

	it("names the line of what is wrong, and leads there by keyboard", async () => {
		const { dialog, user, area, paste } = await opened();
		await paste(WRONG);
		expect(await dialog.findByText(/does not know the key prerun\. Did you mean pre-run\?/)).toBeTruthy();
		expect(dialog.getByText("1 warning")).toBeTruthy();
		dialog.getByRole("button", { name: "Go to line 4" }).focus();
		await user.keyboard("{Enter}");
		expect(document.activeElement).toBe(area);
		expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe("  prerun: make");
		await user.paste("  pre-run: make");
		expect(await dialog.findByText("Nothing is wrong with this file.")).toBeTruthy();
	});

	it("says what the file says, and what is about the whole of it", async () => {
		const { dialog, paste } = await opened();
		await paste("runtime: corretto11\n");
		expect(await dialog.findByText("Whole file")).toBeTruthy();
		expect(dialog.getByText("1 error")).toBeTruthy();
		for (const said of ["Java (Amazon Corretto 11)", "make test", "8080", "FLAGS (SSM Parameter Store)"]) {
			expect(dialog.getByText(said), said).toBeTruthy();
		}
	});

	it("reads a file, unless it is far too large", async () => {
		const { dialog, user, area } = await opened();
		const input = dialog.getByLabelText<HTMLInputElement>("Open a file", { selector: "input" });
		await user.upload(input, new File(["x".repeat(200_001)], "apprunner.yaml"));
		expect(await dialog.findByText(/too large for an apprunner\.yaml/)).toBeTruthy();
		await user.upload(input, new File([GOOD.replaceAll("\n", "\r\n")], "apprunner.yaml"));
		await waitFor(() => expect(area.value).toBe(GOOD));
		expect(dialog.queryByText(/too large/)).toBeNull();
		expect(await dialog.findByText("yum install fonts")).toBeTruthy();
	});

	it("puts the settings of the file in the place of the draft's, and says what is lost", async () => {
		const { dialog, user, fake, paste } = await opened();
		await paste(GOOD);
		expect(await dialog.findByText("Commands on the final image (pre-run)")).toBeTruthy();
		await user.click(dialog.getByRole("button", use));
		await waitFor(() => expect(screen.queryByRole("dialog", { name: EDIT })).toBeNull());
		expect(screen.getByRole<HTMLInputElement>("radio", { name: /Configure all settings here/ }).checked).toBe(true);
		expect(screen.getByLabelText<HTMLInputElement>("Start command").value).toBe("./start");
		expect(screen.getByLabelText<HTMLInputElement>(/^Build command/).value).toBe("make && make test");
		// Read out as well as shown.
		expect(await screen.findAllByText("Commands on the final image (pre-run)")).not.toHaveLength(0);
		await waitFor(() =>
			expect(fake.called("draft_check").at(-1)?.args.draft).toMatchObject({
				source: { build: { kind: "here", runtime: "corretto11" } },
				environment: [{ source: "parameter_store", name: "FLAGS", value: "/flags" }],
			}),
		);
	});

	it("starts from an example, and keeps what was written while it is closed", async () => {
		const { dialog, user, area } = await opened();
		await user.click(await dialog.findByRole("button", { name: "Start from an example" }));
		expect(area.value).toContain("runtime: nodejs22");
		expect(document.activeElement).toBe(area);
		// Cloudscape's dialog asks for the code of the key, which user-event does not give.
		fireEvent.keyDown(area, { key: "Escape", keyCode: 27 });
		await waitFor(() => expect(screen.queryByRole("dialog", { name: EDIT })).toBeNull());
		await user.click(await screen.findByRole("button", { name: EDIT }));
		const again = within(await screen.findByRole("dialog", { name: EDIT }));
		expect(again.getByLabelText<HTMLTextAreaElement>("Contents").value).toContain("runtime: nodejs22");
	});

	it("starts from the settings that were given before a file was chosen", async () => {
		const { user } = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft: codeDraft, step: "build" })] });
		await user.click(await screen.findByRole("radio", { name: /Use a configuration file/ }));
		await user.click(await screen.findByRole("button", { name: EDIT }));
		const dialog = within(await screen.findByRole("dialog", { name: EDIT }));
		await user.click(await dialog.findByRole("button", { name: "Start from these settings" }));
		expect(dialog.getByLabelText<HTMLTextAreaElement>("Contents").value).toContain("command: npm start");
	});

	it("shows the settings of the wizard as a file, to be copied", async () => {
		const { dialog, area } = await opened(codeDraft);
		await waitFor(() => expect(area.value).toContain("command: npm start"));
		expect(await dialog.findByText("Nothing is wrong with this file.")).toBeTruthy();
		expect(dialog.getByRole("button", { name: "Copy" })).toBeTruthy();
	});

	it("says when the file could not be checked, and tries again", async () => {
		const refused = { configuration_file_examine: samples.problem({ code: "internal", reason: "gone" }) };
		const { dialog, user, world, paste } = await opened(fileDraft, { refused });
		await paste(GOOD);
		const again = await dialog.findByRole("button", { name: "Try again" });
		world.refused = {};
		await user.click(again);
		expect(await dialog.findByText("Nothing is wrong with this file.")).toBeTruthy();
	});
});

it("speaks Japanese in the editor too", async () => {
	const { user } = start("/drafts/draft-kept", {
		drafts: [savedDraft("kept", { draft: fileDraft, step: "build" })],
		welcome: { ...samples.welcome, locale: "ja" },
	});
	await user.click(await screen.findByRole("button", { name: ja.wizard.build.editFile }));
	const dialog = within(await screen.findByRole("dialog", { name: ja.wizard.build.editFile }));
	await user.click(dialog.getByLabelText("内容"));
	await user.paste(WRONG);
	expect(await dialog.findByText(/prerun は App Runner で使用できないキーです/)).toBeTruthy();
	expect(dialog.getByRole("button", { name: "4 行目に移動" }).textContent).toBe("4 行目");
	expect(dialog.getByText("警告 1 件")).toBeTruthy();
});
