//! The handshake: shows that we are let in, and how our clock stands to that of MESH.

use mailbox::{Handshake, MailError, Trouble};
use reqwest::Method;

use crate::answer::Answer;
use crate::line::{Line, Request};
use crate::trouble::Failure;

pub(crate) async fn check(line: &Line) -> Result<Handshake, MailError> {
    let mut request = Request::new(Method::POST, "");
    request.headers = who_we_are();
    match line.ask(request).await {
        Ok(answer) => verdict(&answer),
        Err(failure) => Err(without_answer(failure, line.is_tls())),
    }
}

/// MESH insists on the first three.
fn who_we_are() -> Vec<(&'static str, String)> {
    let version = concat!("linkdesk==", env!("CARGO_PKG_VERSION"));

    vec![
        ("mex-clientversion", version.to_owned()),
        ("mex-osname", std::env::consts::OS.to_owned()),
        ("mex-osversion", "unknown".to_owned()),
        ("mex-osarchitecture", std::env::consts::ARCH.to_owned()),
        ("mex-javaversion", "N/A".to_owned()),
    ]
}

/// Some servers close without a word after they have seen our certificate. In the very first call that
/// is by far the likeliest reason.
fn without_answer(failure: Failure, is_tls: bool) -> MailError {
    if is_tls && failure.error.trouble == Trouble::Broken {
        let why = "closed without a word at the first call";
        return MailError::new(Trouble::CertificateRefused, why);
    }

    failure.error
}

/// Version 2 answers with nothing, version 1 with the mailbox's name.
pub(crate) fn verdict(answer: &Answer) -> Result<Handshake, MailError> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Version1 {
        #[serde(rename = "mailboxId")]
        _mailbox: String,
    }

    match answer.status {
        200 if answer.is_page() => Err(not_mesh("a page")),
        200 if answer.json::<Version1>().is_some() => Err(not_mesh("version 1")),
        200 => Ok(Handshake {
            clock_ahead_seconds: answer.clock_ahead_seconds(),
        }),
        404 | 405 => Err(not_mesh("no such address")),
        _ => Err(answer.refusal()),
    }
}

pub(crate) fn not_mesh(why: &str) -> MailError {
    MailError::new(Trouble::NotMesh, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::tests::answer;

    fn trouble(status: u16, body: &str) -> Trouble {
        verdict(&answer(status, &[], body)).unwrap_err().trouble
    }

    #[test]
    fn whoever_is_let_in_learns_how_the_clock_stands() {
        let date = [("date", "Fri, 20 Nov 2026 23:58:00 GMT")];

        assert_eq!(
            verdict(&answer(200, &date, ""))
                .unwrap()
                .clock_ahead_seconds,
            Some(120)
        );
        assert_eq!(
            verdict(&answer(200, &[], "")).unwrap().clock_ahead_seconds,
            None
        );
    }

    #[test]
    fn what_is_not_mesh_of_version_2_is_told_as_such() {
        assert_eq!(trouble(200, "<html>Log in</html>"), Trouble::NotMesh);
        assert_eq!(trouble(200, r#"{"mailboxId":"X26ABC1"}"#), Trouble::NotMesh);
        assert_eq!(trouble(404, ""), Trouble::NotMesh);
        assert_eq!(trouble(302, ""), Trouble::NotMesh);
    }

    #[test]
    fn whoever_is_not_let_in_is_told_so() {
        assert_eq!(trouble(403, ""), Trouble::NotLetIn);
        assert_eq!(trouble(503, ""), Trouble::Busy);
    }

    #[test]
    fn a_connection_that_ends_at_the_first_word_points_at_our_certificate() {
        let broken = || Failure::open(Trouble::Broken, "");

        assert_eq!(
            without_answer(broken(), true).trouble,
            Trouble::CertificateRefused
        );
        assert_eq!(without_answer(broken(), false).trouble, Trouble::Broken);
        let timed_out = Failure::open(Trouble::TimedOut, "");
        assert_eq!(without_answer(timed_out, true).trouble, Trouble::TimedOut);
    }
}
