import { deviceName } from "../arn";
import { hostOf } from "../format";
import { type FailureWords, pinWords, refusalWords, words } from "../words";
import { boundsCodes } from "./bounds";
import { span, wireCodes } from "./connection";
import { profileCodes } from "./profiles";

export const failures: FailureWords = {
	problem: {
		keychain_unusable: {
			title: "The system’s keychain cannot be used",
			body: ({ state }) => `${profileCodes.keychainState[state].title}. ${profileCodes.keychainState[state].body}`,
		},
		keychain_failed: {
			title: "The system’s keychain failed",
			body: ({ reason }) => `It said: ${reason}`,
		},
		key_gone: {
			title: "The keychain does not have this key any more",
			body: ({ access_key_id }) =>
				`The access key ${access_key_id} was deleted from it. Add it again, or use another key.`,
		},
		key_malformed: {
			title: "This is not an access key",
			body: ({ part }) => profileCodes.keyPart[part],
		},
		key_temporary: {
			title: "This is a temporary key",
			body: () => "Temporary keys (ASIA…) expire on their own, so they are not kept. Use a key that begins with AKIA.",
		},
		key_known: {
			title: "The keychain keeps this key already",
			body: ({ access_key_id }) =>
				`${access_key_id} is listed on the Keychain page, where a profile can be made for it.`,
		},
		key_of_root: {
			title: "The root user’s key is not replaced",
			body: () =>
				"This key is of the account’s root user, who may do anything and cannot be limited. AWS advises deleting it and working with IAM Identity Center or a role instead.",
		},
		keys_full: {
			title: "The user has two access keys already",
			body: ({ user, access_key_ids }) =>
				`AWS gives a user two keys at most, and ${user} has ${access_key_ids.join(" and ")}. Delete the one that nothing uses, then try again: here if it is listed as an old key, otherwise in the IAM console.`,
		},
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
		person_needed: {
			title: "This profile needs something from you",
			body: ({ need }) => {
				switch (need.kind) {
					case "sign_in":
						return `It uses the sign-in to IAM Identity Center at ${hostOf(need.session.start_url)}, and there is no valid one.`;
					case "code":
						return `Its role is given only with a code of your MFA device “${deviceName(need.device)}”.`;
					case "program":
						return `“${need.profile}” gets its credentials from a program (credential_process), which is not run before you have agreed to it.`;
					case "login":
						return `“${need.profile}” uses the console sign-in of the AWS CLI (aws login), and there is no valid one.`;
				}
			},
		},
		code_used: {
			title: "This code was used already",
			body: () => "AWS takes each code of an MFA device once. The device shows the next one within half a minute.",
		},
		code_refused: {
			title: "AWS did not accept the code",
			body: () => "Check that it is the code of this device, and that it was still shown when you entered it.",
		},
		sign_in_refused: {
			title: "The sign-in was refused",
			body: () => "It was declined in the browser, or AWS did not allow it.",
		},
		sign_in_too_late: {
			title: "The sign-in took too long",
			body: () => "It was not completed in the browser in time.",
		},
		sign_in_not_kept: {
			title: "The sign-in could not be saved",
			body: ({ reason }) => `You signed in, and saving that on this computer failed: ${reason}`,
		},
		sign_in_no_door: {
			title: "The browser cannot return to this application",
			body: ({ reason }) => `This computer does not let the application wait for the browser: ${reason}`,
		},
		sign_in_gone: {
			title: "This sign-in is over",
			body: () => "It has ended or was cancelled in the meantime.",
		},
		profile_faulty: {
			title: "This profile does not work as it is written",
			body: ({ fault }) => words(profileCodes.chainFault, fault.code, fault),
		},
		read_only: {
			title: "This is marked as read-only",
			body: ({ account }) =>
				`Account ${account}, or the profile, is marked as read-only in this application. Nothing was changed.`,
		},
		production_locked: {
			title: "Production is locked",
			body: ({ account }) =>
				`Account ${account}, or the profile, is marked as production in this application. Nothing was changed.`,
		},
		config_refused: {
			title: "This change cannot be made",
			body: ({ refusal }) => words(profileCodes.editRefusal, refusal.code, refusal),
		},
		config_not_text: {
			title: "The file is not text in UTF-8",
			body: ({ path }) => `${path} cannot be changed without damage to the rest of it. Nothing was changed.`,
		},
		config_not_own: {
			title: "The file is not yours",
			body: ({ path }) => `${path} belongs to another user, or is no ordinary file. Nothing was changed.`,
		},
		config_changed: {
			title: "The file was changed in the meantime",
			body: ({ path }) => `${path} is not any more what was shown to you. Nothing was written.`,
		},
		config_unusable: {
			title: "The file cannot be read or written",
			body: ({ path, reason }) => `${path}: ${reason}`,
		},
		callers_unusable: {
			title: "No program gets a key from the keychain",
			body: ({ path, reason }) =>
				`The list of programs that you allowed cannot be read or written. If it is damaged, delete ${path}; programs then ask again. ${reason}`,
		},
		too_many_windows: {
			title: "Too many windows are open",
			body: () => "Close a window before you open another one.",
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
		offline: {
			title: "There is no connection",
			body: () => "Nothing was begun. The connection is being checked again; try again in a moment.",
		},
		proxy_malformed: {
			title: "The proxy cannot be used",
			body: ({ fault, source }) => `It is set in ${wireCodes.proxySource[source]}. ${wireCodes.proxyFault[fault]}`,
		},
		proxy_refused: {
			title: "The proxy does not lead to AWS",
			body: ({ refusal }) => wireCodes.proxyRefusal[refusal],
		},
		ca_unusable: {
			title: "The certificate file cannot be used",
			body: ({ path, source, fault }) =>
				`${path}, set in ${words(wireCodes.caSource, source.kind, source)}: ${words(wireCodes.caFault, fault.kind, fault)}`,
		},
		certificate_refused: {
			title: "The certificate shown for AWS is not trusted",
			body: ({ fault }) => wireCodes.certificateFault[fault],
		},
		clock_wrong: {
			title: "This computer’s clock is wrong",
			body: ({ minutes }) => {
				const refuses = "AWS refuses requests whose time is more than a few minutes off.";
				if (minutes === null) return refuses;
				return `It is ${span(Math.abs(minutes))} ${minutes > 0 ? "ahead" : "behind"}. ${refuses}`;
			},
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
		service_changed: {
			title: "The service was changed meanwhile",
			body: ({ name }) =>
				`“${name}” uses another VPC connector now than when this was planned, so it was left as it is. Plan the change again.`,
		},
		endpoint_in_use: {
			title: "The VPC interface endpoint is in use",
			body: ({ services }) => `These services use it: ${services.join(", ")}. Move them to another endpoint first.`,
		},
		ingress_not_moved: {
			title: "The VPC ingress connection could not be changed",
			body: () => "App Runner started to move it to the other endpoint, but the update failed.",
		},
		ingress_changed: {
			title: "The VPC ingress connection has changed",
			body: ({ name }) => `“${name}” was moved to another endpoint after this plan was made, so it was left as it is.`,
		},
		nothing_to_change: {
			title: "There is nothing to change",
			body: () => "It is already set up this way.",
		},
		endpoint_changed: {
			title: "The VPC interface endpoint has changed",
			body: ({ name }) =>
				`The subnets or security groups of “${name}” are not what this plan expects. They might have been changed elsewhere, so nothing more was changed.`,
		},
		subnets_gone: {
			title: "The VPC interface endpoint stays as it is",
			body: ({ name, subnets }) =>
				`“${name}” cannot have these subnets again, because they no longer exist or have no free IP addresses: ${subnets.join(", ")}. Free some addresses and try again, or edit the endpoint.`,
		},
		answers_worse: {
			title: "The service no longer responds as before",
			body: ({ name, before, now }) =>
				`Before the change, “${name}” responded with HTTP ${before}. Now it ${
					now === null ? "doesn’t respond" : `responds with HTTP ${now}`
				}. The application might not be able to reach something through the new VPC connector. Undo the change, or fix the cause and try again.`,
		},
		connector_in_use: {
			title: "The VPC connector is in use",
			body: ({ services }) => `Move these services to another connector first: ${services.join(", ")}`,
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
			body: () => "What was typed is not the name that has to be typed. Nothing was changed.",
		},
		pinned_elsewhere: {
			title: "The open project is about another place",
			body: ({ project, account, region }) =>
				`While the project ${project} is open, only account ${account} in ${region} can be changed. Nothing was changed.`,
		},
		pin_broken: {
			title: "The project’s file cannot be understood",
			body: ({ file, fault }) =>
				`Nothing can be changed until it is repaired or the project is closed. ${file}${fault.line === null ? "" : `, line ${fault.line}`}: ${pinWords(boundsCodes, fault.reason)}`,
		},
		project_refused: {
			title: "This cannot be a project",
			body: ({ path, refusal }) => `${path === "" ? "" : `${path}: `}${refusalWords(boundsCodes, refusal)}`,
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
		enter_code: () => "Enter a code of your MFA device.",
		allow_program: () => "Look at the program, and agree that it is run.",
		unlock: () => "Unlock it for some minutes, then do the same again.",
		change_mark: () => "Change the mark, if it is not meant any more.",
		switch_profile: () => "Switch to another profile in the top bar.",
		edit_profiles: () => "Correct the profile in ~/.aws/config or ~/.aws/credentials.",
		grant_action: ({ action }) => `Ask an administrator to allow ${action}, with a policy statement such as:`,
		see_permissions: () => "See what you may do here, and what is missing.",
		go_to_project: () => "Go to the account and Region of the project.",
		repair_pin: () => "Correct the file, or look at what is wrong with it.",
		close_project: () => "Close the project, if you mean to work elsewhere.",
		check_network: () => "Check your network, VPN, proxy and firewall.",
		set_wire: () => "Check the proxy and the certificates that this application uses.",
		edit_environment: () => "Correct the environment variable, and start this application again.",
		set_clock: () => "Set the date and time in the system’s settings.",
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
