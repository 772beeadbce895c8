import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SavedDraft } from "../../bindings";
import { ConfirmModal } from "../../components/ConfirmModal";
import { ProblemView } from "../../components/ProblemView";
import { host, problemOf } from "../../host";
import { draftsQuery } from "../../session/queries";
import { useProfileName, useRegionNames } from "../../session/session";
import { useText } from "../../text/react";

type Props = { draft: SavedDraft; onDismiss: () => void };

export function DiscardModal({ draft, onDismiss }: Props) {
	const { drafts: words } = useText();
	const profileName = useProfileName();
	const { full } = useRegionNames();
	const client = useQueryClient();
	const forget = useMutation({
		mutationFn: () => host.draftForget(draft.id),
		onSuccess: async () => {
			await client.invalidateQueries(draftsQuery());
			onDismiss();
		},
	});
	return (
		<ConfirmModal
			header={words.discardTitle}
			confirm={words.discard}
			busy={forget.isPending}
			onConfirm={() => forget.mutate()}
			onDismiss={onDismiss}
		>
			<SpaceBetween size="m">
				<div>{words.place(profileName(draft.profile), full(draft.region))}</div>
				<span className="break">{words.discardText(draft.draft.name.trim() || words.nameless)}</span>
				{forget.error && <ProblemView problem={problemOf(forget.error)} onRetry={() => forget.mutate()} />}
			</SpaceBetween>
		</ConfirmModal>
	);
}
