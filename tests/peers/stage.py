"""Sets the stage on moto, which nobody here wrote, and then has it check policies as IAM does. Prints the keys."""

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
for role, actions in [("reader", ["iam:ListRoles", "sts:AssumeRole"]), ("deployer", ["sts:AssumeRole"])]:
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))
    iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=may(actions))
keys = {}
for user, actions in [("alice", ["sts:AssumeRole", "sts:GetSessionToken", "iam:*"]), ("bob", ["s3:ListAllMyBuckets"])]:
    iam.create_user(UserName=user)
    iam.put_user_policy(UserName=user, PolicyName="own", PolicyDocument=may(actions))
    key = iam.create_access_key(UserName=user)["AccessKey"]
    keys[user] = [key["AccessKeyId"], key["SecretAccessKey"]]

# From here on every call is checked.
request = urllib.request.Request(f"{endpoint}/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"}, method="POST")
urllib.request.urlopen(request).close()
print(json.dumps(keys))
