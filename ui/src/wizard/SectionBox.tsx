import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { ReactNode } from "react";
import { type HelpTopic, InfoLink } from "../components/frame";
import { useForm } from "./form";
import type { Section } from "./state";

type SectionProps = { section: Section; header: string; summary: string; topic: HelpTopic; children: ReactNode };

/** A section that is closed at first: its header says what is chosen. */
export function SectionBox({ section, header, summary, topic, children }: SectionProps) {
	const { state, dispatch } = useForm();
	return (
		<ExpandableSection
			variant="container"
			headerText={header}
			headerDescription={summary}
			headerInfo={<InfoLink topic={topic} />}
			expanded={state.open.has(section)}
			onChange={({ detail }) => dispatch({ type: "section", section, open: detail.expanded })}
		>
			{children}
		</ExpandableSection>
	);
}
