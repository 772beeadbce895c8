import { host, problemOf } from "../host";
import { useText } from "../text/react";
import { useFrame } from "./frame";
import { problemWords } from "./ProblemView";

/** Opens another window at a profile; a failure is told in the notifications. */
export function useOpenWindow() {
	const text = useText();
	const { notify } = useFrame();
	return (profile: string, region: string) =>
		void host.windowOpen(profile, region).catch((error: unknown) => {
			const { title, body } = problemWords(text, problemOf(error));
			notify({ id: "window", type: "error", header: title, content: body });
		});
}
