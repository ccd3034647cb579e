//! E-19: kinds of transaction that are unknown, or no longer used. They are receipted and shown.

use super::table::{Bad, files};
use crate::support::letters::{Lines, notice, post};

/// The first message of the invented letter as another kind.
fn kind(code: &str) -> Lines {
    post().swap("RFF+950:F4", &format!("RFF+950:{code}"))
}

fn message_type(name: &str) -> Lines {
    post().swap(
        "UNH+00067510+FHSREG:0:1:FH:FHS001",
        &format!("UNH+00067510+{name}"),
    )
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-19":
        "F99", kind("F99"), "E403", "4 read";
        "F0", kind("F0"), "E403", "4 read";
        "F7", kind("F7"), "E403", "4 read";
        "F12", kind("F12"), "E403", "4 read";
        "F04", kind("F04"), "E403", "4 read";
        "f4", kind("f4"), "E114 E403", "4 read";
        "F 4", kind("F 4"), "E403", "4 read";
        "F4 and a blank", kind("F4 "), "E403", "4 read";
        "F4X", kind("F4X"), "E403", "4 read";
        "a number", kind("950"), "E403", "4 read";
        "an old name", kind("MRS"), "E403", "4 read";
        "a long word", kind(&"F".repeat(500)), "E403", "4 read";
        "an empty kind", kind(""), "E301", "2 read, 1 aside";
        "a blank kind", kind("  "), "E301", "2 read, 1 aside";
        "a released kind", kind("F?4"), "", "4 read";
        "records sent", kind("F5"), "", "4 read";
        "records flag removed", kind("F6"), "", "4 read";
        "a close of quarter with groups and doctors", kind("F8"), "E411 E415", "4 read";
        "an unknown kind with unknown segments", kind("F99").after("RFF+TN:1290", "ABC+1\nDEF+2").counted(), "E403 E416", "4 read";
        "an unknown kind without groups", notice("F99", "RFF+TN:1\nNAD+GP+9934561,B12:900"), "E403 E404", "1 read";
        "an unknown kind without transactions", notice("F99", "FTX+RGI+++A"), "E311 E416", "0 read";
        "a practice's kind from the service", kind("G5"), "E305 E410", "2 read, 2 aside";
        "the kind G4", kind("G4"), "E403", "4 read";
        "another type of message", message_type("MEDRPT:0:1:FH"), "E308", "2 read, 1 aside";
        "the type in small letters", message_type("fhsreg:0:1:FH:FHS001"), "E114 E308", "2 read, 1 aside";
        "the type with a blank", message_type("FHSREG :0:1:FH:FHS001"), "E308", "2 read, 1 aside";
        "the type alone", message_type("FHSREG"), "E309", "4 read";
        "a receipt among registrations", message_type("RECEP:0:2:FH"), "E310 E416 E501 E505", "2 read, 1 aside";
    }
}
