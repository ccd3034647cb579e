//! E-14: numbers that are no numbers, or are out of range.

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

/// UNB and UNZ with this control reference.
fn letter(reference: &str) -> Lines {
    post()
        .swap("00044120", reference)
        .swap("00044120", reference)
}

/// The second message with this reference.
fn message(reference: &str) -> Lines {
    post()
        .swap("UNH+00067511", &format!("UNH+{reference}"))
        .swap("UNT+12+00067511", &format!("UNT+12+{reference}"))
}

fn transaction(number: &str) -> Lines {
    post().swap("RFF+TN:1290", &format!("RFF+TN:{number}"))
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-14":
        "letter nought", letter("00000000"), "E216", "4 read";
        "letter 0", letter("0"), "E216", "4 read";
        "letter 1 without its noughts", letter("1"), "E216", "4 read";
        "the first letter", letter("00000001"), "", "4 read";
        "the last letter", letter("99999999"), "", "4 read";
        "a letter beyond the last", letter("100000000"), "E216", "4 read";
        "a letter below nought", letter("-1"), "E202", "unusable";
        "a letter with a sign", letter("?+5"), "E202", "unusable";
        "a letter with blanks round its number", letter(" 00044120 "), "E216", "4 read";
        "a letter with a blank inside its number", letter("000 44120"), "E202", "unusable";
        "a letter of thirty digits", letter(&"1".repeat(30)), "E202", "unusable";
        "a letter with a word", letter("LETTER"), "E202", "unusable";
        "a letter without a number", letter(""), "E202", "unusable";
        "a letter in hexadecimal", letter("0000AC58"), "E202", "unusable";
        "a letter with a fraction", letter("44120.0"), "E202", "unusable";
        "message nought", message("00000000"), "E217", "4 read";
        "message 1 without its noughts", message("1"), "E217", "4 read";
        "the last message", message("99999999"), "", "4 read";
        "a message beyond the last", message("100000000"), "E217", "4 read";
        "a message below nought", message("-1"), "E217", "4 read";
        "a message with a word", message("MESSAGE"), "E217", "4 read";
        "a message of thirty digits", message(&"1".repeat(30)), "E217", "4 read";
        "a message without a number", message(""), "E204", "3 read, 1 aside";
        "transaction nought", transaction("0"), "", "4 read";
        "a transaction padded with noughts", transaction("00000001"), "", "4 read";
        "a transaction of nine digits", transaction("999999999"), "", "4 read";
        "the largest number of all", transaction("18446744073709551615"), "", "4 read";
        "beyond the largest number", transaction("18446744073709551616"), "E401", "3 read, 1 aside";
        "a transaction of thirty digits", transaction(&"1".repeat(30)), "E401", "3 read, 1 aside";
        "a transaction below nought", transaction("-1"), "E401", "3 read, 1 aside";
        "a transaction with a sign", transaction("?+5"), "E401", "3 read, 1 aside";
        "a transaction with a word", transaction("TWELVE"), "E401", "3 read, 1 aside";
        "a transaction without a number", transaction(""), "E401", "3 read, 1 aside";
        "a transaction with a blank before it", transaction(" 5"), "", "4 read";
    }
}
