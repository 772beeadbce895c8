import type { CodeWords } from "../words";

const number = new Intl.NumberFormat("en");

export const codes: CodeWords = {
	finding: {
		required: () => "Enter a value.",
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
		name_taken: () => "A service of this name already exists in this account and Region.",
		memory_not_for_cpu: () => "This memory size does not go with the chosen CPU.",
		environment_name_reserved: () => "App Runner sets PORT itself. Change the port above instead.",
		environment_name_prefix: () => "Older AWS documents reserve names that start with AWSAPPRUNNER.",
		environment_name_unusual: () => "Shells cannot read this name. Letters, digits and underscores are safe.",
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
		set_health_path: ({ path }) => `Use ${path}`,
	},
	problem: {
		sign_in_expired: {
			title: "Your sign-in has expired",
			body: () => "AWS no longer accepts the sign-in of this profile. Nothing was changed.",
		},
		credentials_missing: {
			title: "This profile gives no credentials",
			body: ({ reason }) => `The credentials could not be read: ${reason}`,
		},
		credentials_invalid: {
			title: "AWS does not know these credentials",
			body: () => "The access key is wrong, deactivated or deleted.",
		},
		profile_unknown: {
			title: "There is no such profile",
			body: ({ profile }) => `“${profile}” is not in your AWS configuration files.`,
		},
		profile_runs_program: {
			title: "This profile runs a program",
			body: ({ profile }) =>
				`“${profile}” gets its credentials from a program (credential_process). This application does not run programs unasked.`,
		},
		profiles_unreadable: {
			title: "The AWS configuration files cannot be read",
			body: ({ reason }) => reason,
		},
		endpoint_insecure: {
			title: "The custom endpoint is not secure",
			body: ({ url }) => `${url} is neither https nor on this machine, so no credentials are sent to it.`,
		},
		account_closed: {
			title: "App Runner is closed to this account",
			body: () =>
				"AWS App Runner takes no new customers, and this account had no service before the change. Accounts that already use App Runner can go on creating services.",
		},
		access_denied: {
			title: "You are not allowed to do this",
			body: ({ action }) => `The permission ${action} is missing.`,
		},
		throttled: { title: "AWS is slowing requests down", body: () => "Too many requests were made in a short time." },
		unreachable: { title: "AWS cannot be reached", body: () => "No connection could be made." },
		timed_out: { title: "AWS did not answer in time", body: () => "The request was sent, and no answer came." },
		clock_skew: {
			title: "This machine’s clock is wrong",
			body: () => "AWS refuses requests whose time is more than a few minutes off.",
		},
		server_failed: { title: "AWS had a failure", body: () => "The failure is on the side of AWS and usually passes." },
		answer_unreadable: {
			title: "The answer could not be read",
			body: () => "AWS answered in a way that this application does not understand.",
		},
		not_found: { title: "This is not there any more", body: () => "It may have been deleted in the meantime." },
		service_name_taken: {
			title: "The service name is taken",
			body: ({ name }) => `A service named “${name}” already exists in this account and Region.`,
		},
		role_name_taken: {
			title: "The role name is taken",
			body: ({ name }) => `An IAM role named “${name}” already exists. Use that role, or choose another name.`,
		},
		already_exists: { title: "It already exists", body: () => "Something of this name exists already." },
		quota_exceeded: { title: "A quota is used up", body: () => "The account may not have more of these." },
		account_restricted: {
			title: "This account is limited to two services",
			body: () => "AWS holds some accounts to two App Runner services in a Region.",
		},
		role_not_assumable: {
			title: "App Runner cannot use the role yet",
			body: () => "A new role takes a moment to be known everywhere. If this goes on, its trust policy is wrong.",
		},
		invalid_state: {
			title: "This is not possible right now",
			body: () => "Another operation is under way, or the status does not allow it.",
		},
		in_use: { title: "It is in use", body: () => "Something else still uses it." },
		request_refused: { title: "AWS refused the request", body: () => "What AWS said is shown below." },
		deployment_failed: {
			title: "The deployment failed",
			body: ({ diagnosis }) =>
				diagnosis === null
					? "The logs do not tell why yet."
					: "The service was created, but its application did not start.",
		},
		deletion_failed: {
			title: "The deletion was not completed",
			body: () => "App Runner could not delete the service completely.",
		},
		draft_invalid: {
			title: "Some settings need a change",
			body: ({ findings }) => {
				const count = findings.filter((finding) => finding.severity === "error").length;
				return count === 1 ? "One setting has an error." : `${count} settings have errors.`;
			},
		},
		session_stale: {
			title: "The session has changed",
			body: () => "The credentials were read anew since this page was opened. Nothing was changed.",
		},
		account_changed: {
			title: "This is another account",
			body: ({ expected, actual }) =>
				`The change was begun in account ${expected}, and the profile now belongs to account ${actual}. Nothing was changed.`,
		},
		confirmation_mismatch: {
			title: "The name does not match",
			body: () => "What was typed is not the name of the service. Nothing was changed.",
		},
		plan_gone: { title: "The plan is out of date", body: () => "Load it again to see what would be done now." },
		run_busy: { title: "The change is already under way", body: () => "Something is at work on it right now." },
		journal_unwritable: {
			title: "Changes cannot be recorded",
			body: ({ reason }) =>
				`Every change is written down before it is made, and that failed, so nothing more was begun. ${reason}`,
		},
		link_refused: { title: "The link could not be opened", body: () => "No browser opened it." },
		internal: {
			title: "This application made a mistake",
			body: ({ reason }) => `Something unexpected happened: ${reason}`,
		},
	},
	remedy: {
		retry: () => "Try again.",
		wait_and_retry: () => "Wait a moment, then try again.",
		sign_in: () => "Sign in again. In a terminal, run:",
		switch_profile: () => "Switch to another profile in the top bar.",
		edit_profiles: () => "Correct the profile in ~/.aws/config or ~/.aws/credentials.",
		grant_action: ({ action }) => `Ask an administrator to allow ${action}, with a policy statement such as:`,
		check_network: () => "Check your network, VPN, proxy and firewall.",
		set_clock: () => "Set the date and time of this machine.",
		change_field: () => "Change the setting, and try again.",
		free_quota: () => "Delete what is no longer needed, or ask for a higher quota in the Service Quotas console.",
		ask_support: () => "Ask AWS Support, and give them the request ID.",
		use_other_account: () => "Use an account that already has App Runner, or move to Amazon ECS Express Mode.",
		read_logs: () => "Read the logs of the service.",
		reload: () => "Load it again.",
		free_disk: () => "Make room on the disk.",
	},
	cause: {
		image_missing: {
			title: "The image does not exist",
			body: () => "The tag or digest is not in the repository. Push the image, or choose one that is there.",
		},
		access_role_invalid: {
			title: "App Runner cannot use the access role",
			body: () =>
				"The role has to trust build.apprunner.amazonaws.com and allow pulling from Amazon ECR. Let the wizard create one, or correct the role.",
		},
		port_mismatch: {
			title: "The application listens on another port",
			body: ({ configured, listening }) =>
				`The service is configured for port ${configured}, but the application’s log says port ${listening}. Set the port of the service to ${listening}, or let the application listen on the PORT variable.`,
		},
		loopback_only: {
			title: "The application listens on the loopback address only",
			body: () => "Let the application listen on 0.0.0.0 instead of 127.0.0.1 or localhost.",
		},
		exec_format: {
			title: "The image is for another processor",
			body: () => "App Runner runs x86-64 images. Build with: docker build --platform linux/amd64",
		},
		never_started: {
			title: "The container never started",
			body: () =>
				"There is no application log, so no container ran. Most often the image is for arm64. Build with: docker build --platform linux/amd64",
		},
		container_exited: {
			title: "The application ended by itself",
			body: ({ exit_code }) =>
				exit_code === "137"
					? "It ended with exit code 137, which often means that it ran out of memory. Choose more memory, or read the application log."
					: `It ended with exit code ${exit_code}. The application log says why.`,
		},
		health_path_refused: {
			title: "The health check path does not answer with success",
			body: ({ path, status }) =>
				`${path} answered with status ${status}. Choose a path that answers with 200, or use a TCP health check.`,
		},
		health_check_failed: {
			title: "The health check failed",
			body: () =>
				"The application did not answer on its port in time. Check that it listens on 0.0.0.0 and the configured port, and starts quickly enough.",
		},
		subnets_full: {
			title: "The subnets have no free addresses",
			body: () => "The VPC connector’s subnets are full. Use larger subnets, or lower the maximum size.",
		},
		build_failed: {
			title: "The build failed",
			body: () => "The build command ended with an error. The deployment log shows it.",
		},
		other: { title: "The deployment failed", body: () => "This is the first error in the log." },
	},
	action: {
		create_access_role: ({ name }) => `Create the IAM role **${name}** that lets App Runner pull from Amazon ECR`,
		attach_access_policy: ({ role }) => `Attach AWS’s policy for image pulls to the role **${role}**`,
		create_auto_scaling: ({ spec }) => `Create the auto scaling configuration **${spec.name}**`,
		create_service: ({ spec }) => `Create the App Runner service **${spec.name}**`,
		await_running: () => "Wait until the service is running",
		delete_service: ({ name }) => `Delete the App Runner service **${name}**`,
		await_gone: () => "Wait until the service is gone",
	},
	undo: {
		delete_role: "Delete the role",
		detach_policy: "Detach the policy",
		delete_auto_scaling: "Delete the auto scaling configuration",
		delete_service: "Delete the service",
		nothing: "Nothing to undo",
		impossible: "Cannot be undone",
	},
	field: {
		image_uri: "Container image URI",
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
	profileKind: {
		sandbox: "Built in; needs no AWS account",
		static_keys: "Access key",
		sso: "IAM Identity Center",
		assume_role: "Assumed role",
		process: "External program",
		web_identity: "Web identity",
		incomplete: "Incomplete",
	},
	link: {
		service: "Open the service",
		console_service: "View in the AWS console",
		availability: "Read AWS’s announcement",
		guide: "App Runner Developer Guide",
		pricing: "App Runner pricing",
	},
	wizardStep: {
		source: "Source and deployment",
		service: "Configure service",
		review: "Review and create",
	},
};
