//! What things are and what is true of them.
//!
//! Owns: the words of the product (draft, spec, finding, plan, step, run, fault, problem, diagnosis) as plain
//! data, and every rule about them as pure functions. Refuses: I/O, clocks, randomness, async, any AWS SDK type and
//! any prose for people; the window turns codes and parameters into words.

pub mod arn;
pub mod check;
pub mod cli;
pub mod configuration_file;
pub mod connector;
pub mod copy;
pub mod diagnosis;
pub mod draft;
pub mod elsewhere;
pub mod environment;
pub mod export;
pub mod fault;
pub mod field;
pub mod finding;
pub mod form;
pub mod guard;
pub mod image;
pub mod incoming;
pub mod journal;
pub mod keychain;
pub mod link;
pub mod logs;
pub mod network;
pub mod options;
pub mod permissions;
pub mod pin;
pub mod plan;
pub mod policy;
pub mod preflight;
pub mod price;
pub mod problem;
pub mod region;
mod request;
pub mod rights;
pub mod role;
pub mod run;
pub mod runtime;
pub mod service;
pub mod session;
pub mod shared_config;
pub mod sign_in;
pub mod size;
pub mod spec;
pub mod vpc;
pub mod wire;

/// A moment, as milliseconds since the Unix epoch. A float because the window's numbers are floats; whole values only.
pub type UnixMillis = f64;
