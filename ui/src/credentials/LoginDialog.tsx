import Button from "@cloudscape-design/components/button";
import { CodeBlock } from "../components/Copy";
import { DialogShell } from "../components/DialogShell";
import { useSessionState } from "../session/session";
import { useText } from "../text/react";

type Props = { profile: string; onClose: () => void };

/** The console sign-in is the AWS CLI's own: here is only told how. */
export function LoginDialog({ profile, onClose }: Props) {
	const { common, login, problem } = useText();
	const { reopen } = useSessionState();
	return (
		<DialogShell
			header={login.title}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button
						variant="primary"
						onClick={() => {
							reopen();
							onClose();
						}}
					>
						{problem.signedIn}
					</Button>
				</>
			}
		>
			<div>{login.text}</div>
			<CodeBlock value={`aws login --profile ${profile}`} what={problem.command} />
		</DialogShell>
	);
}
