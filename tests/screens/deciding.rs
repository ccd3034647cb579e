//! Every kind of message decided in every way that its buttons offer, each once, on the training practice's Monday. What opens the
//! form of a registration is tried with that form.

use crate::support::Window;

/// A decision as a clerk takes it: which message, which button, what is typed, and what the desk then says.
pub(crate) struct Deed {
    kind: &'static str,
    row: &'static str,
    button: &'static str,
    fields: &'static [(&'static str, &'static str)],
    told: &'static str,
}

const fn plain(
    kind: &'static str,
    row: &'static str,
    button: &'static str,
    told: &'static str,
) -> Deed {
    asked(kind, row, button, &[], told)
}

pub(crate) const fn asked(
    kind: &'static str,
    row: &'static str,
    button: &'static str,
    fields: &'static [(&'static str, &'static str)],
    told: &'static str,
) -> Deed {
    Deed {
        kind,
        row,
        button,
        fields,
        told,
    }
}

const ADDRESS: &[(&str, &str)] = &[
    ("road", "9 Harbour Street"),
    ("postTown", "Port Ellery"),
    ("postcode", "ZZ99 3VZ"),
];

const DEEDS: &[Deed] = &[
    plain(
        "F1",
        "Amendment",
        "Accept all",
        "The record says what PCSE says. Nothing is sent.",
    ),
    asked(
        "F1",
        "Amendment",
        "Out of our area",
        &[("text", "MOVED OUT OF OUR AREA")],
        "The record says what PCSE says. What was filed",
    ),
    asked(
        "F1",
        "Amendment",
        "Accept and correct",
        ADDRESS,
        "The record says what PCSE says. What was filed",
    ),
    plain(
        "F2",
        "Deduction",
        "Record deduction",
        "The patient is no longer on the list. Nothing is sent.",
    ),
    asked(
        "F3",
        "Rejection",
        "Close with reason",
        &[("reason", "Registered elsewhere meanwhile")],
        "The registration is rejected and closed. Nothing is sent.",
    ),
    plain(
        "F3",
        "Rejection",
        "Record rejection",
        "The registration is recorded as rejected. Nothing is sent: correct it and send it again, or close it.",
    ),
    plain(
        "F4",
        "Approval",
        "Record approval",
        "The patient is registered. Nothing is sent.",
    ),
    plain(
        "F9",
        "FP69 notice",
        "Still here",
        "The patient is flagged; without an answer PCSE takes them off the list when the flag expires. What was filed",
    ),
    asked(
        "F9",
        "FP69 notice",
        "New address",
        ADDRESS,
        "The patient is flagged; without an answer PCSE takes them off the list when the flag expires. What was filed",
    ),
    asked(
        "F9",
        "FP69 notice",
        "Request removal",
        MOVED,
        "The patient is flagged; without an answer PCSE takes them off the list when the flag expires. What was filed",
    ),
    plain(
        "F10",
        "Flag removal",
        "Take the flag off",
        "The flag is off. Nothing is sent.",
    ),
    plain(
        "F11",
        "Reply to removal",
        "Understood",
        "PCSE holds the request for 30 days; the deduction comes then. Nothing is sent, and it need not be asked again.",
    ),
    asked(
        "F11",
        "Reply to removal",
        "Send a new request",
        &[("on", "20/11/2026")],
        "PCSE holds the request for 30 days; the deduction comes then. What was filed",
    ),
    asked(
        "F8",
        "Close of quarter",
        "Acknowledge",
        &[("reason", "PCSE asked for it today")],
        "The end of the quarter is acknowledged. Nothing is sent.",
    ),
];

/// Moved out of the area; a field without a text is ticked.
pub(crate) const MOVED: &[(&str, &str)] = &[("leaves-2", ""), ("on", "20/11/2026")];

impl Window {
    pub(crate) async fn decides(&self, deed: &Deed) -> String {
        self.narrows(deed.kind).await;
        self.picks(deed.row, "").await;
        self.clicks(&format!(
            "//*[@data-pane='detail' and not(@inert)]//button[starts-with(normalize-space(.), \"{}\")]",
            deed.button
        ))
        .await;
        for (field, text) in deed.fields {
            if text.is_empty() {
                self.clicks(&format!("//*[@id='field-{field}']")).await;
            } else {
                self.fills(field, text).await;
            }
        }
        let forms = self
            .client
            .find_all(fantoccini::Locator::Css("form.app-choice"))
            .await
            .unwrap();
        if !forms.is_empty() {
            self.shuts_nobody_out(&format!("the form of {}", deed.button))
                .await;
            self.clicks("//form[contains(@class, 'app-choice')]//button[@type='submit']")
                .await;
        }
        let told = self.told().await;
        self.dismisses().await;

        told
    }
}

#[tokio::test]
async fn every_kind_is_decided_in_every_way_that_is_offered() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    for deed in DEEDS {
        let told = window.decides(deed).await;

        assert!(
            told.starts_with(deed.told),
            "{} {}: {told}",
            deed.kind,
            deed.button
        );
    }
    window.end().await;
}
