//! A ledger that cannot do what it is asked: nothing is guessed, and nothing is done by halves.

use practice::DeskError;
use store::Sequence;

use crate::numbers::numbers;
use crate::world::World;
use crate::world::people::person;

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
async fn a_panic_in_the_middle_of_a_write_stops_sending_and_a_restart_is_clean() {
    let mut world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let waiting = world.surgery.files(person(2).first(world.now()));
    let sent = world.service.witness().accepted.len();
    let exchange = practice::Exchange::new(
        world.surgery.practice.clone(),
        world.service.clone(),
        world.clock.clone(),
    );

    // The receipt that has come is looked up in the record while its letter's transaction is open.
    world.marks.panic(true);
    let ended = exchange.run(&practice::Stop::default(), |_| {}).await;
    assert_eq!(ended.unwrap_err().code(), "E900");
    let confirmed = world.surgery.tries_to_exchange().await;
    assert_eq!(confirmed.unwrap_err().code(), "E900", "nor the next time");
    assert_eq!(world.service.witness().accepted.len(), sent);
    assert_eq!(world.surgery.shows(waiting.filing), "Ready to send");

    world.marks.panic(false);
    world.restarts();
    for _ in 0..3 {
        world.surgery.exchanges().await;
    }
    assert_eq!(world.heard(), ["G1", "G1"]);
    assert_eq!(world.surgery.shows(waiting.filing), "Receipted");
    let verified = world.surgery.practice.verify(world.now()).unwrap();
    assert!(verified.is_sound(), "{:?}", verified.failures());
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
async fn a_release_that_fails_after_taking_its_numbers_gives_them_back() {
    let world = World::new();
    let store = world.surgery.practice.store();
    let filed = world.surgery.files(person(1).first(world.now()));
    let before = store.read(|r| r.counters()).unwrap();
    let audit = store.read(|r| r.audit_head()).unwrap();
    let fails = "CREATE TRIGGER fails BEFORE INSERT ON letters_out BEGIN SELECT raise(ABORT, 'no room'); END";
    store.damage(fails).unwrap();

    let pass = world.surgery.exchanges().await;

    assert_eq!((pass.posted, pass.troubles[0].code), (0, "E933"));
    assert_eq!(store.read(|r| r.counters()).unwrap(), before);
    assert_eq!(store.read(|r| r.audit_head()).unwrap(), audit);
    assert_eq!(world.surgery.shows(filed.filing), "Ready to send");
    // Damage takes all guards away, and with them the one that was in the way.
    store.damage("SELECT 1").unwrap();
    world.surgery.exchanges().await;
    assert_eq!(numbers(&world)[0], (1, 1, Some(1)), "no number is missing");
}

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
    let pass = world.surgery.exchanges().await;
    assert_eq!((pass.posted, pass.troubles[0].code), (0, "E933"));

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
