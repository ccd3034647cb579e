//! E-06: segments out of order, unknown ones, and ones that only look like those that are known.

use super::table::{Bad, files};
use crate::support::letters::post;

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-06":
        "an unknown segment in a transaction", post().after("RFF+TN:1290", "XYZ+1").counted(), "E416", "4 read";
        "an unknown segment in a head", post().after("BGM", "XYZ+1").counted(), "E416", "4 read";
        "an unknown segment before the first message", post().after("UNB", "XYZ+1"), "E214", "4 read";
        "an unknown segment between messages", post().after("UNT", "XYZ+1"), "E214", "4 read";
        "a service segment that is not used", post().after("UNB", "UNG+1").after("UNT+14+00067512", "UNE+1"), "E214", "4 read";
        "UNHX", post().swap("UNH+00067511", "UNHX+00067511"), "E111 E209 E212 E214", "3 read";
        "NADX for the doctor", post().swap("NAD+GP", "NADX+GP"), "E111 E411", "3 read, 1 aside";
        "UNBX", post().swap("UNB", "UNBX"), "E111 E201", "unusable";
        "UNZX", post().swap("UNZ", "UNZX"), "E111 E210 E214", "4 read";
        "UNTX", post().swap("UNT+14+00067512", "UNTX+14+00067512"), "E111 E205", "3 read, 1 aside";
        "NAD+GPX", post().swap("NAD+GP+", "NAD+GPX+"), "E411 E416", "4 read";
        "RFF+TNX", post().swap("RFF+TN:1290", "RFF+TNX:1290"), "E401 E416", "3 read, 1 aside";
        "RFF+9500", post().swap("RFF+950:F4", "RFF+9500:F4"), "E301 E416", "2 read, 1 aside";
        "a tag in small letters", post().swap("PNA+PAT", "pna+PAT"), "E111 E114", "3 read, 1 aside";
        "a tag of two letters", post().swap("PNA+PAT", "PN+PAT"), "E111", "3 read, 1 aside";
        "a tag of blanks", post().after("RFF+TN:1290", "A B+1").counted(), "E111", "3 read, 1 aside";
        "no tag", post().after("RFF+TN:1290", "+1").counted(), "E111", "3 read, 1 aside";
        "a tag with a component", post().swap("S02+2", "S02:1+2"), "E111", "3 read, 1 aside";
        "S011", post().swap("S01+1", "S011+1"), "E111 E404", "4 read, 1 aside";
        "the kind after the transactions", post().without("RFF+950").before("UNT", "RFF+950:F4"), "E301", "2 read, 1 aside";
        "the kind again among the transactions", post().after("RFF+TN:1290", "RFF+950:F4").counted(), "E302", "2 read, 1 aside";
        "the authority after the kind", post().without("NAD+FHS").after("RFF+950", "NAD+FHS+NF:954"), "", "4 read";
        "the authority in a transaction", post().without("NAD+FHS").after("RFF+TN:1290", "NAD+FHS+NF:954"), "E303 E416", "4 read";
        "the doctor before the number", post().without("RFF+TN:1290").after("NAD+GP", "RFF+TN:1290"), "", "4 read";
        "the patient before the doctor", post().without("NAD+GP").after("PNA", "NAD+GP+9934561,B12:900"), "", "4 read";
        "a transaction without S01", post().without("S01").counted(), "E404", "4 read";
        "no S01 at all", post().without_any("S01").counted(), "E404", "4 read";
        "UNT before UNH", post().after("UNB", "UNT+1+00067510"), "E209", "4 read";
        "a service segment inside a message", post().after("RFF+TN:20011", "UNS+D").counted(), "E416", "4 read";
        "a segment that begins like UNT inside a message", post().after("RFF+TN:20011", "UNTY+1").counted(), "E111", "3 read, 1 aside";
        "a service segment in a head", post().after("BGM", "UNS+D").counted(), "E416", "4 read";
        "UNH inside a message", post().without("UNT").without("UNT"), "E205", "4 read";
        "UNZ before the last UNT", post().without("UNZ").before("UNT+14+00067512", "UNZ+3+00044120"), "E205 E215", "4 read";
        "UNB inside a message", post().after("RFF+950:F1", "UNB+UNOA:2+NF01+BRK5+250402:2152+00044121"), "E205 E209 E210 E212 E213 E214 E311", "2 read; 1 read";
        "a message type that only begins like one", post().swap("FHSREG:0", "FHSREGX:0"), "E308", "2 read, 1 aside";
        "an unusual version", post().swap("FHSREG:0:1", "FHSREG:0:2"), "E309", "4 read";
    }
}
