//! E-20: one bad transaction or message among good ones. It alone is set aside.

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

pub(crate) fn files() -> Vec<Bad> {
    let lost = |name: &str, line: &str, codes: &str, outcome: &str| {
        Bad::new("E-20", name, ten().without(line).counted(), codes, outcome)
    };
    let mut files: Vec<_> = (1..=10)
        .map(|number| {
            let letter = ten().swap(&format!("RFF+TN:50{number:02}"), "RFF+TN:NONE");
            Bad::new(
                "E-20",
                format!("number {number} of ten"),
                letter,
                "E401",
                "9 read, 1 aside",
            )
        })
        .collect();
    files.extend([
        lost(
            "the number of the first lost",
            "RFF+TN:5001",
            "E401",
            "9 read, 1 aside",
        ),
        lost(
            "the number of the last lost",
            "RFF+TN:5010",
            "E401",
            "9 read, 1 aside",
        ),
        lost(
            "the patient of the seventh lost",
            "PNA+PAT+9990420556",
            "E410",
            "9 read, 1 aside",
        ),
        lost("the first start lost", "S01", "E404", "10 read"),
        lost(
            "the kind of the message lost",
            "RFF+950",
            "E301",
            "0 read, 1 aside",
        ),
    ]);
    files.extend(files! { "E-20":
        "every second of ten", ten().swap("5002", "X").swap("5004", "X").swap("5006", "X").swap("5008", "X").swap("5010", "X"), "E401", "5 read, 5 aside";
        "all ten", (1..=10).fold(ten(), |letter, number| letter.swap(&format!("RFF+TN:50{number:02}"), "RFF+TN:X")), "E401", "0 read, 10 aside";
        "the first of three messages", post().without("RFF+950:F4").counted(), "E301", "2 read, 1 aside";
        "the second of three messages", post().without("RFF+950:F1").counted(), "E301", "3 read, 1 aside";
        "the last of three messages", post().without("RFF+950:F2").counted(), "E301", "3 read, 1 aside";
        "a message without its type", post().swap("UNH+00067511+FHSREG:0:1:FH:FHS001", "UNH+00067511"), "E204", "3 read, 1 aside";
        "damage in one transaction", post().swap("PNA+PAT+9990415072", "PNA/PAT/9990415072"), "E111 E410", "3 read, 1 aside";
    });

    files
}

/// Ten approvals in one message, numbered 5001 to 5010.
fn ten() -> Lines {
    let patients = [
        "9990413703",
        "9990415072",
        "9990416443",
        "9990417814",
        "9990419183",
        "9990423296",
        "9990420556",
        "9990421927",
        "9990424667",
        "9990426031",
    ];
    let transactions: String = (5001..)
        .zip(patients)
        .map(|(number, patient)| {
            format!(
                "S01+1\nRFF+TN:{number}\nNAD+GP+9934561,B12:900\nS02+2\nPNA+PAT+{patient}:OPI\n"
            )
        })
        .collect();

    crate::support::letters::notice("F10", transactions.trim_end())
}
