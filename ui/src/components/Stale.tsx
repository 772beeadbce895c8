import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { Problem } from "../bindings";
import { useFormat, useText } from "../text/react";
import { problemWords } from "./ProblemView";

type Props = { problem: Problem; readAt: number; onRetry: () => void };

/** What was read before stays in sight when it cannot be read again: this says from when it is, and why. */
export function Stale({ problem, readAt, onRetry }: Props) {
	const text = useText();
	const format = useFormat();
	return (
		<Alert
			type="warning"
			header={text.connection.stale(format.moment(readAt))}
			action={<Button onClick={onRetry}>{text.common.retry}</Button>}
		>
			{problemWords(text, problem).title}
		</Alert>
	);
}
