//! The managed runtimes in which App Runner builds and runs source code.

use serde::{Deserialize, Serialize};

/// A managed runtime, as the API and `apprunner.yaml` name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Runtime {
    /// Python 3.11
    Python311,
    /// Node.js 22
    Nodejs22,
    /// Amazon Corretto 11
    Corretto11,
    /// Amazon Corretto 8
    Corretto8,
    /// Node.js 18
    Nodejs18,
    /// Node.js 16
    Nodejs16,
    /// Node.js 14
    Nodejs14,
    /// Node.js 12
    Nodejs12,
    /// Python 3.7 and 3.8
    Python3,
    /// .NET 6
    Dotnet6,
    /// Go 1.18
    Go1,
    /// Ruby 3.1
    Ruby31,
    /// PHP 8.1
    Php81,
}

impl Runtime {
    /// All that the API knows, those that create services first.
    pub const ALL: [Self; 13] = [
        Self::Python311,
        Self::Nodejs22,
        Self::Corretto11,
        Self::Corretto8,
        Self::Nodejs18,
        Self::Nodejs16,
        Self::Nodejs14,
        Self::Nodejs12,
        Self::Python3,
        Self::Dotnet6,
        Self::Go1,
        Self::Ruby31,
        Self::Php81,
    ];

    /// Since when, as a date, no new service may use it; `None` while it is supported. (Developer Guide, release pages
    /// of the runtimes, April 2026.)
    pub fn ended(self) -> Option<&'static str> {
        match self {
            Self::Python311 | Self::Nodejs22 | Self::Corretto11 | Self::Corretto8 => None,
            Self::Php81 => Some("2025-12-31"),
            _ => Some("2025-12-01"),
        }
    }

    /// The name of it in `apprunner.yaml`.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Python311 => "python311",
            Self::Nodejs22 => "nodejs22",
            Self::Corretto11 => "corretto11",
            Self::Corretto8 => "corretto8",
            Self::Nodejs18 => "nodejs18",
            Self::Nodejs16 => "nodejs16",
            Self::Nodejs14 => "nodejs14",
            Self::Nodejs12 => "nodejs12",
            Self::Python3 => "python3",
            Self::Dotnet6 => "dotnet6",
            Self::Go1 => "go1",
            Self::Ruby31 => "ruby31",
            Self::Php81 => "php81",
        }
    }

    /// How a version of it begins, as `run.runtime-version` of `apprunner.yaml` names it.
    pub fn version(self) -> &'static str {
        match self {
            Self::Python311 => "3.11",
            Self::Nodejs22 => "22",
            Self::Corretto11 => "11",
            Self::Corretto8 => "8",
            Self::Nodejs18 => "18",
            Self::Nodejs16 => "16",
            Self::Nodejs14 => "14",
            Self::Nodejs12 => "12",
            Self::Python3 => "3",
            Self::Dotnet6 => "6",
            Self::Go1 => "1",
            Self::Ruby31 => "3.1",
            Self::Php81 => "8.1",
        }
    }

    /// Whether it is built in one stage that only `/app` survives, with a `pre-run` on the final image. (Developer Guide,
    /// *Python platform* and *Node.js platform*, April 2026.)
    pub fn has_revised_build(self) -> bool {
        matches!(self, Self::Python311 | Self::Nodejs22 | Self::Nodejs18)
    }

    /// The API's name of it.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Python311 => "PYTHON_311",
            Self::Nodejs22 => "NODEJS_22",
            Self::Corretto11 => "CORRETTO_11",
            Self::Corretto8 => "CORRETTO_8",
            Self::Nodejs18 => "NODEJS_18",
            Self::Nodejs16 => "NODEJS_16",
            Self::Nodejs14 => "NODEJS_14",
            Self::Nodejs12 => "NODEJS_12",
            Self::Python3 => "PYTHON_3",
            Self::Dotnet6 => "DOTNET_6",
            Self::Go1 => "GO_1",
            Self::Ruby31 => "RUBY_31",
            Self::Php81 => "PHP_81",
        }
    }
}
