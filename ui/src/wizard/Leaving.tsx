import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type RefObject, useCallback, useRef, useState } from "react";
import { useBlocker } from "react-router";
import { useGuard } from "../session/guard";
import { useText } from "../text/react";

/** Asks before what was entered is lost: by a link, the Back key, or another profile or Region. */
type Props = { changed: boolean; begun: RefObject<boolean> };

export function Leaving({ changed, begun }: Props) {
	const { wizard, common } = useText();
	const agreed = useRef(false);
	const [asking, setAsking] = useState<{ answer: (leave: boolean) => void } | null>(null);
	const blocker = useBlocker(
		({ currentLocation, nextLocation }) =>
			changed && !agreed.current && !begun.current && currentLocation.pathname !== nextLocation.pathname,
	);
	const ask = useCallback(() => new Promise<boolean>((answer) => setAsking({ answer })), []);
	useGuard(changed ? ask : null);

	function close(leave: boolean) {
		if (leave) agreed.current = true;
		asking?.answer(leave);
		setAsking(null);
		if (blocker.state !== "blocked") return;
		if (leave) blocker.proceed();
		else blocker.reset();
	}

	return (
		<Modal
			visible={asking !== null || blocker.state === "blocked"}
			header={wizard.leaveTitle}
			closeAriaLabel={common.close}
			onDismiss={() => close(false)}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={() => close(false)}>
							{wizard.stay}
						</Button>
						<Button variant="primary" onClick={() => close(true)}>
							{wizard.leave}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			{wizard.leaveText}
		</Modal>
	);
}
