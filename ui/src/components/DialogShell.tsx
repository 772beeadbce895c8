import Box from "@cloudscape-design/components/box";
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useText } from "../text/react";

type Props = {
	header: string;
	size?: ModalProps.Size;
	onClose: () => void;
	/** Buttons, the most important last. */
	actions: ReactNode;
	children: ReactNode;
};

/** What every dialog has: a header, a way out, and its buttons below. */
export function DialogShell({ header, size = "medium", onClose, actions, children }: Props) {
	const { common } = useText();
	return (
		<Modal
			visible
			size={size}
			header={header}
			closeAriaLabel={common.close}
			onDismiss={onClose}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						{actions}
					</SpaceBetween>
				</Box>
			}
		>
			<SpaceBetween size="m">{children}</SpaceBetween>
		</Modal>
	);
}
