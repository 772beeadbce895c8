import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useText } from "../../text/react";

export function ResetModal({ onConfirm, onDismiss }: { onConfirm: () => void; onDismiss: () => void }) {
	const { sandbox: words, common } = useText();
	return (
		<Modal
			visible
			header={words.resetTitle}
			closeAriaLabel={common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onDismiss}>
							{common.cancel}
						</Button>
						<Button variant="primary" onClick={onConfirm}>
							{words.resetButton}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			{words.resetText}
		</Modal>
	);
}
