import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { Finding, Problem, SecretPlace } from "../bindings";
import { PlanSteps } from "../components/PlanSteps";
import { findingWords, ProblemView } from "../components/ProblemView";
import { useText } from "../text/react";
import { words as worded } from "../text/words";
import { type Entries, findingAt, type SecretPlan } from "./useSecretPlan";

const PLACES: SecretPlace[] = ["secrets_manager", "parameter_store"];

type Props = {
	entries: Entries;
	onEntries: (entries: Entries) => void;
	/** The name that is proposed for a place. */
	beginning: (place: SecretPlace) => string;
	planned: SecretPlan;
	/** Why it could not be begun. */
	refused: Problem | null;
	onRetry: () => void;
	onSubmit: () => void;
};

/** Where a value is to be stored and under which name, with what would be done for it. */
export function SecretForm({ entries, onEntries, beginning, planned, refused, onRetry, onSubmit }: Props) {
	const text = useText();
	const words = text.wizard.choices.secret;
	const { plan, isCurrent } = planned;
	const wrongName = findingAt(planned.problem, "secret_name");
	const wrongValue = findingAt(planned.problem, "secret_value");
	const problem = refused ?? (wrongName || wrongValue ? null : planned.problem);

	function choosePlace(place: SecretPlace) {
		// A name that somebody has written is theirs.
		const name = entries.name === beginning(entries.place) ? beginning(place) : entries.name;
		onEntries({ ...entries, place, name });
	}

	return (
		<SpaceBetween size="l">
			<div>{words.text}</div>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit();
				}}
			>
				<SpaceBetween size="l">
					<FormField label={words.place} stretch>
						<RadioGroup
							value={entries.place}
							ariaLabel={words.place}
							items={PLACES.map((value) => ({
								value,
								label: text.codes.variableSource[value],
								description: words.places[value],
							}))}
							onChange={({ detail }) => {
								const place = PLACES.find((place) => place === detail.value);
								if (place) choosePlace(place);
							}}
						/>
					</FormField>
					<FormField
						label={text.codes.field.secret_name}
						description={words.nameText}
						errorText={
							wrongName && <NameFinding finding={wrongName} onName={(name) => onEntries({ ...entries, name })} />
						}
						stretch
					>
						<Input
							value={entries.name}
							autoComplete={false}
							spellcheck={false}
							onChange={({ detail }) => onEntries({ ...entries, name: detail.value })}
						/>
					</FormField>
					<FormField
						label={text.codes.field.secret_value}
						description={words.valueText}
						errorText={wrongValue && findingWords(text, wrongValue)}
						stretch
					>
						<Input
							type="password"
							value={entries.value}
							autoComplete={false}
							onChange={({ detail }) => onEntries({ ...entries, value: detail.value })}
						/>
					</FormField>
				</SpaceBetween>
			</form>
			<div>
				<Box variant="h3" padding={{ bottom: "xs" }}>
					{words.plan}
				</Box>
				{plan ? (
					<PlanSteps plan={plan} />
				) : isCurrent ? (
					<Box color="text-body-secondary">{words.noPlan}</Box>
				) : (
					<Spinner />
				)}
			</div>
			{problem && <ProblemView problem={problem} onRetry={onRetry} />}
		</SpaceBetween>
	);
}

/** What is wrong with the name, with the button that repairs it. */
function NameFinding({ finding, onName }: { finding: Finding; onName: (name: string) => void }) {
	const text = useText();
	const { fix } = finding;
	return (
		<>
			{findingWords(text, finding)}
			{fix?.kind === "set_secret_name" && (
				<>
					{" "}
					<Button variant="inline-link" onClick={() => onName(fix.name)}>
						{worded(text.codes.fix, fix.kind, fix)}
					</Button>
				</>
			)}
		</>
	);
}
