import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Draft, RunView, SavedDraft } from "../bindings";
import { applyFix } from "../wizard/form";
import { POLICY } from "./check";
import { endpoints, keys, savedDraft, webAcls } from "./drafts";
import { heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const option = (name: string | RegExp) => screen.findByRole("option", { name });
const image: Draft = {
	...samples.draft,
	name: "my-app",
	source: { kind: "ecr_public", uri: "public.ecr.aws/nginx/nginx:1" },
};

type Change = Parameters<typeof start>[1];

/** Continues a draft at a step, and says what was checked last. */
async function at(step: SavedDraft["step"], draft: Draft, change: Change = {}) {
	const app = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft, step })], ...change });
	await heading(/Source and deployment|Configure service|Review and create/);
	const checked = () => app.fake.called("draft_check").at(-1)?.args.draft;
	return { ...app, checked };
}

/** The service step, with a section open. */
async function toService(section: RegExp, draft = image, change: Change = {}) {
	const app = await at("service", draft, change);
	const header = await button(section);
	await app.user.click(header);
	// By its role a control is found in a section much sooner than in the whole page.
	const box = within(aroundOf(header));
	return {
		...app,
		header,
		radio: (name: string | RegExp) => box.getByRole("radio", { name }),
		button: (name: string | RegExp) => box.findByRole("button", { name }),
		option: (name: string | RegExp) => box.findByRole("option", { name }),
		options: () => box.findAllByRole("option"),
	};
}

/** The section of a header: what is around both it and choices. */
function aroundOf(header: HTMLElement): HTMLElement {
	let place = header;
	while (place.parentElement !== null && place.querySelector("[role=radiogroup]") === null) place = place.parentElement;
	return place;
}

describe("incoming traffic", () => {
	it("comes by an endpoint that exists, and one that is not ready says why", async () => {
		const { user, checked, radio, button, option } = await toService(/^Networking/);
		expect(radio(/^Public endpoint/)).toHaveProperty("checked", true);
		await user.click(radio(/^Private endpoint/));
		expect(await screen.findByText(/reach it over HTTPS by a domain that AWS gives/)).toBeTruthy();
		await user.click(await button(/^Existing VPC interface endpoint/));
		const waiting = await option(/vpce-0b/);
		expect(waiting.getAttribute("aria-disabled")).toBe("true");
		expect(screen.getByText("It is being created, was refused, or is being deleted.")).toBeTruthy();
		const ready = await option(/apprunner-requests/);
		expect(ready.textContent).toContain("vpce-0a · VPC: vpc-0a · Subnets: subnet-0a, subnet-0c");
		await user.click(ready);
		await waitFor(() => expect(checked()).toMatchObject({ incoming: { kind: "endpoint", id: "vpce-0a" } }));
		expect(screen.getByText("Private endpoint: vpce-0a · IPv4 · Public access")).toBeTruthy();
		// Both kinds of endpoint have addresses of a kind.
		expect(screen.getByRole("radiogroup", { name: /Endpoint IP address type/ })).toBeTruthy();
	});

	it("comes by a new endpoint, which is found again after a look at the public one", async () => {
		const { user, checked, radio, button, option } = await toService(/^Networking/);
		await user.click(radio(/^Private endpoint/));
		await user.click(radio("Create a new endpoint"));
		const name = await screen.findByLabelText<HTMLInputElement>(/VPC interface endpoint name/);
		expect(name.value).toBe("my-app-endpoint");
		await user.click(await button(/^VPC Choose/));
		await user.click(await option(/main/));
		await user.click(await button(/^Subnets/));
		await user.click(await option(/subnet-0a/));
		await user.keyboard("{Escape}");
		await user.click(await button(/^Security groups/));
		await user.click(await option(/sg-0a/));
		await user.keyboard("{Escape}");
		await user.click(await button("Add new tag (VPC interface endpoint)"));
		await user.type(await screen.findByLabelText("Key (VPC interface endpoint) 1"), "team");
		await user.type(await screen.findByLabelText("Value (VPC interface endpoint) 1"), "web");
		const made = {
			kind: "new_endpoint",
			name: "my-app-endpoint",
			vpc: "vpc-0a",
			subnets: ["subnet-0a"],
			security_groups: ["sg-0a"],
			tags: [{ name: "team", value: "web" }],
		};
		await waitFor(() => expect(checked()).toMatchObject({ incoming: made, outgoing: { kind: "public" } }));
		await user.click(radio(/^Public endpoint/));
		await waitFor(() => expect(checked()).toMatchObject({ incoming: { kind: "public" } }));
		await user.click(radio(/^Private endpoint/));
		await waitFor(() => expect(checked()).toMatchObject({ incoming: made }));
	});

	it("says that there is no endpoint, and stops at the choice that is missing", async () => {
		const { user, header, radio, button } = await toService(/^Networking/, image, { endpoints: [] });
		await user.click(radio(/^Private endpoint/));
		const choice = await button(/^Existing VPC interface endpoint/);
		await user.click(choice);
		expect((await screen.findAllByText(/no VPC interface endpoints for App Runner/)).length).toBeGreaterThan(0);
		await user.keyboard("{Escape}");
		await user.click(header);
		await user.click(await screen.findByRole("button", { name: "Next" }));
		await waitFor(() => expect(document.activeElement).toBe(choice));
		// It is announced too.
		expect(screen.getAllByText("This field is required.").length).toBeGreaterThan(0);
		expect(header.getAttribute("aria-expanded")).toBe("true");
	});

	it("tells why endpoints could not be read", async () => {
		const denied = samples.problem({ code: "access_denied", action: "ec2:DescribeVpcEndpoints" });
		const { user, world, radio, button } = await toService(/^Networking/, image, {
			refused: { endpoints_list: denied },
		});
		await user.click(radio(/^Private endpoint/));
		expect(await screen.findByText("The permission ec2:DescribeVpcEndpoints is missing.")).toBeTruthy();
		world.refused = {};
		await user.click(await button("Refresh VPC interface endpoints"));
		await waitFor(() => expect(screen.queryByText("The permission ec2:DescribeVpcEndpoints is missing.")).toBeNull());
	});
});

describe("a firewall", () => {
	it("is a web ACL of the Region", async () => {
		const { user, checked, radio, button, option } = await toService(/^Security/);
		await user.click(radio("Use a web ACL"));
		await user.click(await button(/^Web ACL/));
		await user.click(await option(/shield/));
		await waitFor(() => expect(checked()).toMatchObject({ firewall: { kind: "web_acl", arn: webAcls[0]?.arn } }));
		expect(screen.getByText(/Web application firewall: shield$/)).toBeTruthy();
		await user.click(within(screen.getByRole("radiogroup", { name: /firewall/ })).getByRole("radio", { name: "Off" }));
		await waitFor(() => expect(checked()).toMatchObject({ firewall: { kind: "off" } }));
	});

	it("that is not there yet is to be made in AWS's console", async () => {
		const { user, radio } = await toService(/^Security/, image, { webAcls: [] });
		await user.click(radio("Use a web ACL"));
		expect(await screen.findByText("AWS WAF", { selector: "strong" })).toBeTruthy();
	});
});

describe("a key", () => {
	it("is chosen by its alias, and one that signs cannot be", async () => {
		const { user, checked, radio } = await toService(/^Security/);
		await user.click(radio("Own AWS KMS key"));
		await user.click(await screen.findByLabelText("KMS key ARN"));
		const signing = await option(/signing/);
		expect(signing.getAttribute("aria-disabled")).toBe("true");
		expect(signing.textContent).toContain("It is not a symmetric encryption key");
		await user.click(await option(/shop/));
		await waitFor(() => expect(checked()).toMatchObject({ encryption: { kind: "kms_key", arn: keys[0]?.arn } }));
		expect(await screen.findByText("shop · What the shop keeps")).toBeTruthy();
	});

	it("of another account is typed, also when keys cannot be listed", async () => {
		const denied = samples.problem({ code: "access_denied", action: "kms:ListKeys" });
		const { user, checked, radio } = await toService(/^Security/, image, { refused: { keys_list: denied } });
		await user.click(radio("Own AWS KMS key"));
		const arn = "arn:aws:kms:ap-northeast-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
		await user.click(await screen.findByLabelText("KMS key ARN"));
		await user.paste(arn);
		await waitFor(() => expect(checked()).toMatchObject({ encryption: { arn } }));
		expect(screen.getByText("The permission kms:ListKeys is missing.")).toBeTruthy();
	});
});

describe("roles", () => {
	const deploy = `arn:aws:iam::${samples.ACCOUNT}:role/deploy`;

	it("that do not trust App Runner stand below the others, and say whom they trust", async () => {
		const { user, radio, button, options } = await toService(/^Security/);
		await user.click(radio("Use existing role"));
		await user.click(await button(/^Existing instance roles/));
		const names = (await options()).map((role) => role.textContent ?? "");
		expect(names.map((name) => /AppRunnerECR|deploy|guarded/.exec(name)?.[0])).toEqual([
			"AppRunnerECR",
			"deploy",
			"guarded",
		]);
		expect(names[1]).toContain("Trusts ec2.amazonaws.com, not tasks.apprunner.amazonaws.com");
		expect(names[2]).toContain("Trusts nobody");
		const disabled = (await options()).map((role) => role.getAttribute("aria-disabled") === "true");
		expect(disabled).toEqual([false, false, true]);
		expect(screen.getByText("Do not trust App Runner")).toBeTruthy();
	});

	it("are repaired by a click, and keep nothing of it when another one is chosen", async () => {
		const { user, checked, radio, button, option } = await toService(/^Security/);
		await user.click(radio("Use existing role"));
		await user.click(await button(/^Existing instance roles/));
		await user.click(await option(/deploy/));
		await user.click(await button("Add App Runner to its trust policy"));
		await waitFor(() =>
			expect(checked()).toMatchObject({ instance_role: { kind: "use_existing", arn: deploy, repair: true } }),
		);
		expect(await screen.findByText(/tasks\.apprunner\.amazonaws\.com will be added to the trust policy/)).toBeTruthy();
		await user.click(await button(/^Existing instance roles/));
		await user.click(await option(/AppRunnerECRAccessRole/));
		await waitFor(() => expect(checked()).toMatchObject({ instance_role: { arn: samples.roles[0]?.arn } }));
		expect(checked()).not.toHaveProperty("instance_role.repair", true);
	});

	it("for image pulls are repaired too, and only those", async () => {
		const draft: Draft = {
			...samples.draft,
			source: {
				kind: "ecr",
				uri: `${samples.ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest`,
				trigger: "manual",
				access_role: { kind: "use_existing", arn: "" },
			},
			instance_role: { kind: "use_existing", arn: deploy },
		};
		const { user, checked } = await at("source", draft);
		await user.click(await button(/^Existing service role/));
		await user.click(await option(/deploy/));
		await user.click(await button("Add App Runner to its trust policy"));
		await waitFor(() =>
			expect(checked()).toMatchObject({
				source: { access_role: { arn: deploy, repair: true } },
				instance_role: { kind: "use_existing", arn: deploy },
			}),
		);
		expect(checked()).not.toHaveProperty("instance_role.repair", true);
	});
});

describe("an image of another account", () => {
	it("shows the policy that its owner has to add", async () => {
		const uri = "222222222222.dkr.ecr.ap-northeast-1.amazonaws.com/their-app:1";
		const { user } = start("/services/new");
		const field = await screen.findByLabelText("Container image URI");
		await user.click(field);
		await user.paste(`${samples.ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:1`);
		expect(screen.queryByText("Repository policy for the other account")).toBeNull();
		await user.clear(field);
		await user.paste(uri);
		await user.click(await button("Repository policy for the other account"));
		expect(screen.getByText(/the owner of its repository has to add this policy/)).toBeTruthy();
		expect(document.querySelector("pre")?.textContent).toBe(POLICY);
		expect(screen.getByRole("button", { name: "Copy repository policy" })).toBeTruthy();
	});
});

describe("an auto scaling configuration", () => {
	it("is chosen by name, and then by revision", async () => {
		const { user, checked, radio, button, option, options } = await toService(/^Auto scaling(?! configuration)/);
		await user.click(radio("Use existing configuration"));
		await user.click(await button(/^Auto scaling configuration/));
		const names = (await options()).map((name) => name.textContent ?? "");
		expect(names.map((name) => /^(DefaultConfiguration|burst)/.exec(name)?.[0])).toEqual([
			"DefaultConfiguration",
			"burst",
		]);
		await user.click(await option(/burst/));
		await waitFor(() => expect(checked()).toMatchObject({ auto_scaling: { arn: samples.configurations[2]?.arn } }));
		const revision = await button(/^Revision Revision 3/);
		const number = (label: string) =>
			screen.getByText(label, { selector: "dt, dt *" }).closest("dt")?.nextElementSibling?.textContent;
		expect([number("Concurrency"), number("Minimum size"), number("Maximum size")]).toEqual(["50", "2", "10"]);
		await user.click(revision);
		expect((await option(/Revision 3/)).textContent).toContain("Latest");
		await user.click(await option(/Revision 2/));
		await waitFor(() => expect(checked()).toMatchObject({ auto_scaling: { arn: samples.configurations[1]?.arn } }));
		expect([number("Concurrency"), number("Minimum size"), number("Maximum size")]).toEqual(["80", "1", "5"]);
		expect(screen.getByText("burst, revision 2")).toBeTruthy();
	});

	it("that is in no list any more is shown by its ARN", async () => {
		const arn = "arn:aws:apprunner:ap-northeast-1:123456789012:autoscalingconfiguration/gone/1/9";
		await toService(/^Auto scaling(?! configuration)/, { ...image, auto_scaling: { kind: "use_existing", arn } });
		expect(await button(new RegExp(`^Auto scaling configuration ${arn}`))).toBeTruthy();
		expect(screen.queryByText("Revision")).toBeNull();
	});
});

describe("the review", () => {
	const shielded: Draft = {
		...image,
		instance_role: { kind: "use_existing", arn: `arn:aws:iam::${samples.ACCOUNT}:role/deploy`, repair: true },
		firewall: { kind: "web_acl", arn: webAcls[0]?.arn ?? "" },
		incoming: { kind: "endpoint", id: endpoints[0]?.id ?? "" },
	};
	const value = (label: string) => screen.getByText(label).closest("dt")?.nextElementSibling?.textContent ?? "";

	it("names who reaches the service, what guards it, and whose trust is changed", async () => {
		await at("review", shielded);
		expect(value("Incoming network traffic")).toContain("Private endpoint: vpce-0a");
		expect(value("Web application firewall")).toContain("shield");
		expect(value("Instance role: trust policy")).toContain("tasks.apprunner.amazonaws.com will be added");
	});

	it("leads back to each of them", async () => {
		const { user } = await at("review", shielded);
		await user.click(await button("Edit Web application firewall"));
		await heading(/Configure service/);
		await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Use a web ACL" })));
		expect(screen.getByRole("button", { name: /^Security/ }).getAttribute("aria-expanded")).toBe("true");
		await user.click(await button("Next"));
		await user.click(await button("Edit Incoming network traffic"));
		const chosen = await screen.findByRole("radio", { name: /^Private endpoint/ });
		await waitFor(() => expect(document.activeElement).toBe(chosen));
		await user.click(await button("Next"));
		await user.click(await button("Edit Instance role: trust policy"));
		await waitFor(async () => expect(document.activeElement).toBe(await button(/^Existing instance roles/)));
	});
});

describe("a change to a private service", () => {
	const run: RunView = samples.createRun("my-app", {
		state: "failed",
		can_undo: true,
		steps: [
			{
				...samples.step({ kind: "repair_trust", role: "deploy", before: "{}", after: "{}" }, "restore_trust"),
				stands: true,
			},
			{
				...samples.step({ kind: "repair_trust", role: "pull", before: "{}", after: "{}" }, "restore_trust"),
				stands: true,
			},
			{
				...samples.step(
					{
						kind: "create_endpoint",
						spec: { name: null, vpc: "vpc-0a", subnets: [], security_groups: [], ip_address_type: "ipv4" },
					},
					"delete_endpoint",
				),
				stands: true,
			},
			{ ...samples.step({ kind: "await_endpoint" }, "nothing"), state: "failed" },
			{
				...samples.step({ kind: "associate_web_acl", arn: webAcls[0]?.arn ?? "" }, "disassociate_web_acl"),
				state: "waiting_for_resource",
			},
			samples.step(
				{ kind: "create_ingress", spec: { name: "my-app", vpc: "vpc-0a", endpoint: "vpce-0a" } },
				"delete_ingress",
			),
		],
	});

	it("tells its steps by their names, and what undoing does of them", async () => {
		const { user } = start("/runs/run-my-app", { runs: [run] });
		await heading("Create my-app");
		const steps = await screen.findByRole("list", { name: "Steps of the change" });
		for (const words of [
			"Add App Runner to the trust policy of the role deploy",
			"Create a VPC interface endpoint in vpc-0a",
			"Wait until the VPC interface endpoint can be used",
			"Put the web ACL shield in front of the service",
			"Waiting until AWS has ready what this step needs",
			"Create the VPC ingress connection my-app from vpce-0a in vpc-0a to the service",
		]) {
			expect(steps.textContent).toContain(words);
		}
		await user.click(await button("Undo"));
		const dialog = await screen.findByRole("dialog", { name: "Undo this change?" });
		expect(
			within(dialog)
				.getAllByRole("listitem")
				.map((item) => item.textContent),
		).toEqual([
			"Delete the VPC interface endpoint: in vpc-0a",
			"Put the trust policy back as it was: pull",
			"Put the trust policy back as it was: deploy",
		]);
	});
});

describe("a secret value that is kept", () => {
	const goal: RunView["goal"] = { kind: "keep_secret", name: "shop/url", place: "secrets_manager" };
	const steps = [samples.step({ kind: "create_secret", name: "shop/url" }, "delete_secret")];

	it("is told as stored, with its name", async () => {
		const run = samples.createRun("shop", { goal, steps, state: "succeeded" });
		start("/runs/run-shop", { runs: [run] });
		await heading("Store the secret value shop/url");
		expect(await screen.findByText("The secret value shop/url is stored")).toBeTruthy();
	});

	it("has to be entered again when it was lost", async () => {
		const lost = samples.problem({ code: "secret_gone" }, [{ kind: "change_field" }]);
		const failed = steps.map((step) => ({ ...step, state: "failed" as const, problem: lost }));
		start("/runs/run-shop", { runs: [samples.createRun("shop", { goal, steps: failed, state: "failed" })] });
		expect(await screen.findByText("The secret value has to be entered again")).toBeTruthy();
	});
});

describe("a fix", () => {
	it("of the port is text, as if it was typed", () => {
		expect(applyFix(image, { kind: "set_port", port: 5000 })).toEqual({ ...image, port: "5000" });
	});

	it("of a trust leaves a role alone that is to be made", () => {
		const made: Draft = { ...samples.draft, instance_role: { kind: "create_for_me", name: "shop", grants: [] } };
		for (const principal of ["build", "tasks"] as const) {
			expect(applyFix(made, { kind: "repair_trust", principal })).toEqual(made);
		}
	});
});
