import Button from "@cloudscape-design/components/button";
import type { ModalProps } from "@cloudscape-design/components/modal";
import type { ReactNode } from "react";
import { DialogShell } from "../components/DialogShell";
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
		<DialogShell
			header={header}
			size={size}
			onClose={onDismiss}
			actions={
				<>
					<Button variant={action ? "link" : "normal"} onClick={onDismiss}>
						{action ? common.cancel : common.close}
					</Button>
					{action}
				</>
			}
		>
			{children}
		</DialogShell>
	);
}
