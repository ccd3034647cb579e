//! MESH reports that a letter did not get there: kept, matched with the attempt that it is about, and heard once.

use agency::{AcknowledgeFault, Failure, PostFault};

use crate::world::World;
use crate::world::people::person;

impl World {
    /// MESH takes the next letter and cannot deliver it; its report waits.
    fn does_not_deliver(&self) {
        self.service.fault(PostFault::Undelivered {
            code: "14".to_owned(),
            words: "not collected in time".to_owned(),
        });
    }

    async fn files_what_is_not_delivered(&self, nth: u32) -> practice::Filed {
        self.does_not_deliver();
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

#[tokio::test]
async fn a_report_is_heard_where_the_second_post_is_known_only_from_outside_and_never_arrived() {
    let mut world = World::new();
    world.surgery.files(person(9).first(world.now()));
    world.goes_on(2).await;
    let filed = world.surgery.files(person(1).first(world.now()));
    let copy = world.copies();
    world.does_not_deliver();
    world.surgery.exchanges().await;
    world.sends_again(filed.filing);
    world
        .service
        .fault(AcknowledgeFault::Fails(Failure::TimedOut));
    world.service.fault(PostFault::LosePost);
    world.surgery.exchanges().await;
    assert_eq!(world.service.waiting().len(), 1, "the report");

    world.puts_back(&copy);
    world.confirms();
    world.quarters_pass(2).await;

    assert_eq!(world.service.waiting(), []);
    assert_eq!(world.heard(), ["G1"], "about the other patient");
    assert_eq!(world.surgery.shows(filed.filing), "Not delivered");
}

#[tokio::test]
async fn whoever_asked_for_a_second_post_may_have_gone_with_the_data() {
    let mut world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    let copy = world.copies();
    for _ in 0..2 {
        world.surgery.exchanges().await;
        world.sends_again(filed.filing);
    }
    world.surgery.exchanges().await;
    let sent = world.service.witness().accepted.len();
    assert_eq!(sent, 3, "asked for twice");

    world.puts_back(&copy);
    world.confirms();
    world.goes_on(3).await;
    world.sends_again(filed.filing);
    world.goes_on(3).await;

    world.is_sound();
}
