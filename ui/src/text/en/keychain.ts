// Access keys in the system's keychain: shown, added, moved there, replaced and deleted; and the programs that ask.
export const keychain = {
	title: "Keychain",
	description:
		"Access keys that the keychain of this computer keeps, encrypted, so that they stand in no file. The AWS CLI and other tools get them through this application.",
	state: "State of the keychain",
	add: "Add an access key",
	keys: "Access keys",
	keysEmpty: "No access keys",
	keysEmptyText:
		"A key that is added here is kept by the system’s keychain. For people, a sign-in to IAM Identity Center is better still: its credentials expire on their own.",
	key: "Access key ID",
	user: "User",
	profiles: "Used by",
	noProfile: "No profile uses it",
	makeProfile: "Make a profile",
	kept: "Kept",
	actionsOf: (id: string) => `Actions for ${id}`,
	rotate: "Rotate",
	forget: "Delete from the keychain",
	closed: "The keychain cannot be used now.",
	otherAccount: (account: string) => `This needs a session of account ${account}.`,
	opening: "The session is not open yet.",
	switchTo: (profile: string) => `Switch to ${profile}`,
	deactivated: "Deactivated",
	retiring: "Delete it when nothing misses it.",
	old: "Old key",
	end: "Delete the old key",
	endOf: (id: string) => `Delete the old key ${id}`,
	inFiles: "Access keys in files",
	inFilesText: "These profiles have an access key in plain text. Every program that you run can read it.",
	move: "Move the key to the keychain",
	moveOf: (profile: string) => `Move the key of ${profile} to the keychain`,
	advice: "This access key stands in a file in plain text",
	adviceText:
		"Every program that you run can read it there. The system’s keychain keeps it encrypted, and other tools go on working. For people, IAM Identity Center is better than any access key.",
	inKeychain: "The access key of this profile is in the keychain.",
	toKeychain: "Open the Keychain page",
	asking: "Asking AWS whose key this is…",
	addDialog: {
		title: "Add an access key",
		advice:
			"For people, a sign-in to IAM Identity Center is better than an access key. Never use a key of the root user: it may do anything, and cannot be limited.",
		secret: "Secret access key",
		secretText: "AWS shows it only once, when the key is made. Here it goes to the keychain and is not shown again.",
		submit: "Add",
		refused: "AWS does not accept this key",
		refusedText:
			"Check both parts of it. If they are right, the key is deactivated or deleted; a new one takes a few seconds until AWS knows it.",
	},
	planned: {
		kept: (id: string, user: string, account: string) =>
			`The keychain keeps ${id}, a key of ${user} in account ${account}. No profile uses it before these lines are written.`,
		keptMoved: (id: string, user: string, account: string) =>
			`The keychain keeps ${id}, a key of ${user} in account ${account}. Until these lines are written, the profile uses the copy in the file.`,
		later: "Not now",
		unused: "The key is kept, and no profile uses it yet",
		unusedText: "“Make a profile” on the Keychain page does that at any time.",
		stillInFile: (profile: string) =>
			`The key is kept in the keychain too. “${profile}” still uses the one in the file, until you move it again.`,
		stillInFileTitle: "The files were left as they are",
	},
	profileDialog: {
		title: (id: string) => `Make a profile for ${id}`,
	},
	moveDialog: {
		title: (profile: string) => `Move the key of ${profile} to the keychain`,
		steps: [
			"AWS is asked whose key it is, and the keychain keeps it.",
			"You are shown what is to be changed in the files: the key’s lines go, and one comes that says where the key is now (credential_process). Nothing is written before you have seen it.",
			"The AWS CLI, boto3 and other tools go on working with this profile. For each program that asks for the key, you are asked once whether it may have it.",
		],
		submit: "Move",
		doneTitle: "The key is moved",
		done: (id: string) => `${id} is in the keychain now.`,
		backup: "The key is still in a backup, in plain text",
		backupText:
			"The files as they were before stay beside them, readable for you alone. Delete these once everything works:",
		backupPath: "Paths of the backups",
		others:
			"The AWS CLI, boto3 and other tools get the key through this application from now on. The first time that each of them asks, you are asked whether it may have it.",
	},
	forgetDialog: {
		title: (id: string) => `Delete ${id} from the keychain?`,
		warning:
			"The secret cannot be retrieved from AWS again. AWS keeps accepting the key wherever else it is stored, until you deactivate it in IAM.",
		stops: (count: number) =>
			count === 1 ? "This profile will not work any more:" : `These ${count} profiles will not work any more:`,
		confirm: (id: string) => `To confirm, type the access key ID: ${id}`,
		mismatch: "This is not the access key ID.",
		submit: "Delete",
		done: (id: string) => `${id} is deleted from the keychain`,
	},
	rotateDialog: {
		title: (id: string) => `Rotate ${id}?`,
		text: "A new key takes the place of this one in the keychain, and its profiles use it at once. The old key is deactivated, not deleted: until you delete it, it can be activated again in IAM.",
		warning: "Whatever else uses the old key stops working: other computers, build servers, files with a copy of it.",
		submit: "Rotate",
	},
	endDialog: {
		title: (id: string) => `Delete the old key ${id}?`,
		warning: "This cannot be undone: AWS deletes the key for good. The key that has replaced it stays.",
		confirm: (id: string) => `To confirm, type the access key ID: ${id}`,
		submit: "Delete",
	},
	callers: {
		title: "Programs that asked for a key",
		text: "Each program that asks for a key is named here, with what you have said.",
		empty: "No program has asked for a key yet.",
		program: "Program",
		script: "Script",
		scriptOf: (path: string) => `Script: ${path}`,
		key: "Key",
		goneKey: "A key that is not kept any more",
		consent: "Answer",
		asked: "Asked last",
		allow: "Allow",
		refuse: "Refuse",
		withdraw: "Withdraw",
		allowOf: (program: string) => `Allow ${program}`,
		refuseOf: (program: string) => `Refuse ${program}`,
		withdrawOf: (program: string) => `Withdraw permission from ${program}`,
		waiting: (count: number) =>
			count === 1 ? "A program waits for your answer" : `${count} programs wait for your answer`,
	},
	tokens: {
		title: "Sign-ins to IAM Identity Center",
		text: "Where the tokens of your sign-ins are kept. If you change it, the sign-ins that you have move along.",
		moving: "Moving the sign-ins",
		places: {
			files: {
				title: "In files shared with the AWS CLI",
				body: "In ~/.aws/sso/cache. When you sign in here, the AWS CLI is signed in too, and the other way round. Only you can read the files, but the tokens are in plain text.",
			},
			keychain: {
				title: "In the keychain",
				body: "Encrypted, for this application alone. The AWS CLI needs a sign-in of its own.",
			},
		},
	},
	callerDialog: {
		title: "May this program use an access key?",
		text: "It asks for the key now, through a profile that keeps its key in the keychain. It waits less than a minute; after that, start it again.",
		user: (user: string, account: string) => `${user}, account ${account}`,
		meaning:
			"If you allow it, this program gets the key now and whenever it asks, without another question, and can do everything that the key may do. You can withdraw that on the Keychain page.",
		unknown: "If you have not just started it yourself, and do not know it, refuse.",
		later: "Decide later",
	},
};
