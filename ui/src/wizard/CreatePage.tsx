import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { paths } from "../app/paths";
import { usePage } from "../components/frame";
import { ProblemPage } from "../components/ProblemPage";
import { problemOf } from "../host";
import { draftQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { CreateWizard } from "./CreateWizard";

export function CreatePage() {
	const text = useText();
	const { session } = useOpenSession();
	// What was begun stays when the credentials are read anew.
	const [first] = useState(session);
	const { data, error, refetch } = useQuery(draftQuery(first));
	usePage(
		[
			{ text: text.services.title, path: paths.services },
			{ text: text.wizard.title, path: paths.create },
		],
		"source",
		"wizard",
	);
	if (data) return <CreateWizard draft={data} />;
	if (error) return <ProblemPage title={text.wizard.title} problem={problemOf(error)} onRetry={() => void refetch()} />;
	return (
		<SpaceBetween size="l">
			<Header variant="h1">{text.wizard.title}</Header>
			<Box textAlign="center">
				<Spinner size="large" />
			</Box>
		</SpaceBetween>
	);
}
