//! The note for PCSE: what in it helps, and what only delays the answer.

use super::findings::{Findings, Typed};
use super::{Field, fault};
use crate::Text;

/// Courtesies that PCSE names as needless.
const IDLE: [&str; 4] = ["ID SEEN", "GMS1 SIGNED", "NEW BABY", "PLEASE SEND RECORDS"];

/// The ways to announce a patient who lives outside the area and is taken without home visits.
const ANNOUNCEMENTS: [&str; 6] = [
    "OUT OF AREA REG",
    "OUT OF AREA SCHEME",
    "OOA REG",
    "PC-OOA",
    "PCS-OOA",
    "OOAR",
];

impl Findings<'_> {
    pub(super) fn note(&mut self, typed: &str) -> Typed<Text> {
        self.text(Field::Notes, typed)
    }

    /// Says what a note costs, and which of its words are not worth it.
    pub(super) fn weigh_note(&mut self, note: &Typed<Text>) {
        if matches!(note, Typed::Right(_)) {
            self.tell(Field::Notes, fault::NOTE_SLOWS);
        }
        self.weigh_words(note);
    }

    /// The same of a note that is asked for.
    pub(super) fn weigh_words(&mut self, note: &Typed<Text>) {
        let Typed::Right(note) = note else { return };
        for phrase in IDLE.into_iter().filter(|phrase| holds(note, phrase)) {
            self.tell(Field::Notes, fault::idle_words(phrase));
        }
    }

    /// `OOA` is meant for a patient who has left the area, which a registration never says.
    pub(super) fn check_area_words(&mut self, note: &Typed<Text>) {
        if let Typed::Right(note) = note
            && holds(note, "OOA")
            && !announces_outsider(note)
        {
            self.tell(Field::Notes, fault::LEFT_THE_AREA);
        }
    }
}

/// Whether the note says that the patient lives outside the area.
pub(super) fn announces_outsider(note: &Text) -> bool {
    ANNOUNCEMENTS
        .into_iter()
        .any(|announcement| holds(note, announcement))
}

/// Whether the words stand in the note, whole and next to each other.
fn holds(note: &Text, phrase: &str) -> bool {
    let is_break = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let words: Vec<_> = note
        .as_str()
        .split(is_break)
        .filter(|word| !word.is_empty())
        .collect();
    let phrase: Vec<_> = phrase.split(' ').collect();

    words.windows(phrase.len()).any(|part| part == phrase)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{rules, told};
    use super::*;
    use crate::forms::Weight;

    fn weighed(typed: &str) -> Vec<(Field, &'static str, Weight)> {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        let note = findings.note(typed);
        findings.weigh_note(&note);
        findings.check_area_words(&note);

        told(&findings.finish::<()>(None).problems)
    }

    fn codes(typed: &str) -> Vec<&'static str> {
        weighed(typed)
            .into_iter()
            .map(|(_, code, _)| code)
            .collect()
    }

    #[test]
    fn any_note_slows_the_answer() {
        assert_eq!(codes(""), Vec::<&str>::new());
        assert_eq!(
            weighed("Twin of the next"),
            [(Field::Notes, "E761", Weight::Soft)]
        );
    }

    #[test]
    fn courtesies_are_named() {
        for phrase in [
            "ID seen",
            "gms1 signed",
            "New baby!",
            "Please send records, thanks",
        ] {
            assert_eq!(codes(phrase), ["E761", "E762"], "{phrase}");
        }
        assert_eq!(codes("ID seen, new baby"), ["E761", "E762", "E762"]);
        assert_eq!(codes("MADRID SEENO"), ["E761"], "only whole words count");
    }

    #[test]
    fn ooa_alone_says_the_opposite_of_what_is_meant() {
        for left in ["OOA", "ooa: 12 High Street", "PATIENT IS OOA."] {
            assert_eq!(codes(left), ["E761", "E763"], "{left}");
        }
        for announced in [
            "OOAR",
            "OOAR: HOME OUTSIDE",
            "OOA REG",
            "PC-OOA",
            "PCS-OOA",
            "out of area scheme",
        ] {
            assert_eq!(codes(announced), ["E761"], "{announced}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_note_is_told_before_its_worth() {
        assert_eq!(codes("ID SEEN £5"), ["E721"]);
    }
}
