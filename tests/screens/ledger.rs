//! What a journey needs to find in the ledger before the window is opened.

use std::path::Path;

use practice::{NoticeState, PatientId};
use premises::{Keeping, Premises};
use store::{About, NewNotice, Notice, Place};
use vault::{KeyFile, SecretString};

/// Opens the ledger of a training practice whose window is closed.
pub(crate) fn ledger(data: &Path) -> Premises {
    let data = data.join("data");
    let key = KeyFile::new(data.join("training.key"), SecretString::from("training"));
    let keeping = Keeping {
        vault: Box::new(key),
        state: data.join("training.state"),
    };

    Premises::open_with(&data.join("training"), keeping).unwrap()
}

/// An undecided notice of a kind.
pub(crate) fn waiting(premises: &Premises, kind: &str) -> Notice {
    let store = premises.practice.store();
    let all = store.read(|r| r.notices_in(NoticeState::ToDecide, None, 200));

    all.unwrap()
        .into_iter()
        .find(|one| one.kind == kind)
        .unwrap()
}

/// So many more notices that say what one says, about nobody yet.
pub(crate) fn many_like(premises: &Premises, like: &Notice, count: u32, outline: &str) {
    let done = premises.practice.store().write(|w| {
        for n in 1..=count {
            w.add_notice(&NewNotice {
                letter: like.letter,
                link: like.link,
                place: Place {
                    message: 1_000 + n,
                    ..like.place
                },
                kind: &like.kind,
                rms: like.rms,
                tn: Some(1_000_000 + u64::from(n)),
                gp: like.gp.as_deref(),
                nhs_number: None,
                content: like.content.as_deref(),
                outline,
                problems: "[]",
                raw_from: like.raw_from,
                raw_to: like.raw_to,
                at: like.arrived_at,
                state: NoticeState::ToDecide,
                about: About::default(),
            })?;
        }

        Ok::<_, store::StoreError>(())
    });

    done.unwrap();
}

/// Writes something into every part of a record that is shown as it is.
pub(crate) fn renames(premises: &Premises, patient: PatientId, words: &str) {
    let done = premises.practice.store().write(|w| {
        let before = w.patient(patient)?;
        let mut record = before.record.clone();
        record.surname = words.to_owned();
        for part in [
            &mut record.first_forename,
            &mut record.title,
            &mut record.previous_surname,
            &mut record.house_name,
            &mut record.road,
            &mut record.post_town,
        ] {
            *part = Some(words.to_owned());
        }
        let change = store::NewChange {
            at: before.changed_at,
            by: "Asha Patel",
            cause: store::Cause::Imported,
            notice: None,
            filing: None,
            undoes: None,
        };
        w.change_patient(&before, &record, &change)?;

        Ok::<_, store::StoreError>(())
    });

    done.unwrap();
}

/// Spends a number of ours that no letter carries, as a program that was stopped while it wrote one.
pub(crate) fn loses_a_number(premises: &Premises) {
    let done = premises.practice.store().write(|w| {
        let link = w.links()?.remove(0).id;
        w.take_number(store::Sequence::Sis, Some(link))?;

        Ok::<_, store::StoreError>(())
    });

    done.unwrap();
}
