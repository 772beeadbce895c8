// Marks as a colour and words, never as a colour alone.
import type { ReactNode } from "react";
import type { Color, Mark } from "../bindings";
import { useText } from "../text/react";

/** A dot of a colour before the words that it stands for. */
export function Swatch({ color, children }: { color: Color | null; children: ReactNode }) {
	return (
		<span className="swatch">
			{color !== null && <span className={`swatch-dot mark-${color}`} aria-hidden="true" />}
			<span>{children}</span>
		</span>
	);
}

/** A mark in a line: its colour, what the person calls the thing, and how far it is protected. */
export function MarkView({ mark }: { mark: Mark }) {
	const { codes } = useText();
	const said = [
		mark.name,
		mark.protection === "none" ? "" : codes.protection[mark.protection].title,
		// With no other words, the colour is named.
		mark.name === "" && mark.protection === "none" && mark.color !== null ? codes.color[mark.color] : "",
	];
	return <Swatch color={mark.color}>{said.filter((part) => part !== "").join(" · ")}</Swatch>;
}
