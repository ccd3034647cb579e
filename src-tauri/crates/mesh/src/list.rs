//! The inbox, page by page.

use mailbox::{Listing, MailError, Page, Trouble};
use reqwest::Method;
use serde::Deserialize;

use crate::answer::Answer;
use crate::check::not_mesh;
use crate::line::{Line, Request};
use crate::names::message_id;

/// Ours only (`NHAIS_*`); a report bears the workflow of the letter that it is about.
const OURS: &str = "workflow_filter=NHAIS_%2A";
const LONGEST_PAGE: usize = 2000;

pub(crate) async fn list(line: &Line, after: Option<&Page>) -> Result<Listing, MailError> {
    let path = match after {
        None => format!("/inbox?max_results={}&{OURS}", line.limits.page_size),
        Some(page) => behind_the_mailbox(page.as_str(), line.mailbox())
            .ok_or_else(|| MailError::new(Trouble::NotUnderstood, "the page is not one of ours"))?
            .to_owned(),
    };
    let answer = line
        .ask(Request::new(Method::GET, path))
        .await
        .map_err(|failure| failure.error)?;

    verdict(&answer, line.mailbox())
}

#[derive(Deserialize)]
struct Inbox {
    messages: Vec<String>,
    /// Version 1 has none, and would hide what comes after its 500 messages.
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Links {
    next: Option<String>,
}

pub(crate) fn verdict(answer: &Answer, mailbox: &str) -> Result<Listing, MailError> {
    match answer.status {
        200 if answer.is_page() => return Err(not_mesh("a page")),
        200 => {}
        404 | 405 => return Err(not_mesh("no such address")),
        _ => return Err(answer.refusal()),
    }
    let Some(Inbox { messages, links }) = answer.json() else {
        return Err(MailError::new(Trouble::NotUnderstood, "it lists nothing"));
    };
    let Some(links) = links else {
        return Err(not_mesh("version 1"));
    };
    let told = messages.len();
    let messages: Vec<_> = messages.iter().filter_map(|id| message_id(id)).collect();
    let odd = told - messages.len();
    let (next, lost) = match links.next {
        Some(next) if behind_the_mailbox(&next, mailbox).is_some() => (Some(Page::new(next)), 0),
        Some(_) => (None, 1),
        None => (None, 0),
    };

    Ok(Listing {
        messages,
        next,
        left_out: u32::try_from(odd + lost).unwrap_or(u32::MAX),
    })
}

/// The next page is a path that is already encoded. Only one of our own inbox is followed: anything else
/// would take our token to where somebody wants it.
fn behind_the_mailbox<'a>(page: &'a str, mailbox: &str) -> Option<&'a str> {
    let path = page.strip_prefix("/messageexchange/")?;
    let path = path.strip_prefix(mailbox)?;
    let is_plain = page.len() <= LONGEST_PAGE
        && page
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"#\\\"<>".contains(&byte));

    (path.starts_with("/inbox?") && is_plain).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::tests::answer;

    fn listing(body: &str) -> Result<Listing, MailError> {
        verdict(&answer(200, &[], body), "X26ABC1")
    }

    fn next(next: &str) -> (Option<String>, u32) {
        let body = serde_json::json!({ "messages": [], "links": { "self": "", "next": next } });
        let listing = listing(&body.to_string()).unwrap();

        (
            listing.next.map(|page| page.as_str().to_owned()),
            listing.left_out,
        )
    }

    #[test]
    fn a_page_lists_ids_and_what_comes_next() {
        let body = r#"{"messages":["A1","B_2-3"],"links":{"self":"/x","next":"/messageexchange/X26ABC1/inbox?max_results=10&continue_from=gA%3D%3D"},"approx_inbox_count":23}"#;
        let listing = listing(body).unwrap();
        let ids: Vec<&str> = listing
            .messages
            .iter()
            .map(mailbox::MessageId::as_str)
            .collect();

        assert_eq!(ids, ["A1", "B_2-3"]);
        assert_eq!(listing.left_out, 0);
        assert_eq!(
            listing.next.unwrap().as_str(),
            "/messageexchange/X26ABC1/inbox?max_results=10&continue_from=gA%3D%3D"
        );
    }

    #[test]
    fn an_empty_page_may_still_have_a_next_one() {
        let (next, left_out) = next("/messageexchange/X26ABC1/inbox?continue_from=a");

        assert_eq!(
            next.as_deref(),
            Some("/messageexchange/X26ABC1/inbox?continue_from=a")
        );
        assert_eq!(left_out, 0);
        assert_eq!(
            listing(r#"{"messages":[],"links":{}}"#).unwrap(),
            Listing::default()
        );
    }

    #[test]
    fn only_a_page_of_our_own_inbox_is_followed() {
        for odd in [
            "https://evil.example.net/messageexchange/X26ABC1/inbox?a",
            "//evil.example.net/messageexchange/X26ABC1/inbox?a",
            "@evil.example.net/",
            "/messageexchange/X26ABC2/inbox?a",
            "/messageexchange/X26ABC1/outbox?a",
            "/messageexchange/X26ABC1/inbox/../../x?a",
            "/messageexchange/X26ABC1/inbox?a b",
            "/messageexchange/X26ABC1/inbox?a#b",
            "/messageexchange/X26ABC1/inbox?a\r\nX: y",
            "/messageexchange/X26ABC1/inbox?é",
            &format!("/messageexchange/X26ABC1/inbox?{}", "a".repeat(2000)),
        ] {
            assert_eq!(next(odd), (None, 1), "{odd}");
        }
    }

    #[test]
    fn odd_ids_are_left_out_and_counted() {
        let listing = listing(r#"{"messages":["../../x","A","a\"b",""],"links":{}}"#).unwrap();

        assert_eq!(listing.messages, [mailbox::MessageId::new("A")]);
        assert_eq!(listing.left_out, 3);
    }

    #[test]
    fn what_is_no_listing_is_no_empty_inbox() {
        let trouble = |body| listing(body).unwrap_err().trouble;

        assert_eq!(trouble("<!DOCTYPE html>"), Trouble::NotMesh);
        assert_eq!(
            trouble(r#"{"messages":["A"]}"#),
            Trouble::NotMesh,
            "version 1"
        );
        for body in [
            "",
            "{}",
            "null",
            r#"{"messages":[1],"links":{}}"#,
            r#"{"messages":["A"#,
        ] {
            assert_eq!(trouble(body), Trouble::NotUnderstood, "{body}");
        }
        let gone = verdict(&answer(404, &[], ""), "X26ABC1").unwrap_err();
        assert_eq!(gone.trouble, Trouble::NotMesh);
    }
}
