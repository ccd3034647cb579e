//! E-15: days and times that no calendar and no clock shows.

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

fn letter(at: &str) -> Lines {
    post().swap("250402:2152", at)
}

fn message(at: &str) -> Lines {
    post().swap("DTM+137:202504022150:203", at)
}

fn deducted(on: &str) -> Lines {
    post().swap("DTM+961:20250401:102", &format!("DTM+961:{on}"))
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-15":
        "a letter on day nought", letter("000000:2152"), "E202", "unusable";
        "a letter in month thirteen", letter("991332:2152"), "E202", "unusable";
        "a letter on 29 February of a short year", letter("290229:2152"), "E202", "unusable";
        "a letter on 29 February of a leap year", letter("240229:2152"), "", "4 read";
        "a letter on 31 February", letter("250231:2152"), "E202", "unusable";
        "a letter on 31 April", letter("250431:2152"), "E202", "unusable";
        "a letter at 24:60", letter("250402:2460"), "E202", "unusable";
        "a letter at 24:00", letter("250402:2400"), "E202", "unusable";
        "a letter at 23:60", letter("250402:2360"), "E202", "unusable";
        "a letter at midnight", letter("250402:0000"), "", "4 read";
        "a letter without time", letter("250402"), "E202", "unusable";
        "a letter without date", letter(":2152"), "E202", "unusable";
        "a letter with its century", letter("20250402:2152"), "E202", "unusable";
        "a letter with seconds", letter("250402:215200"), "E202", "unusable";
        "a letter with letters in its date", letter("25APR2:2152"), "E202", "unusable";
        "a letter three days ahead", letter("250406:2152"), "E312", "4 read";
        "a letter two days ahead", letter("250405:2152"), "", "4 read";
        "a letter of 1992", letter("920113:2152"), "E312", "4 read";
        "a letter in the skipped hour", letter("250330:0130"), "E313", "4 read";
        "a letter in the repeated hour", letter("241027:0130"), "", "4 read";
        "a message without time", post().without("DTM+137").counted(), "E307", "4 read";
        "a message on 31 February", message("DTM+137:202502312150:203"), "E307", "4 read";
        "a message with a date alone", message("DTM+137:20250402:203"), "E307", "4 read";
        "a message with seconds", message("DTM+137:20250402215000:203"), "E307", "4 read";
        "a deduction on 31 February", deducted("20250231:102"), "E412", "4 read";
        "a deduction on day nought", deducted("00000000:102"), "E412", "4 read";
        "a deduction on day 99999999", deducted("99999999:102"), "E412", "4 read";
        "a deduction with six digits", deducted("250401:102"), "E412", "4 read";
        "a deduction with a time", deducted("202504012150:203"), "E412 E417", "4 read";
        "a deduction with hyphens", deducted("2025-04-01:102"), "E412 E417", "4 read";
        "a deduction the other way round", deducted("01042025:102"), "E412", "4 read";
        "a deduction without its day", deducted(":102"), "E411", "4 read";
        "a deduction without its format", deducted("20250401"), "", "4 read";
        "a deduction on 29 February 1900", deducted("19000229:102"), "E412", "4 read";
        "a deduction on 29 February 2000", deducted("20000229:102"), "", "4 read";
    }
}
