//! The profiles' files, shown and changed.
#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use ard_aws::Surroundings;
use ard_core::draft::Pair;
use ard_core::problem::ProblemDetail;
use ard_core::shared_config::change::ProfileChange;
use ard_core::shared_config::{ConfigFile, EditRefusal};
use ard_engine::{Engine, Notice};
use ard_sandbox::{Options, Sandbox};
use support::{Place, engine_in};

struct Home {
    engine: Engine,
    place: Place,
    notices: Receiver<Notice>,
}

impl Home {
    fn new(config: &str, credentials: &str) -> Self {
        let place = Place::new();
        let home = place.0.to_string_lossy().into_owned();
        std::fs::create_dir(place.0.join(".aws")).unwrap();
        std::fs::write(place.0.join(".aws/config"), config).unwrap();
        std::fs::write(place.0.join(".aws/credentials"), credentials).unwrap();
        let (sender, notices) = channel();
        let sandbox = Sandbox::new(Options::default());
        let journal = place.0.join("journal.sqlite3");
        let engine = engine_in(Surroundings::with(&[("HOME", &home)]), sandbox.http_client(), journal, sender);
        Self { engine, place, notices }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place.0.join(".aws").join(name)
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }
}

fn rename() -> ProfileChange {
    ProfileChange::Rename { profile: "a".to_owned(), to: "z".to_owned() }
}

const CONFIG: &str = "# mine\r\n[profile a]\r\nregion = x\r\n[profile b]\r\nsource_profile = a\r\nrole_arn = r\r\n";
const CREDENTIALS: &str = "[a]\naws_access_key_id = A\naws_secret_access_key = CANARY\n";

#[tokio::test]
async fn a_change_is_shown_and_then_made() {
    let home = Home::new(CONFIG, CREDENTIALS);
    assert_eq!(home.engine.config().await.unwrap().profiles.len(), 2);
    let plan = home.engine.plan_config(&[rename()]).await.unwrap();
    assert_eq!(
        plan.files.iter().map(|file| file.file).collect::<Vec<_>>(),
        [ConfigFile::Config, ConfigFile::Credentials]
    );
    assert!(!format!("{plan:?}").contains("CANARY"));
    assert_eq!(home.text("config"), CONFIG);
    home.engine.apply_config(&plan.id).await.unwrap();
    assert_eq!(home.text("config"), CONFIG.replace("profile a", "profile z").replace("= a", "= z"));
    assert_eq!(home.text("credentials"), CREDENTIALS.replace("[a]", "[z]"));
    assert_eq!(home.text("config.bak"), CONFIG);
    // Old keys are not to lie about.
    assert!(!home.file("credentials.bak").exists());
    assert!(home.notices.try_iter().any(|notice| notice == Notice::ProfilesChanged));
    // Once.
    assert_eq!(home.engine.apply_config(&plan.id).await.unwrap_err().detail, ProblemDetail::PlanGone);
}

#[tokio::test]
async fn nothing_is_written_over_what_somebody_else_wrote() {
    for name in ["config", "credentials"] {
        let home = Home::new(CONFIG, CREDENTIALS);
        let plan = home.engine.plan_config(&[rename()]).await.unwrap();
        std::fs::write(home.file(name), "[other]\n").unwrap();
        let (config, credentials) = (home.text("config"), home.text("credentials"));
        let problem = home.engine.apply_config(&plan.id).await.unwrap_err();
        assert_eq!(problem.detail, ProblemDetail::ConfigChanged { path: home.file(name).display().to_string() });
        assert_eq!((home.text("config"), home.text("credentials")), (config, credentials));
    }
}

#[tokio::test]
async fn what_cannot_be_changed_says_why() {
    let home = Home::new(CONFIG, CREDENTIALS);
    let values = vec![Pair { name: "region".to_owned(), value: "a\nb".to_owned() }];
    let refused = home.engine.plan_config(&[ProfileChange::Set { profile: "a".to_owned(), values }]).await.unwrap_err();
    assert!(matches!(refused.detail, ProblemDetail::ConfigRefused { refusal: EditRefusal::BadValue { .. }, at: 0 }));
    std::fs::write(home.file("config"), b"[profile a]\nname = \xff\n").unwrap();
    let problem = home.engine.plan_config(&[rename()]).await.unwrap_err();
    assert!(matches!(problem.detail, ProblemDetail::ConfigNotText { .. }), "{problem:?}");
    // Such a file is still read for its profiles.
    assert!(home.engine.welcome().await.profiles.iter().any(|row| row.name == "a"));
}

#[tokio::test]
async fn several_changes_are_one_plan_and_the_one_that_is_refused_is_named() {
    let home = Home::new(CONFIG, CREDENTIALS);
    let add = |name: &str| ProfileChange::Add { profile: name.to_owned(), values: Vec::new() };
    let changes = [add("one"), add("two"), add("one")];
    let refused = home.engine.plan_config(&changes).await.unwrap_err();
    assert!(
        matches!(refused.detail, ProblemDetail::ConfigRefused { refusal: EditRefusal::NameTaken { .. }, at: 2 }),
        "{refused:?}"
    );
    let plan = home.engine.plan_config(&changes[..2]).await.unwrap();
    assert_eq!(home.text("config"), CONFIG);
    home.engine.apply_config(&plan.id).await.unwrap();
    assert_eq!(home.text("config"), format!("{CONFIG}\r\n[profile one]\r\n\r\n[profile two]\r\n"));
}

#[tokio::test]
async fn files_that_are_not_there_are_made() {
    let home = Home::new("", "");
    std::fs::remove_dir_all(home.place.0.join(".aws")).unwrap();
    let values = vec![Pair { name: "region".to_owned(), value: "eu-west-1".to_owned() }];
    let plan = home.engine.plan_config(&[ProfileChange::Add { profile: "new".to_owned(), values }]).await.unwrap();
    home.engine.apply_config(&plan.id).await.unwrap();
    assert_eq!(home.text("config"), "[profile new]\nregion = eu-west-1\n");
    assert!(!home.file("credentials").exists());
}

/// Not a test by itself: what the next one starts and kills.
#[tokio::test]
async fn write_until_killed() {
    let Ok(home) = std::env::var("ARD_WRITES_IN") else { return };
    let sandbox = Sandbox::new(Options::default());
    let journal = PathBuf::from(&home).join(format!("journal-{}.sqlite3", std::process::id()));
    let (sender, _notices) = channel();
    let engine = engine_in(Surroundings::with(&[("HOME", &home)]), sandbox.http_client(), journal, sender);
    for (profile, to) in [("a", "z"), ("z", "a")].into_iter().cycle() {
        let change = ProfileChange::Rename { profile: profile.to_owned(), to: to.to_owned() };
        let Ok(plan) = engine.plan_config(&[change]).await else { continue };
        engine.apply_config(&plan.id).await.unwrap();
    }
}

#[tokio::test]
async fn a_kill_in_the_middle_leaves_the_old_file_or_the_new_one() {
    let home = Home::new(CONFIG, CREDENTIALS);
    let renamed = |text: &str| text.replace("profile a", "profile z").replace("= a", "= z").replace("[a]", "[z]");
    for _ in 0..15 {
        let before = std::fs::metadata(home.file("config")).unwrap().modified().unwrap();
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "write_until_killed", "--nocapture"])
            .env("ARD_WRITES_IN", &home.place.0)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let moved = async {
            while std::fs::metadata(home.file("config")).unwrap().modified().unwrap() == before {
                tokio::task::yield_now().await;
            }
        };
        let moved = tokio::time::timeout(std::time::Duration::from_secs(20), moved).await;
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(moved.is_ok(), "the child wrote nothing");
        assert!([CONFIG.to_owned(), renamed(CONFIG)].contains(&home.text("config")), "{:?}", home.text("config"));
        assert!([CREDENTIALS.to_owned(), renamed(CREDENTIALS)].contains(&home.text("credentials")));
    }
    // The next change takes away what the kills left.
    let name = if home.text("config").contains("[profile a]") { "a" } else { "z" };
    let change = ProfileChange::Set {
        profile: name.to_owned(),
        values: ["region", "aws_session_token"]
            .map(|key| Pair { name: key.to_owned(), value: "y".to_owned() })
            .to_vec(),
    };
    let plan = home.engine.plan_config(&[change]).await.unwrap();
    home.engine.apply_config(&plan.id).await.unwrap();
    let mut names: Vec<_> = std::fs::read_dir(home.place.0.join(".aws"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["config", "config.bak", "credentials"]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_that_leads_nowhere_is_left_alone() {
    use std::os::unix::fs::symlink;
    let home = Home::new(CONFIG, CREDENTIALS);
    std::fs::remove_file(home.file("config")).unwrap();
    symlink("/nowhere/at/all", home.file("config")).unwrap();
    let values = Vec::new();
    let plan = home.engine.plan_config(&[ProfileChange::Add { profile: "new".to_owned(), values }]).await.unwrap();
    let problem = home.engine.apply_config(&plan.id).await.unwrap_err();
    assert!(matches!(problem.detail, ProblemDetail::ConfigUnusable { .. }), "{problem:?}");
    assert!(std::fs::symlink_metadata(home.file("config")).unwrap().is_symlink());
}

#[tokio::test]
async fn what_another_program_writes_is_noticed_at_the_next_look() {
    let home = Home::new(CONFIG, CREDENTIALS);
    let told = || home.notices.try_iter().filter(|notice| *notice == Notice::ProfilesChanged).count();
    home.engine.look_at_config().await;
    home.engine.look_at_config().await;
    assert_eq!(told(), 0);
    for (name, text) in [("config", "[profile new]\n"), ("credentials", "[new]\n")] {
        std::fs::write(home.file(name), text).unwrap();
        home.engine.look_at_config().await;
        assert_eq!(told(), 1, "{name}");
    }
    home.engine.look_at_config().await;
    assert_eq!(told(), 0);
}
