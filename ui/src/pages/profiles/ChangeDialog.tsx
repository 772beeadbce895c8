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
import { isOldPlan } from "./view";

type Props = {
	title: string;
	size?: ModalProps.Size;
	/** What is to be done, in order, all at once; nothing while something is missing, which is told at its field then. */
	changes: () => ProfileChange[] | null;
	/** Shows the refusal of one of them at the field that it is about; says whether there is one. */
	onRefused?: (change: ProfileChange, refusal: EditRefusal, at: number) => boolean;
	/** What is said when it is written. */
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

type Shown = { changes: ProfileChange[]; plan: ConfigPlan };

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

	const prepare = useMutation({
		mutationFn: async (changes: ProfileChange[]): Promise<Shown> => ({ changes, plan: await host.configPlan(changes) }),
		onSuccess: (prepared) => {
			setShown(prepared);
			// The button that was pressed may be gone, and there is something new to read.
			content.current?.focus();
		},
		onError: (error, changes) => {
			setShown(null);
			const found = problemOf(error);
			const { detail } = found;
			const change = detail.code === "config_refused" ? changes[detail.at] : undefined;
			const isAtField =
				detail.code === "config_refused" &&
				change !== undefined &&
				(props.onRefused?.(change, detail.refusal, detail.at) ?? false);
			setProblem(isAtField ? null : found);
		},
	});
	const apply = useMutation({
		mutationFn: ({ plan }: Shown) => host.configApply(plan.id),
		onSuccess: () => {
			profilesChanged(client);
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
		if (changes !== null) prepare.mutate(changes);
	}
	function again() {
		setProblem(null);
		if (shown) prepare.mutate(shown.changes);
	}
	const beginAtOnce = useEffectEvent(begin);
	useEffect(() => {
		if (atOnce) beginAtOnce();
	}, [atOnce]);

	/** What is being written is not to be left with another word than that it is. */
	const leave = () => apply.isPending || onClose();
	const isOld = isOldPlan(problem);
	const isNothing = shown !== null && shown.plan.files.length === 0;
	return (
		<Modal
			visible
			size={size}
			header={shown && !atOnce ? words.title : title}
			closeAriaLabel={common.close}
			// What was typed is not to be lost by a click beside it.
			onDismiss={({ detail }) => detail.reason !== "overlay" && leave()}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" disabled={apply.isPending} onClick={leave}>
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
							<Button variant="primary" loading={busy} onClick={again}>
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
