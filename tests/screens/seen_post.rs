//! The outbox and the links: with nothing in them, with much, with what went wrong.

use crate::ledger::{ledger, loses_a_number};
use crate::outbox::with_a_filing;
use crate::support::{Start, Window};

#[tokio::test]
async fn the_outbox_fits_in_every_state() {
    let window = with_a_filing().await;
    window.is_small().await;
    window.is_fit("outbox, ready").await;
    window.is_walked("outbox, ready").await;
    window.presses("Hold").await;
    window.submits("Hold").await;
    window.says("There is a problem").await;
    window.is_fit("outbox, hold, wrong").await;
    window.presses("Cancel").await;
    window.presses("Pause sending").await;
    window.is_fit("outbox, pause").await;
    window.types_into("Reason", "PCSE moves house").await;
    window.submits("Pause sending").await;
    window.says("Sending is paused: PCSE moves house").await;
    window.is_fit("outbox, paused").await;
    window.presses("Let sending go on").await;
    window.says("Sending goes on").await;
    window.picks("Ready to send", "Ready to send").await;
    window.presses("Send now").await;
    window.submits("Send now").await;
    window
        .sees("//*[@data-pane='detail']//h1[contains(., 'Accepted by MESH')]")
        .await;
    for tab in ["Evidence", "The message"] {
        window.opens_a_tab(tab).await;
        window.is_fit(&format!("outbox, {tab}")).await;
    }
    window.presses("Send again").await;
    window.is_fit("outbox, send again").await;
    window.presses("All").await;
    window.sees("//*[@role='row' and @aria-rowindex='9']").await;
    window.is_fit("outbox, all").await;
    window.searches("nobody of this name").await;
    window.says("Nothing fits this filter").await;
    window.is_fit("outbox, none").await;
    window.end().await;
}

#[tokio::test]
async fn the_links_fit_with_a_number_that_is_missing() {
    let window = Window::open().await;
    window.says("Open inbox").await;
    let data = window.closes().await;
    loses_a_number(&ledger(data.path()));

    let window = Window::open_on(data, Start::training()).await;
    window.is_small().await;
    window.presses("Links").await;
    window.presses("Mark as explained").await;
    window.is_fit("links, a gap").await;
    window.is_walked("links, a gap").await;
    for report in [
        "Missing receipts",
        "What never came",
        "What PCSE will not get",
        "Letters between two days",
        "Certificate of the quarter",
        "What stood under a number",
    ] {
        window.presses(report).await;
        window.is_fit(&format!("links, {report}")).await;
    }
    window.end().await;
}

#[tokio::test]
async fn a_practice_on_its_first_day_fits() {
    let window = Window::open_fresh().await;
    window.is_small().await;
    window.says("Nothing").await;
    window.is_fit("today, first day").await;
    for (screen, says) in [
        ("Inbox", "No messages"),
        ("Links", "No messages have been exchanged yet"),
        ("Outbox", "Ready to send"),
    ] {
        window.presses(screen).await;
        window.says(says).await;
        window.is_fit(&format!("{screen}, first day")).await;
    }
    window.end().await;
}
