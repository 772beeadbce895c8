"""The services around App Runner, in the calls that make, choose and check what a service uses."""

import json
import re
import urllib.error
import urllib.request

import botocore.exceptions
import pytest

from conftest import ACCOUNT, TOKYO, VIRGINIA, image_source, start

SHOP = "vpc-0a11ce00000054071"
KEY = "0a11ce00-0000-4000-8000-00000000000"
TOKENS = [f"{digit * 8}-1111-4111-8111-111111111111" for digit in "1234"]


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    yield from start(tmp_path_factory, "--pace", "reads:2")


def code(ask, *arguments, **named) -> str:
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        ask(*arguments, **named)
    assert caught.value.response["Error"]["Message"]
    return caught.value.response["Error"]["Code"]


def test_secrets(sandbox):
    secrets = sandbox.client("secretsmanager", "eu-west-3")
    tags = [{"Key": "plan", "Value": "p 1"}]
    wish = {"Name": "shop/payments", "SecretString": "x", "ClientRequestToken": TOKENS[0], "Tags": tags,
            "Description": "of the shop", "KmsKeyId": "alias/shop"}
    made = secrets.create_secret(**wish)
    assert re.fullmatch(rf"arn:aws:secretsmanager:eu-west-3:{ACCOUNT}:secret:shop/payments-[A-Za-z0-9]{{6}}", made["ARN"])
    again = secrets.create_secret(**wish)
    assert (again["ARN"], again["VersionId"]) == (made["ARN"], TOKENS[0])
    assert code(secrets.create_secret, **(wish | {"SecretString": "y"})) == "ResourceExistsException"
    assert code(secrets.create_secret, **(wish | {"ClientRequestToken": TOKENS[1]})) == "ResourceExistsException"
    assert code(secrets.create_secret, **(wish | {"Name": "with space"})) == "ValidationException"
    found = secrets.describe_secret(SecretId="shop/payments")
    assert (found["ARN"], found["Tags"], found["KmsKeyId"]) == (made["ARN"], tags, "alias/shop")
    assert found["VersionIdsToStages"] == {TOKENS[0]: ["AWSCURRENT"]} and "DeletedDate" not in found
    assert secrets.get_secret_value(SecretId=made["ARN"])["SecretString"] == "x"
    secrets.tag_resource(SecretId=made["ARN"], Tags=[{"Key": "plan", "Value": "p 2"}, {"Key": "team", "Value": "shop"}])
    tagged = secrets.describe_secret(SecretId=made["ARN"])["Tags"]
    assert sorted((tag["Key"], tag["Value"]) for tag in tagged) == [("plan", "p 2"), ("team", "shop")]
    listed = secrets.list_secrets(Filters=[{"Key": "name", "Values": ["shop/pay"]}])["SecretList"]
    assert [(secret["Name"], secret["KmsKeyId"]) for secret in listed] == [("shop/payments", "alias/shop")]
    empty = secrets.create_secret(Name="shop/empty", ClientRequestToken=TOKENS[2])
    assert "VersionId" not in empty
    assert code(secrets.get_secret_value, SecretId="shop/empty") == "ResourceNotFoundException"
    assert code(secrets.describe_secret, SecretId="shop/nothing") == "ResourceNotFoundException"


def test_secrets_go_at_once_or_in_time(sandbox):
    secrets = sandbox.client("secretsmanager", "eu-south-1")
    assert code(secrets.delete_secret, SecretId="shop/database", RecoveryWindowInDays=3) == "InvalidParameterException"
    both = {"RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": True}
    assert code(secrets.delete_secret, SecretId="shop/database", **both) == "InvalidParameterException"
    gone = secrets.delete_secret(SecretId="shop/database", RecoveryWindowInDays=7)
    deleted = secrets.describe_secret(SecretId="shop/database")["DeletedDate"]
    assert 6.9 < (gone["DeletionDate"] - deleted).total_seconds() / 86400 < 7.1
    assert [secret["Name"] for secret in secrets.list_secrets()["SecretList"]] == ["shop/stripe-api-key"]
    everything = secrets.list_secrets(IncludePlannedDeletion=True)["SecretList"]
    assert [("DeletedDate" in secret) for secret in everything] == [True, False]
    assert code(secrets.get_secret_value, SecretId="shop/database") == "InvalidRequestException"
    again = {"Name": "shop/database", "SecretString": "x", "ClientRequestToken": TOKENS[3]}
    assert code(secrets.create_secret, **again) == "InvalidRequestException"
    secrets.restore_secret(SecretId="shop/database")
    secrets.delete_secret(SecretId="shop/database", ForceDeleteWithoutRecovery=True)
    assert code(secrets.describe_secret, SecretId="shop/database") == "ResourceNotFoundException"
    assert secrets.create_secret(**again)["VersionId"] == TOKENS[3], "its name is free"


def test_parameters(sandbox):
    ssm = sandbox.client("ssm", "eu-west-3")
    tags = [{"Key": "plan", "Value": "p 1"}]
    wish = {"Name": "/shop/pay/token", "Value": "v", "Type": "SecureString", "Description": "of the shop",
            "KeyId": "alias/shop", "Tags": tags}
    assert ssm.put_parameter(**wish)["Version"] == 1
    assert code(ssm.put_parameter, **wish) == "ParameterAlreadyExists"
    assert code(ssm.put_parameter, **(wish | {"Overwrite": True})) == "ValidationException", "tags and overwrite"
    assert ssm.put_parameter(Name="/shop/pay/token", Value="w", Overwrite=True)["Version"] == 2
    for wrong, expected in [
        ({"Name": "/aws/mine"}, "ValidationException"), ({"Name": "shop/mine"}, "ValidationException"),
        ({"Name": "new", "Type": "Text"}, "UnsupportedParameterType"),
    ]:
        assert code(ssm.put_parameter, **(wish | wrong)) == expected
    assert code(ssm.put_parameter, Name="new", Value="v") == "ValidationException", "no type"
    plain = ssm.get_parameter(Name="/shop/pay/token", WithDecryption=True)["Parameter"]
    assert (plain["Value"], plain["Type"], plain["Version"]) == ("w", "SecureString", 2)
    assert ssm.get_parameter(Name="/shop/pay/token")["Parameter"]["Value"].startswith("AQICAH")
    both = ssm.get_parameters(Names=[plain["ARN"], "/shop/log-level", "/none"])
    assert sorted(parameter["Name"] for parameter in both["Parameters"]) == ["/shop/log-level", "/shop/pay/token"]
    assert both["InvalidParameters"] == ["/none"]
    (found,) = ssm.describe_parameters(ParameterFilters=[{"Key": "tag:plan", "Values": ["p 1"]}])["Parameters"]
    assert (found["Description"], found["KeyId"], found["ARN"]) == ("of the shop", "alias/shop", plain["ARN"])
    assert found["Tier"] == "Standard"

    def names(key, option, value):
        filters = [{"Key": key, "Option": option, "Values": [value]}]
        pages = ssm.get_paginator("describe_parameters").paginate(
            ParameterFilters=filters, PaginationConfig={"PageSize": 1})
        return [parameter["Name"] for page in pages for parameter in page["Parameters"]]

    assert names("Path", "OneLevel", "/shop") == ["/shop/feature-flags", "/shop/log-level", "/shop/session-key"]
    assert names("Path", "Recursive", "/shop/")[2] == "/shop/pay/token"
    assert names("Type", "Equals", "SecureString") == ["/shop/pay/token", "/shop/session-key"]
    assert names("Name", "BeginsWith", "/shop/f") == ["/shop/feature-flags"]
    assert ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/shop/pay/token")["TagList"] == tags
    assert ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/shop/log-level")["TagList"] == []
    ssm.delete_parameter(Name="/shop/pay/token")
    for ask, named in [(ssm.delete_parameter, {}), (ssm.get_parameter, {})]:
        assert code(ask, Name="/shop/pay/token", **named) == "ParameterNotFound"
    gone = {"ResourceType": "Parameter", "ResourceId": "/shop/pay/token"}
    assert code(ssm.list_tags_for_resource, **gone) == "InvalidResourceId"


def test_keys(sandbox):
    kms = sandbox.client("kms", "eu-west-3")
    pages = list(kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2}))
    keys = [key["KeyArn"] for page in pages for key in page["Keys"]]
    assert keys == [f"arn:aws:kms:eu-west-3:{ACCOUNT}:key/{KEY}{number}" for number in (1, 2, 3, 4, 9)]
    pages = kms.get_paginator("list_aliases").paginate(PaginationConfig={"PageSize": 4})
    aliases = {alias["AliasName"]: alias.get("TargetKeyId") for page in pages for alias in page["Aliases"]}
    assert aliases == {
        "alias/aws/rds": None, "alias/aws/secretsmanager": KEY + "9", "alias/shop": KEY + "1",
        "alias/shop-archive": KEY + "2", "alias/shop-invoices": KEY + "4", "alias/shop-old-site": KEY + "3",
    }
    told = {}
    for arn in keys:
        key = kms.describe_key(KeyId=arn)["KeyMetadata"]
        assert key["Description"]
        told[arn[-1]] = (key["KeyManager"], key["KeyUsage"], key["KeySpec"], key["KeyState"], key["Enabled"])
    assert told == {
        "1": ("CUSTOMER", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "Enabled", True),
        "2": ("CUSTOMER", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "Disabled", False),
        "3": ("CUSTOMER", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "PendingDeletion", False),
        "4": ("CUSTOMER", "SIGN_VERIFY", "RSA_2048", "Enabled", True),
        "9": ("AWS", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "Enabled", True),
    }
    assert kms.describe_key(KeyId=KEY + "3")["KeyMetadata"]["DeletionDate"]
    assert [alias["AliasName"] for alias in kms.list_aliases(KeyId=keys[1])["Aliases"]] == ["alias/shop-archive"]
    elsewhere = keys[0].replace("eu-west-3", "us-east-1")
    for wrong in ("alias/none", elsewhere, KEY + "7"):
        assert code(kms.describe_key, KeyId=wrong) == "NotFoundException"
    assert code(kms.list_aliases, KeyId=KEY + "7") == "NotFoundException"


@pytest.mark.parametrize("region", [TOKYO, "eu-west-3"])
def test_web_acls(sandbox, region):
    waf, apprunner = sandbox.client("wafv2", region), sandbox.client("apprunner", region)
    pages = [waf.list_web_acls(Scope="REGIONAL", Limit=2)]
    pages.append(waf.list_web_acls(Scope="REGIONAL", Limit=2, NextMarker=pages[0]["NextMarker"]))
    acls = {acl["Name"]: acl for page in pages for acl in page["WebACLs"]}
    assert list(acls) == ["fresh-firewall", "office-only", "shop-firewall"]
    assert all(acl["Description"] and f":{region}:{ACCOUNT}:regional/webacl/" in acl["ARN"] for acl in acls.values())
    fresh, office, firewall = (acl["ARN"] for acl in acls.values())
    whole = waf.get_web_acl(Name="office-only", Scope="REGIONAL", Id=acls["office-only"]["Id"])
    assert "Block" in whole["WebACL"]["DefaultAction"] and whole["LockToken"] == acls["office-only"]["LockToken"]
    source = image_source("my-flask-app:v1")
    source["ImageRepository"]["ImageIdentifier"] = f"{ACCOUNT}.dkr.ecr.{region}.amazonaws.com/my-flask-app:v1"
    service = apprunner.create_service(ServiceName="guarded", SourceConfiguration=source)["Service"]["ServiceArn"]

    def guarded(acl):
        return waf.list_resources_for_web_acl(WebACLArn=acl, ResourceType="APP_RUNNER_SERVICE")["ResourceArns"]

    waf.associate_web_acl(WebACLArn=firewall, ResourceArn=service)
    assert guarded(firewall) == [service]
    assert waf.list_resources_for_web_acl(WebACLArn=firewall)["ResourceArns"] == [], "load balancers"
    for _ in range(3):
        assert code(waf.associate_web_acl, WebACLArn=fresh, ResourceArn=service) == "WAFUnavailableEntityException"
    assert waf.get_web_acl_for_resource(ResourceArn=service)["WebACL"]["ARN"] == firewall
    waf.associate_web_acl(WebACLArn=fresh, ResourceArn=service)
    assert waf.get_web_acl_for_resource(ResourceArn=service)["WebACL"]["ARN"] == fresh
    assert (guarded(firewall), guarded(fresh)) == ([], [service])
    named = {"Name": "fresh-firewall", "Scope": "REGIONAL", "Id": acls["fresh-firewall"]["Id"]}
    token = acls["fresh-firewall"]["LockToken"]
    assert code(waf.delete_web_acl, LockToken=token, **named) == "WAFAssociatedItemException"
    waf.disassociate_web_acl(ResourceArn=service)
    assert "WebACL" not in waf.get_web_acl_for_resource(ResourceArn=service)
    waf.associate_web_acl(WebACLArn=office, ResourceArn=service)
    missing = "WAFNonexistentItemException"
    assert code(waf.associate_web_acl, WebACLArn=office + "0", ResourceArn=service) == missing
    assert code(waf.associate_web_acl, WebACLArn=office, ResourceArn=service.replace("guarded", "nobody")) == missing
    assert code(waf.list_resources_for_web_acl, WebACLArn=office + "0") == missing
    apprunner.delete_service(ServiceArn=service)
    assert guarded(office) == []
    assert code(waf.associate_web_acl, WebACLArn=office, ResourceArn=service) == missing
    assert code(waf.get_web_acl_for_resource, ResourceArn=service) == missing


def test_a_service_on_its_way_out_cannot_be_guarded(slow):
    waf, apprunner = slow.client("wafv2", VIRGINIA), slow.client("apprunner", VIRGINIA)
    acl = next(acl["ARN"] for acl in waf.list_web_acls(Scope="REGIONAL")["WebACLs"] if acl["Name"] == "shop-firewall")
    orders = next(service["ServiceArn"] for service in apprunner.list_services()["ServiceSummaryList"]
                  if service["ServiceName"] == "orders")
    waf.associate_web_acl(WebACLArn=acl, ResourceArn=orders)
    apprunner.delete_service(ServiceArn=orders)
    assert code(waf.associate_web_acl, WebACLArn=acl, ResourceArn=orders) == "WAFNonexistentItemException"


def test_a_web_acl_of_ones_own(sandbox):
    waf = sandbox.client("wafv2", "eu-west-2")
    visibility = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "own"}
    made = waf.create_web_acl(
        Name="own", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=visibility, Rules=[])["Summary"]
    whole = waf.get_web_acl(Name="own", Scope="REGIONAL", Id=made["Id"])["WebACL"]
    assert "Description" not in whole
    waf.delete_web_acl(Name="own", Scope="REGIONAL", Id=made["Id"], LockToken=made["LockToken"])
    assert code(waf.get_web_acl, Name="own", Scope="REGIONAL", Id=made["Id"]) == "WAFNonexistentItemException"


def test_the_endpoint_that_is_there(sandbox):
    ec2 = sandbox.client("ec2", "sa-east-1")
    service = "com.amazonaws.sa-east-1.apprunner.requests"

    def ids(**filters):
        filters = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
        return [found["VpcEndpointId"] for found in ec2.describe_vpc_endpoints(Filters=filters)["VpcEndpoints"]]

    (found,) = ec2.describe_vpc_endpoints(Filters=[{"Name": "service-name", "Values": [service]}])["VpcEndpoints"]
    assert (found["VpcEndpointId"], found["VpcId"]) == ("vpce-0a11ce00000000004", SHOP)
    assert (found["State"], found["IpAddressType"], found["PrivateDnsEnabled"]) == ("available", "ipv4", False)
    assert ids(vpc_endpoint_id="vpce-0a11ce00000000004", vpc_endpoint_state="available") == ["vpce-0a11ce00000000004"]
    assert ids(vpc_endpoint_state="pending") == [] and ids(vpc_id="vpc-0b0b0000000091a1e") == []
    assert code(ids, state="available") == "InvalidParameterValue", "AWS calls it vpc-endpoint-state"
    apprunner = sandbox.client("apprunner", "sa-east-1")
    source = image_source("my-flask-app:v1")
    source["ImageRepository"]["ImageIdentifier"] = f"{ACCOUNT}.dkr.ecr.sa-east-1.amazonaws.com/my-flask-app:v1"
    private = apprunner.create_service(
        ServiceName="inside", SourceConfiguration=source, NetworkConfiguration={"IngressConfiguration": {}})["Service"]
    assert private["NetworkConfiguration"]["IngressConfiguration"]["IsPubliclyAccessible"] is False
    apprunner.describe_service(ServiceArn=private["ServiceArn"])
    made = apprunner.create_vpc_ingress_connection(
        ServiceArn=private["ServiceArn"], VpcIngressConnectionName="door",
        IngressVpcConfiguration={"VpcId": SHOP, "VpcEndpointId": found["VpcEndpointId"]})["VpcIngressConnection"]
    door = apprunner.describe_vpc_ingress_connection(VpcIngressConnectionArn=made["VpcIngressConnectionArn"])
    assert door["VpcIngressConnection"]["Status"] == "AVAILABLE" and door["VpcIngressConnection"]["DomainName"]


def test_endpoints_take_their_time(slow):
    ec2 = slow.client("ec2", "eu-west-3")
    wish = {"VpcEndpointType": "Interface", "VpcId": SHOP, "ServiceName": "com.amazonaws.eu-west-3.apprunner.requests",
            "SubnetIds": ["subnet-0a11ce00000000011"], "ClientToken": "once", "IpAddressType": "ipv4"}
    answer = ec2.create_vpc_endpoint(**wish)["VpcEndpoint"]
    endpoint = answer["VpcEndpointId"]
    assert (answer["State"], answer["IpAddressType"]) == ("pending", "ipv4")
    assert ec2.create_vpc_endpoint(**wish)["VpcEndpoint"]["VpcEndpointId"] == endpoint
    assert code(ec2.create_vpc_endpoint, **(wish | {"SubnetIds": []})) == "IdempotentParameterMismatch"
    other = wish | {"ClientToken": "twice"}
    assert code(ec2.create_vpc_endpoint, **other) == "InvalidParameter", "private names are there once"
    assert code(ec2.create_vpc_endpoint, **(other | {"IpAddressType": "dualstack"})) == "InvalidParameter"
    wrong = other | {"SubnetIds": ["subnet-0b0b0000000000001"]}
    assert code(ec2.create_vpc_endpoint, **wrong) == "InvalidParameter", "a subnet of the other VPC"

    def look():
        found = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]
        return found["State"]

    assert [look(), look()] == ["pending", "available"]
    assert ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])["Unsuccessful"] == []
    assert look() == "deleting"
    assert code(look) == "InvalidVpcEndpointId.NotFound"


def test_endpoints_are_changed(slow):
    ec2 = slow.client("ec2", "eu-west-3")
    endpoint, app, own = "vpce-0a11ce00000000004", "sg-0a11ce00000000a99", "sg-0a11ce000000000e9"
    private, isolated = "subnet-0a11ce00000000011", "subnet-0a11ce00000000021"

    def change(**wish):
        return ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, **wish)["Return"]

    def look():
        found = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]
        return found["State"], sorted(found["SubnetIds"])[0], [group["GroupId"] for group in found["Groups"]]

    assert code(change, AddSubnetIds=[isolated]) == "DuplicateSubnetsInSameZone"
    assert code(change, AddSubnetIds=[isolated], RemoveSubnetIds=[private]) == "DuplicateSubnetsInSameZone"
    assert code(change, AddSubnetIds=["subnet-0b0b0000000000001"]) == "InvalidParameter", "a subnet of the other VPC"
    assert code(change, AddSecurityGroupIds=["sg-0b0b0000000000def"]) == "InvalidGroup.NotFound"
    assert code(change, RemoveSecurityGroupIds=[own]) == "InvalidParameter", "no group is left"
    assert code(ec2.modify_vpc_endpoint, VpcEndpointId="vpce-0") == "InvalidVpcEndpointId.NotFound"
    assert change(AddSecurityGroupIds=[app], RemoveSecurityGroupIds=[own]) is True
    assert look() == ("available", private, [app]), "groups change at once"
    assert change(RemoveSubnetIds=[private]) is True
    assert code(change, AddSubnetIds=[isolated]) == "OperationNotPermitted", "it is on its way"
    assert [look()[0], look()[0]] == ["pending", "available"]
    assert change(AddSubnetIds=[isolated]) is True
    assert look()[0] == "pending"


def test_services_answer_at_their_own_addresses(sandbox):
    apprunner = sandbox.client("apprunner", VIRGINIA)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(host, path="/"):
        request = urllib.request.Request(sandbox.url + path, headers={"Host": host})
        try:
            with opener.open(request) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    services = {service["ServiceName"]: service for service in apprunner.list_services()["ServiceSummaryList"]}
    running = next(one for one in services.values() if one["Status"] == "RUNNING" and one["ServiceUrl"])
    assert ask(running["ServiceUrl"]) == (200, f"Hello from {running['ServiceName']}!")
    assert ask("nobody.us-east-1.awsapprunner.com")[0] == 404
    paused = next(one for one in services.values() if one["Status"] == "PAUSED")
    assert ask(paused["ServiceUrl"])[0] == 404
    assert ask("example.com")[0] == 403, "no service's address, and not signed either"


def decisions(iam, source, actions, resources=None) -> dict:
    named = {"ResourceArns": resources} if resources else {}
    results = iam.simulate_principal_policy(PolicySourceArn=source, ActionNames=actions, **named)["EvaluationResults"]
    return {(result["EvalActionName"], result["EvalResourceName"][-6:]): result["EvalDecision"] for result in results}


def test_what_a_role_may_do(sandbox):
    iam = sandbox.client("iam")
    reports = f"arn:aws:iam::{ACCOUNT}:role/acme-reports-instance-role"
    database, stripe = (f"arn:aws:secretsmanager:{TOKYO}:{ACCOUNT}:secret:shop/{name}"
                        for name in ("database-K3tY9a", "stripe-api-key-Wq81Lm"))
    read = "secretsmanager:GetSecretValue"
    assert decisions(iam, reports, [read, "secretsmanager:ListSecrets"], [database, stripe]) == {
        (read, "K3tY9a"): "allowed", (read, "Wq81Lm"): "explicitDeny",
        ("secretsmanager:ListSecrets", "K3tY9a"): "implicitDeny",
        ("secretsmanager:ListSecrets", "Wq81Lm"): "explicitDeny",
    }
    assert decisions(iam, reports, ["kms:Decrypt", read]) == {("kms:Decrypt", "*"): "implicitDeny", (read, "*"): "implicitDeny"}
    parameter = f"arn:aws:ssm:{TOKYO}:{ACCOUNT}:parameter/shop/session-key"
    assert set(decisions(iam, reports, ["ssm:GetParameters"], [parameter]).values()) == {"allowed"}
    answer = iam.simulate_principal_policy(PolicySourceArn=reports, ActionNames=[read], ResourceArns=[database])
    (matched,) = answer["EvaluationResults"][0]["MatchedStatements"]
    assert (matched["SourcePolicyId"], matched["SourcePolicyType"]) == ("reports", "role")
    access = f"arn:aws:iam::{ACCOUNT}:role/acme-apprunner-ecr-access"
    assert set(decisions(iam, access, ["ecr:BatchGetImage", "ecr:DescribeImages"]).values()) == {"allowed"}
    document = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "NotAction": "iam:*", "NotResource": stripe}}
    name = "acme-nightly-report"
    iam.put_role_policy(RoleName=name, PolicyName="all-but", PolicyDocument=json.dumps(document))
    role = f"arn:aws:iam::{ACCOUNT}:role/{name}"
    assert decisions(iam, role, [read, "iam:PassRole"], [database, stripe]) == {
        (read, "K3tY9a"): "allowed", (read, "Wq81Lm"): "implicitDeny",
        ("iam:PassRole", "K3tY9a"): "implicitDeny", ("iam:PassRole", "Wq81Lm"): "implicitDeny",
    }
    iam.delete_role_policy(RoleName=name, PolicyName="all-but")
    assert code(decisions, iam, role + "s", [read]) == "NoSuchEntity"
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/{name}/me"
    assert code(decisions, iam, session, [read]) == "InvalidInput"
    pages = iam.get_paginator("simulate_principal_policy").paginate(
        PolicySourceArn=reports, ActionNames=[read, "s3:GetObject", "sqs:SendMessage"], PaginationConfig={"PageSize": 2})
    assert [len(page["EvaluationResults"]) for page in pages] == [2, 1]


def test_what_the_caller_may_not_do(sandbox):
    iam = sandbox.client("iam")
    me = sandbox.client("sts").get_caller_identity()["Arn"]
    actions = ["apprunner:CreateService", "iam:PassRole"]
    assert set(decisions(iam, me, actions).values()) == {"allowed"}
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:Pass*", "Resource": "*"}]}
    iam.put_user_policy(UserName="sandbox", PolicyName="no-passing", PolicyDocument=json.dumps(document))
    assert decisions(iam, me, actions)["iam:PassRole", "*"] == "explicitDeny"
    iam.delete_user_policy(UserName="sandbox", PolicyName="no-passing")


def test_a_trust_is_corrected(sandbox):
    iam = sandbox.client("iam")
    name = "acme-reports-instance-role"
    trust = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    assert trust["Statement"][0]["Principal"]["Service"] == "tasks.apprunner.aws.com"
    trust["Statement"][0]["Principal"]["Service"] = "tasks.apprunner.amazonaws.com"
    iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(trust))
    assert iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"] == trust
    for wrong in ("not json", "{}", "[]"):
        asked = {"RoleName": name, "PolicyDocument": wrong}
        assert code(iam.update_assume_role_policy, **asked) == "MalformedPolicyDocument"
    assert code(iam.update_assume_role_policy, RoleName="no-one", PolicyDocument=json.dumps(trust)) == "NoSuchEntity"
    assert iam.list_role_policies(RoleName=name)["PolicyNames"] == ["reports"]
    inline = iam.get_role_policy(RoleName=name, PolicyName="reports")["PolicyDocument"]
    assert len(inline["Statement"]) == 3
    assert iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"] == []
    for ask in (iam.list_role_policies, iam.list_attached_role_policies):
        assert code(ask, RoleName="no-one") == "NoSuchEntity"
    assert code(iam.get_role_policy, RoleName=name, PolicyName="none") == "NoSuchEntity"


def test_what_an_image_listens_on(sandbox):
    ecr = sandbox.client("ecr", "eu-west-3")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def manifest(repository, **image):
        answer = ecr.batch_get_image(repositoryName=repository, imageIds=[image])
        (found,) = answer["images"]
        told = json.loads(found["imageManifest"])
        assert told["mediaType"] == found["imageManifestMediaType"]
        return told

    def config(repository, **image):
        digest = manifest(repository, **image)["config"]["digest"]
        url = ecr.get_download_url_for_layer(repositoryName=repository, layerDigest=digest)["downloadUrl"]
        assert url.startswith(sandbox.url), "never off this machine"
        with opener.open(url, timeout=10) as answer:
            return json.load(answer)

    def told(config):
        return config["os"], config["architecture"], list(config["config"]["ExposedPorts"])

    flask = config("my-flask-app", imageTag="latest")
    assert told(flask) == ("linux", "amd64", ["5000/tcp"]) and flask["config"]["Cmd"] == ["python", "app.py"]
    orders = config("orders-api", imageTag="1.3.0")
    assert told(orders) == ("linux", "amd64", ["8080/tcp"])
    assert orders["config"]["Entrypoint"] == ["docker-entrypoint.sh", "node"]
    assert told(config("team-platform/customer-notification-service", imageTag="production"))[2] == ["3000/tcp"]
    (part,) = manifest("my-flask-app", imageTag="arm64")["manifests"]
    assert part["platform"] == {"architecture": "arm64", "os": "linux"}
    assert told(config("my-flask-app", imageDigest=part["digest"])) == ("linux", "arm64", ["5000/tcp"])
    parts = manifest("my-flask-app", imageTag="multi-arch")["manifests"]
    told_by_parts = [told(config("my-flask-app", imageDigest=part["digest"]))[1] for part in parts]
    assert told_by_parts == [part["platform"]["architecture"] for part in parts] == ["amd64", "arm64"]
    none = {"repositoryName": "my-flask-app", "layerDigest": "sha256:" + "0" * 64}
    assert code(ecr.get_download_url_for_layer, **none) == "LayersNotFoundException"
    assert code(ecr.get_download_url_for_layer, **(none | {"repositoryName": "no"})) == "RepositoryNotFoundException"
    layer = manifest("my-flask-app", imageTag="v1")["layers"][0]["digest"]
    url = ecr.get_download_url_for_layer(repositoryName="my-flask-app", layerDigest=layer)["downloadUrl"]
    with pytest.raises(urllib.error.HTTPError) as caught:
        opener.open(url, timeout=10)
    with caught.value as error:
        assert error.code == 404, "layers themselves are not kept"
