// Canned answers for the review: what was looked at, what it would cost, and the plan for other tools.
import type { Cost, Draft, Exports, Looked, Use } from "../bindings";
import { ACCOUNT, problem } from "./samples";

const uri = `${ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app:latest`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/service-role/${name}`;

export const allWell: Looked[] = [
	{ look: { kind: "image_found", uri }, outcome: { kind: "passed" }, fix: null },
	{ look: { kind: "image_platform", platforms: ["linux/amd64"] }, outcome: { kind: "passed" }, fix: null },
	{ look: { kind: "image_size", bytes: 58_300_000 }, outcome: { kind: "passed" }, fix: null },
	{ look: { kind: "name", name: "my-app" }, outcome: { kind: "passed" }, fix: null },
	{ look: { kind: "quota", count: 7, quota: 30 }, outcome: { kind: "passed" }, fix: null },
];

/** One of each outcome, and each way to set something right. */
export const troubled: Looked[] = [
	{ look: { kind: "image_found", uri: `${uri}@sha256:${"a1".repeat(32)}` }, outcome: { kind: "passed" }, fix: null },
	{ look: { kind: "image_platform", platforms: ["linux/arm64"] }, outcome: { kind: "failed" }, fix: null },
	{ look: { kind: "image_size", bytes: 2_140_000_000 }, outcome: { kind: "doubtful" }, fix: null },
	{ look: { kind: "access_role", arn: role("deploy") }, outcome: { kind: "failed" }, fix: null },
	{ look: { kind: "instance_role", arn: role("shop") }, outcome: { kind: "doubtful" }, fix: null },
	{
		look: { kind: "connection", arn: `arn:aws:apprunner:ap-northeast-1:${ACCOUNT}:connection/my-github/0c` },
		outcome: { kind: "unknown", problem: problem({ code: "access_denied", action: "apprunner:ListConnections" }) },
		fix: null,
	},
	{ look: { kind: "name", name: "my-app" }, outcome: { kind: "unknown", problem: null }, fix: null },
	{ look: { kind: "quota", count: 30, quota: 30 }, outcome: { kind: "doubtful" }, fix: null },
];

/** A dollar for each hour and instance, which no Region asks. */
export function cost({ source }: Draft, { active_hours, active_instances }: Use): Cost {
	const active = (hours: number | null) => (hours ?? 0) * (active_instances ?? 1);
	const automatic = source.kind !== "ecr_public" && source.trigger === "automatic" ? 1 : 0;
	return {
		idle: 13.14,
		active: active(active_hours),
		automatic,
		total: 13.14 + active(active_hours) + automatic,
		always_active: 13.14 + active(24) + automatic,
		build_minute: source.kind === "code" ? 0.005 : null,
		provisioned: 1,
		evidence: "published",
		checked: "2026-06-27",
		beside: [],
	};
}

export const script = `#!/bin/sh
set -eu
aws iam create-role \\
  --role-name AppRunnerECRAccessRole \\
  --path /service-role/ \\
  --assume-role-policy-document '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"build.apprunner.amazonaws.com"}}],"Version":"2012-10-17"}'
`;

export const exports: Exports = {
	cloudformation: `# For the Region ap-northeast-1.
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Service:
    Type: AWS::AppRunner::Service
    Properties:
      ServiceName: "my-app"
`,
	terraform: `provider "aws" {
  region = "ap-northeast-1"
}

resource "aws_apprunner_service" "this" {
  service_name = "my-app"
}
`,
};
