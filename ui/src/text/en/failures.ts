import type { FailureWords } from "../words";

export const failures: FailureWords = {
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
		creation_failed: {
			title: "AWS could not create it",
			body: () => "AWS began to create what this step asks for, and then reported a failure.",
		},
		trust_changed: {
			title: "The trust policy has changed",
			body: ({ role }) =>
				`Somebody has changed the trust policy of the role “${role}” since it was read, so it was left as it is.`,
		},
		secret_gone: {
			title: "The secret value has to be entered again",
			body: () => "Secret values are never written down, and the application was closed before this one was stored.",
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
};
