"""The main journey as a person with the AWS CLI goes it."""

import json
import subprocess

import pytest

from conftest import ACCOUNT, TOKYO, image_source, start


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    yield from start(tmp_path_factory, "--pace", "reads:1")


def aws(sandbox, *words, fails=False):
    done = subprocess.run(
        ["aws", *words, "--output", "json"], env=sandbox.environment(), capture_output=True, text=True, timeout=60
    )
    if fails:
        assert done.returncode != 0, done.stdout
        return done.stderr
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else {}


def test_role_service_logs_and_deletion(sandbox):
    assert aws(sandbox, "sts", "get-caller-identity")["Account"] == ACCOUNT
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "build.apprunner.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    made = aws(sandbox, "iam", "create-role", "--role-name", "cli-role", "--assume-role-policy-document", json.dumps(trust))
    role = made["Role"]["Arn"]
    policy = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess"
    aws(sandbox, "iam", "attach-role-policy", "--role-name", "cli-role", "--policy-arn", policy)

    create = ["apprunner", "create-service", "--service-name", "cli-app"]
    create += ["--source-configuration", json.dumps(image_source(role=role))]
    assert "Error in assuming access role" in aws(sandbox, *create, fails=True), "a fresh role is not known at once"
    service = aws(sandbox, *create)["Service"]
    arn = service["ServiceArn"]

    def status():
        return aws(sandbox, "apprunner", "describe-service", "--service-arn", arn)["Service"]["Status"]

    seen = [status() for _ in range(8)]
    assert seen[0] == "OPERATION_IN_PROGRESS" and seen[-1] == "RUNNING", seen
    group = f"/aws/apprunner/cli-app/{service['ServiceId']}"
    events = aws(sandbox, "logs", "filter-log-events", "--log-group-name", f"{group}/service")["events"]
    assert any(event["message"] == "Service status is set to RUNNING." for event in events)
    events = aws(sandbox, "logs", "filter-log-events", "--log-group-name", f"{group}/application")["events"]
    assert any("Running on all addresses" in event["message"] for event in events)

    aws(sandbox, "apprunner", "delete-service", "--service-arn", arn)
    for _ in range(8):
        if not aws(sandbox, "apprunner", "list-services")["ServiceSummaryList"]:
            break
    assert aws(sandbox, "apprunner", "list-services", "--region", TOKYO)["ServiceSummaryList"] == []


def test_the_cli_shows_refusals(sandbox):
    said = aws(sandbox, "apprunner", "describe-service", "--service-arn",
               f"arn:aws:apprunner:{TOKYO}:{ACCOUNT}:service/nobody/x", fails=True)
    assert "(ResourceNotFoundException)" in said
