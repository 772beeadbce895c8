// Choices of a draft in words, for the closed sections and the review.
import type {
	AutoScaling,
	AutoScalingOption,
	Cpu,
	Draft,
	Firewall,
	Incoming,
	InstanceRole,
	Memory,
	Outgoing,
	Principal,
	Tracing,
} from "../bindings";
import type { Text } from "../text";
import { resourceName, roleName, webAclName } from "../text/arn";
import type { Format } from "../text/format";

/** CPU units to a vCPU, and MiB to a GB, as AWS counts both. */
const UNIT = 1024;

/** Who assumes which role, as trust policies name it. */
export const PRINCIPALS: Record<Principal, string> = {
	build: "build.apprunner.amazonaws.com",
	tasks: "tasks.apprunner.amazonaws.com",
};

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
			return scaling.name === "" ? words.scalingNew : text.wizard.review.created(scaling.name);
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

export function instanceRoleWords(text: Text, role: InstanceRole): string {
	const words = text.wizard.service;
	switch (role.kind) {
		case "not_needed":
			return words.noInstanceRole;
		case "use_existing":
			return roleName(role.arn) || words.notChosen;
		case "create_for_me":
			return role.name === "" ? words.newInstanceRole : text.wizard.review.created(role.name);
	}
}

export function incomingWords(text: Text, incoming: Incoming): string {
	const words = text.wizard.service;
	switch (incoming.kind) {
		case "public":
			return words.publicEndpoint;
		case "endpoint":
			return `${words.privateEndpoint}: ${incoming.id || words.notChosen}`;
		case "new_endpoint": {
			const name = incoming.name || incoming.vpc;
			return `${words.privateEndpoint}: ${name === "" ? words.notChosen : text.wizard.review.created(name)}`;
		}
	}
}

export function firewallWords(text: Text, firewall: Firewall): string {
	return firewall.kind === "off"
		? text.wizard.reach.firewall.off
		: webAclName(firewall.arn) || text.wizard.service.notChosen;
}

export function outgoingWords(text: Text, outgoing: Outgoing): string {
	const words = text.wizard.service;
	switch (outgoing.kind) {
		case "public":
			return words.publicAccess;
		case "connector":
			return `${words.customVpc}: ${resourceName(outgoing.arn) || words.notChosen}`;
		case "new_connector":
			return `${words.customVpc}: ${outgoing.name === "" ? words.notChosen : text.wizard.review.created(outgoing.name)}`;
	}
}

export function tracingWords(text: Text, tracing: Tracing): string {
	const words = text.wizard.service;
	switch (tracing.kind) {
		case "off":
			return words.tracingOff;
		case "use_existing":
			return resourceName(tracing.arn) || words.notChosen;
		case "create_for_me":
			return tracing.name === "" ? words.tracingNew : text.wizard.review.created(tracing.name);
	}
}

export const addressWords = (text: Text, { ip_address_type }: Draft) =>
	ip_address_type === "ipv4" ? text.wizard.service.ipv4 : text.wizard.service.dualStack;
