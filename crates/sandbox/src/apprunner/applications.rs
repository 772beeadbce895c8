//! Owns what the sandbox knows about containers: which port an image listens on, which paths it serves, and what it
//! prints. Refuses to run anything.

use super::build::Build;
use super::source::{Source, health_path, port, start_command};
use super::state::Configuration;
use super::verdict::Verdict;

/// An image whose insides are known, because the seed put it there.
struct Known {
    repository: &'static str,
    port: &'static str,
    paths: &'static [&'static str],
    flask: bool,
}

const KNOWN: [Known; 4] = [
    Known { repository: "my-flask-app", port: "5000", paths: &["/", "/health"], flask: true },
    Known { repository: "orders-api", port: "8080", paths: &["/", "/healthz", "/orders"], flask: false },
    Known {
        repository: "team-platform/customer-notification-service",
        port: "3000",
        paths: &["/", "/healthz"],
        flask: false,
    },
    Known { repository: "aws-containers/hello-app-runner", port: "8000", paths: &["/"], flask: false },
];

fn known(source: &Source) -> Option<&'static Known> {
    let repository = source.repository()?;
    KNOWN.iter().find(|known| known.repository == repository)
}

/// The port the application listens on. An unknown image listens wherever it is told to, and a start command that
/// names the configured port moves a known one there.
pub(crate) fn listens_on(source: &Source, configuration: &Configuration) -> String {
    let configured = port(&configuration.source);
    let told = start_command(&configuration.source).is_some_and(|command| {
        command.split(|letter: char| !letter.is_ascii_digit()).any(|number| number == configured)
    });
    match known(source) {
        Some(known) if !told => known.port.to_owned(),
        _ => configured.to_owned(),
    }
}

/// Whether the application answers a path. `/missing` is served by none.
pub(crate) fn serves(source: &Source, path: &str) -> bool {
    match known(source) {
        Some(known) => known.paths.contains(&path),
        None => path != "/missing",
    }
}

/// What a container prints when it starts; nothing when it never does.
pub(crate) fn start_lines(source: &Source, configuration: &Configuration, verdict: &Verdict) -> Vec<String> {
    let port = listens_on(source, configuration);
    let build = Build::of(&configuration.source);
    let flask = known(source).is_none_or(|known| known.flask) && build.as_ref().is_none_or(|build| !build.is_node());
    let java = build.is_some_and(|build| build.is_java());
    let lines: Vec<String> = match verdict {
        Verdict::NeverStarts => Vec::new(),
        Verdict::Crashes => CRASH.lines().map(str::to_owned).collect(),
        Verdict::Runs | Verdict::WrongPort | Verdict::NotServed if java => vec![
            "INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat initialized with port ".to_owned()
                + &port,
            "INFO 1 --- [main] com.example.Application : Started Application in 3.204 seconds".to_owned(),
        ],
        _ if flask => flask_lines(&port),
        _ => vec![
            "> node server.js".into(),
            format!("Server listening on http://0.0.0.0:{port}"),
            "Connected to dependencies, ready for requests".into(),
        ],
    };
    lines
}

fn flask_lines(port: &str) -> Vec<String> {
    vec![
        " * Serving Flask app 'app'".into(),
        " * Debug mode: off".into(),
        "WARNING: This is a development server. Do not use it in a production deployment. \
         Use a production WSGI server instead."
            .into(),
        " * Running on all addresses (0.0.0.0)".into(),
        format!(" * Running on http://127.0.0.1:{port}"),
        format!(" * Running on http://10.0.84.126:{port}"),
        "Press CTRL+C to quit".into(),
    ]
}

const CRASH: &str = "\
Traceback (most recent call last):
  File \"/app/app.py\", line 7, in <module>
    connection = psycopg2.connect(os.environ[\"DATABASE_URL\"])
                                  ~~~~~~~~~~^^^^^^^^^^^^^^^^
  File \"<frozen os>\", line 685, in __getitem__
KeyError: 'DATABASE_URL'";

/// What a container prints about a health check that it answers with 404; a check on another port does not reach it.
pub(crate) fn probe_lines(source: &Source, configuration: &Configuration, verdict: &Verdict) -> Vec<String> {
    let path = health_path(&configuration.health).unwrap_or("/");
    match verdict {
        Verdict::NotServed if known(source).is_none_or(|known| known.flask) => {
            vec![format!("169.254.175.250 - - \"GET {path} HTTP/1.1\" 404 -"); 3]
        }
        Verdict::NotServed => vec![format!("GET {path} 404 1.203 ms - 146"); 3],
        _ => Vec::new(),
    }
}
