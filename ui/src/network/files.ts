// A picture of a network as a file: SVG and PNG to look at, Mermaid for a page of text.
import { STROKES } from "./Glyphs";
import type { Box, Line, Scene, Tone } from "./scene";

/** Light, since most papers are; the same colours as in the window. */
const COLORS: Record<Tone, string> = {
	plain: "#424650",
	good: "#00802f",
	bad: "#db0000",
	doubt: "#855900",
	public: "#00802f",
	private: "#006ce0",
	isolated: "#5b5b68",
};
const MARGIN = 24;
const LINE = 18;
/** Pixels of a PNG for one of the picture. */
const SCALE = 2;
const FONT = "'Open Sans', 'Noto Sans', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif";
/** About how wide a letter is. */
const NARROW = 6.6;
const WIDE = 12.5;

const escaped = (text: string) =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A text as far as there is room for it: Chinese and Japanese letters are twice as wide. */
export function cut(text: string, width: number): string {
	let room = width;
	let end = 0;
	for (const letter of text) {
		room -= (letter.codePointAt(0) ?? 0) > 0x2e7f ? WIDE : NARROW;
		if (room < 0) return `${text.slice(0, end)}…`;
		end += letter.length;
	}
	return text;
}

export function toSvg(title: string, scene: Scene): string {
	const width = scene.width + 2 * MARGIN;
	const height = scene.height + 2 * MARGIN;
	const places = new Map(scene.boxes.map((box) => [box.id, box]));
	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12">`,
		`<title>${escaped(title)}</title>`,
		`<rect width="${width}" height="${height}" fill="#ffffff"/>`,
		`<g transform="translate(${MARGIN} ${MARGIN})">`,
		...scene.boxes.filter(({ kind }) => kind === "zone").map(zonePart),
		...scene.lines.flatMap((line) => linePart(line, places)),
		...scene.boxes.filter(({ kind }) => kind !== "zone").map(boxPart),
		"</g></svg>",
	];
	return parts.join("\n");
}

function zonePart({ x, y, width, height, title, lines }: Box): string {
	const words = escaped(cut([title, ...lines].join(" · "), width - 16));
	return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="#f6f6f9" stroke="#c6c6cd" stroke-dasharray="4 3"/><text x="${x + 12}" y="${y + 22}" fill="#424650">${words}</text>`;
}

function linePart({ from, to, tone, isActive }: Line, places: Map<string, Box>): string[] {
	const [start, end] = [places.get(from), places.get(to)];
	if (start === undefined || end === undefined) return [];
	const isDown = start.kind === "service";
	const [x1, y1] = isDown
		? [start.x + start.width / 2, start.y + start.height]
		: [start.x + start.width, start.y + start.height / 2];
	const [x2, y2] = isDown ? [end.x + end.width / 2, end.y] : [end.x, end.y + end.height / 2];
	const bend = isDown ? 0 : (x2 - x1) / 2;
	const look = isActive ? `stroke-width="1.6"` : `stroke-width="1" stroke-opacity="0.35"`;
	const dash = tone === "bad" ? ` stroke-dasharray="6 4"` : tone === "doubt" ? ` stroke-dasharray="2 3"` : "";
	return [
		`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="${COLORS[tone]}" ${look}${dash}/>`,
	];
}

function boxPart(box: Box): string {
	const { x, y, width, height, title, lines, word, tone, glyph, chips, chosen, unfit } = box;
	const color = COLORS[tone];
	const room = width - 20;
	const head = cut(title, room - 22);
	const rows = [...lines, ...(chips.length > 0 ? [chips.join(" · ")] : [])];
	const own = word === null ? rows : [word, ...rows];
	const texts = own.map(
		(row, at) =>
			`<text x="${x + 10}" y="${y + 40 + at * LINE}" fill="${at === 0 && word !== null ? color : "#5b5b68"}">${escaped(cut(row, room))}</text>`,
	);
	return [
		`<g${unfit === null ? "" : ` opacity="0.5"`}>`,
		`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${chosen ? "#f0fbff" : "#ffffff"}" stroke="${chosen ? "#006ce0" : color}" stroke-width="${chosen ? 2.5 : 1}"/>`,
		`<g transform="translate(${x + 10} ${y + 9})" fill="none" stroke="${color}" stroke-width="1.5"><path d="${STROKES[glyph]}"/></g>`,
		`<text x="${x + 32}" y="${y + 21}" font-weight="700" fill="#0f141a">${escaped(head)}</text>`,
		...texts,
		"</g>",
	].join("");
}

/** A PNG of an SVG, in base64. */
export async function toPng(svg: string): Promise<string> {
	const image = new Image();
	const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
	try {
		image.src = url;
		await image.decode();
		const canvas = document.createElement("canvas");
		canvas.width = image.width * SCALE;
		canvas.height = image.height * SCALE;
		canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
		return canvas.toDataURL("image/png").slice("data:image/png;base64,".length);
	} finally {
		URL.revokeObjectURL(url);
	}
}

export function toMermaid(scene: Scene): string {
	const names = new Map(scene.boxes.map((box, at) => [box.id, `n${at}`]));
	const label = ({ title, word, lines, chips }: Box) =>
		[title, word, ...lines, ...chips]
			.filter((part) => part !== null && part !== "")
			.map((part) => escaped(String(part)).replaceAll("#", "&num;"))
			.join("<br/>");
	const node = (box: Box) => `${names.get(box.id)}["${label(box)}"]${box.chosen ? ":::chosen" : ""}`;
	const zones = scene.boxes.filter(({ kind }) => kind === "zone");
	const inside = (zone: Box) =>
		scene.boxes.filter(({ kind, y }) => kind === "subnet" && y >= zone.y && y < zone.y + zone.height);
	const arrows: Record<Tone, string> = { ...allTones("-->"), bad: "-.-x", doubt: "-.->" };
	return [
		"flowchart LR",
		"classDef chosen stroke:#006ce0,stroke-width:3px",
		...scene.boxes.filter(({ kind }) => kind !== "zone" && kind !== "subnet").map(node),
		...zones.flatMap((zone) => [
			`subgraph ${names.get(zone.id)}["${label(zone)}"]`,
			...inside(zone).map((box) => `  ${node(box)}`),
			"end",
		]),
		...scene.lines.flatMap(({ from, to, tone }) => {
			const [start, end] = [names.get(from), names.get(to)];
			return start === undefined || end === undefined ? [] : [`${start} ${arrows[tone]} ${end}`];
		}),
		"",
	].join("\n");
}

const allTones = (arrow: string): Record<Tone, string> => ({
	plain: arrow,
	good: arrow,
	bad: arrow,
	doubt: arrow,
	public: arrow,
	private: arrow,
	isolated: arrow,
});
