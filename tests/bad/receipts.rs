//! Receipts that do not say what they should.

use super::table::{Bad, files};
use crate::support::letters::{Lines, receipt};

fn good() -> Lines {
    receipt("RFF+MIS:00000733 CP\nRFF+RIS:00000512 OK:1")
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "receipts":
        "a good one", good(), "", "1 read";
        "without its letter", good().without("RFF+RIS").counted(), "E501", "0 read, 1 aside";
        "with two letters", good().after("RFF+RIS", "RFF+RIS:00000513 OK:1").counted(), "E507", "1 read, 1 aside";
        "with the same letter twice", good().after("RFF+RIS", "RFF+RIS:00000512 OK:1").counted(), "E507", "1 read, 1 aside";
        "without its messages", good().without("RFF+MIS").counted(), "E506", "1 read";
        "with a message too many", good().after("RFF+MIS", "RFF+MIS:00000734 CP").counted(), "E506", "1 read";
        "without a count", good().swap("OK:1", "OK"), "", "1 read";
        "with a count that is none", good().swap("OK:1", "OK:ONE"), "", "1 read";
        "with two blanks", good().swap("512 OK", "512  OK").swap("733 CP", "733   CP"), "", "1 read";
        "with a message without its code", good().swap("00000733 CP", "00000733"), "E502 E506", "1 read";
        "with a message that is a word", good().swap("00000733 CP", "HELLO CP"), "", "1 read";
        "with three words", good().swap("00000733 CP", "00000733 CP CP"), "E502 E506", "1 read";
        "with a code that is not in the list", good().swap("CP", "CX"), "E503", "1 read";
        "with a code in small letters", good().swap("CP", "cp"), "E114 E503", "1 read";
        "with a letter's code that is not in the list", good().swap("OK", "XX"), "E503", "1 read";
        "with a letter that is no number", good().swap("00000512", "LETTER"), "E501 E502", "0 read, 1 aside";
        "with a letter without its code", good().swap("00000512 OK", "00000512"), "E501 E502", "0 read, 1 aside";
        "without the time it was made", good().without("BGM").counted(), "E505", "1 read";
        "without the time of receipt", good().without("DTM+815").counted(), "E505", "1 read";
        "without NHS", good().without("NHS").counted(), "E505", "1 read";
        "with a time that is none", good().swap("DTM+815:202504022152", "DTM+815:202504312152"), "E505", "1 read";
        "with an unknown segment", good().after("BGM", "XYZ+1").counted(), "E416", "1 read";
        "with another version", good().swap("RECEP:0:2", "RECEP:0:1"), "E309", "1 read";
        "with a registration's version", good().swap("RECEP:0:2:FH", "RECEP:0:1:FH:FHS001"), "E309", "1 read";
        "with more messages than a letter holds", too_many(), "E504", "1 read, 1 aside";
        "damaged", good().swap("RFF+MIS", "RF+MIS"), "E111 E416 E506", "1 read, 1 aside";
        "cut off", good().cut_after("RFF+RIS:00000512 O"), "E108 E205 E210 E503", "1 read, 1 aside";
    }
}

fn too_many() -> Lines {
    let lines = "RFF+MIS:00000001 CP\n".repeat(10_000);

    receipt(&format!("{lines}RFF+RIS:00000512 OK:9999"))
}
