//! The sandbox seen through real SDK clients: no network, no sleeps, a sandbox of its own for each test.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod access_keys;
mod code;
mod connections;
mod constraints;
mod controls;
mod device_codes;
mod domains;
mod faults;
mod identity;
mod identity_center;
mod images;
mod ingress;
mod journey;
mod lists;
mod log_reads;
mod loopback;
mod neighbours;
mod persistence;
mod portal;
mod resources;
mod sentinels;
mod sign_in;
mod sso;
mod statuses;
mod support;
mod updates;
