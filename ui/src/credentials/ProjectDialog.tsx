import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import LiveRegion from "@cloudscape-design/components/live-region";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Pin, Projects, ProjectView } from "../bindings";
import { Copy } from "../components/Copy";
import { DialogShell } from "../components/DialogShell";
import { ProblemView } from "../components/ProblemView";
import { pinFaultWords } from "../components/project";
import { host, problemOf } from "../host";
import { projectChanged, projectQuery } from "../session/project";
import { useRegionNames, useSessionState } from "../session/session";
import { useText } from "../text/react";

type Change = { kind: "open"; folder: string } | { kind: "make"; folder: string; pin: Pin } | { kind: "close" };

function carryOut(change: Change): Promise<Projects> {
	switch (change.kind) {
		case "open":
			return host.projectOpen(change.folder);
		case "make":
			return host.projectMake(change.folder, change.pin);
		case "close":
			return host.projectClose();
	}
}

/** Shows the project that is open, and opens, makes or closes one. */
export function ProjectDialog({ onClose }: { onClose: () => void }) {
	const { common, project: words } = useText();
	const client = useQueryClient();
	const { data, error } = useQuery(projectQuery());
	const [tab, setTab] = useState("open");
	const change = useMutation({
		mutationFn: carryOut,
		onSuccess: (projects, { kind }) => {
			client.setQueryData(projectQuery().queryKey, projects);
			projectChanged(client);
			if (kind !== "close") onClose();
		},
	});
	const project = data?.open ?? null;
	const problem = change.error ?? error;
	return (
		<DialogShell
			header={words.title}
			holds
			onClose={onClose}
			actions={
				<Button variant="link" onClick={onClose}>
					{common.close}
				</Button>
			}
		>
			<div>{words.intro}</div>
			{project === null && change.data && <LiveRegion>{words.closed}</LiveRegion>}
			{project && <Current project={project} busy={change.isPending} onShut={() => change.mutate({ kind: "close" })} />}
			<Tabs
				ariaLabel={words.tabs}
				activeTabId={tab}
				onChange={({ detail }) => {
					change.reset();
					setTab(detail.activeTabId);
				}}
				tabs={[
					{
						id: "open",
						label: words.openTab,
						content: (
							<OpenForm
								recent={data?.recent ?? []}
								busy={change.isPending}
								onOpen={(folder) => change.mutate({ kind: "open", folder })}
							/>
						),
					},
					{
						id: "make",
						label: words.makeTab,
						content: (
							<MakeForm
								busy={change.isPending}
								onMake={(folder, pin) => change.mutate({ kind: "make", folder, pin })}
							/>
						),
					},
				]}
			/>
			{problem && !change.isPending && <ProblemView problem={problemOf(problem)} />}
		</DialogShell>
	);
}

function Current({ project, busy, onShut }: { project: ProjectView; busy: boolean; onShut: () => void }) {
	const text = useText();
	const { project: words, common } = text;
	const { full } = useRegionNames();
	const { pin, fault } = project;
	return (
		<section aria-label={words.opened}>
			<SpaceBetween size="s">
				<KeyValuePairs
					columns={2}
					items={[
						{ label: words.opened, value: <span className="break">{project.name}</span> },
						{ label: words.file, value: <Copy variant="inline" value={project.file} what={words.file} /> },
						...(pin === null
							? []
							: [
									{ label: common.account, value: pin.account },
									{ label: common.region, value: full(pin.region) },
									...(pin.profile == null ? [] : [{ label: common.profile, value: pin.profile }]),
								]),
					]}
				/>
				{fault && (
					<Alert type="error" header={words.broken}>
						{pinFaultWords(text, fault)}
					</Alert>
				)}
				<Button loading={busy} onClick={onShut}>
					{words.close}
				</Button>
			</SpaceBetween>
		</section>
	);
}

function FolderField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
	const { project: words } = useText();
	return (
		<FormField label={words.folder} constraintText={words.folderHint} stretch>
			<Input value={value} autoComplete={false} spellcheck={false} onChange={({ detail }) => onChange(detail.value)} />
		</FormField>
	);
}

type OpenProps = { recent: string[]; busy: boolean; onOpen: (folder: string) => void };

function OpenForm({ recent, busy, onOpen }: OpenProps) {
	const { project: words } = useText();
	const [folder, setFolder] = useState("");
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				onOpen(folder);
			}}
		>
			<SpaceBetween size="m">
				<FolderField value={folder} onChange={setFolder} />
				<Button variant="primary" formAction="submit" loading={busy}>
					{words.open}
				</Button>
				{recent.length > 0 && (
					<div>
						<Box variant="awsui-key-label">{words.recent}</Box>
						<ul className="bare-list">
							{recent.map((one) => (
								<li key={one}>
									<Button variant="inline-link" formAction="none" onClick={() => onOpen(one)}>
										<span className="break">{one}</span>
									</Button>
								</li>
							))}
						</ul>
					</div>
				)}
			</SpaceBetween>
		</form>
	);
}

type MakeProps = { busy: boolean; onMake: (folder: string, pin: Pin) => void };

function MakeForm({ busy, onMake }: MakeProps) {
	const { project: words } = useText();
	const { welcome, view, profile: current, region: here } = useSessionState();
	const { full } = useRegionNames();
	const [folder, setFolder] = useState("");
	const [account, setAccount] = useState(view?.identity?.account ?? "");
	const [region, setRegion] = useState(here);
	// The sandbox's name is this application's own, so it is no profile to others.
	const named = welcome.profiles.filter(({ kind }) => kind !== "sandbox" && kind !== "environment");
	const [profile, setProfile] = useState(named.some(({ name }) => name === current) ? current : "");
	const regions = welcome.regions.map(({ code }) => ({ value: code, label: full(code) }));
	const none = { value: "", label: words.noProfile };
	const profiles = [none, ...named.map(({ name }) => ({ value: name, label: name }))];
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				onMake(folder, { account: account.trim(), region, profile: profile === "" ? null : profile });
			}}
		>
			<SpaceBetween size="m">
				<div>{words.makeText}</div>
				<FolderField value={folder} onChange={setFolder} />
				<FormField label={words.pinAccount} stretch>
					<Input
						value={account}
						inputMode="numeric"
						autoComplete={false}
						spellcheck={false}
						onChange={({ detail }) => setAccount(detail.value)}
					/>
				</FormField>
				<FormField label={words.pinRegion} stretch>
					<Select
						options={regions}
						selectedOption={regions.find(({ value }) => value === region) ?? null}
						onChange={({ detail }) => setRegion(detail.selectedOption.value ?? region)}
					/>
				</FormField>
				<FormField label={words.pinProfile} constraintText={words.pinProfileHint} stretch>
					<Select
						options={profiles}
						selectedOption={profiles.find(({ value }) => value === profile) ?? none}
						onChange={({ detail }) => setProfile(detail.selectedOption.value ?? "")}
					/>
				</FormField>
				<Button variant="primary" formAction="submit" loading={busy}>
					{words.make}
				</Button>
			</SpaceBetween>
		</form>
	);
}
