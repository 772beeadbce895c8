//! The kinds of profiles that have no journey of their own: each is opened by its name in the window.

use super::*;
use ard_tests::{CONTAINER, Metadata};

const PROFILES: &str = "[default]\naws_access_key_id = AKIASANDBOXSANDBOX12\naws_secret_access_key = sandbox\nHERE\
    [profile legacy]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = us-east-1\n\
    sso_account_id = 123456789012\nsso_role_name = ReadOnlyAccess\nHERE\
    [profile chain]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nsource_profile = default\nHERE\
    [profile token]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nweb_identity_token_file = ~/token\nHERE\
    [profile login]\nlogin_session = arn:aws:iam::123456789012:user/alice\nHERE\
    [profile machine]\nrole_arn = arn:aws:iam::123456789012:role/deployer\ncredential_source = Ec2InstanceMetadata\nHERE\
    [profile task]\nrole_arn = arn:aws:iam::123456789012:role/deployer\ncredential_source = EcsContainer\nHERE";

/// What `aws login` leaves behind, kept by the AWS CLI's own library.
const LOGIN: &str = r#"
import os, botocore.utils
directory = os.path.expanduser("~/.aws/login/cache")
os.makedirs(directory)
cache = botocore.utils.JSONFileCache(directory)
botocore.utils.LoginTokenLoader(cache).save_token("arn:aws:iam::123456789012:user/alice", {
    "accessToken": {"accessKeyId": "ASIALOGIN00000000000", "secretAccessKey": "s", "sessionToken": "t",
                    "accountId": "123456789012", "expiresAt": "2099-01-01T00:00:00Z"},
    "tokenType": "aws_sigv4", "clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "r",
    "idToken": "i", "dpopKey": "-----BEGIN EC PRIVATE KEY-----\nnot asked for\n-----END EC PRIVATE KEY-----\n",
})
"#;

#[tokio::test]
async fn every_kind_of_profile_opens() {
    let sandbox = LoopbackSandbox::start(&["--pace", "seconds:2"]).await.unwrap();
    let metadata = Metadata::start().await.unwrap();
    let mut home = Home::new().unwrap();
    home.browses().unwrap();
    let here = format!("region = us-east-1\nendpoint_url = {}\n", sandbox.url);
    home.aws_config(&PROFILES.replace("HERE", &here)).unwrap();
    std::fs::write(home.aws_file("../token"), "a.b.c\n").unwrap();
    credentials::foreign(&home, &["-c", LOGIN]);
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT00000"),
        ("AWS_SECRET_ACCESS_KEY", "s"),
        ("AWS_ENDPOINT_URL", &sandbox.url),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &metadata.url),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &format!("{}{CONTAINER}", metadata.url)),
    ] {
        home.set(name, value);
    }
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("storefront").await.unwrap();
    for (name, needs, who) in [
        ("chain", None, "assumed-role/deployer/app-runner-desktop"),
        ("token", None, "assumed-role/deployer/app-runner-desktop"),
        ("machine", None, "assumed-role/deployer/app-runner-desktop"),
        ("task", None, "assumed-role/deployer/app-runner-desktop"),
        ("login", None, ":user/"),
        ("Environment", None, ":user/"),
        ("legacy", Some("Sign in"), "AWSReservedSSO_ReadOnlyAccess"),
    ] {
        hand.keys(&format!("{0}k{0}", journey::CONTROL)).await.unwrap();
        hand.see("Switch profile").await.unwrap();
        hand.keys(name).await.unwrap();
        hand.see("1 match").await.unwrap();
        hand.keys(&journey::ENTER.to_string()).await.unwrap();
        hand.see("Region for").await.unwrap();
        hand.keys(&journey::ENTER.to_string()).await.unwrap();
        hand.see_no_more("Region for").await.unwrap();
        if let Some(button) = needs {
            hand.press(button).await.unwrap();
        }
        hand.see("storefront").await.unwrap_or_else(|reason| panic!("{name}: {reason}"));
        hand.press("Identity: 123456789012").await.unwrap();
        hand.see(who).await.unwrap_or_else(|reason| panic!("{name}: {reason}"));
        hand.keys(&journey::ESCAPE.to_string()).await.unwrap();
    }
    desk.close().await.unwrap();
}
