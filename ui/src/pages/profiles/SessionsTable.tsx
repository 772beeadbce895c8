import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Table from "@cloudscape-design/components/table";
import { useNavigate } from "react-router";
import { href, paths } from "../../app/paths";
import type { ConfigView, SsoSessionView } from "../../bindings";
import { useFollow } from "../../components/navigation";
import { useRegionNames } from "../../session/session";
import { useText } from "../../text/react";
import type { Asked } from "./Dialogs";
import { valueIn } from "./view";

type Props = { config: ConfigView; onAsk: (asked: Asked) => void };

/** Sign-ins that profiles share. */
export function SessionsTable({ config, onAsk }: Props) {
	const { profiles: words, common } = useText();
	const navigate = useNavigate();
	const { full } = useRegionNames();
	return (
		<Table<SsoSessionView>
			items={config.sessions}
			trackBy="name"
			wrapLines
			ariaLabels={{ tableLabel: words.sessions }}
			header={
				<Header variant="h2" counter={`(${config.sessions.length})`} description={words.sessionsText}>
					{words.sessions}
				</Header>
			}
			empty={<Box color="text-body-secondary">{words.sessionsEmpty}</Box>}
			columnDefinitions={[
				{
					id: "name",
					header: common.name,
					isRowHeader: true,
					minWidth: 120,
					cell: ({ name }) => <span className="whole">{name}</span>,
				},
				{
					id: "url",
					header: words.startUrl,
					minWidth: 180,
					cell: ({ keys }) => <span className="break">{valueIn(keys, "sso_start_url") ?? common.none}</span>,
				},
				{
					id: "region",
					header: common.region,
					minWidth: 120,
					cell: ({ keys }) => {
						const region = valueIn(keys, "sso_region");
						return region === null ? common.none : full(region);
					},
				},
				{
					id: "used",
					header: words.usedBy,
					minWidth: 140,
					cell: ({ used_by }) => (used_by.length === 0 ? words.usedByNobody : <ProfileLinks names={used_by} />),
				},
				{
					id: "actions",
					header: words.actions,
					minWidth: 120,
					cell: (session) => {
						const { name, used_by } = session;
						const user = accountsBy(config, used_by);
						return (
							<div className="row-actions">
								{user !== null && (
									<Button
										variant="inline-link"
										ariaLabel={words.accountsOf(name)}
										onClick={() => void navigate(paths.ssoAccounts(user))}
									>
										{words.accounts}
									</Button>
								)}
								<ButtonDropdown
									variant="inline-icon"
									expandToViewport
									ariaLabel={words.actionsOf(name)}
									items={[
										{ id: "edit", text: words.edit },
										{ id: "rename", text: words.rename },
										{ id: "delete", text: words.delete },
									]}
									onItemClick={({ detail }) => {
										if (detail.id === "edit") onAsk({ kind: "edit_session", name });
										if (detail.id === "rename") onAsk({ kind: "rename", of: "session", name });
										if (detail.id === "delete") onAsk({ kind: "delete", of: "session", name });
									}}
								/>
							</div>
						);
					},
				},
			]}
		/>
	);
}

/** A profile by which the session can be asked what it gives. */
const accountsBy = (config: ConfigView, users: string[]) =>
	config.profiles.find(({ name, chain }) => users.includes(name) && chain?.base.kind === "sso")?.name ?? null;

export function ProfileLinks({ names }: { names: string[] }) {
	const follow = useFollow();
	return (
		<ul className="bare-list">
			{names.map((name) => (
				<li key={name}>
					<Link href={href(paths.profile(name))} onFollow={follow}>
						<span className="whole">{name}</span>
					</Link>
				</li>
			))}
		</ul>
	);
}
