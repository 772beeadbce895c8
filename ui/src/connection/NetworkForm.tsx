import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { CaFault, CaInEffect, ProxyChoice, ProxyFault, ProxyInEffect, WireChoice, WireView } from "../bindings";
import type { Text } from "../text";
import { useText } from "../text/react";
import { words } from "../text/words";

type Props = {
	view: WireView;
	choice: WireChoice;
	proxyFault: ProxyFault | null;
	caFault: CaFault | null;
	onChange: (choice: WireChoice) => void;
};

const EMPTY = { kind: "manual", url: "", except: "" } as const;

export function NetworkForm({ view, choice, proxyFault, caFault, onChange }: Props) {
	const text = useText();
	const { connection } = text;
	const { proxy } = choice;
	// What was typed is there again when one comes back to it.
	const [typed, setTyped] = useState(proxy.kind === "manual" ? proxy : EMPTY);
	const put = (next: ProxyChoice) => {
		if (next.kind === "manual") setTyped(next);
		onChange({ ...choice, proxy: next });
	};
	const choices: Record<ProxyChoice["kind"], ProxyChoice> = {
		system: { kind: "system" },
		environment: { kind: "environment" },
		manual: typed,
		none: { kind: "none" },
	};
	return (
		<SpaceBetween size="m">
			<FormField label={connection.proxy} stretch>
				<RadioGroup
					value={proxy.kind}
					items={[
						{ value: "system", label: connection.system, description: inEffect(text, view.system) },
						{
							value: "environment",
							label: connection.environment,
							description: `${connection.environmentText} ${inEffect(text, view.environment)}`,
						},
						{ value: "manual", label: connection.manual },
						{ value: "none", label: connection.none, description: connection.noneText },
					]}
					onChange={({ detail }) => {
						const next = Object.values(choices).find(({ kind }) => kind === detail.value);
						if (next) put(next);
					}}
				/>
			</FormField>
			{proxy.kind === "manual" && <Manual proxy={proxy} fault={proxyFault} onChange={put} />}
			<CaField
				path={choice.ca_file ?? ""}
				used={view.ca}
				fault={caFault}
				onChange={(path) => onChange({ ...choice, ca_file: path === "" ? null : path })}
			/>
		</SpaceBetween>
	);
}

/** What a setting comes to, in words. */
function inEffect({ connection, codes }: Text, effect: ProxyInEffect): string {
	switch (effect.kind) {
		case "direct":
			return connection.direct;
		case "through":
			return (effect.has_password ? connection.throughWithPassword : connection.through)(effect.proxy);
		case "unfollowed":
			return connection.unfollowed(codes.proxyFault[effect.fault]);
		case "unusable":
			return codes.proxyFault[effect.fault];
	}
}

type ManualChoice = Extract<ProxyChoice, { kind: "manual" }>;
type ManualProps = { proxy: ManualChoice; fault: ProxyFault | null; onChange: (proxy: ManualChoice) => void };

function Manual({ proxy, fault, onChange }: ManualProps) {
	const { connection, codes, common } = useText();
	return (
		<>
			<FormField
				label={connection.url}
				description={connection.urlHint}
				stretch
				{...(fault === null ? {} : { errorText: codes.proxyFault[fault] })}
			>
				<Input
					value={proxy.url}
					autoComplete={false}
					spellcheck={false}
					inputMode="url"
					onChange={({ detail }) => onChange({ ...proxy, url: detail.value })}
				/>
			</FormField>
			<FormField
				label={
					<>
						{connection.except} – <i>{common.optional}</i>
					</>
				}
				description={connection.exceptHint}
				stretch
			>
				<Input
					value={proxy.except}
					autoComplete={false}
					spellcheck={false}
					onChange={({ detail }) => onChange({ ...proxy, except: detail.value })}
				/>
			</FormField>
		</>
	);
}

type CaProps = { path: string; used: CaInEffect | null; fault: CaFault | null; onChange: (path: string) => void };

function CaField({ path, used, fault, onChange }: CaProps) {
	const text = useText();
	const { connection, codes, common } = text;
	return (
		<FormField
			label={
				<>
					{connection.ca} – <i>{common.optional}</i>
				</>
			}
			description={connection.caHint}
			constraintText={<span className="break">{used && caInUse(text, used)}</span>}
			stretch
			{...(fault === null ? {} : { errorText: words(codes.caFault, fault.kind, fault) })}
		>
			<Input
				value={path}
				placeholder="/etc/ssl/certs/company.pem"
				autoComplete={false}
				spellcheck={false}
				onChange={({ detail }) => onChange(detail.value)}
			/>
		</FormField>
	);
}

/** Which file counts, and what is in it. */
function caInUse({ connection, codes, common }: Text, { path, source, subjects, fault }: CaInEffect): string {
	const { environment, profile } = connection.caElsewhere;
	const where =
		source.kind === "environment" ? environment(path) : source.kind === "profile" ? profile(path, source.name) : "";
	const names = subjects.map((name) => name || common.unknown).join(", ");
	const what = fault === null ? connection.caSubjects(subjects.length, names) : words(codes.caFault, fault.kind, fault);
	return `${where} ${what}`.trim();
}
