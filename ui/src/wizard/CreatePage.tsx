import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { paths } from "../app/paths";
import type { SavedDraft } from "../bindings";
import { usePage } from "../components/frame";
import { ProblemPage } from "../components/ProblemPage";
import { problemOf } from "../host";
import { beginningQuery, type Origin } from "../session/queries";
import { useOpenSession, useProfileName, useRegionNames, useSessionState } from "../session/session";
import type { Text } from "../text";
import { useText } from "../text/react";
import { CreateWizard } from "./CreateWizard";

/** The wizard, from what the address names: a draft that was kept, a service to copy, or a preset. */
export function CreatePage() {
	const text = useText();
	const { id } = useParams();
	const [params] = useSearchParams();
	const origin = originOf(text, id, params);
	// Another beginning is another wizard.
	return <Begin key={JSON.stringify(origin)} origin={origin} />;
}

function originOf({ codes }: Text, id: string | undefined, params: URLSearchParams): Origin {
	if (id !== undefined) return { from: "draft", id };
	const arn = params.get("copy");
	if (arn !== null) {
		const [profile, region] = [params.get("profile"), params.get("region")];
		return { from: "copy", arn, place: profile !== null && region !== null ? { profile, region } : null };
	}
	const asked = params.get("preset") ?? "";
	const presets = Object.keys(codes.preset) as (keyof typeof codes.preset)[];
	return { from: "preset", preset: presets.find((preset) => preset === asked) ?? "console" };
}

function Begin({ origin }: { origin: Origin }) {
	const text = useText();
	const { session } = useOpenSession();
	// What was begun stays when the credentials are read anew.
	const [first] = useState(session);
	const { data, error, refetch } = useQuery(beginningQuery(first, origin));
	usePage(
		origin.from === "draft"
			? [
					{ text: text.drafts.title, path: paths.drafts },
					{ text: text.wizard.title, path: paths.draft(origin.id) },
				]
			: [
					{ text: text.services.title, path: paths.services },
					{ text: text.wizard.title, path: paths.create },
				],
		"source",
		"wizard",
	);
	if (error) {
		return (
			<ProblemPage
				title={text.wizard.title}
				problem={problemOf(error)}
				profile={origin.from === "copy" ? origin.place?.profile : undefined}
				onRetry={() => void refetch()}
			/>
		);
	}
	if (data?.kept && (data.kept.profile !== first.profile || data.kept.region !== first.region)) {
		return <Elsewhere draft={data.kept} />;
	}
	if (data) return <CreateWizard beginning={data} />;
	return (
		<SpaceBetween size="l">
			<Header variant="h1">{text.wizard.title}</Header>
			<Box textAlign="center">
				<Spinner size="large" />
			</Box>
		</SpaceBetween>
	);
}

/** Roles, connections and images of a draft are those of its place: it is not continued in another one. */
function Elsewhere({ draft: { profile, region } }: { draft: SavedDraft }) {
	const { drafts, wizard } = useText();
	const { switchTo } = useSessionState();
	const profileName = useProfileName();
	const { full } = useRegionNames();
	return (
		<SpaceBetween size="l">
			<Header variant="h1">{wizard.title}</Header>
			<Alert
				type="info"
				header={drafts.elsewhere}
				action={<Button onClick={() => switchTo(profile, region)}>{drafts.switchThere}</Button>}
			>
				{drafts.elsewhereText(profileName(profile), full(region))}
			</Alert>
		</SpaceBetween>
	);
}
