//! How large an instance is: the eleven pairs of CPU and memory that App Runner accepts.

use serde::{Deserialize, Serialize};

/// Virtual CPU of an instance, named by its CPU units (1024 to a vCPU).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Cpu {
    /// 0.25 vCPU
    #[serde(rename = "256")]
    Quarter,
    /// 0.5 vCPU
    #[serde(rename = "512")]
    Half,
    /// 1 vCPU
    #[serde(rename = "1024")]
    One,
    /// 2 vCPU
    #[serde(rename = "2048")]
    Two,
    /// 4 vCPU
    #[serde(rename = "4096")]
    Four,
}

/// Memory of an instance, named by its MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Memory {
    /// 0.5 GB
    #[serde(rename = "512")]
    Mib512,
    /// 1 GB
    #[serde(rename = "1024")]
    Mib1024,
    /// 2 GB
    #[serde(rename = "2048")]
    Mib2048,
    /// 3 GB
    #[serde(rename = "3072")]
    Mib3072,
    /// 4 GB
    #[serde(rename = "4096")]
    Mib4096,
    /// 6 GB
    #[serde(rename = "6144")]
    Mib6144,
    /// 8 GB
    #[serde(rename = "8192")]
    Mib8192,
    /// 10 GB
    #[serde(rename = "10240")]
    Mib10240,
    /// 12 GB
    #[serde(rename = "12288")]
    Mib12288,
}

impl Cpu {
    /// All sizes, smallest first.
    pub const ALL: [Self; 5] = [Self::Quarter, Self::Half, Self::One, Self::Two, Self::Four];

    /// CPU units, as the API takes them.
    pub fn units(self) -> u32 {
        match self {
            Self::Quarter => 256,
            Self::Half => 512,
            Self::One => 1024,
            Self::Two => 2048,
            Self::Four => 4096,
        }
    }

    /// The memory sizes that go with this CPU (App Runner Developer Guide, "architecture", April 2026).
    pub fn memory_options(self) -> &'static [Memory] {
        use Memory::{Mib512, Mib1024, Mib2048, Mib3072, Mib4096, Mib6144, Mib8192, Mib10240, Mib12288};
        match self {
            Self::Quarter => &[Mib512, Mib1024],
            Self::Half => &[Mib1024],
            Self::One => &[Mib2048, Mib3072, Mib4096],
            Self::Two => &[Mib4096, Mib6144],
            Self::Four => &[Mib8192, Mib10240, Mib12288],
        }
    }

    /// Reads both spellings that the API answers: `1024` and `1 vCPU`.
    pub fn from_api(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cpu| match text.strip_suffix(" vCPU") {
            Some(vcpu) => thousandths(vcpu).is_some_and(|vcpu| vcpu * 1024 == cpu.units() * 1000),
            None => text.parse() == Ok(cpu.units()),
        })
    }
}

impl Memory {
    /// All sizes, smallest first.
    pub const ALL: [Self; 9] = [
        Self::Mib512,
        Self::Mib1024,
        Self::Mib2048,
        Self::Mib3072,
        Self::Mib4096,
        Self::Mib6144,
        Self::Mib8192,
        Self::Mib10240,
        Self::Mib12288,
    ];

    /// Size in MiB, as the API takes it.
    pub fn mib(self) -> u32 {
        match self {
            Self::Mib512 => 512,
            Self::Mib1024 => 1024,
            Self::Mib2048 => 2048,
            Self::Mib3072 => 3072,
            Self::Mib4096 => 4096,
            Self::Mib6144 => 6144,
            Self::Mib8192 => 8192,
            Self::Mib10240 => 10240,
            Self::Mib12288 => 12288,
        }
    }

    /// Reads both spellings that the API answers: `2048` and `2 GB`.
    pub fn from_api(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|memory| match text.strip_suffix(" GB") {
            Some(gb) => thousandths(gb).is_some_and(|gb| gb * 1024 == memory.mib() * 1000),
            None => text.parse() == Ok(memory.mib()),
        })
    }
}

/// Reads a decimal number such as `0.25` exactly, in thousandths.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && digits(whole) && digits(fraction)).then(|| format!("{whole}{fraction:0<3}").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eleven_pairs() {
        assert_eq!(Cpu::ALL.iter().map(|cpu| cpu.memory_options().len()).sum::<usize>(), 11);
    }

    #[test]
    fn both_spellings_of_the_api_are_read() {
        assert_eq!(Cpu::from_api("0.25 vCPU"), Some(Cpu::Quarter));
        assert_eq!(Cpu::from_api("1024"), Some(Cpu::One));
        assert_eq!(Cpu::from_api("3 vCPU"), None);
        assert_eq!(Memory::from_api("0.5 GB"), Some(Memory::Mib512));
        assert_eq!(Memory::from_api("12288"), Some(Memory::Mib12288));
        assert_eq!(Memory::from_api("5 GB"), None);
    }
}
