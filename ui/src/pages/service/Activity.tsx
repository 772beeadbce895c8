import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { Operation } from "../../bindings";
import { Moment } from "../../components/Age";
import { ProblemView } from "../../components/ProblemView";
import { OperationStatusView, operationWords } from "../../components/Status";
import { problemOf } from "../../host";
import { useFormat, useText } from "../../text/react";

type Read = { data: Operation[] | undefined; error: unknown; refetch: () => unknown };

/** What App Runner did with the service, newest first. */
export function Activity({ read, arn }: { read: Read; arn: string }) {
	const text = useText();
	const words = text.service;
	const format = useFormat();
	const navigate = useNavigate();
	if (read.error && read.data === undefined) {
		return <ProblemView problem={problemOf(read.error)} onRetry={() => void read.refetch()} />;
	}
	return (
		<Table<Operation>
			variant="embedded"
			items={read.data ?? []}
			trackBy="id"
			loading={read.data === undefined}
			loadingText={text.common.loading}
			ariaLabels={{ tableLabel: words.operations }}
			header={
				<Header variant="h2" counter={read.data ? `(${read.data.length})` : ""}>
					{words.operations}
				</Header>
			}
			columnDefinitions={[
				{
					id: "kind",
					header: words.operation,
					isRowHeader: true,
					cell: (operation) => operationWords(text, operation.kind),
				},
				{
					id: "status",
					header: text.common.status,
					cell: (operation) => <OperationStatusView status={operation.status} />,
				},
				{ id: "started", header: words.started, cell: (operation) => <Moment at={operation.started_at} /> },
				{
					id: "duration",
					header: words.duration,
					cell: ({ started_at, ended_at }) =>
						started_at === null || ended_at === null ? "-" : format.duration(ended_at - started_at),
				},
				{
					id: "log",
					header: words.log,
					cell: (operation) =>
						operation.has_log ? (
							<Button
								variant="inline-link"
								ariaLabel={words.viewLogOf(operationWords(text, operation.kind))}
								onClick={() => void navigate(paths.serviceLog(arn, operation.id), { replace: true })}
							>
								{words.viewLog}
							</Button>
						) : (
							"-"
						),
				},
			]}
			empty={
				<Box textAlign="center" padding="l">
					<SpaceBetween size="xxs">
						<Box variant="strong">{words.noOperations}</Box>
						<Box variant="p" color="text-body-secondary">
							{words.noOperationsText}
						</Box>
					</SpaceBetween>
				</Box>
			}
		/>
	);
}
