import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import { useDialog } from "../components/dialogs";
import { pinFaultWords, useGoToProject } from "../components/project";
import { type Shown, useProject } from "../session/project";
import { useRegionNames } from "../session/session";
import { useText } from "../text/react";

/** The project that is open, in every window; marked red where the window is elsewhere or the pin says nothing. */
export function ProjectStrip() {
	const shown = useProject();
	return shown && <Project {...shown} />;
}

function Project({ project, here, way }: Shown) {
	const text = useText();
	const { full } = useRegionNames();
	const open = useDialog();
	const go = useGoToProject();
	const { pin, fault } = project;
	const where = [
		text.project.named(project.name),
		...(pin === null ? [] : [text.project.account(pin.account), full(pin.region)]),
	];
	return (
		<section className={`strip guard ${here === false ? "mark-red" : ""}`} aria-label={text.project.strip}>
			<Icon name="folder" size="small" />
			<span className="whole">{where.join(" · ")}</span>
			{fault && (
				<strong className="swatch">
					<Icon name="status-negative" size="small" />
					{text.project.broken}
				</strong>
			)}
			{fault && <span className="break">{pinFaultWords(text, fault)}</span>}
			{pin && here === false && (
				<strong className="swatch">
					<Icon name="lock-private" size="small" />
					{text.project.elsewhere}
				</strong>
			)}
			{way && here === false && (
				<Button variant="inline-link" onClick={() => void go(way)}>
					{text.project.go(full(way.region))}
				</Button>
			)}
			<Button variant="inline-link" onClick={() => open({ kind: "project" })}>
				{text.project.manage}
			</Button>
		</section>
	);
}
