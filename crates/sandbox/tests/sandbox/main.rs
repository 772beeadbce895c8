//! The sandbox seen through real SDK clients: no network, no sleeps, a sandbox of its own for each test.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod code;
mod connections;
mod constraints;
mod controls;
mod domains;
mod faults;
mod identity;
mod images;
mod ingress;
mod journey;
mod lists;
mod log_reads;
mod loopback;
mod neighbours;
mod persistence;
mod resources;
mod sentinels;
mod statuses;
mod support;
mod updates;
