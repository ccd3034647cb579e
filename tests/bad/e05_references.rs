//! E-05: the references of UNB and UNZ, or of UNH and UNT, are not the same.

use super::table::{Bad, files};
use crate::support::letters::post;

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-05":
        "UNZ one higher", post().with("UNZ", "UNZ+3+00044121"), "E213", "4 read";
        "UNZ one lower", post().with("UNZ", "UNZ+3+00044119"), "E213", "4 read";
        "UNZ with digits changed over", post().with("UNZ", "UNZ+3+00044210"), "E213", "4 read";
        "UNZ of noughts", post().with("UNZ", "UNZ+3+00000000"), "E213", "4 read";
        "UNZ empty", post().with("UNZ", "UNZ+3+"), "E213", "4 read";
        "UNZ a word", post().with("UNZ", "UNZ+3+LETTER"), "E213", "4 read";
        "UNZ without its noughts", post().with("UNZ", "UNZ+3+44120"), "", "4 read";
        "UNZ with more noughts", post().with("UNZ", "UNZ+3+0000044120"), "", "4 read";
        "UNZ with the sender's message reference", post().with("UNZ", "UNZ+3+00067510"), "E213", "4 read";
        "UNZ with a second component", post().with("UNZ", "UNZ+3+00044120:1"), "E213", "4 read";
        "UNZ with a blank inside", post().with("UNZ", "UNZ+3+000 44120"), "E213", "4 read";
        "UNT one higher", post().swap("UNT+14+00067510", "UNT+14+00067511"), "E208", "4 read";
        "UNT one lower", post().swap("UNT+14+00067510", "UNT+14+00067509"), "E208", "4 read";
        "UNT of noughts", post().swap("UNT+12+00067511", "UNT+12+00000000"), "E208", "4 read";
        "UNT empty", post().swap("UNT+12+00067511", "UNT+12+"), "E208", "4 read";
        "UNT a word", post().swap("UNT+12+00067511", "UNT+12+MESSAGE"), "E208", "4 read";
        "UNT without its noughts", post().swap("UNT+12+00067511", "UNT+12+67511"), "", "4 read";
        "UNT with the letter's reference", post().swap("UNT+14+00067512", "UNT+14+00044120"), "E208", "4 read";
        "the UNTs of two messages changed over", post().swap("UNT+14+00067510", "UNT+14+00067511").swap("UNT+12+00067511", "UNT+12+00067510"), "E208", "4 read";
        "all of them wrong", post().swap("UNT+14+00067510", "UNT+14+1").swap("UNT+12+00067511", "UNT+12+1").swap("UNT+14+00067512", "UNT+14+1").with("UNZ", "UNZ+3+1"), "E208 E213", "4 read";
        "two messages with one reference", post().swap("UNH+00067511", "UNH+00067510").swap("UNT+12+00067511", "UNT+12+00067510"), "E316", "4 read";
        "UNB changed instead", post().swap("00044120", "00044129"), "E213", "4 read";
        "UNH changed instead", post().swap("UNH+00067511", "UNH+00067519"), "E208", "4 read";
    }
}
