import { webAclName } from "../arn";
import { dayFormat } from "../format";
import { changeOf } from "../place";
import type { CodeWords } from "../words";
import { boundsCodes } from "./bounds";
import { wireCodes } from "./connection";
import { failures } from "./failures";
import { fileCodes } from "./file";
import { networkCodes } from "./network";
import { profileCodes } from "./profiles";

const number = new Intl.NumberFormat("en");
const day = dayFormat("en");

const PROVIDERS: CodeWords["provider"] = { github: "GitHub", bitbucket: "Bitbucket" };

export const codes: CodeWords = {
	...failures,
	...boundsCodes,
	...fileCodes,
	...profileCodes,
	...wireCodes,
	...networkCodes,
	finding: {
		required: () => "This field is required.",
		too_short: ({ min }) => `Enter at least ${min} characters.`,
		too_long: ({ max, length }) =>
			`Enter at most ${number.format(max)} characters. There are ${number.format(length)} now.`,
		name_characters: () =>
			"Use letters, digits, hyphens (-) and underscores (_) only, and start with a letter or a digit.",
		role_name_characters: () => "Use letters, digits and + = , . @ - _ only.",
		not_a_number: () => "Enter a whole number.",
		out_of_range: ({ min, max }) => `Enter a number from ${number.format(min)} to ${number.format(max)}.`,
		line_break: () => "A command is one line. Join several commands with &&.",
		image_registry_unsupported: () =>
			"App Runner pulls from Amazon ECR and Amazon ECR Public only. Push the image to one of them first.",
		image_malformed: () => "This is not a complete image URI. Check the repository name and the tag after the host.",
		image_is_private: () => "This image is in a private repository. Choose Amazon ECR as the provider.",
		image_is_public: () => "This image is in the public gallery. Choose Amazon ECR Public as the provider.",
		image_tag_missing: () => "No tag is given, so the tag “latest” is used.",
		image_of_other_account: ({ account }) =>
			`This image belongs to account ${account}. Its repository policy has to allow the pull, and it can be deployed manually only.`,
		image_of_other_region: ({ region }) => `This image is in ${region}. That works; deployments take a little longer.`,
		automatic_not_possible: () => "Only images of your own account can be deployed automatically.",
		automatic_with_digest: () => "A digest never changes, so automatic deployment would never start.",
		not_a_role_arn: () => "Enter the ARN of an IAM role, such as arn:aws:iam::123456789012:role/my-role.",
		role_name_taken: () => "An IAM role of this name already exists. Use that role, or choose another name.",
		role_not_trusted: ({ principal }) =>
			`The trust policy of this role does not name ${principal}, so App Runner may not be able to use it.`,
		trust_is_repaired: ({ principal }) =>
			`${principal} will be added to the trust policy of this role. Whoever else may assume the role still may.`,
		name_taken: () => "A service of this name already exists in this account and Region.",
		memory_not_for_cpu: () => "This memory size does not go with the chosen CPU.",
		not_a_connection: () => "This connection does not exist in this account and Region. Choose one from the list.",
		connection_pending: () =>
			"This connection waits for your consent. In the AWS console, open Connected accounts under App Runner and complete the handshake.",
		not_a_repository: () => "Enter the address of a repository, such as https://github.com/owner/name.",
		directory_not_absolute: () => "The directory has to start with a slash (/), which is the root of the repository.",
		runtime_ended: ({ since }) => `No new services can use this runtime since ${day(since)}.`,
		start_command_missing: () => "Nothing starts the application. Enter the command that does, such as npm start.",
		environment_name_reserved: () => "App Runner sets PORT itself. Change the port above instead.",
		environment_name_prefix: () => "Older AWS documents reserve names that start with AWSAPPRUNNER.",
		environment_name_unusual: () => "Shells cannot read this name. Letters, digits and underscores are safe.",
		looks_secret: () =>
			"This looks like a secret, and a plain value can be read by everybody who can see the service. Keep it in Secrets Manager or Parameter Store, and refer to it.",
		not_a_secret: () =>
			"Enter the ARN of a secret, such as arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:name-AbCdEf.",
		not_a_parameter: () => "Enter the name or the ARN of a parameter.",
		reference_of_other_account: ({ account }) =>
			`This parameter belongs to account ${account}. Only parameters of your own account can be used.`,
		reference_needs_role: () => "Reading it takes an instance role, and the service has none.",
		tracing_needs_role: () => "Sending traces takes an instance role, and the service has none.",
		not_a_grant_target: () => "Enter the name or the ARN of such a resource.",
		not_a_kms_key: () =>
			"Enter the ARN of a KMS key, such as arn:aws:kms:ap-northeast-1:123456789012:key/1234abcd-…. An alias is not accepted.",
		kms_key_of_other_region: ({ region }) =>
			`This key is in ${region}. The key has to be in the Region of the service.`,
		connector_alike: ({ name }) =>
			`${name} has the same subnets and security groups. App Runner might refuse to create another connector like it.`,
		connector_name_taken: () => "A VPC connector of this name exists. Use that one, or choose another name.",
		not_in_vpc: ({ ids }) => `Not in the chosen VPC: ${ids.join(", ")}.`,
		public_subnets: ({ ids }) =>
			`The way out of these subnets is an internet gateway, which is of no use to App Runner’s interfaces: ${ids.join(", ")}. Choose private subnets with a NAT gateway.`,
		no_way_out: () =>
			"No subnet has a way to the internet. What the application asks of the internet, and of AWS services without VPC endpoints, will fail.",
		zone_unsupported: ({ zones }) =>
			`App Runner has no connectors in ${zones.join(", ")}. Choose subnets of other zones.`,
		several_in_one_zone: ({ zones }) =>
			`One subnet in each Availability Zone is enough. Several are in ${zones.join(", ")}.`,
		one_zone: () => "All subnets are in one Availability Zone. If it fails, the application has no network.",
		few_addresses: ({ needed, free }) =>
			`A deployment at full size needs ${number.format(needed)} addresses, and ${number.format(free)} are free. Choose larger subnets, or a lower maximum size.`,
		not_a_web_acl: () =>
			"Enter the ARN of a web ACL, such as arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/my-acl/1234abcd-….",
		web_acl_of_other_region: ({ region }) =>
			`This web ACL is in ${region}, or for CloudFront. Choose a regional web ACL of the Region of the service.`,
		web_acl_without_addresses: () =>
			"On a private service, rules of the web ACL that look at the source IP address do not work. Use the security groups of the endpoint for that.",
		endpoint_unknown: () =>
			"This endpoint cannot be used: it is not ready, not for App Runner’s requests, or not in this account and Region. Choose one from the list.",
		subnets_share_zone: ({ zones }) =>
			`An interface endpoint takes one subnet in each Availability Zone. Several are in ${zones.join(", ")}.`,
		endpoint_needs_https: () =>
			"These security groups have to let HTTPS (port 443) in from the clients that use the service.",
		group_name_characters: () => "Use letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ * only.",
		group_name_reserved: () => "Names that start with sg- are reserved by AWS.",
		group_name_taken: () => "The VPC has a security group with this name.",
		secret_name_characters: () =>
			"Use letters, digits, slashes (/), hyphens (-), underscores (_) and periods (.) only. The name of a secret may also have + = @.",
		parameter_name_reserved: () => "Names of parameters that start with aws or ssm are reserved by AWS.",
		default_security_group: () => "No security group is chosen, so the default group of the VPC is used.",
		new_revision: () => "A configuration of this name exists. A new revision of it will be created.",
		duplicate: () => "Another row already has this name.",
		too_many: ({ max }) => `At most ${number.format(max)} are allowed.`,
		max_below_min: () => "The maximum size cannot be below the minimum size.",
		path_without_slash: () => "The path has to start with a slash (/).",
		timeout_not_below_interval: () => "The timeout should be shorter than the interval.",
		tag_key_reserved: () => "Keys that start with aws: are reserved by AWS.",
		region_not_served: ({ region }) => `App Runner is not available in ${region}. Switch to another Region.`,
		service_quota_reached: ({ count }) =>
			`There are ${number.format(count)} services in this Region. The default quota is used up, so creating another may fail.`,
	},
	fix: {
		set_memory: ({ memory }) => `Use ${number.format(Number(memory) / 1024)} GB`,
		set_manual: () => "Deploy manually",
		use_existing_role: () => "Use the existing role",
		repair_trust: () => "Add App Runner to its trust policy",
		set_port: ({ port }) => `Use port ${port}`,
		set_secret_name: ({ name }) => `Use ${name}`,
		set_health_path: ({ path }) => `Use ${path}`,
		set_directory: ({ directory }) => `Use ${directory}`,
		create_instance_role: ({ name }) => `Create the role ${name}`,
	},
	action: {
		create_access_key: ({ user }) => `Create a new access key for the user **${user}**, and keep it in the keychain`,
		await_access_key: () => "Wait until AWS takes the new access key",
		deactivate_access_key: ({ user, access_key_id }) => `Deactivate the old access key **${access_key_id}** of ${user}`,
		delete_access_key: ({ user, access_key_id }) => `Delete the access key **${access_key_id}** of ${user}`,
		create_access_role: ({ name }) => `Create the IAM role **${name}** that lets App Runner pull from Amazon ECR`,
		attach_access_policy: ({ role }) => `Attach AWS’s policy for image pulls to the role **${role}**`,
		create_instance_role: ({ name }) => `Create the IAM role **${name}** for the running application`,
		put_instance_policy: ({ role }) => `Allow the role **${role}** what the application needs, and no more`,
		repair_trust: ({ role }) => `Add App Runner to the trust policy of the role **${role}**`,
		create_observability: ({ name }) =>
			`Create the observability configuration **${name}**, which traces with AWS X-Ray`,
		create_connection: ({ name, provider }) => `Create the connection **${name}** to ${PROVIDERS[provider]}`,
		create_connector: ({ spec }) => `Create the VPC connector **${spec.name}**`,
		create_auto_scaling: ({ spec }) => `Create the auto scaling configuration **${spec.name}**`,
		create_group: ({ name, vpc }) => `Create the security group **${name}** in ${vpc}`,
		allow_inbound: ({ name, port, from_name }) =>
			`Let **${from_name}** into the security group **${name}** on TCP port ${port}`,
		use_connector: ({ name }) => `Send **${name}** through the new VPC connector`,
		await_connector: ({ name }) => `Wait until **${name}** runs with the new VPC connector`,
		delete_connector: ({ name }) => `Delete the VPC connector **${name}**`,
		create_endpoint: ({ spec }) =>
			spec.name === null
				? `Create a VPC interface endpoint in **${spec.vpc}**`
				: `Create the VPC interface endpoint **${spec.name}** in ${spec.vpc}`,
		await_endpoint: () => "Wait until the VPC interface endpoint can be used",
		create_service: ({ spec }) => `Create the App Runner service **${spec.name}**`,
		await_running: () => "Wait until the service is running",
		associate_web_acl: ({ arn }) => `Put the web ACL **${webAclName(arn)}** in front of the service`,
		create_ingress: ({ spec }) =>
			spec.endpoint === null
				? `Create the VPC ingress connection **${spec.name}** from ${spec.vpc} to the service`
				: `Create the VPC ingress connection **${spec.name}** from ${spec.endpoint} in ${spec.vpc} to the service`,
		await_ingress: () => "Wait until the VPC ingress connection can be used",
		set_access: ({ name, public: isPublic }) => (isPublic ? `Make **${name}** public` : `Make **${name}** private`),
		await_access: ({ name }) => `Wait until **${name}** is running again`,
		move_ingress: ({ name, after }) =>
			after.endpoint === null
				? `Move the VPC ingress connection **${name}** to the new endpoint`
				: `Move the VPC ingress connection **${name}** to ${after.endpoint}`,
		await_move: () => "Wait until the VPC ingress connection is available there",
		change_endpoint: ({ name, before, after }) =>
			`Change the VPC interface endpoint **${name}**: ${changeOf(before, after)
				.map(({ added, ids }) => `${added ? "add" : "remove"} ${ids.join(", ")}`)
				.join("; ")}`,
		await_endpoint_change: () => "Wait until the VPC interface endpoint is available again",
		probe: ({ name, before }) => `Check that **${name}** still responds (before: HTTP ${before})`,
		delete_endpoint: ({ name }) => `Delete the VPC interface endpoint **${name}**`,
		delete_ingress: ({ name }) => `Delete the VPC ingress connection **${name}**, and wait until it is gone`,
		create_secret: ({ name }) => `Create the secret **${name}** in Secrets Manager`,
		put_parameter: ({ name }) => `Create the encrypted parameter **${name}** in SSM Parameter Store`,
		delete_service: ({ name }) => `Delete the App Runner service **${name}**`,
		await_gone: () => "Wait until the service is gone",
	},
	undo: {
		delete_access_key: "Use the old access key again, and delete the new one",
		activate_access_key: "Activate the access key again",
		delete_role: "Delete the role",
		detach_policy: "Detach the policy",
		delete_policy: "Remove the policy",
		restore_trust: "Put the trust policy back as it was",
		delete_observability: "Delete the observability configuration",
		delete_connector: "Delete the VPC connector",
		delete_connection: "Delete the connection",
		delete_auto_scaling: "Delete the auto scaling configuration",
		delete_endpoint: "Delete the VPC interface endpoint",
		disassociate_web_acl: "Take the web ACL off the service",
		delete_ingress: "Delete the VPC ingress connection",
		restore_access: "Restore public or private access",
		restore_endpoint: "Restore the previous subnets and security groups",
		restore_ingress: "Move it back to the previous endpoint",
		revoke_inbound: "Remove the rule",
		delete_group: "Delete the security group",
		restore_connector: "Send it through the connector that it used before",
		delete_secret: "Delete the secret at once",
		delete_parameter: "Delete the parameter",
		delete_service: "Delete the service",
		nothing: "Nothing to undo",
		impossible: "Cannot be undone",
	},
	field: {
		image_uri: "Container image URI",
		connection: "Connection",
		connection_name: "Connection name",
		group_name: "Security group name",
		repository: "Repository",
		branch: "Branch",
		source_directory: "Source directory",
		runtime: "Runtime",
		build_command: "Build command",
		trigger: "Deployment trigger",
		access_role_name: "Service role name",
		access_role_arn: "Existing service role",
		service_name: "Service name",
		cpu: "Virtual CPU",
		memory: "Memory",
		port: "Port",
		start_command: "Start command",
		environment_name: "Environment variable name",
		environment_value: "Environment variable value",
		secret_name: "Name of the secret or parameter",
		secret_value: "Secret value",
		auto_scaling_arn: "Auto scaling configuration",
		auto_scaling_name: "Configuration name",
		max_concurrency: "Concurrency",
		min_size: "Minimum size",
		max_size: "Maximum size",
		health_path: "Path",
		health_interval: "Interval",
		health_timeout: "Timeout",
		healthy_threshold: "Healthy threshold",
		unhealthy_threshold: "Unhealthy threshold",
		instance_role_arn: "Instance role",
		instance_role_name: "Instance role name",
		grant_target: "Resource of the instance role",
		kms_key_arn: "KMS key ARN",
		web_acl_arn: "Web ACL",
		endpoint_id: "VPC interface endpoint",
		endpoint_name: "VPC interface endpoint name",
		endpoint_vpc: "VPC",
		endpoint_subnets: "Subnets",
		endpoint_security_groups: "Security groups",
		connector_arn: "VPC connector",
		connector_name: "VPC connector name",
		connector_vpc: "VPC",
		connector_subnets: "Subnets",
		connector_security_groups: "Security groups",
		observability_arn: "Observability configuration",
		observability_name: "Observability configuration name",
		endpoint_tag_key: "Tag key",
		endpoint_tag_value: "Tag value",
		connector_tag_key: "Tag key",
		connector_tag_value: "Tag value",
		tag_key: "Tag key",
		tag_value: "Tag value",
	},
	status: {
		running: "Running",
		paused: "Paused",
		operation_in_progress: "Operation in progress",
		create_failed: "Create failed",
		delete_failed: "Delete failed",
		deleted: "Deleted",
	},
	operation: {
		create: "Create service",
		deploy: "Start deployment",
		update: "Update service",
		pause: "Pause service",
		resume: "Resume service",
		delete: "Delete service",
	},
	operationStatus: {
		pending: "Pending",
		in_progress: "In progress",
		succeeded: "Succeeded",
		failed: "Failed",
		rollback_in_progress: "Rollback in progress",
		rollback_succeeded: "Not applied (rolled back)",
		rollback_failed: "Rollback failed",
	},
	runState: {
		running: "In progress",
		waiting_for_sign_in: "Waiting for sign-in",
		interrupted: "Interrupted",
		failed: "Failed",
		succeeded: "Succeeded",
		undoing: "Undoing",
		undo_failed: "Undo failed",
		undone: "Undone",
		left: "Left as is",
	},
	stepState: {
		pending: "Not started",
		running: "In progress",
		waiting_for_iam: "Waiting until the new role is known everywhere in AWS",
		waiting_for_resource: "Waiting until AWS has ready what this step needs",
		waiting_for_rate: "Slowed down by AWS; goes on by itself",
		waiting_for_network: "AWS cannot be reached; goes on by itself when it can",
		waiting_for_sign_in: "Waiting for you to sign in again",
		done: "Done",
		failed: "Failed",
		unknown: "Unknown: it was begun, and the outcome is checked on resume",
		undoing: "Undoing",
		undone: "Undone",
		undo_failed: "Undo failed",
	},
	ability: {
		busy: "Another operation is under way. Wait until it has ended.",
		needs_running: "Only possible while the service is running.",
		needs_paused: "Only possible while the service is paused.",
		deleted: "The service is deleted.",
	},
	automaticClosed: {
		ecr_public: "Images from Amazon ECR Public can be deployed manually only.",
		other_account: "Images of another account can be deployed manually only.",
	},
	provider: PROVIDERS,
	runtime: {
		python311: "Python 3.11",
		nodejs22: "Node.js 22",
		corretto11: "Java (Amazon Corretto 11)",
		corretto8: "Java (Amazon Corretto 8)",
		nodejs18: "Node.js 18",
		nodejs16: "Node.js 16",
		nodejs14: "Node.js 14",
		nodejs12: "Node.js 12",
		python3: "Python 3.7 and 3.8",
		dotnet6: "Microsoft .NET 6",
		go1: "Go 1.18",
		ruby31: "Ruby 3.1",
		php81: "PHP 8.1",
	},
	variableSource: {
		plain: "Plain text",
		secrets_manager: "Secrets Manager",
		parameter_store: "SSM Parameter Store",
	},
	grantResource: { dynamodb_table: "DynamoDB table", s3_bucket: "S3 bucket", sqs_queue: "SQS queue" },
	access: {
		dynamodb_table: { read: "Read", read_write: "Read and write" },
		s3_bucket: { read: "Read", read_write: "Read and write" },
		sqs_queue: { read: "Receive", read_write: "Receive and send" },
	},
	wayOut: {
		internet_gateway: "Internet gateway",
		nat: "NAT gateway",
		none: "No way out",
		unknown: "Way out unknown",
	},
	keyUnusable: {
		not_enabled: "It is disabled, waits for its deletion, or has no key material yet.",
		not_symmetric: "It is not a symmetric encryption key, which App Runner needs.",
		unknown: "What kind of key it is could not be read.",
	},
	leftOut: {
		private_endpoint:
			"The service is private, and its endpoint is not known or is in another place. Choose or create an endpoint.",
		runtime: "The runtime of the service creates no new services any more. Choose another one.",
		source: "AWS did not say where the service comes from. Choose the source.",
		connection: "The connection to the source code is in another place. Choose or add one.",
		auto_scaling:
			"The numbers of the auto scaling configuration could not be read. The account’s default configuration is used.",
		kms_key: "The KMS key is in another place. An AWS owned key is used, unless you choose another one.",
		connector: "The subnets of the VPC connector are in another place. Choose some for a new connector.",
		web_acl: "The web ACL is in another place. There is none, unless you choose another one.",
		instance_role:
			"The instance role is in another account. A new one is created that may read what the service refers to; add what else it needs.",
		references: "Secrets and parameters are in another place. Refer to some of this account and Region.",
	},
	preset: {
		small_api: { title: "Small API", body: "Smallest size, HTTP health check" },
		flask: { title: "Flask application", body: "On Flask’s usual port" },
		nextjs: { title: "Next.js application", body: "On its usual port, listening on all addresses" },
		private_postgres: {
			title: "Private service with PostgreSQL",
			body: "Reached from a VPC only, with its database there",
		},
	},
	link: {
		service: "Open the service",
		console_service: "View in the AWS console",
		console_connections: "Connected accounts in the AWS console",
		availability: "Read AWS’s announcement",
		guide: "App Runner Developer Guide",
		pricing: "App Runner pricing",
	},
	wizardStep: {
		source: "Source and deployment",
		build: "Configure build",
		service: "Configure service",
		review: "Review and create",
	},
};
