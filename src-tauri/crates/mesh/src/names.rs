//! Names that come from a person or from the wire, before they stand in an address or a header.

use mailbox::{MailboxId, MessageId};

use crate::SetupError;

/// Longer than any name that MESH gives.
const LONGEST: usize = 100;

/// Reads the name of a mailbox that letters may go to, in capitals as MESH writes it.
///
/// An address that MESH routes by a patient's NHS number, birthday and name is refused: a header is no
/// place for them.
pub fn recipient(text: &str) -> Result<MailboxId, SetupError> {
    let name = text.trim().to_ascii_uppercase();
    if name.starts_with("GPPROVIDER_") {
        return Err(SetupError::PatientRouting);
    }
    let is_name = (1..=LONGEST).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());

    match is_name {
        true => Ok(MailboxId::new(name)),
        false => Err(SetupError::BadMailbox),
    }
}

/// MESH's ids are opaque, but one that could change the address it stands in is none.
pub(crate) fn is_message_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

pub(crate) fn message_id(text: &str) -> Option<MessageId> {
    is_message_id(text).then(|| MessageId::new(text))
}

/// What a stranger wrote, fit for a line of a log: printable, and not long.
pub(crate) fn printable(text: &str, longest: usize) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(longest)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_named_in_capitals_and_digits() {
        assert_eq!(recipient(" x26abc1 ").unwrap().as_str(), "X26ABC1");
        let long = "A".repeat(101);
        for odd in ["", "  ", "A81001/GP", "A81001\r\nX: Y", "É26", "A_1", &long] {
            assert_eq!(recipient(odd), Err(SetupError::BadMailbox), "{odd:?}");
        }
    }

    #[test]
    fn an_address_that_holds_a_patient_is_refused() {
        assert_eq!(
            recipient("gpprovider_9000000009_01012000_TEST"),
            Err(SetupError::PatientRouting)
        );
    }

    #[test]
    fn an_id_that_could_be_a_path_is_none() {
        for id in ["20200529155357895317_3573F8", "0EBA525C56504DFF", "a-b"] {
            assert!(is_message_id(id), "{id}");
        }
        let long = "A".repeat(5000);
        for odd in [
            "", "../../x", "a/b", "a\"b", "a?b", "a%2Fb", "a b", "é", &long,
        ] {
            assert!(!is_message_id(odd), "{odd:?}");
        }
    }

    #[test]
    fn what_goes_into_a_log_is_one_short_line() {
        assert_eq!(printable(" a\r\nb\u{7f}c ", 100), "a  b c");
        assert_eq!(printable("abcdef", 3), "abc");
    }
}
