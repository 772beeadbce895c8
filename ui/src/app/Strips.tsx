// What is always in sight below the top bar: whose account one works in, and what will not wait.
import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import Link from "@cloudscape-design/components/link";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Guard, SessionView } from "../bindings";
import { Countdown } from "../components/Countdown";
import { useAsk, useDialog } from "../components/dialogs";
import { useFrame } from "../components/frame";
import { useFollow } from "../components/navigation";
import { problemWords } from "../components/ProblemView";
import { useNow } from "../components/useNow";
import { host, problemOf } from "../host";
import { marksChanged } from "../session/queries";
import { useProfileName, useRegionNames, useSessionState } from "../session/session";
import { useMarks, useStanding } from "../session/standing";
import { useText } from "../text/react";
import { ConnectionStrips } from "./ConnectionStrips";
import { ProjectStrip } from "./ProjectStrip";
import { href, paths } from "./paths";

export function Strips() {
	return (
		<>
			<ProjectStrip />
			<GuardStrip />
			<UnservedStrip />
			<EndingStrip />
			<ConnectionStrips />
			<SandboxStrip />
		</>
	);
}

/** A profile is at home where App Runner is not, so that one looks for its services in vain. */
function UnservedStrip() {
	const { view, region } = useSessionState();
	const { regions } = useText();
	const { full } = useRegionNames();
	const profileName = useProfileName();
	const own = view?.unserved_region ?? null;
	if (view === null || own === null) return null;
	return (
		<div className="strip" role="note">
			<Icon name="status-info" size="small" />
			<span className="whole">{regions.unserved(profileName(view.session.profile), full(own), full(region))}</span>
		</div>
	);
}

function SandboxStrip() {
	const { view } = useSessionState();
	const { shell } = useText();
	const follow = useFollow();
	if (!view?.sandbox) return null;
	return (
		<div className="strip" role="note">
			<Icon name="status-info" size="small" />
			<span>{shell.sandboxStrip}</span>
			<Link variant="secondary" fontSize="body-s" href={href(paths.sandbox)} onFollow={follow}>
				{shell.sandboxControls}
			</Link>
		</div>
	);
}

/** An account that is marked, by its colour and in words. */
function GuardStrip() {
	const known = useMarks();
	if (known === null || (known.guard.color === null && known.guard.protection === "none")) return null;
	return <Marked {...known} />;
}

function Marked({ view, guard }: { view: SessionView; guard: Guard }) {
	const { guard: text, common } = useText();
	const profileName = useProfileName();
	const { full } = useRegionNames();
	const { session, identity } = view;
	const account = identity?.account ?? common.unknown;
	const where = [
		guard.name === null ? `${common.account} ${account}` : text.account(guard.name, account),
		profileName(session.profile),
		full(session.region),
	];
	return (
		<section className={`strip guard ${guard.color === null ? "" : `mark-${guard.color}`}`} aria-label={text.strip}>
			<span className="swatch-dot" aria-hidden="true" />
			<span className="whole">{where.join(" · ")}</span>
			{guard.protection === "read_only" && <Protected icon="lock-private">{text.readOnly}</Protected>}
			{guard.protection === "production" && <Production view={view} guard={guard} />}
		</section>
	);
}

function Protected({ icon, children }: { icon: "lock-private" | "unlocked"; children: string }) {
	return (
		<strong className="swatch">
			<Icon name={icon} size="small" />
			{children}
		</strong>
	);
}

/** Between two looks at the minutes that are left, in milliseconds. */
const MINUTES = 5_000;

function Production({ view: { session, identity }, guard }: { view: SessionView; guard: Guard }) {
	const text = useText();
	const client = useQueryClient();
	const open = useDialog();
	const { notify } = useFrame();
	const until = guard.unlocked_until;
	const now = useNow(until !== null, MINUTES);
	const minutes = until === null ? 0 : Math.ceil((until - now) / 60_000);
	const isOver = until !== null && minutes <= 0;
	// It locks itself, and nobody says so.
	useEffect(() => {
		if (isOver) marksChanged(client);
	}, [isOver, client]);
	const lock = useMutation({
		mutationFn: () => host.guardLock(session),
		onSuccess: () => marksChanged(client),
		onError: (error) => {
			const { title, body } = problemWords(text, problemOf(error));
			notify({ id: "lock", type: "error", header: title, content: body });
		},
	});
	if (minutes > 0) {
		return (
			<>
				<Protected icon="unlocked">{text.guard.unlocked(minutes)}</Protected>
				<Button variant="inline-link" loading={lock.isPending} onClick={() => lock.mutate()}>
					{text.guard.lock}
				</Button>
			</>
		);
	}
	return (
		<>
			<Protected icon="lock-private">{text.guard.locked}</Protected>
			{identity && (
				<Button
					variant="inline-link"
					onClick={() => open({ kind: "unlock", profile: session.profile, account: identity.account })}
				>
					{text.guard.unlockMore}
				</Button>
			)}
		</>
	);
}

/** How long before its end a sign-in is spoken of, in milliseconds. */
const SOON = 10 * 60_000;
/** Between two looks whether it is that time, in milliseconds. */
const LOOK = 10_000;

/** What is needed of the person soon: said before a request fails for it. */
function EndingStrip() {
	const { profile } = useSessionState();
	const { standing: text, signIn, mfa } = useText();
	const next = useStanding()?.next ?? null;
	const ask = useAsk();
	const now = useNow(next !== null, LOOK);
	const at = next?.at ?? null;
	if (next === null || at === null || at - now > SOON) return null;
	const isCode = next.need.kind === "code";
	const { ends, soon, ended } = isCode ? text.code : text.signIn;
	return (
		<section className="strip ending" aria-label={text.title}>
			<Icon name="status-warning" size="small" />
			<Countdown until={at} left={ends} begun={soon} over={ended} />
			<Button variant="inline-link" onClick={() => ask(next.need, profile)}>
				{isCode ? mfa.begin : signIn.begin}
			</Button>
		</section>
	);
}
