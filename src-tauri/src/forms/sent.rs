//! An amendment as PCSE will see it, field by field; what it is to empty is a sign of its own.

use gplinks::{AmendmentForm, Change, LineForm, as_sent};

use crate::wire::SentAs;

/// What the wire says for "empty this".
const ERASED: &str = "%";
const LINES: [&str; 5] = ["houseName", "road", "locality", "postTown", "county"];

pub(crate) fn sent(form: &AmendmentForm) -> Vec<SentAs> {
    let mut sent = Vec::new();
    let mut put = |field: &str, text: &str| {
        let text = if text == ERASED {
            text.to_owned()
        } else {
            as_sent(text)
        };
        if !text.is_empty() {
            sent.push(SentAs {
                field: field.to_owned(),
                text,
            });
        }
    };
    put("surname", form.surname.as_deref().unwrap_or_default());
    match &form.forenames {
        Change::Keep => {}
        Change::Set(names) => put("firstForename", &names.join(" ")),
        Change::Erase => put("firstForename", ERASED),
    }
    put("title", of(&form.title));
    put("previousSurname", of(&form.previous_surname));
    put("born", form.born.as_deref().unwrap_or_default());
    if let Some(address) = &form.address {
        for (name, line) in LINES.into_iter().zip(&address.lines) {
            match line {
                LineForm::Blank => {}
                LineForm::Is(text) => put(name, text),
                LineForm::Erase => put(name, ERASED),
            }
        }
        put("postcode", of(&address.postcode));
    }
    put("institute", of(&form.institute));
    put("notes", &form.notes);

    sent
}

fn of(change: &Change<String>) -> &str {
    match change {
        Change::Keep => "",
        Change::Set(text) => text,
        Change::Erase => ERASED,
    }
}
