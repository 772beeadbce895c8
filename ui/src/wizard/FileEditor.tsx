import { type RefObject, useImperativeHandle, useRef } from "react";

/** The height of a line, as the style sheet has it, in pixels. */
const LINE = 20;

export type Editor = { focus: () => void; goTo: (line: number) => void };

type Props = { id: string; value: string; onChange: (value: string) => void; editor: RefObject<Editor | null> };

/**
 * Text with line numbers. A plain text area, so that it is to the keyboard and to a screen reader what they expect; lines
 * are not wrapped, so that each has one number.
 */
export function FileEditor({ id, value, onChange, editor }: Props) {
	const area = useRef<HTMLTextAreaElement>(null);
	const numbers = useRef<HTMLPreElement>(null);
	const count = value.split("\n").length;
	useImperativeHandle(
		editor,
		() => ({ focus: () => area.current?.focus(), goTo: (line) => area.current && select(area.current, line) }),
		[],
	);

	function follow(top: number) {
		if (numbers.current) numbers.current.style.transform = `translateY(${-top}px)`;
	}

	return (
		<div className="file-editor">
			<div className="file-lines" aria-hidden="true">
				<pre ref={numbers}>{Array.from({ length: count }, (_, at) => at + 1).join("\n")}</pre>
			</div>
			<textarea
				ref={area}
				id={id}
				className="file-text"
				value={value}
				wrap="off"
				spellCheck={false}
				autoCapitalize="off"
				autoComplete="off"
				onChange={({ target }) => onChange(target.value)}
				onScroll={({ currentTarget }) => follow(currentTarget.scrollTop)}
			/>
		</div>
	);
}

/** Selects a line, and shows it with a few lines above. */
function select(area: HTMLTextAreaElement, line: number) {
	const lines = area.value.split("\n");
	const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
	area.focus();
	area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
	area.scrollTop = Math.max(0, line - 4) * LINE;
}
