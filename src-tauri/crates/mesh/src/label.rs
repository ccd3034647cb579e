//! What the headers of a message say of it. Everything in them is a stranger's word.

use mailbox::{LocalId, MailboxId, MessageId, Report, Workflow};
use reqwest::header::HeaderMap;

use crate::names::{message_id, printable};

/// Longer values are cut; no header that we use is so long.
const LONGEST: usize = 1000;

/// What a message is, before its body is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Label {
    Letter {
        workflow: Workflow,
        from: Option<MailboxId>,
    },
    Report(Report),
    /// Not for this program: it is neither read nor acknowledged.
    Foreign,
}

impl Label {
    pub(crate) fn read(id: &MessageId, headers: &HeaderMap, mailbox: &str) -> Self {
        let word = |name: &str| word(headers, name);
        let kind = word("mex-messagetype").map(|kind| kind.to_ascii_uppercase());
        let workflow =
            word("mex-workflowid").map(|name| Workflow::parse(&name.to_ascii_uppercase()));
        match (kind.as_deref(), workflow) {
            (None | Some("DATA"), Some(Some(workflow))) if is_to(word("mex-to"), mailbox) => {
                Self::Letter {
                    workflow,
                    from: word("mex-from").map(MailboxId::new),
                }
            }
            (Some("REPORT"), Some(Some(_))) => Self::Report(report(id, headers)),
            // Only a report on one of our own attempts bears an id of our making.
            (Some("REPORT"), None) if attempt(headers).is_some() => {
                Self::Report(report(id, headers))
            }
            _ => Self::Foreign,
        }
    }
}

/// The headers of MESH, for the record, in the order they came.
pub(crate) fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("mex-"))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), printable(&value, LONGEST))
        })
        .collect()
}

/// `None` also where there is nothing in it.
pub(crate) fn word(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    let value = printable(&String::from_utf8_lossy(value.as_bytes()), LONGEST);

    (!value.is_empty()).then_some(value)
}

fn is_to(to: Option<String>, mailbox: &str) -> bool {
    to.is_none_or(|to| to.eq_ignore_ascii_case(mailbox))
}

/// A report names its recipient in different ways, so that is not looked at.
fn report(id: &MessageId, headers: &HeaderMap) -> Report {
    Report {
        id: id.clone(),
        about: word(headers, "mex-linkedmsgid").and_then(|id| message_id(&id)),
        about_attempt: attempt(headers),
        code: word(headers, "mex-statuscode"),
        description: word(headers, "mex-statusdescription"),
    }
}

fn attempt(headers: &HeaderMap) -> Option<LocalId> {
    word(headers, "mex-localid").and_then(|id| LocalId::parse(&id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::tests::answer;

    const OURS: &str = "07070707070707070707070707070707";

    fn read(headers: &[(&'static str, &str)]) -> Label {
        let answer = answer(200, headers, "");

        Label::read(&MessageId::new("M1"), &answer.headers, "X26ABC1")
    }

    #[test]
    fn a_letter_bears_one_of_our_workflows_in_any_case() {
        let wanted = Label::Letter {
            workflow: Workflow::Receipt,
            from: Some(MailboxId::new("NHAIS01")),
        };

        assert_eq!(
            read(&[
                ("mex-messagetype", "data"),
                ("mex-workflowid", "nhais_recep"),
                ("mex-from", "NHAIS01"),
                ("mex-to", "x26abc1"),
            ]),
            wanted
        );
        let bare = Label::Letter {
            workflow: Workflow::Registration,
            from: None,
        };
        assert_eq!(read(&[("mex-workflowid", "NHAIS_REG")]), bare);
    }

    #[test]
    fn what_is_not_ours_is_foreign() {
        for headers in [
            &[("mex-messagetype", "DATA")][..],
            &[("mex-messagetype", "DATA"), ("mex-workflowid", "")],
            &[("mex-messagetype", "DATA"), ("mex-workflowid", "GP2GP")],
            &[("mex-messagetype", "FAX"), ("mex-workflowid", "NHAIS_REG")],
            &[("mex-workflowid", "NHAIS_REG"), ("mex-to", "X26ABC2")],
            &[
                ("mex-messagetype", "REPORT"),
                ("mex-workflowid", "GP2GP"),
                ("mex-localid", OURS),
            ],
            &[
                ("mex-messagetype", "REPORT"),
                ("mex-localid", "somebody-else"),
            ],
            &[],
        ] {
            assert_eq!(read(headers), Label::Foreign, "{headers:?}");
        }
    }

    #[test]
    fn a_report_tells_which_letter_it_is_about() {
        let whole = read(&[
            ("mex-messagetype", "REPORT"),
            ("mex-workflowid", "NHAIS_REG"),
            ("mex-chunk-range", "1:0"),
            ("mex-linkedmsgid", "EC7C"),
            ("mex-localid", OURS),
            ("mex-statuscode", "14"),
            ("mex-statusdescription", "Message not collected"),
            ("mex-to", "SOMEBODY"),
        ]);

        assert_eq!(
            whole,
            Label::Report(Report {
                id: MessageId::new("M1"),
                about: Some(MessageId::new("EC7C")),
                about_attempt: Some(LocalId::from_bytes([7; 16])),
                code: Some("14".to_owned()),
                description: Some("Message not collected".to_owned()),
            })
        );
    }

    #[test]
    fn a_report_that_tells_little_is_still_one() {
        let report = |about, about_attempt| {
            Label::Report(Report {
                id: MessageId::new("M1"),
                about,
                about_attempt,
                code: None,
                description: None,
            })
        };

        assert_eq!(
            read(&[
                ("mex-messagetype", "REPORT"),
                ("mex-workflowid", "NHAIS_REG"),
                ("mex-linkedmsgid", "../x")
            ]),
            report(None, None)
        );
        assert_eq!(
            read(&[("mex-messagetype", "REPORT"), ("mex-localid", OURS)]),
            report(None, Some(LocalId::from_bytes([7; 16])))
        );
    }

    #[test]
    fn headers_are_kept_as_printable_text_of_a_bounded_length() {
        let long = "x".repeat(64 << 10);
        let mut answer = answer(200, &[("mex-subject", &long), ("server", "s")], "");
        let odd = reqwest::header::HeaderValue::from_bytes(b"a\xe9\tb").unwrap();
        answer.headers.insert("mex-partnerid", odd);

        assert_eq!(
            kept(&answer.headers),
            [
                ("mex-subject".to_owned(), "x".repeat(1000)),
                ("mex-partnerid".to_owned(), "a\u{fffd} b".to_owned()),
            ]
        );
    }
}
