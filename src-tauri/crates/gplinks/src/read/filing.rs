//! The practice's transactions. They are read strictly: what a practice sends must be complete.

use super::gather::Gathered;
use crate::text::ERASE;
use crate::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, CameFrom, Change, Changes, Day,
    DeductionReason, DeductionRequest, Dispensed, Filing, Forenames, HomeAddress, Identity, Item,
    Kind, Name, NameChange, NewAddress, NewLine, Removal, Rule, Sex, Stay, Text,
};

pub(super) fn read(kind: &Kind, g: &mut Gathered) -> Option<Filing> {
    match kind {
        Kind::Acceptance => acceptance(g).map(|body| Filing::Acceptance(Box::new(body))),
        Kind::Amendment => amendment(g).map(|body| Filing::Amendment(Box::new(body))),
        Kind::Removal => removal(g).map(Filing::Removal),
        Kind::DeductionRequest => deduction_request(g).map(Filing::DeductionRequest),
        Kind::AmendmentNotice
        | Kind::Deduction
        | Kind::Rejection
        | Kind::Approval
        | Kind::RecordsSent
        | Kind::RecordsFlagRemoval
        | Kind::CloseQuarter
        | Kind::Fp69
        | Kind::Fp69Removal
        | Kind::RequestReply
        | Kind::Unknown(_) => None,
    }
}

fn acceptance(g: &mut Gathered) -> Option<Acceptance> {
    let code = g.key(Item::AcceptanceCode, AcceptanceCode::parse);
    let accepted_on = g.key(Item::AcceptedOn, Day::read);
    let surname = g.key_text(Item::Surname);
    let forenames = g.forenames();
    let title = g.text(Item::Title);
    let sex = g.key(Item::Sex, Sex::parse);
    let address = home(g);
    let drugs_dispensed = g
        .optional(Item::DrugsDispensed, |text| (text == "Y").then_some(()))
        .is_some();
    let kind = acceptance_kind(g);

    Some(Acceptance {
        code: code?,
        kind: kind?,
        accepted_on: accepted_on?,
        name: Name {
            surname: surname?,
            forenames,
            title,
        },
        previous_surname: g.text(Item::PreviousSurname),
        sex: sex?,
        address: address?,
        institute: g.text(Item::Institute),
        drugs_dispensed,
        notes: g.text(Item::Notes),
    })
}

fn home(g: &mut Gathered) -> Option<HomeAddress> {
    let Some(address) = g.address() else {
        g.report(Rule::KeyMissing(Item::Address), g.place);
        return None;
    };
    let home = HomeAddress::parse(address);
    if home.is_err() {
        g.report(Rule::KeyMissing(Item::HouseName), g.place);
    }

    home.ok()
}

fn acceptance_kind(g: &mut Gathered) -> Option<AcceptanceKind> {
    let number = g.number(Item::Number);
    let birthplace = g.text(Item::Birthplace);
    let code = g.key(Item::AcceptanceType, |text| Some(text.to_owned()))?;
    if code == "1" {
        if number.is_none() {
            g.report(Rule::KeyMissing(Item::Number), g.place);
        }
        let born = g.key(Item::Born, Day::read);
        return Some(AcceptanceKind::Birth {
            number: number?,
            born: born?,
            birthplace,
        });
    }
    let identity = Identity::of(number, birthplace);
    if identity.is_none() {
        g.report(Rule::KeyMissing(Item::Birthplace), g.place);
    }
    let born = g.expected_day(Item::Born);
    match code.as_str() {
        "2" => Some(AcceptanceKind::First {
            identity: identity?,
            born,
        }),
        "3" => came_from(g).and_then(|came_from| {
            Some(AcceptanceKind::TransferIn {
                identity: identity?,
                born,
                came_from,
            })
        }),
        "4" => stay(g).and_then(|stay| {
            Some(AcceptanceKind::Immigrant {
                identity: identity?,
                born,
                stay,
            })
        }),
        _ => {
            g.report(Rule::KeyUnreadable(Item::AcceptanceType), g.place);
            None
        }
    }
}

fn came_from(g: &mut Gathered) -> Option<CameFrom> {
    let gp_name = g.key_text(Item::PreviousGp);
    let ha = g.cipher(Item::PreviousHa);
    let address = g.previous_address();
    if address.is_none() {
        g.report(Rule::KeyMissing(Item::PreviousAddress), g.place);
    }

    Some(CameFrom {
        gp_name: gp_name?,
        ha,
        address: address?,
    })
}

fn stay(g: &mut Gathered) -> Option<Stay> {
    let entered_uk = g.key(Item::EnteredUk, Day::read);
    let left_uk = g.optional(Item::LeftUk, Day::read);
    let (gp_name, ha) = (g.text(Item::PreviousGp), g.cipher(Item::PreviousHa));
    let address = g.previous_address();

    Some(Stay {
        entered_uk: entered_uk?,
        left_uk,
        gp_name,
        ha,
        address,
    })
}

fn amendment(g: &mut Gathered) -> Option<Amendment> {
    let number = g.key_number();
    let changes = changes(g);
    let notes = g.text(Item::Notes);
    if changes.is_empty() {
        g.report(Rule::NothingChanged, g.place);
    }

    Some(Amendment {
        number: number?,
        changes,
        notes,
    })
}

/// What a G2 and an F1 say alike. A change that cannot be understood makes the whole unusable:
/// it is accepted as a whole or not at all.
pub(super) fn changes(g: &mut Gathered) -> Changes {
    Changes {
        name: NameChange {
            surname: unerasable(g, Item::Surname, |text| Text::new(text)),
            forenames: forenames(g),
            title: change(g, Item::Title),
        },
        previous_surname: change(g, Item::PreviousSurname),
        born: unerasable(g, Item::Born, Day::read),
        sex: unerasable(g, Item::Sex, Sex::parse),
        address: new_address(g),
        institute: change(g, Item::Institute),
        drugs_dispensed: drugs(g),
    }
}

fn change(g: &mut Gathered, item: Item) -> Change<Text> {
    match g.text(item) {
        None => Change::Keep,
        Some(text) if text.as_str() == ERASE => Change::Erase,
        Some(text) => Change::Set(text),
    }
}

fn unerasable<T>(g: &mut Gathered, item: Item, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let found = g.take(item)?;
    let value = Some(g.str(found))
        .filter(|text| *text != ERASE)
        .and_then(read);
    if value.is_none() {
        g.report(Rule::UnreadableChange(item), found.at);
    }

    value
}

/// Erased only all together: `FO:%` and nothing beside it.
fn forenames(g: &mut Gathered) -> Change<Forenames> {
    let forenames = g.forenames();
    let is_erased = |name: &Option<Text>| name.as_ref().is_some_and(|name| name.as_str() == ERASE);
    let Forenames {
        first,
        second,
        others,
    } = &forenames;
    let rest_is_kept = second.is_none() && others.is_none();

    if is_erased(first) && rest_is_kept {
        return Change::Erase;
    }
    if is_erased(first) || is_erased(second) || is_erased(others) {
        g.report(Rule::ForenamesErasedAndSet, g.place);
    }
    if forenames.is_empty() {
        Change::Keep
    } else {
        Change::Set(forenames)
    }
}

fn new_address(g: &mut Gathered) -> Option<NewAddress> {
    let at = g.address_place()?;
    let lines = Item::HOME.map(|item| match change(g, item) {
        Change::Keep => NewLine::Blank,
        Change::Set(text) => NewLine::Is(text),
        Change::Erase => NewLine::Erase,
    });
    let postcode = match g.take(Item::Postcode) {
        None => Change::Keep,
        Some(found) if g.str(found) == ERASE => Change::Erase,
        Some(found) => g.written_postcode(found).map_or(Change::Keep, Change::Set),
    };
    let address = NewAddress { lines, postcode };
    let [.., town, _] = &address.lines;
    let (has_house, has_town) = (address.names_a_house(), town.text().is_some());
    g.remark_address(at, has_house, has_town);

    Some(address)
}

fn drugs(g: &mut Gathered) -> Change<Dispensed> {
    let Some(found) = g.take(Item::DrugsDispensed) else {
        return Change::Keep;
    };
    match g.str(found) {
        "Y" => Change::Set(Dispensed),
        ERASE => Change::Erase,
        _ => {
            g.report(Rule::UnreadableChange(Item::DrugsDispensed), found.at);
            Change::Keep
        }
    }
}

fn removal(g: &mut Gathered) -> Option<Removal> {
    let number = g.key_number();
    let reason = g.key_text(Item::Notes);

    Some(Removal {
        number: number?,
        reason: reason?,
    })
}

fn deduction_request(g: &mut Gathered) -> Option<DeductionRequest> {
    let number = g.key_number();
    let reason_at = g.place_of(Item::DeductionReason);
    let reason = g.key(Item::DeductionReason, DeductionReason::read);
    let on = g.key(Item::DeductedOn, Day::read);
    let notes = g.text(Item::Notes);
    if reason.as_ref().is_some_and(|reason| !reason.is_known()) {
        g.report(Rule::UnknownReason, reason_at);
    }

    Some(DeductionRequest {
        number: number?,
        reason: reason?,
        on: on?,
        notes,
    })
}
