import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { paths } from "../../app/paths";
import { usePage } from "../../components/frame";
import { ProblemPage } from "../../components/ProblemPage";
import { ProblemView } from "../../components/ProblemView";
import { problemOf } from "../../host";
import { configQuery } from "../../session/profiles";
import { useText } from "../../text/react";
import { type Asked, Dialogs } from "./Dialogs";
import { FilesSection } from "./FilesSection";
import { ProfilesTable } from "./ProfilesTable";
import { SessionsTable } from "./SessionsTable";

/** Every profile of both files, the sessions that they share, and what is odd in the files. It asks no session. */
export function ProfilesPage() {
	const { profiles: words } = useText();
	const { data, error, isFetching, refetch } = useQuery(configQuery());
	const [asked, ask] = useState<Asked | null>(null);
	usePage([{ text: words.title, path: paths.profiles }], "profiles");
	const again = () => void refetch();
	if (error !== null && data === undefined) {
		return <ProblemPage title={words.title} problem={problemOf(error)} onRetry={again} />;
	}
	return (
		<SpaceBetween size="l">
			{error && <ProblemView problem={problemOf(error)} onRetry={again} />}
			<ProfilesTable
				config={data}
				fetching={isFetching}
				onRefresh={again}
				createButton={
					<Button variant="primary" disabled={data === undefined} onClick={() => ask({ kind: "create", start: null })}>
						{words.create}
					</Button>
				}
			/>
			{data && <SessionsTable config={data} onAsk={ask} />}
			{data && <FilesSection config={data} />}
			{data && asked && <Dialogs key={JSON.stringify(asked)} asked={asked} config={data} onClose={() => ask(null)} />}
		</SpaceBetween>
	);
}
