//! E-01: cut off at telling places; `truncated.rs` cuts the golden cases at every byte.

use super::table::{Bad, files};
use crate::support::letters::post;

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-01":
        "after UNB's tag", post().cut_after("UNB"), "E108 E202", "unusable";
        "in the syntax identifier", post().cut_after("UNB+UNO"), "E108 E202", "unusable";
        "after the sender", post().cut_after("NF01"), "E108 E202", "unusable";
        "after the recipient", post().cut_after("BRK5"), "E108 E202", "unusable";
        "in UNB's time", post().cut_after("250402:21"), "E108 E202", "unusable";
        "after UNB's time", post().cut_after("250402:2152"), "E108 E202", "unusable";
        "before the control reference", post().cut_after("250402:2152+"), "E108 E202", "unusable";
        "in the control reference", post().cut_after("+0004"), "E108 E203 E210 E216", "unusable";
        "after UNB", post().cut_after("TRANSFERS'"), "E203 E210", "unusable";
        "in UNH's tag", post().cut_after("\nUN"), "E108 E111 E203 E210 E214", "unusable";
        "after UNH's tag", post().cut_after("\nUNH"), "E108 E204 E205 E210", "0 read, 1 aside";
        "in a message reference", post().cut_after("UNH+0006"), "E108 E204 E205 E210", "0 read, 1 aside";
        "in the message type", post().cut_after("UNH+00067510+FHS"), "E108 E205 E210 E308", "0 read, 1 aside";
        "after the message type", post().cut_after("FHSREG:0:1:FH:FHS001"), "E108 E205 E210 E301", "0 read, 1 aside";
        "after UNH", post().cut_after("FHS001'"), "E205 E210 E301", "0 read, 1 aside";
        "in the first kind", post().cut_after("RFF+950:F"), "E108 E205 E210 E311", "0 read, 1 aside";
        "before the first transaction", post().cut_after("RFF+950:F4'"), "E205 E210 E311", "0 read";
        "after S01", post().cut_after("S01+1'"), "E205 E210 E401 E411", "0 read, 1 aside";
        "in a transaction number", post().cut_after("RFF+TN:12"), "E108 E205 E210 E411", "0 read, 1 aside";
        "after a transaction number", post().cut_after("RFF+TN:1290'"), "E205 E210 E411", "1 read";
        "in a doctor's code", post().cut_after("NAD+GP+99345"), "E108 E205 E210 E426", "0 read, 1 aside";
        "in an NHS number", post().cut_after("PNA+PAT+99904"), "E108 E205 E210 E420", "0 read, 1 aside";
        "after a whole transaction", post().cut_after("9990413703:OPI'"), "E205 E210", "1 read";
        "in a count of segments", post().cut_after("UNT+1"), "E108 E206 E210", "2 read";
        "in UNT's reference", post().cut_after("UNT+14+0006"), "E108 E208 E210", "2 read";
        "after a message", post().cut_after("UNT+14+00067510'"), "E210", "2 read";
        "in a surname", post().cut_after("SU:FER"), "E108 E205 E210", "2 read, 1 aside";
        "in an address", post().cut_after("NAD+PAT++??:5 QUAY"), "E108 E205 E210 E422", "2 read, 1 aside";
        "after a release character", post().cut_after("NAD+PAT++?"), "E109 E205 E210 E421 E422", "2 read, 1 aside";
        "in a date", post().cut_after("DTM+961:202504"), "E108 E205 E210 E410 E412", "3 read, 1 aside";
        "in UNZ's tag", post().cut_after("00067512'\nU"), "E108 E111 E210 E214", "4 read";
        "after UNZ's tag", post().cut_after("UNZ"), "E107 E211", "4 read";
        "in the count of messages", post().cut_after("UNZ+3"), "E107 E211", "4 read";
        "in UNZ's reference", post().cut_after("UNZ+3+0004"), "E107 E213", "4 read";
        "before the last terminator", post().cut_after("UNZ+3+00044120"), "E107", "4 read";
    }
}
