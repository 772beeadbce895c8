//! Services from source code: how they are built, and how that fails.

use ard_sandbox::Sandbox;
use aws_sdk_apprunner::types::{Service, ServiceStatus};
use serde_json::{Value, json};

use crate::support::*;

/// A connection in Tokyo whose handshake is done.
async fn connection(sandbox: &Sandbox) -> String {
    let create = json!({"ConnectionName": "github", "ProviderType": "GITHUB"});
    let (_, _, answer) = raw(sandbox, "CreateConnection", &create).await;
    let arn = answer["Connection"]["ConnectionArn"].as_str().unwrap().to_owned();
    assert!(sandbox.finish(TOKYO, &arn));
    arn
}

fn by_values(runtime: &str, build: &str, start: &str) -> Value {
    json!({"ConfigurationSource": "API", "CodeConfigurationValues":
        {"Runtime": runtime, "BuildCommand": build, "StartCommand": start, "Port": "8080"}})
}

/// A service from a branch, seen to the end of its creation.
async fn deploy(sandbox: &Sandbox, branch: &str, configuration: &Value) -> Service {
    let connection = connection(sandbox).await;
    let create = json!({"ServiceName": "from-code", "SourceConfiguration": {
        "CodeRepository": {
            "RepositoryUrl": "https://github.com/example/app",
            "SourceCodeVersion": {"Type": "BRANCH", "Value": branch},
            "SourceDirectory": "/api",
            "CodeConfiguration": configuration,
        },
        "AuthenticationConfiguration": {"ConnectionArn": connection},
    }});
    let (status, _, answer) = raw(sandbox, "CreateService", &create).await;
    assert_eq!(status, 200, "{answer}");
    describe(sandbox, answer["Service"]["ServiceArn"].as_str().unwrap()).await
}

fn has(lines: &[String], wanted: &str) -> bool {
    lines.iter().any(|line| line == wanted)
}

#[tokio::test]
async fn a_build_is_told_line_by_line_for_every_runtime() {
    for (runtime, build, said, started) in [
        ("PYTHON_311", "pip3 install -r requirements.txt", "Successfully installed", "Serving Flask app"),
        ("NODEJS_22", "npm ci", "added 57 packages", "Server listening on"),
        ("CORRETTO_11", "mvn package", "BUILD SUCCESS", "Started Application"),
        ("CORRETTO_8", "mvn package", "BUILD SUCCESS", "Started Application"),
    ] {
        let sandbox = sandbox();
        let service = deploy(&sandbox, "main", &by_values(runtime, build, "run")).await;
        assert_eq!(service.status, ServiceStatus::Running, "{runtime}");
        let log = group_lines(&sandbox, &service, "service").await.unwrap();
        for line in [
            "Pulling source code from GITHUB Repository ( https://github.com/example/app ).",
            "Successfully pulled your application source code.",
            "[AppRunner] Starting to build your application source code.",
            "[AppRunner] Successfully built your application source code.",
            "[AppRunner] Successfully deployed your application source code.",
        ] {
            assert!(has(&log, line), "{runtime}: {line} in {log:#?}");
        }
        assert!(log.iter().any(|line| line.starts_with("[Build] ") && line.contains(said)), "{runtime}: {log:#?}");
        assert!(log.iter().any(|line| line.starts_with("[Build] ") && line.contains(build)), "{runtime}: {log:#?}");
        let application = group_lines(&sandbox, &service, "application").await.unwrap();
        assert!(application.iter().any(|line| line.contains(started)), "{runtime}: {application:#?}");
    }
}

#[tokio::test]
async fn builds_fail_as_typed_and_no_container_ever_runs() {
    let values = |build: &str| by_values("NODEJS_22", build, "node server.js");
    let file = json!({"ConfigurationSource": "REPOSITORY"});
    for (branch, configuration, reason) in [
        (
            "main",
            values("npm ci && exit 1"),
            "build your application source code. Reason: Failed to execute 'build' command.",
        ),
        (
            "broken-build",
            values("npm ci"),
            "build your application source code. Reason: Failed to execute 'build' command.",
        ),
        (
            "broken-build",
            file.clone(),
            "build your application source code. Reason: Failed to execute 'build' command.",
        ),
        (
            "no-config",
            file.clone(),
            "build your application source code. Reason: apprunner.yaml doesn't exist in the source directory /api.",
        ),
        (
            "old-runtime",
            file,
            "build your application source code. Reason: The specified runtime version is not supported.",
        ),
        (
            "no-such-branch",
            values("npm ci"),
            "pull your application source code. Reason: The branch no-such-branch doesn't exist in the repository.",
        ),
    ] {
        let sandbox = sandbox();
        let service = deploy(&sandbox, branch, &configuration).await;
        assert_eq!(service.status, ServiceStatus::CreateFailed, "{branch}");
        let log = group_lines(&sandbox, &service, "service").await.unwrap();
        assert!(has(&log, &format!("Failed to {reason}")), "{branch}: {log:#?}");
        assert!(!has(&log, "[AppRunner] Successfully built your application source code."), "{branch}");
        assert_eq!(group_lines(&sandbox, &service, "application").await, None, "{branch}");
    }
}

#[tokio::test]
async fn a_configuration_file_is_read_and_a_branch_without_one_needs_none() {
    let sandbox = sandbox();
    let service = deploy(&sandbox, "main", &json!({"ConfigurationSource": "REPOSITORY"})).await;
    assert_eq!(service.status, ServiceStatus::Running);
    let log = group_lines(&sandbox, &service, "service").await.unwrap();
    assert!(has(&log, "Reading apprunner.yaml config file."), "{log:#?}");
    assert!(has(&log, "Successfully validate configuration file."), "{log:#?}");
    let fresh = crate::support::sandbox();
    let service = deploy(&fresh, "no-config", &by_values("PYTHON_311", "pip3 install .", "python3 app.py")).await;
    assert_eq!(service.status, ServiceStatus::Running);
}

#[tokio::test]
async fn a_start_command_that_ends_at_once_crashes() {
    let sandbox = sandbox();
    let service = deploy(&sandbox, "main", &by_values("NODEJS_22", "npm ci", "exit 1")).await;
    assert_eq!(service.status, ServiceStatus::CreateFailed);
    let log = group_lines(&sandbox, &service, "service").await.unwrap();
    assert!(log.iter().any(|line| line.ends_with("Container exit code: 1")), "{log:#?}");
}

#[tokio::test]
async fn a_failed_build_of_an_update_is_rolled_back() {
    let sandbox = sandbox();
    let service = deploy(&sandbox, "main", &by_values("NODEJS_22", "npm ci", "node server.js")).await;
    let update = json!({"ServiceArn": service.service_arn, "SourceConfiguration": {"CodeRepository": {
        "RepositoryUrl": "https://github.com/example/app",
        "SourceCodeVersion": {"Type": "BRANCH", "Value": "broken-build"}}}});
    let (status, _, answer) = raw(&sandbox, "UpdateService", &update).await;
    assert_eq!(status, 200, "{answer}");
    let after = describe(&sandbox, &service.service_arn).await;
    assert_eq!((&after.status, &after.source_configuration), (&ServiceStatus::Running, &service.source_configuration));
}
