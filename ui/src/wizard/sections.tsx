import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { useQuery } from "@tanstack/react-query";
import type { AutoScaling, Draft } from "../bindings";
import { autoScalingQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useText } from "../text/react";
import { ExistingScaling } from "./ExistingScaling";
import { TextField, useForm } from "./form";
import { SectionBox } from "./SectionBox";
import { healthWords, scalingNumbers, scalingWords } from "./summary";

export function ScalingSection() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, choose } = useForm();
	const { session } = useOpenSession();
	const configurations = useQuery(autoScalingQuery(session));
	const scaling = draft.auto_scaling;
	const standard = configurations.data?.find((option) => option.is_default);
	return (
		<SectionBox
			section="scaling"
			header={words.scaling}
			summary={scalingWords(text, scaling, configurations.data)}
			topic="scaling"
		>
			<SpaceBetween size="l">
				<FormField label={words.scalingChoice} stretch>
					<RadioGroup
						value={scaling.kind}
						ariaLabel={words.scalingChoice}
						items={[
							{
								value: "account_default",
								label: words.scalingDefault,
								description: scalingNumbers(text, standard) ?? words.scalingDefaultText,
							},
							{ value: "use_existing", label: words.scalingExisting },
							{ value: "create_for_me", label: words.scalingNew },
						]}
						onChange={({ detail }) => choose("auto_scaling", detail.value)}
					/>
				</FormField>
				{scaling.kind === "use_existing" && <ExistingScaling arn={scaling.arn} configurations={configurations} />}
				{scaling.kind === "create_for_me" && <NewScaling scaling={scaling} />}
			</SpaceBetween>
		</SectionBox>
	);
}

type NewScalingDraft = Extract<AutoScaling, { kind: "create_for_me" }>;

function NewScaling({ scaling }: { scaling: NewScalingDraft }) {
	const { wizard } = useText();
	const words = wizard.service;
	const put = (part: Exclude<keyof NewScalingDraft, "kind">) => (draft: Draft, value: string) =>
		draft.auto_scaling.kind === "create_for_me"
			? { ...draft, auto_scaling: { ...draft.auto_scaling, [part]: value } }
			: draft;
	return (
		<SpaceBetween size="l">
			<TextField field={{ name: "auto_scaling_name" }} value={scaling.name} edit={put("name")} />
			<ColumnLayout columns={3}>
				<TextField
					field={{ name: "max_concurrency" }}
					description={words.concurrencyText}
					value={scaling.max_concurrency}
					edit={put("max_concurrency")}
					numeric
				/>
				<TextField
					field={{ name: "min_size" }}
					also={[{ name: "max_size" }]}
					description={words.minSizeText}
					value={scaling.min_size}
					edit={put("min_size")}
					numeric
				/>
				<TextField
					field={{ name: "max_size" }}
					description={words.maxSizeText}
					value={scaling.max_size}
					edit={put("max_size")}
					numeric
				/>
			</ColumnLayout>
		</SpaceBetween>
	);
}

export function HealthSection() {
	const text = useText();
	const words = text.wizard.service;
	const { draft, choose } = useForm();
	const health = draft.health_check;
	const put =
		(part: "timeout" | "interval" | "unhealthy_threshold" | "healthy_threshold") => (draft: Draft, value: string) => ({
			...draft,
			health_check: { ...draft.health_check, [part]: value },
		});
	return (
		<SectionBox section="health" header={words.health} summary={healthWords(text, draft)} topic="health">
			<SpaceBetween size="l">
				<FormField label={words.protocol} stretch>
					<Tiles
						value={health.protocol.kind}
						ariaLabel={words.protocol}
						items={[
							{ value: "tcp", label: words.tcp, description: words.tcpText },
							{ value: "http", label: words.http, description: words.httpText },
						]}
						onChange={({ detail }) => choose("protocol", detail.value)}
					/>
				</FormField>
				{health.protocol.kind === "http" && (
					<TextField
						field={{ name: "health_path" }}
						description={words.pathText}
						value={health.protocol.path}
						edit={(draft, path) => ({
							...draft,
							health_check: { ...draft.health_check, protocol: { kind: "http", path } },
						})}
					/>
				)}
				<ColumnLayout columns={2}>
					<TextField
						field={{ name: "health_timeout" }}
						description={words.timeoutText}
						value={health.timeout}
						edit={put("timeout")}
						numeric
					/>
					<TextField
						field={{ name: "health_interval" }}
						also={[{ name: "health_timeout" }]}
						description={words.intervalText}
						value={health.interval}
						edit={put("interval")}
						numeric
					/>
					<TextField
						field={{ name: "unhealthy_threshold" }}
						description={words.unhealthyText}
						value={health.unhealthy_threshold}
						edit={put("unhealthy_threshold")}
						numeric
					/>
					<TextField
						field={{ name: "healthy_threshold" }}
						description={words.healthyText}
						value={health.healthy_threshold}
						edit={put("healthy_threshold")}
						numeric
					/>
				</ColumnLayout>
			</SpaceBetween>
		</SectionBox>
	);
}
