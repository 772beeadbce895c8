import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown, { type ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { KeptKey } from "../../../bindings";
import { Age } from "../../../components/Age";
import { Copy } from "../../../components/Copy";
import { userName } from "../../../text/arn";
import { useText } from "../../../text/react";
import { Nothing } from "../ProfilesTable";
import { ProfileLinks } from "../SessionsTable";
import type { Asked } from "./KeychainPage";
import { type KeySession, useKeySession } from "./useKeySession";

type Props = {
	keys: KeptKey[];
	/** Why the keychain cannot be used. */
	closed: string | null;
	addButton: ReactNode;
	onAsk: (asked: Asked) => void;
};

/** The keys, which are known also while the keychain is locked. */
export function KeptKeysTable({ keys, closed, addButton, onAsk }: Props) {
	const { keychain: words, profiles } = useText();
	const sessionFor = useKeySession();
	return (
		<Table<KeptKey>
			items={keys}
			trackBy="id"
			wrapLines
			ariaLabels={{ tableLabel: words.keys }}
			header={
				<Header variant="h2" counter={`(${keys.length})`}>
					{words.keys}
				</Header>
			}
			empty={<Nothing title={words.keysEmpty} text={words.keysEmptyText} action={addButton} />}
			columnDefinitions={[
				{
					id: "key",
					header: words.key,
					isRowHeader: true,
					minWidth: 220,
					cell: ({ access_key_id }) => <Copy variant="inline" value={access_key_id} what={access_key_id} />,
				},
				{ id: "user", header: words.user, minWidth: 130, cell: (kept) => <User kept={kept} /> },
				{
					id: "profiles",
					header: words.profiles,
					minWidth: 140,
					cell: (kept) =>
						kept.profiles.length > 0 ? (
							<ProfileLinks names={kept.profiles} />
						) : (
							<>
								<div>{words.noProfile}</div>
								<Button variant="inline-link" onClick={() => onAsk({ kind: "profile", kept })}>
									{words.makeProfile}
								</Button>
							</>
						),
				},
				{ id: "kept", header: words.kept, minWidth: 100, cell: ({ kept_at }) => <Age at={kept_at} /> },
				...(keys.some(({ retiring }) => retiring !== null)
					? [
							{
								id: "retiring",
								header: words.old,
								minWidth: 210,
								cell: (kept: KeptKey) => <Retiring kept={kept} session={sessionFor(kept)} onAsk={onAsk} />,
							},
						]
					: []),
				{
					id: "actions",
					header: profiles.actions,
					minWidth: 110,
					cell: (kept) => <Actions kept={kept} session={sessionFor(kept)} closed={closed} onAsk={onAsk} />,
				},
			]}
		/>
	);
}

function User({ kept: { arn, account } }: { kept: KeptKey }) {
	return (
		<>
			<div className="break">{userName(arn)}</div>
			<Box variant="small" color="text-body-secondary">
				{account}
			</Box>
		</>
	);
}

type PartProps = { kept: KeptKey; session: KeySession; onAsk: (asked: Asked) => void };

/** What a replacement has left to be done. */
function Retiring({ kept, session: { session, reason }, onAsk }: PartProps) {
	const { keychain: words } = useText();
	const { retiring } = kept;
	if (retiring === null) return <span aria-hidden="true">–</span>;
	return (
		<>
			<div className="break">{retiring}</div>
			<StatusIndicator type="stopped">{words.deactivated}</StatusIndicator>
			<Box variant="small" color="text-body-secondary">
				{words.retiring}
			</Box>
			<div>
				<Button
					ariaLabel={words.endOf(retiring)}
					disabled={session === null}
					{...(reason === null ? {} : { disabledReason: reason })}
					onClick={() => session && onAsk({ kind: "end", kept, retiring, session })}
				>
					{words.end}
				</Button>
			</div>
		</>
	);
}

function Actions({ kept, session: found, closed, onAsk }: PartProps & { closed: string | null }) {
	const { keychain: words } = useText();
	const { session } = found;
	const other = found.session === null ? found.other : null;
	const open = (id: string, text: string, reason: string | null): ButtonDropdownProps.Item => ({
		id,
		text,
		disabled: reason !== null,
		...(reason === null ? {} : { disabledReason: reason }),
	});
	return (
		<ButtonDropdown
			variant="inline-icon"
			expandToViewport
			ariaLabel={words.actionsOf(kept.access_key_id)}
			items={[
				open("rotate", words.rotate, closed ?? found.reason),
				...(other === null ? [] : [{ id: "switch", text: words.switchTo(other.profile) }]),
				{ id: "profile", text: words.makeProfile },
				open("forget", words.forget, closed),
			]}
			onItemClick={({ detail }) => {
				if (detail.id === "rotate" && session !== null) onAsk({ kind: "rotate", kept, session });
				if (detail.id === "switch") other?.use();
				if (detail.id === "profile" || detail.id === "forget") onAsk({ kind: detail.id, kept });
			}}
		/>
	);
}
