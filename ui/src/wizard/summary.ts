// Choices of a draft in words, for the closed sections and the review.
import type { AutoScaling, AutoScalingOption, Cpu, Draft, Memory } from "../bindings";
import type { Text } from "../text";
import type { Format } from "../text/format";

/** CPU units to a vCPU, and MiB to a GB, as AWS counts both. */
const UNIT = 1024;

export const cpuWords = (text: Text, format: Format, cpu: Cpu) =>
	text.wizard.service.vcpu(format.number(Number(cpu) / UNIT));

export const memoryWords = (text: Text, format: Format, memory: Memory) =>
	text.wizard.service.gigabytes(format.number(Number(memory) / UNIT));

export function scalingWords(text: Text, scaling: AutoScaling, known: AutoScalingOption[] | undefined): string {
	const words = text.wizard.service;
	switch (scaling.kind) {
		case "account_default":
			return words.scalingDefault;
		case "use_existing": {
			const option = known?.find(({ arn }) => arn === scaling.arn);
			if (option) return words.scalingOption(option.name, option.revision);
			return scaling.arn || words.notChosen;
		}
		case "create_for_me":
			return scaling.name === "" ? words.scalingNew : text.wizard.review.scalingNew(scaling.name);
	}
}

/** The numbers of a configuration; nothing while they are unknown. */
export function scalingNumbers(text: Text, option: AutoScalingOption | undefined): string | undefined {
	if (!option || option.max_concurrency === null || option.min_size === null || option.max_size === null)
		return undefined;
	const { max_concurrency, min_size, max_size } = option;
	return text.wizard.service.scalingNumbers(String(max_concurrency), String(min_size), String(max_size));
}

export function healthWords(text: Text, { health_check }: Draft): string {
	const { protocol, interval, timeout } = health_check;
	const words = text.wizard.service;
	return words.healthSummary(protocol.kind === "tcp" ? words.tcp : `${words.http} ${protocol.path}`, interval, timeout);
}

/** The name at the end of a role's ARN. */
export const roleName = (arn: string) => arn.split("/").at(-1) ?? arn;

export const addressWords = (text: Text, { ip_address_type }: Draft) =>
	ip_address_type === "ipv4" ? text.wizard.service.ipv4 : text.wizard.service.dualStack;
