//! E-04: UNT counts what is not there, or cannot be read.

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

fn first(line: &str) -> Lines {
    post().with("UNT+14+00067510", line)
}

fn second(line: &str) -> Lines {
    post().with("UNT+12+00067511", line)
}

fn last(line: &str) -> Lines {
    post().with("UNT+14+00067512", line)
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-04":
        "one too many in the first", first("UNT+15+00067510"), "E207", "4 read";
        "one too few in the first", first("UNT+13+00067510"), "E207", "4 read";
        "without UNH and UNT", second("UNT+10+00067511"), "E207", "4 read";
        "nought", second("UNT+0+00067511"), "E207", "4 read";
        "the whole letter", last("UNT+42+00067512"), "E207", "4 read";
        "the largest number of all", last("UNT+18446744073709551615+00067512"), "E207", "4 read";
        "beyond the largest number", last("UNT+99999999999999999999+00067512"), "E206", "4 read";
        "a word", first("UNT+FOURTEEN+00067510"), "E206", "4 read";
        "less than nought", first("UNT+-14+00067510"), "E206", "4 read";
        "nothing", first("UNT++00067510"), "E206", "4 read";
        "blanks round the number", first("UNT+ 14 +00067510"), "", "4 read";
        "noughts before the number", first("UNT+00014+00067510"), "", "4 read";
        "a decimal comma", first("UNT+14,0+00067510"), "E206", "4 read";
        "a second component", first("UNT+14:0+00067510"), "E206", "4 read";
        "the reference in its place", first("UNT+00067510+14"), "E207 E208", "4 read";
        "no reference", first("UNT+14"), "E206", "4 read";
        "no elements", second("UNT"), "E206", "4 read";
        "elements of its own", second("UNT+12+00067511+X"), "", "4 read";
        "every count wrong", post().swap("UNT+14", "UNT+1").swap("UNT+12", "UNT+1").swap("UNT+14", "UNT+1"), "E207", "4 read";
        "counts of the neighbours", first("UNT+12+00067510").with("UNT+12+00067511", "UNT+14+00067511"), "E207", "4 read";
        "a segment lost in the first", post().without("BGM"), "E207", "4 read";
        "a segment added in the first", post().after("BGM", "BGM+++507"), "E207", "4 read";
        "no UNT in the first", post().without("UNT"), "E205", "4 read";
        "no UNT at all", post().without_any("UNT"), "E205", "4 read";
        "UNT twice", post().after("UNT", "UNT+14+00067510"), "E209", "4 read";
        "UNT in small letters", last("unt+14+00067512"), "E111 E114 E205", "3 read, 1 aside";
    }
}
