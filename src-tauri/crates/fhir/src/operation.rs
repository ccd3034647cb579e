//! The number the adaptor gives an operation, by which a caller finds the answer to a request.

use std::fmt::Write;

use gplinks::{LinkCode, Tn};
use sha2::{Digest, Sha256};

/// The SHA-256 of the link code directly followed by the transaction number, in small hexadecimal.
///
/// Transaction numbers come round again, and so do these.
pub fn operation_id(link: &LinkCode, tn: Tn) -> String {
    let digest = Sha256::digest(format!("{}{tn}", link.as_str()).as_bytes());

    digest.iter().fold(String::new(), |mut id, byte| {
        // Writing to a String never fails.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(link: &str, tn: u64) -> String {
        operation_id(&LinkCode::parse(link).unwrap(), Tn::new(tn))
    }

    #[test]
    fn the_id_is_the_digest_of_link_code_and_transaction_number() {
        assert_eq!(
            id("HIL5", 1290),
            "ea1afb9b5047964843b8140de31d87c395d3ee5a010e2efba4db178c368a7749"
        );
        assert_eq!(
            id("NF01", 10_820_012),
            "0943b802f81acb07dbee4754169c8f86cfcb6959279246acf52b7a11698f667e"
        );
    }

    #[test]
    fn the_adaptors_own_examples_come_out() {
        for (tn, start) in [(1, "c35b1432"), (113, "93ed8f29"), (4, "739cfe99")] {
            assert!(id("TES5", tn).starts_with(start), "TES5{tn}");
        }
    }
}
