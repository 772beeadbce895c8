// A page that is a table of what there is: read, refused, empty, and read again.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { problemOf } from "../host";
import { useText } from "../text/react";
import { useAsked } from "./asked";
import { type HelpTopic, InfoLink } from "./frame";
import { PageLink } from "./PageLink";
import { ProblemView } from "./ProblemView";
import { Refresh } from "./Refresh";

type Read = { error: unknown; isFetching: boolean; refetch: () => unknown };

type Props<Row> = {
	read: Read;
	/** Nothing until it was read once. */
	rows: Row[] | undefined;
	trackBy: (row: Row) => string;
	columns: TableProps<Row>["columnDefinitions"];
	title: string;
	description: string;
	topic: HelpTopic;
	/** How one more is made. */
	create: { text: string; path: string };
	/** What is said when there is none. */
	none: { title: string; text: string };
	/** What is to be said before the table. */
	children?: ReactNode;
};

export function FullTable<Row>({
	read,
	rows,
	trackBy,
	columns,
	title,
	description,
	topic,
	create,
	none,
	children,
}: Props<Row>) {
	const { common } = useText();
	const navigate = useNavigate();
	const again = () => void read.refetch();
	const [asked, ask] = useAsked(read.isFetching, again);
	return (
		<SpaceBetween size="l">
			{read.error !== null && <ProblemView problem={problemOf(read.error)} onRetry={again} />}
			{children}
			<Table<Row>
				variant="full-page"
				stickyHeader
				wrapLines
				items={rows ?? []}
				trackBy={trackBy}
				loading={rows === undefined && read.error === null}
				loadingText={common.loading}
				ariaLabels={{ tableLabel: title }}
				columnDefinitions={columns}
				header={
					<Header
						variant="awsui-h1-sticky"
						counter={rows ? `(${rows.length})` : ""}
						info={<InfoLink topic={topic} />}
						description={description}
						actions={
							<SpaceBetween direction="horizontal" size="xs">
								<Refresh loading={asked} onClick={ask} />
								<Button variant="primary" onClick={() => void navigate(create.path)}>
									{create.text}
								</Button>
							</SpaceBetween>
						}
					>
						{title}
					</Header>
				}
				empty={
					rows && (
						<Box textAlign="center" color="inherit">
							<Box variant="strong">{none.title}</Box>
							<Box color="text-body-secondary">{none.text}</Box>
						</Box>
					)
				}
			/>
		</SpaceBetween>
	);
}

type LinksProps = { links: { name: string; path: string }[]; none: string };

/** Names that lead to their pages. */
export function Links({ links, none }: LinksProps) {
	if (links.length === 0) return <Box color="text-body-secondary">{none}</Box>;
	return (
		<ul className="bare-list">
			{links.map(({ name, path }) => (
				<li key={path}>
					<PageLink path={path}>{name}</PageLink>
				</li>
			))}
		</ul>
	);
}
