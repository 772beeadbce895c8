import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ConfigPlan } from "../../../bindings";
import { DialogShell } from "../../../components/DialogShell";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { profilesChanged } from "../../../session/profiles";
import { useText } from "../../../text/react";
import { DiffView } from "../DiffView";
import { isOldPlan } from "../view";

type Props = {
	plan: ConfigPlan;
	/** Plans the same anew, after the files were changed by another. */
	again: () => Promise<ConfigPlan>;
	/** What the button says that leaves the files as they are. */
	leave?: string;
	onWritten: (written: ConfigPlan) => void;
	onClose: () => void;
	children?: ReactNode;
};

/** Shows what a plan that is made already does to the files, and writes it then: nothing unseen is written. */
export function PlannedDialog({ plan, again, leave, onWritten, onClose, children }: Props) {
	const { common, profiles } = useText();
	const words = profiles.diff;
	const client = useQueryClient();
	const content = useRef<HTMLDivElement>(null);
	const [shown, setShown] = useState(plan);
	const look = useMutation({
		mutationFn: again,
		onSuccess: (plan) => {
			setShown(plan);
			apply.reset();
		},
	});
	const apply = useMutation({
		mutationFn: () => host.configApply(shown.id),
		onSuccess: () => {
			profilesChanged(client);
			onWritten(shown);
		},
	});
	// What was pressed before is gone, and there is something new to read.
	useEffect(() => queueMicrotask(() => content.current?.focus()), []);

	const busy = look.isPending || apply.isPending;
	const error = look.error ?? apply.error;
	const problem = error === null || busy ? null : problemOf(error);
	const isOld = isOldPlan(apply.error === null ? null : problemOf(apply.error));
	/** What is being written is not to be left with another word than that it is. */
	const close = () => apply.isPending || onClose();
	const isNothing = shown.files.length === 0;
	return (
		<DialogShell
			header={words.title}
			size="large"
			holds
			onClose={close}
			actions={
				<>
					<Button variant="link" disabled={apply.isPending} onClick={close}>
						{isNothing ? common.close : (leave ?? common.cancel)}
					</Button>
					{!isNothing && (
						<Button variant="primary" loading={busy} onClick={() => (isOld ? look : apply).mutate()}>
							{isOld ? words.again : words.write}
						</Button>
					)}
				</>
			}
		>
			<div ref={content} tabIndex={-1} className="quiet-focus">
				<SpaceBetween size="m">
					{children}
					<DiffView plan={shown} />
				</SpaceBetween>
			</div>
			{problem && (
				<ProblemView problem={problem} {...(isOld ? {} : { onRetry: () => (look.error ? look : apply).mutate() })} />
			)}
		</DialogShell>
	);
}
