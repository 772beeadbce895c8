import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Tabs from "@cloudscape-design/components/tabs";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Color, Mark, Marked, MarkRow, Protection } from "../bindings";
import { DialogShell } from "../components/DialogShell";
import { Swatch } from "../components/MarkView";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { marksChanged, marksQuery } from "../session/queries";
import { useProfileName } from "../session/session";
import { useText } from "../text/react";

const UNMARKED: Mark = { protection: "none", color: null, name: "" };
const PROTECTIONS: Protection[] = ["none", "production", "read_only"];
const COLORS: Color[] = ["red", "yellow", "green", "blue", "purple", "grey"];

type Props = { profile: string; account: string | null; onClose: () => void };

/** Marks an account and a profile: how far they are protected, and how they are known on the screen. */
export function MarkDialog({ profile, account, onClose }: Props) {
	const { common, guard } = useText();
	const client = useQueryClient();
	const marks = useQuery(marksQuery());
	/** What was changed here, by tab. */
	const [changed, setChanged] = useState<Partial<Record<Tab, Mark>>>({});
	const save = useMutation({
		mutationFn: async () => {
			for (const tab of TABS) {
				const [of, mark] = [subject(tab, profile, account), changed[tab]];
				if (of !== null && mark !== undefined) await host.markSet(of, mark);
			}
		},
		onSuccess: onClose,
		// Of two marks, one may have been kept.
		onSettled: () => marksChanged(client),
	});
	const refusal = save.error === null ? null : problemOf(save.error);
	return (
		<DialogShell
			header={guard.markTitle}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button
						variant="primary"
						disabled={marks.data === undefined}
						loading={save.isPending}
						onClick={() => save.mutate()}
					>
						{guard.save}
					</Button>
				</>
			}
		>
			<div>{guard.markText}</div>
			{marks.data && (
				<Sections
					marks={marks.data}
					profile={profile}
					account={account}
					changed={changed}
					onChange={(tab, mark) => setChanged((all) => ({ ...all, [tab]: mark }))}
				/>
			)}
			{marks.isPending && <StatusIndicator type="loading">{common.loading}</StatusIndicator>}
			{marks.error && <ProblemView problem={problemOf(marks.error)} onRetry={() => void marks.refetch()} />}
			{refusal && !save.isPending && <ProblemView problem={refusal} onRetry={() => save.mutate()} />}
		</DialogShell>
	);
}

type Tab = "account" | "profile";

const TABS: Tab[] = ["account", "profile"];

function subject(tab: Tab, profile: string, account: string | null): Marked | null {
	if (tab === "profile") return { kind: "profile", name: profile };
	return account === null ? null : { kind: "account", id: account };
}

type SectionsProps = {
	marks: MarkRow[];
	profile: string;
	account: string | null;
	changed: Partial<Record<Tab, Mark>>;
	onChange: (tab: Tab, mark: Mark) => void;
};

function Sections({ marks, profile, account, changed, onChange }: SectionsProps) {
	const { guard } = useText();
	const profileName = useProfileName();
	const markOf = (tab: Tab) => {
		const wanted = JSON.stringify(subject(tab, profile, account));
		const kept = marks.find(({ of }) => JSON.stringify(of) === wanted);
		return changed[tab] ?? kept?.mark ?? UNMARKED;
	};
	const labels = {
		account: { label: guard.ofAccount, text: guard.accountText(account ?? "") },
		profile: { label: guard.ofProfile, text: guard.profileText(profileName(profile)) },
	};
	// An account that is not known yet cannot be marked.
	const shown = TABS.filter((tab) => subject(tab, profile, account) !== null);
	return (
		<Tabs
			ariaLabel={guard.tabs}
			tabs={shown.map((tab) => ({
				id: tab,
				label: labels[tab].label,
				content: (
					<SpaceBetween size="m">
						<div className="break">{labels[tab].text}</div>
						<MarkForm mark={markOf(tab)} hasName={tab === "account"} onChange={(mark) => onChange(tab, mark)} />
					</SpaceBetween>
				),
			}))}
		/>
	);
}

type FormProps = { mark: Mark; hasName: boolean; onChange: (mark: Mark) => void };

function MarkForm({ mark, hasName, onChange }: FormProps) {
	const { guard, codes } = useText();
	return (
		<SpaceBetween size="m">
			{hasName && (
				<FormField label={guard.name} description={guard.nameHint}>
					<Input
						value={mark.name}
						autoComplete={false}
						spellcheck={false}
						onChange={({ detail }) => onChange({ ...mark, name: detail.value })}
					/>
				</FormField>
			)}
			<FormField label={guard.protection}>
				<RadioGroup
					value={mark.protection}
					items={PROTECTIONS.map((value) => ({
						value,
						label: codes.protection[value].title,
						description: codes.protection[value].body,
					}))}
					onChange={({ detail }) =>
						onChange({ ...mark, protection: PROTECTIONS.find((value) => value === detail.value) ?? "none" })
					}
				/>
			</FormField>
			<FormField label={guard.color}>
				<RadioGroup
					direction="horizontal"
					value={mark.color ?? ""}
					items={[
						{ value: "", label: guard.noColor },
						...COLORS.map((value) => ({ value, label: <Swatch color={value}>{codes.color[value]}</Swatch> })),
					]}
					onChange={({ detail }) =>
						onChange({ ...mark, color: COLORS.find((value) => value === detail.value) ?? null })
					}
				/>
			</FormField>
		</SpaceBetween>
	);
}
