import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { chooseFromTop, chooseProfile, heading, start } from "./render";
import * as samples from "./samples";

const ARN = samples.arnOf("checkout");

describe("the session", () => {
	it("is marked as a sandbox", async () => {
		start("/services");
		expect(await screen.findByText("Sandbox: nothing here touches AWS, and nothing costs money.")).toBeTruthy();
	});

	it("is not marked when it is real, and warns of custom endpoints", async () => {
		start("/services", {
			welcome: { ...samples.welcome, profile: "default" },
			session: (session) => ({ ...samples.sessionView(session), custom_endpoints: ["http://127.0.0.1:4566"] }),
		});
		expect(await screen.findByText(/http:\/\/127\.0\.0\.1:4566/)).toBeTruthy();
		expect(screen.queryByText(/nothing here touches AWS/)).toBeNull();
	});

	it("that cannot be opened says why, with the command to sign in, and leaves the switchers usable", async () => {
		const { user, world } = start("/services", {
			welcome: { ...samples.welcome, profile: "staging-admin" },
			session: (session) =>
				session.profile === "staging-admin"
					? {
							...samples.sessionView(session),
							identity: null,
							problem: samples.problem({ code: "sign_in_expired" }, [{ kind: "sign_in" }, { kind: "switch_profile" }]),
						}
					: samples.sessionView(session),
		});
		expect(await screen.findByText("aws sso login --profile staging-admin")).toBeTruthy();
		await chooseProfile(user, "Sandbox");
		expect(await screen.findByText("checkout")).toBeTruthy();
		world.session = samples.sessionView;
	});

	it("is opened anew after a sign-in", async () => {
		const { user, world, fake } = start("/services", {
			session: (session) => ({
				...samples.sessionView(session),
				identity: null,
				problem: samples.problem({ code: "sign_in_expired" }, [{ kind: "sign_in" }]),
			}),
		});
		const signed = await screen.findByRole("button", { name: "I have signed in" });
		world.session = samples.sessionView;
		await user.click(signed);
		expect(await screen.findByText("checkout")).toBeTruthy();
		expect(fake.called("session_open").length).toBeGreaterThan(1);
	});

	it("of another Region has its own services", async () => {
		const { user, fake } = start("/runs");
		await heading(/Changes/);
		await chooseFromTop(user, "Tokyo", "United States", "Ohio");
		await heading(/Services/);
		await waitFor(() =>
			expect(fake.called("services_list").at(-1)?.args.session).toMatchObject({ region: "us-east-2" }),
		);
	});

	it("that is closed to App Runner leads to the way out", async () => {
		const { user, fake } = start("/services", {
			refused: { services_list: samples.problem({ code: "account_closed" }, [{ kind: "use_other_account" }]) },
		});
		expect(await screen.findByText("App Runner is closed to this account")).toBeTruthy();
		await user.click(screen.getByText("Read AWS’s announcement"));
		expect(screen.getByRole("button", { name: "Try it in the sandbox" })).toBeTruthy();
		expect(fake.called("link_open")[0]?.args.link).toEqual({ kind: "availability" });
	});
});

describe("the files of profiles", () => {
	it("are told of where their lines do not count", async () => {
		const fault = { line: 12, reason: "profile_without_prefix" } as const;
		start("/runs", { welcome: { ...samples.welcome, profile_faults: [{ file: "config", fault }] } });
		expect(await screen.findByText("Some lines of the AWS configuration files do not count")).toBeTruthy();
		expect(screen.getByText(/^~\/\.aws\/config, line 12: In this file, the name of a profile needs/)).toBeTruthy();
	});
});

describe("the language", () => {
	it("is the system's", async () => {
		start("/services", { welcome: { ...samples.welcome, locale: "ja_JP.UTF-8" }, services: [] });
		expect(await screen.findByText("東京 (ap-northeast-1) にサービスはありません")).toBeTruthy();
		expect(document.documentElement.lang).toBe("ja");
	});

	it("is the person's once they picked one", async () => {
		const { user } = start("/services");
		await heading(/Services/);
		await chooseFromTop(user, "Settings", "Language", "日本語");
		await heading(/サービス/);
	});
});

describe("events", () => {
	it("refresh what they are about", async () => {
		const { world } = start("/services");
		await screen.findByText("checkout");
		world.services = [samples.row("new-arrival", { kind: "running" })];
		const session = { profile: samples.SANDBOX, region: "ap-northeast-1", epoch: 1 };
		await emit("service-changed", { session, arn: samples.arnOf("new-arrival") });
		expect(await screen.findByText("new-arrival")).toBeTruthy();
		world.runs = [samples.createRun("my-app", { state: "interrupted" })];
		await emit("run-changed", { id: "run-my-app" });
		expect(await screen.findByText("Creating my-app was interrupted.")).toBeTruthy();
	});
});

describe("a service", () => {
	it("shows what it is and what was done with it", async () => {
		const { user, fake } = start(`/services/${encodeURIComponent(ARN)}`);
		await heading(/checkout/);
		expect(await screen.findByText("Start deployment")).toBeTruthy();
		expect(fake.called("service_follow")).not.toHaveLength(0);
		await user.click(screen.getByRole("tab", { name: "Configuration" }));
		expect(await screen.findByText("LOG_LEVEL")).toBeTruthy();
		expect(window.location.hash).toContain("tab=configuration");
	});

	it("shows a deployment's log from its operation", async () => {
		const { user, fake } = start(`/services/${encodeURIComponent(ARN)}`);
		await user.click(await screen.findByRole("button", { name: "View log of Create service" }));
		expect(await screen.findByRole("log", { name: "Deployment logs" })).toBeTruthy();
		expect(fake.called("service_log").at(-1)?.args.source).toEqual({
			kind: "deployment",
			operation_id: samples.operations[1]?.id,
		});
	});

	it("offers a log only of operations that have one", async () => {
		const [deploy, create] = samples.operations;
		if (!deploy || !create) throw new Error("too few samples");
		start(`/services/${encodeURIComponent(ARN)}`, { operations: [{ ...deploy, has_log: false }, create] });
		expect(await screen.findByText("Start deployment")).toBeTruthy();
		expect(screen.getAllByRole("button", { name: /^View log of/ })).toHaveLength(1);
	});

	it("filters the lines of a log", async () => {
		const { user } = start(`/services/${encodeURIComponent(ARN)}?tab=logs`);
		const log = await screen.findByRole("log");
		await user.type(screen.getByRole("searchbox", { name: "Filter lines" }), "health");
		await waitFor(() => expect(within(log).queryByText("Pulling image from ECR.")).toBeNull());
		expect(within(log).getByText(/Health check is successful/)).toBeTruthy();
	});

	it("says that a rolled back change was not applied", async () => {
		start(`/services/${encodeURIComponent(ARN)}`, {
			operations: [
				{
					id: "op",
					kind: { kind: "update" },
					status: { kind: "rollback_succeeded" },
					has_log: true,
					started_at: 1,
					ended_at: 2,
				},
			],
			diagnosis: { cause: { code: "loopback_only" }, lines: [] },
		});
		expect(await screen.findByText("Your last change was not applied")).toBeTruthy();
		expect(await screen.findByText("The application listens on the loopback address only")).toBeTruthy();
	});

	it("says when its application never wrote a log", async () => {
		start(`/services/${encodeURIComponent(ARN)}?tab=logs&log=application`, {
			log: () => ({ exists: false, lines: [], older_left_out: false }),
		});
		expect(await screen.findByText(/There is no application log/)).toBeTruthy();
	});

	it("that is gone says so gently", async () => {
		start(`/services/${encodeURIComponent(samples.arnOf("vanished"))}`);
		await heading("vanished");
		expect(await screen.findByText("This service is not there any more")).toBeTruthy();
	});
});
