import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Fragment } from "react";
import type { ConfigPlan, DiffKind, DiffLine, FileChange } from "../../bindings";
import { useText } from "../../text/react";

/** What a change does to the files, line by line: by sign, by word and by colour. */
export function DiffView({ plan }: { plan: ConfigPlan }) {
	const { profiles } = useText();
	if (plan.files.length === 0) return <Box>{profiles.diff.nothing}</Box>;
	const paths = { config: plan.config_path, credentials: plan.credentials_path };
	return (
		<SpaceBetween size="m">
			{plan.files.map((change) => (
				<div key={change.file}>
					<Box variant="h3">
						<span className="break">{paths[change.file]}</span>
					</Box>
					<FileDiff change={change} path={paths[change.file]} />
				</div>
			))}
		</SpaceBetween>
	);
}

const SIGNS: Record<DiffKind, string> = { same: "", added: "+", removed: "−" };

function FileDiff({ change, path }: { change: FileChange; path: string }) {
	const { diff } = useText().profiles;
	const heads = [diff.before, diff.after, diff.change, diff.text];
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: long changes are scrolled by keyboard
		<section className="diff" tabIndex={0} aria-label={diff.table(path)}>
			<table>
				<thead className="aloud">
					<tr>
						{heads.map((head) => (
							<th key={head} scope="col">
								{head}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{change.lines.map((line, at) => (
						<Fragment key={`${line.kind} ${line.before} ${line.after}`}>
							{isApart(change.lines[at - 1], line) && (
								<tr className="diff-gap">
									<td colSpan={4}>
										<span aria-hidden="true">⋯</span>
										<span className="aloud">{diff.leftOut}</span>
									</td>
								</tr>
							)}
							<tr className={`diff-${line.kind}`}>
								<td className="diff-number">{line.before}</td>
								<td className="diff-number">{line.after}</td>
								<td className="diff-sign">
									<span aria-hidden="true">{SIGNS[line.kind]}</span>
									<span className="aloud">{diff[line.kind]}</span>
								</td>
								<td className="diff-text">{line.text}</td>
							</tr>
						</Fragment>
					))}
				</tbody>
			</table>
		</section>
	);
}

/** Whether lines are left out between two: then the numbers jump. */
function isApart(one: DiffLine | undefined, other: DiffLine): boolean {
	if (one === undefined) return false;
	const jumps = (before: number | null, after: number | null) =>
		before !== null && after !== null && after > before + 1;
	return (
		jumps(one.before, other.before) && (other.after === null || one.after === null || jumps(one.after, other.after))
	);
}
