//! Makes a letter wrong after it was written. Our letters have one segment a line and no newline
//! within, so that lines serve as segments.

use crate::mischief::Count;

/// A letter's segments.
pub(crate) struct Lines(Vec<String>);

impl Lines {
    pub(crate) fn of(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);

        Self(text.split('\n').map(str::to_owned).collect())
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.join("\n").into_bytes()
    }

    /// Adds a message of any kind, with one transaction about a patient who does not exist.
    pub(crate) fn add_message(&mut self, code: &str, sms: u32, tn: u64) {
        let head = self
            .0
            .iter()
            .take_while(|line| !line.starts_with("RFF+950"))
            .skip(2);
        let head: Vec<String> = head
            .filter(|line| !line.starts_with("DTM+206"))
            .cloned()
            .collect();
        let gp = self.gp();
        let message = [format!("UNH+{sms:08}+FHSREG:0:1:FH:FHS001'")]
            .into_iter()
            .chain(head)
            .chain([
                format!("RFF+950:{code}'"),
                "S01+1'".to_owned(),
                format!("RFF+TN:{tn}'"),
                gp,
            ])
            .collect::<Vec<_>>();
        let end = format!("UNT+{}+{sms:08}'", message.len() + 1);
        let last = self.0.len().saturating_sub(1);

        self.0.splice(last..last, message.into_iter().chain([end]));
        self.count(Count::Messages, 1);
    }

    /// Adds a transaction without its number to the last message.
    pub(crate) fn add_strange_transaction(&mut self) {
        let gp = self.gp();
        let Some(end) = self.0.iter().rposition(|line| line.starts_with("UNT+")) else {
            return;
        };

        self.0.splice(end..end, ["S01+1'".to_owned(), gp]);
        self.count(Count::Segments, 2);
    }

    /// Adds to the last of these counts.
    pub(crate) fn count(&mut self, count: Count, more: u64) {
        let tag = match count {
            Count::Segments => "UNT",
            Count::Messages => "UNZ",
        };
        let Some(line) = self.0.iter_mut().rfind(|line| line.starts_with(tag)) else {
            return;
        };
        if let [tag, number, rest] = line.splitn(3, '+').collect::<Vec<_>>()[..] {
            let number = number.parse::<u64>().unwrap_or_default() + more;
            *line = format!("{tag}+{number}+{rest}");
        }
    }

    /// The doctor that the letter names first.
    fn gp(&self) -> String {
        let first = self.0.iter().find(|line| line.starts_with("NAD+GP+"));

        first
            .cloned()
            .unwrap_or_else(|| "NAD+GP+9999999,0000:900'".to_owned())
    }
}

/// The first part of a letter, cut within a segment.
pub(crate) fn truncate(body: &mut Vec<u8>) {
    body.truncate(body.len() * 3 / 5);
    while let Some(b'\'' | b'\n') = body.last() {
        body.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "UNB+UNOA:2+XX11+TES5+260311:1042+00000007'\n\
        UNH+00000009+FHSREG:0:1:FH:FHS001'\n\
        BGM+++507'\n\
        NAD+FHS+XX1:954'\n\
        DTM+137:202603111042:203'\n\
        RFF+950:F10'\n\
        S01+1'\n\
        RFF+TN:10000005'\n\
        NAD+GP+9912345,K31:900'\n\
        S02+2'\n\
        PNA+PAT+9990001006:OPI'\n\
        UNT+11+00000009'\n\
        UNZ+1+00000007'";

    fn lines() -> Lines {
        Lines::of(LETTER.as_bytes())
    }

    fn changed(tamper: impl FnOnce(&mut Lines)) -> Vec<String> {
        let mut lines = lines();
        tamper(&mut lines);
        let same: Vec<&str> = LETTER.split('\n').collect();

        lines
            .0
            .into_iter()
            .filter(|line| !same.contains(&line.as_str()))
            .collect()
    }

    #[test]
    fn untouched_it_is_what_it_was() {
        assert_eq!(lines().into_bytes(), LETTER.as_bytes());
    }

    #[test]
    fn counts_are_made_wrong_one_at_a_time() {
        assert_eq!(
            changed(|lines| lines.count(Count::Segments, 1)),
            ["UNT+12+00000009'"]
        );
        assert_eq!(
            changed(|lines| lines.count(Count::Messages, 1)),
            ["UNZ+2+00000007'"]
        );
    }

    #[test]
    fn a_further_message_is_counted_and_right_but_for_its_kind() {
        assert_eq!(
            changed(|lines| lines.add_message("Z9", 10, 10_000_009)),
            [
                "UNH+00000010+FHSREG:0:1:FH:FHS001'",
                "RFF+950:Z9'",
                "RFF+TN:10000009'",
                "UNT+9+00000010'",
                "UNZ+2+00000007'"
            ]
        );
    }

    #[test]
    fn a_strange_transaction_is_counted_and_has_no_number() {
        let mut lines = lines();
        lines.add_strange_transaction();

        assert_eq!(
            lines.0[11..],
            [
                "S01+1'",
                "NAD+GP+9912345,K31:900'",
                "UNT+13+00000009'",
                "UNZ+1+00000007'"
            ]
        );
    }

    #[test]
    fn a_truncated_letter_ends_within_a_segment() {
        let whole = LETTER.as_bytes();
        for length in 2..=whole.len() {
            let mut body = whole[..length].to_vec();
            truncate(&mut body);

            assert!(body.len() <= length * 3 / 5 && whole.starts_with(&body));
            assert!(!body.ends_with(b"'") && !body.ends_with(b"\n"));
        }
    }
}
