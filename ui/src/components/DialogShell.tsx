import Box from "@cloudscape-design/components/box";
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useText } from "../text/react";

type Props = {
	header: string;
	size?: ModalProps.Size;
	/** It holds what is not to be lost by a click beside it. */
	holds?: boolean;
	onClose: () => void;
	/** Buttons, the most important last. */
	actions: ReactNode;
	children: ReactNode;
};

/** What every dialog has: a header, a way out, and its buttons below. */
export function DialogShell({ header, size = "medium", holds = false, onClose, actions, children }: Props) {
	const { common } = useText();
	return (
		<Modal
			visible
			size={size}
			header={header}
			closeAriaLabel={common.close}
			onDismiss={({ detail }) => (holds && detail.reason === "overlay" ? undefined : onClose())}
			footer={
				<Box float="right">
					<div className="buttons">{actions}</div>
				</Box>
			}
		>
			<SpaceBetween size="m">{children}</SpaceBetween>
		</Modal>
	);
}
