//! MESH reports that a letter did not get there: kept, matched with the attempt that it is about, and heard once.

use agency::{AcknowledgeFault, Failure, PostFault};

use crate::world::World;
use crate::world::people::person;

impl World {
    /// A registration that MESH takes and cannot deliver; its report waits.
    async fn files_what_is_not_delivered(&self, nth: u32) -> practice::Filed {
        self.service.fault(PostFault::Undelivered {
            code: "14".to_owned(),
            words: "not collected in time".to_owned(),
        });
        let filed = self.surgery.files(person(nth).first(self.now()));
        self.surgery.exchanges().await;

        filed
    }

    /// MESH is not heard to have forgotten the report.
    async fn hears_the_report_in_vain(&self) {
        let fault = AcknowledgeFault::Fails(Failure::TimedOut);
        self.service.fault(fault);
        self.surgery.exchanges().await;
        assert_eq!(self.service.waiting().len(), 1, "the report still waits");
    }

    fn reports_of(&self, filing: store::FilingId) -> Vec<&'static str> {
        let practice = &self.surgery.practice;
        let detail = practice.outbox_detail(filing, self.now()).unwrap();

        detail.reports.iter().map(|one| one.fate.word()).collect()
    }
}

#[tokio::test]
async fn a_report_is_about_the_first_copy_where_the_second_was_given_up() {
    let world = World::new();
    let filed = world.files_what_is_not_delivered(1).await;
    let letter = world.letter_of(filed.filing).id;
    // MESH could not be heard; the manager has it sent again, and then gives that up.
    world.sends_again(filed.filing);
    let practice = &world.surgery.practice;
    practice
        .abandon(letter, "PCSE says so", &world.surgery.act())
        .unwrap();
    let next = world.surgery.files(person(2).first(world.now()));

    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(filed.filing), "Not delivered");
    assert_ne!(world.surgery.shows(next.filing), "Ready to send");
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    assert_eq!(world.service.waiting(), [], "the report was acknowledged");
    assert_eq!(world.reports_of(filed.filing), ["undelivered"]);
}

#[tokio::test]
async fn a_report_that_is_listed_again_does_not_cancel_a_resend() {
    let world = World::new();
    let filed = world.files_what_is_not_delivered(1).await;
    world.hears_the_report_in_vain().await;
    assert_eq!(world.surgery.shows(filed.filing), "Not delivered");
    world.sends_again(filed.filing);

    world.quarters_pass(3).await;

    assert_eq!(world.heard(), ["G1"], "the resend went");
    assert_eq!(world.service.waiting(), []);
    assert_eq!(
        world.reports_of(filed.filing),
        ["undelivered"],
        "one report"
    );
}

#[tokio::test]
async fn a_report_on_an_attempt_before_the_resend_does_not_cancel_it() {
    let world = World::new();
    let filed = world.files_what_is_not_delivered(1).await;
    // The report has not been heard yet, and the receipt is overdue.
    world.sends_again(filed.filing);

    world.quarters_pass(3).await;

    assert_eq!(world.heard(), ["G1"], "the resend went");
    assert_ne!(world.surgery.shows(filed.filing), "Not delivered");
    assert_eq!(world.reports_of(filed.filing), ["sent again"]);
}

#[tokio::test]
async fn a_report_that_belongs_to_nothing_is_kept_for_a_person_to_see() {
    let mut world = World::new();
    let copy = world.copies();
    world.files_what_is_not_delivered(1).await;
    world.puts_back(&copy);

    let pass = world.surgery.exchanges().await;

    let words: Vec<&str> = pass.troubles.iter().map(|one| one.code).collect();
    assert!(words.contains(&"E991"), "{words:?}");
    let orphans = world.surgery.practice.reports_not_ours().unwrap();
    assert_eq!(orphans.len(), 1);
    assert_eq!(orphans[0].code.as_deref(), Some("14"));
    assert_eq!(world.service.waiting(), [], "kept, then acknowledged");
}
