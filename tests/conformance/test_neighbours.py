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
    role = f"arn:aws:iam::{ACCOUNT}:role/deployer"
    key = sts.assume_role(RoleArn=role, RoleSessionName="me")["Credentials"]["AccessKeyId"]
    other = boto3.client(
        "sts", region_name="eu-west-1", endpoint_url=sandbox.url, aws_access_key_id=key, aws_secret_access_key="x"
    )
    assert other.get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/deployer/me"


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
    assert len(pages) == 4
    with pytest.raises(iam.exceptions.MalformedPolicyDocumentException):
        iam.create_role(RoleName="conformant", AssumeRolePolicyDocument="{}")


def test_images(sandbox):
    ecr = sandbox.client("ecr")
    names = [page["repositories"][0]["repositoryName"] for page in
             ecr.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": 1})]
    assert names == ["my-flask-app", "orders-api", "team-platform/customer-notification-service"]
    assert len(ecr.describe_images(repositoryName="my-flask-app")["imageDetails"]) == 6
    assert len(ecr.list_images(repositoryName="my-flask-app", filter={"tagStatus": "TAGGED"})["imageIds"]) == 5
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
    assert len(ec2.describe_vpc_endpoints()["VpcEndpoints"]) == 4
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        ec2.delete_subnet(SubnetId="subnet-00000000000000000")
    assert caught.value.response["Error"]["Code"] == "InvalidSubnetID.NotFound"


def test_a_rule_of_a_security_group(sandbox):
    ec2 = sandbox.client("ec2", "eu-central-1")
    database, default = "sg-0a11ce000000000db", "sg-0a11ce00000000def"

    def rule(group=default, port=5432):
        pairs = [{"GroupId": group, "Description": "a connector"}]
        return [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "UserIdGroupPairs": pairs}]

    def let_in(port=5432):
        groups = ec2.describe_security_groups(GroupIds=[database])["SecurityGroups"]
        rules = [one for one in groups[0]["IpPermissions"] if one["FromPort"] == port]
        return {pair["GroupId"] for one in rules for pair in one["UserIdGroupPairs"]}

    def refused(call, **words):
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            call(**words)
        return caught.value.response["Error"]["Code"]

    others = let_in()
    assert ec2.authorize_security_group_ingress(GroupId=database, IpPermissions=rule())["Return"]
    assert let_in() == others | {default}
    again = refused(ec2.authorize_security_group_ingress, GroupId=database, IpPermissions=rule())
    assert again == "InvalidPermission.Duplicate"
    assert ec2.revoke_security_group_ingress(GroupId=database, IpPermissions=rule())["Return"]
    assert let_in() == others
    gone = refused(ec2.revoke_security_group_ingress, GroupId=database, IpPermissions=rule())
    assert gone == "InvalidPermission.NotFound"
    for group, words in [("sg-00000000000000000", rule()), (database, rule("sg-00000000000000000"))]:
        missing = refused(ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=words)
        assert missing == "InvalidGroup.NotFound"
    names = {one["PrefixListName"] for one in ec2.describe_prefix_lists()["PrefixLists"]}
    assert "com.amazonaws.eu-central-1.s3" in names


def test_the_rest_of_the_account(sandbox):
    database = sandbox.client("rds").describe_db_instances()["DBInstances"][0]
    assert (database["Engine"], database["Endpoint"]["Port"]) == ("postgres", 5432)
    place = database["DBSubnetGroup"]
    assert place["VpcId"] == "vpc-0a11ce00000054071"
    assert [subnet["SubnetIdentifier"] for subnet in place["Subnets"]] == [
        "subnet-0a11ce00000000021", "subnet-0a11ce00000000022"]
    assert sandbox.client("dynamodb").list_tables()["TableNames"] == ["Employee"]
    assert len(sandbox.client("secretsmanager").list_secrets()["SecretList"]) == 2
    assert len(sandbox.client("ssm").describe_parameters()["Parameters"]) == 3
    assert sandbox.client("kms").list_aliases()["Aliases"]
    assert sandbox.client("route53").list_hosted_zones()["HostedZones"][0]["Name"] == "example.com."


def test_network_interfaces(sandbox):
    ec2 = sandbox.client("ec2", "eu-west-1")
    shop = "vpc-0a11ce00000054071"
    in_shop = [{"Name": "vpc-id", "Values": [shop]}]
    all_of_them = ec2.describe_network_interfaces(Filters=in_shop)["NetworkInterfaces"]
    descriptions = {one["Description"].split(" vpce-")[0].split(" nat-")[0] for one in all_of_them}
    assert descriptions == {"RDSNetworkInterface", "VPC Endpoint Interface", "Interface for NAT Gateway"}
    assert len({one["PrivateIpAddress"] for one in all_of_them}) == len(all_of_them)
    (database,) = [one for one in all_of_them if one["Description"] == "RDSNetworkInterface"]
    assert database["Groups"] == [{"GroupId": "sg-0a11ce000000000db", "GroupName": "shop-database"}]
    address = [{"Name": "addresses.private-ip-address", "Values": [database["PrivateIpAddress"]]}]
    (found,) = ec2.describe_network_interfaces(Filters=address)["NetworkInterfaces"]
    assert found["NetworkInterfaceId"] == database["NetworkInterfaceId"]
    pages = list(ec2.get_paginator("describe_network_interfaces").paginate(PaginationConfig={"PageSize": 5}))
    assert len(pages[0]["NetworkInterfaces"]) == 5
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        ec2.describe_network_interfaces(NetworkInterfaceIds=["eni-1"])
    assert refused.value.response["Error"]["Code"] == "InvalidNetworkInterfaceID.NotFound"
    # Nothing of App Runner's yet; a service that sends through a connector has one for each instance.
    managed = [{"Name": "tag-key", "Values": ["AWSAppRunnerManaged"]}]
    assert ec2.describe_network_interfaces(Filters=managed)["NetworkInterfaces"] == []


def test_endpoints(sandbox):
    ec2 = sandbox.client("ec2", "eu-west-1")
    service = "com.amazonaws.eu-west-1.apprunner.requests"
    shop = "vpc-0a11ce00000054071"
    assert service in ec2.describe_vpc_endpoint_services()["ServiceNames"]
    made = ec2.create_vpc_endpoint(
        VpcEndpointType="Interface", VpcId=shop, ServiceName=service,
        SubnetIds=["subnet-0a11ce00000000011", "subnet-0a11ce00000000012"],
        TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "to App Runner"}]}],
    )["VpcEndpoint"]
    assert made["State"] == "pending"
    filters = [{"Name": "tag:Name", "Values": ["to *"]}, {"Name": "service-name", "Values": [service]}]
    (found,) = ec2.describe_vpc_endpoints(Filters=filters)["VpcEndpoints"]
    assert (found["VpcEndpointId"], found["State"]) == (made["VpcEndpointId"], "available")
    assert found["Tags"] == [{"Key": "Name", "Value": "to App Runner"}]
    assert [group["GroupId"] for group in found["Groups"]] == ["sg-0a11ce00000000def"], "the VPC's default group"
    assert found["PrivateDnsEnabled"] and len(found["NetworkInterfaceIds"]) == 2 and found["DnsEntries"]
    by_vpc = ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [shop]}])["VpcEndpoints"]
    assert len(by_vpc) == 5
    pages = list(ec2.get_paginator("describe_vpc_endpoints").paginate(PaginationConfig={"PageSize": 3}))
    assert [len(page["VpcEndpoints"]) for page in pages] == [3, 2]
    for wrong, code in [
        ({"VpcId": "vpc-1"}, "InvalidVpcId.NotFound"),
        ({"ServiceName": "com.amazonaws.eu-west-1.nothing"}, "InvalidServiceName"),
        ({"SubnetIds": ["subnet-1"]}, "InvalidSubnetId.NotFound"),
        ({"SubnetIds": ["subnet-0a11ce00000000011", "subnet-0a11ce00000000021"]}, "DuplicateSubnetsInSameZone"),
        ({"SecurityGroupIds": ["sg-0b0b0000000000def"]}, "InvalidGroup.NotFound"),
    ]:
        good = {"VpcEndpointType": "Interface", "VpcId": shop, "ServiceName": service}
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            ec2.create_vpc_endpoint(**(good | wrong))
        assert caught.value.response["Error"]["Code"] == code
    gone = ec2.delete_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"], "vpce-1"])["Unsuccessful"]
    assert [item["ResourceId"] for item in gone] == ["vpce-1"]
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        ec2.describe_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])
    assert caught.value.response["Error"]["Code"] == "InvalidVpcEndpointId.NotFound"


def test_the_network_by_ids_and_filters(sandbox):
    ec2 = sandbox.client("ec2")
    shop = {"Name": "vpc-id", "Values": ["vpc-0a11ce00000054071"]}

    def names(found):
        return sorted(tag["Value"] for item in found for tag in item["Tags"] if tag["Key"] == "Name")

    zone = {"Name": "availability-zone", "Values": ["ap-northeast-1c"]}
    by_zone = ec2.describe_subnets(Filters=[shop, zone])["Subnets"]
    assert names(by_zone) == ["shop-isolated-c", "shop-private-c", "shop-public-c"]
    by_id = ec2.describe_subnets(Filters=[{"Name": "availability-zone-id", "Values": ["apne1-az3"]}])["Subnets"]
    assert names(by_id) == names(by_zone)
    assert ec2.describe_subnets(Filters=[{"Name": "availability-zone", "Values": ["nowhere"]}])["Subnets"] == []
    table = {"Name": "association.subnet-id", "Values": ["subnet-0a11ce00000000011"]}
    assert names(ec2.describe_route_tables(Filters=[table])["RouteTables"]) == ["shop-private"]
    main = {"Name": "association.main", "Values": ["true"]}
    assert names(ec2.describe_route_tables(Filters=[shop, main])["RouteTables"]) == ["shop-main"]
    assert names(ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["shop-app"]}])["SecurityGroups"]) == ["shop-app"]
    assert names(ec2.describe_vpcs(VpcIds=["vpc-0b0b0000000091a1e"])["Vpcs"]) == ["plain"]
    for ask, code in [
        (lambda: ec2.describe_vpcs(VpcIds=["vpc-0"]), "InvalidVpcID.NotFound"),
        (lambda: ec2.describe_subnets(SubnetIds=["subnet-0"]), "InvalidSubnetID.NotFound"),
        (lambda: ec2.describe_security_groups(GroupIds=["sg-0"]), "InvalidGroup.NotFound"),
        (lambda: ec2.describe_route_tables(RouteTableIds=["rtb-0"]), "InvalidRouteTableID.NotFound"),
    ]:
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            ask()
        assert caught.value.response["Error"]["Code"] == code


def test_zones_have_the_ids_of_aws(sandbox):
    zones = sandbox.client("ec2", VIRGINIA).describe_availability_zones()["AvailabilityZones"]
    assert [zone["ZoneId"] for zone in zones] == ["use1-az1", "use1-az2", "use1-az3"]


def test_secrets_parameters_and_keys_in_pages(sandbox):
    secrets = sandbox.client("secretsmanager", "eu-west-2")
    made = secrets.create_secret(
        Name="shop/new", SecretString="x", ClientRequestToken="11111111-1111-4111-8111-111111111111",
        Tags=[{"Key": "plan", "Value": "p-1"}],
    )
    assert secrets.describe_secret(SecretId=made["ARN"])["Tags"] == [{"Key": "plan", "Value": "p-1"}]
    pages = list(secrets.get_paginator("list_secrets").paginate(PaginationConfig={"PageSize": 2}))
    assert [[secret["Name"] for secret in page["SecretList"]] for page in pages] == [
        ["shop/database", "shop/new"], ["shop/stripe-api-key"],
    ]
    found = secrets.list_secrets(Filters=[{"Key": "name", "Values": ["shop/d"]}])["SecretList"]
    assert [secret["Name"] for secret in found] == ["shop/database"]
    ssm = sandbox.client("ssm", "eu-west-2")
    pages = list(ssm.get_paginator("describe_parameters").paginate(PaginationConfig={"PageSize": 2}))
    assert [len(page["Parameters"]) for page in pages] == [2, 1]
    flags = [{"Key": "Name", "Option": "Contains", "Values": ["flags"]}]
    assert len(ssm.describe_parameters(ParameterFilters=flags)["Parameters"]) == 1
    arn = ssm.get_parameter(Name="/shop/log-level")["Parameter"]["ARN"]
    assert ssm.get_parameter(Name=arn)["Parameter"]["Name"] == "/shop/log-level"
    assert ssm.get_parameters(Names=["/shop/log-level", "/no"])["InvalidParameters"] == ["/no"]
    kms = sandbox.client("kms", "eu-west-2")
    key = kms.list_keys()["Keys"][0]["KeyId"]
    assert [alias["AliasName"] for alias in kms.list_aliases(KeyId=key)["Aliases"]] == ["alias/shop"]
    assert kms.describe_key(KeyId="alias/shop")["KeyMetadata"]["KeyId"] == key


def test_the_firewall(sandbox):
    waf = sandbox.client("wafv2", VIRGINIA)
    acl = waf.list_web_acls(Scope="REGIONAL")["WebACLs"][-1]
    assert waf.get_web_acl(Name=acl["Name"], Scope="REGIONAL", Id=acl["Id"])["WebACL"]["Rules"]
    services = sandbox.client("apprunner", VIRGINIA).list_services()["ServiceSummaryList"]
    arns = {service["ServiceName"]: service["ServiceArn"] for service in services}
    assert "WebACL" not in waf.get_web_acl_for_resource(ResourceArn=arns["orders"])
    waf.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=arns["orders"])
    assert waf.get_web_acl_for_resource(ResourceArn=arns["orders"])["WebACL"]["ARN"] == acl["ARN"]
    waf.disassociate_web_acl(ResourceArn=arns["orders"])
    assert "WebACL" not in waf.get_web_acl_for_resource(ResourceArn=arns["orders"])
    for name in ("checkout-preview", "legacy-intranet"):
        with pytest.raises(waf.exceptions.WAFNonexistentItemException):
            waf.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=arns[name])


def test_policies(sandbox):
    iam = sandbox.client("iam")
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
    arn = iam.create_policy(PolicyName="reads", PolicyDocument=json.dumps(document))["Policy"]["Arn"]
    local = iam.list_policies(Scope="Local")["Policies"]
    assert [policy["PolicyName"] for policy in local] == ["reads"]
    assert iam.list_policies(Scope="Local", OnlyAttached=True)["Policies"] == []
    role = "acme-nightly-report"
    iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"][0]["PolicyArn"] == arn
    iam.put_role_policy(RoleName=role, PolicyName="inline", PolicyDocument=json.dumps(document))
    assert iam.list_role_policies(RoleName=role)["PolicyNames"] == ["inline"]
    assert iam.get_role_policy(RoleName=role, PolicyName="inline")["PolicyDocument"] == document
    for wrong in ("{}", "not json", json.dumps({"Statement": [{"Effect": "Allow", "Action": "*"}]})):
        with pytest.raises(iam.exceptions.MalformedPolicyDocumentException):
            iam.create_policy(PolicyName="wrong", PolicyDocument=wrong)
        with pytest.raises(iam.exceptions.MalformedPolicyDocumentException):
            iam.put_role_policy(RoleName=role, PolicyName="wrong", PolicyDocument=wrong)


def test_simulations(sandbox):
    iam = sandbox.client("iam")
    role = f"arn:aws:iam::{ACCOUNT}:role/my-apprunner-instance-role"
    table = f"arn:aws:dynamodb:ap-northeast-1:{ACCOUNT}:table/Employee"
    answer = iam.simulate_principal_policy(
        PolicySourceArn=role, ActionNames=["dynamodb:GetItem", "s3:GetObject"], ResourceArns=[table]
    )
    decisions = {result["EvalActionName"]: result["EvalDecision"] for result in answer["EvaluationResults"]}
    assert decisions == {"dynamodb:GetItem": "allowed", "s3:GetObject": "implicitDeny"}
    me = iam.simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:user/sandbox", ActionNames=["apprunner:CreateService"]
    )
    assert me["EvaluationResults"][0]["EvalDecision"] == "allowed"


def test_service_linked_roles(sandbox):
    iam = sandbox.client("iam")
    name = "AWSServiceRoleForAppRunnerNetworking"
    made = iam.create_service_linked_role(AWSServiceName="networking.apprunner.amazonaws.com")["Role"]
    assert made["RoleName"] == name
    assert iam.get_role(RoleName=name)["Role"]["Arn"] == made["Arn"]
    assert made["Arn"].endswith(f"role/aws-service-role/networking.apprunner.amazonaws.com/{name}")
    with pytest.raises(iam.exceptions.InvalidInputException):
        iam.create_service_linked_role(AWSServiceName="networking.apprunner.amazonaws.com")
