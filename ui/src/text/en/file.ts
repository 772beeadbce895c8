import { dayFormat } from "../format";
import type { FileCodeWords } from "../words";

const day = dayFormat("en");

const fileKind: FileCodeWords["fileKind"] = {
	list: "a list: one item on each line, after a hyphen",
	map: "keys with values",
	text: "text",
	number: "a number, without quotes",
};
const reading: FileCodeWords["reading"] = {
	number: "a number",
	boolean: "true or false",
	date: "a date",
	nothing: "no value",
};
const meant = (nearest: string | null) => (nearest === null ? "" : ` Did you mean ${nearest}?`);

export const fileCodes: FileCodeWords = {
	fileKind,
	reading,
	severity: { error: "Error", warning: "Warning", advice: "Advice" },
	notTaken: {
		pre_build: "Commands before the build (pre-build)",
		post_build: "Commands after the build (post-build)",
		build_environment: "Variables of the build (build.env)",
		runtime_version: "The version of the runtime (runtime-version)",
		pre_run: "Commands on the final image (pre-run)",
		port_variable: "The additional variable for the port (network.env)",
	},
	fileFinding: {
		empty: () => "The file is empty.",
		not_yaml: ({ column }) =>
			`This is not YAML any more at column ${column}. Check the indentation, quotes and brackets here and on the line above.`,
		tab_indentation: () => "YAML does not allow tabs for indentation. Use spaces.",
		several_documents: () => "Another document begins here, which App Runner does not read. Remove what follows ---.",
		duplicate_key: ({ key }) => `${key} stands here a second time. Keep one of them.`,
		missing_key: ({ key }) => `${key} is missing, and App Runner needs it.`,
		unknown_key: ({ key, nearest }) => `App Runner does not know the key ${key}.${meant(nearest)}`,
		misplaced: ({ key, place }) => `${key} has no effect here. Its place is ${place}.`,
		wrong_kind: ({ expected }) => `This has to be ${fileKind[expected]}.`,
		environment_is_map: () =>
			"Variables are a list, and each has a name and a value: - name: LOG_LEVEL, then value: info.",
		must_be_quoted: ({ value, read_as }) =>
			`YAML reads this as ${reading[read_as]}. Write it in quotes to make it text: "${value}"`,
		blank: () => "There is nothing here, and App Runner needs something.",
		version_unknown: () => "The version of the file has to be 1.0.",
		runtime_unknown: ({ name, nearest }) => `There is no runtime ${name}.${meant(nearest)}`,
		runtime_ended: ({ since }) => `No new services can use this runtime since ${day(since)}.`,
		not_a_version: () => "Enter a version as numbers with dots, such as 22.21.",
		version_of_other_runtime: ({ expected }) =>
			`This is not a version of the chosen runtime, whose versions begin with ${expected}.`,
		pre_run_unsupported: () => "This runtime does not know pre-run. Move these commands to build.",
		other_command_name: ({ command, name }) => `Python 3.11 has no command ${command}. Use ${name}.`,
		packages_left_behind: () =>
			"Only /app is kept of this build, and pip installs elsewhere. Repeat this command under run.pre-run, or install into /app with --target.",
		not_a_port: () => "Enter a port from 1 to 65535.",
		line_break: () => "A command is one line. Join several commands with &&, or make them items of the list.",
		port_reserved: () => "App Runner sets PORT itself. Change run.network.port instead.",
		duplicate_variable: ({ name }) => `There is another variable ${name}.`,
		not_a_reference: () =>
			"Enter the ARN of a secret, or the ARN or the name of a parameter, such as /my-app/database-url.",
		looks_secret: () =>
			"This looks like a secret, and everybody who can read the repository can read it. Keep it in Secrets Manager or Parameter Store, and refer to it under run.secrets.",
	},
};

export const file = {
	place: (path: string, branch: string) => `App Runner reads **${path}** on the branch **${branch}**.`,
	placeWithoutBranch: (path: string) => `App Runner reads **${path}**.`,
	placeText:
		"The name has to be exactly this. Nothing is changed in your repository: copy the text there when it is ready.",
	text: "Contents",
	textDescription: "Write, paste or open a file. It is checked while you type.",
	open: "Open a file",
	tooLarge: "This file is too large for an apprunner.yaml.",
	unreadable: "The file could not be read.",
	example: "Start from an example",
	fromSettings: "Start from these settings",
	empty: "What is wrong, and what the file says, appears here.",
	checking: "Checking the file",
	findings: "Findings",
	none: "Nothing is wrong with this file.",
	errors: (count: number) => (count === 1 ? "1 error" : `${count} errors`),
	warnings: (count: number) => (count === 1 ? "1 warning" : `${count} warnings`),
	advice: (count: number) => (count === 1 ? "1 piece of advice" : `${count} pieces of advice`),
	more: (count: number) => `${count} more`,
	line: (line: number) => `Line ${line}`,
	whole: "Whole file",
	goTo: (line: number) => `Go to line ${line}`,
	summary: "What the file says",
	runtimeVersion: (runtime: string, version: string) => `${runtime}, version ${version}`,
	preBuild: "Before the build",
	build: "Build commands",
	postBuild: "After the build",
	preRun: "On the final image",
	portAlso: (port: string, variable: string) => `${port}, also as ${variable}`,
	buildVariables: "Variables of the build",
	variables: "Environment variables",
	notTaken: "Only the file can say this. It is lost when you use these settings in the wizard:",
	use: "Use these settings here",
	used: "The settings of the file are in the wizard now",
	usedWithout: "The settings of the file are in the wizard now, except those that only a file can say",
};
