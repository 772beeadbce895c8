import type { Box, Line } from "./scene";

/** How much farther away what lies aside of the way counts. */
const ASIDE = 2;

const WAYS: Record<string, [number, number]> = {
	ArrowRight: [1, 0],
	ArrowLeft: [-1, 0],
	ArrowDown: [0, 1],
	ArrowUp: [0, -1],
};

const middle = ({ x, y, width, height }: Box): [number, number] => [x + width / 2, y + height / 2];

/** The box that an arrow key goes to: the nearest in that direction, along a line where there is one. */
export function nextTo(boxes: Box[], lines: Line[], from: Box, key: string): Box | undefined {
	const way = WAYS[key];
	if (way === undefined) return undefined;
	const joined = new Set(
		lines.flatMap((line) => (line.from === from.id ? line.to : line.to === from.id ? line.from : [])),
	);
	const isAside = way[0] !== 0;
	const near = isAside ? boxes.filter(({ id }) => joined.has(id)) : [];
	return nearest(near, from, way) ?? nearest(boxes, from, way);
}

function nearest(boxes: Box[], from: Box, way: [number, number]): Box | undefined {
	const [x, y] = middle(from);
	let best: { box: Box; far: number } | undefined;
	for (const box of boxes) {
		const [otherX, otherY] = middle(box);
		const ahead = (otherX - x) * way[0] + (otherY - y) * way[1];
		const aside = Math.abs((otherX - x) * way[1]) + Math.abs((otherY - y) * way[0]);
		const far = ahead + ASIDE * aside;
		if (ahead > 0 && (best === undefined || far < best.far)) best = { box, far };
	}
	return best?.box;
}
