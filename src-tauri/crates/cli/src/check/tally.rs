//! How much was read, how much of it is wrong, and what that makes of the exit code.

use gplinks::{Event, Problem, Severity};

use crate::output::Exit;
use crate::text::counted;

/// What was counted in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    letters: u64,
    messages: u64,
    transactions: u64,
    receipts: u64,
    warnings: u64,
    errors: u64,
    set_aside_transactions: u64,
    set_aside_messages: u64,
    unusable: u64,
}

impl Tally {
    pub(super) fn count(&mut self, event: &Event) {
        match event {
            Event::Letter(_) | Event::Unreadable => self.letters += 1,
            Event::Message(_) => self.messages += 1,
            Event::Receipt(_) => self.receipts += 1,
            Event::Transaction(transaction) => {
                self.transactions += 1;
                self.set_aside_transactions += u64::from(transaction.body.is_none());
                self.weigh(&transaction.problems);
            }
            Event::MessageEnd(end) => {
                self.set_aside_messages += u64::from(end.set_aside);
                self.weigh(&end.problems);
            }
            Event::LetterEnd(end) => {
                self.unusable += u64::from(!end.usable);
                self.weigh(&end.problems);
            }
        }
    }

    pub(super) fn exit(&self) -> Exit {
        match (self.unusable, self.is_clean()) {
            (0, true) => Exit::Done,
            (0, false) => Exit::Warned,
            _ => Exit::Refused,
        }
    }

    /// `1 letter, 8 messages, 10 transactions, no problems`
    pub(super) fn words(&self) -> String {
        let mut parts = vec![
            counted(self.letters, "letter"),
            counted(self.messages, "message"),
        ];
        if self.transactions > 0 || self.receipts == 0 {
            parts.push(counted(self.transactions, "transaction"));
        }
        if self.receipts > 0 {
            parts.push(counted(self.receipts, "receipt"));
        }
        if self.is_clean() {
            parts.push("no problems".to_owned());
        }
        parts.extend(self.troubles());

        parts.join(", ")
    }

    fn troubles(&self) -> impl Iterator<Item = String> {
        let unusable = if self.letters == 1 {
            "cannot be used".to_owned()
        } else {
            format!("{} cannot be used", counted(self.unusable, "letter"))
        };
        let set_aside = |count, word| format!("{} set aside", counted(count, word));

        [
            (self.warnings, counted(self.warnings, "warning")),
            (self.errors, counted(self.errors, "error")),
            (
                self.set_aside_transactions,
                set_aside(self.set_aside_transactions, "transaction"),
            ),
            (
                self.set_aside_messages,
                set_aside(self.set_aside_messages, "message"),
            ),
            (self.unusable, unusable),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
    }

    fn is_clean(&self) -> bool {
        self.troubles().next().is_none()
    }

    fn weigh(&mut self, problems: &[Problem]) {
        let warnings = problems
            .iter()
            .filter(|one| one.severity() == Severity::Warning)
            .count() as u64;

        self.warnings += warnings;
        self.errors += problems.len() as u64 - warnings;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_letter_is_counted_in_words() {
        let tally = Tally {
            letters: 1,
            messages: 8,
            transactions: 10,
            ..Tally::default()
        };

        assert_eq!(
            tally.words(),
            "1 letter, 8 messages, 10 transactions, no problems"
        );
        assert_eq!(tally.exit(), Exit::Done);
    }

    #[test]
    fn a_receipt_has_no_transactions_to_count() {
        let tally = Tally {
            letters: 1,
            messages: 1,
            receipts: 1,
            ..Tally::default()
        };

        assert_eq!(tally.words(), "1 letter, 1 message, 1 receipt, no problems");
    }

    #[test]
    fn what_is_wrong_is_counted_last() {
        let tally = Tally {
            letters: 2,
            messages: 3,
            transactions: 4,
            warnings: 2,
            errors: 1,
            set_aside_transactions: 1,
            unusable: 1,
            ..Tally::default()
        };

        assert_eq!(
            tally.words(),
            "2 letters, 3 messages, 4 transactions, 2 warnings, 1 error, 1 transaction set aside, 1 letter cannot be used"
        );
        assert_eq!(tally.exit(), Exit::Refused);
    }
}
