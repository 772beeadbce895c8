//! Memory of a process with all its descendants, each page counted by its share.

use std::collections::HashMap;

use ard_tests::Outcome;

/// Proportional set size of a process tree in MiB.
pub(crate) fn pss_mib(root: u32) -> Outcome<f64> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in std::fs::read_dir("/proc").map_err(|error| error.to_string())?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        if let Some(parent) = field(&status, "PPid:") {
            children.entry(parent).or_default().push(id);
        }
    }
    let (mut waiting, mut kib) = (vec![root], 0);
    while let Some(id) = waiting.pop() {
        let rollup = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
        kib += field(&rollup, "Pss:").unwrap_or_default();
        waiting.extend(children.remove(&id).unwrap_or_default());
    }
    Ok(f64::from(kib) / 1024.0)
}

fn field(text: &str, name: &str) -> Option<u32> {
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}
