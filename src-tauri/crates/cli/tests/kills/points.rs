//! The points of the catalogue.

use mesh::fake::{Call, Moment};

use crate::kill::{Place, Point, Stage};

pub(crate) const POINTS: &[Point] = &[
    inside("reg.before_tx", Stage::Filing),
    inside("reg.tx.after_numbers", Stage::Sending),
    inside("reg.tx.after_outbox", Stage::Sending),
    inside("reg.tx.after_audit", Stage::Sending),
    inside("reg.after_commit", Stage::Filing),
    inside("send.before_claim", Stage::Sending),
    inside("send.after_claim", Stage::Sending),
    at_mesh("send.after_connect", Stage::Sending, Moment::Connected, &[]),
    at_mesh(
        "send.mid_body",
        Stage::Sending,
        Moment::HalfAsked,
        &[Call::Post],
    ),
    at_mesh(
        "send.after_body",
        Stage::Sending,
        Moment::Done,
        &[Call::Post],
    ),
    inside("send.after_response", Stage::Sending),
    inside("send.after_accept_commit", Stage::Sending),
    inside("poll.after_list", Stage::Receiving),
    at_mesh(
        "recv.mid_download",
        Stage::Receiving,
        Moment::HalfSaid,
        &[Call::Fetch, Call::FetchChunk],
    ),
    at_mesh(
        "recv.between_chunks",
        Stage::Receiving,
        Moment::HalfAsked,
        &[Call::FetchChunk],
    ),
    inside("recv.after_download", Stage::Receiving),
    inside("recv.tx1.after_raw", Stage::Receiving),
    inside("recv.after_commit1", Stage::Receiving),
    at_mesh(
        "recv.after_ack_sent",
        Stage::Receiving,
        Moment::Done,
        &[Call::Acknowledge],
    ),
    inside("recv.after_ack_reply", Stage::Receiving),
    inside("parse.before_tx2", Stage::Receiving),
    inside("parse.tx2.after_transactions", Stage::Receiving),
    inside("parse.tx2.after_recep", Stage::Receiving),
    inside("parse.after_commit2", Stage::Receiving),
    inside("recepin.tx.after_match", Stage::Receiving),
    inside("recepin.after_commit", Stage::Receiving),
    inside("apply.tx.after_patient", Stage::Deciding),
    inside("apply.tx.after_item_closed", Stage::Deciding),
    inside("apply.after_commit", Stage::Deciding),
    inside("undo.tx.mid", Stage::Undoing),
    Point {
        name: "checkpoint.mid",
        stage: Stage::Sending,
        place: Place::OnDisk,
    },
    inside("anchor.mid", Stage::Sending),
];

const fn inside(name: &'static str, stage: Stage) -> Point {
    Point {
        name,
        stage,
        place: Place::Inside,
    }
}

const fn at_mesh(
    name: &'static str,
    stage: Stage,
    moment: Moment,
    calls: &'static [Call],
) -> Point {
    Point {
        name,
        stage,
        place: Place::AtMesh(moment, calls),
    }
}
