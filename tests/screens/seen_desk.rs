//! Today and the inbox: every kind of message, the preview of what is routine, what is matched by hand, long names, nothing.

use crate::ledger::{ledger, renames, waiting};
use crate::support::{Start, Window};

const KINDS: [(&str, &str); 8] = [
    ("F1", "amendment"),
    ("F2", "deduction"),
    ("F3", "rejection"),
    ("F4", "approval"),
    ("F8", "close of quarter"),
    ("F9", "FP69"),
    ("F10", "flag removal"),
    ("F11", "reply"),
];

#[tokio::test]
async fn every_kind_of_message_fits() {
    let window = Window::open().await;
    window.is_small().await;
    window.says("Open inbox").await;
    window.is_fit("today").await;
    window.presses("Inbox").await;
    for (kind, words) in KINDS {
        window.narrows(kind).await;
        window
            .selects("//*[@role='row' and @aria-rowindex='2']")
            .await;
        window
            .sees("//*[@data-pane='detail' and not(@inert)]//h1")
            .await;
        window.is_fit(&format!("inbox, {words}")).await;
    }
    window.end().await;
}

#[tokio::test]
async fn a_message_about_a_long_name_fits() {
    let window = Window::open().await;
    window.says("Open inbox").await;
    let data = window.closes().await;
    let premises = ledger(data.path());
    for kind in ["F2", "F1"] {
        let patient = waiting(&premises, kind).patient.unwrap();
        renames(&premises, patient, "Featherstonehaugh-Cholmondeley-Wri");
    }
    drop(premises);

    let window = Window::open_on(data, Start::training()).await;
    window.is_small().await;
    window.presses("Inbox").await;
    for kind in ["F2", "F1"] {
        window.narrows(kind).await;
        window
            .selects("//*[@role='row' and @aria-rowindex='2']")
            .await;
        window.says("FEATHERSTONEHAUGH").await;
        window.is_fit(&format!("inbox, a long name, {kind}")).await;
    }
    window.end().await;
}

#[tokio::test]
async fn the_ways_beside_deciding_fit() {
    let window = Window::open().await;
    window.is_small().await;
    window.presses("Inbox").await;
    for view in ["Unmatched", "Reminders", "Done today"] {
        window.turns_to(view).await;
        window
            .sees(&format!(
                "//nav/button[@aria-current='page'][starts-with(normalize-space(.), '{view}')]"
            ))
            .await;
        window
            .sees("//*[@role='row' and @aria-rowindex='2'] | //*[contains(@class, 'app-empty')]")
            .await;
        window.is_fit(&format!("inbox, {view}")).await;
    }
    window.presses("Routine").await;
    window.presses("Clear routine").await;
    window.sees("//dialog//tbody//input").await;
    window.is_fit("inbox, what is routine").await;
    window.key("Escape").await;
    window.key("Ctrl+k").await;
    window.is_fit("search").await;
    window.key("Escape").await;
    window.presses("Today").await;
    window.key("Ctrl+p").await;
    window.says("Day list").await;
    window.is_fit("day list").await;
    window.end().await;
}
