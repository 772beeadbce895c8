import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Mark, ProfileRow, RegionOption } from "../bindings";
import { MarkView } from "../components/MarkView";
import { faultWords } from "../components/profiles";
import { marksQuery } from "../session/queries";
import { readRecent } from "../session/recent";
import { useProfileName, useRegionNames, useSessionState } from "../session/session";
import { useText } from "../text/react";
import { type Findable, Finder } from "./Finder";

type Props = { onDismiss: () => void; onSwitch: (profile: string, region: string) => void };

/** Finds a profile and then a Region for it. */
export default function Switcher({ onDismiss, onSwitch }: Props) {
	const { switcher, common } = useText();
	const state = useSessionState();
	const profileName = useProfileName();
	const profiles = useProfiles();
	const regions = useRegions();
	const [profile, setProfile] = useState<string | null>(null);
	const own = state.welcome.profiles.find(({ name }) => name === profile)?.region;
	const isServed = state.welcome.regions.some(({ code }) => code === own);
	return (
		<Modal
			visible
			header={profile === null ? switcher.title : switcher.regionTitle(profileName(profile))}
			closeAriaLabel={common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						{profile !== null && <Button onClick={() => setProfile(null)}>{switcher.back}</Button>}
						<Button variant="link" onClick={onDismiss}>
							{common.cancel}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			{profile === null ? (
				<Finder
					key="profiles"
					label={switcher.find}
					hint={switcher.findHint}
					list={switcher.profiles}
					options={profiles}
					onPick={setProfile}
				/>
			) : (
				<Finder
					key="regions"
					label={switcher.findRegion}
					list={switcher.regions}
					options={regions}
					// Where the profile is at home, if App Runner is there too.
					initial={profile !== state.profile && own && isServed ? own : state.region}
					onPick={(region) => onSwitch(profile, region)}
				/>
			)}
		</Modal>
	);
}

/** All profiles, those last used first. */
function useProfiles(): Findable[] {
	const text = useText();
	const { codes, switcher } = text;
	const { welcome, profile } = useSessionState();
	const profileName = useProfileName();
	const { full } = useRegionNames();
	const { data: marks = [] } = useQuery(marksQuery());
	// What is chosen while the list is open does not move its rows.
	const [recent] = useState(readRecent);
	const rank = ({ name }: ProfileRow) => {
		const at = recent.findIndex((one) => one.profile === name);
		return at < 0 ? recent.length : at;
	};
	return [...welcome.profiles]
		.sort((one, other) => rank(one) - rank(other))
		.map((row): Findable => {
			const account = recent.find((one) => one.profile === row.name)?.account ?? null;
			// Each mark for itself: which of them counts is for the Rust side to say.
			const own = marks.flatMap(({ of, mark }) =>
				(of.kind === "profile" && of.name === row.name) || (of.kind === "account" && of.id === account) ? [mark] : [],
			);
			const said = [codes.profileKind[row.kind], row.region === null ? "" : full(row.region), account ?? ""];
			const isRecent = recent.some((one) => one.profile === row.name) && row.name !== profile;
			if (isRecent) said.push(switcher.recent);
			return {
				id: row.name,
				label: profileName(row.name),
				keywords: [row.name, ...said, ...own.map(({ name }) => name)],
				description: <Described said={said} marks={own} />,
				fault: faultWords(text, row),
				isCurrent: row.name === profile,
			};
		});
}

function Described({ said, marks }: { said: string[]; marks: Mark[] }) {
	return (
		<>
			{said.filter((part) => part !== "").join(" · ")}
			{marks.length > 0 && (
				<span className="finder-marks">
					{marks.map((mark) => (
						<MarkView key={JSON.stringify(mark)} mark={mark} />
					))}
				</span>
			)}
		</>
	);
}

function useRegions(): Findable[] {
	const { welcome, region } = useSessionState();
	const { regions: words } = useText();
	const { place } = useRegionNames();
	const findable = ({ code, place: english }: RegionOption, fault: string | null) => ({
		id: code,
		label: place(code),
		// AWS's English name is known to many who read another language.
		keywords: [code, english],
		description: code,
		fault,
		isCurrent: code === region,
	});
	return [
		...welcome.regions.map((one) => findable(one, null)),
		...welcome.other_regions.map((one) => findable(one, words.notOffered)),
	];
}
