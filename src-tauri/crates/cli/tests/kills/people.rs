//! Invented newborns, as the practice's other program would write them. Their numbers are kept for tests.

use gplinks::NhsNumber;

const BIRTH: &str = include_str!("../data/birth.json");
const SURNAMES: [&str; 8] = [
    "ASQUITH",
    "BARDSLEY",
    "CHOUDHURY",
    "DUNSTAN",
    "EGERTON",
    "FARRANT",
    "GOSWAMI",
    "HALLETT",
];

/// The n-th test number: 999 and a valid check digit.
pub(crate) fn number(nth: usize) -> String {
    let valid = (0..).map(|count| format!("99900{count:05}"));

    valid
        .filter(|digits| NhsNumber::parse(digits).is_ok())
        .nth(nth)
        .unwrap()
}

/// The n-th registration.
pub(crate) fn birth(nth: usize) -> String {
    BIRTH
        .replace("9990001006", &number(nth))
        .replace("O?'NEILL-HART", SURNAMES[nth])
        .replace("2025-02-17", &format!("2025-02-1{nth}"))
        .replace("7 WHARF STREET", &format!("{} WHARF STREET", 10 + nth))
}
