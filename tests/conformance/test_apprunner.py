"""Services through boto3; what they are made with is in test_apprunner_resources.py."""

import pytest

from conftest import TOKYO, VIRGINIA, image_source, refused


@pytest.fixture(scope="module")
def client(sandbox):
    return sandbox.client("apprunner")


def make(client, name, **source):
    return client.create_service(ServiceName=name, SourceConfiguration=image_source(**source))["Service"]


def status(client, arn):
    return client.describe_service(ServiceArn=arn)["Service"]["Status"]


def test_a_service_from_birth_to_death(client):
    made = client.create_service(
        ServiceName="conformant",
        SourceConfiguration=image_source(),
        InstanceConfiguration={"Cpu": "1 vCPU", "Memory": "2 GB"},
        HealthCheckConfiguration={"Protocol": "HTTP", "Path": "/health", "Interval": 10},
        Tags=[{"Key": "plan", "Value": "p-1"}],
    )
    arn = made["Service"]["ServiceArn"]
    assert made["Service"]["Status"] == "OPERATION_IN_PROGRESS"
    assert status(client, arn) == "RUNNING"
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "plan", "Value": "p-1"}]
    client.tag_resource(ResourceArn=arn, Tags=[{"Key": "more", "Value": ""}])
    client.untag_resource(ResourceArn=arn, TagKeys=["plan"])
    client.pause_service(ServiceArn=arn)
    assert status(client, arn) == "PAUSED"
    assert "OperationId" not in client.pause_service(ServiceArn=arn)
    client.resume_service(ServiceArn=arn)
    assert status(client, arn) == "RUNNING"
    client.update_service(ServiceArn=arn, InstanceConfiguration={"Cpu": "2048", "Memory": "4096"})
    assert client.describe_service(ServiceArn=arn)["Service"]["InstanceConfiguration"]["Cpu"] == "2048"
    operation = client.start_deployment(ServiceArn=arn)["OperationId"]
    assert status(client, arn) == "RUNNING"
    newest = client.list_operations(ServiceArn=arn, MaxResults=1)
    assert newest["OperationSummaryList"][0]["Id"] == operation
    assert newest["NextToken"]
    client.describe_custom_domains(ServiceArn=arn)
    client.delete_service(ServiceArn=arn)
    assert status(client, arn) == "DELETED"
    assert refused(client, "pause_service", ServiceArn=arn) in ("InvalidStateException", "ResourceNotFoundException")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("fails-tag", {"reference": "my-flask-app:typo"}),
        ("fails-architecture", {"reference": "my-flask-app:arm64"}),
        ("fails-crash", {"reference": "my-flask-app:crash"}),
        ("fails-port", {"port": "8080"}),
    ],
)
def test_services_that_fail(client, name, source):
    arn = make(client, name, **source)["ServiceArn"]
    assert status(client, arn) == "CREATE_FAILED"
    assert client.list_operations(ServiceArn=arn)["OperationSummaryList"][0]["Status"] == "FAILED"


def test_refusals(client):
    nobody = f"arn:aws:apprunner:{TOKYO}:123456789012:service/nobody/0123456789abcdef0123456789abcdef"
    for operation in ("describe_service", "delete_service", "pause_service", "resume_service", "update_service"):
        assert refused(client, operation, ServiceArn=nobody) == "ResourceNotFoundException"
    assert refused(client, "start_deployment", ServiceArn=nobody) == "ResourceNotFoundException"
    assert refused(client, "list_operations", ServiceArn=nobody) == "ResourceNotFoundException"
    assert refused(client, "list_tags_for_resource", ResourceArn=nobody) == "ResourceNotFoundException"
    assert refused(client, "list_services", MaxResults=21) == "InvalidRequestException"
    assert refused(client, "list_services", NextToken="made up") == "InvalidRequestException"
    assert refused(client, "create_service", ServiceName="x") == "InvalidRequestException"
    make(client, "throwaway")
    twice = {"ServiceName": "throwaway", "SourceConfiguration": image_source()}
    assert refused(client, "create_service", **twice) == "InvalidRequestException"
    throttled = {"ServiceName": "throttle-me", "SourceConfiguration": image_source()}
    assert refused(client, "create_service", **throttled) == "ThrottlingException"


def test_auto_scaling_configurations(client):
    made = client.create_auto_scaling_configuration(AutoScalingConfigurationName="bursty", MaxConcurrency=50)
    arn = made["AutoScalingConfiguration"]["AutoScalingConfigurationArn"]
    assert client.describe_auto_scaling_configuration(AutoScalingConfigurationArn=arn)
    assert len(client.list_auto_scaling_configurations()["AutoScalingConfigurationSummaryList"]) == 2
    wrong = {"AutoScalingConfigurationArn": arn[:-1] + "x"}
    assert refused(client, "describe_auto_scaling_configuration", **wrong) == "ResourceNotFoundException"


def test_the_seeded_account(sandbox):
    client = sandbox.client("apprunner", VIRGINIA)
    services = client.list_services(MaxResults=3)
    assert services["NextToken"]
    services = client.list_services()["ServiceSummaryList"]
    assert {service["Status"] for service in services} == {
        "RUNNING", "PAUSED", "CREATE_FAILED", "OPERATION_IN_PROGRESS", "DELETE_FAILED",
    }
    for service in services:
        client.describe_service(ServiceArn=service["ServiceArn"])
        client.list_operations(ServiceArn=service["ServiceArn"])
    assert client.list_connections()["ConnectionSummaryList"]
    assert client.list_vpc_connectors()["VpcConnectors"]
    assert client.list_observability_configurations()["ObservabilityConfigurationSummaryList"]
