// English, and the shape that every other language has.
import { elsewhere, permissions, project, regions } from "./en/bounds";
import { codes } from "./en/codes";
import { profiles } from "./en/config";
import { connection } from "./en/connection";
import { connectors } from "./en/connectors";
import { files, guard, login, mfa, program, signIn, standing, switcher } from "./en/credentials";
import { help } from "./en/help";
import { incoming } from "./en/incoming";
import { keychain } from "./en/keychain";
import { database, network, newGroup, reach } from "./en/network";
import { sandbox } from "./en/sandbox";
import { common, drafts, problem, remove, runs, service, services, shell } from "./en/window";
import { wizard } from "./en/wizard";

export const en = {
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

export type Text = typeof en;
