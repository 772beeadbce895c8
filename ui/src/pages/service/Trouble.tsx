import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { Operation, ServiceRow } from "../../bindings";
import { DiagnosisView } from "../../components/DiagnosisView";
import { problemWords } from "../../components/ProblemView";
import { operationWords } from "../../components/Status";
import { problemOf } from "../../host";
import { diagnosisQuery } from "../../session/queries";
import { useOpenSession } from "../../session/session";
import type { Text } from "../../text";
import { useText } from "../../text/react";

type Told = { type: "error" | "warning"; header: string; body?: string };

/** What is to be said of a service whose creation or last operation failed; nothing for one that is well. */
function trouble(text: Text, row: ServiceRow, last: Operation | undefined): Told | null {
	const words = text.service;
	switch (last?.status.kind) {
		case "rollback_succeeded":
			return { type: "warning", header: words.rolledBack, body: words.rolledBackText };
		case "rollback_failed":
			return { type: "error", header: words.rollbackFailed };
		case "failed":
			if (row.status.kind === "create_failed") return { type: "error", header: words.createFailed };
			return { type: "error", header: words.operationFailed(operationWords(text, last.kind)) };
	}
	return row.status.kind === "create_failed" ? { type: "error", header: words.createFailed } : null;
}

type Props = { row: ServiceRow; operations: Operation[] | undefined };

export function Trouble({ row, operations }: Props) {
	const text = useText();
	const { session } = useOpenSession();
	const navigate = useNavigate();
	const told = trouble(text, row, operations?.[0]);
	const { data, error, isPending } = useQuery({ ...diagnosisQuery(session, row.arn), enabled: told !== null });
	if (told === null) return null;
	return (
		<Alert
			type={told.type}
			header={told.header}
			action={
				<Button onClick={() => void navigate(paths.serviceTab(row.arn, "logs"), { replace: true })}>
					{text.service.readLogs}
				</Button>
			}
		>
			<SpaceBetween size="s">
				{told.body && <div>{told.body}</div>}
				{isPending && <Spinner />}
				{data && (
					<div>
						<Box variant="small">{text.problem.diagnosis}</Box>
						<DiagnosisView diagnosis={data} />
					</div>
				)}
				{data === null && <div>{text.service.noDiagnosis}</div>}
				{error && <div>{problemWords(text, problemOf(error)).title}</div>}
			</SpaceBetween>
		</Alert>
	);
}
