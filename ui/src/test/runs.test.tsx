import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { RunView } from "../bindings";
import { needed, needs } from "./credentials";
import { heading, start } from "./render";
import * as samples from "./samples";

const ARN = samples.arnOf("my-app");

function run(change: Partial<RunView>): RunView {
	return samples.createRun("my-app", { service_arn: ARN, ...change });
}

const services = [samples.row("my-app", { kind: "running" })];

describe("a run that waits for a sign-in", () => {
	it("offers it, for the profile that it acts by", async () => {
		const { user, fake } = start("/runs/run-my-app", {
			runs: [samples.createRun("my-app", { state: "waiting_for_sign_in", profile: "staging-admin" })],
			session: (session) =>
				session.profile === "staging-admin"
					? { ...samples.sessionView(session), identity: null, problem: needed(needs.sign_in) }
					: samples.sessionView(session),
		});
		await user.click(await screen.findByRole("button", { name: "Sign in" }));
		expect(await screen.findByRole("dialog", { name: "Sign in to IAM Identity Center" })).toBeTruthy();
		await waitFor(() => expect(fake.called("sign_in_begin")[0]?.args.profile).toBe("staging-admin"));
	});
});

describe("a run", () => {
	it("shows its steps, what it waits for, and the log as it grows", async () => {
		const lines = samples.eventLines.slice(0, 1);
		const view = run({});
		const first = view.steps[0];
		if (first) first.state = "waiting_for_iam";
		const { world } = start("/runs/run-my-app", {
			runs: [view],
			services,
			log: () => ({ exists: true, lines, older_left_out: false }),
		});
		await heading("Create my-app");
		expect(await screen.findByText("Waiting until the new role is known everywhere in AWS")).toBeTruthy();
		expect(await screen.findByText("Service creation started.")).toBeTruthy();
		world.log = () => ({ exists: true, lines: samples.eventLines, older_left_out: false });
		expect(await screen.findByText("Pulling image from ECR.")).toBeTruthy();
	});

	it("opens the service when it succeeded", async () => {
		const { user, fake } = start("/runs/run-my-app", { runs: [run({ state: "succeeded" })], services });
		expect(await screen.findByText("my-app is running")).toBeTruthy();
		await user.click(await screen.findByRole("button", { name: "Open my-app" }));
		expect(fake.called("link_open")[0]?.args.link).toEqual({ kind: "service", host: services[0]?.host });
		await user.click(screen.getByRole("button", { name: "Go to service" }));
		await heading(/my-app/);
		expect(await screen.findByText("Overview")).toBeTruthy();
	});

	it("says why a deployment failed, and undoes it only after asking", async () => {
		const view = run({ state: "failed", can_undo: true, can_resume: true });
		const steps = view.steps.map((step, at) => ({
			...step,
			state: at === 3 ? ("failed" as const) : ("done" as const),
			// The role was there before, so it stays.
			stands: at === 1 || at === 2,
		}));
		const last = steps[3];
		if (last) {
			last.problem = samples.problem(
				{
					code: "deployment_failed",
					diagnosis: {
						cause: { code: "port_mismatch", configured: "8080", listening: "5000" },
						lines: samples.lines(" * Running on http://127.0.0.1:5000"),
					},
				},
				[{ kind: "read_logs" }],
			);
		}
		const { user, fake } = start("/runs/run-my-app", { runs: [{ ...view, steps }], services });
		expect(await screen.findByText("The application listens on another port")).toBeTruthy();
		expect(screen.getByText(/Running on http:\/\/127\.0\.0\.1:5000/)).toBeTruthy();
		await user.click(screen.getByRole("button", { name: "Undo" }));
		const dialog = await screen.findByRole("dialog", { name: "Undo this change?" });
		// In reverse order, and nothing that the other side does not name.
		const removed = within(dialog).getAllByRole("listitem");
		expect(removed.map((item) => item.textContent)).toEqual([
			"Delete the service: my-app",
			"Detach the policy: AppRunnerECRAccessRole",
		]);
		expect(fake.called("run_undo")).toHaveLength(0);
		await user.click(within(dialog).getByRole("button", { name: "Undo" }));
		expect(await screen.findByText("Everything that this change did has been undone.")).toBeTruthy();
		expect(fake.called("run_undo")).toHaveLength(1);
	});

	it.each([
		["interrupted", "Create my-app: interrupted"],
		["undo_failed", "Create my-app: undoing failed"],
		["undone", "Undone"],
		["left", "Left as is"],
		["waiting_for_sign_in", "Waiting for you to sign in again"],
	] as const)("says when it is %s", async (state, words) => {
		start("/runs/run-my-app", { runs: [run({ state })], services });
		expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
	});

	it("says that a service is deleted", async () => {
		start("/runs/run-my-app", {
			runs: [run({ state: "succeeded", goal: { kind: "delete_service", name: "my-app", arn: ARN } })],
		});
		expect(await screen.findByText("my-app is deleted")).toBeTruthy();
	});
});

describe("runs that need a decision", () => {
	const interrupted = run({ state: "interrupted", can_resume: true, can_undo: true });

	it("are offered on other pages, and gone once they are left", async () => {
		const { user, fake } = start("/services", { runs: [interrupted, { ...run({ state: "left" }), id: "old" }] });
		expect(await screen.findByText("Creating my-app was interrupted.")).toBeTruthy();
		expect(screen.getAllByRole("button", { name: "Resume" })).toHaveLength(1);
		await user.click(screen.getByRole("button", { name: "Leave" }));
		await waitFor(() => expect(screen.queryByText("Creating my-app was interrupted.")).toBeNull());
		expect(fake.called("run_leave")).toHaveLength(1);
	});

	it("are resumed from there", async () => {
		const { user, fake } = start("/services", { runs: [interrupted] });
		await user.click(await screen.findByRole("button", { name: "Resume" }));
		await heading("Create my-app");
		expect(fake.called("run_resume")).toHaveLength(1);
	});

	it("ask before they are undone from there", async () => {
		const { user, fake } = start("/services", { runs: [interrupted] });
		await user.click(await screen.findByRole("button", { name: "Undo" }));
		expect(await screen.findByRole("dialog", { name: "Undo this change?" })).toBeTruthy();
		expect(fake.called("run_undo")).toHaveLength(0);
	});

	it("say that the journal could not be written, and what frees it", async () => {
		const reason = "database or disk is full";
		const halted = samples.problem({ code: "journal_unwritable", reason }, [{ kind: "free_disk" }, { kind: "retry" }]);
		start("/runs/run-my-app", { runs: [{ ...interrupted, halted }] });
		expect(await screen.findByText(/database or disk is full/)).toBeTruthy();
		expect(screen.getByText(/^Make room/)).toBeTruthy();
		expect(screen.getByRole("button", { name: "Resume" })).toBeTruthy();
	});

	it("are listed under Changes with what happened to them", async () => {
		start("/runs", { runs: [interrupted] });
		await heading(/Changes/);
		const table = await screen.findByRole("table", { name: "Changes" });
		expect(await within(table).findByText("Create my-app")).toBeTruthy();
		expect(within(table).getByText("Interrupted")).toBeTruthy();
	});
});
