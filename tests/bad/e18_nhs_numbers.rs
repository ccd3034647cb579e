//! E-18: NHS numbers that are none. They are flagged, never refused: an older key still names a patient.

use super::table::{Bad, files};
use crate::support::letters::{Lines, filing, post};

/// The deduction of the invented letter, of the patient with this number.
fn of(number: &str) -> Lines {
    post().swap("9990416443", number)
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-18":
        "in the range for tests", of("9990417814"), "", "4 read";
        "the last number of the range for tests", of("9999999999"), "", "4 read";
        "the last digit one higher", of("9990416444"), "E420", "4 read";
        "two digits changed over", of("9990461443"), "E420", "4 read";
        "a check digit of ten", of("9990000000"), "E420", "4 read";
        "counted up", of("1234567890"), "E420", "4 read";
        "noughts", of("0000000000"), "", "4 read";
        "nine digits", of("999041644"), "E420", "4 read";
        "eleven digits", of("99904164433"), "E420", "4 read";
        "a single digit", of("9"), "E420", "4 read";
        "with blanks", of("999 041 6443"), "E420", "4 read";
        "with hyphens", of("999-041-6443"), "E420", "4 read";
        "with a blank before it", of(" 9990416443"), "E420", "4 read";
        "with a letter", of("999041644X"), "E420", "4 read";
        "of Northern Ireland's shape", of("3200000007"), "", "4 read";
        "of an older form", of("BRK/7/31"), "E420", "4 read";
        "like the mark of a surname", of("SU12"), "E420", "4 read";
        "like the mark of forenames", of("FSAB12"), "E420", "4 read";
        "a percent sign", of("%"), "E420", "4 read";
        "blank", of("   "), "E410", "3 read, 1 aside";
        "missing", of(""), "E410", "3 read, 1 aside";
        "missing with its segment", post().without("PNA+PAT+9990416443").counted(), "E410", "3 read, 1 aside";
        "of the previous person", post().swap("PNA+PAT+9990416443:OPI", "PNA+PER+9990416443:OPI"), "E410 E415", "3 read, 1 aside";
        "a new one that fails the check", post().after("PNA+PAT+9990415072", "PNA+PER+9990417815:API").counted(), "E420", "4 read";
        "missing in an approval", post().swap("9990413703", ""), "", "4 read";
        "failing the check in a request", filing("G5", "S01+1\nRFF+TN:1\nNAD+GP+9934561,B12:900\nGIS+1:ZZZ\nDTM+961:20250309:102\nS02+2\nPNA+PAT+9990413704:OPI"), "E420", "1 read";
    }
}
