export const help = {
	services: {
		title: "Services",
		body: [
			"A service is one web application: a container image or source code, its settings, and a secure URL.",
			"The list is refreshed by itself, every few seconds while something changes.",
			"A paused service keeps its URL and its settings. It does not answer requests, and costs nothing to run.",
		],
	},
	service: {
		title: "Service",
		body: [
			"Activity lists what App Runner did with this service. Logs show what happened, and what the application wrote.",
			"If a deployment fails, App Runner goes back to the version before. The change was then not applied.",
			"A private service has no public address. Its VPC endpoint domain answers within the VPC, and wherever that VPC is connected to.",
			"“Copy to a new service” can create one like it in another Region or account, too.",
		],
	},
	permissions: {
		title: "Permissions",
		body: [
			"IAM is asked what your policies come to. None of the calls is made.",
			"Open a feature to see its actions. What is not allowed stands first.",
			"The policy at the end can be handed to an administrator as it is.",
		],
	},
	runs: {
		title: "Changes",
		body: [
			"Every change is written down before it is made. If the application ends in the middle, the change can be resumed, undone or left.",
			"Undoing removes only what the same change made.",
		],
	},
	drafts: {
		title: "Drafts",
		body: [
			"The wizard keeps what you enter, a moment after each change, on this computer.",
			"A draft is forgotten when its service is created, or when you discard it.",
		],
	},
	profiles: {
		title: "Profiles",
		body: [
			"A profile names a way to get credentials. Profiles stand in two files, which the AWS CLI and the SDKs read too.",
			"Before anything is written, the lines that change are shown. What else is in the files stays as it is, comments included.",
			"An SSO session is a sign-in to IAM Identity Center that several profiles share. Its accounts and roles can be listed, and profiles made of them.",
			"Secrets are never shown here.",
		],
	},
	keychain: {
		title: "Keychain",
		body: [
			"The keychain is the part of the system that keeps passwords: the Keychain on a Mac, the Credential Manager of Windows, the Secret Service on Linux. What it keeps is encrypted with your own sign-in to this computer.",
			"A profile whose key is in the keychain names this application in its credential_process line. The AWS CLI and the SDKs run that line when they need the key.",
			"The first time that a program asks, you are asked whether it may have the key. Your answers are listed, and can be changed at any time.",
			"Rotating replaces a key with a new one: create, try out, deactivate the old one. AWS advises doing so regularly. The old key is deleted by you, when nothing misses it.",
			"For people, IAM Identity Center is better than an access key: its credentials expire on their own within hours.",
		],
	},
	connection: {
		title: "Connection",
		body: [
			"A connection lets App Runner read your repositories at GitHub or Bitbucket.",
			"Creating one takes two things: the connection itself, which this application creates, and your consent, which you give on the page Connected accounts of the AWS console. Until then it is pending and cannot be used.",
		],
	},
	build: {
		title: "Build",
		body: [
			"App Runner builds the source code in a managed runtime: it runs the build command in the source directory, and the start command in each instance.",
			"With a configuration file, apprunner.yaml in the source directory says all of this, the environment variables included.",
			"The editor for apprunner.yaml checks a file that you have, writes one from the settings of this wizard, or takes the settings of a file over. It changes nothing in your repository: copy the text there.",
		],
	},
	environment: {
		title: "Environment variables",
		body: [
			"A plain value can be read by everybody who can see the service. Passwords and keys belong into Secrets Manager or SSM Parameter Store; the variable then refers to them.",
			"References are read at each deployment, with the rights of the instance role. A new value takes effect with the next deployment.",
			"Choose a secret or a parameter of this Region from the list, or enter an ARN. For one key of a JSON secret, add :key:: after it.",
			"“Store as a secret” creates a secret or an encrypted parameter of a plain value, and makes the variable refer to it. Secrets Manager bills each secret by the month; standard parameters are free of charge.",
		],
	},
	source: {
		title: "Source and deployment",
		body: [
			"App Runner runs a container image from Amazon ECR or Amazon ECR Public. The image has to be built for x86-64 (linux/amd64). Choose Browse to pick one of your own images.",
			"Or it builds and runs the source code of a branch at GitHub or Bitbucket.",
		],
	},
	image: {
		title: "Container image URI",
		body: [
			"For Amazon ECR: 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/my-app:latest",
			"For Amazon ECR Public: public.ecr.aws/aws-containers/hello-app-runner:latest",
			"A tag can move to another image later; a digest (@sha256:…) always means the same one.",
			"Follow a tag to deploy what was pushed last. Pin a digest to deploy exactly the image that was tested; each new version then takes a change of the service, and automatic deployment is not possible.",
		],
	},
	trigger: {
		title: "Deployment trigger",
		body: [
			"Manual: you start each deployment.",
			"Automatic: App Runner deploys each image that is pushed to the tag, or each commit that is pushed to the branch. This costs 1 USD per service and month.",
		],
	},
	accessRole: {
		title: "ECR access role",
		body: [
			"App Runner needs an IAM role to pull from a private repository. A new role is created with AWS’s policy for image pulls, and nothing else.",
			"Existing roles are listed when they trust build.apprunner.amazonaws.com.",
		],
	},
	settings: {
		title: "Service settings",
		body: [
			"The name cannot be changed later.",
			"CPU and memory are per instance. The application has to listen on the port given here, on all addresses (0.0.0.0).",
		],
	},
	scaling: {
		title: "Auto scaling",
		body: [
			"App Runner adds instances when requests exceed the concurrency, and removes them when there are fewer.",
			"The minimum size is kept warm: only memory is charged while no requests come.",
		],
	},
	health: {
		title: "Health check",
		body: [
			"TCP: the port accepts a connection. HTTP: the path answers with success.",
			"If a new version does not pass, the deployment fails.",
		],
	},
	security: {
		title: "Security",
		body: [
			"The instance role gives your application the right to call AWS services. Roles are listed when they trust tasks.apprunner.amazonaws.com.",
			"A new role may do what you grant, read the secrets and parameters that the environment variables refer to, and send traces if tracing is on. Nothing else.",
			"App Runner’s copy of the source, and the logs, are encrypted. The key cannot be changed later.",
			"A web ACL of AWS WAF looks at each request before the service gets it, and blocks what its rules say: known attacks, addresses, too many requests. It has to be in the Region of the service, and is billed by AWS WAF.",
		],
	},
	networking: {
		title: "Networking",
		body: [
			"With a public endpoint, the internet reaches the service over HTTPS.",
			"With a private endpoint, only clients in a VPC do, through a VPC interface endpoint and a VPC ingress connection to the service. The security groups of the endpoint have to let HTTPS (port 443) in from the clients. AWS bills the interface endpoint by the hour and by data.",
			"By a VPC connector the application reaches what is in a VPC, such as a database. It then reaches the internet only if the VPC does, by a NAT gateway.",
			"Dual-stack answers over IPv6 as well.",
		],
	},
	observability: {
		title: "Observability",
		body: [
			"AWS X-Ray shows where the time of a request goes. The application has to be instrumented, for instance with the AWS Distro for OpenTelemetry.",
			"Traces are sent with the rights of the instance role.",
		],
	},
	tags: {
		title: "Tags",
		body: [
			"Tags help to find resources and to follow their cost. One more tag is added, so that this change can be resumed and undone.",
		],
	},
	review: {
		title: "Review and create",
		body: [
			"Nothing has been created yet. The steps below are carried out in this order; each is shown as an AWS CLI command too.",
			"If a step fails, you can resume, or undo what was made.",
			"“Before you create it” looks at what would fail minutes later, and stops nobody.",
			"The cost is worked out for the hours that you expect. What other services bill is not in it.",
			"The same plan is there as a script, a CloudFormation template and a Terraform configuration.",
		],
	},
	preflight: {
		title: "Before you create it",
		body: [
			"A deployment takes minutes, and some mistakes show only at its end. What can be known before is looked at here; nothing is changed by it.",
			"The image: whether it is in its repository, is for linux/amd64, fits, listens on the port, and has something to start.",
			"The roles: whether App Runner may use them, whether the secrets and parameters exist, and whether the instance role may read them.",
			"The account: subnets and free addresses, your own rights for each step, the connection, the name and the quota.",
			"Where a repair is known, a button makes it in this draft and looks again. “Unknown” means that it could not be looked at, often because a right to read is missing; that does not stop the service.",
		],
	},
};
