// What one may do, and where: rights, the project's pin, the Regions.
import type { BoundsCodeWords } from "../words";

const number = new Intl.NumberFormat("en");

export const boundsCodes: BoundsCodeWords = {
	feature: {
		look: "Look at services",
		logs: "Read logs",
		create_from_image: "Create a service from a container image",
		create_from_code: "Create a service from source code",
		new_roles: "Create and repair IAM roles",
		secrets: "Use and store secrets and parameters",
		connector: "Create VPC connectors",
		reach: "See what a VPC connector reaches",
		change_connector: "Replace and delete VPC connectors",
		allow_inbound: "Create security groups and add inbound rules",
		private_service: "Make a service private",
		web_acl: "Put a service behind a web ACL",
		delete: "Delete services",
		undo: "Undo changes",
		identity: "See who you are and what you may do",
		key_rotation: "Rotate your own access keys",
	},
	featureState: {
		allowed: "Allowed",
		refused: "Not allowed",
		depends: "Depends on conditions",
		unknown: "Unknown",
		inapplicable: "Not for this identity",
	},
	refusedBy: {
		nobody: "No policy allows it",
		denial: "A policy denies it",
		boundary: "The permissions boundary does not allow it",
		organization: "A policy of the organization does not allow it",
	},
	pinReason: {
		unreadable: ({ reason }) => `The file cannot be read: ${reason}`,
		too_large: ({ most }) => `The file is too large. It may have at most ${number.format(most)} bytes.`,
		not_an_object: () => "The file is not a JSON object.",
		unknown_key: ({ key }) => `“${key}” means nothing here. Only account, region and profile may be there.`,
		repeated_key: ({ key }) => `“${key}” is there more than once.`,
		missing_key: ({ key }) => `“${key}” is missing.`,
		bad_account: () => "The account has to be 12 digits, in quotation marks.",
		region_not_served: ({ region }) =>
			region === "" ? "The Region has to be a string." : `App Runner is not offered in “${region}”.`,
		bad_profile: () => "“profile” has to be the name of a profile.",
	},
	projectRefusal: {
		not_whole: () => "Enter the whole path of the folder, from / or from ~.",
		no_folder: () => "There is no such folder.",
		no_pin: () => "Neither this folder nor one above it has a file app-runner-desktop.json.",
		too_high: () => "The home folder, and what is above it, cannot be a project: it would hold for everything.",
		exists: () => "The folder has a file app-runner-desktop.json already. Open it as a project instead.",
		system: ({ reason }) => `The file could not be written: ${reason}`,
	},
	regionArea: {
		united_states: "United States",
		asia_pacific: "Asia Pacific",
		europe: "Europe",
		americas: "Canada, Mexico and South America",
		middle_east_and_africa: "Middle East and Africa",
	},
};

export const permissions = {
	title: "Permissions",
	description: "What you may do in this account and Region, as far as IAM can tell without doing it.",
	table: "What the application does",
	feature: "Feature",
	state: "You may",
	resource: "On",
	dependsOn: (keys: string) => `Depends on: ${keys}`,
	refusedCount: (count: number) =>
		count === 1 ? "1 action is not allowed" : `${number.format(count)} actions are not allowed`,
	onlyRefused: "Only what is not allowed",
	nothingRefused: "Nothing is refused",
	nothingRefusedText: "IAM refuses nothing that the application does.",
	nothingKnown: "Nothing is known to be refused",
	nothingKnownText: "IAM could not be asked about everything.",
	who: "Whose policies decide",
	root: "The root user of the account",
	rootText:
		"The root user may do everything that the organization lets the account do. AWS advises against working as the root user.",
	user: (name: string) => `The user ${name}`,
	role: (name: string) => `The role ${name}`,
	permissionSet: (name: string, role: string) => `The permission set ${name} (role ${role})`,
	federated: "A federated user",
	federatedText: "IAM cannot simulate the policies of a federated user, so it is not known what you may do.",
	unasked: "It is not known what you may do",
	partly: "IAM could not be asked about everything",
	policy: "Policy for an administrator",
	policyText: "This policy gives what is not allowed, and nothing more. Hand it to whoever manages your permissions.",
	policyWhole:
		"Since IAM could not be asked, this policy gives everything that the application can use. Remove what you do not need.",
	policySet: (name: string) =>
		`Your role comes from a permission set. The policy belongs in the permission set ${name} in IAM Identity Center, as an inline policy.`,
	policyWidens:
		"It lets you write what roles may do, and so give rights to yourself. An administrator may prefer to create the roles, or to narrow the resources to certain names.",
	policyLength: (length: number, limit: number) =>
		`${number.format(length)} of the ${number.format(limit)} characters that a managed policy may have; spaces do not count.`,
	policyTooLong: "It is too long for one managed policy. Split its statements across two policies.",
	heldBack: "A policy alone does not give all of it:",
	/** What keeps a right from one beside the lack of a policy. */
	heldBackBy: {
		denial: "Another policy denies some of it. That denial has to be removed.",
		boundary: "Your permissions boundary does not let some of it through. It has to be widened too.",
		organization:
			"A policy of the organization does not let some of it through. Only its administrator can change that.",
	},
	copy: "Copy policy",
	limits: "What this does not see",
	limitsText: [
		"Each right is asked for everything of its kind in this account and Region. One that you have for certain names or tags only is shown as not allowed.",
		"Policies of the organization (SCPs) are taken into account as far as IAM can simulate them; those with conditions may come out wrong. Your permissions boundary is taken into account.",
		"Policies of resources (keys, secrets, repositories), resource control policies, VPC endpoint policies and policies of the session itself are not seen.",
		"Conditions that are met only by a real request, such as MFA or an address, are not known. Actions that depend on them are marked.",
		"A policy change can take a few minutes to take effect.",
	],
	see: "See what you may do here",
};

export const project = {
	strip: "Project",
	named: (name: string) => `Project ${name}`,
	account: (id: string) => `Account ${id}`,
	elsewhere: "This window is elsewhere: nothing can be changed from here",
	go: (where: string) => `Go to ${where}`,
	broken: "Nothing can be changed until the project’s file is repaired or the project is closed",
	line: (line: number, reason: string) => `Line ${line}: ${reason}`,
	manage: "Project…",
	menu: "Project…",
	title: "Project",
	intro:
		"A project is a folder with the file app-runner-desktop.json, which names an account and a Region. While it is open, nothing can be changed anywhere else. You can still view everything.",
	open: "Open",
	opened: "Open project",
	file: "File",
	close: "Close project",
	closed: "The project is closed",
	tabs: "What to do",
	openTab: "Open a project",
	makeTab: "Make a project",
	folder: "Folder",
	folderHint: "The whole path, such as ~/work/shop. A project in a folder above it is found too.",
	recent: "Opened before",
	makeText:
		"Writes the file app-runner-desktop.json into the folder. Anyone else who opens the folder gets the same project.",
	pinAccount: "Account ID",
	pinRegion: "Region",
	pinProfile: "Profile",
	pinProfileHint: "Opened first. Others who use the folder may not have a profile of that name.",
	noProfile: "None",
	make: "Make project",
	repair: "Look at the project",
};

export const elsewhere = {
	look: "Look in all Regions",
	looking: "Looking in the other Regions",
	also: "Looked in:",
	none: "There are no services in the other Regions either.",
	found: (count: number, region: string) =>
		count === 1 ? `1 service in ${region}` : `${number.format(count)} services in ${region}`,
	title: "Services in other Regions",
	goTo: (region: string) => `Switch to ${region}`,
	unread: (region: string, why: string) => `${region}: ${why}`,
	unreadTitle: "Could not be looked into:",
	failed: "The other Regions could not be looked into.",
};

export const regions = {
	notOffered: "App Runner is not offered here",
	notOfferedGroup: "App Runner is not offered here, and gets no further Regions",
	unserved: (profile: string, own: string, here: string) =>
		`The profile “${profile}” names ${own}, where App Runner is not offered. It is opened in ${here}.`,
};
