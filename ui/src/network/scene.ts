// Where everything of a picture of a network lies, and what it says: the same for the window, for files and for the table.
import type { Destination, Exit, Hop, Picture, Reach, Reached, RouteRow, SubnetCard, Via } from "../bindings";
import type { Text } from "../text";
import type { Format } from "../text/format";
import { words as say } from "../text/words";

export type Tone = "plain" | "good" | "bad" | "doubt" | "public" | "private" | "isolated";
export type Glyph = "service" | "connector" | "globe" | "lock" | "island" | "table" | "exit" | "good" | "bad" | "doubt";

/** A box of a picture. */
export type Box = {
	id: string;
	kind: "service" | "connector" | "zone" | "subnet" | "table" | "exit" | "destination";
	x: number;
	y: number;
	width: number;
	height: number;
	title: string;
	lines: string[];
	/** What it is, in a word: never by colour alone. */
	word: string | null;
	glyph: Glyph;
	tone: Tone;
	/** What is to be minded. */
	chips: string[];
	/** Whether it is chosen; nothing where that is not asked. */
	chosen: boolean | null;
	/** Why it cannot be chosen. */
	unfit: string | null;
};

/** A line between two boxes. */
export type Line = { from: string; to: string; tone: Tone; isActive: boolean };

export type Scene = { boxes: Box[]; lines: Line[]; width: number; height: number };

export type View = {
	picture: Picture;
	reached: Reached[];
	chosen: string[];
	/** What the service is called, and the connector. */
	service: string;
	connector: string;
	/** What the connector's security groups are called. */
	groups: string[];
	destination: (to: Destination) => string;
};

const GAP = 16;
const COLUMN_GAP = 48;
const TOP = 8;
const WIDTHS = { end: 176, subnet: 216, table: 184, exit: 184, destination: 184 } as const;
const LINE = 18;
/** Height of a box without its lines. */
const HEAD = 40;
const SUBNET_HEIGHT = HEAD + 4 * LINE + 4;
const ZONE_HEAD = 36;
/** As many subnets lie in one column. */
const IN_ONE = 12;
/** Where the service lies at most. */
const LOWEST = 200;
/** How many routes a table shows. */
const ROUTES = 4;
/** So many instances are named in a subnet. */
const NAMED = 3;

export const connectorId = "connector";
export const destinationId = (to: Destination) => `to ${JSON.stringify(to)}`;
export const exitId = (via: Via) => ("id" in via ? via.id : "local");

export function createScene(text: Text, format: Format, view: View): Scene {
	const { picture, reached } = view;
	const zones = layZones(text, format, view);
	const subnetX = WIDTHS.end + COLUMN_GAP;
	for (const box of zones.boxes) box.x += subnetX;
	const tableX = subnetX + zones.width + COLUMN_GAP;
	const exitX = tableX + WIDTHS.table + COLUMN_GAP;
	const toX = exitX + WIDTHS.exit + COLUMN_GAP;
	const lines = createLines(view);
	const place = new Map(zones.boxes.map((box) => [box.id, box.y + box.height / 2]));
	const tables = stack(
		picture.tables.map((table) => tableBox(text, table, tableX)),
		lines,
		place,
	);
	const exits = stack(
		picture.exits.map((exit) => exitBox(text, exit, exitX)),
		lines,
		place,
	);
	const destinations = stack(
		reached.map((one) => destinationBox(text, view, one, toX)),
		lines,
		place,
	);
	const columns = [...tables, ...exits, ...destinations];
	const height = Math.max(zones.height, ...columns.map(({ y, height }) => y + height), 2 * HEAD);
	const ends = endBoxes(text, view, height);
	const boxes = [...ends, ...zones.boxes, ...columns];
	return { boxes, lines, width: toX + WIDTHS.destination, height: height + TOP };
}

const plain: Pick<Box, "chips" | "chosen" | "unfit" | "word" | "tone" | "y"> = {
	chips: [],
	chosen: null,
	unfit: null,
	word: null,
	tone: "plain",
	y: 0,
};

/** The service, and beneath it its connector. */
function endBoxes({ network: words }: Text, { service, connector, groups, chosen }: View, height: number): Box[] {
	const own = [
		words.connectorWord,
		words.subnetsChosen(chosen.length),
		...(groups.length === 0 ? [words.defaultGroup] : listed(groups, words.more)),
	];
	const sizes = { service: HEAD + LINE, connector: HEAD + own.length * LINE };
	// In the middle, but never so low that it is out of sight at first.
	const top = Math.max(TOP, Math.min(LOWEST, (height - sizes.service - sizes.connector) / 2 - GAP));
	const end = { ...plain, x: 0, width: WIDTHS.end };
	const lines = [words.serviceWord];
	return [
		{ ...end, id: "service", kind: "service", y: top, height: sizes.service, title: service, lines, glyph: "service" },
		{
			...end,
			id: connectorId,
			kind: "connector",
			y: top + sizes.service + 2 * GAP,
			height: sizes.connector,
			title: connector,
			lines: own,
			glyph: "connector",
		},
	];
}

/** The first of several, and how many there are beside them. */
function listed(all: string[], more: (count: number) => string): string[] {
	return all.length <= ROUTES ? all : [...all.slice(0, ROUTES - 1), more(all.length - ROUTES + 1)];
}

/** Zones one below the other, each with its subnets in as many columns as keep it from growing long. */
function layZones(
	text: Text,
	format: Format,
	{ picture, chosen }: View,
): { boxes: Box[]; width: number; height: number } {
	const count = picture.zones.reduce((sum, { subnets }) => sum + subnets.length, 0);
	const columns = count <= IN_ONE ? 1 : Math.ceil(Math.sqrt(count / 4));
	const width = GAP + columns * (WIDTHS.subnet + GAP);
	const boxes: Box[] = [];
	let y = TOP;
	for (const { name, id, subnets } of picture.zones) {
		const rows = Math.ceil(subnets.length / columns);
		const height = ZONE_HEAD + rows * (SUBNET_HEIGHT + GAP);
		boxes.push({
			...plain,
			id: `zone ${name}`,
			kind: "zone",
			x: 0,
			y,
			width,
			height,
			title: name,
			lines: [id],
			glyph: "table",
		});
		for (const [at, card] of subnets.entries()) {
			boxes.push({
				...subnetBox(text, format, card, chosen),
				x: GAP + (at % columns) * (WIDTHS.subnet + GAP),
				y: y + ZONE_HEAD + Math.floor(at / columns) * (SUBNET_HEIGHT + GAP),
			});
		}
		y += height + GAP;
	}
	return { boxes, width, height: y };
}

const KINDS = {
	public: { tone: "public", glyph: "globe" },
	private: { tone: "private", glyph: "lock" },
	isolated: { tone: "isolated", glyph: "island" },
	unknown: { tone: "plain", glyph: "doubt" },
} as const;

/** What is to be minded of a subnet, each once: why it does not fit may be a badge of it as well. */
export function remarksOf(
	{ network: words, codes }: Text,
	{ unfit, badges, connectors, instances }: SubnetCard,
): string[] {
	const others = badges.filter(({ code }) => code !== unfit);
	return [
		...(unfit === null ? [] : [codes.unfit[unfit]]),
		...others.map((badge) => say(codes.badge, badge.code, badge)),
		...(instances.length === 0
			? []
			: [words.instances(instances.slice(0, NAMED), Math.max(0, instances.length - NAMED))]),
		...(connectors.length === 0 ? [] : [words.usedBy(connectors)]),
	];
}

function subnetBox(text: Text, format: Format, card: SubnetCard, chosen: string[]): Omit<Box, "x"> {
	const { network: words, codes } = text;
	const isChosen = chosen.includes(card.id);
	const unfit = card.unfit === null ? null : codes.unfit[card.unfit];
	return {
		...plain,
		id: card.id,
		kind: "subnet",
		width: WIDTHS.subnet,
		height: SUBNET_HEIGHT,
		title: card.name ?? card.id,
		lines: [
			[card.v4, card.v6].filter((net) => net !== null).join(" · "),
			words.free(format.number(card.free_addresses)),
		],
		word: codes.subnetKind[card.kind],
		...KINDS[card.kind],
		chips: remarksOf(text, card),
		chosen: isChosen,
		unfit: isChosen ? null : unfit,
	};
}

function tableBox(text: Text, table: Picture["tables"][number], x: number): Box {
	const { network: words } = text;
	const routes = table.routes.map((route) => routeWords(text, route));
	const lines = routes.length === 0 ? [words.localOnly] : listed(routes, words.more);
	return {
		...plain,
		id: table.id,
		kind: "table",
		x,
		width: WIDTHS.table,
		height: HEAD + (lines.length + 1) * LINE,
		title: table.name ?? table.id,
		lines,
		word: table.is_main ? words.mainTable : words.routes,
		glyph: "table",
		tone: table.routes.some(({ is_blackhole }) => is_blackhole) ? "bad" : "plain",
	};
}

export function routeWords({ codes, network }: Text, { to, via, is_blackhole }: RouteRow): string {
	return `${to} → ${is_blackhole ? network.blackhole : codes.via[via.kind]}`;
}

function exitBox({ network: words, codes }: Text, { via, name, zone, is_usable }: Exit, x: number): Box {
	const lines = [[codes.via[via.kind], zone].filter((part) => part !== null).join(" · ")];
	if (name !== null && "id" in via) lines.push(via.id);
	return {
		...plain,
		id: exitId(via),
		kind: "exit",
		x,
		width: WIDTHS.exit,
		height: HEAD + (lines.length + (is_usable ? 0 : 1)) * LINE,
		title: name ?? exitId(via),
		lines,
		word: is_usable ? null : words.unusable,
		glyph: "exit",
		tone: is_usable ? "plain" : "bad",
	};
}

export const VERDICTS: Record<Reach["kind"], { tone: Tone; glyph: Glyph }> = {
	reachable: { tone: "good", glyph: "good" },
	blocked: { tone: "bad", glyph: "bad" },
	unknown: { tone: "doubt", glyph: "doubt" },
};

function destinationBox(text: Text, { destination }: View, { to, reach }: Reached, x: number): Box {
	return {
		...plain,
		id: destinationId(to),
		kind: "destination",
		x,
		width: WIDTHS.destination,
		height: HEAD + LINE,
		title: destination(to),
		lines: [text.reach[reach.kind]],
		...VERDICTS[reach.kind],
	};
}

/** What of a way has a box, in order. What a NAT gateway does then is its own affair, and would lead back to the left. */
function stationsOf(subnet: string, hops: Hop[], known: Set<string>): string[] {
	const nat = hops.findIndex((hop) => hop.kind === "via" && hop.via.kind === "nat");
	const ids = hops.slice(0, nat < 0 ? hops.length : nat + 1).flatMap((hop) => {
		if (hop.kind === "via") return [exitId(hop.via)];
		return hop.kind === "table" || hop.kind === "endpoint" ? [hop.id] : [];
	});
	return [subnet, ...ids.filter((id, at) => known.has(id) && ids.indexOf(id) === at)];
}

function createLines({ picture, reached, chosen }: View): Line[] {
	const lines = new Map<string, Line>();
	const draw = (from: string, to: string, tone: Tone, isActive: boolean) => {
		const key = `${from}\n${to}`;
		const other = lines.get(key);
		if (other === undefined) lines.set(key, { from, to, tone, isActive });
		else if (isActive) other.isActive = true;
	};
	draw("service", connectorId, "plain", true);
	const active = new Set<string>();
	for (const card of picture.zones.flatMap(({ subnets }) => subnets)) {
		const isChosen = chosen.includes(card.id);
		if (isChosen) draw(connectorId, card.id, "plain", true);
		if (card.table !== null) {
			draw(card.id, card.table, "plain", isChosen);
			if (isChosen) active.add(card.table);
		}
	}
	for (const { id, routes } of picture.tables) {
		for (const { via, is_blackhole } of routes) {
			draw(id, exitId(via), is_blackhole ? "bad" : "plain", active.has(id));
		}
	}
	const known = new Set([...picture.tables.map(({ id }) => id), ...picture.exits.map(({ via }) => exitId(via))]);
	for (const { to, paths } of reached) {
		for (const { subnet, hops, reach } of paths) {
			const stations = stationsOf(subnet, hops, known);
			for (const [at, station] of stations.entries()) {
				const next = stations[at + 1];
				if (next !== undefined) draw(station, next, "plain", true);
			}
			const last = stations.at(-1);
			if (last !== undefined) draw(last, destinationId(to), VERDICTS[reach.kind].tone, true);
		}
	}
	return [...lines.values()];
}

/** Boxes of a column one below the other, each as near as there is room to what leads to it. */
function stack(boxes: Box[], lines: Line[], place: Map<string, number>): Box[] {
	const wished = boxes.map((box) => {
		const from = lines.filter(({ to }) => to === box.id).flatMap((line) => place.get(line.from) ?? []);
		const mean = from.length === 0 ? Number.POSITIVE_INFINITY : from.reduce((sum, y) => sum + y, 0) / from.length;
		return { box, mean };
	});
	// What nothing leads to comes last; destinations stay in their own order.
	const sorted = boxes[0]?.kind === "destination" ? wished : wished.sort((a, b) => a.mean - b.mean);
	let free = TOP;
	for (const { box, mean } of sorted) {
		box.y = Math.max(free, Number.isFinite(mean) ? mean - box.height / 2 : free);
		free = box.y + box.height + GAP;
		place.set(box.id, box.y + box.height / 2);
	}
	return sorted.map(({ box }) => box);
}

/** What belongs to a box: the ways that lead through it, or, of a destination, those that lead there. */
export function litBy(scene: Scene, view: View, id: string): Set<string> {
	const known = new Set(scene.boxes.map((box) => box.id));
	const one = view.reached.find(({ to }) => destinationId(to) === id);
	if (one !== undefined) {
		const stations = one.paths.flatMap(({ subnet, hops }) => stationsOf(subnet, hops, known));
		return new Set(["service", connectorId, ...stations, id]);
	}
	const lit = new Set([id]);
	follow(scene.lines, id, lit, "from", "to");
	follow(scene.lines, id, lit, "to", "from");
	return lit;
}

function follow(lines: Line[], id: string, lit: Set<string>, from: "from" | "to", to: "from" | "to") {
	const next = [id];
	for (let at = next.pop(); at !== undefined; at = next.pop()) {
		for (const line of lines) {
			if (line[from] !== at || lit.has(line[to])) continue;
			lit.add(line[to]);
			next.push(line[to]);
		}
	}
}

/** What a screen reader says of a box. */
export function spoken({ title, word, lines, chips }: Box): string {
	return [title, word, ...lines, ...chips].filter((part) => part !== null).join(", ");
}

/** All but one, or one more. */
export const toggled = (all: string[], one: string) =>
	all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
