//! Each fault once at each call: the greeting, the list, a fetch, an acknowledgement, tracking and a post. Whatever
//! it was, everything has come and gone once when it is over.

use mailbox::MessageId;
use mesh::fake::{Call, Fault, Parcel, Reply};
use practice::{Filed, Pass};

use crate::{Desk, PRACTICE, codes};

const CALLS: [Call; 6] = [
    Call::Check,
    Call::List,
    Call::Fetch,
    Call::Acknowledge,
    Call::Track,
    Call::Post,
];

/// A desk at which every call is due: one letter waits at MESH, one is in doubt and one is ready.
struct Busy {
    desk: Desk,
    doubted: Filed,
    ready: Filed,
    waits: MessageId,
}

impl Busy {
    async fn new() -> Self {
        let desk = Desk::impatient().await;
        desk.exchanges().await;
        desk.fake.fault(Call::Post, Fault::LoseAnswer);
        let doubted = desk.files(1);
        assert_eq!(codes(&desk.exchanges().await), ["E984"]);
        let letter = Parcel::letter(PRACTICE, "NHAIS_REG", "no letter at all");
        let waits = desk.fake.deliver(letter);
        let ready = desk.files(2);
        // The next greeting is due too.
        desk.minutes_pass(13 * 60);

        Self {
            desk,
            doubted,
            ready,
            waits,
        }
    }

    async fn meets(&self, call: Call, fault: Fault) -> Pass {
        self.desk.fake.fault(call, fault);

        self.desk.exchanges().await
    }

    /// Everything has happened once, and nothing that MESH would mind.
    async fn ends_well(&self, case: &str) {
        self.desk.hours_pass(2).await;

        let witness = self.desk.fake.witness();
        assert_eq!(witness.breaches, [""; 0], "{case}");
        assert_eq!(
            witness.accepted.len(),
            2,
            "{case}: each letter is taken once"
        );
        for filed in [&self.doubted, &self.ready] {
            assert_eq!(self.desk.shows(filed), "Accepted by MESH", "{case}");
        }
        assert!(self.desk.kept(&self.waits), "{case}");
        assert_eq!(self.desk.fake.waiting(PRACTICE), [], "{case}");
        let practice = &self.desk.world.surgery.practice;
        let letters = practice
            .store()
            .read(|r| r.letters_in_after(None, 10))
            .unwrap();
        assert_eq!(letters.len(), 1, "{case}: it is kept once");
        let proof = practice.verify(self.desk.world.now()).unwrap();
        assert!(proof.is_sound(), "{case}");
    }
}

/// Lets a fault meet each call, and gives what each pass told, and whether MESH counted as reached.
async fn each(fault: impl Fn() -> Fault) -> Vec<(Vec<&'static str>, bool)> {
    let mut told = Vec::new();
    for call in CALLS {
        let busy = Busy::new().await;
        let fault = fault();
        let case = format!("{call:?} meets {fault:?}");
        let pass = busy.meets(call, fault).await;
        let codes = pass.troubles.iter().map(|one| one.code).collect();
        told.push((codes, pass.is_down()));
        busy.ends_well(&case).await;
    }

    told
}

/// The same code at every call, and MESH not reached.
async fn tells(code: &'static str, fault: impl Fn() -> Fault) {
    assert_eq!(each(fault).await, vec![(vec![code], true); CALLS.len()]);
}

const SOAP: &str = "<soap:Envelope><soap:Body><soap:Fault/></soap:Body></soap:Envelope>";

#[tokio::test]
async fn a_failing_mesh_is_told_and_nothing_is_lost() {
    tells("E986", || Fault::say(500, SOAP)).await;
}

#[tokio::test]
async fn a_busy_mesh_is_left_alone_for_as_long_as_it_asks() {
    for status in [425, 429, 502, 503, 504] {
        let busy = Reply::new(status).with("retry-after", "60");
        tells("E985", || Fault::Say(busy.clone())).await;
    }
}

#[tokio::test]
async fn a_connection_that_ends_before_during_or_after_the_answer_is_told_as_broken() {
    tells("E984", || Fault::LoseRequest).await;
    tells("E984", || Fault::LoseAnswer).await;
    tells("E984", || Fault::Cut { after: 12 }).await;
    tells("E984", || Fault::Reset { after: 12 }).await;
}

#[tokio::test]
async fn an_answer_that_stops_or_drips_is_given_up_in_time() {
    tells("E983", || Fault::Stall { after: 0 }).await;
    tells("E983", || Fault::Stall { after: 20 }).await;
    tells("E983", || Fault::Drip {
        bytes: 1,
        every: super::SHORT / 8,
    })
    .await;
}

#[tokio::test]
async fn what_is_not_mesh_is_told_as_such() {
    let page = Reply::new(200)
        .with("content-type", "text/html")
        .with_body("<!DOCTYPE html><html><body>Log in to the guest network</body></html>");
    tells("E999", || Fault::Say(page.clone())).await;
    for status in [301, 302, 307] {
        let elsewhere =
            Reply::new(status).with("location", "https://elsewhere.invalid/messageexchange");
        tells("E999", || Fault::Say(elsewhere.clone())).await;
    }
}

#[tokio::test]
async fn whoever_is_not_let_in_is_told_so_but_one_message_is_only_not_ours() {
    let told = each(|| Fault::say(403, "")).await;

    let refused = (vec!["E987"], true);
    let mut wanted = vec![refused; CALLS.len()];
    wanted[2] = (vec![], false);
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_is_told_as_such() {
    tells("E998", || Fault::say(407, "")).await;
}

#[tokio::test]
async fn a_message_that_is_gone_is_no_trouble_and_its_neighbour_comes() {
    for status in [404, 410] {
        let busy = Busy::new().await;
        let letter = Parcel::letter(PRACTICE, "NHAIS_REG", "the next");
        let next = busy.desk.fake.deliver(letter);
        let pass = busy.meets(Call::Fetch, Fault::say(status, "")).await;

        assert_eq!((codes(&pass), pass.is_down()), (vec![], false), "{status}");
        assert_eq!(
            (pass.received, busy.desk.kept(&next)),
            (1, true),
            "{status}"
        );
        assert!(!busy.desk.kept(&busy.waits), "{status}");
    }
}

/// What MESH has forgotten is forgotten; anything else is told again, and the letter is read once.
#[tokio::test]
async fn an_acknowledgement_is_settled_whatever_is_answered() {
    for (status, told) in [
        (404, vec![]),
        (410, vec![]),
        (403, vec!["E987"]),
        (429, vec!["E985"]),
        (500, vec!["E986"]),
    ] {
        let busy = Busy::new().await;
        let pass = busy.meets(Call::Acknowledge, Fault::say(status, "")).await;

        assert_eq!(codes(&pass), told, "{status}");
        let is_forgotten = told.is_empty();
        assert_eq!(pass.acknowledged, u32::from(is_forgotten), "{status}");
        let practice = &busy.desk.world.surgery.practice;
        let again = practice.store().read(|r| r.unacknowledged()).unwrap();
        assert_eq!(again.len(), usize::from(!is_forgotten), "{status}");
        assert_eq!(pass.read.set_aside, 1, "{status}: it is read at once");
        busy.desk.minutes_pass(20);
        let next = busy.desk.exchanges().await;
        assert_eq!((next.received, next.read.set_aside), (0, 0), "{status}");
        busy.ends_well(&format!("{status}")).await;
    }
}

/// The same while letters go: what is still to be asked after or posted waits, and so does the next look.
#[tokio::test]
async fn whoever_asks_to_be_left_alone_while_letters_go_is_asked_nothing_more() {
    for call in [Call::Track, Call::Post] {
        let desk = Desk::impatient().await;
        desk.files(1);
        desk.exchanges().await;
        desk.minutes_pass(120);
        if call == Call::Track {
            desk.fake.fault(Call::Post, Fault::LoseAnswer);
            desk.files(2);
            desk.exchanges().await;
            // What MESH took is to be followed as well.
            desk.minutes_pass(20);
        }
        desk.files(3);
        let busy = Reply::new(429).with("retry-after", "1800");
        desk.fake.always(call, Fault::Say(busy));
        let before = desk.fake.witness().times(call).len();
        let pass = desk.exchanges().await;
        assert_eq!(codes(&pass), ["E985"], "{call:?}");
        let asked = desk.fake.witness().times(call).len();
        assert_eq!(asked, before + 1, "{call:?}");

        desk.fake.lift_faults();
        let looks = desk.fake.witness().times(Call::List).len();
        desk.minutes_pass(29);
        let pass = desk.exchanges().await;
        assert_eq!(codes(&pass), ["E915"], "{call:?}");
        assert_eq!(desk.fake.witness().times(Call::List).len(), looks);
        assert_eq!(desk.fake.witness().times(call).len(), asked, "{call:?}");

        desk.hours_pass(1).await;
        let posted = if call == Call::Track { 3 } else { 2 };
        assert_eq!(desk.fake.witness().accepted.len(), posted, "{call:?}");
    }
}

/// An answer that says yes and nothing else that can be understood.
#[tokio::test]
async fn a_yes_that_says_nothing_is_not_taken_for_one() {
    for body in ["", "{}", "[1", "{\"messageID\":\"../x\"}"] {
        for (call, code) in [
            (Call::List, "E989"),
            (Call::Track, "E989"),
            (Call::Post, "E989"),
        ] {
            let busy = Busy::new().await;
            let fault = Fault::alter(move |reply| reply.body = body.as_bytes().to_vec());
            let pass = busy.meets(call, fault).await;

            assert_eq!(codes(&pass), [code], "{call:?} {body}");
            busy.ends_well(&format!("{call:?} {body}")).await;
        }
    }
}

/// "Leave me alone" holds for all that the pass still meant to ask, whatever it was said to.
#[tokio::test]
async fn whoever_asks_to_be_left_alone_is_asked_nothing_more() {
    for call in [Call::Fetch, Call::Acknowledge] {
        let desk = Desk::impatient().await;
        desk.exchanges().await;
        for nth in 0..20 {
            let letter = Parcel::letter(PRACTICE, "NHAIS_REG", format!("letter {nth}"));
            desk.fake.deliver(letter);
        }
        desk.minutes_pass(10);
        let busy = Reply::new(429).with("retry-after", "1800");
        desk.fake.always(call, Fault::Say(busy));
        let pass = desk.exchanges().await;
        assert_eq!(codes(&pass), ["E985"], "{call:?}");

        let looks = desk.fake.witness().times(Call::List).len();
        desk.files(1);
        desk.minutes_pass(29);
        let pass = desk.exchanges().await;
        assert_eq!((codes(&pass), pass.posted), (vec!["E915"], 0), "{call:?}");
        assert_eq!(desk.fake.witness().times(Call::List).len(), looks);
        // What was on its way together when the first was refused may still arrive by now.
        let asked = desk.fake.witness().times(call).len();
        assert!(asked <= 8, "{call:?}: {asked} were asked");
        desk.fake.lift_faults();

        desk.minutes_pass(2);
        desk.exchanges().await;
        assert_eq!(desk.fake.waiting(PRACTICE), [], "{call:?}");
        assert_eq!(desk.fake.witness().accepted.len(), 1, "{call:?}");
        assert_eq!(desk.fake.witness().breaches, [""; 0], "{call:?}");
    }
}
