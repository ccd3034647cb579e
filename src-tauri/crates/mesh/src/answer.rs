//! An answer of MESH, and what any call may conclude from it. Pure.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use mailbox::{MailError, Trouble};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use crate::complaint::Complaint;

/// MESH lets nobody in whose clock differs by more.
const MOST_SKEW_SECONDS: i64 = 2 * 60 * 60;
/// Nobody is made to wait longer, whatever a server says.
const LONGEST_WAIT_SECONDS: u32 = 24 * 60 * 60;

/// Status, headers, and a body that is no message. `Debug` does not show the body.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// This computer's time when the answer began.
    pub(crate) at: Timestamp,
}

impl Answer {
    /// How far this computer's clock is ahead of the server's.
    pub(crate) fn clock_ahead_seconds(&self) -> Option<i64> {
        let theirs = self.header(DATE.as_str()).and_then(http_date)?;

        Some(self.at.as_second().saturating_sub(theirs.as_second()))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The JSON object that MESH answers with.
    pub(crate) fn json<'a, T: serde::Deserialize<'a>>(&'a self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A page for people: of a network that wants a log-in, or of something else that is not MESH.
    pub(crate) fn is_page(&self) -> bool {
        let start = self.body.trim_ascii_start().get(..14).unwrap_or(&self.body);
        let start = start.trim_ascii_start().to_ascii_lowercase();

        start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
    }

    /// What an answer that is no success means for any call but a post.
    pub(crate) fn refusal(&self) -> MailError {
        let complaint = Complaint::read(&self.body);
        let wait_seconds = self.wait_seconds();

        MailError {
            trouble: self.trouble(),
            detail: format!("status {}{complaint}", self.status),
            wait_seconds,
            headers: Vec::new(),
        }
    }

    fn trouble(&self) -> Trouble {
        match self.status {
            300..=399 => Trouble::NotMesh,
            407 => Trouble::ProxyRefused,
            401 | 403 => self.not_let_in(),
            ..500 if self.is_page() => Trouble::NotMesh,
            404 | 410 => Trouble::Gone,
            425 | 429 | 502..=504 => Trouble::Busy,
            408 | 500.. => Trouble::Failing,
            _ => Trouble::NotUnderstood,
        }
    }

    /// A token is refused with the same words whether the password or the clock is wrong.
    fn not_let_in(&self) -> Trouble {
        match self.clock_ahead_seconds() {
            Some(ahead_seconds)
                if ahead_seconds.unsigned_abs() > MOST_SKEW_SECONDS.unsigned_abs() =>
            {
                Trouble::ClockWrong { ahead_seconds }
            }
            Some(_) | None if self.is_page() => Trouble::NotMesh,
            Some(_) | None => Trouble::NotLetIn,
        }
    }

    pub(crate) fn wait_seconds(&self) -> Option<u32> {
        let text = self.header(RETRY_AFTER.as_str())?.trim();
        let seconds = match text.parse::<u64>() {
            Ok(seconds) => seconds,
            Err(_) => {
                let until = http_date(text)?
                    .as_second()
                    .saturating_sub(self.at.as_second());
                u64::try_from(until).unwrap_or(0)
            }
        };

        Some(u32::try_from(seconds).map_or(LONGEST_WAIT_SECONDS, |s| s.min(LONGEST_WAIT_SECONDS)))
    }
}

/// HTTP writes a time as e-mail does, with `GMT`.
fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new()
        .parse_timestamp(text.trim())
        .ok()
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const AT: Timestamp = Timestamp::constant(1_795_219_200, 0);

    pub(crate) fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                let name = reqwest::header::HeaderName::from_static(name);
                (name, value.parse().unwrap())
            })
            .collect();

        Answer {
            status,
            headers,
            body: body.as_bytes().to_vec(),
            at: AT,
        }
    }

    fn trouble(status: u16, headers: &[(&'static str, &str)], body: &str) -> Trouble {
        answer(status, headers, body).refusal().trouble
    }

    #[test]
    fn every_status_has_its_trouble() {
        for (status, wanted) in [
            (301, Trouble::NotMesh),
            (307, Trouble::NotMesh),
            (400, Trouble::NotUnderstood),
            (401, Trouble::NotLetIn),
            (403, Trouble::NotLetIn),
            (404, Trouble::Gone),
            (407, Trouble::ProxyRefused),
            (408, Trouble::Failing),
            (410, Trouble::Gone),
            (417, Trouble::NotUnderstood),
            (425, Trouble::Busy),
            (429, Trouble::Busy),
            (500, Trouble::Failing),
            (501, Trouble::Failing),
            (502, Trouble::Busy),
            (503, Trouble::Busy),
            (504, Trouble::Busy),
            (599, Trouble::Failing),
            (999, Trouble::Failing),
        ] {
            assert_eq!(trouble(status, &[], ""), wanted, "{status}");
        }
    }

    #[test]
    fn a_wait_is_seconds_or_a_date_and_never_longer_than_a_day() {
        let wait = |text| answer(503, &[("retry-after", text)], "").wait_seconds();

        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait(" 0 "), Some(0));
        assert_eq!(wait("99999999999999"), Some(86_400));
        assert_eq!(wait("Sat, 21 Nov 2026 00:05:16 GMT"), Some(316));
        assert_eq!(wait("Fri, 20 Nov 2026 23:00:00 GMT"), Some(0));
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("-5"), None);
        assert_eq!(answer(503, &[], "").wait_seconds(), None);
    }

    #[test]
    fn a_clock_that_is_hours_off_is_why_we_are_not_let_in() {
        for (date, ahead) in [
            ("Fri, 20 Nov 2026 21:59:59 GMT", 7201),
            ("Sat, 21 Nov 2026 02:00:01 GMT", -7201),
        ] {
            let wanted = Trouble::ClockWrong {
                ahead_seconds: ahead,
            };
            assert_eq!(trouble(403, &[("date", date)], ""), wanted, "{date}");
        }
        for date in [
            "Fri, 20 Nov 2026 22:00:00 GMT",
            "Sat, 21 Nov 2026 02:00:00 GMT",
            "?",
        ] {
            assert_eq!(
                trouble(403, &[("date", date)], ""),
                Trouble::NotLetIn,
                "{date}"
            );
        }
    }

    #[test]
    fn a_page_for_people_is_not_mesh() {
        for body in ["<!DOCTYPE html><html>", "\r\n <HTML lang=en>", "<html>"] {
            assert!(answer(200, &[], body).is_page(), "{body}");
            assert_eq!(trouble(404, &[], body), Trouble::NotMesh, "{body}");
            assert_eq!(trouble(403, &[], body), Trouble::NotMesh, "{body}");
        }
        for body in ["", "{}", "<soap:Envelope/>", "<htm"] {
            assert!(!answer(200, &[], body).is_page(), "{body}");
        }
    }

    #[test]
    fn a_failing_mesh_may_answer_in_any_form() {
        for body in ["<soap:Envelope><x/></soap:Envelope>", "<html>oops", "", "{"] {
            assert_eq!(trouble(500, &[], body), Trouble::Failing, "{body}");
        }
    }

    #[test]
    fn debug_does_not_show_the_body() {
        let shown = format!("{:?}", answer(200, &[], "UNB+a patient"));

        assert_eq!(shown, "Answer(200, 13 bytes)");
    }
}
