import { screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { production } from "./credentials";
import { chooseFromTop, chooseProfile, heading, start } from "./render";
import * as samples from "./samples";

const begin = (search: string) => window.history.replaceState(null, "", `/${search}`);

afterEach(() => begin(""));

describe("a window", () => {
	it("begins where its address says", async () => {
		begin("?profile=staging-admin&region=eu-west-1");
		const { fake } = start("/runs");
		await heading(/Changes/);
		expect(fake.called("session_open").map(({ args }) => args)).toEqual([
			{ profile: "staging-admin", region: "eu-west-1" },
		]);
	});

	it.each([
		["a profile that is not there", "?profile=nobody&region=eu-west-1", samples.SANDBOX, "ap-northeast-1"],
		["a Region that is not there", "?profile=default&region=moon-1", "default", "ap-northeast-1"],
		["no place", "?scenario=x", samples.SANDBOX, "ap-northeast-1"],
	])("with %s begins as the application says", async (_, search, profile, region) => {
		begin(search);
		const { fake } = start("/runs");
		await heading(/Changes/);
		expect(fake.called("session_open")[0]?.args).toEqual({ profile, region });
	});

	it("is called by its profile, its account and its Region, whenever they change", async () => {
		const { user, fake } = start("/runs", { guard: production });
		const name = () => fake.called("window_name").at(-1)?.args.name;
		await waitFor(() => expect(name()).toBe("Sandbox · ap-northeast-1"));
		await chooseProfile(user, "default");
		// The account's own name, which was given with its mark.
		await waitFor(() => expect(name()).toBe("default · shop · us-east-1"));
	});

	it("of an account without a name is called by its id", async () => {
		const { fake } = start("/runs", { welcome: { ...samples.welcome, profile: "default" } });
		const name = () => fake.called("window_name").at(-1)?.args.name;
		await waitFor(() => expect(name()).toBe(`default · ${samples.ACCOUNT} · ap-northeast-1`));
	});

	it("is opened by Ctrl+N and by Cmd+N, at the same place", async () => {
		const { user, fake } = start("/runs");
		await heading(/Changes/);
		await user.keyboard("{Control>}n{/Control}{Meta>}n{/Meta}");
		expect(fake.called("window_open").map(({ args }) => args)).toEqual([
			{ profile: samples.SANDBOX, region: "ap-northeast-1" },
			{ profile: samples.SANDBOX, region: "ap-northeast-1" },
		]);
	});

	it("is opened from the settings, and one too many is told", async () => {
		const { user, fake } = start("/runs", {
			refused: { window_open: samples.problem({ code: "too_many_windows" }, []) },
		});
		await heading(/Changes/);
		await chooseFromTop(user, "Settings", /^New window/);
		expect(await screen.findByText("Too many windows are open")).toBeTruthy();
		expect(fake.called("window_open")).toHaveLength(1);
	});
});
