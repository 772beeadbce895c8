import type { Glyph } from "./scene";

/** Strokes on a field of 16 by 16, for the window and for files. */
export const STROKES: Record<Glyph, string> = {
	service: "M2 12V6l6-3 6 3v6l-6 2zM2 6l6 3 6-3M8 9v5",
	connector: "M2 8h4M10 8h4M6 5h4v6H6z",
	globe: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12",
	lock: "M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
	island: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M4 12 12 4",
	table: "M2 3h12v10H2zM2 6.5h12M2 10h12M6 3v10",
	exit: "M2 8h9M8 4.5 11.5 8 8 11.5M14 3v10",
	good: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M5 8l2 2 4-4",
	bad: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M6 6l4 4M10 6l-4 4",
	doubt: "M8 2 15 14H1zM8 6v4M8 12v.5",
};

export function GlyphView({ glyph }: { glyph: Glyph }) {
	return (
		<svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
			<path d={STROKES[glyph]} />
		</svg>
	);
}
