import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import type { KeyView } from "../../bindings";
import { useText } from "../../text/react";

type Props = { keys: KeyView[]; label: string };

/** Settings as they stand in the files. A secret is there or not, and no more is shown of it. */
export function KeysTable({ keys, label }: Props) {
	const { details, configFile, credentialsFile, fileFault } = useText().profiles;
	const files = { config: configFile, credentials: credentialsFile };
	return (
		<Table<KeyView>
			variant="embedded"
			items={keys}
			trackBy="key"
			wrapLines
			ariaLabels={{ tableLabel: label }}
			empty={<Box color="text-body-secondary">{details.keysEmpty}</Box>}
			columnDefinitions={[
				{
					id: "key",
					header: details.key,
					isRowHeader: true,
					minWidth: 140,
					cell: ({ key }) => <code className="mono break">{key}</code>,
				},
				{
					id: "value",
					header: details.value,
					minWidth: 200,
					cell: ({ value }) =>
						value === null ? (
							<Box color="text-body-secondary">{details.secret}</Box>
						) : (
							<span className="break">{value}</span>
						),
				},
				{
					id: "place",
					header: details.place,
					minWidth: 140,
					cell: ({ file, line }) => fileFault(files[file], line),
				},
			]}
		/>
	);
}
