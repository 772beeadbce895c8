//! Profiles of every kind, by hand in the real window, against a sandbox on loopback.

use super::*;

const KEYS: &str = "aws_access_key_id = AKIASANDBOXSANDBOX12\naws_secret_access_key = sandbox\n";

/// A home whose profiles all ask the sandbox; `ENDPOINT` stands for where that is.
pub(crate) async fn with(config: &str) -> (LoopbackSandbox, Home) {
    let sandbox = LoopbackSandbox::start(&["--pace", "seconds:2"]).await.unwrap();
    let home = Home::new().unwrap();
    home.browses().unwrap();
    home.aws_config(&config.replace("ENDPOINT", &sandbox.url)).unwrap();
    (sandbox, home)
}

pub(crate) const SSO: &str = "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://acme.awsapps.com/start\n\
    sso_registration_scopes = sso:account:access\n\
    [default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ReadOnlyAccess\n\
    region = ap-northeast-1\nendpoint_url = ENDPOINT\n";

#[tokio::test]
async fn one_signs_in_by_the_browser() {
    let (_sandbox, home) = with(SSO).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("Sign in to IAM Identity Center in your browser").await.unwrap();
    hand.picture("sign-in-needed").await.unwrap();
    hand.press("Sign in").await.unwrap();
    hand.see("No services in").await.unwrap();
    hand.see("123456789012").await.unwrap();
    hand.picture("signed-in").await.unwrap();
    let opened = home.opened();
    assert!(opened[0].contains("/authorize?response_type=code"), "{opened:?}");
    // The AWS CLI finds the token where it looks for it.
    assert_eq!(std::fs::read_dir(home.aws_file("sso/cache")).unwrap().count(), 1);
    desk.close().await.unwrap();
}

/// The AWS CLI's own library signs in by a code and keeps the token where the AWS CLI does.
const SIGN_IN: &str = r#"
import datetime, os, sys, time, urllib.request, botocore.session, botocore.utils
oidc = botocore.session.Session().create_client("sso-oidc", region_name="us-east-1", endpoint_url=sys.argv[1])
grants = ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]
client = oidc.register_client(clientName="cli", clientType="public", scopes=["sso:account:access"], grantTypes=grants)
known = {name: client[name] for name in ("clientId", "clientSecret")}
device = oidc.start_device_authorization(startUrl="https://acme.awsapps.com/start", **known)
urllib.request.urlopen(device["verificationUriComplete"], timeout=10).read()
given = oidc.create_token(grantType=grants[0], deviceCode=device["deviceCode"], **known)
def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
cache = botocore.utils.JSONFileCache(os.path.expanduser("~/.aws/sso/cache"))
botocore.utils.SSOTokenLoader(cache).save_token("https://acme.awsapps.com/start", {
    "startUrl": "https://acme.awsapps.com/start", "region": "us-east-1", **known,
    "accessToken": given["accessToken"], "refreshToken": given["refreshToken"],
    "expiresAt": moment(time.time() + given["expiresIn"]),
    "registrationExpiresAt": moment(client["clientSecretExpiresAt"]),
}, session_name="corp")
"#;

/// A program of the AWS CLI's Python, at home.
pub(crate) fn foreign_command(home: &Home, arguments: &[&str]) -> std::process::Command {
    let python =
        std::env::var("ARD_PYTHON").unwrap_or_else(|_| panic!("ARD_PYTHON names the Python that has the AWS CLI"));
    let mut command = std::process::Command::new(python);
    command.args(arguments).env_clear().envs(home.environment(":0", ENGLISH)).env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

/// Runs one, and answers what it said.
pub(crate) fn foreign(home: &Home, arguments: &[&str]) -> String {
    let output = foreign_command(home, arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn a_sign_in_is_shared_with_the_aws_cli() {
    // Made here, it works there.
    let (_sandbox, home) = with(SSO).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("Sign in").await.unwrap();
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();
    let said = foreign(&home, &["-m", "awscli", "sts", "get-caller-identity", "--profile", "default"]);
    assert!(said.contains("AWSReservedSSO_ReadOnlyAccess"), "{said}");

    // Made there, it works here.
    let (sandbox, home) = with(SSO).await;
    foreign(&home, &["-c", SIGN_IN, &sandbox.url]);
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    assert_eq!(home.opened(), Vec::<String>::new());
    desk.close().await.unwrap();
}

#[tokio::test]
async fn one_signs_in_by_a_code_and_out_again() {
    let (_sandbox, home) = with(&SSO.replace("acme.", "acme-slow.")).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("Sign in").await.unwrap();
    hand.press("Use a code instead").await.unwrap();
    hand.see("Go on there only if the page shows exactly this code").await.unwrap();
    hand.picture("sign-in-by-code").await.unwrap();
    hand.see_later("No services in").await.unwrap();
    hand.press("Identity: 123456789012").await.unwrap();
    hand.choose_item("Sign out").await.unwrap();
    hand.see("Sign out of IAM Identity Center?").await.unwrap();
    hand.press_last("Sign out").await.unwrap();
    hand.see("Sign in to IAM Identity Center in your browser").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn roles_become_profiles_by_keyboard_alone() {
    let (sandbox, home) = with(SSO).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("Sign in to IAM Identity Center in your browser").await.unwrap();
    enter(&hand, "Sign in").await;
    hand.see("No services in").await.unwrap();
    enter(&hand, "Profiles").await;
    hand.see("Used by").await.unwrap();
    enter(&hand, "Accounts and roles of corp").await;
    for account in ["acme-production", "acme-sandbox"] {
        hand.see(account).await.unwrap();
        enter(&hand, account).await;
        hand.see("AdministratorAccess").await.unwrap();
        hand.tab_to("AdministratorAccess").await.unwrap();
        hand.keys(" ").await.unwrap();
        // The next account's roles are those that are asked for next.
        enter(&hand, account).await;
    }
    hand.picture("roles-by-keyboard").await.unwrap();
    enter(&hand, "Create 2 profiles").await;
    hand.see("Profile name for AdministratorAccess in acme-production").await.unwrap();
    enter(&hand, "Show changes").await;
    hand.see("[profile acme-sandbox-AdministratorAccess]").await.unwrap();
    hand.picture("roles-diff").await.unwrap();
    enter(&hand, "Write").await;
    hand.see("2 profiles were written").await.unwrap();
    desk.close().await.unwrap();
    for named in ["acme-production-AdministratorAccess", "acme-sandbox-AdministratorAccess"] {
        let mut asking = foreign_command(&home, &["-m", "awscli", "sts", "get-caller-identity", "--profile", named]);
        let said = asking.env("AWS_ENDPOINT_URL", &sandbox.url).output().unwrap();
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.contains("AWSReservedSSO_AdministratorAccess"), "{said}");
    }
}

#[tokio::test]
async fn a_refused_sign_in_leaves_a_way_on() {
    let (_sandbox, home) = with(&SSO.replace("acme.", "acme-denied.")).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("Sign in").await.unwrap();
    hand.see("Try again").await.unwrap();
    hand.picture("sign-in-refused").await.unwrap();
    hand.press("Cancel").await.unwrap();
    hand.see("Sign in to IAM Identity Center in your browser").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_role_is_taken_with_the_code_of_a_device() {
    let config = format!(
        "[profile keys]\n{KEYS}endpoint_url = ENDPOINT\n\
         [default]\nrole_arn = arn:aws:iam::123456789012:role/ops-admin\nsource_profile = keys\n\
         mfa_serial = arn:aws:iam::123456789012:mfa/alice\nregion = ap-northeast-1\nendpoint_url = ENDPOINT\n"
    );
    let (_sandbox, home) = with(&config).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("Enter code").await.unwrap();
    hand.see("The six digits that the device shows now").await.unwrap();
    hand.write("MFA code", "000000").await.unwrap();
    hand.press("Continue").await.unwrap();
    hand.picture("code-refused").await.unwrap();
    hand.write("MFA code", "123 456").await.unwrap();
    hand.press("Continue").await.unwrap();
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_program_is_run_after_one_agreed() {
    let command = r#"printf '{"Version": 1, "AccessKeyId": "AKIASANDBOXSANDBOX12", "SecretAccessKey": "sandbox"}'"#;
    let config =
        format!("[default]\ncredential_process = {command}\nregion = ap-northeast-1\nendpoint_url = ENDPOINT\n");
    let (_sandbox, home) = with(&config).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.press("Review the program").await.unwrap();
    hand.see("It is run with your rights on this computer").await.unwrap();
    hand.picture("program").await.unwrap();
    hand.press("Allow this program").await.unwrap();
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();

    // What was agreed to is remembered.
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn production_is_changed_only_after_it_was_unlocked() {
    let home = Home::new().unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Identity: 123456789012").await.unwrap();
    hand.choose_item("Mark this account or profile").await.unwrap();
    hand.choose("Production").await.unwrap();
    hand.choose("Red").await.unwrap();
    hand.write("Account name", "shop-production").await.unwrap();
    hand.picture("mark").await.unwrap();
    hand.press("Save").await.unwrap();
    hand.see("Production – locked").await.unwrap();
    journey::configure(&hand, "5000").await.unwrap();
    journey::review(&hand).await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see("production").await.unwrap();
    hand.picture("production-locked").await.unwrap();
    hand.press("Unlock production").await.unwrap();
    hand.write("To confirm, type the account ID or its name", "shop-production").await.unwrap();
    hand.press_last("Unlock").await.unwrap();
    hand.see("Production – unlocked for").await.unwrap();
    hand.press("Create & deploy").await.unwrap();
    hand.see_later(&format!("{NAME} is running")).await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn profiles_are_found_and_switched_by_keyboard_alone() {
    let config = format!(
        "[default]\n{KEYS}region = ap-northeast-1\nendpoint_url = ENDPOINT\n\
         [profile warehouse]\nrole_arn = arn:aws:iam::123456789012:role/deployer\nsource_profile = default\n\
         region = us-east-1\nendpoint_url = ENDPOINT\n[profile broken]\nrole_arn = x\n"
    );
    let (_sandbox, home) = with(&config).await;
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.keys(&format!("{0}k{0}", journey::CONTROL)).await.unwrap();
    hand.see("Switch profile").await.unwrap();
    hand.keys("wareh").await.unwrap();
    hand.see("1 match").await.unwrap();
    hand.picture("switcher").await.unwrap();
    hand.keys(&journey::ENTER.to_string()).await.unwrap();
    hand.see("Region for warehouse").await.unwrap();
    hand.keys(&journey::ENTER.to_string()).await.unwrap();
    hand.see_no_more("Region for warehouse").await.unwrap();
    hand.see("storefront").await.unwrap();
    desk.close().await.unwrap();
}

#[tokio::test]
async fn a_profile_is_made_after_every_line_of_it_was_seen() {
    let config = format!("# mine\n[default]\n{KEYS}region = ap-northeast-1\nendpoint_url = ENDPOINT\n");
    let (_sandbox, home) = with(&config).await;
    let before = std::fs::read_to_string(home.aws_file("config")).unwrap();
    let (desk, hand) = open(&home, ENGLISH).await;
    hand.see("No services in").await.unwrap();
    hand.press("Profiles").await.unwrap();
    hand.see("The AWS CLI and the SDKs use the same files").await.unwrap();
    hand.picture("profiles").await.unwrap();
    hand.press("Create profile").await.unwrap();
    hand.write("Profile name", "keeper").await.unwrap();
    hand.choose("External program").await.unwrap();
    hand.write("Command line", "/opt/keeper/keys").await.unwrap();
    hand.press("Show changes").await.unwrap();
    hand.see("credential_process = /opt/keeper/keys").await.unwrap();
    hand.picture("profile-diff").await.unwrap();
    assert_eq!(std::fs::read_to_string(home.aws_file("config")).unwrap(), before);
    hand.press("Write").await.unwrap();
    hand.see_no_more("credential_process = /opt/keeper/keys").await.unwrap();
    let after = std::fs::read_to_string(home.aws_file("config")).unwrap();
    assert_eq!(after, format!("{before}\n[profile keeper]\ncredential_process = /opt/keeper/keys\n"));
    hand.press("Profiles").await.unwrap();
    hand.press("keeper").await.unwrap();
    hand.see("How it gets its credentials").await.unwrap();
    hand.picture("profile").await.unwrap();
    desk.close().await.unwrap();
}
