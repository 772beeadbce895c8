//! The main journey: what the first article that people read about App Runner does, in the window.

use std::time::Instant;

use serde::Serialize;

use crate::{Hand, Home, Outcome};

/// The key that presses what has the focus.
pub const ENTER: char = '\u{E007}';

/// The key that closes what is open.
pub const ESCAPE: char = '\u{E00C}';

/// The key that goes to the next of several.
pub const DOWN: char = '\u{E015}';

/// The key that goes to the one before.
pub const UP: char = '\u{E013}';

/// The key that goes to the next control.
pub const TAB: char = '\u{E004}';
/// The key that holds commands, before and after what it is held for. (W3C WebDriver, 17.4.2)
pub const CONTROL: char = '\u{e009}';

/// The service of the article.
pub const NAME: &str = "my-first-app-runner";

/// A step of the journey, as it went.
#[derive(Debug, Clone, Serialize)]
pub struct Went {
    /// What was done.
    pub step: String,
    /// How long it took.
    pub milliseconds: u128,
}

/// How the journey went.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Its steps.
    pub steps: Vec<Went>,
    /// The status that the service reached.
    pub status: Option<String>,
    /// The URL that the window opened.
    pub url: Option<String>,
}

impl Report {
    async fn step(&mut self, hand: &Hand, name: &str, act: impl Future<Output = Outcome>) -> Outcome {
        let since = Instant::now();
        act.await.map_err(|reason| format!("{name}: {reason}"))?;
        self.steps.push(Went { step: name.to_owned(), milliseconds: since.elapsed().as_millis() });
        hand.picture(&format!("{:02}-{name}", self.steps.len())).await
    }
}

/// Creates the service of the article in the sandbox, opens it, deletes it.
pub async fn create_and_delete(hand: &Hand, home: &Home, report: &mut Report) -> Outcome {
    create(hand, home, report).await?;
    delete(hand, report).await
}

/// From the empty table to a running service in it.
pub async fn create(hand: &Hand, home: &Home, report: &mut Report) -> Outcome {
    report
        .step(hand, "services-empty", async {
            hand.see("No services in").await?;
            hand.see("ap-northeast-1").await?;
            hand.see("Sandbox: nothing here touches AWS").await
        })
        .await?;
    report.step(hand, "source", source(hand)).await?;
    report.step(hand, "source-browse", browse(hand)).await?;
    report
        .step(hand, "source-done", async {
            hand.press("Continue").await?;
            hand.choose("Manual").await?;
            hand.choose("Create new service role").await?;
            hand.see("Service role name").await
        })
        .await?;
    report.step(hand, "service", service(hand, "5000")).await?;
    report.step(hand, "review", review(hand)).await?;
    report
        .step(hand, "progress", async {
            hand.press("Create & deploy").await?;
            hand.see("Event log").await?;
            hand.see_later("Service creation started").await
        })
        .await?;
    report
        .step(hand, "running", async {
            hand.see_later(&format!("{NAME} is running")).await?;
            hand.see("Successfully routed incoming traffic to application").await
        })
        .await?;
    report
        .step(hand, "opened", async {
            hand.press(&format!("Open {NAME}")).await?;
            let url = hand.wait_for("a URL that is opened", async || home.opened().pop()).await?;
            if !(url.starts_with("https://") && url.ends_with(".ap-northeast-1.awsapprunner.com/")) {
                return Err(format!("{url} was opened"));
            }
            Ok(())
        })
        .await?;
    report.url = home.opened().pop();
    report
        .step(hand, "services", async {
            hand.press("Services").await?;
            hand.see(NAME).await?;
            hand.see("Running").await
        })
        .await?;
    report.status = Some("RUNNING".to_owned());
    Ok(())
}

/// From the empty table to the last field, with this port.
pub async fn configure(hand: &Hand, port: &str) -> Outcome {
    hand.see("No services in").await?;
    source(hand).await?;
    browse(hand).await?;
    hand.press("Continue").await?;
    service(hand, port).await
}

async fn source(hand: &Hand) -> Outcome {
    hand.press("Create service").await?;
    hand.see("Source and deployment").await?;
    hand.choose("Amazon ECR").await
}

async fn browse(hand: &Hand) -> Outcome {
    hand.press("Browse").await?;
    hand.pick("Image repository", "my-flask-app").await?;
    hand.select_row("latest").await?;
    // What its configuration says is read before it is taken.
    hand.see("linux/amd64").await
}

async fn service(hand: &Hand, port: &str) -> Outcome {
    hand.press("Next").await?;
    hand.write("Service name", NAME).await?;
    hand.pick("Virtual CPU", "1 vCPU").await?;
    hand.pick("Memory", "2 GB").await?;
    hand.write("Port", port).await?;
    hand.press("Add environment variable").await?;
    hand.write("Name", "GREETING").await?;
    hand.write("Value", "hello").await?;
    for default in ["Account default", "TCP, every 5 s, timeout 2 s", "Instance role", "Public endpoint"] {
        hand.see(default).await?;
    }
    Ok(())
}

/// The review, read.
pub async fn review(hand: &Hand) -> Outcome {
    hand.press("Next").await?;
    hand.see("What will be done").await?;
    hand.see("AppRunnerECRAccessRole").await?;
    hand.see("Public access").await?;
    hand.see("GREETING").await?;
    hand.see("Copy script").await?;
    hand.press("AWS CLI command").await?;
    hand.see("aws iam create-role").await
}

/// From the services table to a table without it.
pub async fn delete(hand: &Hand, report: &mut Report) -> Outcome {
    report
        .step(hand, "detail", async {
            hand.press(NAME).await?;
            hand.see("Overview").await?;
            hand.see("Activity").await
        })
        .await?;
    report
        .step(hand, "logs", async {
            hand.press("Logs").await?;
            hand.see("Service creation started").await
        })
        .await?;
    report
        .step(hand, "delete", async {
            hand.press("Actions").await?;
            hand.press("Delete").await?;
            hand.see("What will be lost").await?;
            if hand.may_press_last("Delete").await? {
                return Err("Delete may be pressed before the name is typed".to_owned());
            }
            hand.write("To confirm, type the service name", NAME).await
        })
        .await?;
    report
        .step(hand, "deleted", async {
            hand.press_last("Delete").await?;
            hand.see_later(&format!("{NAME} is deleted")).await
        })
        .await?;
    report
        .step(hand, "gone", async {
            hand.press("Services").await?;
            hand.see("No services in").await
        })
        .await
}
