//! A letter's bytes do not come as they were announced: nothing of it is kept, its neighbours come, and it comes later.

use mesh::fake::{Call, Fault, Parcel, Reply};

use crate::{Desk, PRACTICE, codes};

/// More than the head of an answer, less than the whole.
const MIDDLE: usize = 2_000;

fn long() -> Vec<u8> {
    b"UNB+UNOA:2'".repeat(400)
}

async fn comes_later(fault: Fault, code: &str) {
    let case = format!("{fault:?}");
    let desk = Desk::impatient().await;
    let first = desk
        .fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", long()));
    let second = desk
        .fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "the next"));
    desk.fake.fault(Call::Fetch, fault);

    let pass = desk.exchanges().await;

    assert_eq!((pass.received, codes(&pass)), (1, vec![code]), "{case}");
    assert_eq!(
        (desk.kept(&first), desk.kept(&second)),
        (false, true),
        "{case}"
    );
    assert_eq!(desk.fake.waiting(PRACTICE), [first], "{case}");
    desk.minutes_pass(5);
    assert_eq!(desk.exchanges().await.received, 1, "{case}");
    let practice = &desk.world.surgery.practice;
    let kept = practice
        .store()
        .read(|r| r.letters_in_after(None, 10))
        .unwrap();
    assert!(kept[1].body == long(), "{case}: the very bytes");
    assert_eq!(desk.fake.witness().breaches, [""; 0], "{case}");
}

#[tokio::test]
async fn a_body_that_stops_breaks_or_ends_in_the_middle_is_fetched_again() {
    comes_later(Fault::Stall { after: MIDDLE }, "E983").await;
    comes_later(Fault::Reset { after: MIDDLE }, "E984").await;
    comes_later(Fault::Cut { after: MIDDLE }, "E984").await;
}

#[tokio::test]
async fn a_body_that_drips_is_given_up_and_fetched_again() {
    let drip = Fault::Drip {
        bytes: 100,
        every: super::SHORT / 4,
    };
    comes_later(drip, "E983").await;
}

#[tokio::test]
async fn a_body_of_another_length_than_was_told_is_fetched_again() {
    let told = |bytes: usize| {
        Fault::alter(move |reply: &mut Reply| reply.set("content-length", Some(&bytes.to_string())))
    };
    // The connection stays open, so that what is missing is waited for.
    comes_later(told(long().len() + 100), "E983").await;
}

#[tokio::test]
async fn chunks_that_do_not_fit_make_no_letter() {
    for range in ["2:3", "1:0x", "1:"] {
        let odd = move |reply: &mut Reply| {
            reply.status = 206;
            reply.set("mex-chunk-range", Some(range));
        };
        comes_later(Fault::alter(odd), "E977").await;
    }
    let many = |reply: &mut Reply| {
        reply.status = 206;
        reply.set("mex-chunk-range", Some("1:10000"));
    };
    comes_later(Fault::alter(many), "E990").await;
}
