//! What the journeys share: a desk on which the real window runs, and a hand that uses it as a person does.
//!
//! Refuses: test hooks. Everything is found by what a person sees or a screen reader says.

mod bus;
mod desk;
mod hand;
pub mod journey;
mod metadata;
mod sandbox;
mod screen;

pub use bus::{Bus, Keychain};
pub use desk::{Desk, Home, VirtualDisplay};
pub use hand::Hand;
pub use metadata::{CONTAINER, Metadata};
pub use sandbox::LoopbackSandbox;
pub use screen::Screen;

/// What went wrong, in words.
pub type Outcome<T = ()> = Result<T, String>;

/// Any error as words.
pub(crate) fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
