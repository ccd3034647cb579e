//! Handing a letter over. What is not certain is said to be unknown, and nothing is sent a second time.

use bytes::Bytes;
use mailbox::{MailError, MessageId, Outgoing, Posted, Trouble};
use reqwest::Method;
use serde::Deserialize;

use crate::answer::Answer;
use crate::check::not_mesh;
use crate::chunks::sha256;
use crate::complaint::Complaint;
use crate::line::{Line, Request, in_time};
use crate::names::{message_id, recipient};
use crate::trouble::Failure;

const OCTETS: &str = "application/octet-stream";
/// The words of a token that MESH has seen before.
const SEEN_BEFORE: &str = "Error Duplicated Authentication Token";

pub(crate) async fn post(line: &Line, letter: &Outgoing) -> Posted {
    let to = match recipient(letter.to.as_str()) {
        Ok(to) => to,
        Err(error) => return not_posted(error.to_string()),
    };
    if letter.body.len() > line.limits.posted_bytes {
        return not_posted("it is larger than a letter may be".to_owned());
    }
    let work = async { Ok(carry(line, to.as_str(), letter).await) };

    match in_time(line.limits.carry, work).await {
        Ok(posted) => posted,
        Err(failure) => without_answer(failure),
    }
}

/// We ourselves refuse it: nothing has left.
fn not_posted(words: String) -> Posted {
    Posted::Refused {
        code: "not posted".to_owned(),
        words,
    }
}

fn without_answer(failure: Failure) -> Posted {
    match failure.is_not_sent {
        true => Posted::NotSent(failure.error),
        false => Posted::Unknown(failure.error),
    }
}

async fn carry(line: &Line, to: &str, letter: &Outgoing) -> Posted {
    let mut chunks = letter.body.chunks(line.limits.chunk_bytes.max(1));
    let of = chunks.len();
    let first = chunks.next().unwrap_or_default();
    let request = first_request(line, to, letter, first, of);
    let posted = match line.hand_over(request).await {
        Ok(answer) => verdict(&answer, to, letter.workflow.as_str()),
        Err(failure) => without_answer(failure),
    };
    let Posted::Accepted { id } = posted else {
        return posted;
    };
    for (chunk, body) in (2..).zip(chunks) {
        let place = Place { chunk, of, to };
        if let Err(posted) = further(line, &id, place, &letter.body.slice_ref(body)).await {
            return posted;
        }
    }

    Posted::Accepted { id }
}

/// No header says anything of a patient.
fn first_request(line: &Line, to: &str, letter: &Outgoing, body: &[u8], of: usize) -> Request {
    let mut request = Request::new(Method::POST, "/outbox");
    request.body = letter.body.slice_ref(body);
    request.headers = vec![
        ("content-type", OCTETS.to_owned()),
        ("mex-from", line.mailbox().to_owned()),
        ("mex-to", to.to_owned()),
        ("mex-workflowid", letter.workflow.as_str().to_owned()),
        ("mex-localid", letter.local_id.to_string()),
        ("mex-filename", "edifact.dat".to_owned()),
        ("mex-messagetype", "DATA".to_owned()),
        ("mex-content-compressed", "N".to_owned()),
        (
            "mex-content-checksum",
            format!("sha256:{}", checksum(letter)),
        ),
    ];
    if of > 1 {
        request.headers.push(("mex-chunk-range", format!("1:{of}")));
    }

    request
}

fn checksum(letter: &Outgoing) -> String {
    match &letter.sha256 {
        Some(frozen) => base16ct::lower::encode_string(frozen),
        None => sha256(&letter.body),
    }
}

/// Which chunk it is, counted from 1.
#[derive(Clone, Copy)]
struct Place<'a> {
    chunk: usize,
    of: usize,
    to: &'a str,
}

/// A chunk after the first: MESH lets it be sent again, so it is tried a few times. Until the last one is
/// there MESH delivers nothing; so the last is sent only after all others are confirmed.
async fn further(
    line: &Line,
    id: &MessageId,
    place: Place<'_>,
    body: &Bytes,
) -> Result<(), Posted> {
    let mut is_open = false;
    let mut met = MailError::new(Trouble::Broken, "a chunk was not tried");
    for _ in 0..line.limits.chunk_tries.max(1) {
        match line.hand_over(further_request(id, place, body)).await {
            Ok(answer) => match further_verdict(&answer, place.to) {
                Further::Taken => return Ok(()),
                Further::Refused(refused) => return Err(refused),
                Further::Again(error) => met = error,
            },
            Err(failure) => {
                is_open |= !failure.is_not_sent;
                met = failure.error;
                continue;
            }
        }
        is_open = true;
    }

    Err(match is_open && place.chunk == place.of {
        true => Posted::Unknown(met),
        false => Posted::NotSent(met),
    })
}

fn further_request(id: &MessageId, place: Place<'_>, body: &Bytes) -> Request {
    let Place { chunk, of, .. } = place;
    let mut request = Request::new(Method::POST, format!("/outbox/{}/{chunk}", id.as_str()));
    request.body = body.clone();
    request.headers = vec![
        ("content-type", OCTETS.to_owned()),
        ("mex-chunk-range", format!("{chunk}:{of}")),
    ];

    request
}

#[derive(Debug, PartialEq, Eq)]
enum Further {
    Taken,
    Refused(Posted),
    Again(MailError),
}

/// 423: the message is complete already, by an earlier try of this chunk.
fn further_verdict(answer: &Answer, to: &str) -> Further {
    match answer.status {
        200 | 202 if !answer.is_page() => Further::Taken,
        423 => Further::Taken,
        400 | 404..=406 | 409..=422 | 424 | 426..=428 | 430..=499 => {
            Further::Refused(refused(answer, to, "a letter in parts"))
        }
        _ => Further::Again(answer.refusal()),
    }
}

#[derive(Deserialize)]
struct Taken {
    /// Version 1 writes it in its own way.
    #[serde(alias = "messageID")]
    message_id: String,
}

/// What the answer to a post means.
pub(crate) fn verdict(answer: &Answer, to: &str, workflow: &str) -> Posted {
    match answer.status {
        200 | 202 => taken(answer),
        401 | 403 => not_let_in(answer),
        // The proxy speaks, and has not passed it on.
        407 => Posted::NotSent(answer.refusal()),
        // MESH, or what stands before it, may have begun with it.
        408 | 425 | 429 => Posted::Unknown(answer.refusal()),
        400..=499 if answer.is_page() => Posted::NotSent(not_mesh("a page")),
        400..=499 => refused(answer, to, workflow),
        _ => Posted::Unknown(answer.refusal()),
    }
}

fn taken(answer: &Answer) -> Posted {
    if answer.is_page() {
        return Posted::Unknown(not_mesh("a page"));
    }
    let id = answer
        .json()
        .and_then(|Taken { message_id: id }| message_id(&id));

    match id {
        Some(id) => Posted::Accepted { id },
        None => Posted::Unknown(MailError::new(
            Trouble::NotUnderstood,
            "taken, but under no id",
        )),
    }
}

/// Our tokens are used once. If MESH has seen this one, something on the way sent it twice, and the first
/// one may have been taken.
fn not_let_in(answer: &Answer) -> Posted {
    match Complaint::read(&answer.body).text == SEEN_BEFORE {
        true => Posted::Unknown(MailError::new(Trouble::Broken, "its token was seen before")),
        false => Posted::NotSent(answer.refusal()),
    }
}

fn refused(answer: &Answer, to: &str, workflow: &str) -> Posted {
    let complaint = Complaint::read(&answer.body);
    let code = match complaint.code.as_str() {
        "" => answer.status.to_string(),
        code => code.to_owned(),
    };

    Posted::Refused {
        code,
        words: complaint.words(to, workflow),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::tests::answer;

    fn posted(status: u16, body: &str) -> Posted {
        verdict(&answer(status, &[], body), "NHAIS01", "NHAIS_REG")
    }

    fn unknown(status: u16, body: &str) -> Option<Trouble> {
        match posted(status, body) {
            Posted::Unknown(error) => Some(error.trouble),
            Posted::Accepted { .. }
            | Posted::HandedOver
            | Posted::Refused { .. }
            | Posted::NotSent(_) => None,
        }
    }

    fn not_sent(status: u16, body: &str) -> Option<Trouble> {
        match posted(status, body) {
            Posted::NotSent(error) => Some(error.trouble),
            Posted::Accepted { .. }
            | Posted::HandedOver
            | Posted::Refused { .. }
            | Posted::Unknown(_) => None,
        }
    }

    #[test]
    fn what_mesh_took_has_an_id_in_either_version() {
        for (status, body) in [
            (202, r#"{"message_id":"0EBA_1"}"#),
            (200, r#"{"message_id":"0EBA_1","internal_id":"x"}"#),
            (202, r#"{"messageID":"0EBA_1"}"#),
        ] {
            let wanted = Posted::Accepted {
                id: MessageId::new("0EBA_1"),
            };
            assert_eq!(posted(status, body), wanted, "{body}");
        }
    }

    #[test]
    fn what_was_taken_under_no_id_is_in_doubt() {
        for body in [
            "",
            "null",
            "{}",
            "{\"message_id\":\"\"}",
            "{\"message_id\":\"../x\"}",
            "{\"message_id\":7}",
            "\u{0}garbled",
        ] {
            assert_eq!(unknown(202, body), Some(Trouble::NotUnderstood), "{body}");
        }
        assert_eq!(unknown(200, "<html>"), Some(Trouble::NotMesh));
    }

    #[test]
    fn what_mesh_may_have_begun_with_is_in_doubt() {
        for (status, trouble) in [
            (100, Trouble::NotUnderstood),
            (204, Trouble::NotUnderstood),
            (301, Trouble::NotMesh),
            (307, Trouble::NotMesh),
            (408, Trouble::Failing),
            (425, Trouble::Busy),
            (429, Trouble::Busy),
            (500, Trouble::Failing),
            (502, Trouble::Busy),
            (503, Trouble::Busy),
            (504, Trouble::Busy),
            (599, Trouble::Failing),
        ] {
            assert_eq!(unknown(status, "<soap/>"), Some(trouble), "{status}");
        }
    }

    #[test]
    fn who_is_not_let_in_has_sent_nothing() {
        let wrong = r#"{"detail":[{"event":"","code":"","msg":"Invalid Authentication Token"}]}"#;

        assert_eq!(not_sent(403, wrong), Some(Trouble::NotLetIn));
        assert_eq!(not_sent(401, ""), Some(Trouble::NotLetIn));
        assert_eq!(not_sent(407, ""), Some(Trouble::ProxyRefused));
        assert_eq!(not_sent(404, "<html>"), Some(Trouble::NotMesh));
        let slow = answer(403, &[("date", "Sat, 21 Nov 2026 03:00:00 GMT")], wrong);
        assert_eq!(
            verdict(&slow, "", ""),
            Posted::NotSent(MailError::new(
                Trouble::ClockWrong {
                    ahead_seconds: -10_800
                },
                "status 403, Invalid Authentication Token"
            ))
        );
    }

    #[test]
    fn a_token_that_was_seen_before_leaves_it_in_doubt() {
        let body = format!(r#"{{"detail":[{{"event":"","code":"","msg":"{SEEN_BEFORE}"}}]}}"#);

        assert_eq!(unknown(403, &body), Some(Trouble::Broken));
    }

    #[test]
    fn a_refusal_says_its_code_and_why_in_words() {
        let refused = |status, body| {
            let Posted::Refused { code, words } = posted(status, body) else {
                panic!("{status} is not refused");
            };
            (code, words)
        };
        let unregistered =
            r#"{"detail":[{"event":"SEND","code":"12","msg":"Unregistered to address"}]}"#;
        let validation = r#"{"detail":[{"type":"missing","loc":["header","mex-workflowid"],"msg":"Field required"}]}"#;

        assert_eq!(
            refused(417, unregistered),
            (
                "12".to_owned(),
                "the mailbox NHAIS01 is not registered with MESH. Check the mailbox of this link, and ask PCSE for the right one".to_owned()
            )
        );
        assert_eq!(
            refused(400, validation),
            (
                "400".to_owned(),
                "mex-workflowid: Field required".to_owned()
            )
        );
        assert_eq!(
            refused(413, ""),
            (
                "413".to_owned(),
                "no reason was given. Tell support".to_owned()
            )
        );
    }

    #[test]
    fn a_further_chunk_is_taken_refused_or_tried_again() {
        let further = |status, body| further_verdict(&answer(status, &[], body), "NHAIS01");

        for (status, body) in [(202, "null"), (202, ""), (200, "{}"), (423, "")] {
            assert_eq!(further(status, body), Further::Taken, "{status}");
        }
        for status in [400, 404, 406, 413, 417, 422] {
            assert!(
                matches!(further(status, ""), Further::Refused(_)),
                "{status}"
            );
        }
        for status in [302, 403, 408, 425, 429, 500, 503] {
            assert!(matches!(further(status, ""), Further::Again(_)), "{status}");
        }
    }
}
