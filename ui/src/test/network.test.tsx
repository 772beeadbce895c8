import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PictureAsked, Reached } from "../bindings";
import { cut, toMermaid, toSvg } from "../network/files";
import { type Box, createScene, destinationId, litBy, type View } from "../network/scene";
import { nextTo } from "../network/step";
import { en } from "../text/en";
import { createFormat } from "../text/format";
import { ja } from "../text/ja";
import { words } from "../text/words";
import { expectNoViolations } from "./axe";
import { savedDraft } from "./drafts";
import type { World } from "./fake";
import { badges, createPicture, notes, unfits } from "./picture";
import { createReach, hops, reachable } from "./reach";
import { heading, start } from "./render";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

const verdict = async (name: RegExp) =>
	within(await screen.findByRole("list", { name: "Verdicts" })).findByRole("button", { name });

async function openVpc(change: Partial<World> = {}) {
	const draft = { ...samples.draft, source: { kind: "ecr_public" as const, uri: "public.ecr.aws/nginx/nginx:1" } };
	const started = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft })], ...change });
	const { user } = started;
	await heading(/Configure service/);
	await user.click(await button(/^Networking/));
	await user.click(screen.getByRole("radio", { name: /new connector/ }));
	await user.click(await button(/^VPC Choose/));
	await user.click(await screen.findByRole("option", { name: /main/ }));
	return started;
}

describe("the picture of a VPC", () => {
	it("takes subnets into the connector, and out again", async () => {
		const { user, fake } = await openVpc();
		const card = await button(/^private-a, Private/);
		expect(card.getAttribute("aria-pressed")).toBe("false");
		await user.click(card);
		expect((await button(/^private-a, Private/)).getAttribute("aria-pressed")).toBe("true");
		await waitFor(() =>
			expect(fake.called("network_picture").at(-1)?.args.asked).toMatchObject({ subnets: ["subnet-0a"] }),
		);
		expect((await verdict(/^Internet/)).textContent).toContain("Reachable");
		await user.click(await button(/^private-a, Private/));
		expect((await button(/^private-a, Private/)).getAttribute("aria-pressed")).toBe("false");
	});

	it("does not take what does not fit, and says why", async () => {
		const { user } = await openVpc();
		const card = await button(/^six, Private/);
		expect(card.getAttribute("aria-disabled")).toBe("true");
		expect(card.getAttribute("aria-label")).toContain("It has no IPv4 addresses");
		await user.click(card);
		expect(card.getAttribute("aria-pressed")).toBe("false");
	});

	it("is one stop of the tabulator, and the arrows go about in it", async () => {
		const { user } = await openVpc();
		const card = await button(/^public-a, Public/);
		card.focus();
		await user.keyboard("{ArrowDown}");
		expect(document.activeElement).toBe(await button(/^private-b, Private/));
		const stops = screen.getAllByRole("button").filter((one) => one.dataset.box !== undefined && one.tabIndex === 0);
		expect(stops).toHaveLength(1);
		await user.keyboard(" ");
		expect(document.activeElement?.getAttribute("aria-pressed")).toBe("true");
	});

	it("is a table too, in which one chooses as well", async () => {
		const { user } = await openVpc();
		await button(/^private-a/);
		await user.click(await button("Table"));
		const table = await screen.findByRole("table", { name: "Network" });
		const row = within(table).getByRole("row", { name: /public-a/ });
		expect(row.textContent).toContain("rtb-0b0.0.0.0/0 → Internet gateway igw-0a, 10.9.0.0/16 → blackhole pcx-0a");
		expect(row.textContent).toContain("No NAT gateway");
		await user.click(within(table).getByRole("checkbox", { name: "Choose private-b" }));
		expect(within(table).getByRole<HTMLInputElement>("checkbox", { name: "Choose private-b" }).checked).toBe(true);
		expect(within(table).getByRole<HTMLInputElement>("checkbox", { name: "Choose six" }).disabled).toBe(true);
	});

	it("says what the way out costs", async () => {
		const { user } = await openVpc();
		await user.click(await button(/^private-a, Private/));
		expect((await screen.findByText(/^NAT gateway nat-0a: \$32\.85 a month/)).textContent).toContain("$0.045 a GB");
		expect(screen.getByText(/an interface endpoint for each AWS API, \$14\.60 a month in 2 zones/)).toBeTruthy();
	});

	it("says what the security groups allow, in sentences", async () => {
		const { user } = await openVpc();
		await user.click(await button("Security groups in words"));
		expect(screen.getByText("Lets out all traffic to anywhere.")).toBeTruthy();
		expect(screen.getByText("Lets out TCP on port 443 to com.amazonaws.eu-west-1.s3.")).toBeTruthy();
		expect(screen.getByText("database (sg-db), of orders")).toBeTruthy();
		expect(
			screen.getByText("Lets in TCP on ports 5432–5433 from what has the security group app (sg-0a)."),
		).toBeTruthy();
	});

	it("names what may not be read, and shows the rest", async () => {
		const picture = (asked: PictureAsked) => ({
			...createPicture(asked),
			unread: [{ action: "ec2:DescribeNatGateways" }],
		});
		await openVpc({ picture });
		expect((await screen.findByText("ec2:DescribeNatGateways")).parentElement?.textContent).toContain(
			"Some of this is missing",
		);
		await button(/^private-a, Private/);
	});

	it("is saved among the downloads, or says why not", async () => {
		const { user, fake, world } = await openVpc();
		await user.click(await button("Export"));
		await user.click(await screen.findByRole("menuitem", { name: "Save as SVG" }));
		await screen.findByText("Saved as /home/ann/Downloads/network.svg");
		expect(fake.called("picture_save").at(-1)?.args).toMatchObject({ picture: { kind: "svg" } });
		world.saved = () => {
			throw samples.problem({ code: "config_unusable", path: "/home/ann/Downloads", reason: "No space left" });
		};
		await user.click(await button("Export"));
		await user.click(await screen.findByRole("menuitem", { name: "Save as SVG" }));
		expect(await screen.findByText("The picture was not saved")).toBeTruthy();
		expect(screen.getByText(/No space left/)).toBeTruthy();
	});

	it("has no barriers", async () => {
		const { user } = await openVpc();
		await user.click(await button(/^private-a, Private/));
		await verdict(/^Internet/);
		await expectNoViolations();
		await user.click(await button("Table"));
		await screen.findByRole("table", { name: "Network" });
		await expectNoViolations();
	});
});

/** A picture with one subnet chosen, from which the internet is reached by a NAT gateway. */
function view(chosen = ["subnet-0a"]): View {
	const asked = { subnets: chosen, groups: [], to: [{ kind: "internet" as const, v6: false }] };
	const reached: Reached[] = createReach(asked, reachable).verdicts.map((one) => ({
		...one,
		paths: one.paths.map((path) => ({ ...path, hops: hops.slice(0, 4) })),
	}));
	return {
		picture: createPicture({ vpc: "vpc-0a", subnets: chosen, groups: [], instances: null }),
		reached,
		chosen,
		service: "shop",
		connector: "to-my-vpc",
		groups: ["app"],
		destination: () => "Internet",
	};
}

const scene = (one: View) => createScene(en, createFormat("en"), one);

const overlap = (a: Box, b: Box) =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("where things of a picture lie", () => {
	it("keeps them apart, from left to right", () => {
		const boxes = scene(view()).boxes.filter(({ kind }) => kind !== "zone");
		for (const [at, a] of boxes.entries()) {
			for (const b of boxes.slice(at + 1)) expect(overlap(a, b), `${a.id} and ${b.id}`).toBe(false);
		}
		const x = (id: string) => boxes.find((box) => box.id === id)?.x ?? Number.NaN;
		expect(x("service")).toBeLessThan(x("subnet-0a"));
		expect(x("subnet-0a")).toBeLessThan(x("rtb-0a"));
		expect(x("rtb-0a")).toBeLessThan(x("nat-0a"));
		expect(x("nat-0a")).toBeLessThan(x(destinationId({ kind: "internet", v6: false })));
	});

	it("lights the way to a destination, and nothing beside it", () => {
		const one = view();
		const lit = litBy(scene(one), one, destinationId({ kind: "internet", v6: false }));
		expect([...lit].filter((id) => id !== destinationId({ kind: "internet", v6: false }))).toEqual([
			"service",
			"connector",
			"subnet-0a",
			"rtb-0a",
			"nat-0a",
		]);
	});

	it("lights what leads through a route table, both ways", () => {
		const one = view([]);
		const lit = litBy(scene(one), one, "rtb-0b");
		expect([...lit].sort()).toEqual(["igw-0a", "pcx-0a", "rtb-0b", "subnet-0c"]);
	});

	it("stays in bounds with two hundred subnets", () => {
		const one = view([]);
		const [zone] = one.picture.zones;
		const [card] = zone?.subnets ?? [];
		if (zone === undefined || card === undefined) throw new Error("no zone");
		const subnets = Array.from({ length: 200 }, (_, at) => ({ ...card, id: `subnet-${at}`, table: `rtb-${at % 7}` }));
		const many = scene({ ...one, picture: { ...one.picture, zones: [{ ...zone, subnets }] } });
		expect(many.boxes.filter(({ kind }) => kind === "subnet")).toHaveLength(200);
		expect(many.height).toBeLessThan(5000);
		for (const { x, y, width, height } of many.boxes) {
			expect(x + width).toBeLessThanOrEqual(many.width);
			expect(y + height).toBeLessThanOrEqual(many.height);
		}
	});
});

describe("the arrows", () => {
	const { boxes: all, lines } = scene(view());
	const boxes = all.filter(({ kind }) => kind !== "zone");
	const at = (id: string) => boxes.find((box) => box.id === id) as Box;
	it.each([
		["ArrowRight", "subnet-0a", "rtb-0a"],
		["ArrowLeft", "rtb-0b", "subnet-0c"],
		["ArrowRight", "subnet-0b", "rtb-0a"],
		["ArrowDown", "subnet-0a", "subnet-0c"],
		["ArrowUp", "subnet-0c", "subnet-0a"],
		["Enter", "subnet-0c", undefined],
	])("%s goes on from %s to %s", (key, from, to) => {
		expect(nextTo(boxes, lines, at(from), key)?.id).toBe(to);
	});
});

describe("a picture as a file", () => {
	it("is an SVG that a parser takes, whatever things are called", () => {
		const one = view();
		const wild = scene({ ...one, service: `<script>"&'`, connector: "コネクタ".repeat(20) });
		const svg = new DOMParser().parseFromString(toSvg("a & b", wild), "image/svg+xml");
		expect(svg.querySelector("parsererror")).toBeNull();
		expect(svg.querySelector("script")).toBeNull();
		expect(svg.querySelectorAll("text").length).toBeGreaterThan(15);
		expect(svg.documentElement.textContent).toContain(`<script>"&'`);
	});

	it("is Mermaid with every box and each line between them", () => {
		const lines = toMermaid(scene(view())).split("\n");
		expect(lines[0]).toBe("flowchart LR");
		const named = (title: string) => lines.find((line) => line.includes(`["${title}<br/>`))?.match(/n\d+/)?.[0];
		expect(lines).toContain(`${named("private-a")} --> ${named("private")}`);
		expect(lines).toContain(`${named("rtb-0b")} -.-x ${named("pcx-0a")}`);
		expect(lines.filter((line) => line.trim() === "end")).toHaveLength(2);
	});

	it("cuts what is too long, by the width of letters", () => {
		expect(cut("short", 100)).toBe("short");
		expect(cut("a".repeat(30), 100)).toBe(`${"a".repeat(15)}…`);
		expect(cut("東".repeat(30), 100)).toBe(`${"東".repeat(8)}…`);
	});
});

describe("the words of a picture", () => {
	it.each([en, ja])("are there for everything", ({ codes }) => {
		for (const badge of Object.values(badges)) expect(words(codes.badge, badge.code, badge)).toMatch(/\S/);
		for (const note of Object.values(notes)) expect(words(codes.note, note.code, note)).toMatch(/\S/);
		for (const unfit of unfits) expect(codes.unfit[unfit]).toMatch(/\S/);
	});
});

describe("a database", () => {
	async function open(change: Partial<World> = {}) {
		const draft = {
			...samples.draft,
			source: { kind: "ecr_public" as const, uri: "public.ecr.aws/nginx/nginx:1" },
			environment: [{ source: "plain" as const, name: "POSTGRES_URL", value: "old" }],
		};
		const started = start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft })], ...change });
		const { user } = started;
		await heading(/Configure service/);
		await user.click(await button(/^Networking/));
		await user.click(await button("Connect to a database"));
		const dialog = within(await screen.findByRole("dialog", { name: "Connect to a database" }));
		await user.click(dialog.getByRole("button", { name: /^Database/ }));
		await user.click(await screen.findByRole("option", { name: /^orders/ }));
		return { ...started, dialog };
	}
	const environment = (index: number) =>
		screen.getByRole<HTMLInputElement>("textbox", { name: `Value ${index}` }).value;

	it("is connected by one choice: the connector that reaches it, and a URL", async () => {
		const { user, dialog } = await open();
		expect((await dialog.findByRole<HTMLInputElement>("radio", { name: "to-my-vpc" })).checked).toBe(true);
		expect(dialog.getByText("Reachable")).toBeTruthy();
		await user.click(dialog.getByRole("button", { name: "Apply" }));
		expect(screen.getByRole<HTMLInputElement>("radio", { name: /existing connector/ }).checked).toBe(true);
		expect(environment(1)).toBe("postgresql://shop:PASSWORD@orders.rds.amazonaws.com:5432/shop");
		expect(screen.queryByRole("textbox", { name: "Value 2" })).toBeNull();
	});

	it("is connected by a new connector and by its parts, if one likes that better", async () => {
		const { user, dialog } = await open();
		await user.click(await dialog.findByRole("radio", { name: /^New connector/ }));
		expect(dialog.getByText(/No inbound rule of the security group sg-db/)).toBeTruthy();
		await user.click(dialog.getByRole("radio", { name: /^Separate variables/ }));
		await user.click(dialog.getByRole("button", { name: "Apply" }));
		expect(screen.getByRole<HTMLInputElement>("radio", { name: /new connector/ }).checked).toBe(true);
		expect([1, 2, 3, 4].map(environment)).toEqual(["old", "orders.rds.amazonaws.com", "5432", ""]);
	});

	it("has no barriers", async () => {
		const { dialog } = await open();
		await dialog.findByRole("radio", { name: "to-my-vpc" });
		await expectNoViolations();
	});
});
