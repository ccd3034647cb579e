//! E-13: groups that repeat, and never close.

use super::table::{Bad, files};
use crate::support::letters::{Lines, notice, post};

const MANY: usize = 2_000;

fn after_kind(lines: &str, count: usize) -> Lines {
    post()
        .after("RFF+950:F4", &format!("{lines}\n").repeat(count))
        .counted()
}

fn in_transaction(lines: &str, count: usize) -> Lines {
    post()
        .after("RFF+TN:1290", &format!("{lines}\n").repeat(count))
        .counted()
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-13":
        "S01 twice", after_kind("S01+1", 1), "E401 E411", "4 read, 1 aside";
        "S01 many times", after_kind("S01+1", MANY), "E401 E411", "4 read, 2000 aside";
        "S01 many times without its number", after_kind("S01", MANY), "E401 E411", "4 read, 2000 aside";
        "S02 many times in a transaction", in_transaction("S02+2", MANY), "", "4 read";
        "S02 many times before a transaction", after_kind("S02+2", MANY), "E315 E416", "4 read";
        "S01 and S02 by turns", after_kind("S01+1\nS02+2", MANY), "E401 E411", "4 read, 2000 aside";
        "S03 many times", in_transaction("S03+3", MANY), "E315 E416", "4 read";
        "S00, S04 and S99", in_transaction("S00+0\nS04+4\nS99+99", 1), "E416", "4 read";
        "numbers without groups, many times", post().without_any("S01").after("RFF+950:F4", &"RFF+TN:1\n".repeat(MANY)).counted(), "E404 E405 E411", "2004 read";
        "numbers in one group, many times", in_transaction("RFF+TN:1290", MANY), "E315 E402", "3 read, 1 aside";
        "S01 with another number", post().swap("S01+1", "S01+7"), "", "4 read";
        "S02 with another number", post().swap("S02+2", "S02+1"), "", "4 read";
        "S01 with a word", post().swap("S01+1", "S01+ONE"), "", "4 read";
        "no S02", post().without("S02").counted(), "", "4 read";
        "S02 before S01", post().before("S01", "S02+2").counted(), "E416", "4 read";
        "S01 at the end of a message", post().before("UNT", "S01+1").counted(), "E401 E411", "4 read, 1 aside";
        "S01 before the kind", post().before("RFF+950:F4", "S01+1").counted(), "E301", "2 read, 1 aside";
        "S01 after UNT", post().after("UNT", "S01+1"), "E214", "4 read";
        "S01 in a close of quarter", notice("F8", "S01+1\nRFF+TN:1\nGIS+Q:ZZZ").before("RFF+950", "DTM+206:20250331:102").counted(), "", "1 read";
        "a message that never closes", post().without_any("UNT").without("UNZ"), "E205 E210", "4 read";
        "messages that open many times", post().after("RFF+TN:1290", &"UNH+00067510+FHSREG:0:1:FH:FHS001\n".repeat(MANY)).without("UNZ"), "E205 E207 E210 E301 E316 E411 E416", "3 read, 2000 aside";
        "letters that open many times", format!("{}{}", "UNB+UNOA:2+NF01+BRK5+250402:2152+00044120'".repeat(3), "UNZ+0+00044120'"), "E203 E210", "unusable; unusable; unusable";
    }
}
