import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Reach } from "../bindings";
import { en } from "../text/en";
import { ja } from "../text/ja";
import { words } from "../text/words";
import { expectNoViolations } from "./axe";
import { savedDraft } from "./drafts";
import type { World } from "./fake";
import { blocks, doubts, hops } from "./reach";
import { heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function chooseSubnet(change: Partial<World> = {}) {
	const draft = { ...samples.draft, source: { kind: "ecr_public" as const, uri: "public.ecr.aws/nginx/nginx:1" } };
	const started = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft })], ...change });
	const { user } = started;
	await heading(/Configure service/);
	await user.click(await button(/^Networking/));
	await user.click(screen.getByRole("radio", { name: /new connector/ }));
	await screen.findByText(en.reach.choose);
	await user.click(await button(/^VPC Choose/));
	await user.click(await screen.findByRole("option", { name: /main/ }));
	await user.click(await button(/^Subnets/));
	const [first] = await screen.findAllByRole("option");
	if (first) await user.click(first);
	await user.keyboard("{Escape}");
	return started;
}

const table = () => screen.findByRole("table", { name: "What it reaches" });
const row = async (name: RegExp) => within(await table()).findByRole("row", { name });

describe("what a connector reaches", () => {
	it("is shown for what is chosen, with the databases of that VPC", async () => {
		const { fake } = await chooseSubnet();
		expect((await row(/^Internet/)).textContent).toContain("Reachable");
		expect((await row(/^orders \(postgres:5432\)/)).textContent).toContain("app (sg-0a) → acl-0a → rtb-0a → nat-0a");
		expect(within(await table()).queryByText(/^other/)).toBeNull();
		expect(fake.called("network_reach").at(-1)?.args).toMatchObject({
			asked: { subnets: ["subnet-0a"], groups: [] },
			anew: false,
		});
	});

	it("is told with what is in the way, by the names that people gave", async () => {
		const reach: Reach = { kind: "blocked", by: blocks.nat_without_way_out };
		await chooseSubnet({ reach: (to) => (to.kind === "internet" ? reach : { kind: "reachable" }) });
		const told = await row(/^Internet/);
		expect(told.textContent).toContain("Blocked");
		expect(told.textContent).toContain(
			"The NAT gateway nat-0a is in private-c (subnet-0c), which has no route to an internet gateway.",
		);
	});

	it("is in doubt where something may not be read, and is asked again", async () => {
		const { user, fake, world } = await chooseSubnet({
			reach: () => ({ kind: "unknown", because: doubts.unread }),
		});
		const told = await row(/^AWS API: s3/);
		expect(told.textContent).toContain("Cannot tell");
		expect(told.textContent).toContain("This needs the permission ec2:DescribeNatGateways.");
		world.reach = () => ({ kind: "reachable" });
		await user.click(screen.getByRole("button", { name: "Read the networks again" }));
		await waitFor(async () => expect((await row(/^AWS API: s3/)).textContent).toContain("Reachable"));
		expect(fake.called("network_reach").filter(({ args }) => args.anew === true)).toHaveLength(1);
	});

	it("is asked for a host, and for another API of AWS", async () => {
		const { user, fake } = await chooseSubnet();
		await row(/^Internet/);
		const add = screen.getByRole<HTMLButtonElement>("button", { name: "Add" });
		expect(add.disabled).toBe(true);
		await user.click(screen.getByRole("combobox", { name: "Another destination" }));
		await user.paste("10.0.1.20");
		const port = screen.getByRole("textbox", { name: "TCP port" });
		await user.clear(port);
		await user.type(port, "6379");
		await user.click(add);
		await row(/^10\.0\.1\.20:6379/);
		await user.click(screen.getByRole("combobox", { name: "Another destination" }));
		await user.paste("sqs");
		await user.click(add);
		await row(/^AWS API: sqs/);
		expect(fake.called("network_reach").at(-1)?.args).toMatchObject({
			asked: {
				to: expect.arrayContaining([
					{ kind: "host", host: "10.0.1.20", port: 6379 },
					{ kind: "service", name: "sqs" },
				]),
			},
		});
	});

	it("lets the connector into a database by a plan, and is looked at again", async () => {
		const { user, fake, world } = await chooseSubnet({
			reach: (to) => (to.kind === "target" ? { kind: "blocked", by: blocks.groups_in } : { kind: "reachable" }),
		});
		expect((await row(/^orders/)).textContent).toContain("with a security group of its own");
		await user.click(await button(/^Security groups(?! in words)/));
		await user.click(await screen.findByRole("option", { name: /app/ }));
		await user.keyboard("{Escape}");
		await user.click(await button("Allow port 5432 in sg-db…"));
		const dialog = within(await screen.findByRole("dialog", { name: "Let the connector into sg-db on port 5432?" }));
		await dialog.findByText(/into the security group/);
		expect(fake.called("run_start")).toHaveLength(0);
		world.reach = () => ({ kind: "reachable" });
		await user.click(dialog.getByRole("button", { name: "Allow" }));
		await dialog.findByText("The rule is there. Connections are let in at once.");
		expect(fake.called("run_start")).toHaveLength(1);
		expect(fake.called("plan_allow_inbound").at(-1)?.args).toMatchObject({ group: "sg-db", port: 5432, from: "sg-0a" });
		// The networks are read anew, since they are others now.
		await waitFor(() => expect(fake.called("network_reach").some(({ args }) => args.anew === true)).toBe(true));
		await waitFor(async () => expect((await row(/^orders/)).textContent).toContain("Reachable"));
	});

	it("says why it cannot be looked at", async () => {
		const denied = samples.problem({ code: "access_denied", action: "ec2:DescribeVpcs" });
		await chooseSubnet({ refused: { network_reach: denied } });
		expect((await screen.findAllByText(/ec2:DescribeVpcs/)).length).toBeGreaterThan(0);
	});

	it("is accessible", async () => {
		await chooseSubnet({ reach: () => ({ kind: "blocked", by: blocks.public_subnet }) });
		await row(/^Internet/);
		await expectNoViolations();
	});

	it("has words for everything in both languages", () => {
		for (const { codes } of [en, ja]) {
			const all = [
				...Object.values(blocks).map((block) => words(codes.block, block.code, block)),
				...Object.values(doubts).map((doubt) => words(codes.doubt, doubt.code, doubt)),
				...hops.map((hop) => words(codes.hop, hop.kind, hop)),
			];
			expect(all.filter((one) => one === "" || one.includes("undefined"))).toEqual([]);
		}
	});
});
