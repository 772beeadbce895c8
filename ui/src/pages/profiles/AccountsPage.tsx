import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import TextFilter from "@cloudscape-design/components/text-filter";
import ToggleButton from "@cloudscape-design/components/toggle-button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { paths } from "../../app/paths";
import type { ConfigView, ProfileView, SsoAccount } from "../../bindings";
import { useAsked } from "../../components/asked";
import { InfoLink, usePage } from "../../components/frame";
import { ProblemPage } from "../../components/ProblemPage";
import { ProblemView } from "../../components/ProblemView";
import { Refresh } from "../../components/Refresh";
import { problemOf } from "../../host";
import { useFavourites } from "../../session/favourites";
import { configQuery, ssoAccountsQuery, ssoRolesQuery } from "../../session/profiles";
import { useText } from "../../text/react";
import { type Asked, Dialogs } from "./Dialogs";
import type { Start } from "./form";
import { NotThere } from "./ProfilePage";
import { Nothing } from "./ProfilesTable";
import { RolesDialog } from "./RolesDialog";
import { target, valueIn } from "./view";

/** Accounts on a page of the list. */
const PAGE = 50;

/** What a sign-in to IAM Identity Center gives, and profiles made of it. */
export function AccountsPage() {
	const { profiles: words, common } = useText();
	const { name = "" } = useParams();
	const { data, error, refetch } = useQuery(configQuery());
	const profile = data?.profiles.find((one) => one.name === name);
	const title = words.sso.title(name);
	usePage(
		[
			{ text: words.title, path: paths.profiles },
			{ text: name, path: paths.profile(name) },
			{ text: words.accounts, path: paths.ssoAccounts(name) },
		],
		"profiles",
	);
	if (data === undefined) {
		if (error !== null) return <ProblemPage title={title} problem={problemOf(error)} onRetry={() => void refetch()} />;
		return <StatusIndicator type="loading">{common.loading}</StatusIndicator>;
	}
	if (profile === undefined) return <NotThere name={name} />;
	if (profile.chain?.base.kind !== "sso") {
		return (
			<Header variant="h1" description={words.sso.notSsoText}>
				{words.sso.notSso}
			</Header>
		);
	}
	return <Accounts config={data} profile={profile} title={title} />;
}

function Accounts({ config, profile, title }: { config: ConfigView; profile: ProfileView; title: string }) {
	const { profiles, common } = useText();
	const words = profiles.sso;
	const { data, error, isFetching, refetch } = useQuery(ssoAccountsQuery(profile.name));
	const [refreshing, refresh] = useAsked(isFetching, () => void refetch());
	const [typed, setTyped] = useState("");
	const [page, setPage] = useState(1);
	const [favourites, star] = useFavourites();
	const [asked, ask] = useState<Asked | null>(null);
	const [chosen, choose] = useState<Chosen[]>([]);
	const [many, setMany] = useState(false);
	const found = ordered(data ?? [], favourites).filter((account) => matches(account, typed));
	const shown = found.slice((page - 1) * PAGE, page * PAGE);
	return (
		<SpaceBetween size="l">
			<Header
				variant="h1"
				info={<InfoLink topic="profiles" />}
				description={words.description}
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Refresh loading={refreshing} onClick={refresh} />
						{chosen.length > 0 && <Button onClick={() => choose([])}>{words.chooseNone}</Button>}
						{chosen.length > 0 && (
							<Button variant="primary" onClick={() => setMany(true)}>
								{words.createMany(chosen.length)}
							</Button>
						)}
					</SpaceBetween>
				}
			>
				<span className="break">{title}</span>
			</Header>
			{error && !isFetching && (
				<ProblemView problem={problemOf(error)} profile={profile.name} onRetry={() => void refetch()} />
			)}
			{data === undefined && isFetching && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
			{data && (
				<Container
					header={
						<Header
							variant="h2"
							counter={typed === "" ? `(${data.length})` : `(${found.length}/${data.length})`}
							{...(found.length > PAGE
								? {
										actions: (
											<Pagination
												currentPageIndex={page}
												pagesCount={Math.ceil(found.length / PAGE)}
												onChange={({ detail }) => setPage(detail.currentPageIndex)}
											/>
										),
									}
								: {})}
						>
							{words.list}
						</Header>
					}
				>
					<SpaceBetween size="m">
						<TextFilter
							filteringText={typed}
							filteringPlaceholder={words.find}
							filteringAriaLabel={words.findLabel}
							countText={typed === "" ? "" : profiles.matches(found.length)}
							onChange={({ detail }) => {
								setTyped(detail.filteringText);
								setPage(1);
							}}
						/>
						{shown.length === 0 &&
							(data.length === 0 ? (
								<Nothing title={words.empty} text={words.emptyText} action={null} />
							) : (
								<Box textAlign="center">{profiles.noMatch}</Box>
							))}
						<div>
							{shown.map((account) => (
								<AccountRow
									key={account.id}
									config={config}
									profile={profile}
									account={account}
									starred={favourites.includes(account.id)}
									onStar={(starred) => star(account.id, starred)}
									chosen={chosen.filter((one) => one.account.id === account.id).map(({ role }) => role)}
									onChoose={(role, isChosen) =>
										choose((all) => [
											...all.filter((one) => one.account.id !== account.id || one.role !== role),
											...(isChosen ? [{ account, role }] : []),
										])
									}
									onCreate={(role) => ask({ kind: "create", start: startOf(profile, account, role) })}
								/>
							))}
						</div>
					</SpaceBetween>
				</Container>
			)}
			{many && (
				<RolesDialog
					roles={chosen.map(({ account, role }) => ({
						account: account.name,
						role,
						start: startOf(profile, account, role),
					}))}
					onDone={() => choose([])}
					onClose={() => setMany(false)}
				/>
			)}
			{asked && <Dialogs key={JSON.stringify(asked)} asked={asked} config={config} onClose={() => ask(null)} />}
		</SpaceBetween>
	);
}

/** Those with a star first; else as they came, which is by name. */
function ordered(accounts: SsoAccount[], favourites: string[]): SsoAccount[] {
	const rank = ({ id }: SsoAccount) => (favourites.includes(id) ? 0 : 1);
	return [...accounts].sort((a, b) => rank(a) - rank(b));
}

function matches({ name, id, email }: SsoAccount, typed: string): boolean {
	const within = [name, id, email].join("\n").toLowerCase();
	return typed
		.trim()
		.toLowerCase()
		.split(/\s+/)
		.every((word) => within.includes(word));
}

/** A role of an account. */
type Chosen = { account: SsoAccount; role: string };

type RolesProps = {
	config: ConfigView;
	profile: ProfileView;
	account: SsoAccount;
	/** Those of its roles that profiles are to be made of. */
	chosen: string[];
	onChoose: (role: string, isChosen: boolean) => void;
	onCreate: (role: string) => void;
};

type RowProps = RolesProps & {
	starred: boolean;
	onStar: (starred: boolean) => void;
};

function AccountRow({ starred, onStar, ...roles }: RowProps) {
	const { account } = roles;
	const { sso: words } = useText().profiles;
	const [open, setOpen] = useState(false);
	const label = starred ? words.unstar(account.name) : words.star(account.name);
	return (
		<div className="account-row">
			<ToggleButton
				variant="icon"
				iconName="star"
				pressedIconName="star-filled"
				pressed={starred}
				ariaLabel={label}
				onChange={({ detail }) => onStar(detail.pressed)}
			/>
			<ExpandableSection
				headerText={<span className="break">{account.name}</span>}
				headerDescription={`${account.id} · ${account.email}`}
				expanded={open}
				onChange={({ detail }) => setOpen(detail.expanded)}
			>
				{/* What nobody opens is not asked of AWS. */}
				{open && <Roles {...roles} />}
			</ExpandableSection>
		</div>
	);
}

function Roles({ config, profile, account, chosen, onChoose, onCreate }: RolesProps) {
	const { profiles, common } = useText();
	const words = profiles.sso;
	const { data, error, isFetching, refetch } = useQuery(ssoRolesQuery(profile.name, account.id));
	if (isFetching && data === undefined) return <StatusIndicator type="loading">{common.loading}</StatusIndicator>;
	if (error !== null) {
		return <ProblemView problem={problemOf(error)} profile={profile.name} onRetry={() => void refetch()} />;
	}
	if (data === undefined || data.length === 0) return <Box color="text-body-secondary">{words.noRoles}</Box>;
	return (
		<ul className="bare-list">
			{data.map((role) => {
				const made = config.profiles.filter(
					(one) =>
						one.chain?.base.kind === "sso" &&
						one.chain.links.length === 0 &&
						target(one).account === account.id &&
						target(one).role === role,
				);
				return (
					<li key={role} className="role-row">
						<Checkbox
							checked={chosen.includes(role)}
							{...(made.length > 0
								? {
										description: <span className="break">{words.exists(made.map(({ name }) => name).join(", "))}</span>,
									}
								: {})}
							onChange={({ detail }) => onChoose(role, detail.checked)}
						>
							<span className="break">{role}</span>
						</Checkbox>
						<Button ariaLabel={words.createFor(role)} onClick={() => onCreate(role)}>
							{profiles.create}
						</Button>
					</li>
				);
			})}
		</ul>
	);
}

/** A new profile for a role, with the sign-in that showed it. */
function startOf(profile: ProfileView, account: SsoAccount, role: string): Start {
	const base = profile.chain?.base;
	const session = base?.kind === "sso" ? base.session : null;
	return {
		name: suggested(`${account.name}-${role}`),
		kind: "sso",
		session: session?.name == null ? "new" : "existing",
		values: {
			sso_session: session?.name ?? "",
			"session.sso_start_url": session?.start_url ?? "",
			"session.sso_region": session?.region ?? "",
			sso_account_id: account.id,
			sso_role_name: role,
			region: valueIn(profile.keys, "region") ?? "",
		},
	};
}

/** A proposal, which can be changed: what no system minds in a name. */
const suggested = (text: string) =>
	text
		.replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
		.replaceAll(/-{2,}/g, "-")
		.replaceAll(/^-|-$/g, "");
