//! What the fault catalogue has no class for: values that are missing, contradict each other, or cannot be understood.

use super::table::{Bad, files};
use crate::support::letters::{Lines, filing, notice, post};

const START: &str = "S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900";

/// The amendment of the invented letter with other lines after its patient.
fn amendment(lines: &str) -> Lines {
    post().after("PNA+PAT+9990415072", lines).counted()
}

fn named(name: &str) -> Lines {
    post().swap("SU:FERRIER+FO:GRACE+TI:DR", name)
}

fn registration(kind: &str) -> Lines {
    filing(
        "G1",
        &format!(
            "{START}\nHEA+ACD+A:ZZZ\nHEA+ATP+{kind}:ZZZ\nDTM+956:20250402:102\nLOC+950+SPLIT\nS02+2\n\
             PNA+PAT+9990413703:OPI+++SU:HORVAT\nDTM+329:19900101:102\nPDI+2\nNAD+PAT++??:1 HIGH STREET::DISS:"
        ),
    )
}

fn request(lines: &str) -> Lines {
    filing(
        "G5",
        &format!("{START}\n{lines}\nS02+2\nPNA+PAT+9990413703:OPI"),
    )
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "meaning":
        "a surname one place too early", post().swap(":OPI+++SU:FERRIER", ":OPI++SU:FERRIER"), "", "4 read";
        "a surname one place too early without its mark", post().swap(":OPI+++SU:FERRIER", ":OPI++FERRIER"), "E430", "4 read";
        "a new number one place too late", amendment("PNA+PER++9990413703:API"), "E430", "4 read";
        "no authority", post().without("NAD+FHS").counted(), "E303", "4 read";
        "an authority in small letters", post().swap("NAD+FHS+NF", "NAD+FHS+nf"), "E114 E304", "4 read";
        "an authority of four letters", post().swap("NAD+FHS+NF", "NAD+FHS+NORF"), "E304", "4 read";
        "an authority of another link", post().swap("NAD+FHS+NF", "NAD+FHS+SU"), "E305", "4 read";
        "a sender of three characters", post().swap("NF01", "NF1"), "E305 E314", "4 read";
        "a recipient in small letters", post().swap("BRK5", "brk5"), "E114 E314", "4 read";
        "another syntax", post().swap("UNOA:2", "UNOB:2"), "E218", "4 read";
        "a later version of the syntax", post().swap("UNOA:2", "UNOA:3"), "E218", "4 read";
        "a message without transactions", notice("F4", "FTX+RGI+++A"), "E311 E416", "0 read";
        "no doctor in a notice", post().without("NAD+GP").counted(), "E411", "4 read";
        "no doctor in a request", request("GIS+1:ZZZ\nDTM+961:20250309:102").without("NAD+GP").counted(), "E410", "0 read, 1 aside";
        "half a doctor's code", post().swap("9934561,B12", "9934561"), "E426", "4 read";
        "a doctor's code without its local half", post().swap("9934561,B12", "9934561,"), "E426", "4 read";
        "an item of another kind", post().after("RFF+TN:1290", "GIS+1:ZZZ").counted(), "E415", "4 read";
        "an address in an approval", post().after("PNA", "NAD+PAT++A:B:C:D:E+++++NR27 0ZZ").counted(), "E415", "4 read";
        "a name part without its mark", named("FERRIER+FO:GRACE"), "E427", "4 read";
        "a mark that is not known", named("XX:FERRIER+FO:GRACE"), "E427", "4 read";
        "forenames erased and set", named("SU:FERRIER+FO:%++MI:ANN"), "E428", "3 read, 1 aside";
        "a second forename erased alone", named("SU:FERRIER+++MI:%"), "E428", "3 read, 1 aside";
        "a surname erased", named("SU:%"), "E413", "3 read, 1 aside";
        "a date of birth erased", amendment("DTM+329:%:102"), "E413", "3 read, 1 aside";
        "a date of birth that is none", amendment("DTM+329:19700230:102"), "E413", "3 read, 1 aside";
        "a sex erased", amendment("PDI+%"), "E413", "3 read, 1 aside";
        "a sex that is none", amendment("PDI+3"), "E413", "3 read, 1 aside";
        "a drugs marker that is none", amendment("HEA+DM+N:ZZZ"), "E413", "3 read, 1 aside";
        "an address without a house", post().swap("??:5 QUAY SIDE", "??:"), "E421", "4 read";
        "an address without a town", post().swap("CROMER", ""), "E422", "4 read";
        "a postcode that is none", post().swap("NR27 0ZZ", "NORWICH"), "E423", "4 read";
        "an amendment of nothing", post().swap("+++SU:FERRIER+FO:GRACE+TI:DR", "").without("NAD+PAT").counted(), "E424", "4 read";
        "a reason that is not in the list", post().swap("GIS+2", "GIS+23"), "E425", "4 read";
        "a new authority that is none", post().swap("NAD+NFH+SU", "NAD+NFH+SUFFOLK"), "E412 E417", "4 read";
        "no reason", post().without("GIS").counted(), "E411", "4 read";
        "a code in a registration that is none", registration("2").swap("ACD+A", "ACD+X"), "E409", "0 read, 1 aside";
        "a registration of a type that is not used", registration("5"), "E409", "0 read, 1 aside";
        "a registration without surname", registration("2").swap("+++SU:HORVAT", ""), "E410", "0 read, 1 aside";
        "a registration without address", registration("2").without("NAD+PAT").counted(), "E410", "0 read, 1 aside";
        "a registration of nobody", registration("2").swap("9990413703:OPI", "").without("LOC").counted(), "E410", "0 read, 1 aside";
        "a birth without its day", registration("1").without("DTM+329").counted(), "E410", "0 read, 1 aside";
        "a transfer from nowhere", registration("3"), "E410", "0 read, 1 aside";
        "someone from abroad without the day of entry", registration("4"), "E410", "0 read, 1 aside";
        "a request without a reason", request("DTM+961:20250309:102"), "E410", "0 read, 1 aside";
        "a request with a day that is none", request("GIS+1:ZZZ\nDTM+961:20250231:102"), "E409", "0 read, 1 aside";
        "a removal without its reason", filing("G3", &format!("{START}\nS02+2\nPNA+PAT+9990413703:OPI")), "E410", "0 read, 1 aside";
        "a hundred and fifty odd segments", post().after("RFF+TN:1290", &"XYZ+1\n".repeat(150)).counted(), "E315 E416", "4 read";
    }
}
