//! The sandbox as a program: an AWS on 127.0.0.1 for any client, with its controls at `/_sandbox`.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use ard_sandbox::{Fault, Options, Sandbox};
use tokio::net::TcpListener;

const USAGE: &str = "\
usage: ard-sandbox [options]
  --port N         port on 127.0.0.1; 0 picks one (default 4577)
  --pace PACE      instant, reads:N or seconds:S (default instant)
  --services N     so many more running services in ap-northeast-1
  --subnets N      so many more subnets, in a VPC of their own (at most 256)
  --state FILE     keep everything in a file between starts
  --delay-ms N     every answer waits so long
  --fault S:O:KIND[:N]   the next N requests (default: all) for operation O of service S (* is any) go wrong;
                   KIND is throttle, denied, expired, internal, subscription, lose, hold or stall";

struct Arguments {
    port: u16,
    options: Options,
    faults: Vec<(String, String, Fault, Option<u32>)>,
}

fn main() -> ExitCode {
    let arguments = match parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("{problem}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(arguments: Arguments) -> std::io::Result<()> {
    let sandbox = Sandbox::new(arguments.options);
    for (service, operation, fault, times) in arguments.faults {
        match times {
            Some(times) => sandbox.faults().times(&service, &operation, times, fault),
            None => sandbox.faults().always(&service, &operation, fault),
        }
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    println!("listening on http://127.0.0.1:{}", listener.local_addr()?.port());
    sandbox.serve(listener).await
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments { port: 4577, options: Options::default(), faults: Vec::new() };
    while let Some(word) = words.next() {
        if word == "--help" {
            return Err(String::new());
        }
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        match word.as_str() {
            "--port" => arguments.port = number(&word, &value)?,
            "--pace" => arguments.options.pace = value.parse()?,
            "--services" => arguments.options.extra_services = number(&word, &value)?,
            "--subnets" => arguments.options.extra_subnets = number(&word, &value)?,
            "--state" => arguments.options.state_file = Some(PathBuf::from(value)),
            "--delay-ms" => arguments.options.delay = Duration::from_millis(number(&word, &value)?),
            "--fault" => arguments.faults.push(fault(&value)?),
            _ => return Err(format!("unknown option {word}")),
        }
    }
    Ok(arguments)
}

fn number<T: std::str::FromStr>(word: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{word}: {value} is not a number"))
}

fn fault(text: &str) -> Result<(String, String, Fault, Option<u32>), String> {
    let parts: Vec<&str> = text.split(':').collect();
    let (service, operation, kind, times) = match parts[..] {
        [service, operation, kind] => (service, operation, kind, None),
        [service, operation, kind, times] => (service, operation, kind, Some(number("--fault", times)?)),
        _ => return Err(format!("not a fault: {text}")),
    };
    let fault = kind.parse()?;
    Ok((service.to_owned(), operation.to_owned(), fault, times))
}
