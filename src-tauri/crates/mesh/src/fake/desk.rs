//! Which call a request is, and what is answered to it.

use super::admit::admit;
use super::books::Books;
use super::fault::{Call, Fault};
use super::wire::{Asked, Reply};
use super::witness::Request;
use super::{inbox, outbox};

/// The whole answer, and what becomes of it on its way.
pub(super) struct Answered {
    pub(super) bytes: Vec<u8>,
    pub(super) fault: Option<Fault>,
}

/// Every request is written down and its token used up, whatever is to go wrong with it.
pub(super) fn answer(books: &mut Books, asked: &Asked) -> Answered {
    books.expire();
    let call = call(asked);
    books.witness.requests.push(Request {
        call,
        at: books.now,
        line: format!("{} {}", asked.method, asked.target),
        headers: asked.headers.clone(),
        body_bytes: asked.body.len(),
    });
    let fault = call.and_then(|call| books.faults.next(call));
    let reply = match (admit(books, asked), &fault) {
        (Err(refused), None) => refused,
        (_, Some(Fault::Say(reply))) => reply.clone(),
        (Err(_), Some(_)) | (Ok(_), Some(Fault::LoseRequest)) => Reply::new(500),
        (Ok(mailbox), Some(Fault::Alter(change))) => {
            let mut reply = act(books, call, &mailbox, asked);
            change(&mut reply);
            reply
        }
        (Ok(mailbox), _) => act(books, call, &mailbox, asked),
    };

    Answered {
        bytes: reply.bytes(books.now),
        fault,
    }
}

fn act(books: &mut Books, call: Option<Call>, mailbox: &str, asked: &Asked) -> Reply {
    match call {
        Some(Call::Check) => check(asked),
        Some(Call::List) => inbox::list(books, mailbox, asked),
        Some(Call::Fetch | Call::FetchChunk) => inbox::fetch(books, mailbox, asked),
        Some(Call::Acknowledge) => inbox::acknowledge(books, mailbox, asked),
        Some(Call::Post) => outbox::post(books, mailbox, asked),
        Some(Call::PostChunk) => outbox::further(books, mailbox, asked),
        Some(Call::Track) => outbox::track(books, mailbox, asked),
        None => Reply::json(404, &serde_json::json!({ "detail": "Not Found" })),
    }
}

pub(super) fn call(asked: &Asked) -> Option<Call> {
    match (asked.method.as_str(), steps(&asked.target).as_slice()) {
        ("POST", [_]) => Some(Call::Check),
        ("GET", [_, "inbox"]) => Some(Call::List),
        ("GET", [_, "inbox", _]) => Some(Call::Fetch),
        ("GET", [_, "inbox", _, _]) => Some(Call::FetchChunk),
        ("PUT", [_, "inbox", _, "status", "acknowledged"]) => Some(Call::Acknowledge),
        ("POST", [_, "outbox"]) => Some(Call::Post),
        ("POST", [_, "outbox", _, _]) => Some(Call::PostChunk),
        ("GET", [_, "outbox", "tracking", _]) => Some(Call::Track),
        _ => None,
    }
}

/// The parts of the path behind `/messageexchange/`, the mailbox first.
pub(super) fn steps(target: &str) -> Vec<&str> {
    let path = target.split('?').next().unwrap_or_default();

    path.strip_prefix("/messageexchange/")
        .map_or_else(Vec::new, |path| path.split('/').collect())
}

fn check(asked: &Asked) -> Reply {
    let missing = ["mex-clientversion", "mex-osname", "mex-osversion"]
        .into_iter()
        .find(|name| asked.header(name).is_none());

    match missing {
        Some(name) => Reply::json(
            400,
            &serde_json::json!({ "detail": [{ "type": "missing", "loc": ["header", name], "msg": "Field required" }] }),
        ),
        None => Reply::new(200),
    }
}
