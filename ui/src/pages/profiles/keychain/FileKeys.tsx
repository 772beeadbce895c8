import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import { useQuery } from "@tanstack/react-query";
import { href, paths } from "../../../app/paths";
import { useFollow } from "../../../components/navigation";
import { ProblemView } from "../../../components/ProblemView";
import { problemOf } from "../../../host";
import { configQuery } from "../../../session/profiles";
import { useText } from "../../../text/react";
import { hasKeyInFile } from "../view";

type Props = { closed: string | null; onMove: (profile: string) => void };

/** The keys that stand in a file still; nothing where none does. */
export function FileKeys({ closed, onMove }: Props) {
	const { keychain: words } = useText();
	const follow = useFollow();
	const { data, error, refetch } = useQuery(configQuery());
	const profiles = (data?.profiles ?? []).filter(hasKeyInFile);
	if (error !== null && data === undefined) {
		return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />;
	}
	if (profiles.length === 0) return null;
	return (
		<Container
			header={
				<Header variant="h2" counter={`(${profiles.length})`} description={words.inFilesText}>
					{words.inFiles}
				</Header>
			}
		>
			<ul className="bare-list">
				{profiles.map(({ name }) => (
					<li key={name} className="role-row">
						<Link href={href(paths.profile(name))} onFollow={follow}>
							<span className="whole">{name}</span>
						</Link>
						<Button
							ariaLabel={words.moveOf(name)}
							disabled={closed !== null}
							{...(closed === null ? {} : { disabledReason: closed })}
							onClick={() => onMove(name)}
						>
							{words.move}
						</Button>
					</li>
				))}
			</ul>
		</Container>
	);
}
