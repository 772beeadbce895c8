// What is said of a project, and the way to it, wherever it is offered.
import { useNavigate } from "react-router";
import { paths } from "../app/paths";
import type { PinFault } from "../bindings";
import { useAskToLeave } from "../session/guard";
import type { Shown } from "../session/project";
import { useSessionState } from "../session/session";
import type { Text } from "../text";
import { pinWords } from "../text/words";

/** Why a pin says nothing, and in which line. */
export function pinFaultWords({ codes, project }: Text, { line, reason }: PinFault): string {
	const words = pinWords(codes, reason);
	return line === null ? words : project.line(line, words);
}

/** Takes the window to where the project is, unless something half-done is to be kept. */
export function useGoToProject() {
	const { switchTo } = useSessionState();
	const askToLeave = useAskToLeave();
	const navigate = useNavigate();
	return async ({ profile, region }: NonNullable<Shown["way"]>) => {
		if (!(await askToLeave())) return;
		await navigate(paths.services);
		switchTo(profile, region);
	};
}
