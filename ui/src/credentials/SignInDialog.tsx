import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useRef, useState } from "react";
import type { Problem, SignInView, SignInWay } from "../bindings";
import { Copy } from "../components/Copy";
import { Countdown } from "../components/Countdown";
import { DialogShell } from "../components/DialogShell";
import { useFrame } from "../components/frame";
import { ProblemView } from "../components/ProblemView";
import { plain, Rich } from "../components/Rich";
import { host, problemOf } from "../host";
import { hostOf } from "../text/format";
import { useText } from "../text/react";
import { useSignIn } from "./useSignIn";

type Props = { profile: string; onClose: () => void };

/** Signs in to IAM Identity Center: in the browser, which comes back by itself, or by a code that is compared there. */
export function SignInDialog({ profile, onClose }: Props) {
	const { common, signIn } = useText();
	const { notify } = useFrame();
	const { state, way, begin } = useSignIn(profile, () => {
		notify({ id: "sign-in", type: "success", header: signIn.signedIn });
		onClose();
	});
	const content = useRef<HTMLDivElement>(null);

	/** The button that was pressed may be gone then, so the focus goes to what takes its place. */
	function again(way: SignInWay) {
		begin(way);
		content.current?.focus();
	}

	return (
		<DialogShell
			header={signIn.title}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button onClick={() => again(way === "browser" ? "code" : "browser")}>
						{way === "browser" ? signIn.useCode : signIn.useBrowser}
					</Button>
					{state.kind === "failed" && (
						<Button variant="primary" onClick={() => again(way)}>
							{common.retry}
						</Button>
					)}
				</>
			}
		>
			<div ref={content} tabIndex={-1} className="quiet-focus">
				{state.kind === "beginning" && <StatusIndicator type="loading">{signIn.beginning}</StatusIndicator>}
				{state.kind === "open" && <Open key={state.view.id} view={state.view} />}
				{state.kind === "failed" && <ProblemView problem={state.problem} profile={profile} />}
			</div>
		</DialogShell>
	);
}

/** What to do in the browser, and for how long it can be done. */
function Open({ view }: { view: SignInView }) {
	const { signIn } = useText();
	const [refused, setRefused] = useState<Problem | null>(null);
	const { session, user_code: code } = view;
	const told =
		view.way === "code"
			? signIn.byCode(hostOf(view.page ?? session.start_url))
			: signIn.browser(hostOf(session.start_url));
	const aloud = code === null ? told : `${told} ${code} ${signIn.compare}`;

	function openAgain() {
		setRefused(null);
		host.signInOpen(view.id).catch((error: unknown) => setRefused(problemOf(error)));
	}

	return (
		<SpaceBetween size="m">
			<div>
				<Rich>{told}</Rich>
			</div>
			{code !== null && (
				<>
					<SpaceBetween direction="horizontal" size="xs" alignItems="center">
						<span className="user-code">{code}</span>
						<Copy value={code} what={signIn.code} />
					</SpaceBetween>
					<div>{signIn.compare}</div>
				</>
			)}
			<StatusIndicator type="pending">
				<Countdown until={view.expires_at ?? 0} left={signIn.left} begun={plain(aloud)} over={signIn.over} />
			</StatusIndicator>
			<Button iconName="external" iconAlign="right" onClick={openAgain}>
				{signIn.openAgain}
			</Button>
			{refused && <ProblemView problem={refused} onRetry={openAgain} />}
		</SpaceBetween>
	);
}
