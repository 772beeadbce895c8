import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SavedDraft } from "../../bindings";
import { ProblemView } from "../../components/ProblemView";
import { host, problemOf } from "../../host";
import { draftsQuery } from "../../session/queries";
import { useText } from "../../text/react";

type Props = { draft: SavedDraft; onDismiss: () => void };

export function DiscardModal({ draft, onDismiss }: Props) {
	const { drafts: words, common } = useText();
	const client = useQueryClient();
	const forget = useMutation({
		mutationFn: () => host.draftForget(draft.id),
		onSuccess: async () => {
			await client.invalidateQueries(draftsQuery());
			onDismiss();
		},
	});
	return (
		<Modal
			visible
			header={words.discardTitle}
			closeAriaLabel={common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onDismiss}>
							{common.cancel}
						</Button>
						<Button variant="primary" loading={forget.isPending} onClick={() => forget.mutate()}>
							{words.discard}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			<SpaceBetween size="m">
				<span className="break">{words.discardText(draft.draft.name.trim() || words.nameless)}</span>
				{forget.error && <ProblemView problem={problemOf(forget.error)} onRetry={() => forget.mutate()} />}
			</SpaceBetween>
		</Modal>
	);
}
