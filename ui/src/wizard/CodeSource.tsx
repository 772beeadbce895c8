import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { ConnectionOption, Draft } from "../bindings";
import { Picker } from "../components/Picker";
import { connectionsQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { DraftField, TextField, useForm } from "./form";
import { code } from "./parts";
import { TriggerTiles } from "./TriggerTiles";
import type { CodeSource } from "./variants";

const ConnectionModal = lazy(async () => ({ default: (await import("./ConnectionModal")).ConnectionModal }));

/** Where the source code is. Only the provider knows its repositories and branches, so they are typed. */
export function CodeFields({ source }: { source: CodeSource }) {
	const { wizard } = useText();
	const words = wizard.source;
	return (
		<SpaceBetween size="l">
			<Connection source={source} />
			<TextField
				field={{ name: "repository" }}
				description={words.repositoryText}
				value={source.repository}
				edit={(draft, repository) => code(draft, { repository })}
				placeholder="https://github.com/owner/name"
				stretch
			/>
			<TextField
				field={{ name: "branch" }}
				description={words.branchText}
				value={source.branch}
				edit={(draft, branch) => code(draft, { branch })}
			/>
			<TextField
				field={{ name: "source_directory" }}
				description={words.directoryText}
				value={source.directory}
				edit={(draft, directory) => code(draft, { directory })}
			/>
		</SpaceBetween>
	);
}

export function CodeDeployment({ source }: { source: CodeSource }) {
	const { wizard } = useText();
	const { pick } = useForm();
	return (
		<Container header={<Header variant="h2">{wizard.source.deployment}</Header>}>
			<TriggerTiles
				value={source.trigger}
				automaticText={wizard.source.automaticCodeText}
				onChange={(trigger) => pick((draft) => code(draft, { trigger }), [{ name: "trigger" }])}
			/>
		</Container>
	);
}

function Connection({ source }: { source: CodeSource }) {
	const text = useText();
	const words = text.wizard.source;
	const { put, pick } = useForm();
	const { session } = useOpenSession();
	const [adding, setAdding] = useState(false);
	const connections = useQuery(connectionsQuery(session));
	const connect = (connection: string) => (draft: Draft) => code(draft, { connection });
	return (
		<DraftField field={{ name: "connection" }} description={words.connectionText} topic="connection" stretch>
			<Picker
				read={connections}
				options={(connections.data ?? []).map((connection) => option(text, connection))}
				value={source.connection}
				typed
				placeholder={words.chooseConnection}
				find={words.findConnection}
				empty={words.noConnections}
				refresh={words.refreshConnections}
				onChange={(arn, byKeys) => put(connect(arn), byKeys)}
				action={<Button onClick={() => setAdding(true)}>{words.addConnection}</Button>}
			/>
			{adding && (
				<Suspense fallback={null}>
					<ConnectionModal
						onDismiss={() => setAdding(false)}
						onAvailable={(arn) => {
							pick(connect(arn), [{ name: "connection" }]);
							setAdding(false);
						}}
					/>
				</Suspense>
			)}
		</DraftField>
	);
}

/** One that cannot be used is shown all the same, with the reason: who made it looks for it here. */
function option(text: Text, { arn, name, provider, is_available, is_pending }: ConnectionOption): SelectProps.Option {
	const words = text.wizard.source;
	const place = provider === null ? words.otherProvider : text.codes.provider[provider];
	if (is_available) return { value: arn, label: name, description: place };
	return {
		value: arn,
		label: name,
		description: is_pending ? words.waitingAt(place) : place,
		labelTag: is_pending ? words.pending : words.unusable,
		disabled: true,
		disabledReason: is_pending ? words.waitingAt(place) : words.unusableText,
	};
}
