"""Sets the stage on moto, which nobody here wrote, and then has it check policies as IAM does. Prints the keys and what
the network is made of."""

import json
import sys
import urllib.request

import boto3

endpoint = sys.argv[1]
place = {"endpoint_url": endpoint, "region_name": "us-east-1"}
iam = boto3.client("iam", aws_access_key_id="setup", aws_secret_access_key="setup", **place)
account = "arn:aws:iam::123456789012"


def may(actions, resource="*"):
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": resource}})


trust = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
}
for role, actions in [("reader", ["ec2:Describe*", "rds:Describe*", "iam:ListRoles", "sts:AssumeRole"]), ("deployer", ["sts:AssumeRole"])]:
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))
    iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=may(actions))
keys = {}
for user, actions in [("alice", ["sts:AssumeRole", "sts:GetSessionToken", "iam:*"]), ("bob", ["s3:ListAllMyBuckets"])]:
    iam.create_user(UserName=user)
    iam.put_user_policy(UserName=user, PolicyName="own", PolicyDocument=may(actions))
    key = iam.create_access_key(UserName=user)["AccessKey"]
    keys[user] = [key["AccessKeyId"], key["SecretAccessKey"]]

# The article's network: a public subnet with a NAT gateway, private ones behind it, a database that lets one group in.
ec2 = boto3.client("ec2", aws_access_key_id="setup", aws_secret_access_key="setup", **place)
rds = boto3.client("rds", aws_access_key_id="setup", aws_secret_access_key="setup", **place)
vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
public, private, isolated = (
    ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.7.{number}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"]["SubnetId"]
    for number, zone in [(0, "a"), (1, "a"), (2, "b")]
)
internet = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=internet, VpcId=vpc)
allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
nat = ec2.create_nat_gateway(SubnetId=public, AllocationId=allocation)["NatGateway"]["NatGatewayId"]
tables = {}
for subnet, target in [(public, {"GatewayId": internet}), (private, {"NatGatewayId": nat}), (isolated, None)]:
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    if target:
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
    tables[subnet] = table
ec2.create_vpc_endpoint(
    VpcEndpointType="Gateway", VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=[tables[isolated]]
)
app, database = (
    ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ["app", "database"]
)
ec2.authorize_security_group_ingress(
    GroupId=database,
    IpPermissions=[{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": app}]}],
)
rds.create_db_subnet_group(DBSubnetGroupName="both", DBSubnetGroupDescription="both", SubnetIds=[private, isolated])
rds.create_db_instance(
    DBInstanceIdentifier="orders", DBInstanceClass="db.t4g.small", Engine="postgres", MasterUsername="orders",
    MasterUserPassword="a-password-of-moto", AllocatedStorage=20, DBSubnetGroupName="both", Port=5432,
    VpcSecurityGroupIds=[database],
)
ec2.create_network_interface(
    SubnetId=isolated, Groups=[database], Description="ElastiCache orders-001", PrivateIpAddress="10.7.2.99"
)
rds.create_db_cluster(
    DBClusterIdentifier="ledger", Engine="aurora-postgresql", MasterUsername="ledger",
    MasterUserPassword="a-password-of-moto", DBSubnetGroupName="both", Port=5433, VpcSecurityGroupIds=[app],
)
rds.create_db_instance(
    DBInstanceIdentifier="ledger-1", DBClusterIdentifier="ledger", DBInstanceClass="db.r6g.large",
    Engine="aurora-postgresql", DBSubnetGroupName="both", Port=5433, VpcSecurityGroupIds=[app],
)
network = {"public": public, "private": private, "isolated": isolated, "app": app, "database": database}

# From here on every call is checked.
request = urllib.request.Request(f"{endpoint}/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"}, method="POST")
urllib.request.urlopen(request).close()
print(json.dumps({"keys": keys, "network": network}))
