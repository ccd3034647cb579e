//! Messages whose bytes cannot be taken: not acknowledged, kept by their headers after three tries, in nobody's way.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use mailbox::MessageId;
use mesh::fake::Parcel;
use practice::Pass;

use crate::{Desk, PRACTICE, codes};

fn packed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();

    encoder.finish().unwrap()
}

fn labelled(body: impl Into<Vec<u8>>) -> Parcel {
    Parcel {
        encoding: Some("gzip".to_owned()),
        ..Parcel::letter(PRACTICE, "NHAIS_REG", body)
    }
}

/// Truncated, with a wrong checksum, not packed though labelled, and far too large when unpacked.
fn spoilt() -> [(Parcel, &'static str); 4] {
    let whole = packed(b"UNB+UNOA:2'");
    let mut wrong = whole.clone();
    let crc = wrong.len() - 8;
    wrong[crc] ^= 1;

    [
        (labelled(&whole[..whole.len() - 12]), "E977"),
        (labelled(wrong), "E977"),
        (labelled("plain text"), "E977"),
        (labelled(packed(&vec![b'U'; 11 << 20])), "E990"),
    ]
}

impl Desk {
    /// Five minutes later, with one sound letter more in the mailbox.
    async fn polls(&self) -> Pass {
        self.minutes_pass(5);
        self.fake
            .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "sound"));

        self.exchanges().await
    }

    fn fetched(&self, id: &MessageId) -> u32 {
        self.fake
            .witness()
            .fetched
            .get(id.as_str())
            .copied()
            .unwrap_or_default()
    }
}

#[tokio::test]
async fn what_cannot_be_decoded_is_set_aside_by_its_headers_after_three_polls() {
    for (parcel, code) in spoilt() {
        let desk = Desk::impatient().await;
        let id = desk.fake.deliver(parcel);
        for _ in 0..2 {
            let pass = desk.polls().await;
            assert_eq!((pass.received, codes(&pass)), (1, vec![code]));
            assert!(pass.troubles[0].words.contains("tried again by itself"));
            assert!(!pass.is_down());
        }

        let third = desk.polls().await;
        assert_eq!(
            (third.received, codes(&third)),
            (1, vec![code]),
            "no other is held up"
        );
        assert!(
            third.troubles[0].words.contains("3 times"),
            "{:?}",
            third.troubles
        );
        let quiet = desk.polls().await;
        assert_eq!((quiet.received, codes(&quiet)), (1, vec![]), "told once");
        assert_eq!(desk.fetched(&id), 3, "and not fetched again");
        is_kept_by_its_headers(&desk, &id, code);
    }
}

fn is_kept_by_its_headers(desk: &Desk, id: &MessageId, code: &str) {
    assert_eq!(
        desk.fake.waiting(PRACTICE),
        std::slice::from_ref(id),
        "MESH keeps it"
    );
    assert!(!desk.kept(id));
    let kept = desk.world.surgery.practice.damaged_messages().unwrap();
    let headers: serde_json::Value = serde_json::from_str(&kept[0].headers).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (
            kept[0].mesh_id.as_str(),
            kept[0].why.as_str(),
            kept[0].tries
        ),
        (id.as_str(), code, 3)
    );
    assert_eq!(
        [&headers["mex-workflowid"], &headers["mex-from"]],
        ["NHAIS_REG", "NHAIS01"]
    );
    let practice = &desk.world.surgery.practice;
    let acts = practice
        .store()
        .read(|r| r.audit_of("damaged message", kept[0].id.get()))
        .unwrap();
    assert_eq!(acts.len(), 3, "each try is in the audit");
}

#[tokio::test]
async fn what_comes_whole_a_day_later_is_a_letter_like_any_other() {
    let desk = Desk::impatient().await;
    let id = desk
        .fake
        .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", "whole at MESH"));
    for _ in 0..3 {
        let spoil = |reply: &mut mesh::fake::Reply| reply.set("content-encoding", Some("gzip"));
        desk.fake
            .fault(mesh::fake::Call::Fetch, mesh::fake::Fault::alter(spoil));
        desk.minutes_pass(5);
        assert_eq!(codes(&desk.exchanges().await), ["E977"]);
    }
    desk.minutes_pass(24 * 60 - 1);
    assert_eq!(
        desk.exchanges().await.received,
        0,
        "not before a day is over"
    );
    desk.minutes_pass(6);

    let pass = desk.exchanges().await;

    assert_eq!(
        (pass.received, pass.acknowledged, codes(&pass)),
        (1, 1, vec![])
    );
    assert!(desk.kept(&id));
    assert_eq!(desk.world.surgery.practice.damaged_messages().unwrap(), []);
}
