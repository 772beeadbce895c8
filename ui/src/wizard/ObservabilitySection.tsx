import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { Picker } from "../components/Picker";
import { observabilityQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { DraftField, TextField, useForm } from "./form";
import { SectionBox } from "./SectionBox";
import { tracingWords } from "./summary";

export function ObservabilitySection() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, choose } = useForm();
	const { tracing } = draft;
	return (
		<SectionBox
			section="observability"
			header={words.observability}
			summary={words.tracingSummary(tracingWords(text, tracing))}
			topic="observability"
		>
			<SpaceBetween size="l">
				<FormField label={words.tracing} stretch>
					<RadioGroup
						value={tracing.kind}
						ariaLabel={words.tracing}
						items={[
							{ value: "off", label: words.tracingOff },
							{ value: "use_existing", label: words.tracingExisting },
							{ value: "create_for_me", label: words.tracingNew },
						]}
						onChange={({ detail }) => choose("tracing", detail.value)}
					/>
				</FormField>
				{tracing.kind === "use_existing" && <ExistingConfiguration arn={tracing.arn} />}
				{tracing.kind === "create_for_me" && (
					<TextField
						field={{ name: "observability_name" }}
						value={tracing.name}
						edit={(draft, name) => ({ ...draft, tracing: { kind: "create_for_me", name } })}
					/>
				)}
			</SpaceBetween>
		</SectionBox>
	);
}

function ExistingConfiguration({ arn }: { arn: string }) {
	const { wizard } = useText();
	const words = wizard.service;
	const { put } = useForm();
	const { session } = useOpenSession();
	const configurations = useQuery(observabilityQuery(session));
	return (
		<DraftField field={{ name: "observability_arn" }} stretch>
			<Picker
				read={configurations}
				options={(configurations.data ?? []).map(({ name, arn }) => ({ value: arn, label: name, description: arn }))}
				value={arn}
				typed
				placeholder={words.chooseTracing}
				find={words.findTracing}
				empty={words.noTracing}
				refresh={words.refreshTracing}
				onChange={(arn, byKeys) => put((draft) => ({ ...draft, tracing: { kind: "use_existing", arn } }), byKeys)}
			/>
		</DraftField>
	);
}
