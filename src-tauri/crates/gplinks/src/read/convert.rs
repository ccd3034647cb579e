//! Items to values: what is missing or cannot be understood is told with its place.

use edifact::Place;

use super::gather::{Found, Gathered};
use crate::{
    Cipher, Day, Forenames, GpCode, Item, PatientNumber, PostalAddress, PreviousAddress, Rule,
    Text, WrittenPostcode,
};

impl Gathered {
    /// A value that nothing can be done without.
    pub(super) fn key<T>(&mut self, item: Item, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Some(found) = self.take(item) else {
            self.report(Rule::KeyMissing(item), self.place);
            return None;
        };
        let value = read(self.str(found));
        if value.is_none() {
            self.report(Rule::KeyUnreadable(item), found.at);
        }

        value
    }

    /// A value that should be there; without it a person decides.
    pub(super) fn expected<T>(
        &mut self,
        item: Item,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        match self.take(item) {
            Some(found) => self.understood(item, found, read),
            None => {
                self.report(Rule::Missing(item), self.place);
                None
            }
        }
    }

    /// A value that may be there.
    pub(super) fn optional<T>(
        &mut self,
        item: Item,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.take(item)?;

        self.understood(item, found, read)
    }

    fn understood<T>(
        &mut self,
        item: Item,
        found: Found,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = read(self.str(found));
        if value.is_none() {
            self.report(Rule::Unreadable(item), found.at);
        }

        value
    }

    pub(super) fn key_text(&mut self, item: Item) -> Option<Text> {
        let text = self.text(item);
        if text.is_none() {
            self.report(Rule::KeyMissing(item), self.place);
        }

        text
    }

    pub(super) fn expected_text(&mut self, item: Item) -> Option<Text> {
        let text = self.text(item);
        if text.is_none() {
            self.report(Rule::Missing(item), self.place);
        }

        text
    }

    pub(super) fn expected_day(&mut self, item: Item) -> Option<Day> {
        self.expected(item, Day::read)
    }

    pub(super) fn cipher(&mut self, item: Item) -> Option<Cipher> {
        self.optional(item, Cipher::parse)
    }

    /// The doctor; only a remark where it is missing, because it never decides who the patient is.
    pub(super) fn gp(&mut self) -> Option<GpCode> {
        let found = self.take(Item::Gp)?;
        let same = self
            .last_gp
            .clone()
            .filter(|gp| gp.as_str() == self.str(found));
        let gp = same.or_else(|| GpCode::read(self.str(found)))?;
        self.last_gp = Some(gp.clone());
        if gp.halves().is_none() {
            self.report(Rule::OddGpCode, found.at);
        }

        Some(gp)
    }

    /// The number that names the patient, with a remark where it is not an NHS number.
    pub(super) fn number(&mut self, item: Item) -> Option<PatientNumber> {
        let found = self.take(item)?;
        let number = PatientNumber::read(self.str(found))?;
        if matches!(number, PatientNumber::Old(_)) {
            self.report(Rule::OddNumber, found.at);
        }

        Some(number)
    }

    pub(super) fn key_number(&mut self) -> Option<PatientNumber> {
        let number = self.number(Item::Number);
        if number.is_none() {
            self.report(Rule::KeyMissing(Item::Number), self.place);
        }

        number
    }

    pub(super) fn forenames(&mut self) -> Forenames {
        Forenames {
            first: self.text(Item::FirstForename),
            second: self.text(Item::SecondForename),
            others: self.text(Item::OtherForenames),
        }
    }

    /// The place of the address segment, where there is one.
    pub(super) fn address_place(&mut self) -> Option<Place> {
        self.take(Item::Address).map(|found| found.at)
    }

    pub(super) fn address(&mut self) -> Option<PostalAddress> {
        let at = self.address_place()?;
        let lines = Item::HOME.map(|item| self.text(item));
        let address = PostalAddress {
            lines,
            postcode: self.postcode(),
        };
        let [.., town, _] = &address.lines;
        let (has_house, has_town) = (address.names_a_house(), town.is_some());
        self.remark_address(at, has_house, has_town);

        Some(address)
    }

    pub(super) fn remark_address(&mut self, at: Place, has_house: bool, has_town: bool) {
        if !has_house {
            self.report(Rule::NoHouse, at);
        }
        if !has_town {
            self.report(Rule::NoPostTown, at);
        }
    }

    fn postcode(&mut self) -> Option<WrittenPostcode> {
        let found = self.take(Item::Postcode)?;

        self.written_postcode(found)
    }

    pub(super) fn written_postcode(&mut self, found: Found) -> Option<WrittenPostcode> {
        let postcode = WrittenPostcode::new(self.kept(found)?);
        if postcode.postcode().is_none() {
            self.report(Rule::OddPostcode, found.at);
        }

        Some(postcode)
    }

    pub(super) fn previous_address(&mut self) -> Option<PreviousAddress> {
        self.take(Item::PreviousAddress);
        let lines = Item::PREVIOUS.map(|item| self.text(item));

        PreviousAddress::new(lines.into_iter().flatten())
    }
}
