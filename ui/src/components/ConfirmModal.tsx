import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useText } from "../text/react";

type Props = {
	header: string;
	/** What the button says that does it. */
	confirm: string;
	busy?: boolean;
	/** Whether something has to be typed first. */
	locked?: boolean;
	onConfirm: () => void;
	onDismiss: () => void;
	children: ReactNode;
};

/** Asks before something is done that takes something away. */
export function ConfirmModal({ header, confirm, busy = false, locked = false, onConfirm, onDismiss, children }: Props) {
	const { common } = useText();
	return (
		<Modal
			visible
			header={header}
			closeAriaLabel={common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onDismiss}>
							{common.cancel}
						</Button>
						<Button variant="primary" disabled={locked} loading={busy} onClick={onConfirm}>
							{confirm}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			{children}
		</Modal>
	);
}
