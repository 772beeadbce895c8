//! The networks of an account as a graph, and what can be reached in it.
//!
//! Owns: what a connector reaches, hop by hop, and what is in the way. It follows configuration, as AWS's Reachability
//! Analyzer does: no packet is sent. Refuses: reading AWS, and words for people.

mod database;
mod entry;
mod filter;
mod picture;
mod route;
mod sentences;
mod space;
pub mod topology;
mod verdict;
mod view;

pub use self::database::{DatabaseProposal, DatabaseWay, propose};
pub use self::entry::{EntryAsked, EntryView, entry};
pub use self::picture::{
    Badge, Exit, InUse, Note, Picture, PictureAsked, RouteRow, SubnetCard, SubnetKind, TableCard, Unfit, WayCost,
    WayCostOf, Zone, picture,
};
pub use self::route::table_of;
pub use self::sentences::{GroupCard, PeerCard, RuleCard, Traffic};
pub use self::topology::Topology;
pub use self::verdict::{Block, Destination, Doubt, Hop, Path, Reach, Reached, verdict};
pub use self::view::{InterfaceRow, ReachAsked, ReachView, TargetRow, interfaces};

#[cfg(test)]
mod tests;
