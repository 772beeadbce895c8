import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { ServiceRow } from "../../bindings";
import { ConfirmModal } from "../../components/ConfirmModal";
import { faultWords } from "../../components/profiles";
import { useProfileName, useRegionNames, useSessionState } from "../../session/session";
import { useText } from "../../text/react";

type Props = { row: ServiceRow; onDismiss: () => void };

/** Asks where a copy is to be, and opens the wizard there. */
export function CopyModal({ row, onDismiss }: Props) {
	const text = useText();
	const words = text.wizard.choices.copy;
	const { welcome, profile: hereProfile, region: hereRegion, switchTo } = useSessionState();
	const { full } = useRegionNames();
	const profileName = useProfileName();
	const navigate = useNavigate();
	const [profile, setProfile] = useState(hereProfile);
	const [region, setRegion] = useState(hereRegion);
	const isHere = profile === hereProfile && region === hereRegion;
	const regions = welcome.regions.map(({ code }) => ({ value: code, label: full(code) }));
	const profiles = welcome.profiles.map((row) => {
		const fault = faultWords(text, row);
		return {
			value: row.name,
			label: profileName(row.name),
			description: text.codes.profileKind[row.kind],
			...(fault === null ? {} : { disabled: true, disabledReason: fault }),
		};
	});

	async function open() {
		await navigate(isHere ? paths.copy(row.arn) : paths.copyFrom(row.arn, hereProfile, hereRegion));
		if (!isHere) switchTo(profile, region);
	}

	return (
		<ConfirmModal
			header={words.title(row.name)}
			confirm={words.continue}
			onConfirm={() => void open()}
			onDismiss={onDismiss}
		>
			<SpaceBetween size="l">
				<div>{words.text}</div>
				<FormField label={text.common.region} description={words.regionText} stretch>
					<Select
						options={regions}
						selectedOption={regions.find(({ value }) => value === region) ?? { value: region, label: region }}
						filteringType="auto"
						expandToViewport
						onChange={({ detail }) => setRegion(detail.selectedOption.value ?? region)}
					/>
				</FormField>
				<FormField label={text.common.profile} description={words.profileText} stretch>
					<Select
						options={profiles}
						selectedOption={profiles.find(({ value }) => value === profile) ?? { value: profile, label: profile }}
						expandToViewport
						onChange={({ detail }) => setProfile(detail.selectedOption.value ?? profile)}
					/>
				</FormField>
				{!isHere && <Alert type="info">{words.elsewhere}</Alert>}
			</SpaceBetween>
		</ConfirmModal>
	);
}
