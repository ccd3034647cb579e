//! The calls on a mailbox's outbox.

use serde_json::json;

use crate::chunks::sha256;

use super::books::{Books, Parcel, State};
use super::desk::steps;
use super::wire::{Asked, Reply};
use super::witness::AcceptedPost;

const BAD_CHUNK: &str = "Invalid chunk values sent in mex-Chunk-Range header";

pub(super) fn post(books: &mut Books, mailbox: &str, asked: &Asked) -> Reply {
    let word = |name: &str| asked.header(name).unwrap_or_default().to_owned();
    let (to, workflow) = (word("mex-to").to_ascii_uppercase(), word("mex-workflowid"));
    if let Some(refused) = refusal(books, mailbox, asked, &to, &workflow) {
        return refused;
    }
    let Some(of) = asked
        .header("mex-chunk-range")
        .map_or(Some(1), |range| part(range, 1))
    else {
        return Reply::error(417, "SEND", "InvalidHeaderChunks", BAD_CHUNK);
    };
    let optional = |name: &str| asked.header(name).map(str::to_owned);
    let parcel = Parcel {
        to,
        from: Some(mailbox.to_owned()),
        workflow: Some(workflow),
        local_id: optional("mex-localid"),
        chunks: vec![asked.body.clone()],
        encoding: optional("content-encoding"),
        checksum: optional("mex-content-checksum"),
        report: None,
    };
    let id = books.begin(parcel, of, State::Uploading);
    complete(books, &id);

    Reply::json(202, &json!({ "message_id": id }))
}

fn refusal(
    books: &mut Books,
    mailbox: &str,
    asked: &Asked,
    to: &str,
    workflow: &str,
) -> Option<Reply> {
    let (status, event, code, words) = match () {
        () if asked.header("mex-from") != Some(mailbox) => (417, "SEND", "07", "Invalid From"),
        () if to.is_empty() => (400, "SEND", "08", "TO_DTS missing"),
        () if workflow.is_empty() => (400, "", "", "Field required"),
        () if !books.is_registered(to) => (417, "SEND", "12", "Unregistered to address"),
        () if !books.may_carry(mailbox, workflow) || !books.may_carry(to, workflow) => {
            (417, "SEND", "17", "Workflow ID not registered for mailbox")
        }
        () if asked.body.is_empty() => (
            417,
            "COLLECT",
            "02",
            "Data file is missing or inaccessible.",
        ),
        () if asked.body.len() > books.rules.most_body_bytes => (413, "", "", "Too large"),
        () if !is_in_order(books, mailbox, to, workflow, &asked.body) => {
            books.breach("a letter overtakes another");
            (417, "SEND", "out of order", "a letter overtakes another")
        }
        () => return None,
    };

    Some(Reply::error(status, event, code, words))
}

fn is_in_order(books: &Books, from: &str, to: &str, workflow: &str, body: &[u8]) -> bool {
    let Some(number) = books.rules.order.and_then(|order| order(body)) else {
        return true;
    };
    let last = books
        .witness
        .accepted
        .iter()
        .filter(|post| post.from == from && post.to == to && post.workflow == workflow)
        .filter_map(|post| books.rules.order.and_then(|order| order(&post.body)))
        .max();

    last.is_none_or(|last| number > last)
}

/// `chunk:of`, and `of`, where it is this chunk.
fn part(range: &str, chunk: usize) -> Option<usize> {
    let (found, of) = range.split_once(':')?;
    let of = of.parse().ok()?;

    (found.parse() == Ok(chunk) && chunk <= of).then_some(of)
}

pub(super) fn further(books: &mut Books, mailbox: &str, asked: &Asked) -> Reply {
    let steps = steps(&asked.target);
    let id = steps.get(2).copied().unwrap_or_default();
    let chunk = steps
        .get(3)
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(0);
    let of = asked
        .header("mex-chunk-range")
        .and_then(|range| part(range, chunk));
    let most = books.rules.most_body_bytes;
    let Some(message) = books
        .message(id)
        .filter(|message| message.parcel.from.as_deref() == Some(mailbox))
    else {
        return Reply::error(404, "", "", "Not Found");
    };
    if message.state != State::Uploading {
        return Reply::json(423, &json!({ "message": "An internal error occurred." }));
    }
    if of != Some(message.of) || asked.body.len() > most {
        return Reply::error(417, "SEND", "InvalidHeaderChunks", BAD_CHUNK);
    }
    let there = message.parcel.chunks.len();
    match chunk {
        // Sent again: the same place.
        chunk if (2..=there).contains(&chunk) => {
            if let Some(place) = message.parcel.chunks.get_mut(chunk - 1) {
                place.clone_from(&asked.body);
            }
        }
        chunk if chunk == there + 1 => message.parcel.chunks.push(asked.body.clone()),
        _ => {
            books.breach("a chunk before it is missing");
            return Reply::error(417, "SEND", "InvalidHeaderChunks", BAD_CHUNK);
        }
    }
    let id = id.to_owned();
    complete(books, &id);

    Reply::json(202, &serde_json::Value::Null)
}

/// Delivers a message whose last chunk is there.
fn complete(books: &mut Books, id: &str) {
    let now = books.now;
    let Some(message) = books
        .message(id)
        .filter(|message| message.parcel.chunks.len() >= message.of)
    else {
        return;
    };
    message.state = State::Accepted;
    message.since = now;
    let parcel = message.parcel.clone();
    let body = parcel.chunks.concat();
    let is_right = |checksum: String| checksum == format!("sha256:{}", sha256(&body));
    if !parcel.checksum.is_none_or(is_right) {
        books.breach("the checksum is not that of the letter");
    }
    books.witness.accepted.push(AcceptedPost {
        id: id.to_owned(),
        from: parcel.from.unwrap_or_default(),
        to: parcel.to,
        workflow: parcel.workflow.unwrap_or_default(),
        local_id: parcel.local_id,
        at: now,
        chunks: parcel.chunks.len(),
        body,
    });
}

/// By local id, in the manner of version 1.
pub(super) fn track(books: &mut Books, mailbox: &str, asked: &Asked) -> Reply {
    let steps = steps(&asked.target);
    let local_id = steps.get(3).copied().unwrap_or_default();
    let (now, delay) = (books.now, books.rules.tracking_delay);
    let found: Vec<_> = books
        .messages
        .iter()
        .filter(|message| {
            message.parcel.from.as_deref() == Some(mailbox)
                && message.parcel.local_id.as_deref() == Some(local_id)
                && now.duration_since(message.since) >= delay
        })
        .collect();

    match found.as_slice() {
        [] => Reply::error(404, "", "", "Not Found"),
        [message] => Reply::json(
            200,
            &json!({
                "messageId": message.id,
                "localId": local_id,
                "recipient": message.parcel.to,
                "status": message.state.word(),
                "statusSuccess": "SUCCESS",
                "workflowId": message.parcel.workflow,
            }),
        ),
        _ => Reply::error(300, "", "", "Multiple Choices"),
    }
}
