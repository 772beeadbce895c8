import type { Text } from "./en";
import { elsewhere, permissions, project, regions } from "./ja/bounds";
import { codes } from "./ja/codes";
import { profiles } from "./ja/config";
import { connection } from "./ja/connection";
import { connectors } from "./ja/connectors";
import { files, guard, login, mfa, program, signIn, standing, switcher } from "./ja/credentials";
import { help } from "./ja/help";
import { incoming } from "./ja/incoming";
import { keychain } from "./ja/keychain";
import { database, network, newGroup, reach } from "./ja/network";
import { sandbox } from "./ja/sandbox";
import { common, drafts, problem, remove, runs, service, services, shell } from "./ja/window";
import { wizard } from "./ja/wizard";

export const ja: Text = {
	codes,
	common,
	shell,
	problem,
	services,
	service,
	remove,
	runs,
	drafts,
	help,
	sandbox,
	wizard,
	signIn,
	mfa,
	program,
	login,
	standing,
	guard,
	switcher,
	files,
	profiles,
	keychain,
	permissions,
	project,
	elsewhere,
	regions,
	connection,
	connectors,
	incoming,
	newGroup,
	reach,
	network,
	database,
};
