//! The name of one installation of the program.

use std::fmt;

use crate::VaultError;
use crate::random::random;

/// 128 random bits: they tell one practice's key and marks from another's on the same computer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InstallId {
    text: String,
}

impl InstallId {
    pub fn random() -> Result<Self, VaultError> {
        Ok(Self {
            text: base16ct::lower::encode_string(&random::<16>()?),
        })
    }

    /// Takes 32 lower-case hexadecimal digits: it becomes part of a path, so nothing else may pass.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 32 || !text.bytes().all(is_digit) {
            return Err(VaultError::NotAnInstallId);
        }

        Ok(Self {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for InstallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn an_id_is_told_as_it_was_read() {
        assert_eq!(InstallId::parse(ID).unwrap().to_string(), ID);
    }

    #[test]
    fn nothing_but_32_lower_case_digits_is_an_id() {
        let short = ID.replacen('0', "", 1);
        let long = format!("{ID}0");
        let upper = ID.to_uppercase();
        let path = ID.replacen("012", "../", 1);
        let spaced = ID.replacen('0', " ", 1);
        let accented = ID.replacen("01", "é", 1);

        for text in ["", &short, &long, &upper, &path, &spaced, &accented] {
            let refused = InstallId::parse(text).unwrap_err();

            assert_eq!(refused.code(), "E913", "{text}");
        }
    }

    #[test]
    fn a_random_id_can_be_read_and_is_not_the_next_one() {
        let id = InstallId::random().unwrap();

        assert_eq!(InstallId::parse(&id.to_string()).unwrap(), id);
        assert_ne!(InstallId::random().unwrap(), id);
    }
}
