// The profiles' files, and what a sign-in to IAM Identity Center gives. Neither is asked of a session.
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { host } from "../host";

export const configQuery = () =>
	queryOptions({
		queryKey: ["config"],
		queryFn: () => host.configGet(),
		// The files are changed by other programs too, so they are read whenever they are looked at.
		staleTime: 0,
	});

export const ssoAccountsQuery = (profile: string) =>
	queryOptions({
		queryKey: ["sso_accounts", profile],
		queryFn: () => host.ssoAccounts(profile),
		staleTime: Number.POSITIVE_INFINITY,
	});

export const ssoRolesQuery = (profile: string, account: string) =>
	queryOptions({
		queryKey: ["sso_roles", profile, account],
		queryFn: () => host.ssoRoles(profile, account),
		staleTime: Number.POSITIVE_INFINITY,
	});

/**
 * The files say something else. The session that is shown stays, and so do those of runs; any other is opened anew when
 * it is next switched to.
 */
export function profilesChanged(client: QueryClient) {
	client.removeQueries({ queryKey: ["session"], type: "inactive" });
	for (const queryKey of [["welcome"], ["config"], ["keychain"], ["sso_accounts"], ["sso_roles"]]) {
		void client.invalidateQueries({ queryKey });
	}
}
