"""Starts the sandbox, and makes clients whose every answer is checked against botocore's model."""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

import boto3
import botocore.config
import botocore.exceptions
import pytest

from shapes import violations

TOKYO = "ap-northeast-1"
VIRGINIA = "us-east-1"
ACCOUNT = "123456789012"
ACCESS_ROLE = f"arn:aws:iam::{ACCOUNT}:role/acme-apprunner-ecr-access"


class Sandbox:
    def __init__(self, home: pathlib.Path, *arguments: str):
        binary = os.environ.get("ARD_SANDBOX_BIN")
        if not binary:
            pytest.fail("ARD_SANDBOX_BIN must name the sandbox's binary")
        self.home = home
        self.process = subprocess.Popen(
            [os.path.abspath(binary), "--port", "0", *arguments], stdout=subprocess.PIPE, text=True, cwd=home
        )
        line = self.process.stdout.readline().strip()
        assert line.startswith("listening on http://127.0.0.1:"), line
        self.url = line.removeprefix("listening on ")

    def environment(self) -> dict[str, str]:
        """Nothing of the machine's own AWS settings."""
        return {
            "HOME": str(self.home),
            "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIDSANDBOX",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": TOKYO,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "NO_PROXY": "*",
        }

    def client(self, service: str, region: str = TOKYO):
        session = boto3.session.Session(aws_access_key_id="AKIDSANDBOX", aws_secret_access_key="secret")
        config = botocore.config.Config(retries={"total_max_attempts": 1}, proxies={}, parameter_validation=False)
        client = session.client(service, region_name=region, endpoint_url=self.url, config=config)
        client.meta.events.register(f"after-call.{service}", check)
        return client

    def control(self, **orders) -> dict:
        """The sandbox's own controls: what is set, after the orders are carried out."""
        body = json.dumps(orders).encode() if orders else None
        request = urllib.request.Request(self.url + "/_sandbox", data=body)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()


# Answers that were checked, by service and operation: accepted, and refused.
CHECKED: dict[tuple[str, str], list[int]] = {}


def pytest_terminal_summary(terminalreporter):
    """How often each operation of App Runner was seen to be accepted and refused."""
    counts = {name: seen for (service, name), seen in CHECKED.items() if service == "apprunner"}
    terminalreporter.write_sep("-", f"App Runner: {len(counts)} operations, accepted and refused")
    for name, (accepted, refusals) in sorted(counts.items()):
        terminalreporter.write_line(f"{name:40}{accepted:5}{refusals:5}")


def check(http_response, parsed, model, **_):
    """Every answer is what the service's model says; a refusal is one the operation may give."""
    seen = CHECKED.setdefault((model.service_model.service_name, model.name), [0, 0])
    seen[0 if http_response.status_code < 300 else 1] += 1
    assert "RequestId" in parsed["ResponseMetadata"], model.name
    if http_response.status_code < 300:
        found = violations(model.output_shape, parsed)
        assert not found, f"{model.name}: {found}"


def start(tmp_path_factory, *arguments):
    sandbox = Sandbox(tmp_path_factory.mktemp("home"), *arguments)
    yield sandbox
    sandbox.stop()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    yield from start(tmp_path_factory, "--pace", "instant")


def refused(client, operation, **arguments):
    """AWS's code; it must be one that the operation's model names (or a common one)."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        getattr(client, operation)(**arguments)
    error = caught.value.response
    assert error["Error"]["Message"]
    assert error["ResponseMetadata"]["RequestId"]
    name = client.meta.method_to_api_mapping[operation]
    modelled = {shape.name for shape in client.meta.service_model.operation_model(name).error_shapes}
    code = error["Error"]["Code"]
    common = {"ThrottlingException", "SerializationException", "SubscriptionRequiredException"}
    assert code in modelled | common, code
    return code


def image_source(reference: str = "my-flask-app:latest", port: str = "5000", role: str = ACCESS_ROLE) -> dict:
    return {
        "ImageRepository": {
            "ImageIdentifier": f"{ACCOUNT}.dkr.ecr.{TOKYO}.amazonaws.com/{reference}",
            "ImageRepositoryType": "ECR",
            "ImageConfiguration": {"Port": port},
        },
        "AutoDeploymentsEnabled": False,
        "AuthenticationConfiguration": {"AccessRoleArn": role},
    }
