import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { Base, Chain, Limit, RoleLink } from "../../bindings";
import { keychainQuery } from "../../session/queries";
import { roleName, userName } from "../../text/arn";
import { useFormat, useText } from "../../text/react";

/** What stands in a box: a name and what it is. */
type Said = [string, string | null];

type Props = { chain: Chain; limit: Limit | null };

/** The way from where the credentials come from to the profile, as a row of boxes that is a list for who hears it. */
export function ChainView({ chain, limit }: Props) {
	const { profiles, codes } = useText();
	const words = profiles.chain;
	const format = useFormat();
	const base = useBase(chain.base.kind === "keychain");
	const link = useLink();
	return (
		<SpaceBetween size="m">
			<ol className="chain" aria-label={words.label}>
				<Step title={codes.base[chain.base.kind]} said={base(chain.base)} />
				{chain.links.map((role) => (
					<Step key={role.profile} title={words.assume(roleName(role.role_arn))} said={link(role)} />
				))}
			</ol>
			{limit && (
				<Alert type={limit.exceeded === null ? "info" : "warning"}>
					<div>{words.limit(format.duration(limit.seconds * 1000))}</div>
					{limit.exceeded && (
						<div>{words.exceeded(limit.exceeded.profile, format.duration(limit.exceeded.seconds * 1000))}</div>
					)}
				</Alert>
			)}
			{chain.differs_from_cli.length > 0 && (
				<Alert type="info" header={words.differs}>
					<ul className="plain-list">
						{chain.differs_from_cli.map(({ profile, here, cli }) => (
							<li key={profile}>
								{cli === null
									? words.differenceNone(profile, codes.way[here])
									: words.difference(profile, codes.way[here], codes.way[cli])}
							</li>
						))}
					</ul>
				</Alert>
			)}
		</SpaceBetween>
	);
}

function Step({ title, said }: { title: string; said: Said[] }) {
	return (
		<li>
			<div className="chain-box">
				<h3>{title}</h3>
				<dl>
					{said.map(([name, value]) =>
						value === null ? null : (
							<div key={name}>
								<dt>{name}</dt>
								<dd>{value}</dd>
							</div>
						),
					)}
				</dl>
			</div>
		</li>
	);
}

/** What the keychain keeps is asked of it where something comes from there. */
function useBase(isKept: boolean) {
	const { data } = useQuery({ ...keychainQuery(), enabled: isKept });
	const keys = data?.keys ?? [];
	const { profiles, keychain, common, codes } = useText();
	const words = profiles.chain;
	return (base: Base): Said[] => {
		switch (base.kind) {
			case "static_keys":
				return [
					[words.profile, base.profile],
					[words.file, codes.configFile[base.file]],
					...(base.has_session_token ? ([[profiles.kind, words.temporary]] satisfies Said[]) : []),
				];
			case "sso":
				return [
					[words.profile, base.profile],
					[words.session, base.session.name ?? words.ownSession],
					[profiles.startUrl, base.session.start_url],
					[common.account, base.account],
					[profiles.role, base.role],
				];
			case "login":
				return [
					[words.profile, base.profile],
					[words.identity, base.session_arn],
				];
			case "keychain": {
				const kept = keys.find(({ id }) => id === base.key);
				return [
					[words.profile, base.profile],
					[keychain.key, kept?.access_key_id ?? null],
					[keychain.user, kept ? userName(kept.arn) : null],
					[common.account, kept?.account ?? null],
				];
			}
			case "process":
				return [
					[words.profile, base.profile],
					[words.command, base.command],
				];
			case "web_identity":
				return [
					[words.profile, base.profile],
					[words.tokenFile, base.token_file],
					[words.arn, base.role_arn],
					[words.sessionName, base.session_name],
				];
			default:
				return [];
		}
	};
}

function useLink() {
	const { profiles } = useText();
	const words = profiles.chain;
	const format = useFormat();
	return (link: RoleLink): Said[] => [
		[words.profile, link.profile],
		[words.arn, link.role_arn],
		[words.mfa, link.mfa_serial],
		[words.duration, link.duration_seconds === null ? null : format.duration(link.duration_seconds * 1000)],
		[words.externalId, link.external_id],
		[words.sessionName, link.session_name],
	];
}
