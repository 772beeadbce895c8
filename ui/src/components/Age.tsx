import { useFormat, useText } from "../text/react";

/** How long ago something was; the exact moment on hover and for screen readers. */
export function Age({ at, short = false }: { at: number | null; short?: boolean }) {
	const format = useFormat();
	const text = useText();
	if (at === null) return text.common.unknown;
	return (
		<time dateTime={new Date(at).toISOString()} title={format.full(at)}>
			{short ? format.shortAge(at) : format.age(at)}
		</time>
	);
}

/** A moment, exact. */
export function Moment({ at }: { at: number | null }) {
	const format = useFormat();
	const text = useText();
	if (at === null) return text.common.unknown;
	return (
		<time dateTime={new Date(at).toISOString()} title={format.full(at)}>
			{format.dateTime(at)}
		</time>
	);
}
