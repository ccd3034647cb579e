//! The segments of one transaction, sorted into items; nothing is understood yet.

use std::sync::Arc;

use edifact::{Component, Element, Place, Segment};

use super::seen::Seen;
use crate::address::PLACEHOLDER;
use crate::rule::Problems;
use crate::text::is_blank;
use crate::{GpCode, Item, Rule, Text, Tn};

/// The longest note that is kept: as long as the longest segment.
const MOST_NOTE: usize = 64 * 1024;

/// Where a value stands: in the letter, and in the text that was gathered.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    from: usize,
    to: usize,
    pub(super) at: Place,
}

/// One transaction in the making. It is used again for the next one, so that gathering costs no memory.
pub(super) struct Gathered {
    /// All values, one after the other.
    text: String,
    /// The note on its own until all of it is there: it may come in any number of pieces.
    note: String,
    note_at: Place,
    /// `text` once the first value is kept; they share it.
    shared: Option<Arc<str>>,
    values: [Found; Item::COUNT],
    /// One bit an item: set while its value is there.
    present: u64,
    pub(super) problems: Problems,
    pub(super) tn: Option<Tn>,
    /// The numbers of the transactions before, in the same message.
    numbers: Seen,
    /// The doctor of the transaction before, who is most often the same.
    pub(super) last_gp: Option<GpCode>,
    pub(super) has_number: bool,
    pub(super) place: Place,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            text: String::new(),
            note: String::new(),
            note_at: Place::default(),
            shared: None,
            values: [Found::default(); Item::COUNT],
            present: 0,
            problems: Problems::default(),
            tn: None,
            numbers: Seen::default(),
            last_gp: None,
            has_number: false,
            place: Place::default(),
        }
    }
}

impl Gathered {
    /// Forgets the numbers too, for a message that begins.
    pub(super) fn begin_message(&mut self) {
        self.numbers.clear();
    }

    /// Forgets everything, for a transaction that begins at `place`.
    pub(super) fn begin(&mut self, place: Place) {
        self.text.clear();
        self.note.clear();
        self.shared = None;
        self.problems.take();
        (self.present, self.tn, self.has_number, self.place) = (0, None, false, place);
    }

    pub(super) fn report(&mut self, rule: Rule, at: Place) {
        self.problems.push(rule, at);
    }

    /// Takes a value out, so that what is left over at the end is known.
    pub(super) fn take(&mut self, item: Item) -> Option<Found> {
        let bit = 1 << item as u32;
        if self.present & bit == 0 {
            return None;
        }
        self.present &= !bit;

        self.values.get(item as usize).copied()
    }

    pub(super) fn str(&self, found: Found) -> &str {
        self.text.get(found.from..found.to).unwrap_or_default()
    }

    /// A value that is kept as it is.
    pub(super) fn text(&mut self, item: Item) -> Option<Text> {
        let found = self.take(item)?;

        self.kept(found)
    }

    pub(super) fn kept(&mut self, found: Found) -> Option<Text> {
        let shared = self.shared.get_or_insert_with(|| self.text.as_str().into());

        Text::part(shared, found.from, found.to)
    }

    /// Where a value stands, or the whole transaction where it is not there.
    pub(super) fn place_of(&self, item: Item) -> Place {
        let is_there = self.present & (1 << item as u32) != 0;

        self.values
            .get(item as usize)
            .filter(|_| is_there)
            .map_or(self.place, |found| found.at)
    }

    /// Remarks on every value that nobody took, in the order of their places.
    pub(super) fn remark_leftovers(&mut self) {
        if self.present == 0 {
            return;
        }
        let mut left: Vec<_> = Item::ALL
            .into_iter()
            .filter_map(|item| Some((self.take(item)?.at, item)))
            .collect();
        left.sort();
        left.dedup_by_key(|(_, item)| (item.wire(), item.words()));
        for (at, item) in left {
            self.report(Rule::NotUsed(item), at);
        }
    }

    /// Sorts one segment in.
    pub(super) fn add(&mut self, segment: &Segment<'_>) {
        self.place.span.end = segment.place().span.end;
        match segment.tag() {
            b"RFF" => self.add_number(segment),
            b"NAD" => self.name_and_address(segment),
            b"HEA" => self.marker(segment),
            b"DTM" => self.date(segment),
            b"PNA" => self.names(segment),
            b"GIS" => self.put(Item::DeductionReason, &segment.component(1, 0)),
            b"PDI" => self.put(Item::Sex, &segment.component(1, 0)),
            b"LOC" if segment.qualifier() == b"950" => {
                self.put(Item::Birthplace, &segment.component(2, 0))
            }
            b"FTX" if segment.qualifier() == b"RGI" => self.note(segment),
            // Group triggers, and two items that are no longer used.
            b"S01" | b"S02" | b"QTY" => {}
            _ => self.unknown(segment),
        }
        self.check_room(segment);
    }

    /// Remarks where something stands that no item of this segment would be read from.
    fn check_room(&mut self, segment: &Segment<'_>) {
        let Some(room) = room(segment) else {
            return;
        };
        let room = room.iter().copied().chain(std::iter::repeat(0));
        let strays = segment
            .elements()
            .skip(1)
            .zip(room)
            .any(|(element, room)| element.components().skip(room).any(|one| !one.is_empty()));
        if strays {
            self.report(Rule::StrayData, segment.place());
        }
    }

    fn unknown(&mut self, segment: &Segment<'_>) {
        if segment.has_tag() {
            self.report(Rule::UnknownSegment, segment.place());
        }
    }

    /// `RFF+TN:<number>`
    fn add_number(&mut self, segment: &Segment<'_>) {
        if segment.qualifier() != b"TN" {
            self.unknown(segment);
            return;
        }
        let is_second = std::mem::replace(&mut self.has_number, true);
        if is_second {
            self.report(Rule::TwoTransactionNumbers, segment.place());
        }
        self.tn = edifact::number(&segment.component(1, 1).text()).map(Tn::new);
        match self.tn {
            None => self.report(Rule::NoTransactionNumber, segment.place()),
            Some(tn) if !is_second && self.numbers.again(tn.get()) => {
                self.report(Rule::SameTransactionNumber, segment.place());
            }
            Some(_) => {}
        }
    }

    fn name_and_address(&mut self, segment: &Segment<'_>) {
        let value = |element| segment.component(element, 0);
        match segment.qualifier() {
            b"GP" => self.put(Item::Gp, &value(2)),
            b"RIC" => self.put(Item::Institute, &value(2)),
            b"PGP" => self.put(Item::PreviousGp, &value(4)),
            b"PFH" => self.put(Item::PreviousHa, &value(2)),
            b"NFH" => self.put(Item::NewHa, &value(2)),
            b"PAT" => self.home(segment),
            b"PER" => self.add_previous_address(segment),
            _ => self.unknown(segment),
        }
    }

    fn marker(&mut self, segment: &Segment<'_>) {
        let value = segment.component(2, 0);
        match segment.qualifier() {
            b"ACD" => self.put(Item::AcceptanceCode, &value),
            b"ATP" => self.put(Item::AcceptanceType, &value),
            b"DM" => self.put(Item::DrugsDispensed, &value),
            b"FRN" => self.put(Item::Fp69Reason, &value),
            // Blocked route and special district: no longer used.
            b"BM" => {}
            _ => self.unknown(segment),
        }
    }

    fn date(&mut self, segment: &Segment<'_>) {
        let item = match segment.qualifier() {
            b"206" => Item::QuarterEnd,
            b"329" => Item::Born,
            b"956" => Item::AcceptedOn,
            b"957" => Item::EnteredUk,
            b"958" => Item::LeftUk,
            b"961" => Item::DeductedOn,
            b"962" => Item::ExpiresOn,
            _ => return self.unknown(segment),
        };

        self.put(item, &segment.component(1, 1));
    }

    /// `NAD+PAT++l1:l2:l3:l4:l5[+++++postcode]`; a first line of `?` stands for an empty one.
    fn home(&mut self, segment: &Segment<'_>) {
        self.store(Item::Address, "", segment.place());
        if let Some(lines) = segment.element(3) {
            for (item, line) in Item::HOME.into_iter().zip(lines.components()) {
                if item != Item::HouseName || line.text() != PLACEHOLDER {
                    self.put(item, &line);
                }
            }
        }
        self.put(Item::Postcode, &segment.component(8, 0));
    }

    fn add_previous_address(&mut self, segment: &Segment<'_>) {
        self.store(Item::PreviousAddress, "", segment.place());
        if let Some(lines) = segment.element(3) {
            for (item, line) in Item::PREVIOUS.into_iter().zip(lines.components()) {
                self.put(item, &line);
            }
        }
    }

    /// Several components, or several segments, are one note.
    fn note(&mut self, segment: &Segment<'_>) {
        let Some(element) = segment.element(4) else {
            return;
        };
        if self.note.is_empty() {
            self.note_at = element.place();
        }
        for component in element.components() {
            let part = component.text();
            if is_blank(&part) {
                continue;
            }
            if self.note.len() + part.len() > MOST_NOTE {
                self.report(Rule::NoteTooLong, element.place());
                return;
            }
            if !self.note.is_empty() {
                self.note.push(' ');
            }
            self.note.push_str(&part);
        }
    }

    /// Keeps the note; nothing more of it comes.
    pub(super) fn end_note(&mut self) {
        let note = std::mem::take(&mut self.note);
        self.put_text(Item::Notes, &note, self.note_at);
        self.note = note;
    }

    /// The number stands second by position alone; the parts of the name follow from the fifth on, or too early where
    /// one says which it is.
    fn names(&mut self, segment: &Segment<'_>) {
        let of_patient = match segment.qualifier() {
            b"PAT" => true,
            b"PER" => false,
            _ => return self.unknown(segment),
        };
        let number = if of_patient {
            Item::Number
        } else {
            Item::NewNumber
        };
        self.put(number, &segment.component(2, 0));

        let mut is_whole = true;
        for part in segment.elements().skip(3).take(2) {
            is_whole &= self.early_part(&part, of_patient);
        }
        if !is_whole {
            self.report(Rule::StrayData, segment.place());
        }
        let mut pending = None;
        for (part, position) in segment.elements().skip(5).zip(NAME_PARTS) {
            pending = self.name_part(&part, position, pending, of_patient);
        }
    }

    /// Puts what says that it is a part of the name; tells whether nothing else stands there.
    fn early_part(&mut self, part: &Element<'_, '_>, of_patient: bool) -> bool {
        let mut components = part.components();
        let named = components.next().and_then(|first| name_item(&first.text()));
        match (named, components.next()) {
            (Some(item), Some(value)) => {
                self.put(whose(item, of_patient), &value);
                components.all(|more| more.is_empty())
            }
            _ => part.is_empty(),
        }
    }

    /// Puts one part of a name; gives the item whose value is the next element, where a qualifier stands alone.
    fn name_part(
        &mut self,
        part: &Element<'_, '_>,
        position: Item,
        pending: Option<Item>,
        of_patient: bool,
    ) -> Option<Item> {
        if part.is_empty() {
            return pending;
        }
        let mut components = part.components();
        let first = components.next()?;
        let named = name_item(&first.text());
        match (components.next(), named, pending) {
            (Some(value), Some(item), _) => self.put(whose(item, of_patient), &value),
            (None, Some(item), None) => return Some(item),
            (_, _, Some(item)) => self.put(whose(item, of_patient), &first),
            (_, None, None) => {
                self.report(Rule::NameWithoutQualifier, part.place());
                self.put(whose(position, of_patient), &first);
            }
        }

        None
    }

    /// Keeps a value; an empty one is as good as none, a second one is a contradiction.
    fn put(&mut self, item: Item, value: &Component<'_, '_>) {
        if !value.is_empty() {
            self.put_text(item, &value.text(), value.place());
        }
    }

    /// Keeps a value that may stand elsewhere than in the transaction's own segments.
    pub(super) fn put_text(&mut self, item: Item, text: &str, at: Place) {
        if !is_blank(text) {
            self.store(item, text, at);
        }
    }

    fn store(&mut self, item: Item, text: &str, at: Place) {
        if text.len() > item.longest() && text.chars().count() > item.longest() {
            self.report(Rule::Long(item), at);
        }
        let bit = 1 << item as u32;
        if self.present & bit != 0 {
            self.report(Rule::Repeated(item), at);
            return;
        }
        let from = self.text.len();
        self.text.push_str(text);
        if let Some(value) = self.values.get_mut(item as usize) {
            *value = Found {
                from,
                to: self.text.len(),
                at,
            };
            self.present |= bit;
        }
    }
}

/// How many components each element may have, from the first after the tag on; `None` where nothing is read.
fn room(segment: &Segment<'_>) -> Option<&'static [usize]> {
    Some(match (segment.tag(), segment.qualifier()) {
        (b"NAD", b"PAT") => &[1, 0, 5, 0, 0, 0, 0, 1],
        (b"NAD", b"PER") => &[1, 0, 5],
        (b"NAD", b"PGP") => &[1, 0, 0, 1],
        (b"NAD" | b"HEA", _) => &[1, 2],
        // Whether the third and the fourth are parts of the name is told as they are read.
        (b"PNA", _) => &[1, 2, usize::MAX, usize::MAX, 2, 2, 2, 2, 2, 2],
        (b"FTX", _) => &[1, 0, 0, usize::MAX],
        (b"DTM", _) => &[3],
        (b"RFF" | b"GIS", _) => &[2],
        (b"PDI", _) => &[1],
        (b"LOC", _) => &[1, 1],
        _ => return None,
    })
}

/// The parts of a name in their places from the fifth element on.
const NAME_PARTS: [Item; 6] = [
    Item::Surname,
    Item::FirstForename,
    Item::Title,
    Item::SecondForename,
    Item::OtherForenames,
    // One further, for a qualifier that stands apart from its value.
    Item::OtherForenames,
];

fn name_item(qualifier: &str) -> Option<Item> {
    Some(match qualifier {
        "SU" => Item::Surname,
        "FO" => Item::FirstForename,
        "TI" => Item::Title,
        "MI" => Item::SecondForename,
        "FS" => Item::OtherForenames,
        _ => return None,
    })
}

/// A surname in the second person group is the previous one.
fn whose(item: Item, of_patient: bool) -> Item {
    if item == Item::Surname && !of_patient {
        Item::PreviousSurname
    } else {
        item
    }
}

#[cfg(test)]
mod tests {
    use crate::{Body, Change, Limits, Notice, Reading, Text};

    #[test]
    fn a_part_of_a_name_that_stands_too_early_is_known_by_its_mark() {
        let letter = "UNB+UNOA:2+NF01+HIL5+260311:0930+00000001'\
             UNH+00000001+FHSREG:0:1:FH:FHS001'BGM+++507'NAD+FHS+NF:954'\
             DTM+137:202603110930:203'RFF+950:F1'S01+1'RFF+TN:1'NAD+GP+9912345,K31:900'S02+2'\
             PNA+PAT+9990001006:OPI++SU:FERRIS+FO:ANNE'UNT+11+00000001'UNZ+1+00000001'";
        let reading = Reading {
            limits: Limits::post(),
            today: None,
        };

        let read = crate::read(letter.as_bytes(), &reading).remove(0);

        let [transaction] = read.messages[0].transactions() else {
            panic!("there is one");
        };
        let Some(Body::Notice(Notice::Amendment(amendment))) = &transaction.body else {
            panic!("it is an amendment");
        };
        let Change::Set(forenames) = &amendment.changes.name.forenames else {
            panic!("a forename stands in it");
        };
        assert_eq!(amendment.changes.name.surname, Text::new("FERRIS"));
        assert_eq!(forenames.shown(), "ANNE");
        assert_eq!(transaction.problems, []);
    }
}
