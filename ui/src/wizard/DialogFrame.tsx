import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useText } from "../text/react";

type Props = {
	header: string;
	size?: ModalProps.Size;
	onDismiss: () => void;
	action?: ReactNode;
	children: ReactNode;
};

/** A dialog that does something, or follows what was begun in it: then it is closed rather than cancelled. */
export function DialogFrame({ header, size = "medium", onDismiss, action, children }: Props) {
	const { common } = useText();
	return (
		<Modal
			visible
			size={size}
			header={header}
			closeAriaLabel={common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant={action ? "link" : "normal"} onClick={onDismiss}>
							{action ? common.cancel : common.close}
						</Button>
						{action}
					</SpaceBetween>
				</Box>
			}
		>
			{children}
		</Modal>
	);
}
