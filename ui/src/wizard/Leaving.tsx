import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useBlocker } from "react-router";
import { problemWords } from "../components/ProblemView";
import { useGuard } from "../session/guard";
import { useText } from "../text/react";
import type { Keeping } from "./useKeeping";

type Props = { changed: boolean; begun: RefObject<boolean>; keeping: Keeping };

/** Says that the draft is kept when the wizard is left: by a link, the Back key, or another profile or Region. */
export function Leaving({ changed, begun, keeping }: Props) {
	const text = useText();
	const { wizard, common } = text;
	const agreed = useRef(false);
	const [asking, setAsking] = useState<{ answer: (leave: boolean) => void } | null>(null);
	const blocker = useBlocker(
		({ currentLocation, nextLocation }) =>
			changed && !agreed.current && !begun.current && currentLocation.pathname !== nextLocation.pathname,
	);
	const ask = useCallback(() => new Promise<boolean>((answer) => setAsking({ answer })), []);
	useGuard(changed ? ask : null);
	const visible = asking !== null || blocker.state === "blocked";
	const { problem, flush, forget } = keeping;

	// What the dialog says of the draft is to be true when it is read.
	useEffect(() => {
		if (visible) void flush();
	}, [visible, flush]);

	function close(leave: boolean) {
		if (leave) agreed.current = true;
		asking?.answer(leave);
		setAsking(null);
		if (blocker.state !== "blocked") return;
		if (leave) blocker.proceed();
		else blocker.reset();
	}

	function discard() {
		// A draft that cannot be forgotten stays under Drafts, where it can be discarded again.
		void forget().catch(() => undefined);
		close(true);
	}

	return (
		<Modal
			visible={visible}
			header={wizard.leaveTitle}
			closeAriaLabel={common.close}
			onDismiss={() => close(false)}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={() => close(false)}>
							{wizard.stay}
						</Button>
						{problem === null && <Button onClick={discard}>{wizard.discard}</Button>}
						<Button variant="primary" onClick={() => close(true)}>
							{wizard.leave}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			{problem === null ? (
				wizard.leaveText
			) : (
				<SpaceBetween size="s">
					<div>{wizard.leaveLost}</div>
					<div>{problemWords(text, problem).body}</div>
				</SpaceBetween>
			)}
		</Modal>
	);
}
