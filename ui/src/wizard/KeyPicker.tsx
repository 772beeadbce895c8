import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { KeyOption } from "../bindings";
import { ProblemView } from "../components/ProblemView";
import { Suggest } from "../components/Suggest";
import { problemOf } from "../host";
import { keysQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { DraftField, useForm } from "./form";

/** A key of the account, or the ARN of one that the account is only allowed to use, which no list has. */
export function KeyPicker({ arn }: { arn: string }) {
	const text = useText();
	const words = text.wizard.reach.keys;
	const { put } = useForm();
	const { session } = useOpenSession();
	const keys = useQuery(keysQuery(session));
	const chosen = keys.data?.find((key) => key.arn === arn.trim());
	return (
		<DraftField field={{ name: "kms_key_arn" }} description={words.text} stretch>
			<SpaceBetween size="xs">
				<Suggest
					read={keys}
					options={(keys.data ?? []).map((key) => option(text, key))}
					value={arn}
					label={text.codes.field.kms_key_arn}
					placeholder="arn:aws:kms:…:key/1234abcd-12ab-34cd-56ef-1234567890ab"
					use={words.use}
					empty={words.empty}
					refresh={words.refresh}
					onChange={(arn, byKeys) => put((draft) => ({ ...draft, encryption: { kind: "kms_key", arn } }), byKeys)}
				/>
				{chosen && (
					<Box color="text-body-secondary" variant="small">
						<span className="break">{about(text, chosen)}</span>
					</Box>
				)}
				{keys.error && !keys.isFetching && (
					<ProblemView problem={problemOf(keys.error)} onRetry={() => void keys.refetch()} />
				)}
			</SpaceBetween>
		</DraftField>
	);
}

/** What the ARN does not say of a key. */
const about = (text: Text, { alias, description, unusable }: KeyOption) =>
	[alias, description, unusable && text.codes.keyUnusable[unusable]].filter(Boolean).join(" · ");

function option(text: Text, key: KeyOption): AutosuggestProps.Option {
	const { arn, alias, description, unusable } = key;
	const named = { value: arn, label: alias ?? arn };
	if (unusable === null) return { ...named, description: [alias && arn, description].filter(Boolean).join(" · ") };
	return {
		...named,
		description: [description, text.codes.keyUnusable[unusable]].filter(Boolean).join(" · "),
		labelTag: text.wizard.reach.keys.unusable,
		disabled: true,
	};
}
