//! A transaction line by line, each with what its tag and qualifier mean.

/// A segment as it came. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct SegmentShown {
    pub raw: String,
    pub words: Option<&'static str>,
}

/// GP Links, tag and qualifier; the longer ones first, so that `NAD+PAT` is not taken for another `NAD`.
const WORDS: [(&str, &str); 32] = [
    ("UNB+", "Beginning of the letter"),
    ("UNZ+", "End of the letter"),
    ("UNH+", "Beginning of the message"),
    ("UNT+", "End of the message"),
    ("BGM+", "Kind of message: registration"),
    ("NAD+FHS+", "Health authority"),
    ("NAD+GP+", "The patient's doctor"),
    ("NAD+RIC+", "Residential institute"),
    ("NAD+PGP+", "Previous doctor"),
    ("NAD+PFH+", "Previous health authority"),
    ("NAD+NFH+", "New health authority"),
    ("NAD+PAT+", "Address"),
    ("NAD+PER+", "Previous address"),
    ("DTM+137:", "Time of the message"),
    ("DTM+206:", "Last day of the quarter"),
    ("DTM+329:", "Date of birth"),
    ("DTM+956:", "Date of acceptance"),
    ("DTM+957:", "Date of entry into the UK"),
    ("DTM+958:", "Date of departure from the UK"),
    ("DTM+961:", "Date of deduction"),
    ("DTM+962:", "Date on which the FP69 flag expires"),
    ("RFF+950:", "Kind of transaction"),
    ("RFF+TN:", "Transaction number"),
    ("HEA+ACD+", "Acceptance code"),
    ("HEA+ATP+", "Kind of registration"),
    ("HEA+DM+", "Drugs dispensed"),
    ("HEA+FRN+", "Reason of the FP69 flag"),
    ("GIS+", "Reason of the deduction, or mark of the quarter"),
    ("LOC+950+", "Place of birth"),
    ("FTX+RGI+", "Note"),
    ("PNA+PAT+", "Name and NHS number"),
    ("PNA+PER+", "Previous surname, or changed NHS number"),
];

/// Tags that need no qualifier.
const PLAIN: [(&str, &str); 3] = [
    ("PDI+", "Sex"),
    ("S01+", "Beginning of the transaction"),
    ("S02+", "Beginning of the person"),
];

/// Splits a transaction into its segments. A released terminator ends none.
pub fn segments(raw: &str) -> Vec<SegmentShown> {
    let mut found = vec![String::new()];
    let mut is_released = false;
    for sign in raw.chars() {
        let ends = sign == '\'' && !is_released;
        is_released = sign == '?' && !is_released;
        if let Some(last) = found.last_mut() {
            last.push(sign);
        }
        if ends {
            found.push(String::new());
        }
    }

    found
        .into_iter()
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
        .map(|raw| SegmentShown {
            words: words(&raw),
            raw,
        })
        .collect()
}

fn words(raw: &str) -> Option<&'static str> {
    let known = WORDS.iter().chain(&PLAIN);

    known
        .into_iter()
        .find(|(tag, _)| raw.starts_with(tag))
        .map(|(_, words)| *words)
}

impl std::fmt::Debug for SegmentShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SegmentShown({:?})", self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_ends_where_its_terminator_is_not_released() {
        let shown = segments("RFF+TN:7'\nFTX+RGI+++DON?'T'XYZ+1'NAD+PAT++??");
        let told: Vec<_> = shown
            .iter()
            .map(|one| (one.raw.as_str(), one.words))
            .collect();

        assert_eq!(
            told,
            [
                ("RFF+TN:7'", Some("Transaction number")),
                ("FTX+RGI+++DON?'T'", Some("Note")),
                ("XYZ+1'", None),
                ("NAD+PAT++??", Some("Address")),
            ]
        );
    }
}
