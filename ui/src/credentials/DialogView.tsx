import type { Dialog } from "../components/dialogs";
import { NetworkDialog } from "../connection/NetworkDialog";
import { CallerDialog } from "./CallerDialog";
import { CodeDialog } from "./CodeDialog";
import { LoginDialog } from "./LoginDialog";
import { MarkDialog } from "./MarkDialog";
import { ProgramDialog } from "./ProgramDialog";
import { ProjectDialog } from "./ProjectDialog";
import { SignInDialog } from "./SignInDialog";
import { SignOutDialog } from "./SignOutDialog";
import { UnlockDialog } from "./UnlockDialog";

export default function DialogView({ dialog, onClose }: { dialog: Dialog; onClose: () => void }) {
	switch (dialog.kind) {
		case "caller":
			return <CallerDialog id={dialog.id} onClose={onClose} />;
		case "sign_in":
			return <SignInDialog profile={dialog.profile} onClose={onClose} />;
		case "sign_out":
			return <SignOutDialog profile={dialog.profile} onClose={onClose} />;
		case "code":
			return <CodeDialog profile={dialog.profile} device={dialog.device} onClose={onClose} />;
		case "program":
			return <ProgramDialog profile={dialog.profile} command={dialog.command} onClose={onClose} />;
		case "login":
			return <LoginDialog profile={dialog.profile} onClose={onClose} />;
		case "unlock":
			return <UnlockDialog profile={dialog.profile} account={dialog.account} onClose={onClose} />;
		case "project":
			return <ProjectDialog onClose={onClose} />;
		case "mark":
			return <MarkDialog profile={dialog.profile} account={dialog.account} onClose={onClose} />;
		case "network":
			return <NetworkDialog profile={dialog.profile} onClose={onClose} />;
	}
}
