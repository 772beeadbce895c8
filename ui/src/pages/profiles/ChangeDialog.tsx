import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { ConfigPlan, EditRefusal, Problem, ProfileChange } from "../../bindings";
import { FocusHere } from "../../components/FocusHere";
import { useFrame } from "../../components/frame";
import { ProblemView } from "../../components/ProblemView";
import { host, problemOf } from "../../host";
import { profilesChanged } from "../../session/profiles";
import { useText } from "../../text/react";
import { DiffView } from "./DiffView";

type Props = {
	title: string;
	size?: ModalProps.Size;
	/** What is to be done, in order; nothing while something is missing, which is told at its field then. */
	changes: () => ProfileChange[] | null;
	/** Shows a refusal at the field that it is about; says whether there is one. */
	onRefused?: (change: ProfileChange, refusal: EditRefusal) => boolean;
	/** One of several is written. */
	onWritten?: (change: ProfileChange) => void;
	/** What is said when all is written. */
	done: string;
	onDone?: () => void;
	onClose: () => void;
	/** Nothing is asked first, so the changes are shown at once. */
	atOnce?: boolean;
	/** What is to be agreed to before it is written, and whether that is done. */
	consent?: { content: ReactNode; given: boolean };
	/** What the button says that writes. */
	write?: string;
	/** What is asked first. */
	children?: ReactNode;
};

type Shown = { changes: ProfileChange[]; at: number; plan: ConfigPlan };
type Prepared = Shown | { change: ProfileChange; problem: Problem };

/** Asks what is to be changed, shows what that does to the files, and writes it then: nothing unseen is written. */
export function ChangeDialog(props: Props) {
	const { title, size = "large", done, onDone, onClose, atOnce = false, consent, children } = props;
	const { common, profiles } = useText();
	const words = profiles.diff;
	const { notify } = useFrame();
	const client = useQueryClient();
	const id = useId();
	const content = useRef<HTMLDivElement>(null);
	/** The first field of what is asked. */
	const first = useRef({
		focus: () => content.current?.querySelector<HTMLElement>("form :is(input:not([type=radio]), button)")?.focus(),
	});
	const [shown, setShown] = useState<Shown | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	function show(prepared: Prepared) {
		if ("plan" in prepared) {
			setShown(prepared);
			setProblem(null);
			// The button that was pressed may be gone, and there is something new to read.
			content.current?.focus();
			return;
		}
		setShown(null);
		const { detail } = prepared.problem;
		const isAtField = detail.code === "config_refused" && (props.onRefused?.(prepared.change, detail.refusal) ?? false);
		setProblem(isAtField ? null : prepared.problem);
	}

	const prepare = useMutation({
		mutationFn: ({ changes, at }: Pick<Shown, "changes" | "at">) => planAll(changes, at),
		onSuccess: show,
	});
	const apply = useMutation({
		mutationFn: ({ plan }: Shown) => host.configApply(plan.id),
		onSuccess: (_, { changes, at }) => {
			profilesChanged(client);
			const change = changes[at];
			if (at + 1 < changes.length && change) {
				props.onWritten?.(change);
				prepare.mutate({ changes, at: at + 1 });
				return;
			}
			notify({ id: "profiles", type: "success", header: done });
			onClose();
			onDone?.();
		},
		onError: (error) => setProblem(problemOf(error)),
	});
	const busy = prepare.isPending || apply.isPending;

	function begin() {
		if (busy) return;
		setProblem(null);
		const changes = props.changes();
		if (changes !== null) prepare.mutate({ changes, at: 0 });
	}
	const beginAtOnce = useEffectEvent(begin);
	useEffect(() => {
		if (atOnce) beginAtOnce();
	}, [atOnce]);

	const isOld = problem !== null && (problem.detail.code === "config_changed" || problem.detail.code === "plan_gone");
	const isNothing = shown !== null && shown.plan.files.length === 0;
	const several = shown !== null && shown.changes.length > 1;
	return (
		<Modal
			visible
			size={size}
			header={several ? words.titleOf(shown.at + 1, shown.changes.length) : shown && !atOnce ? words.title : title}
			closeAriaLabel={common.close}
			// What was typed is not to be lost by a click beside it.
			onDismiss={({ detail }) => detail.reason !== "overlay" && onClose()}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onClose}>
							{isNothing ? common.close : common.cancel}
						</Button>
						{shown !== null && !atOnce && (
							<Button
								disabled={busy}
								onClick={() => {
									setShown(null);
									setProblem(null);
								}}
							>
								{words.back}
							</Button>
						)}
						{shown === null && !atOnce && (
							<Button variant="primary" form={id} formAction="submit" loading={busy}>
								{profiles.form.next}
							</Button>
						)}
						{isOld && shown !== null ? (
							<Button variant="primary" loading={busy} onClick={() => prepare.mutate(shown)}>
								{words.again}
							</Button>
						) : (
							shown !== null &&
							!isNothing && (
								<Button
									variant="primary"
									loading={busy}
									disabled={consent?.given === false}
									onClick={() => {
										setProblem(null);
										apply.mutate(shown);
									}}
								>
									{props.write ?? words.write}
								</Button>
							)
						)}
					</SpaceBetween>
				</Box>
			}
		>
			<div ref={content} tabIndex={-1} className="quiet-focus">
				{!atOnce && (
					<form
						id={id}
						className="asked"
						hidden={shown !== null}
						noValidate
						onSubmit={(event) => {
							event.preventDefault();
							begin();
						}}
					>
						<FocusHere field={first} />
						{children}
					</form>
				)}
				<SpaceBetween size="m">
					{atOnce && children}
					{shown === null && prepare.isPending && atOnce && (
						<StatusIndicator type="loading">{words.planning}</StatusIndicator>
					)}
					{several && <Box>{stepWords(words, shown)}</Box>}
					{shown && <DiffView plan={shown.plan} />}
					{shown && !isNothing && consent?.content}
					{problem && !busy && (
						<ProblemView
							problem={problem}
							{...(isOld ? {} : { onRetry: () => (shown ? apply.mutate(shown) : begin()) })}
						/>
					)}
				</SpaceBetween>
			</div>
		</Modal>
	);
}

/** All are planned before the first is written, so that what is wrong with a later one is known before. */
async function planAll(changes: ProfileChange[], at: number): Promise<Prepared> {
	let first: ConfigPlan | null = null;
	for (const change of changes.slice(at)) {
		try {
			const plan: ConfigPlan = await host.configPlan(change);
			first ??= plan;
		} catch (error) {
			return { change, problem: problemOf(error) };
		}
	}
	if (first === null) throw new Error("nothing to change");
	return { changes, at, plan: first };
}

function stepWords(words: ReturnType<typeof useText>["profiles"]["diff"], { changes, at }: Shown): string {
	const change = changes[at];
	if (change === undefined) return "";
	return "session" in change ? words.session(change.session) : words.profile(change.profile);
}
