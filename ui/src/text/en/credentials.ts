// What only a person can do for a profile, what guards it, and how it is found.
export const signIn = {
	title: "Sign in to IAM Identity Center",
	here: "Sign in to IAM Identity Center in your browser.",
	begin: "Sign in",
	beginning: "Opening the page in your browser",
	browser: (host: string) =>
		`Your browser shows the access portal **${host}**. Sign in there and allow the access; this window then goes on by itself.`,
	byCode: (host: string) => `Your browser shows a page of **${host}**. It asks you to confirm this code:`,
	compare: "Go on there only if the page shows exactly this code, and only if you started this sign-in yourself.",
	code: "Code",
	left: (time: string) => `Time left: ${time}`,
	over: "The time is up.",
	openAgain: "Open the page again",
	useCode: "Use a code instead",
	useBrowser: "Sign in without a code",
	signedIn: "Signed in",
	again: "Sign in again",
	out: "Sign out",
	outTitle: "Sign out of IAM Identity Center?",
	outText: (profile: string) =>
		`This ends the sign-in that “${profile}” uses, in the AWS CLI too. Other profiles with the same sign-in are signed out as well.`,
	signedOut: "Signed out",
};

export const mfa = {
	title: "Enter an MFA code",
	begin: "Enter code",
	device: "MFA device",
	code: "MFA code",
	hint: "The six digits that the device shows now.",
	submit: "Continue",
	used: "This code was used already.",
	wait: (seconds: number) => `The device shows the next code in ${seconds === 1 ? "1 second" : `${seconds} seconds`}.`,
	next: "The device shows a new code now. Enter that one.",
	missing: "Enter the code that the device shows.",
};

export const program = {
	title: "Allow this program?",
	begin: "Review the program",
	text: (profile: string) => `The profile “${profile}” gets its credentials from this program:`,
	command: "Command line",
	rights: "It is run with your rights on this computer, each time credentials are needed.",
	once: "You are asked again only if the command line changes.",
	allow: "Allow this program",
};

export const login = {
	title: "Sign in with the AWS CLI",
	text: "This profile uses the console sign-in of the AWS CLI. In a terminal, run:",
};

export const standing = {
	title: "Credentials",
	credentials: (until: string) => `Credentials until ${until}`,
	signedIn: (until: string) => `Signed in until ${until}`,
	renews: "Signed in; renews itself",
	signIn: {
		ends: (time: string) => `Your sign-in ends in ${time}.`,
		soon: "Your sign-in ends soon.",
		ended: "Your sign-in has ended.",
	},
	code: {
		ends: (time: string) => `A new MFA code is needed in ${time}.`,
		soon: "A new MFA code is needed soon.",
		ended: "A new MFA code is needed.",
	},
};

export const guard = {
	strip: "Marked account",
	account: (name: string, id: string) => `${name} (${id})`,
	locked: "Production – locked",
	unlocked: (minutes: number) =>
		minutes === 1 ? "Production – unlocked for 1 minute" : `Production – unlocked for ${minutes} minutes`,
	readOnly: "Read-only",
	unlock: "Unlock",
	unlockMore: "Unlock…",
	lock: "Lock now",
	unlockBegin: "Unlock production",
	unlockTitle: "Unlock production?",
	unlockText: "Changes are let through for some minutes, then it locks itself again.",
	unlockConfirm: (id: string) => `To confirm, type the account ID: ${id}`,
	unlockConfirmEither: (id: string, name: string) => `To confirm, type the account ID or its name: ${id} or ${name}`,
	mismatch: "This is not the account.",
	mark: "Mark this account or profile…",
	markBegin: "Change the mark",
	markTitle: "Mark account and profile",
	markText: "Marks are kept on this computer. Of the two, the stricter protection counts.",
	tabs: "What is marked",
	ofAccount: "Account",
	ofProfile: "Profile",
	accountText: (id: string) => `Account ${id}, by whatever profile it is reached`,
	profileText: (profile: string) => `The profile “${profile}”, in whatever account`,
	name: "Account name",
	nameHint: "What you call this account. Shown in confirmations and found in the list of profiles.",
	protection: "Protection",
	color: "Color",
	noColor: "No color",
	save: "Save",
};

export const switcher = {
	title: "Switch profile",
	regionTitle: (profile: string) => `Region for ${profile}`,
	find: "Find profiles",
	findHint: "By name, kind or account name. Ctrl+K (⌘K on a Mac) opens this list.",
	findRegion: "Find Regions",
	profiles: "Profiles",
	regions: "Regions",
	current: "Current",
	recent: "Recent",
	none: "No matches",
	matches: (count: number) => (count === 1 ? "1 match" : `${count} matches`),
	back: "Back to profiles",
	faulty: "Cannot be used:",
};

export const files = {
	title: "Some lines of the AWS configuration files do not count",
	line: (file: string, line: string, reason: string) => `${file}, line ${line}: ${reason}`,
};
