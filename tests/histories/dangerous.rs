//! The deeds that can lose or double something: giving up, settling by hand, a copy put back, a full disk.

use mailbox::LocalId;
use practice::{Act, ExchangeLock, Practice, ToFile, Truth};
use store::{Attempt, FilingKind, LetterOut, LetterState, Store};

use crate::model::Model;
use crate::play::{draft_of, pick, remember, send_again};
use crate::world::World;
use crate::world::people::person;

impl World {
    /// The copy takes the place of the file; the record outside stays as it is.
    fn comes_back(&mut self, copy: &[u8]) {
        let folder = tempfile::tempdir_in(self.folder.path().parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(store::FILE_NAME), copy).unwrap();
        self.folder = folder;
        self.restarts();
    }
}

pub(crate) fn abandon(world: &World, n: u8) {
    let practice = &world.surgery.practice;
    let letters = all_letters(practice);
    if let Some(letter) = pick(&letters, n) {
        let _ = practice.abandon(letter.id, "PCSE does not want it", &world.surgery.act());
    }
}

/// A manager settles what tracking cannot, by the truth.
pub(crate) fn settle_by_hand(world: &World) {
    let practice = &world.surgery.practice;
    for letter in letters_in(practice, LetterState::Unknown) {
        if let Some(truth) = truth_of(world, &letter) {
            let _ = practice.settle_by_hand(letter.id, truth, "asked PCSE", &world.surgery.act());
        }
    }
}

/// What PCSE says of a letter. Where MESH has it and could not deliver it, the manager waits for its report.
fn truth_of(world: &World, letter: &LetterOut) -> Option<Truth> {
    let store = world.surgery.practice.store();
    let (all, latest) = store
        .read(|r| {
            let all = r.attempts_of(letter.id)?;

            Ok::<_, store::StoreError>((all, r.attempts_since_resend(letter.id)?))
        })
        .unwrap();
    let witness = world.service.witness();
    let taken = |attempts: &[Attempt], is_delivered: bool| {
        let ids = attempts
            .iter()
            .filter_map(|one| LocalId::parse(&one.local_id));
        let mut ids = ids.flat_map(|id| {
            witness
                .taken_as(&id)
                .map(|post| post.delivered)
                .collect::<Vec<_>>()
        });

        ids.any(|delivered| delivered == is_delivered)
    };
    match (taken(&all, true), taken(&latest, false)) {
        (true, _) => Some(Truth::Arrived),
        (false, true) => None,
        (false, false) => Some(Truth::NeverLeft),
    }
}

/// What MESH could not deliver is posted again, since the other side asked.
pub(crate) fn send_undelivered(world: &World, model: &mut Model) {
    for letter in letters_in(&world.surgery.practice, LetterState::Undelivered) {
        send_again(world, model, &letter);
    }
}

pub(crate) fn correct(world: &World, model: &mut Model, n: u8) {
    let ids: Vec<_> = model.filed.keys().copied().collect();
    let Some(id) = pick(&ids, n) else { return };
    let practice = &world.surgery.practice;
    let filing = practice.store().read(|r| r.filing(*id)).unwrap();
    let word = match filing.kind {
        FilingKind::Amendment => "counter-amend",
        FilingKind::DeductionRequest => "left",
        FilingKind::Registration | FilingKind::Removal => return,
    };
    let Some(draft) = draft_of(world, filing.patient, word) else {
        return;
    };
    if practice
        .correct(*id, &draft, &world.surgery.clerk())
        .is_ok()
    {
        remember(world, model, *id);
    }
}

pub(crate) fn release_letter(world: &World, n: u8) {
    let practice = &world.surgery.practice;
    let aside = practice
        .store()
        .read(|r| r.letters_in_in(store::ArrivalState::SetAside))
        .unwrap();
    if let Some(letter) = pick(&aside, n) {
        let act: Act<'_> = world.surgery.act();
        let _ = practice.release_letter(letter.id, &act, "looked into");
    }
}

pub(crate) fn takes_copy(world: &World, model: &mut Model) {
    model.copy = Some((world.copy(), model.filed.clone()));
}

/// What was filed since the copy is gone, and people know.
pub(crate) fn puts_back(world: &mut World, model: &mut Model) {
    let Some((copy, filed)) = model.copy.take() else {
        return;
    };
    world.comes_back(&copy);
    model.filed = filed;
    model.was_put_back = true;
    let (practice, act) = (&world.surgery.practice, world.surgery.act());
    let lock = ExchangeLock::take(world.folder.path()).unwrap().unwrap();
    let confirm = || practice.confirm_numbers(&[], "PCSE told us", &act, &lock);
    // The record outside may fail for once; whoever is told so tries again, where it is still asked for.
    for _ in 0..2 {
        if practice.is_restored().unwrap() {
            let _ = confirm();
        }
    }
    assert!(!practice.is_restored().unwrap());
}

/// A pass on a full disk; then there is room again.
pub(crate) async fn disk_full(world: &World) {
    let store = world.surgery.practice.store();
    store.fill_disk(true).unwrap();
    let _ = world.surgery.tries_to_exchange().await;
    store.fill_disk(false).unwrap();
}

pub(crate) async fn second_program(world: &World, model: &mut Model, n: u8) {
    let path = world.folder.path().join(store::FILE_NAME);
    let other = Store::open(&path, crate::world::KEY).unwrap();
    let other = Practice::open(other, world.marks.clone());
    let draft = person(20 + u32::from(n % 8)).first(world.now());
    let act = world.surgery.clerk();
    let (_, filed) = tokio::join!(world.surgery.tries_to_exchange(), async {
        tokio::task::yield_now().await;

        other.file(&ToFile::new(draft), &act)
    });
    if let Ok(filed) = filed {
        remember(world, model, filed.filing);
    }
}

pub(crate) fn all_letters(practice: &Practice) -> Vec<LetterOut> {
    let store = practice.store();

    store.read(|r| r.letters_out_after(None, 100_000)).unwrap()
}

fn letters_in(practice: &Practice, state: LetterState) -> Vec<LetterOut> {
    practice.store().read(|r| r.letters_out_in(state)).unwrap()
}
