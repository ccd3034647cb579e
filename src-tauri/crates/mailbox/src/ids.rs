//! The names that a carrier gives to things, and the one that we give to an attempt.

use std::fmt;

/// The carrier's name of a message; opaque, and never used as a file name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(String);

/// A mailbox of the carrier, `A0047392`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailboxId(String);

/// Where a listing goes on; opaque.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Page(String);

/// Ours for one attempt to post: 128 random bits, which say nothing of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalId([u8; 16]);

/// What kind of letter travels: the carrier files by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Workflow {
    Registration,
    Receipt,
}

macro_rules! opaque {
    ($name:ident) => {
        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

opaque!(MessageId);
opaque!(MailboxId);
opaque!(Page);

impl LocalId {
    /// Takes 16 bytes that must be random.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads 32 hexadecimal digits, as [`fmt::Display`] writes them.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = is_hex.then(|| u128::from_str_radix(text, 16).ok())?;

        number.map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for LocalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl Workflow {
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "NHAIS_REG" => Some(Self::Registration),
            "NHAIS_RECEP" => Some(Self::Receipt),
            _ => None,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "NHAIS_REG",
            Self::Receipt => "NHAIS_RECEP",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_id_is_read_as_it_is_written() {
        let id = LocalId::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);

        assert_eq!(id.to_string(), "000102030405060708090a0b0c0d0eff");
        assert_eq!(LocalId::parse(&id.to_string()), Some(id));
        for odd in [
            "",
            "0",
            "+00102030405060708090a0b0c0d0eff",
            "000102030405060708090a0b0c0d0eff0",
        ] {
            assert_eq!(LocalId::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn only_our_two_workflows_are_ours() {
        for workflow in [Workflow::Registration, Workflow::Receipt] {
            assert_eq!(Workflow::parse(workflow.as_str()), Some(workflow));
        }
        assert_eq!(Workflow::parse("NHAIS_REG "), None);
        assert_eq!(Workflow::parse("GP2GP"), None);
    }
}
