//! What MESH says of a request that it refuses, in any of the forms that it is said in. Never fails.

use std::fmt;

use serde_json::Value;

use crate::names::printable;

/// An error body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub(crate) event: String,
    pub(crate) code: String,
    pub(crate) text: String,
    /// `{"detail":"Not Found"}`: nobody stands behind the address that was asked.
    pub(crate) is_of_the_router: bool,
}

impl Complaint {
    pub(crate) fn read(body: &[u8]) -> Self {
        let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
            return Self::default();
        };
        let word = |name: &str| text(body.get(name));
        match body.get("detail") {
            Some(Value::Array(details)) => Self::of_detail(details.first()),
            Some(Value::String(text)) => Self {
                text: printable(text, LONGEST),
                is_of_the_router: true,
                ..Self::default()
            },
            Some(_) | None => Self {
                event: word("errorEvent"),
                code: word("errorCode"),
                text: [word("errorDescription"), word("message")].concat(),
                is_of_the_router: false,
            },
        }
    }

    /// `{event, code, msg}`, or of a value that is not as it should be `{type, loc, msg}`.
    fn of_detail(detail: Option<&Value>) -> Self {
        let word = |name: &str| text(detail.and_then(|detail| detail.get(name)));
        let place: Vec<String> = detail
            .and_then(|detail| detail.get("loc"))
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|part| text(Some(part)))
            .collect();
        let text = match place.last() {
            Some(place) => format!("{place}: {}", word("msg")),
            None => word("msg"),
        };

        Self {
            event: word("event").to_ascii_uppercase(),
            code: word("code"),
            text: printable(&text, LONGEST),
            is_of_the_router: false,
        }
    }
}

const LONGEST: usize = 200;

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => printable(text, LONGEST),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) | None => String::new(),
    }
}

/// For the end of a line in a log.
impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for word in [&self.event, &self.code, &self.text] {
            if !word.is_empty() {
                write!(f, ", {word}")?;
            }
        }

        Ok(())
    }
}

impl Complaint {
    /// Why a letter is not taken, for a person. A code is read together with its event: the numbers are
    /// used twice.
    pub(crate) fn words(&self, to: &str, workflow: &str) -> String {
        let known = match (self.event.as_str(), self.code.as_str()) {
            ("SEND", "12" | "EPL-151") => {
                return format!(
                    "the mailbox {to} is not registered with MESH. Check the mailbox of this link, and ask PCSE for the right one"
                );
            }
            ("SEND", "17") => {
                return format!(
                    "mailbox {to} is not registered for {workflow}, or ours is not. Ask the national service desk"
                );
            }
            ("SEND", "16") => {
                return format!(
                    "our mailbox may not send {workflow}. Ask the national service desk"
                );
            }
            ("COLLECT", "02") => "it holds nothing. Tell support",
            ("TRANSFER", "06") => "one of its headers is not as it should be. Tell support",
            ("SEND", "07") => {
                "its sender is not the mailbox that signed in. Check the mailbox in the settings"
            }
            ("SEND", "08") => "it names no recipient. Check the mailbox of this link",
            ("SEND", "09" | "11" | "19" | "InvalidHeaderChunks" | "UnsupportedContentEncoding") => {
                "its form is not one that MESH takes. Tell support"
            }
            ("SEND", "14") => {
                "the recipient has not collected it, or the mailbox is closed. Ask PCSE"
            }
            ("SEND", "100" | "EPL-150") => {
                "the recipient's mailbox cannot be told. Ask the national service desk"
            }
            ("SEND", "15" | "18" | "EPL-152" | "EPL-153" | "EPL-154") => {
                "it was taken for a message of another kind. Tell support"
            }
            _ if self.text.is_empty() => "no reason was given. Tell support",
            _ => return self.text.clone(),
        };

        known.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (String, String, String) {
        let complaint = Complaint::read(body.as_bytes());

        (complaint.event, complaint.code, complaint.text)
    }

    fn three(event: &str, code: &str, text: &str) -> (String, String, String) {
        (event.to_owned(), code.to_owned(), text.to_owned())
    }

    #[test]
    fn every_form_of_an_error_body_is_read() {
        for (body, wanted) in [
            (
                r#"{"message_id":"A","internal_id":"B","detail":[{"event":"SEND","code":"12","msg":"Unregistered to address"}]}"#,
                three("SEND", "12", "Unregistered to address"),
            ),
            (
                r#"{"messageID":"A","errorEvent":"SEND","errorCode":"12","errorDescription":"Unregistered to address"}"#,
                three("SEND", "12", "Unregistered to address"),
            ),
            (
                r#"{"detail":[{"type":"missing","loc":["header","mex-workflowid"],"msg":"Field required","input":"UNB+x","ctx":{}}]}"#,
                three("", "", "mex-workflowid: Field required"),
            ),
            (r#"{"detail":"Not Found"}"#, three("", "", "Not Found")),
            (
                r#"{"internal_id":"A","message":"An internal error occurred.\n\nPlease contact support."}"#,
                three(
                    "",
                    "",
                    "An internal error occurred.  Please contact support.",
                ),
            ),
            (
                r#"{"detail":[{"event":"","code":17,"msg":null}]}"#,
                three("", "17", ""),
            ),
        ] {
            assert_eq!(read(body), wanted, "{body}");
        }
    }

    #[test]
    fn what_is_no_error_body_says_nothing() {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            r#"{"detail":[]}"#,
            r#"{"detail":{}}"#,
            r#"{"detail":[3]}"#,
            "<soap:Envelope/>",
            "<html>",
            "\u{0}",
        ] {
            assert_eq!(read(body), three("", "", ""), "{body}");
        }
    }

    #[test]
    fn a_long_text_is_cut() {
        let body = format!(r#"{{"detail":[{{"msg":"{}"}}]}}"#, "x".repeat(9000));

        assert_eq!(read(&body).2.len(), 200);
    }

    #[test]
    fn a_code_is_read_with_its_event() {
        let words = |event: &str, code: &str| {
            let complaint = Complaint {
                event: event.to_owned(),
                code: code.to_owned(),
                text: "as MESH has it".to_owned(),
                is_of_the_router: false,
            };
            complaint.words("NHAIS01", "NHAIS_REG")
        };

        assert_eq!(
            words("SEND", "12"),
            "the mailbox NHAIS01 is not registered with MESH. Check the mailbox of this link, and ask PCSE for the right one"
        );
        assert_eq!(
            words("SEND", "17"),
            "mailbox NHAIS01 is not registered for NHAIS_REG, or ours is not. Ask the national service desk"
        );
        assert_eq!(words("RECEIVE", "17"), "as MESH has it");
        assert_eq!(words("", ""), "as MESH has it");
        assert_eq!(
            Complaint::default().words("NHAIS01", "NHAIS_REG"),
            "no reason was given. Tell support"
        );
    }
}
