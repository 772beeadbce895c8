//! What can be wrong with a line of the two files, and what follows from it.

use serde::{Deserialize, Serialize};

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LineFault {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub reason: LineReason,
}

/// What is wrong with a line. The window has words for each, in each language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LineReason {
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// A section's header that has no closing bracket (a `#` or `;` inside it begins a comment).
    HeaderNotClosed,
    /// Something other than a comment after a section's header.
    TextAfterHeader,
    /// Neither a section's header nor a property nor a comment: there is no `=`.
    NotAProperty,
    /// A property with nothing before the `=`.
    EmptyKey,
    /// A property before any section.
    PropertyBeforeSection,
    /// An indented line with no property above that it could continue.
    NothingToContinue,
    /// A line of a nested block without `=`.
    NestedNotAProperty,
    /// A line of a nested block with nothing before the `=`.
    NestedEmptyKey,
    /// A section without a name.
    EmptySectionName,
    /// A section whose name has characters that AWS does not take.
    BadSectionName,
    /// A section whose name is in quotes, which the AWS CLI takes and the SDKs do not.
    QuotedSectionName,
    /// A key with characters that AWS does not take.
    BadKey,
    /// A profile in the config file whose header lacks `profile `.
    ProfileWithoutPrefix,
    /// A profile in the credentials file whose header has `profile `.
    PrefixInCredentials,
    /// A section in the credentials file that only the config file can have.
    OnlyInConfig,
    /// A section of no known kind.
    UnknownSection,
    /// `[default]` beside `[profile default]`, which alone counts.
    HiddenDefault,
    /// A section that stands in the file already.
    RepeatedSection,
    /// A key that stands in the section already.
    RepeatedKey,
    /// An indented comment, which AWS's SDKs read as part of the value above.
    CommentInValue,
}

/// What follows from what is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// AWS's SDKs take nothing at all from either file.
    SdkRefuses,
    /// The AWS CLI takes nothing at all from either file; the SDKs take the last.
    CliRefuses,
    /// What the line says does not count.
    Ignored,
    /// It is read, but probably not as it was meant.
    ReadOtherwise,
}

impl LineReason {
    /// What follows from it. (aws-runtime 1.10.2, `env_config::{parse, normalize}`; botocore's `configloader`, which is
    /// Python's strict `RawConfigParser`.)
    pub fn consequence(self) -> Consequence {
        match self {
            Self::ByteOrderMark
            | Self::HeaderNotClosed
            | Self::TextAfterHeader
            | Self::NotAProperty
            | Self::EmptyKey
            | Self::PropertyBeforeSection
            | Self::NothingToContinue
            | Self::NestedNotAProperty
            | Self::NestedEmptyKey => Consequence::SdkRefuses,
            Self::RepeatedSection | Self::RepeatedKey => Consequence::CliRefuses,
            Self::EmptySectionName
            | Self::BadSectionName
            | Self::QuotedSectionName
            | Self::BadKey
            | Self::ProfileWithoutPrefix
            | Self::PrefixInCredentials
            | Self::OnlyInConfig
            | Self::UnknownSection
            | Self::HiddenDefault => Consequence::Ignored,
            Self::CommentInValue => Consequence::ReadOtherwise,
        }
    }
}
