import Alert from "@cloudscape-design/components/alert";
import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { paths } from "../../app/paths";
import type { ConfigView } from "../../bindings";
import { useDialog } from "../../components/dialogs";
import { usePage } from "../../components/frame";
import { MarkView } from "../../components/MarkView";
import { ProblemPage } from "../../components/ProblemPage";
import { useOpenWindow } from "../../components/windows";
import { problemOf } from "../../host";
import { configQuery } from "../../session/profiles";
import { marksQuery } from "../../session/queries";
import { useRegionNames, useSessionState } from "../../session/session";
import { useText } from "../../text/react";
import { ChainView } from "./ChainView";
import { type Asked, Dialogs } from "./Dialogs";
import { KeysTable } from "./KeysTable";
import { MoveKeyDialog } from "./keychain/MoveKeyDialog";
import { ProfileLinks } from "./SessionsTable";
import { useHome, useSwitch } from "./useProfile";
import { hasKeyInFile, type Row, rowsOf, valueIn } from "./view";

/** One profile: what it says, how it gets its credentials, and what can be done with it. */
export function ProfilePage() {
	const text = useText();
	const words = text.profiles;
	const { name = "" } = useParams();
	const { data, error, refetch } = useQuery(configQuery());
	const { data: marks } = useQuery(marksQuery());
	const rows = useMemo(() => (data ? rowsOf(text, data, marks ?? []) : []), [text, data, marks]);
	const row = rows.find(({ profile }) => profile.name === name);
	usePage(
		[
			{ text: words.title, path: paths.profiles },
			{ text: name, path: paths.profile(name) },
		],
		"profiles",
	);
	if (data === undefined) {
		if (error !== null) {
			return <ProblemPage title={name} problem={problemOf(error)} onRetry={() => void refetch()} />;
		}
		return <StatusIndicator type="loading">{text.common.loading}</StatusIndicator>;
	}
	if (row === undefined) return <NotThere name={name} />;
	return <Details config={data} row={row} />;
}

export function NotThere({ name }: { name: string }) {
	const { profiles: words } = useText();
	const navigate = useNavigate();
	return (
		<SpaceBetween size="m">
			<Header
				variant="h1"
				description={words.notThereText}
				actions={<Button onClick={() => void navigate(paths.profiles)}>{words.toProfiles}</Button>}
			>
				<span className="break">{words.notThere(name)}</span>
			</Header>
		</SpaceBetween>
	);
}

function Details({ config, row }: { config: ConfigView; row: Row }) {
	const { profiles: words, codes, common } = useText();
	const { profile, fault } = row;
	const navigate = useNavigate();
	const { full } = useRegionNames();
	const [asked, ask] = useState<Asked | null>(null);
	const [moving, setMoving] = useState(false);
	return (
		<SpaceBetween size="l">
			<Header variant="h1" actions={<Actions row={row} onAsk={ask} />}>
				<span className="break">{profile.name}</span>
			</Header>
			{fault !== null && <Alert type="error">{words.faulty(fault)}</Alert>}
			{hasKeyInFile(profile) && <KeyInFile onMove={() => setMoving(true)} />}
			{profile.kind === "keychain" && <KeyInKeychain />}
			<Container header={<Header variant="h2">{words.details.overview}</Header>}>
				<KeyValuePairs
					columns={3}
					items={[
						{ label: words.kind, value: codes.profileKind[profile.kind] },
						{ label: common.region, value: row.region === null ? common.none : full(row.region) },
						{ label: common.account, value: row.account ?? common.unknown },
						{ label: words.role, value: <span className="break">{row.role ?? common.none}</span> },
						{
							label: words.mark,
							value:
								row.marks.length === 0
									? common.none
									: row.marks.map((mark) => <MarkView key={JSON.stringify(mark)} mark={mark} />),
						},
					]}
				/>
			</Container>
			{profile.chain && (
				<Container header={<Header variant="h2">{words.details.chain}</Header>}>
					<ChainView chain={profile.chain} limit={profile.limit} />
				</Container>
			)}
			<Container header={<Header variant="h2">{words.details.keys}</Header>}>
				<KeysTable keys={profile.keys} label={words.details.keys} />
			</Container>
			{profile.used_by.length > 0 && (
				<Container
					header={
						<Header variant="h2" description={words.details.usedByText}>
							{words.usedBy}
						</Header>
					}
				>
					<ProfileLinks names={profile.used_by} />
				</Container>
			)}
			{moving && <MoveKeyDialog profile={profile.name} onClose={() => setMoving(false)} />}
			{asked && (
				<Dialogs
					key={JSON.stringify(asked)}
					asked={asked}
					config={config}
					onClose={() => ask(null)}
					onDone={(name) => {
						if (asked.kind === "rename") void navigate(paths.profile(name), { replace: true });
						if (asked.kind === "delete") void navigate(paths.profiles, { replace: true });
					}}
				/>
			)}
		</SpaceBetween>
	);
}

/** Advises where a key had better be. */
function KeyInFile({ onMove }: { onMove: () => void }) {
	const { keychain: words } = useText();
	return (
		<Alert type="info" header={words.advice} action={<Button onClick={onMove}>{words.move}</Button>}>
			{words.adviceText}
		</Alert>
	);
}

function KeyInKeychain() {
	const { keychain: words } = useText();
	const navigate = useNavigate();
	return (
		<Alert type="info" action={<Button onClick={() => void navigate(paths.keychain)}>{words.toKeychain}</Button>}>
			{words.inKeychain}
		</Alert>
	);
}

function Actions({ row, onAsk }: { row: Row; onAsk: (asked: Asked) => void }) {
	const { profiles: words, signIn } = useText();
	const { profile, region, fault } = row;
	const { name } = profile;
	const navigate = useNavigate();
	const { profile: current } = useSessionState();
	const home = useHome();
	const use = useSwitch();
	const openWindow = useOpenWindow();
	const openDialog = useDialog();
	const isSso = profile.chain?.base.kind === "sso";
	const reason = name === current ? words.useText : fault;
	return (
		<SpaceBetween direction="horizontal" size="xs" alignItems="center">
			{name === current && <Badge color="blue">{words.inUse}</Badge>}
			{isSso && (
				<Button onClick={() => openDialog({ kind: "sign_in", profile: name, session: null })}>{signIn.begin}</Button>
			)}
			<Button
				disabled={fault !== null}
				{...(fault === null ? {} : { disabledReason: fault })}
				onClick={() => openWindow(name, home(region))}
			>
				{words.newWindow}
			</Button>
			<Button onClick={() => onAsk({ kind: "edit", name })}>{words.edit}</Button>
			<ButtonDropdown
				expandToViewport
				items={[
					...(isSso ? [{ id: "accounts", text: words.accounts }] : []),
					{ id: "rename", text: words.rename },
					{ id: "delete", text: words.delete },
				]}
				onItemClick={({ detail }) => {
					if (detail.id === "accounts") void navigate(paths.ssoAccounts(name));
					if (detail.id === "rename" || detail.id === "delete") {
						onAsk({ kind: detail.id, of: "profile", name });
					}
				}}
			>
				{words.actions}
			</ButtonDropdown>
			<Button
				variant="primary"
				disabled={reason !== null}
				{...(reason === null ? {} : { disabledReason: reason })}
				onClick={() => void use(name, valueIn(profile.keys, "region"))}
			>
				{words.use}
			</Button>
		</SpaceBetween>
	);
}
