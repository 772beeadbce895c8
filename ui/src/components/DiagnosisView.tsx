import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Diagnosis } from "../bindings";
import { useText } from "../text/react";
import { words } from "../text/words";
import { LogView } from "./LogView";

/** Why a deployment failed: the cause, what to do about it, and the lines that say so. */
export function DiagnosisView({ diagnosis }: { diagnosis: Diagnosis }) {
	const { codes, problem } = useText();
	const { cause, lines } = diagnosis;
	const body: Record<string, (cause: never) => string> = { [cause.code]: codes.cause[cause.code].body };
	return (
		<SpaceBetween size="xs">
			<div>
				<Box variant="strong">{codes.cause[cause.code].title}</Box>
				<Box variant="p">{words(body, cause.code, cause)}</Box>
			</div>
			{lines.length > 0 && (
				<div>
					<Box variant="small">{problem.evidence}</Box>
					<LogView lines={lines} label={problem.evidence} />
				</div>
			)}
		</SpaceBetween>
	);
}
