//! Talking to AWS.
//!
//! Owns: profiles and credentials, the endpoints that are asked, one gateway for each AWS service, and the one place
//! that turns what an SDK said into a [`Fault`](ard_core::fault::Fault). Refuses: the default credential chain (a
//! profile that was picked is the one that is used), running a program that nobody agreed to, and words for people.

mod apprunner;
mod bare;
mod blob;
mod classify;
mod clock;
mod config_files;
mod connect;
mod credentials;
mod ec2;
mod ecr;
mod endpoints;
mod files;
mod iam;
mod keychain;
mod kms;
mod logs;
mod moment;
mod parameters;
mod profiles;
mod rds;
mod secrets;
mod sites;
mod sts;
mod waf;
mod wire;

pub use apprunner::{AppRunner, Configurations, CreatedService, IngressEnds};
pub use clock::Clock;
pub use config_files::{ConfigFailure, ConfigText, Fingerprint};
pub use connect::{Clients, Common, Target, connect, key_identity, try_wire, wire_view};
pub use credentials::{NotKept, ProfileCredentials, SignIn, SignInEnd, Wallet};
pub use ec2::{Ec2, EndpointNow, EndpointState};
pub use ecr::Ecr;
pub use files::replace as replace_file;
pub use iam::{Iam, Role, by_resource};
pub use keychain::{AccessKey, Keychain, KeychainFailure};
pub use kms::Kms;
pub use logs::Logs;
pub use parameters::Parameters;
pub use profiles::{Profiles, Surroundings};
pub use rds::{Databases, Rds};
pub use secrets::Secrets;
pub use sts::Sts;
pub use waf::Waf;
pub use wire::{Wire, WireNews};

/// Wipes what it holds when it is done with.
pub use zeroize::Zeroizing;

/// What carries requests; the sandbox's answers in process.
pub use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// The answer of a gateway.
pub type Answer<T> = Result<T, ard_core::fault::Fault>;
