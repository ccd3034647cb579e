//! What MESH knows of an attempt: answered in the manner of version 1, whatever is asked for.

use mailbox::{LocalId, MailError, Tracked, Trouble};
use reqwest::Method;
use serde::Deserialize;

use crate::answer::Answer;
use crate::check::not_mesh;
use crate::complaint::Complaint;
use crate::line::{Line, Request};
use crate::names::message_id;

pub(crate) async fn track(line: &Line, local_id: &LocalId) -> Result<Tracked, MailError> {
    // Hexadecimal digits: nothing to be encoded.
    let path = format!("/outbox/tracking/{local_id}");
    let answer = line
        .ask(Request::new(Method::GET, path))
        .await
        .map_err(|failure| failure.error)?;

    verdict(&answer, local_id)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    message_id: String,
    local_id: Option<String>,
    status: Option<String>,
}

pub(crate) fn verdict(answer: &Answer, local_id: &LocalId) -> Result<Tracked, MailError> {
    match answer.status {
        200 if answer.is_page() => Err(not_mesh("a page")),
        200 => found(answer, local_id),
        // It does not say which.
        300 => Ok(Tracked::Several { ids: Vec::new() }),
        404 if answer.is_page() => Err(not_mesh("a page")),
        404 if Complaint::read(&answer.body).is_of_the_router => Err(no_tracking(answer)),
        404 => Ok(Tracked::NotFound),
        405 | 410 | 501 => Err(no_tracking(answer)),
        _ => Err(answer.refusal()),
    }
}

/// An answer about something else is no answer.
fn found(answer: &Answer, local_id: &LocalId) -> Result<Tracked, MailError> {
    let not_understood = || MailError::new(Trouble::NotUnderstood, "it tracks nothing");
    let entry: Entry = answer.json().ok_or_else(not_understood)?;
    let is_ours = entry
        .local_id
        .is_none_or(|id| LocalId::parse(&id).as_ref() == Some(local_id));
    let id = message_id(&entry.message_id).filter(|_| is_ours);
    let id = id.ok_or_else(not_understood)?;

    Ok(
        match entry
            .status
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            // Its last chunk never came: MESH delivers nothing of it.
            "uploading" => Tracked::NotFound,
            status => Tracked::Found {
                id,
                collected: status == "acknowledged",
            },
        },
    )
}

/// The address is gone: what it does not find says nothing about a letter.
fn no_tracking(answer: &Answer) -> MailError {
    MailError::new(Trouble::NoTracking, format!("status {}", answer.status))
}

#[cfg(test)]
mod tests {
    use mailbox::MessageId;

    use super::*;
    use crate::answer::tests::answer;

    const OURS: LocalId = LocalId::from_bytes([7; 16]);

    fn tracked(status: u16, body: &str) -> Result<Tracked, Trouble> {
        verdict(&answer(status, &[], body), &OURS).map_err(|error| error.trouble)
    }

    fn entry(local_id: &str, status: &str) -> String {
        format!(
            r#"{{"localId":"{local_id}","messageId":"52C2","messageType":"Data","status":"{status}","statusSuccess":"SUCCESS","fileSize":5}}"#
        )
    }

    #[test]
    fn a_letter_is_found_and_may_have_been_collected() {
        for (status, collected) in [
            ("Accepted", false),
            ("Acknowledged", true),
            ("acknowledged", true),
            ("Undeliverable", false),
            ("Error", false),
            ("", false),
        ] {
            let wanted = Tracked::Found {
                id: MessageId::new("52C2"),
                collected,
            };
            assert_eq!(
                tracked(200, &entry(&OURS.to_string(), status)),
                Ok(wanted),
                "{status}"
            );
        }
    }

    #[test]
    fn half_a_letter_is_no_letter() {
        let body = entry(&OURS.to_string(), "Uploading");

        assert_eq!(tracked(200, &body), Ok(Tracked::NotFound));
    }

    #[test]
    fn several_and_none_are_told_apart() {
        let several = r#"{"detail":[{"event":"","code":"","msg":"Multiple Choices"}]}"#;
        let none = r#"{"detail":[{"event":"","code":"","msg":"Not Found"}]}"#;

        assert_eq!(
            tracked(300, several),
            Ok(Tracked::Several { ids: Vec::new() })
        );
        assert_eq!(tracked(404, none), Ok(Tracked::NotFound));
        assert_eq!(tracked(404, ""), Ok(Tracked::NotFound));
    }

    #[test]
    fn an_address_that_is_gone_says_nothing_about_a_letter() {
        for status in [405, 410, 501] {
            assert_eq!(tracked(status, ""), Err(Trouble::NoTracking), "{status}");
        }
        assert_eq!(
            tracked(404, r#"{"detail":"Not Found"}"#),
            Err(Trouble::NoTracking)
        );
        assert_eq!(tracked(404, "<html>"), Err(Trouble::NotMesh));
    }

    #[test]
    fn what_cannot_be_read_never_says_that_a_letter_is_not_there() {
        let other = entry("00000000000000000000000000000000", "Accepted");
        let odd_id = r#"{"messageId":"../x","status":"Accepted"}"#;
        for body in ["", "{}", "null", other.as_str(), odd_id] {
            assert_eq!(tracked(200, body), Err(Trouble::NotUnderstood), "{body}");
        }
        for (status, trouble) in [
            (202, Trouble::NotUnderstood),
            (403, Trouble::NotLetIn),
            (500, Trouble::Failing),
            (503, Trouble::Busy),
        ] {
            assert_eq!(tracked(status, ""), Err(trouble), "{status}");
        }
    }
}
