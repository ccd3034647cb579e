//! E-03: UNZ counts what is not there, or cannot be read.

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

fn unz(line: &str) -> Lines {
    post().with("UNZ", line)
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-03":
        "one too many", unz("UNZ+4+00044120"), "E212", "4 read";
        "one too few", unz("UNZ+2+00044120"), "E212", "4 read";
        "nought", unz("UNZ+0+00044120"), "E212", "4 read";
        "as many as segments", unz("UNZ+42+00044120"), "E212", "4 read";
        "the largest number of all", unz("UNZ+18446744073709551615+00044120"), "E212", "4 read";
        "beyond the largest number", unz("UNZ+18446744073709551616+00044120"), "E211", "4 read";
        "a word", unz("UNZ+THREE+00044120"), "E211", "4 read";
        "less than nought", unz("UNZ+-3+00044120"), "E211", "4 read";
        "nothing", unz("UNZ++00044120"), "E211", "4 read";
        "a blank", unz("UNZ+ +00044120"), "E211", "4 read";
        "blanks round the number", unz("UNZ+ 3 +00044120"), "", "4 read";
        "a blank inside the number", unz("UNZ+1 3+00044120"), "E211", "4 read";
        "noughts before the number", unz("UNZ+0003+00044120"), "", "4 read";
        "a decimal point", unz("UNZ+3.0+00044120"), "E211", "4 read";
        "a second component", unz("UNZ+3:1+00044120"), "E211", "4 read";
        "a released digit", unz("UNZ+?3+00044120"), "E211", "4 read";
        "digits of another script", unz("UNZ+٣+00044120"), "E114 E211", "4 read";
        "a number with a sign", unz("UNZ+?+3+00044120"), "E211", "4 read";
        "the reference in its place", unz("UNZ+00044120+3"), "E212 E213", "4 read";
        "no reference", unz("UNZ+3"), "E211", "4 read";
        "no elements", unz("UNZ"), "E211", "4 read";
        "elements of its own", unz("UNZ+3+00044120+X+Y"), "", "4 read";
        "no UNZ", post().without("UNZ"), "E210", "4 read";
        "UNZ twice", post().then("UNZ+3+00044120"), "E215", "4 read";
        "UNZ in small letters", unz("unz+3+00044120"), "E111 E114 E210 E214", "4 read";
    }
}
