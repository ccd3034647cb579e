//! What waits behind a registration, and what a clerk may change before it is sent.

use agency::{RejectionRule, Wait, When};
use gplinks::{AcceptanceCode, Cipher, DeductionReason, Minute, PatientNumber, RegistrationType};
use practice::{Choice, DeskError, ToFile};
use store::{FilingId, PatientState};

use crate::world::people::{Person, person};
use crate::world::{Beginning, World};

impl World {
    /// The service rejects every registration.
    fn that_rejects() -> Self {
        let world = Self::new();
        world.service.with_agency(|agency| {
            agency.rules_mut().rejections.push(RejectionRule {
                when: When::Always,
                code: 3,
                words: "WRONG AREA".to_owned(),
            });
        });

        world
    }

    fn rejects_no_more(&self) {
        self.service
            .with_agency(|agency| agency.rules_mut().rejections.clear());
    }

    async fn exchanges_often(&self) {
        for _ in 0..3 {
            self.surgery.exchanges().await;
        }
    }

    fn held_why(&self, filing: FilingId) -> Option<String> {
        let filing = self.surgery.practice.store().read(|r| r.filing(filing));

        filing.unwrap().held_why
    }

    fn corrects(&self, filing: FilingId, draft: &gplinks::Draft) -> Result<(), DeskError> {
        self.surgery
            .practice
            .correct(filing, draft, &self.surgery.clerk())
    }
}

fn again(person: &Person, code: AcceptanceCode, notes: &str, world: &World) -> gplinks::Draft {
    person.registration(RegistrationType::First, code, notes, world.now())
}

#[tokio::test]
async fn what_cannot_be_written_is_held_with_words_and_takes_no_number() {
    let world = World::new();
    let mut draft = person(1).first(world.now());
    let gplinks::Filing::Acceptance(acceptance) = &mut draft.filing else {
        panic!("a registration");
    };
    acceptance.notes = gplinks::Text::new("in small letters");
    let unwritable = world.surgery.files(draft);
    let neighbour = world.surgery.files(person(2).first(world.now()));

    world.exchanges_often().await;

    assert_eq!(
        world.held_why(unwritable.filing).as_deref(),
        Some("something in it cannot be sent; correct it")
    );
    let store = world.surgery.practice.store();
    let went = store.read(|r| r.filing(neighbour.filing)).unwrap();
    let letter = went.letter.expect("its neighbour was sent");
    let sis = store.read(|r| r.letter_out(letter)).unwrap().sis.number;
    assert_eq!(sis, 1, "no number was taken for what was held");
}

#[tokio::test]
async fn an_amendment_is_held_when_the_registration_before_it_is_rejected() {
    let world = World::that_rejects();
    let registration = world.surgery.files(person(1).first(world.now()));
    let move_ = world
        .surgery
        .files(person(1).moves_to("7 NEW ROAD", world.now()));
    world.exchanges_often().await;
    assert_eq!(
        world.surgery.shows(move_.filing),
        "Kept until the registration is approved"
    );

    let told = world.surgery.decides("F3", &Choice::record()).told;
    world.exchanges_often().await;

    assert_eq!(world.heard(), ["G1"], "PCSE has nobody to amend");
    assert_eq!(
        world.surgery.state_of(registration.patient),
        PatientState::Rejected
    );
    assert_eq!(world.surgery.shows(move_.filing), "On hold");
    assert!(world.held_why(move_.filing).is_some());
    assert!(
        told.iter()
            .any(|line| line.contains(&format!("Filing {}", move_.filing))),
        "{told:?}"
    );
    let let_go = world
        .surgery
        .practice
        .let_go(move_.filing, &world.surgery.clerk());
    assert_eq!(let_go.unwrap_err().code(), "E937");
}

#[tokio::test]
async fn what_was_held_goes_on_once_the_patient_is_registered() {
    let world = World::that_rejects();
    world.surgery.files(person(1).first(world.now()));
    let move_ = world
        .surgery
        .files(person(1).moves_to("7 NEW ROAD", world.now()));
    world.exchanges_often().await;
    world.rejects_no_more();

    let draft = again(
        &person(1),
        AcceptanceCode::AfterRejection,
        "SEEN TODAY",
        &world,
    );
    world.surgery.decides(
        "F3",
        &Choice::Fix {
            draft: Box::new(draft),
        },
    );
    world.exchanges_often().await;
    assert_eq!(
        world.heard(),
        ["G1", "G1"],
        "a registration does not wait behind an amendment that waits for it"
    );
    world.surgery.decides("F4", &Choice::record());
    world.exchanges_often().await;
    assert_eq!(world.heard(), ["G1", "G1"], "a person looks first");

    world
        .surgery
        .practice
        .let_go(move_.filing, &world.surgery.clerk())
        .unwrap();
    world.exchanges_often().await;
    assert_eq!(world.heard(), ["G1", "G1", "G2"]);
}

#[tokio::test]
async fn an_amendment_does_not_outlive_a_registration_that_is_dropped() {
    let world = World::new();
    let registration = world.surgery.files(person(1).first(world.now()));
    let move_ = world
        .surgery
        .files(person(1).moves_to("7 NEW ROAD", world.now()));

    world
        .surgery
        .practice
        .drop_filing(registration.filing, "a slip", &world.surgery.clerk())
        .unwrap();
    world.exchanges_often().await;

    assert_eq!(world.heard(), Vec::<String>::new());
    assert_eq!(world.surgery.shows(move_.filing), "On hold");
}

#[tokio::test]
async fn an_amendment_of_somebody_who_was_deducted_is_held() {
    let world = World::beginning(&Beginning {
        hold_minutes: 60,
        ..Beginning::default()
    });
    world.both_know(&person(1));
    let move_ = world
        .surgery
        .files(person(1).moves_to("7 NEW ROAD", world.now()));
    let number = PatientNumber::read(person(1).number.as_deref().unwrap()).unwrap();
    let (now, today) = (world.now(), Minute::at(world.now()).day());
    world.service.with_agency(|agency| {
        let reason = DeductionReason::of(2).unwrap();
        agency
            .deduct(&number, reason, today, Cipher::parse("NF"), now)
            .unwrap();
    });
    world.surgery.exchanges().await;

    world.surgery.decides("F2", &Choice::record());
    world.minutes_pass(120);
    world.exchanges_often().await;

    assert_eq!(world.heard(), Vec::<String>::new());
    assert_eq!(world.surgery.shows(move_.filing), "On hold");
}

#[test]
fn a_correction_stays_about_its_patient() {
    let world = World::new();
    let (one, two) = (person(1), person(2));
    let patient = world.surgery.has(&one);
    world.surgery.has(&two);
    let filed = world.surgery.files(one.moves_to("1 NEW ROAD", world.now()));

    let refused = world.corrects(filed.filing, &two.moves_to("77 OTHER ROAD", world.now()));

    assert_eq!(refused.unwrap_err().code(), "E958");
    let record = world.surgery.record_of(patient);
    assert_eq!(record.road.as_deref(), Some("1 NEW ROAD"));
    world
        .corrects(filed.filing, &one.moves_to("2 NEW ROAD", world.now()))
        .unwrap();
    let record = world.surgery.record_of(patient);
    assert_eq!(record.road.as_deref(), Some("2 NEW ROAD"));
}

#[test]
fn a_correction_of_a_registration_is_of_the_same_person() {
    let world = World::new();
    let other = world.surgery.has(&person(2));
    let filed = world.surgery.files(person(1).first(world.now()));

    let refused = world.corrects(filed.filing, &person(2).first(world.now()));

    assert_eq!(
        refused,
        Err(DeskError::NumberOfAnother {
            patient: other.get()
        })
    );
    let mistyped = Person {
        number: person(3).number,
        ..person(1)
    };
    world
        .corrects(filed.filing, &mistyped.first(world.now()))
        .unwrap();
    let record = world.surgery.record_of(filed.patient);
    assert_eq!(record.nhs_number, person(3).number, "a slip is mended");
    assert_eq!(record.state, PatientState::Applied);
}

#[tokio::test]
async fn a_correction_keeps_the_code_that_the_state_demands() {
    let world = World::that_rejects();
    world.surgery.files(person(1).first(world.now()));
    world.exchanges_often().await;
    let code = AcceptanceCode::AfterRejection;
    let draft = again(&person(1), code, "SEEN TODAY", &world);
    let fixed = world.surgery.decides(
        "F3",
        &Choice::Fix {
            draft: Box::new(draft),
        },
    );
    let filing = fixed.filing.unwrap();

    let plain = world.corrects(filing, &person(1).first(world.now()));
    assert_eq!(plain, Err(DeskError::NeedsCodeR));
    let same = again(&person(1), code, "", &world);
    assert_eq!(
        world.corrects(filing, &same),
        Err(DeskError::NothingCorrected)
    );
    let better = again(&person(1), code, "SEEN YESTERDAY", &world);
    world.corrects(filing, &better).unwrap();
}

#[tokio::test]
async fn a_correction_of_a_dispute_stays_a_dispute() {
    let world = World::beginning(&Beginning {
        hold_minutes: 60,
        ..Beginning::default()
    });
    world.service.with_agency(|agency| {
        agency.rules_mut().receipt_after = Wait::Hours(0);
    });
    world.both_know(&person(1));
    let number = PatientNumber::read(person(1).number.as_deref().unwrap()).unwrap();
    let (now, today) = (world.now(), Minute::at(world.now()).day());
    world.service.with_agency(|agency| {
        let reason = DeductionReason::of(2).unwrap();
        agency.deduct(&number, reason, today, None, now).unwrap();
    });
    world.surgery.exchanges().await;
    let code = AcceptanceCode::AfterDeduction;
    let draft = Box::new(again(&person(1), code, "STILL HERE", &world));
    let disputed = world
        .surgery
        .decides("F2", &Choice::Dispute { draft, on: None });
    let filing = disputed.filing.unwrap();

    for odd in [AcceptanceCode::Acceptance, AcceptanceCode::AfterRejection] {
        let refused = world.corrects(filing, &again(&person(1), odd, "STILL HERE", &world));
        assert_eq!(refused, Err(DeskError::NeedsCodeD));
    }
    let mut without = again(&person(1), code, "SEEN TODAY", &world);
    if let gplinks::Filing::Acceptance(registration) = &mut without.filing {
        registration.notes = None;
    }
    assert_eq!(world.corrects(filing, &without), Err(DeskError::NeedsCodeD));
    let better = again(&person(1), code, "SEEN TODAY, STILL HERE", &world);
    world.corrects(filing, &better).unwrap();
    assert_eq!(
        world
            .surgery
            .tries_to_file(ToFile::new(person(1).first(world.now())))
            .map(drop)
            .unwrap_err()
            .code(),
        "E945"
    );
}
