//! The last numbers of an earlier system, told five too low or five too high at set-up.

use std::sync::Arc;

use agency::{Complaint, Rules, Wait};
use jiff::SignedDuration;
use practice::{Confirmed, ExchangeLock, Practice, Report};
use store::{LinkId, Sequence, Store};

use super::numbers::numbers;
use crate::world::marks::Marks;
use crate::world::people::person;
use crate::world::surgery::Surgery;
use crate::world::{Beginning, CLERK, KEY, World, setup};

/// What the earlier system had used before the days of these tests.
const BEFORE: u32 = 511;

fn after(last: u32) -> Beginning {
    Beginning {
        last_sis: last,
        last_sms: last,
        last_tn: last,
        rules: Rules {
            answer_after: Wait::WorkingDays(30),
            ..Rules::default()
        },
        ..Beginning::default()
    }
}

impl World {
    /// The earlier system, with the same service at its other end. It has sent letters whose receipts it never fetched.
    async fn had_an_earlier_system(&self, letters: u32) -> Surgery {
        let path = self.folder.path().join("earlier.db");
        let store = Store::create(&path, KEY).unwrap();
        let marks = Arc::new(Marks::default());
        let practice = Practice::create(store, marks, &setup(&after(BEFORE)), self.now()).unwrap();
        let employed = practice
            .store()
            .write(|w| w.add_user(CLERK, store::Role::Clerk));
        employed.unwrap();
        let earlier = Surgery::new(practice, self.service.clone(), self.clock.clone());
        for nth in 1..=letters {
            earlier.files(person(nth).first(self.now()));
        }
        earlier.exchanges().await;

        earlier
    }

    /// A manager asks PCSE and puts the numbers right; then the link goes on.
    fn confirms_the_last(&self, last: u32) {
        let link = Some(LinkId::new(1));
        let confirmed = [
            (Sequence::Sis, link),
            (Sequence::Sms, link),
            (Sequence::Tn, None),
        ]
        .map(|(sequence, link)| Confirmed {
            sequence,
            link,
            last,
        });
        let lock = ExchangeLock::take(self.folder.path()).unwrap().unwrap();
        let (practice, act) = (&self.surgery.practice, self.surgery.act());
        practice
            .confirm_numbers(&confirmed, "PCSE: 516 came", &act, &lock)
            .unwrap();
        practice
            .reopen_link(LinkId::new(1), "the numbers are right", &act)
            .unwrap();
    }

    fn tells_of_numbers(&self) -> Vec<String> {
        let report = self
            .surgery
            .practice
            .report(&Report::MissingNumbersOut, self.now());

        report.unwrap().sentences
    }

    fn is_whole(&self) {
        let found = self.surgery.practice.verify(self.now()).unwrap();

        assert!(found.is_sound(), "{:?}", found.failures());
    }
}

#[tokio::test]
async fn five_too_low_is_found_by_the_receipts_that_still_come_and_nothing_is_sent() {
    let world = World::beginning(&after(BEFORE));
    world.had_an_earlier_system(5).await;
    let filed = world.surgery.files(person(9).first(world.now()));

    let pass = world.surgery.exchanges().await;

    assert_eq!(pass.read.alarms.len(), 5);
    assert!(
        pass.read.alarms[0].words().contains(
            "letter number 512, which this practice did not send. Nothing is sent on this link"
        ),
        "{}",
        pass.read.alarms[0].words()
    );
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Ready, but the link sends nothing"
    );
    assert_eq!(numbers(&world), [], "no number was used twice");

    world.confirms_the_last(516);
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(numbers(&world), [(517, 517, Some(517))]);
    assert_eq!(world.surgery.shows(filed.filing), "Receipted");
    assert_eq!(world.complaints(), []);
    world.is_whole();
}

#[tokio::test]
async fn five_too_low_without_such_receipts_is_an_overdue_receipt_until_a_manager_puts_it_right() {
    let world = World::beginning(&after(BEFORE));
    world.may_complain(|one| {
        matches!(
            one,
            Complaint::TwoBodies { .. } | Complaint::SmsTwice { .. } | Complaint::TnTwice { .. }
        )
    });
    let earlier = world.had_an_earlier_system(5).await;
    earlier.exchanges().await;
    let lost = world.surgery.files(person(9).first(world.now()));
    world.surgery.exchanges().await;
    world.after(SignedDuration::from_hours(24 * 4));
    world.surgery.exchanges().await;
    assert_eq!(numbers(&world), [(512, 512, Some(512))]);
    assert_eq!(world.surgery.shows(lost.filing), "Receipt overdue");
    assert!(matches!(
        world.complaints()[..],
        [Complaint::TwoBodies { .. }]
    ));

    let (practice, act) = (&world.surgery.practice, world.surgery.act());
    practice
        .pause_link(LinkId::new(1), "PCSE had 512 before", &act)
        .unwrap();
    world.confirms_the_last(516);
    let next = world.surgery.files(person(10).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(numbers(&world)[1..], [(517, 517, Some(517))]);
    assert_eq!(world.surgery.shows(next.filing), "Receipted");
    assert!(
        world.tells_of_numbers()[0]
            .contains("(used by the system before this one: PCSE: 516 came)"),
        "{:?}",
        world.tells_of_numbers()
    );
    world.is_whole();
}

#[tokio::test]
async fn five_too_high_is_a_gap_at_the_other_end_which_the_report_tells() {
    let world = World::beginning(&after(BEFORE + 5));
    world.may_complain(|one| matches!(one, Complaint::Gap { .. } | Complaint::MessageGap { .. }));
    let earlier = world.had_an_earlier_system(1).await;
    earlier.exchanges().await;
    let filed = world.surgery.files(person(9).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(filed.filing), "Receipted");
    let of = |number| gplinks::Sis::new(number).unwrap();
    assert!(
        world.complaints().contains(&Complaint::Gap {
            from: of(513),
            to: of(516)
        }),
        "{:?}",
        world.complaints()
    );
    assert_eq!(
        world.tells_of_numbers()[0],
        "TES5 with XX11: Numbers up to interchange 516 and message 516 were the earlier system's. If PCSE misses one of them, look there; if it was never used, tell PCSE that it will not arrive."
    );
    world.is_whole();
}
