//! E-16: things that may stand once stand twice.

use super::table::{Bad, files};
use crate::support::letters::{Lines, filing, notice, post};

/// A deduction of the invented letter with these lines added.
fn deduction(lines: &str) -> Lines {
    post().before("NAD+NFH", lines).counted()
}

fn amendment(lines: &str) -> Lines {
    post().after("PNA+PAT+9990415072", lines).counted()
}

fn registration(lines: &str) -> Lines {
    filing(
        "G1",
        &format!(
            "S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\nHEA+ACD+A:ZZZ\nHEA+ATP+2:ZZZ\nDTM+956:20250402:102\n\
             LOC+950+SPLIT\n{lines}\nS02+2\nPNA+PAT+9990413703:OPI+++SU:HORVAT\nDTM+329:19900101:102\nPDI+2\n\
             NAD+PAT++??:1 HIGH STREET::DISS:+++++IP22 0ZZ"
        ),
    )
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-16":
        "two doctors", post().after("NAD+GP", "NAD+GP+9934562,PLX912:900").counted(), "E414", "3 read, 1 aside";
        "the same doctor twice", post().after("NAD+GP", "NAD+GP+9934561,B12:900").counted(), "E414", "3 read, 1 aside";
        "two numbers of a transaction", post().after("RFF+TN", "RFF+TN:1299").counted(), "E402", "3 read, 1 aside";
        "two transactions with one number", post().swap("RFF+TN:1291", "RFF+TN:1290"), "E405", "4 read";
        "two transactions with one number, once with a nought", post().swap("RFF+TN:1291", "RFF+TN:01290"), "E405", "4 read";
        "one number in two messages", post().swap("RFF+TN:20012", "RFF+TN:20011"), "", "4 read";
        "a number twice in one transaction", post().after("RFF+TN", "RFF+TN:1290").counted(), "E402", "3 read, 1 aside";
        "two messages with one reference, once with noughts less", post().swap("UNH+00067511", "UNH+67510").swap("UNT+12+00067511", "UNT+12+67510"), "E217 E316", "4 read";
        "two kinds of a message", post().after("RFF+950", "RFF+950:F2").counted(), "E302", "2 read, 1 aside";
        "two authorities", post().after("NAD+FHS", "NAD+FHS+SU:954").counted(), "E306", "4 read";
        "two patients", post().after("PNA", "S02+2\nPNA+PAT+9990416443:OPI").counted(), "E414", "3 read, 1 aside";
        "two new authorities", deduction("NAD+NFH+LDS:954"), "E414", "3 read, 1 aside";
        "two reasons", deduction("GIS+1:ZZZ"), "E414", "3 read, 1 aside";
        "two days of deduction", deduction("DTM+961:20250402:102"), "E414", "3 read, 1 aside";
        "two addresses", amendment("NAD+PAT++??:6 QUAY SIDE::CROMER:NORFOLK"), "E414", "3 read, 1 aside";
        "two dates of birth", amendment("DTM+329:19900101:102\nDTM+329:19900102:102"), "E414", "3 read, 1 aside";
        "two sexes", amendment("PDI+1\nPDI+2"), "E414", "3 read, 1 aside";
        "two previous surnames", amendment("S02+2\nPNA+PER++++SU:A\nPNA+PER++++SU:B"), "E414", "3 read, 1 aside";
        "two new NHS numbers", amendment("PNA+PER+9990417814:API\nPNA+PER+9990419183:API"), "E414", "3 read, 1 aside";
        "two surnames in one segment", post().swap("SU:FERRIER+", "SU:FERRIER+SU:MASON+"), "E414", "3 read, 1 aside";
        "two institutes", amendment("NAD+RIC+RT:956\nNAD+RIC+AA:956"), "E414", "3 read, 1 aside";
        "two drugs markers", amendment("HEA+DM+Y:ZZZ\nHEA+DM+%:ZZZ"), "E414", "3 read, 1 aside";
        "two texts are one text", notice("F3", "S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\nFTX+RGI+++A\nFTX+RGI+++B"), "", "1 read";
        "two FP69 reasons", notice("F9", "S01+1\nRFF+TN:1\nNAD+GP+9934561,B12:900\nHEA+FRN+1:ZZZ\nHEA+FRN+8:ZZZ\nDTM+962:20250702:102\nS02+2\nPNA+PAT+9990413703:OPI+++SU:PIKE\nDTM+329:19700101:102"), "E414", "0 read, 1 aside";
        "a registration with nothing twice", registration("HEA+DM+Y:ZZZ"), "", "1 read";
        "two acceptance codes", registration("HEA+ACD+R:ZZZ"), "E414", "0 read, 1 aside";
        "two acceptance types", registration("HEA+ATP+3:ZZZ"), "E414", "0 read, 1 aside";
        "two days of acceptance", registration("DTM+956:20250403:102"), "E414", "0 read, 1 aside";
        "two places of birth", registration("LOC+950+ZADAR"), "E414", "0 read, 1 aside";
        "two notes are one note", registration("FTX+RGI+++A\nFTX+RGI+++B"), "", "1 read";
    }
}
