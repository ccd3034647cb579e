//! The outbox: what is ready is held and taken back, sending is paused, and what was sent is sent again.

use crate::support::Window;

/// An answer to an FP69 notice puts a filing into the outbox.
pub(crate) async fn with_a_filing() -> Window {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window.narrows("F9").await;
    window.picks("FP69 notice", "FP69 notice").await;
    window.presses("Still here").await;
    window.says("What was filed is ready to send").await;
    window.presses("Outbox").await;
    window.picks("Ready to send", "Ready to send").await;

    window
}

#[tokio::test]
async fn what_is_ready_is_held_let_go_and_taken_back() {
    let window = with_a_filing().await;
    window.presses("Hold").await;
    window
        .types_into("Reason", "the address is being asked for")
        .await;
    window.submits("Hold").await;
    window.says("On hold. Nothing is sent").await;
    window.says("Held: the address is being asked for").await;
    window.presses("Let it go").await;
    window.says("It is ready to send again").await;
    window.presses("Take back").await;
    window.says("It is a draft, and nothing was sent").await;

    let window = window.restart().await;
    window.presses("Outbox").await;
    window.picks("Draft", "Draft").await;
    window.presses("Confirm").await;
    window.says("Confirmed. It is ready to send").await;
    window.pictures().await;
    let number = window.number().await;
    let kept = window.kept().await;
    let patient = kept.numbered(&number);
    assert_eq!(kept.filed(patient.id), ["G2 ready, none expected"]);
    assert_eq!(
        kept.acts(patient.id),
        ["filed", "held", "let go", "taken back", "confirmed"]
            .map(|act| format!("Asha Patel: {act}"))
    );
}

#[tokio::test]
async fn a_pause_stops_what_would_go_until_it_is_lifted_and_then_it_is_sent_again_at_pcses_word() {
    let window = with_a_filing().await;
    window.presses("Pause sending").await;
    window.types_into("Reason", "PCSE moves house").await;
    window.submits("Pause sending").await;
    window.says("Sending is paused: PCSE moves house").await;
    window
        .picks("Ready, but the link sends nothing", "Ready, but the link")
        .await;
    window.presses("Let sending go on").await;
    window.says("Sending goes on").await;
    window.picks("Ready to send", "Ready to send").await;

    window.presses("Send now").await;
    window.submits("Send now").await;
    window
        .sees("//*[@data-pane='detail']//h1[contains(., 'Accepted by MESH')]")
        .await;
    window.presses("Send again").await;
    window.submits("Send again").await;
    window.says("Enter who at PCSE asked for it").await;
    window.types_into("Who at PCSE asked", "Jo Marsh").await;
    window.types_into("Day", "23 11 2026").await;
    window.types_into("Their reference", "CAS-1").await;
    window.submits("Send again").await;
    window.says("sent again, since PCSE asked").await;
    window.pictures().await;
    let number = window.number().await;
    let kept = window.kept().await;
    let patient = kept.numbered(&number);
    assert_eq!(kept.filed(patient.id), ["G2 released, none expected"]);
    assert_eq!(
        kept.asked_again(patient.id),
        ["Jo Marsh, 2026-11-23, CAS-1"]
    );
}
