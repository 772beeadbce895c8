import { resourceName, roleName } from "../arn";
import { bytesFormat, dayFormat } from "../format";
import type { BesideWords, LookWords } from "../words";

const bytes = bytesFormat("en");
const day = dayFormat("en");
const number = new Intl.NumberFormat("en");

const sized = (size: number | null) => (size === null ? "Size unknown" : `${bytes(size)} compressed`);
const imageMissing = ({ uri }: { uri: string }) =>
	`${uri} is not in its repository. Push it, or choose an image that is there.`;
const otherPlatform = ({ platforms }: { platforms: string[] }) =>
	`The image is for ${platforms.join(", ")}; App Runner runs linux/amd64. Build it for that platform, and push it again:`;
const tooLarge = ({ bytes }: { bytes: number | null }) =>
	`${sized(bytes)}. Unpacked, and with all that the application writes, it has to fit into 3 GB. Use a smaller base image, or leave out what only the build needs.`;
const untrusting = (principal: string) => (arn: string) =>
	`The trust policy of ${roleName(arn)} does not name ${principal}, so App Runner cannot use the role. Add this statement to it, or choose another role:`;
const roleMissing = ({ arn }: { arn: string }) =>
	`${roleName(arn)} is not among the roles of this account. If it was deleted, choose another one; if it belongs to another account, it will be refused.`;
const rolesUnread = () => "The roles of this account could not be read.";
const notAgreed = ({ arn }: { arn: string }) =>
	`${resourceName(arn)} cannot be used: nobody has agreed to it yet, or it is gone. In the AWS console, open Connected accounts under App Runner and complete the handshake, or choose another connection.`;
const nameTaken = ({ name }: { name: string }) =>
	`A service named “${name}” already exists in this Region. Choose another name.`;
const quotaReached = ({ count, quota }: { count: number; quota: number }) =>
	`There are ${number.format(count)} services in this Region, and the default quota is ${number.format(quota)}. Unless yours was raised, delete a service first, or ask for more under Service Quotas.`;

const otherPort = ({ port, exposed }: { port: string; exposed: number[] }) =>
	`The image says that it listens on ${exposed.join(", ")}, and the service is set to port ${port}.`;
const noCommand = () => "Neither the image nor the service says what to start. Enter a start command.";
const referencesMissing = ({ missing }: { missing: string[] }) =>
	`These secrets and parameters are not there: ${missing.join(", ")}`;
const referencesDenied = ({ denied }: { denied: string[] }) =>
	`The instance role may not read: ${denied.join(", ")}. Allow it, or choose a role that may.`;
const subnetsDoubtful = ({ free, needed, public: open }: { free: number; needed: number | null; public: string[] }) =>
	[
		...(open.length > 0
			? [
					`The way out of these subnets is an internet gateway, which is of no use to App Runner’s interfaces: ${open.join(", ")}.`,
				]
			: []),
		...(needed !== null && needed > free
			? [`A deployment at full size needs ${number.format(needed)} addresses, and ${number.format(free)} are free.`]
			: []),
	].join(" ");
const rightsMissing = ({ denied }: { denied: string[] }) =>
	`You are not allowed to do all of it. Ask an administrator to allow: ${denied.join(", ")}`;

const look: LookWords = {
	image_found: {
		title: "Image",
		passed: ({ uri }) => `${uri} is in its repository.`,
		failed: imageMissing,
		doubtful: imageMissing,
		unknown: () => "A public image, or one of another account or Region, cannot be looked at from here.",
	},
	image_platform: {
		title: "Platform of the image",
		passed: ({ platforms }) => `It is for ${platforms.join(", ")}.`,
		failed: otherPlatform,
		doubtful: otherPlatform,
		unknown: () => "Its manifest does not name a platform. App Runner runs linux/amd64.",
	},
	image_size: {
		title: "Size of the image",
		passed: ({ bytes }) => `${sized(bytes)}.`,
		failed: tooLarge,
		doubtful: tooLarge,
		unknown: () => "Its size is not known.",
	},
	image_port: {
		title: "Port of the image",
		passed: ({ port }) => `The image says that it listens on ${port}.`,
		failed: otherPort,
		doubtful: otherPort,
		unknown: () => "The image does not say on which port it listens.",
	},
	image_command: {
		title: "Start of the image",
		passed: () => "There is a command that starts the application.",
		failed: noCommand,
		doubtful: noCommand,
		unknown: () => "Whether the image says what to start is not known.",
	},
	access_role: {
		title: "ECR access role",
		passed: ({ arn }) => `App Runner may assume ${roleName(arn)}.`,
		failed: ({ arn }) => untrusting("build.apprunner.amazonaws.com")(arn),
		doubtful: roleMissing,
		unknown: rolesUnread,
	},
	instance_role: {
		title: "Instance role",
		passed: ({ arn }) => `App Runner may assume ${roleName(arn)}.`,
		failed: ({ arn }) => untrusting("tasks.apprunner.amazonaws.com")(arn),
		doubtful: roleMissing,
		unknown: rolesUnread,
	},
	references: {
		title: "Secrets and parameters",
		passed: () => "All that environment variables refer to is there.",
		failed: referencesMissing,
		doubtful: referencesMissing,
		unknown: () => "Whether what environment variables refer to is there could not be read.",
	},
	reference_rights: {
		title: "Reading secrets and parameters",
		passed: () => "The instance role may read all that environment variables refer to.",
		failed: referencesDenied,
		doubtful: referencesDenied,
		unknown: () => "What the instance role may read could not be found out.",
	},
	subnets: {
		title: "Subnets of the VPC connector",
		passed: ({ free, needed }) =>
			needed === null
				? `${number.format(free)} addresses are free.`
				: `${number.format(free)} addresses are free, and a deployment at full size needs ${number.format(needed)}.`,
		failed: subnetsDoubtful,
		doubtful: subnetsDoubtful,
		unknown: () => "The subnets of the VPC connector could not be read.",
	},
	rights: {
		title: "Your rights",
		passed: () => "You may do all that will be done.",
		failed: rightsMissing,
		doubtful: rightsMissing,
		unknown: () => "What you may do could not be found out.",
	},
	connection: {
		title: "Connection",
		passed: ({ arn }) => `${resourceName(arn)} is ready.`,
		failed: notAgreed,
		doubtful: notAgreed,
		unknown: () => "The connections of this account could not be read.",
	},
	name: {
		title: "Service name",
		passed: ({ name }) => `“${name}” is free in this Region.`,
		failed: nameTaken,
		doubtful: nameTaken,
		unknown: () => "The services of this Region could not be read.",
	},
	quota: {
		title: "Service quota",
		passed: ({ count, quota }) => `${number.format(count)} of ${number.format(quota)} services exist in this Region.`,
		failed: quotaReached,
		doubtful: quotaReached,
		unknown: () => "The services of this Region could not be counted.",
	},
};

const beside: BesideWords = {
	outgoing_by_vpc: () => "The way out through the VPC: NAT gateways by the hour and by data, or VPC endpoints",
	interface_endpoint: ({ zones }) =>
		zones === 0
			? "The new VPC interface endpoint, by the hour in each Availability Zone and by data"
			: `The new VPC interface endpoint, by the hour in ${zones === 1 ? "one Availability Zone" : `${number.format(zones)} Availability Zones`} and by data`,
	web_acl: () => "Requests that the web ACL looks at (AWS WAF)",
	secrets: ({ count }) =>
		`${count === 1 ? "One secret" : `${number.format(count)} secrets`} in Secrets Manager, by the month and by reading`,
	kms_key: () => "The KMS key, by the month and by its use",
	traces: () => "Traces that AWS X-Ray records",
};

export const review = {
	description: "Check the settings and what will be done. Nothing has been created yet.",
	edit: "Edit",
	editStep: (step: string) => `Edit ${step}`,
	stepTitle: (step: number, title: string) => `Step ${step}: ${title}`,
	plan: "What will be done",
	planText: "These steps are carried out in this order when you choose “Create & deploy”.",
	command: "AWS CLI command",
	canUndo: "All of it can be undone: undoing takes back what this change did, and nothing else.",
	cannotUndo: "Some of it cannot be undone.",
	notes: "Notes on the settings",
	planning: "Preparing the plan",
	created: (name: string) => `${name} (will be created)`,
	grant: (resource: string, target: string, access: string) => `${resource} ${target}: ${access}`,
	exports: {
		title: "The same as code",
		text: "To do it yourself, or to keep it with your own code. What another tool creates, that tool changes and removes.",
		script: {
			label: "AWS CLI",
			text: "A shell script that does all the steps.",
			what: "Whole script",
			copy: "Copy script",
		},
		cloudformation: {
			label: "CloudFormation",
			text: "A template for a stack. Where it creates roles, the stack needs CAPABILITY_NAMED_IAM.",
			what: "CloudFormation template",
			copy: "Copy template",
		},
		terraform: {
			label: "Terraform",
			text: "A configuration for the provider hashicorp/aws.",
			what: "Terraform configuration",
			copy: "Copy configuration",
		},
	},
	preflight: {
		title: "Before you create it",
		text: "What would otherwise fail only minutes later. Looking changes nothing.",
		looking: "Looking at AWS",
		again: "Check again",
		outcome: { passed: "Passed", failed: "Failed", doubtful: "Doubtful", unknown: "Unknown" },
		command: "Command",
		policy: "Statement for the trust policy",
		someFailed: (count: number) =>
			`${count === 1 ? "A check" : `${number.format(count)} checks`} under “Before you create it” failed, so the service will probably not start. You can create it all the same.`,
		look,
	},
	cost: {
		title: "Cost in a month",
		text: "In US dollars, without taxes.",
		hours: "Hours a day with requests",
		hoursText: "In the other hours only memory is billed.",
		hoursValue: (hours: string) => `${hours} h`,
		instances: "Instances active at once",
		instancesText: "How many of them answer requests in those hours.",
		instancesInvalid: "Enter a whole number, 1 or more.",
		total: "Expected sum",
		idle: "Idle: memory that is always provisioned",
		active: "Active: CPU, and memory of further instances",
		automatic: "Automatic deployments",
		ceiling: "At most, with requests around the clock",
		build: "Builds, in addition",
		perMinute: (price: string) => `${price} a minute`,
		reckoning: "Reckoning the cost",
		provisioned: (count: number) =>
			count === 1
				? "One instance is taken to be always provisioned."
				: `${number.format(count)} instances are always provisioned.`,
		provisionedUnknown:
			"How many instances the chosen auto scaling configuration always provisions is not known here; one is taken.",
		published: (checked: string) => `Prices as published by AWS, checked on ${day(checked)}.`,
		estimated: (checked: string) =>
			`Estimates, checked on ${day(checked)}: reported by others than AWS, or worked out from the prices of AWS Fargate in this Region. AWS may bill a little more or less.`,
		elsewhere:
			"What other services bill is not in it: data transfer, NAT gateways, logs, image storage, secrets and the like.",
		beside,
		unknown: "The prices of this Region are not known.",
	},
};
