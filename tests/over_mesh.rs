//! The exchange of a surgery over the MESH client, with the strict fake at the other end of the wire.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

mod network;
mod world;

use jiff::SignedDuration;

use mesh::Mesh;
use mesh::fake::{Call, FakeMesh, Fault, Parcel};
use practice::{Exchange, Filed, Pass, Practice};

use world::World;
use world::people::person;

/// As the world's settings name them.
const PRACTICE: &str = "X26OT001";
const SERVICE: &str = "X26HC001";

/// A surgery whose exchange goes over MESH.
struct Desk {
    world: World,
    fake: FakeMesh,
    exchange: Exchange<Mesh>,
}

impl Desk {
    async fn new() -> Self {
        let world = World::new();
        let fake = FakeMesh::start(world.now()).await.unwrap();
        fake.register(PRACTICE, "gp-pass");
        fake.register(SERVICE, "ha-pass");
        let practice = world.surgery.practice.clone();
        let on_disk = practice.clone();
        fake.rules(|rules| {
            rules.may_acknowledge = Box::new(move |id| is_on_disk(&on_disk, id));
        });
        let mesh = Mesh::new(fake.setup(PRACTICE), fake.clock()).unwrap();
        let exchange = Exchange::new(practice, mesh, world.clock.clone());

        Self {
            world,
            fake,
            exchange,
        }
    }

    async fn exchanges(&self) -> Pass {
        self.exchange.pass().await.unwrap()
    }

    fn files(&self, nth: u32) -> Filed {
        self.world
            .surgery
            .files(person(nth).first(self.world.now()))
    }

    fn shows(&self, filed: &Filed) -> &'static str {
        self.world.surgery.shows(filed.filing)
    }

    fn minutes_pass(&self, minutes: i64) {
        self.world.clock.add(SignedDuration::from_mins(minutes));
        self.fake.set_now(self.world.now());
    }

    fn accepted(&self) -> usize {
        self.fake.witness().accepted.len()
    }

    fn acknowledged(&self) -> usize {
        self.fake.witness().acknowledged.len()
    }
}

/// A report leaves no letter behind: it is known by what it changed.
fn is_on_disk(practice: &Practice, id: &str) -> bool {
    practice
        .store()
        .read(|r| r.letter_in_with(id))
        .unwrap()
        .is_some()
}

fn codes(pass: &Pass) -> Vec<&str> {
    pass.troubles.iter().map(|trouble| trouble.code).collect()
}

#[tokio::test]
async fn letters_go_and_come_and_none_is_forgotten_before_it_is_on_disk() {
    let desk = Desk::new().await;
    let filed = desk.files(1);
    let id = desk
        .fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "no letter at all"));
    let pass = desk.exchanges().await;

    assert_eq!(codes(&pass), [""; 0]);
    assert_eq!((pass.received, pass.acknowledged, pass.posted), (1, 1, 1));
    assert_eq!(desk.shows(&filed), "Accepted by MESH");
    let witness = desk.fake.witness();
    assert_eq!(witness.acknowledged[0].0, id.as_str());
    assert_eq!(witness.accepted[0].to, SERVICE);
    assert_eq!(witness.breaches, [""; 0]);
}

#[tokio::test]
async fn a_lost_answer_is_adopted_when_tracking_finds_it() {
    let desk = Desk::new().await;
    desk.fake.fault(Call::Post, Fault::LoseAnswer);
    let filed = desk.files(1);
    assert_eq!(codes(&desk.exchanges().await), ["E984"]);
    assert_eq!(desk.shows(&filed), "Not known whether MESH has it");

    desk.minutes_pass(2);
    assert_eq!(desk.exchanges().await.settled, 1);
    assert_eq!(desk.shows(&filed), "Accepted by MESH");
    assert_eq!(desk.accepted(), 1);
}

#[tokio::test]
async fn tracking_that_learns_late_does_not_send_a_letter_twice() {
    for minutes in 0..=10 {
        let desk = Desk::new().await;
        desk.files(1);
        desk.exchanges().await;
        desk.minutes_pass(60);
        desk.fake
            .rules(|rules| rules.tracking_delay = SignedDuration::from_mins(minutes));
        desk.fake.fault(Call::Post, Fault::LoseAnswer);
        let filed = desk.files(2);
        for _ in 0..20 {
            desk.exchanges().await;
            desk.minutes_pass(1);
        }

        assert_eq!(desk.shows(&filed), "Accepted by MESH", "{minutes} minutes");
        assert_eq!(
            desk.fake.witness().times(Call::Post).len(),
            2,
            "one post a letter: {minutes} minutes"
        );
    }
}

/// A wait that long must not be taken for a clock that was wrong.
#[tokio::test]
async fn a_doubt_is_not_asked_after_at_once_because_mesh_wants_half_a_day() {
    let desk = Desk::new().await;
    desk.fake.fault(
        Call::Post,
        Fault::alter(|reply| {
            reply.status = 503;
            reply.set("retry-after", Some("43200"));
        }),
    );
    let filed = desk.files(1);
    desk.exchanges().await;
    assert_eq!(desk.shows(&filed), "Not known whether MESH has it");

    desk.minutes_pass(119);
    desk.exchanges().await;
    assert_eq!(desk.fake.witness().times(Call::Track).len(), 0);
    desk.minutes_pass(2);
    desk.exchanges().await;
    assert_eq!(desk.shows(&filed), "Accepted by MESH");
}

#[tokio::test]
async fn tracking_that_is_gone_leaves_it_to_a_person() {
    for (status, body) in [
        (410, ""),
        (405, ""),
        (501, ""),
        (404, r#"{"detail":"Not Found"}"#),
        (404, ""),
    ] {
        let desk = Desk::new().await;
        desk.files(1);
        desk.exchanges().await;
        desk.fake.always(Call::Track, Fault::say(status, body));
        desk.fake.fault(Call::Post, Fault::LoseRequest);
        let filed = desk.files(2);
        desk.exchanges().await;
        for _ in 0..4 {
            desk.minutes_pass(20);
            assert_eq!(codes(&desk.exchanges().await), ["E993"], "{status} {body}");
        }

        assert_eq!(desk.shows(&filed), "Not known whether MESH has it");
        assert_eq!(
            desk.fake.witness().times(Call::Post).len(),
            2,
            "{status}: nothing is sent on a guess"
        );
    }
}

#[tokio::test]
async fn a_letter_that_mesh_has_several_times_is_never_sent_again() {
    let desk = Desk::new().await;
    desk.files(1);
    desk.exchanges().await;
    desk.fake.fault(Call::Post, Fault::LoseAnswer);
    let twice = desk.files(2);
    desk.exchanges().await;
    desk.fake.always(
        Call::Track,
        Fault::say(300, r#"{"detail":[{"msg":"Multiple Choices"}]}"#),
    );
    desk.minutes_pass(20);
    assert_eq!(
        codes(&desk.exchanges().await),
        ["E992"],
        "a person tells PCSE"
    );
    for _ in 0..3 {
        desk.minutes_pass(20);
        assert_eq!(codes(&desk.exchanges().await), [""; 0]);
    }

    assert_eq!(desk.shows(&twice), "Accepted by MESH");
    assert_eq!(desk.fake.witness().times(Call::Post).len(), 2);
    desk.fake.lift_faults();
    desk.files(3);
    desk.exchanges().await;
    assert_eq!(
        desk.fake.witness().times(Call::Post).len(),
        3,
        "the link goes on"
    );
}

#[tokio::test]
async fn what_belongs_to_another_program_is_left_alone() {
    let desk = Desk::new().await;
    let other = Parcel::letter(PRACTICE, "NHAIS_OTHER", "x");
    let id = desk.fake.deliver(other);
    for _ in 0..2 {
        let pass = desk.exchanges().await;
        assert_eq!(
            (pass.left_alone, pass.received, codes(&pass)),
            (1, 0, Vec::new())
        );
    }

    assert_eq!(desk.acknowledged(), 0);
    assert_eq!(desk.fake.waiting(PRACTICE), [id]);
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_end_and_what_they_list_is_fetched() {
    let desk = Desk::new().await;
    let id = desk
        .fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "x"));
    for (place, next) in ["b", "a", "b", "a"].into_iter().enumerate() {
        let ids: &[&str] = if place == 1 { &[id.as_str()] } else { &[] };
        let next = format!("/messageexchange/{PRACTICE}/inbox?{next}");
        let body = serde_json::json!({ "messages": ids, "links": { "next": next } });
        desk.fake
            .fault(Call::List, Fault::say(200, &body.to_string()));
    }
    let pass = desk.exchanges().await;

    assert_eq!((pass.received, codes(&pass)), (1, Vec::new()));
    assert_eq!(desk.fake.witness().times(Call::List).len(), 3);
}

#[tokio::test]
async fn names_that_cannot_be_used_are_told() {
    let desk = Desk::new().await;
    let body = r#"{"messages":["../../x"],"links":{}}"#;
    desk.fake.fault(Call::List, Fault::say(200, body));

    assert_eq!(codes(&desk.exchanges().await), ["E975"]);
}

#[tokio::test]
async fn a_report_marks_its_letter_and_is_forgotten() {
    let desk = Desk::new().await;
    desk.fake
        .rules(|rules| rules.may_acknowledge = Box::new(|_| true));
    let filed = desk.files(1);
    desk.exchanges().await;
    let posted = desk.fake.witness().accepted[0].clone();
    let local_id = posted.local_id.as_deref();
    desk.fake
        .deliver(Parcel::report(PRACTICE, Some(&posted.id), local_id));
    let pass = desk.exchanges().await;

    assert_eq!(codes(&pass), ["E991"]);
    assert!(pass.troubles[0].words.contains("one of our letters"));
    assert_eq!(desk.shows(&filed), "Not delivered");
    assert_eq!(desk.acknowledged(), 1);
}

#[tokio::test]
async fn a_report_on_nothing_of_ours_is_told_and_forgotten() {
    for (linked, local) in [(Some("M1"), None), (None, None)] {
        let desk = Desk::new().await;
        desk.fake
            .rules(|rules| rules.may_acknowledge = Box::new(|_| true));
        desk.fake.deliver(Parcel::report(PRACTICE, linked, local));
        let pass = desk.exchanges().await;

        assert_eq!(codes(&pass), ["E991"]);
        assert!(pass.troubles[0].words.contains("not one of ours"));
        assert_eq!(desk.acknowledged(), 1);
    }
}

#[tokio::test]
async fn a_recipient_that_is_not_registered_is_named_and_the_link_waits() {
    let desk = Desk::new().await;
    desk.fake.allow(SERVICE, "NHAIS_REG", false);
    let filed = desk.files(1);
    let pass = desk.exchanges().await;

    assert_eq!(codes(&pass), ["E981"]);
    assert!(
        pass.troubles[0].words.contains(SERVICE),
        "{:?}",
        pass.troubles
    );
    desk.files(2);
    desk.minutes_pass(60);
    desk.exchanges().await;
    assert_eq!(
        desk.fake.witness().times(Call::Post).len(),
        1,
        "nothing goes past it"
    );
    assert_eq!(desk.shows(&filed), "Refused by MESH");
}

#[tokio::test]
async fn who_is_not_let_in_sends_nothing() {
    let desk = Desk::new().await;
    desk.fake.always(Call::List, Fault::say(403, ""));
    let filed = desk.files(1);
    let pass = desk.exchanges().await;

    assert_eq!((codes(&pass), pass.is_down()), (vec!["E987"], true));
    assert_eq!(desk.shows(&filed), "Ready to send");
    assert_eq!(desk.fake.witness().times(Call::Post), []);
}

#[tokio::test]
async fn a_damaged_letter_holds_up_no_other_and_comes_whole_later() {
    let desk = Desk::new().await;
    let first = desk
        .fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "first"));
    desk.fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "second"));
    desk.fake.fault(
        Call::Fetch,
        Fault::alter(|reply| reply.set("content-encoding", Some("gzip"))),
    );
    let pass = desk.exchanges().await;
    assert_eq!((pass.received, codes(&pass)), (1, vec!["E977"]));
    assert_eq!(desk.fake.waiting(PRACTICE), [first]);

    assert_eq!(desk.exchanges().await.received, 1);
    assert_eq!(desk.fake.waiting(PRACTICE), []);
}
