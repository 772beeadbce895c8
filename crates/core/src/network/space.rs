//! Sets of addresses and ports, and how far something holds in one.

use ipnet::IpNet;

use super::topology::{Acl, Direction, Protocol};

/// In how much of a set something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// In all of it.
    All,
    /// In some of it, and not in the rest.
    Some,
    /// Nowhere in it.
    None,
}

impl Share {
    /// That of two parts together.
    pub(super) fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Some }
    }

    /// That of many parts together; of nothing it is nowhere.
    pub(super) fn of(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().reduce(Self::and).unwrap_or(Self::None)
    }
}

pub(super) fn overlaps(one: &IpNet, other: &IpNet) -> bool {
    one.contains(other) || other.contains(one)
}

/// How much of a range some ranges cover together.
pub(super) fn covered(range: &IpNet, by: &[IpNet]) -> Share {
    if by.iter().any(|net| net.contains(range)) {
        return Share::All;
    }
    let within: Vec<IpNet> = by.iter().filter(|net| range.contains(*net)).copied().collect();
    match IpNet::aggregate(&within).as_slice() {
        [] => Share::None,
        [whole] if whole == range => Share::All,
        _ => Share::Some,
    }
}

/// An inclusive range of ports.
pub(super) type Ports = (u16, u16);

impl Protocol {
    /// The ports of TCP that it is of.
    pub(super) fn ports(self) -> Option<Ports> {
        match self {
            Self::All => Some((0, u16::MAX)),
            Self::Tcp(from, to) => Some((from, to)),
            Self::Other => None,
        }
    }
}

/// How much of some ports and addresses a network ACL lets through, one way.
pub(super) fn let_through(acl: &Acl, way: Direction, ports: Ports, net: &IpNet) -> Share {
    let mut entries: Vec<(Ports, IpNet, bool, u32)> = acl
        .entries
        .iter()
        .filter(|entry| entry.way == way && overlaps(&entry.net, net))
        .filter_map(|entry| Some((entry.protocol.ports()?, entry.net, entry.allows, entry.number)))
        .collect();
    entries.sort_by_key(|(.., number)| *number);
    let entries: Vec<(Ports, IpNet, bool)> =
        entries.into_iter().map(|(ports, net, allows, _)| (ports, net, allows)).collect();
    Share::of(pieces(&entries, ports).into_iter().map(|piece| decided(&entries, piece, *net)))
}

/// The range of ports, cut where an entry begins or ends.
fn pieces(entries: &[(Ports, IpNet, bool)], (from, to): Ports) -> Vec<Ports> {
    let mut begins: Vec<u16> = entries
        .iter()
        .flat_map(|((first, last), ..)| [Some(*first), last.checked_add(1)])
        .flatten()
        .filter(|port| from < *port && *port <= to)
        .collect();
    begins.push(from);
    begins.sort_unstable();
    begins.dedup();
    let ends = begins.iter().skip(1).map(|begin| begin - 1).chain([to]);
    begins.iter().copied().zip(ends).collect()
}

/// How much of a range is allowed at ports which no entry cuts. Where the first entry that touches the range is of a part
/// of it only, both halves are looked at.
fn decided(entries: &[(Ports, IpNet, bool)], ports: Ports, net: IpNet) -> Share {
    let fits = |(of, other, _): &&(Ports, IpNet, bool)| of.0 <= ports.0 && ports.1 <= of.1 && overlaps(other, &net);
    match entries.iter().find(fits) {
        None => Share::None,
        Some((_, other, allows)) if other.contains(&net) => {
            if *allows {
                Share::All
            } else {
                Share::None
            }
        }
        Some(_) => Share::of(halves(net).into_iter().map(|half| decided(entries, ports, half))),
    }
}

fn halves(net: IpNet) -> Vec<IpNet> {
    net.subnets(net.prefix_len() + 1).map(Iterator::collect).unwrap_or_default()
}
