import type { ProfileCodeWords } from "../words";

const SDK_REFUSES = "AWS SDKs and this application can read nothing from either file.";
const CLI_REFUSES = "The AWS CLI can read nothing from either file. Here, the last one counts.";
const IGNORED = "It does not count.";
const READ_OTHERWISE = "It is read, but probably not as it was meant.";

const VALUE_FAULTS: ProfileCodeWords["valueFault"] = {
	line_break: "Enter one line only.",
	control_character: "There is an invisible character in it. Enter the value by hand.",
	outer_whitespace: "It begins or ends with a blank, which would not be kept. Remove the blank.",
	comment: "A # or ; at the beginning or after a blank would begin a comment. AWS cannot read such a value.",
};

export const profileCodes: ProfileCodeWords = {
	chainFault: {
		unknown_profile: ({ profile }) =>
			`It refers to the profile “${profile}”, which is not in the AWS configuration files.`,
		missing_source: ({ profile, source }) =>
			`The profile “${profile}” takes its credentials from the profile “${source}”, which is not there.`,
		loop: ({ profiles }) =>
			`These profiles name each other as their source: ${[...profiles, profiles[0]].join(" → ")}.`,
		two_sources: ({ profile }) =>
			`The profile “${profile}” has both source_profile and credential_source. Only one of them may be there.`,
		no_source: ({ profile }) => `The profile “${profile}” names a role, and nothing to assume it with.`,
		unknown_source: ({ profile, source }) =>
			`The profile “${profile}” has the credential_source “${source}”, which AWS does not know.`,
		incomplete_sso: ({ profile, missing }) =>
			`The profile “${profile}” uses IAM Identity Center, and this is missing: ${missing.join(", ")}.`,
		sso_keys_in_profile: ({ profile, keys }) =>
			`The profile “${profile}” names an SSO session, and differs from it in what may stand only there: ${keys.join(", ")}.`,
		unknown_sso_session: ({ profile, session }) =>
			`The profile “${profile}” names the SSO session “${session}”, which is not there.`,
		half_key_pair: ({ profile, missing }) =>
			`The profile “${profile}” has only a part of an access key. This is missing: ${missing.join(", ")}.`,
		token_without_role: ({ profile }) =>
			`The profile “${profile}” has the token of an identity provider, and no role to assume with it.`,
		bad_duration: ({ profile, value }) =>
			`The profile “${profile}” has duration_seconds = ${value}. It has to be a number from 900 to 43,200.`,
		nothing: ({ profile }) => `Nothing in the profile “${profile}” gives credentials.`,
	},
	editRefusal: {
		bad_name: ({ name }) =>
			name === ""
				? "Enter a name."
				: `“${name}” cannot be a name. Use letters, digits and the characters _ - / . % @ : + only.`,
		bad_key: ({ key }) => `“${key}” cannot be the name of a setting.`,
		bad_value: ({ fault }) => VALUE_FAULTS[fault],
		name_taken: ({ line }) => `This name is taken: it is in the files already, in line ${line}.`,
		section_absent: () => "It is not in the files any more.",
		section_ambiguous: ({ lines }) =>
			`It is in the file more than once, in lines ${lines.join(", ")}. Join these in a text editor first.`,
		section_faulty: ({ line }) => `Line ${line} of it cannot be read. Correct that line in a text editor first.`,
		key_absent: () => "The setting is not there any more.",
		key_nested: ({ line }) =>
			`The setting in line ${line} has indented settings below it, which would be lost. Change it in a text editor.`,
		only_in_config: () => "This can stand in the config file only.",
	},
	valueFault: VALUE_FAULTS,
	way: {
		role: "the role, with the credentials of the source profile",
		source: "the credential source",
		web_identity: "the web identity token",
		sso: "IAM Identity Center",
		login: "the console sign-in",
		process: "the external program",
		keys: "the access key",
		keys_of_both_files: "an access key put together from both files",
	},
	base: {
		static_keys: "Access key",
		sso: "IAM Identity Center",
		login: "Console sign-in of the AWS CLI",
		keychain: "Access key in the keychain",
		process: "External program",
		web_identity: "Web identity",
		environment: "Environment variables",
		ec2_metadata: "Role of the EC2 instance",
		ecs_container: "Role of the ECS task",
	},
	configFile: { config: "~/.aws/config", credentials: "~/.aws/credentials" },
	lineReason: {
		byte_order_mark: "The file begins with a byte order mark. Save it without one.",
		header_not_closed: "The section header has no closing bracket (]).",
		text_after_header: "There is text after the section header.",
		not_a_property: "The line is neither a section header nor a setting of the form name = value.",
		empty_key: "The setting has no name before the equals sign.",
		property_before_section: "The setting stands before the first section.",
		nothing_to_continue: "The line is indented, and there is no setting above it that it could belong to.",
		nested_not_a_property: "The indented line is not of the form name = value.",
		nested_empty_key: "The indented setting has no name before the equals sign.",
		empty_section_name: "The section has no name.",
		bad_section_name: "The section’s name has characters that it may not have.",
		quoted_section_name: "The quotation marks around the section’s name are not closed.",
		bad_key: "The setting’s name has characters that it may not have.",
		profile_without_prefix: "In this file, the name of a profile needs the word profile before it: [profile name].",
		prefix_in_credentials: "In this file, profiles are named without the word profile: [name].",
		only_in_config: "Such a section counts in ~/.aws/config only.",
		unknown_section: "There is no such kind of section.",
		hidden_default: "[profile default] is in the file too, and this section does not count beside it.",
		repeated_section: "The section is there more than once.",
		repeated_key: "The setting is there more than once in its section.",
		comment_in_value: "What looks like a comment is part of the value. A comment needs a blank before its # or ;.",
	},
	lineFollows: {
		byte_order_mark: SDK_REFUSES,
		header_not_closed: SDK_REFUSES,
		text_after_header: SDK_REFUSES,
		not_a_property: SDK_REFUSES,
		empty_key: SDK_REFUSES,
		property_before_section: SDK_REFUSES,
		nothing_to_continue: SDK_REFUSES,
		nested_not_a_property: SDK_REFUSES,
		nested_empty_key: SDK_REFUSES,
		repeated_section: CLI_REFUSES,
		repeated_key: CLI_REFUSES,
		empty_section_name: IGNORED,
		bad_section_name: IGNORED,
		quoted_section_name: IGNORED,
		bad_key: IGNORED,
		profile_without_prefix: IGNORED,
		prefix_in_credentials: IGNORED,
		only_in_config: IGNORED,
		unknown_section: IGNORED,
		hidden_default: IGNORED,
		comment_in_value: READ_OTHERWISE,
	},
	profileKind: {
		sandbox: "Built in; needs no AWS account",
		static_keys: "Access key",
		sso: "IAM Identity Center",
		assume_role: "Assumed role",
		keychain: "Access key in the keychain",
		process: "External program",
		web_identity: "Web identity",
		login: "Console sign-in of the AWS CLI",
		environment: "Environment variables",
		machine: "This machine or container",
		incomplete: "Incomplete",
	},
	keychainState: {
		ready: {
			title: "The keychain is ready",
			body: "It keeps access keys, and gives them to the programs that you allow.",
		},
		locked: {
			title: "The keychain is locked",
			body: "Try again, and the system asks you to unlock it. You can also unlock it in your system’s application for passwords and keys. It is usually unlocked when you sign in to this computer with your password.",
		},
		absent: {
			title: "There is no keychain on this system",
			body: "On Linux, a keychain is a program that answers as the Secret Service: GNOME Keyring, KWallet or KeePassXC. Install one and start it. Until then nothing is kept here, and in no case as plain text. Two ways need no keychain: IAM Identity Center, and a program of your own that gives the credentials (credential_process).",
		},
		no_collection: {
			title: "The keychain has no default keyring",
			body: "The keychain answers, and has no keyring in which it keeps keys by default. Create one in “Passwords and Keys” (Seahorse), and set it as the default.",
		},
		denied: {
			title: "The keychain refuses this application",
			body: "Try again, and allow App Runner Desktop in the dialog that the system shows.",
		},
	},
	keyPart: {
		id: "This is not an access key ID. It is made of capital letters and digits, usually 20 of them, and begins with AKIA.",
		secret: "This is not a secret access key. It is usually 40 characters long, and has no blanks.",
	},
	consent: { waiting: "Waits for your answer", allowed: "Allowed", refused: "Refused" },
	color: { blue: "Blue", green: "Green", grey: "Grey", red: "Red", purple: "Purple", yellow: "Yellow" },
	protection: {
		none: { title: "Not protected", body: "Changes are made as usual." },
		production: { title: "Production", body: "Changes are made only in the minutes after you have unlocked it." },
		read_only: { title: "Read-only", body: "Nothing is ever changed while this mark is there." },
	},
};
