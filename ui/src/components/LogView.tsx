import Icon, { type IconProps } from "@cloudscape-design/components/icon";
import { memo, useEffect, useRef } from "react";
import type { LogLevel, LogLine } from "../bindings";
import { useFormat, useText } from "../text/react";

const ICONS: Record<LogLevel, { name: IconProps.Name; variant: IconProps.Variant } | null> = {
	plain: null,
	success: { name: "status-positive", variant: "success" },
	error: { name: "status-negative", variant: "error" },
};

type Props = { lines: LogLine[]; label: string; follow?: boolean; tall?: boolean };

/** Lines of a log, oldest first. While it follows, the newest line stays in sight. */
export function LogView({ lines, label, follow = false, tall = false }: Props) {
	const box = useRef<HTMLDivElement>(null);
	const newest = lines.at(-1);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what moves the view
	useEffect(() => {
		if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
	}, [follow, lines.length, newest?.at]);
	return (
		<div
			ref={box}
			className={tall ? "log log-tall" : "log"}
			role="log"
			aria-label={label}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: long logs are scrolled by keyboard
			tabIndex={0}
		>
			{lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
				<Line key={`${index}:${line.at}`} line={line} />
			))}
		</div>
	);
}

const Line = memo(function Line({ line }: { line: LogLine }) {
	const format = useFormat();
	const text = useText();
	const icon = ICONS[line.level];
	return (
		<div className={`log-line log-${line.level}`}>
			<span className="log-time">{line.at === null ? "" : format.stamp(line.at)}</span>
			<span className="log-icon">
				{icon && <Icon {...icon} size="small" ariaLabel={text.service.level[line.level]} />}
			</span>
			<span className="log-text">{line.text}</span>
		</div>
	);
});

/** Lines as text, for the clipboard. */
export const logText = (lines: LogLine[]) =>
	lines.map(({ at, text }) => (at === null ? text : `${new Date(at).toISOString()} ${text}`)).join("\n");
