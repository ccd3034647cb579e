//! The calls on a mailbox's inbox.

use serde_json::json;

use super::books::{Books, Message, State};
use super::desk::steps;
use super::wire::{Asked, Reply};

const NO_SUCH: &str = "Message does not exist";

pub(super) fn list(books: &mut Books, mailbox: &str, asked: &Asked) -> Reply {
    let query = asked.target.split_once('?').map_or("", |(_, query)| query);
    let word = |name: &str| {
        let found = query.split('&').filter_map(|pair| pair.split_once('='));

        found
            .into_iter()
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    };
    let asked_for = word("max_results").map_or(Ok(500), str::parse::<usize>);
    let Some(asked_for) = asked_for.ok().filter(|most| (10..=5000).contains(most)) else {
        return Reply::error(400, "", "", "max_results");
    };
    let most = asked_for.min(books.rules.page_size);
    let Ok(start) = word("continue_from").map_or(Ok(0), from_cursor) else {
        return Reply::error(400, "", "", "continue_from");
    };
    let filter = word("workflow_filter").unwrap_or_default();
    let fits = |message: &Message| is_filtered(message.parcel.workflow.as_deref(), filter);
    let here = |(_, message): &(usize, &Message)| {
        message.state == State::Accepted && message.parcel.to == mailbox && fits(message)
    };
    let page: Vec<_> = books
        .messages
        .iter()
        .enumerate()
        .skip(start)
        .filter(here)
        .take(most + 1)
        .collect();
    let ids: Vec<&str> = page
        .iter()
        .take(most)
        .map(|(_, message)| message.id.as_str())
        .collect();
    let mut links = json!({ "self": asked.target });
    if let Some((next, _)) = page.get(most) {
        let cursor = cursor(*next);
        let next = format!(
            "/messageexchange/{mailbox}/inbox?max_results={asked_for}&workflow_filter={filter}&continue_from={cursor}"
        );
        if let Some(links) = links.as_object_mut() {
            links.insert("next".to_owned(), next.into());
        }
    }
    let count = books.waiting(mailbox).count();

    Reply::json(
        200,
        &json!({ "messages": ids, "links": links, "approx_inbox_count": count }),
    )
}

/// Only what our client asks for: a beginning, and everything.
fn is_filtered(workflow: Option<&str>, filter: &str) -> bool {
    match filter.strip_suffix("%2A") {
        Some(start) => workflow.is_some_and(|workflow| workflow.starts_with(start)),
        None => filter.is_empty() || workflow == Some(filter),
    }
}

/// At least 24 characters, with some that must be encoded.
fn cursor(place: usize) -> String {
    format!("gAAAAAB{place:020}%3D%3D")
}

fn from_cursor(text: &str) -> Result<usize, ()> {
    let digits = text
        .strip_prefix("gAAAAAB")
        .and_then(|text| text.strip_suffix("%3D%3D"));

    digits.and_then(|digits| digits.parse().ok()).ok_or(())
}

pub(super) fn fetch(books: &mut Books, mailbox: &str, asked: &Asked) -> Reply {
    let steps = steps(&asked.target);
    let id = steps.get(2).copied().unwrap_or_default();
    let chunk = steps
        .get(3)
        .map_or(Some(1), |text| text.parse::<usize>().ok());
    let Some(message) = books.message(id) else {
        return Reply::error(404, "RECEIVE", "20", NO_SUCH);
    };
    if message.parcel.to != mailbox {
        return Reply::error(403, "", "", "Forbidden");
    }
    if message.state != State::Accepted {
        let words = "Message no longer available for download";
        return Reply::error(410, "SEND", "Message already accepted", words);
    }
    let reply = match chunk {
        Some(chunk @ 1..) if chunk <= message.of.max(1) => shown(message, chunk),
        _ => Reply::error(404, "RECEIVE", "20", NO_SUCH),
    };
    *books.witness.fetched.entry(id.to_owned()).or_default() += 1;

    reply
}

fn shown(message: &Message, chunk: usize) -> Reply {
    let parcel = &message.parcel;
    let status = if chunk < message.of { 206 } else { 200 };
    let (kind, code, event) = match &parcel.report {
        Some(report) => ("REPORT", report.code.as_str(), "SEND"),
        None => ("DATA", "00", "TRANSFER"),
    };
    let mut reply = Reply::new(status)
        .with("Mex-To", &parcel.to)
        .with("Mex-MessageType", kind)
        .with("Mex-MessageID", &message.id)
        .with("Mex-Chunk-Range", format!("{chunk}:{}", message.of))
        .with("Mex-Total-Chunks", message.of.to_string())
        .with("Mex-StatusCode", code)
        .with("Mex-StatusEvent", event)
        .with("Mex-AddressType", "ALL");
    let report = parcel.report.as_ref();
    let optional = [
        ("Mex-From", parcel.from.as_ref()),
        ("Mex-WorkflowID", parcel.workflow.as_ref()),
        ("Mex-LocalID", parcel.local_id.as_ref()),
        ("Mex-Content-Checksum", parcel.checksum.as_ref()),
        ("Content-Encoding", parcel.encoding.as_ref()),
        (
            "Mex-LinkedMsgID",
            report.and_then(|report| report.linked_id.as_ref()),
        ),
        ("Mex-StatusDescription", report.map(|report| &report.words)),
    ];
    for (name, value) in optional {
        reply.set(name, value.map(String::as_str));
    }

    reply.with_body(parcel.chunks.get(chunk - 1).cloned().unwrap_or_default())
}

pub(super) fn acknowledge(books: &mut Books, mailbox: &str, asked: &Asked) -> Reply {
    let id = steps(&asked.target)
        .get(2)
        .copied()
        .unwrap_or_default()
        .to_owned();
    let is_theirs = books
        .message(&id)
        .map(|message| message.parcel.to == mailbox);
    match is_theirs {
        None => return Reply::error(404, "RECEIVE", "20", NO_SUCH),
        Some(false) => return Reply::error(403, "", "", "Forbidden"),
        Some(true) => {}
    }
    if !(books.rules.may_acknowledge)(&id) {
        books.breach("a message is acknowledged that may not be forgotten");
        return Reply::error(403, "", "", "not committed");
    }
    if let Some(message) = books.message(&id) {
        message.state = State::Acknowledged;
    }
    books.witness.acknowledged.push((id, books.now));

    Reply::new(200)
}
