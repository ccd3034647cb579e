//! Numbers: none lost, none twice, over roll-overs, take-over and two hands at once.

use agency::Rules;
use gplinks::OwnTn;
use practice::{Choice, DeskError};
use store::{Direction, Sequence};

use crate::world::people::person;
use crate::world::{Beginning, World};

fn numbers(world: &World) -> Vec<(u32, u32, Option<u32>)> {
    let letters = world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_out_after(None, 1000))
        .unwrap();

    letters
        .iter()
        .map(|one| (one.sis.number, one.sms.number, one.tn.map(|tn| tn.number)))
        .collect()
}

#[tokio::test]
async fn a_practice_goes_on_after_the_numbers_of_its_earlier_system() {
    let world = World::beginning(&Beginning {
        last_sis: 511,
        last_sms: 732,
        last_tn: 1289,
        ..Beginning::default()
    });
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;

    assert_eq!(numbers(&world), [(512, 733, Some(1290))]);
}

#[tokio::test]
async fn all_three_sequences_roll_over_with_open_items() {
    let world = World::beginning(&Beginning {
        last_sis: 99_999_997,
        last_sms: 99_999_998,
        last_tn: 9_999_997,
        rules: Rules::default(),
        ..Beginning::default()
    });
    for nth in 1..=4 {
        world.surgery.files(person(nth).first(world.now()));
    }
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(
        numbers(&world),
        [
            (99_999_998, 99_999_999, Some(9_999_998)),
            (99_999_999, 1, Some(9_999_999)),
            (1, 2, Some(1)),
            (2, 3, Some(2)),
        ]
    );
    assert_eq!(world.complaints(), []);
    assert_eq!(world.unreceipted(), 0);
    let without = world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_without_receipt())
        .unwrap();
    assert_eq!(
        without.len(),
        0,
        "receipts find their letters across the roll-over"
    );

    world.days_pass(6);
    world.surgery.exchanges().await;
    let cleared = world.surgery.practice.clear_routine(&world.surgery.clerk());
    assert!(cleared.is_ok());
    assert_eq!(
        world.surgery.to_decide(),
        [],
        "answers find their filings as well"
    );
    assert!(
        world
            .surgery
            .practice
            .verify(world.now())
            .unwrap()
            .is_sound()
    );
}

#[tokio::test]
async fn a_transaction_number_that_is_still_open_is_passed_over_and_explained() {
    let world = World::beginning(&Beginning {
        rules: Rules::default(),
        ..Beginning::default()
    });
    let open = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let store = world.surgery.practice.store();
    let roll = |w: &store::Write<'_>| {
        let last = store::Taken {
            epoch: 0,
            number: OwnTn::LAST.get(),
        };
        w.set_counter(Sequence::Tn, None, last)
    };
    store.write(roll).unwrap();

    let next = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;

    let tn = |filing| {
        let detail = world
            .surgery
            .practice
            .outbox_detail(filing, world.now())
            .unwrap();
        detail.letter.unwrap().tn.unwrap()
    };
    assert_eq!((tn(open.filing).epoch, tn(open.filing).number), (0, 1));
    assert_eq!(
        (tn(next.filing).epoch, tn(next.filing).number),
        (1, 2),
        "1 is in use"
    );
    let gaps = store.read(|r| r.gaps()).unwrap();
    assert_eq!(gaps.len(), 1);
    assert_eq!(
        (
            gaps[0].direction,
            gaps[0].epoch,
            gaps[0].first,
            gaps[0].last
        ),
        (Direction::Out, 1, 1, 1)
    );
}

#[tokio::test]
async fn a_counter_that_is_missing_stops_all_sending_and_is_never_guessed() {
    let world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let sent = world.service.witness().accepted.len();
    let store = world.surgery.practice.store();
    store
        .damage("DELETE FROM numbers WHERE sequence = 'SIS'")
        .unwrap();
    let filed = world.surgery.files(person(2).first(world.now()));

    let pass = world.surgery.exchanges().await;

    let codes: Vec<&str> = pass.troubles.iter().map(|one| one.code).collect();
    assert_eq!(
        codes,
        ["E965"],
        "the record outside knows that there was one"
    );
    assert_eq!(world.surgery.shows(filed.filing), "Ready to send");
    assert_eq!(world.service.witness().accepted.len(), sent);
    assert_eq!(store.read(|r| r.counters()).unwrap().len(), 2);
}

#[tokio::test]
async fn a_counter_that_cannot_be_stops_its_link_and_no_other() {
    let world = World::new();
    // The service of the second link is not played here; what matters is that its letter goes.
    world.may_complain(|one| matches!(one, agency::Complaint::Unreadable(_)));
    let other = a_second_link(&world);
    let store = world.surgery.practice.store();
    store
        .damage("UPDATE numbers SET last = 123456789 WHERE sequence = 'SIS' AND link_id = 1")
        .unwrap();
    let filed = world.surgery.files(person(2).first(world.now()));
    let mut draft = person(3).first(world.now());
    draft.link = other;
    let beside = world.surgery.files(draft);

    let pass = world.surgery.exchanges().await;

    let codes: Vec<&str> = pass.troubles.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["E931"]);
    assert_eq!(world.surgery.shows(filed.filing), "Ready to send");
    assert_ne!(world.surgery.shows(beside.filing), "Ready to send");
    assert_eq!(
        world.service.witness().accepted.len(),
        1,
        "the other link's"
    );
}

#[tokio::test]
async fn a_counter_that_is_no_number_of_ours_stops_everything() {
    let world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    let store = world.surgery.practice.store();
    store
        .damage("UPDATE numbers SET last = -7 WHERE sequence = 'SIS'")
        .unwrap();

    let refused = world.surgery.tries_to_exchange().await;

    assert_eq!(
        refused.unwrap_err(),
        DeskError::Store(store::StoreError::Odd)
    );
    assert_eq!(world.surgery.shows(filed.filing), "Ready to send");
    assert_eq!(world.service.witness().accepted.len(), 0);
}

/// A link with another health authority, with counters of its own.
fn a_second_link(world: &World) -> gplinks::Link {
    let link = gplinks::Link::new(
        gplinks::LinkCode::parse("TES5").unwrap(),
        gplinks::Cipher::parse("XX2").unwrap(),
    );
    let added = world.surgery.practice.store().write(|w| {
        let id = w.add_link("TES5", "XX2", link.service.as_str(), "X26HC002")?;
        w.open_counter(Sequence::Sis, Some(id), 0)?;
        w.open_counter(Sequence::Sms, Some(id), 0)?;

        w.add_doctor(id, "Dr Amara Bello", crate::world::DOCTOR, None, None)
    });
    added.unwrap();

    link
}

#[tokio::test]
async fn two_hands_release_at_once_and_the_numbers_are_distinct_and_whole() {
    let world = World::new();
    for nth in 1..=24 {
        world.surgery.files(person(nth).first(world.now()));
    }
    let (one, two) = tokio::join!(
        world.surgery.tries_to_exchange(),
        world.surgery.tries_to_exchange()
    );
    // Two exchanges at once are kept apart by a lock; should both run, one may find its letter taken.
    drop((one, two));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    let tns: Vec<u32> = numbers(&world).iter().filter_map(|one| one.2).collect();
    assert_eq!(tns, (1..=24).collect::<Vec<_>>());
}

/// The numbers are taken when the letter cannot be kept: they are given back.
#[tokio::test]
async fn a_release_that_fails_after_taking_its_numbers_gives_them_back() {
    let world = World::new();
    let store = world.surgery.practice.store();
    let filed = world.surgery.files(person(1).first(world.now()));
    let before = store.read(|r| r.counters()).unwrap();
    let audit = store.read(|r| r.audit_head()).unwrap();
    let fails = "CREATE TRIGGER fails BEFORE INSERT ON letters_out BEGIN SELECT raise(ABORT, 'no room'); END";
    store.damage(fails).unwrap();

    let refused = world.surgery.tries_to_exchange().await;

    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(store.read(|r| r.counters()).unwrap(), before);
    assert_eq!(store.read(|r| r.audit_head()).unwrap(), audit);
    assert_eq!(world.surgery.shows(filed.filing), "Ready to send");
    // Damage takes all guards away, and with them the one that was in the way.
    store.damage("SELECT 1").unwrap();
    world.surgery.exchanges().await;
    assert_eq!(numbers(&world)[0], (1, 1, Some(1)), "no number is missing");
}

/// No act without its row in the audit.
#[tokio::test]
async fn an_act_whose_audit_row_cannot_be_written_is_not_done() {
    let world = World::new();
    let (practice, store) = (&world.surgery.practice, world.surgery.practice.store());
    let filed = world.surgery.files(person(1).first(world.now()));
    let fails =
        "CREATE TRIGGER fails BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no room'); END";
    store.damage(fails).unwrap();
    let (clerk, manager) = (world.surgery.clerk(), world.surgery.act());

    assert!(practice.hold(filed.filing, "wait", &clerk).is_err());
    assert!(practice.drop_filing(filed.filing, "no", &clerk).is_err());
    assert!(practice.pause(Some("why"), &manager).is_err());
    let second = practice::ToFile::new(person(2).first(world.now()));
    assert!(world.surgery.tries_to_file(second).is_err());
    assert!(world.surgery.tries_to_exchange().await.is_err());

    let filings = store.read(|r| r.filings_before(None, 10)).unwrap();
    assert_eq!(filings.len(), 1);
    assert_eq!(
        (filings[0].held_why.as_deref(), filings[0].letter),
        (None, None)
    );
    assert_eq!(store.read(|r| r.count_patients()).unwrap(), 1);
    assert_eq!(practice.settings().unwrap().paused_why, None);
    assert_eq!(
        world.service.witness().accepted.len(),
        0,
        "nothing was sent"
    );
}

#[tokio::test]
async fn what_is_refused_changes_no_counter() {
    let world = World::new();
    let before = world
        .surgery
        .practice
        .store()
        .read(|r| r.counters())
        .unwrap();
    let mut wrong = person(1).first(world.now());
    wrong.gp = gplinks::GpCode::read("9900001,ZZZ").unwrap();
    assert!(
        world
            .surgery
            .tries_to_file(practice::ToFile::new(wrong))
            .is_err()
    );
    assert!(
        world
            .surgery
            .tries_to_file(practice::ToFile::new(
                person(9).moves_to("1 ROAD", world.now())
            ))
            .is_err()
    );
    world.surgery.exchanges().await;

    let after = world
        .surgery
        .practice
        .store()
        .read(|r| r.counters())
        .unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn an_old_transaction_number_never_answers_a_new_registration() {
    let world = World::new();
    // The counter is turned on by hand, so the service sees a number that it had.
    world.may_complain(|one| matches!(one, agency::Complaint::TnTwice { .. }));
    let first = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());
    let roll = |w: &store::Write<'_>| {
        let start = store::Taken {
            epoch: 0,
            number: OwnTn::LAST.get(),
        };
        w.set_counter(Sequence::Tn, None, start)
    };
    world.surgery.practice.store().write(roll).unwrap();
    let second = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    let approval = world.surgery.waiting("F4");
    assert_eq!(
        approval.filing,
        Some(second.filing),
        "transaction 1 of the new round"
    );
    assert_ne!(approval.filing, Some(first.filing));
}
