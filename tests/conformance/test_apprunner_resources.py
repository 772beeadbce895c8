"""Everything of App Runner that is not a service: configurations, connectors, connections, ingress, domains."""

import pytest

from conftest import ACCOUNT, TOKYO, VIRGINIA, image_source, refused, start

PRIVATE_A = "subnet-0a11ce00000000011"
SHOP = "vpc-0a11ce00000054071"


def nobody(kind: str) -> str:
    return f"arn:aws:apprunner:{TOKYO}:{ACCOUNT}:{kind}/nobody/1/0123456789abcdef0123456789abcdef"


@pytest.fixture
def sandbox(tmp_path_factory):
    """One for each test: quotas and defaults are the account's."""
    yield from start(tmp_path_factory, "--pace", "instant")


@pytest.fixture
def client(sandbox):
    return sandbox.client("apprunner")


def pages(client, operation, member, **arguments):
    """All items by pages of two, and the refusal of a token that nobody gave out."""
    assert refused(client, operation, NextToken="made up", **arguments) == "InvalidRequestException"
    assert refused(client, operation, MaxResults=0, **arguments) == "InvalidRequestException"
    found, token = [], {}
    while True:
        page = getattr(client, operation)(MaxResults=2, **token, **arguments)
        assert len(page[member]) <= 2
        found += page[member]
        if "NextToken" not in page:
            return found
        token = {"NextToken": page["NextToken"]}


def service(client, name, **more):
    made = client.create_service(ServiceName=name, SourceConfiguration=image_source(), **more)["Service"]
    return client.describe_service(ServiceArn=made["ServiceArn"])["Service"]


def test_auto_scaling_configurations(client):
    make = client.create_auto_scaling_configuration
    arns = [
        make(AutoScalingConfigurationName=f"bursty-{number}", MaxConcurrency=50, Tags=[{"Key": "a", "Value": "b"}])[
            "AutoScalingConfiguration"
        ]["AutoScalingConfigurationArn"]
        for number in range(4)
    ]
    second = make(AutoScalingConfigurationName="bursty-0")["AutoScalingConfiguration"]
    assert (second["AutoScalingConfigurationRevision"], second["Latest"], second["MaxConcurrency"]) == (2, True, 100)
    first = client.describe_auto_scaling_configuration(AutoScalingConfigurationArn=arns[0])["AutoScalingConfiguration"]
    assert (first["Latest"], first["IsDefault"], first["HasAssociatedService"]) == (False, False, False)
    assert client.list_tags_for_resource(ResourceArn=arns[0])["Tags"] == [{"Key": "a", "Value": "b"}]
    member = "AutoScalingConfigurationSummaryList"
    assert len(pages(client, "list_auto_scaling_configurations", member)) == 5
    assert len(pages(client, "list_auto_scaling_configurations", member, LatestOnly=False)) == 6

    set_default = client.update_default_auto_scaling_configuration(AutoScalingConfigurationArn=arns[1])
    assert set_default["AutoScalingConfiguration"]["IsDefault"]
    uses = service(client, "default-user")
    assert uses["AutoScalingConfigurationSummary"]["AutoScalingConfigurationArn"] == arns[1]
    listed = pages(client, "list_services_for_auto_scaling_configuration", "ServiceArnList",
                   AutoScalingConfigurationArn=arns[1])
    assert listed == [uses["ServiceArn"]]
    for arn in (arns[1], nobody("autoscalingconfiguration")):
        code = refused(client, "delete_auto_scaling_configuration", AutoScalingConfigurationArn=arn)
        assert code == ("InvalidRequestException" if arn == arns[1] else "ResourceNotFoundException")
    gone = client.delete_auto_scaling_configuration(AutoScalingConfigurationArn=arns[0], DeleteAllRevisions=True)
    assert gone["AutoScalingConfiguration"]["Status"] == "INACTIVE"
    assert gone["AutoScalingConfiguration"]["DeletedAt"]
    for operation in ("describe", "update_default"):
        code = refused(client, f"{operation}_auto_scaling_configuration",
                       AutoScalingConfigurationArn=nobody("autoscalingconfiguration"))
        assert code == "ResourceNotFoundException"
    for number in range(7):
        make(AutoScalingConfigurationName=f"more-{number}")
    assert refused(client, "create_auto_scaling_configuration", AutoScalingConfigurationName="more-7") == (
        "ServiceQuotaExceededException"
    )


def test_observability_configurations(client):
    trace = {"Vendor": "AWSXRAY"}
    make = client.create_observability_configuration
    arns = [
        make(ObservabilityConfigurationName=f"traces-{number}", TraceConfiguration=trace)["ObservabilityConfiguration"][
            "ObservabilityConfigurationArn"
        ]
        for number in range(3)
    ]
    listed = pages(client, "list_observability_configurations", "ObservabilityConfigurationSummaryList")
    assert {item["ObservabilityConfigurationName"] for item in listed} == {
        "DefaultConfiguration", "traces-0", "traces-1", "traces-2",
    }
    described = client.describe_observability_configuration(ObservabilityConfigurationArn=arns[0])
    assert described["ObservabilityConfiguration"]["TraceConfiguration"] == trace
    tracing = {"ObservabilityEnabled": True, "ObservabilityConfigurationArn": arns[0]}
    service(client, "traced", ObservabilityConfiguration=tracing)
    delete = "delete_observability_configuration"
    assert refused(client, delete, ObservabilityConfigurationArn=arns[0]) == "InvalidRequestException"
    assert refused(client, delete, ObservabilityConfigurationArn=nobody("observabilityconfiguration")) == (
        "ResourceNotFoundException"
    )
    gone = client.delete_observability_configuration(ObservabilityConfigurationArn=arns[1])
    assert gone["ObservabilityConfiguration"]["Status"] == "INACTIVE"
    assert refused(client, "create_observability_configuration", ObservabilityConfigurationName="x") == (
        "InvalidRequestException"
    )


def test_vpc_connectors(client):
    make = client.create_vpc_connector
    arns = []
    for number in range(3):
        made = make(VpcConnectorName=f"connector-{number}", Subnets=[f"{PRIVATE_A[:-1]}{number + 1}"])["VpcConnector"]
        arns.append(made["VpcConnectorArn"])
        assert (made["Status"], made["VpcConnectorRevision"], len(made["SecurityGroups"])) == ("ACTIVE", 1, 1)
    assert len(pages(client, "list_vpc_connectors", "VpcConnectors")) == 3
    assert client.describe_vpc_connector(VpcConnectorArn=arns[0])["VpcConnector"]["Subnets"] == [PRIVATE_A]
    egress = {"EgressConfiguration": {"EgressType": "VPC", "VpcConnectorArn": arns[0]}}
    service(client, "connected", NetworkConfiguration=egress)
    assert refused(client, "delete_vpc_connector", VpcConnectorArn=arns[0]) == "InvalidRequestException"
    assert refused(client, "delete_vpc_connector", VpcConnectorArn=nobody("vpcconnector")) == (
        "ResourceNotFoundException"
    )
    assert refused(client, "describe_vpc_connector", VpcConnectorArn=nobody("vpcconnector")) == (
        "ResourceNotFoundException"
    )
    assert client.delete_vpc_connector(VpcConnectorArn=arns[1])["VpcConnector"]["Status"] == "INACTIVE"
    for wrong in ({"Subnets": []}, {"Subnets": ["subnet-1"]}, {"Subnets": [PRIVATE_A], "SecurityGroups": ["sg-1"]}):
        assert refused(client, "create_vpc_connector", VpcConnectorName="wrong", **wrong) == "InvalidRequestException"


def test_connections_and_code(sandbox, client):
    made = client.create_connection(ConnectionName="github-1", ProviderType="GITHUB")["Connection"]
    assert made["Status"] == "PENDING_HANDSHAKE"
    for number in (2, 3):
        client.create_connection(ConnectionName=f"github-{number}", ProviderType="BITBUCKET")
    assert len(pages(client, "list_connections", "ConnectionSummaryList")) == 3
    code = {
        "RepositoryUrl": "https://github.com/example/app",
        "SourceCodeVersion": {"Type": "BRANCH", "Value": "main"},
        "CodeConfiguration": {"ConfigurationSource": "REPOSITORY"},
    }
    source = {"CodeRepository": code, "AuthenticationConfiguration": {"ConnectionArn": made["ConnectionArn"]}}
    new = {"ServiceName": "from-code", "SourceConfiguration": source}
    assert refused(client, "create_service", **new) == "InvalidRequestException"
    assert [item["kind"] for item in sandbox.control()["waiting"]] == ["handshake"] * 3
    sandbox.control(finish={"region": TOKYO, "arn": made["ConnectionArn"]})
    found = client.list_connections(ConnectionName="github-1")["ConnectionSummaryList"]
    assert [item["Status"] for item in found] == ["AVAILABLE"]
    arn = client.create_service(**new)["Service"]["ServiceArn"]
    described = client.describe_service(ServiceArn=arn)["Service"]
    assert (described["Status"], described["SourceConfiguration"]["AutoDeploymentsEnabled"]) == ("RUNNING", True)
    assert refused(client, "delete_connection", ConnectionArn=made["ConnectionArn"]) == "InvalidRequestException"
    assert refused(client, "delete_connection", ConnectionArn=nobody("connection")) == "ResourceNotFoundException"
    assert refused(client, "create_connection", ConnectionName="github-1", ProviderType="GITHUB") == (
        "InvalidRequestException"
    )
    other = client.list_connections(ConnectionName="github-2")["ConnectionSummaryList"][0]["ConnectionArn"]
    assert client.delete_connection(ConnectionArn=other)["Connection"]["Status"] == "DELETED"


def endpoint(sandbox):
    made = sandbox.client("ec2").create_vpc_endpoint(
        PrivateDnsEnabled=False,
        VpcEndpointType="Interface", VpcId=SHOP, ServiceName=f"com.amazonaws.{TOKYO}.apprunner.requests",
        SubnetIds=[PRIVATE_A],
    )
    return made["VpcEndpoint"]["VpcEndpointId"]


def test_vpc_ingress_connections(sandbox, client):
    place = {"VpcId": SHOP, "VpcEndpointId": endpoint(sandbox)}
    private = {"IngressConfiguration": {"IsPubliclyAccessible": False}}
    arns = []
    for number in range(3):
        inside = service(client, f"inside-{number}", NetworkConfiguration=private)["ServiceArn"]
        made = client.create_vpc_ingress_connection(
            ServiceArn=inside, VpcIngressConnectionName=f"door-{number}", IngressVpcConfiguration=place,
            Tags=[{"Key": "plan", "Value": "p-1"}],
        )["VpcIngressConnection"]
        assert made["Status"] == "PENDING_CREATION"
        arns.append((inside, made["VpcIngressConnectionArn"]))
    listed = pages(client, "list_vpc_ingress_connections", "VpcIngressConnectionSummaryList",
                   Filter={"VpcEndpointId": place["VpcEndpointId"]})
    assert [item["ServiceArn"] for item in listed] == [inside for inside, _ in arns]
    inside, arn = arns[0]
    described = client.describe_vpc_ingress_connection(VpcIngressConnectionArn=arn)["VpcIngressConnection"]
    assert (described["Status"], described["AccountId"]) == ("AVAILABLE", ACCOUNT)
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "plan", "Value": "p-1"}]
    again = {"ServiceArn": inside, "VpcIngressConnectionName": "another", "IngressVpcConfiguration": place}
    assert refused(client, "create_vpc_ingress_connection", **again) == "ServiceQuotaExceededException"
    moved = {"VpcId": SHOP, "VpcEndpointId": endpoint(sandbox)}
    update = client.update_vpc_ingress_connection(VpcIngressConnectionArn=arn, IngressVpcConfiguration=moved)
    assert update["VpcIngressConnection"]["Status"] == "PENDING_UPDATE"
    wrong = {"VpcId": SHOP, "VpcEndpointId": "vpce-1"}
    assert refused(client, "update_vpc_ingress_connection", VpcIngressConnectionArn=arn,
                   IngressVpcConfiguration=wrong) == "InvalidRequestException"
    assert refused(client, "delete_service", ServiceArn=inside) == "InvalidStateException"
    assert client.delete_vpc_ingress_connection(VpcIngressConnectionArn=arn)["VpcIngressConnection"]["Status"] == (
        "PENDING_DELETION"
    )
    described = client.describe_vpc_ingress_connection(VpcIngressConnectionArn=arn)["VpcIngressConnection"]
    assert described["Status"] == "DELETED" and described["DeletedAt"]
    unknown = {"VpcIngressConnectionArn": nobody("vpcingressconnection")}
    for operation in ("describe", "delete"):
        assert refused(client, f"{operation}_vpc_ingress_connection", **unknown) == "ResourceNotFoundException"
    assert refused(client, "update_vpc_ingress_connection", IngressVpcConfiguration=place, **unknown) == (
        "ResourceNotFoundException"
    )


def test_custom_domains(sandbox, client):
    arn = service(client, "with-domains")["ServiceArn"]
    made = client.associate_custom_domain(ServiceArn=arn, DomainName="shop.example.com", EnableWWWSubdomain=False)
    assert made["CustomDomain"]["Status"] == "CREATING"
    for name in ("a.example.net", "b.example.net", "*.example.net"):
        client.associate_custom_domain(ServiceArn=arn, DomainName=name)
    assert len(pages(client, "describe_custom_domains", "CustomDomains", ServiceArn=arn)) == 4
    domain = client.describe_custom_domains(ServiceArn=arn)["CustomDomains"][0]
    records = domain["CertificateValidationRecords"]
    assert [record["Status"] for record in records] == ["PENDING_VALIDATION"]
    change = {"Action": "UPSERT", "ResourceRecordSet": {
        "Name": records[0]["Name"], "Type": "CNAME", "TTL": 300, "ResourceRecords": [{"Value": records[0]["Value"]}]}}
    sandbox.client("route53").change_resource_record_sets(
        HostedZoneId="Z0SANDBOX00000000001", ChangeBatch={"Changes": [change]}
    )
    seen = [client.describe_custom_domains(ServiceArn=arn)["CustomDomains"][0]["Status"] for _ in range(2)]
    assert seen == ["BINDING_CERTIFICATE", "ACTIVE"]
    sandbox.control(finish={"region": TOKYO, "id": "a.example.net"})
    assert client.describe_custom_domains(ServiceArn=arn)["CustomDomains"][1]["Status"] == "ACTIVE"
    gone = client.disassociate_custom_domain(ServiceArn=arn, DomainName="shop.example.com")
    assert gone["CustomDomain"]["Status"] == "DELETING"
    unlink = "disassociate_custom_domain"
    assert refused(client, unlink, ServiceArn=arn, DomainName="shop.example.com") == "ResourceNotFoundException"
    assert refused(client, unlink, ServiceArn=nobody("service"), DomainName="x.example.com") == (
        "ResourceNotFoundException"
    )
    link = "associate_custom_domain"
    assert refused(client, link, ServiceArn=arn, DomainName="with space") == "InvalidRequestException"
    client.pause_service(ServiceArn=arn)
    client.describe_service(ServiceArn=arn)
    assert refused(client, link, ServiceArn=arn, DomainName="c.example.net") == "InvalidStateException"


def test_every_operation_of_the_model_is_there(client):
    """Nothing is asked for, and nothing says that it does not know the operation."""
    for name in client.meta.service_model.operation_names:
        shape = client.meta.service_model.operation_model(name).input_shape
        method = next(key for key, value in client.meta.method_to_api_mapping.items() if value == name)
        if shape.required_members:
            assert refused(client, method) == "InvalidRequestException", name
        else:
            getattr(client, method)()


def test_the_controls(sandbox, client):
    assert sandbox.control() == {
        "pace": "instant", "closed_account": False, "two_services": False, "faults": [], "waiting": [],
    }
    assert sandbox.control(closed_account=True)["closed_account"]
    assert refused(client, "list_services") == "SubscriptionRequiredException"
    assert sandbox.control(closed_account=False, pace="reads:1", two_services=True)["pace"] == "reads:1"
    for name in ("first", "second"):
        service(client, name)
    new = {"ServiceName": "third", "SourceConfiguration": image_source()}
    assert refused(client, "create_service", **new) == "InvalidRequestException"
    fault = {"service": "apprunner", "operation": "ListServices", "kind": "throttle", "times": 1}
    assert sandbox.control(fault=fault)["faults"][0]["left"] == 1
    assert refused(client, "list_services") == "ThrottlingException"
    sandbox.control(fault=fault | {"kind": "internal"})
    assert refused(client, "list_services") == "InternalServiceErrorException"
    after = sandbox.control(reset=True)
    assert (after["two_services"], after["pace"]) == (False, "reads:1")
    assert client.list_services()["ServiceSummaryList"] == []
    assert sandbox.client("apprunner", VIRGINIA).list_services()["ServiceSummaryList"]
    for wrong in ({"pace": "fast"}, {"unknown": 1}, {"finish": {"region": TOKYO, "id": "nothing"}}):
        with pytest.raises(OSError):
            sandbox.control(**wrong)
