"""The other services, as the application uses them."""

import json

import boto3
import botocore.exceptions
import pytest

from conftest import ACCOUNT, VIRGINIA

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "build.apprunner.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
ECR_POLICY = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess"


def test_identity(sandbox):
    who = sandbox.client("sts").get_caller_identity()
    assert (who["Account"], who["Arn"]) == (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/sandbox")


def test_an_assumed_role_is_someone_else(sandbox):
    sts = sandbox.client("sts")
    role = f"arn:aws:iam::{ACCOUNT}:role/acme-nightly-report"
    key = sts.assume_role(RoleArn=role, RoleSessionName="me")["Credentials"]["AccessKeyId"]
    other = boto3.client(
        "sts", region_name="eu-west-1", endpoint_url=sandbox.url, aws_access_key_id=key, aws_secret_access_key="x"
    )
    assert other.get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/acme-nightly-report/me"


def test_roles(sandbox):
    iam = sandbox.client("iam")
    tags = [{"Key": "plan", "Value": "p 1"}]
    made = iam.create_role(RoleName="conformant", AssumeRolePolicyDocument=json.dumps(TRUST), Tags=tags)["Role"]
    assert made["AssumeRolePolicyDocument"] == TRUST, "decoded by the client, so encoded by the sandbox"
    assert iam.get_role(RoleName="conformant")["Role"]["Tags"] == tags
    assert iam.list_role_tags(RoleName="conformant")["Tags"] == tags
    iam.attach_role_policy(RoleName="conformant", PolicyArn=ECR_POLICY)
    with pytest.raises(iam.exceptions.DeleteConflictException):
        iam.delete_role(RoleName="conformant")
    iam.detach_role_policy(RoleName="conformant", PolicyArn=ECR_POLICY)
    iam.delete_role(RoleName="conformant")
    pages = list(iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 2}))
    assert len(pages) == 3
    with pytest.raises(iam.exceptions.MalformedPolicyDocumentException):
        iam.create_role(RoleName="conformant", AssumeRolePolicyDocument="{}")


def test_images(sandbox):
    ecr = sandbox.client("ecr")
    names = [page["repositories"][0]["repositoryName"] for page in
             ecr.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": 1})]
    assert names == ["my-flask-app", "orders-api", "team-platform/customer-notification-service"]
    assert len(ecr.describe_images(repositoryName="my-flask-app")["imageDetails"]) == 4
    assert len(ecr.list_images(repositoryName="my-flask-app", filter={"tagStatus": "TAGGED"})["imageIds"]) == 4
    got = ecr.batch_get_image(repositoryName="my-flask-app", imageIds=[{"imageTag": "v1"}])["images"][0]
    assert json.loads(got["imageManifest"])["schemaVersion"] == 2
    assert got["imageId"]["imageTag"] == "v1"


def test_logs(sandbox):
    logs = sandbox.client("logs", VIRGINIA)
    groups = [group["logGroupName"] for page in logs.get_paginator("describe_log_groups").paginate(
        logGroupNamePrefix="/aws/apprunner/storefront/", PaginationConfig={"PageSize": 1}) for group in page["logGroups"]]
    assert [group.rsplit("/", 1)[1] for group in groups] == ["application", "service"]
    streams = logs.describe_log_streams(logGroupName=groups[1], orderBy="LastEventTime", descending=True)["logStreams"]
    assert any(stream["logStreamName"].startswith("deployment/") for stream in streams)
    events = logs.get_log_events(logGroupName=groups[1], logStreamName="events", startFromHead=True)
    again = logs.get_log_events(
        logGroupName=groups[1], logStreamName="events", startFromHead=True, nextToken=events["nextForwardToken"]
    )
    assert (again["events"], again["nextForwardToken"]) == ([], events["nextForwardToken"])
    found = logs.filter_log_events(logGroupName=groups[0], filterPattern='"GET /cart"', limit=5)
    assert len(found["events"]) == 5 and found["nextToken"]
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        logs.get_log_events(logGroupName="/none", logStreamName="events")
    assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"


@pytest.mark.parametrize("region", ["ap-northeast-1", "eu-central-1"])
def test_the_network(sandbox, region):
    ec2 = sandbox.client("ec2", region)
    vpcs = ec2.describe_vpcs()["Vpcs"]
    assert {vpc["CidrBlock"] for vpc in vpcs} == {"10.0.0.0/16", "172.20.0.0/16"}
    subnets = {subnet["CidrBlock"]: subnet for subnet in ec2.describe_subnets()["Subnets"]}
    assert {"10.0.21.0/24", "10.0.22.0/24"} < set(subnets)
    zones = {zone["ZoneName"]: zone["ZoneId"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]}
    assert all(zones[subnet["AvailabilityZone"]] == subnet["AvailabilityZoneId"] for subnet in subnets.values())
    routes = [route for table in ec2.describe_route_tables()["RouteTables"] for route in table["Routes"]]
    assert any(route.get("NatGatewayId") for route in routes)
    assert any(route.get("GatewayId", "").startswith("igw-") for route in routes)
    assert not any(route.get("GatewayId", "").startswith("nat-") for route in routes)
    assert len(ec2.describe_security_groups()["SecurityGroups"]) == 5
    assert len(ec2.describe_nat_gateways()["NatGateways"]) == 1
    assert len(ec2.describe_vpc_endpoints()["VpcEndpoints"]) == 3
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        ec2.delete_subnet(SubnetId="subnet-00000000000000000")
    assert caught.value.response["Error"]["Code"] == "InvalidSubnetID.NotFound"


def test_the_rest_of_the_account(sandbox):
    database = sandbox.client("rds").describe_db_instances()["DBInstances"][0]
    assert (database["Engine"], database["Endpoint"]["Port"]) == ("postgres", 5432)
    assert sandbox.client("dynamodb").list_tables()["TableNames"] == ["Employee"]
    assert len(sandbox.client("secretsmanager").list_secrets()["SecretList"]) == 2
    assert len(sandbox.client("ssm").describe_parameters()["Parameters"]) == 3
    assert sandbox.client("kms").list_aliases()["Aliases"]
    assert sandbox.client("route53").list_hosted_zones()["HostedZones"][0]["Name"] == "example.com."
