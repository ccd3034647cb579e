//! One message out of the inbox, and letting MESH forget it.

use mailbox::{Arrived, Fetched, MailError, MessageId, Trouble};
use reqwest::Method;

use crate::body::read_capped;
use crate::chunks::{Content, announced, is_chunk};
use crate::label::{Label, kept, word};
use crate::line::{Line, Opened, Request, in_time};
use crate::names::is_message_id;
use crate::trouble::Failure;

pub(crate) async fn fetch(line: &Line, id: &MessageId) -> Result<Fetched, MailError> {
    let path = path(id)?;

    in_time(line.limits.carry, whole(line, id, &path))
        .await
        .map_err(|failure| failure.error)
}

/// MESH answers alike when it has forgotten the message before.
pub(crate) async fn acknowledge(line: &Line, id: &MessageId) -> Result<(), MailError> {
    let path = format!("{}/status/acknowledged", path(id)?);
    let answer = line
        .ask(Request::new(Method::PUT, path))
        .await
        .map_err(|failure| failure.error)?;

    match answer.status {
        200 | 404 | 410 if !answer.is_page() => Ok(()),
        200 => Err(MailError::new(Trouble::NotMesh, "a page")),
        _ => Err(answer.refusal()),
    }
}

fn path(id: &MessageId) -> Result<String, MailError> {
    match is_message_id(id.as_str()) {
        true => Ok(format!("/inbox/{}", id.as_str())),
        false => Err(MailError::new(
            Trouble::NotUnderstood,
            "the id cannot be one of MESH's",
        )),
    }
}

async fn whole(line: &Line, id: &MessageId, path: &str) -> Result<Fetched, Failure> {
    let first = line.begin(Request::new(Method::GET, path)).await?;
    match first.head.status {
        200 | 206 => {}
        // Somebody else's: listed by mistake, and none of our business.
        403 if first.head.refusal().trouble == Trouble::NotLetIn => return Ok(Fetched::Foreign),
        _ => return Err(refused(line, first).await),
    }
    let (workflow, from) = match Label::read(id, &first.head.headers, line.mailbox()) {
        Label::Letter { workflow, from } => (workflow, from),
        Label::Report(report) => return Ok(Fetched::Report(report)),
        Label::Foreign => return foreign(&first),
    };
    let headers = kept(&first.head.headers);
    let checksum = word(&first.head.headers, "mex-content-checksum");
    let gathered = gather(line, path, first).await;
    match gathered.and_then(|content| content.finish(checksum.as_deref())) {
        Ok(body) => Ok(Fetched::Letter(Arrived {
            id: id.clone(),
            workflow,
            from,
            body,
            headers,
        })),
        Err(mut failure) => {
            failure.error.headers = headers;
            Err(failure)
        }
    }
}

/// A message of MESH's bears its headers, whoever it is for; without any, something else has answered.
fn foreign(first: &Opened) -> Result<Fetched, Failure> {
    let is_labelled = first
        .head
        .headers
        .keys()
        .any(|name| name.as_str().starts_with("mex-"));

    match is_labelled {
        true => Ok(Fetched::Foreign),
        false => Err(Failure::open(Trouble::NotMesh, "a message without headers")),
    }
}

async fn refused(line: &Line, opened: Opened) -> Failure {
    match line.whole(opened).await {
        Ok(answer) => Failure {
            error: answer.refusal(),
            is_not_sent: false,
        },
        Err(failure) => failure,
    }
}

/// All chunks, in their order.
async fn gather(line: &Line, path: &str, first: Opened) -> Result<Content, Failure> {
    let count = announced(&first.head, &line.limits)?;
    let mut content = Content::new(&line.limits);
    take(line, first, &mut content).await?;
    for chunk in 2..=count {
        let request = Request::new(Method::GET, format!("{path}/{chunk}"));
        let next = line.begin(request).await?;
        is_chunk(&next.head, chunk, count)?;
        take(line, next, &mut content).await?;
    }

    Ok(content)
}

async fn take(line: &Line, opened: Opened, content: &mut Content) -> Result<(), Failure> {
    let Opened { head, response } = opened;
    // Packed bytes may be more than what they hold, by a few.
    let most = content.left().saturating_add(1024);
    let body = read_capped(response, most, &line.limits).await?;

    content.add(&head, body)
}
