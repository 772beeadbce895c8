// A stand-in for what Rust says of an apprunner.yaml, as much of it as the tests of the window need.
import type { Draft, Examined, FileDetail, FileFinding, FileSettings } from "../bindings";

// One of each code; a code that is missing here does not compile.
export const fileDetails: { [C in FileDetail["code"]]: Extract<FileDetail, { code: C }> } = {
	empty: { code: "empty" },
	not_yaml: { code: "not_yaml", column: 7 },
	tab_indentation: { code: "tab_indentation" },
	several_documents: { code: "several_documents" },
	duplicate_key: { code: "duplicate_key", key: "run" },
	missing_key: { code: "missing_key", key: "command" },
	unknown_key: { code: "unknown_key", key: "prerun", nearest: "pre-run" },
	misplaced: { code: "misplaced", key: "secrets", place: "run.secrets" },
	wrong_kind: { code: "wrong_kind", expected: "list" },
	environment_is_map: { code: "environment_is_map" },
	must_be_quoted: { code: "must_be_quoted", value: "8080", read_as: "number" },
	blank: { code: "blank" },
	version_unknown: { code: "version_unknown" },
	runtime_unknown: { code: "runtime_unknown", name: "nodejs20", nearest: "nodejs22" },
	runtime_ended: { code: "runtime_ended", since: "2025-12-01" },
	not_a_version: { code: "not_a_version" },
	version_of_other_runtime: { code: "version_of_other_runtime", expected: "22" },
	pre_run_unsupported: { code: "pre_run_unsupported" },
	other_command_name: { code: "other_command_name", command: "pip", name: "pip3" },
	packages_left_behind: { code: "packages_left_behind" },
	not_a_port: { code: "not_a_port" },
	line_break: { code: "line_break" },
	port_reserved: { code: "port_reserved" },
	duplicate_variable: { code: "duplicate_variable", name: "LOG_LEVEL" },
	not_a_reference: { code: "not_a_reference" },
	looks_secret: { code: "looks_secret" },
};

/** Knows `command`, `prerun` and `pre-run`, each on a line of its own. */
export function examined(text: string, draft: Draft): Examined {
	const lines = text.split("\n");
	const told = (key: string) => lines.find((line) => line.trim().startsWith(`${key}: `))?.split(": ")[1] ?? "";
	const findings = lines.flatMap((line, at): FileFinding[] =>
		line.trim().startsWith("prerun:")
			? [{ severity: "warning", line: at + 1, path: "run.prerun", detail: fileDetails.unknown_key }]
			: [],
	);
	const command = told("command");
	if (command === "") {
		findings.push({ severity: "error", line: null, path: "run.command", detail: fileDetails.missing_key });
	}
	const preRun = told("pre-run");
	const settings: FileSettings = {
		runtime: "corretto11",
		runtime_version: null,
		pre_build: [],
		build: ["make", "make test"],
		post_build: [],
		build_environment: [],
		pre_run: preRun === "" ? [] : [preRun],
		start_command: command,
		port: "8080",
		port_variable: null,
		environment: [{ source: "parameter_store", name: "FLAGS", value: "/flags" }],
	};
	return { findings, settings, adopted: adopted(draft, settings) };
}

function adopted(draft: Draft, settings: FileSettings): Examined["adopted"] {
	if (draft.source.kind !== "code") return null;
	const build = { kind: "here", runtime: settings.runtime, command: settings.build.join(" && ") } as const;
	const { environment, port, start_command } = settings;
	return {
		draft: { ...draft, source: { ...draft.source, build }, environment, port, start_command },
		not_taken: settings.pre_run.length === 0 ? [] : ["pre_run"],
	};
}

export function written({ source, start_command }: Draft): string | null {
	if (source.kind !== "code" || source.build.kind !== "here" || source.build.runtime === null) return null;
	return `version: 1.0\nruntime: ${source.build.runtime}\nrun:\n  command: ${start_command}\n`;
}
