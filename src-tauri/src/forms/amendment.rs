//! What an amendment says: the difference between the record and the form. Of a name or an address the whole is sent.

use gplinks::{
    AddressForm, Amendment, AmendmentForm, Change, Changes, Checked, DeskRules, Dispensed, LINES,
    LineForm, NewLine, Occasion, OccasionForm, Sex, Text, as_sent,
};
use practice::{Content, Person, Spelling, Unsent};

use crate::wire::AmendForm;

/// The names by which the form marks a line of the address that PCSE is to empty.
const LINE_NAMES: [&str; LINES] = ["houseName", "road", "locality", "postTown", "county"];

impl AmendForm {
    /// The record, as a form.
    pub(crate) fn of(person: &Person) -> Self {
        let record = &person.record;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();

        Self {
            patient: person.patient.get(),
            seen: person.version,
            surname: record.surname.clone(),
            first_forename: text(&record.first_forename),
            second_forename: text(&record.second_forename),
            other_forenames: text(&record.other_forenames),
            title: text(&record.title),
            previous_surname: text(&record.previous_surname),
            sex: record.sex.clone(),
            born: record.born.map(gplinks::Day::iso).unwrap_or_default(),
            house_name: text(&record.house_name),
            road: text(&record.road),
            locality: text(&record.locality),
            post_town: text(&record.post_town),
            county: text(&record.county),
            postcode: text(&record.postcode),
            institute: text(&record.institute),
            drugs_dispensed: record.drugs_dispensed,
            ..Self::default()
        }
    }

    /// What an amendment says that was not sent yet; nothing where the filing is another kind.
    pub(crate) fn unsent(unsent: &Unsent) -> Option<Self> {
        let Content::Amendment { changes, notes } = &unsent.content else {
            return None;
        };
        let before = Self::of(&unsent.before);
        let after = Self::of(&unsent.after);
        let (change_reason, changed_on) = unsent.occasion.clone().unwrap_or_default();

        Some(Self {
            corrects: Some(unsent.filing.id.get()),
            erase: erased(changes),
            notes: notes
                .as_ref()
                .map(Text::as_str)
                .unwrap_or_default()
                .to_owned(),
            confirms_address: changes.address.is_some() && after.address() == before.address(),
            change_reason,
            changed_on,
            ..after
        })
    }

    /// The address of somebody else, for the others of a household.
    pub(crate) fn moved_with(&self, person: &Person) -> Self {
        let erase = self.erase.iter().filter(|name| is_of_the_address(name));

        Self {
            house_name: self.house_name.clone(),
            road: self.road.clone(),
            locality: self.locality.clone(),
            post_town: self.post_town.clone(),
            county: self.county.clone(),
            postcode: self.postcode.clone(),
            erase: erase.cloned().collect(),
            change_reason: self.change_reason.clone(),
            proof: self.proof.clone(),
            changed_on: self.changed_on.clone(),
            ..Self::of(person)
        }
    }

    /// Every name and place in it, as it was typed.
    pub(crate) fn spelling(&self) -> Spelling {
        let names = [
            &self.surname,
            &self.first_forename,
            &self.second_forename,
            &self.other_forenames,
            &self.title,
            &self.previous_surname,
            &self.institute,
        ];

        Spelling::new(names.into_iter().chain(self.address()))
    }

    fn occasion(&self) -> OccasionForm {
        OccasionForm {
            reason: self.change_reason.clone(),
            proof: self.proof.clone(),
            changed_on: self.changed_on.clone(),
        }
    }

    fn erases(&self, field: &str) -> bool {
        self.erase.iter().any(|name| name == field)
    }

    fn forenames(&self) -> [&String; 3] {
        [
            &self.first_forename,
            &self.second_forename,
            &self.other_forenames,
        ]
    }

    fn address(&self) -> [&String; LINES + 1] {
        [
            &self.house_name,
            &self.road,
            &self.locality,
            &self.post_town,
            &self.county,
            &self.postcode,
        ]
    }
}

/// What is to be sent and why it changes, looked at together: what is wrong with either keeps both.
pub(crate) fn checked(
    form: &AmendForm,
    person: &Person,
    rules: &DeskRules,
) -> (Checked<Amendment>, Option<Occasion>) {
    let mut found = changed(form, person).check(rules);
    match form.occasion().check(rules) {
        Ok(occasion) => (found, Some(occasion)),
        Err(problems) => {
            found.ready = None;
            found.problems.extend(problems);
            found.problems.sort_by_key(|problem| problem.field);
            (found, None)
        }
    }
}

/// The desk's form: only what differs, but whole names and whole addresses.
pub(crate) fn changed(form: &AmendForm, person: &Person) -> AmendmentForm {
    let before = AmendForm::of(person);
    let is_new = |now: &str, then: &str| as_sent(now) != as_sent(then);
    let text = |field: &str, now: &str, then: &str| match (form.erases(field), is_new(now, then)) {
        (true, _) => Change::Erase,
        (false, true) => Change::Set(now.to_owned()),
        (false, false) => Change::Keep,
    };
    let renamed = renamed(form, &before);
    let moved = form.confirms_address
        || LINE_NAMES.iter().any(|line| form.erases(line))
        || form.erases("postcode")
        || form
            .address()
            .into_iter()
            .zip(before.address())
            .any(|(now, then)| is_new(now, then));

    AmendmentForm {
        nhs_number: person.record.nhs_number.clone().unwrap_or_default(),
        gp: person.record.gp.clone(),
        surname: renamed.then(|| form.surname.clone()),
        forenames: forenames(form, renamed),
        forenames_before: before.forenames().map(Clone::clone),
        title: if renamed {
            title(form, &before)
        } else {
            Change::Keep
        },
        previous_surname: text(
            "previousSurname",
            &form.previous_surname,
            &before.previous_surname,
        ),
        born: is_new(&form.born, &before.born).then(|| form.born.clone()),
        sex: Sex::parse(&form.sex).filter(|_| form.sex != before.sex),
        address: moved.then(|| address(form)),
        institute: text("institute", &form.institute, &before.institute),
        drugs_dispensed: match (form.drugs_dispensed, before.drugs_dispensed) {
            (true, false) => Change::Set(Dispensed),
            (false, true) => Change::Erase,
            (true, true) | (false, false) => Change::Keep,
        },
        notes: form.notes.clone(),
        confirms_address: form.confirms_address,
    }
}

/// The fields that PCSE is to empty, by the form's names for them.
fn erased(changes: &Changes) -> Vec<String> {
    let lines = changes.address.iter().flat_map(|address| {
        let lines = LINE_NAMES.into_iter().zip(&address.lines);

        lines.map(|(name, line)| (name, *line == NewLine::Erase))
    });
    let is_erased = |change: &Change<Text>| *change == Change::Erase;
    let postcode = changes.address.as_ref().map(|address| &address.postcode);
    let others = [
        ("forenames", changes.name.forenames == Change::Erase),
        ("title", is_erased(&changes.name.title)),
        ("previousSurname", is_erased(&changes.previous_surname)),
        ("postcode", postcode == Some(&Change::Erase)),
        ("institute", is_erased(&changes.institute)),
    ];
    let all = lines.chain(others).filter(|(_, is_erased)| *is_erased);

    all.map(|(name, _)| name.to_owned()).collect()
}

fn renamed(form: &AmendForm, before: &AmendForm) -> bool {
    let names = |form: &AmendForm| {
        [
            &form.surname,
            &form.first_forename,
            &form.second_forename,
            &form.other_forenames,
            &form.title,
        ]
        .map(|name| as_sent(name))
    };

    form.erases("forenames") || form.erases("title") || names(form) != names(before)
}

fn forenames(form: &AmendForm, renamed: bool) -> Change<[String; 3]> {
    if form.erases("forenames") {
        return Change::Erase;
    }

    if renamed {
        Change::Set(form.forenames().map(Clone::clone))
    } else {
        Change::Keep
    }
}

/// A title that there is none of, before or now, is no part of the name.
fn title(form: &AmendForm, before: &AmendForm) -> Change<String> {
    match (form.erases("title"), form.title.trim(), before.title.trim()) {
        (true, _, _) => Change::Erase,
        (false, "", "") => Change::Keep,
        (false, title, _) => Change::Set(title.to_owned()),
    }
}

fn address(form: &AmendForm) -> AddressForm {
    let [house, road, locality, town, county, postcode] = form.address();
    let [house_name, road_name, locality_name, town_name, county_name] = LINE_NAMES;
    let line = |name: &str, text: &String| match (form.erases(name), text.trim()) {
        (true, _) => LineForm::Erase,
        (false, "") => LineForm::Blank,
        (false, text) => LineForm::Is(text.to_owned()),
    };

    AddressForm {
        lines: [
            line(house_name, house),
            line(road_name, road),
            line(locality_name, locality),
            line(town_name, town),
            line(county_name, county),
        ],
        postcode: match (form.erases("postcode"), postcode.trim()) {
            (true, _) => Change::Erase,
            (false, "") => Change::Keep,
            (false, postcode) => Change::Set(postcode.to_owned()),
        },
    }
}

fn is_of_the_address(name: &str) -> bool {
    LINE_NAMES.contains(&name) || name == "postcode"
}
