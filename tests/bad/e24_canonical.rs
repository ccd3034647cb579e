//! E-24: nothing is wrong at all: letters as they are written, which must be read without a word and
//! written again as they were.

use super::table::{Bad, files};
use crate::support::letters::{Lines, filing, notice};

const START: &str = "S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900";
const PATIENT: &str = "S02+2\nPNA+PAT+9990413703:OPI";

fn from_service(kind: &str, middle: &str, end: &str) -> Lines {
    notice(kind, &joined(middle, end))
}

fn from_practice(kind: &str, middle: &str, end: &str) -> Lines {
    filing(kind, &joined(middle, end))
}

/// The lines before and behind the patient's number.
fn joined(middle: &str, end: &str) -> String {
    let middle = if middle.is_empty() {
        String::new()
    } else {
        format!("\n{middle}")
    };

    format!("{START}{middle}\n{PATIENT}{end}")
}

pub(crate) fn files() -> Vec<Bad> {
    let birth = "HEA+ACD+A:ZZZ\nHEA+ATP+1:ZZZ\nDTM+956:20250310:102";
    let baby = "+++SU:O?'NEILL+FO:ISLA+TI:MISS\nDTM+329:20250217:102\nPDI+2\nNAD+PAT++??:7 WHARF STREET::NORWICH:NORFOLK+++++NR9  0ZZ";
    let transfer =
        "NAD+PGP+++DR A SINGH\nHEA+ACD+R:ZZZ\nHEA+ATP+3:ZZZ\nDTM+956:20250311:102\nLOC+950+OTLEY";
    let mover = "+++SU:COLE\nDTM+329:19710930:102\nPDI+1\nNAD+PAT++THE OLD FORGE::BARFORD:NORWICH:\nNAD+PER++OTLEY";
    let abroad = "HEA+ACD+A:ZZZ\nHEA+ATP+4:ZZZ\nDTM+956:20250311:102\nDTM+957:20250120:102\nDTM+958:20011005:102";
    let arrival = "+++SU:BRANDT\nDTM+329:19690228:102\nPDI+0\nNAD+PAT++MILL HOUSE::::";

    files! { "E-24":
        "a birth", from_practice("G1", birth, baby), "", "1 read";
        "a transfer in", from_practice("G1", transfer, mover), "", "1 read";
        "someone from abroad", from_practice("G1", abroad, arrival), "E422", "1 read";
        "an amendment of a surname", from_practice("G2", "", "+++SU:ADEYEMI"), "", "1 read";
        "an amendment of the address", from_practice("G2", "FTX+RGI+++MOVED", "\nNAD+PAT++%:22 PRIORY LANE:COSTESSEY:NORWICH:NORFOLK+++++NR5  0ZZ"), "", "1 read";
        "an amendment of markers", from_practice("G2", "NAD+RIC+%:956\nHEA+DM+Y:ZZZ", "\nS02+2\nPNA+PER++++SU:%"), "", "1 read";
        "a removal", from_practice("G3", "FTX+RGI+++19 MILES FROM SURGERY", ""), "", "1 read";
        "a request to remove", from_practice("G5", "GIS+13:ZZZ\nDTM+961:20250228:102\nFTX+RGI+++ADDRESS UNKNOWN", ""), "", "1 read";
        "an amendment notice", from_service("F1", "HEA+DM+%:ZZZ", "++++FO:%+TI:DR\nDTM+329:19700101:102\nPDI+9"), "", "1 read";
        "a new NHS number", from_service("F1", "", "\nS02+2\nPNA+PER+9990415072:API"), "", "1 read";
        "a new address", from_service("F1", "", "\nNAD+PAT++??:5 QUAY SIDE::CROMER:%+++++%"), "", "1 read";
        "a deduction", from_service("F2", "NAD+NFH+SU:954\nGIS+2:ZZZ\nDTM+961:20250401:102", ""), "", "1 read";
        "a death", from_service("F2", "GIS+1:ZZZ\nDTM+961:20250309:102", ""), "", "1 read";
        "a rejection", notice("F3", &format!("{START}\nFTX+RGI+++3 CONFIRM ADDRESS?: SEE PCSE")), "", "1 read";
        "an approval", from_service("F4", "", ""), "", "1 read";
        "an approval without a number", notice("F4", START), "", "1 read";
        "records sent", from_service("F5", "", ""), "", "1 read";
        "records flag removed", from_service("F6", "", ""), "", "1 read";
        "a close of quarter", notice("F8", "RFF+TN:1290\nGIS+Q:ZZZ").before("RFF+950", "DTM+206:20250331:102").counted(), "", "1 read";
        "an FP69 notice", from_service("F9", "HEA+FRN+8:ZZZ\nDTM+962:20250702:102\nFTX+RGI+++GONE AWAY", "+++SU:PIKE+FO:ANN++MI:LEE\nDTM+329:19700101:102\nNAD+PAT++1 ROW:::ELY:+++++CB7  0ZZ"), "", "1 read";
        "an FP69 flag removed", from_service("F10", "", ""), "", "1 read";
        "the answer to a request", from_service("F11", "FTX+RGI+++REMOVED AFTER 30 DAYS", ""), "", "1 read";
        "three transactions", notice("F4", &[START, &START.replace("TN:1", "TN:2"), &START.replace("TN:1", "TN:3")].join("\n")), "", "3 read";
    }
}
