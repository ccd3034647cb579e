//! A deduction is recorded, undone, recorded again, and is still so after a restart.

use crate::support::Window;

#[tokio::test]
async fn a_deduction_is_recorded_and_undone_and_is_kept_over_a_restart() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window
        .sees("//*[@data-pane='detail' and not(@inert)]//h1[normalize-space(.)!='']")
        .await;

    window.picks("Deduction", "Deduction").await;
    let patient = window.patient().await;
    window.presses("Record deduction").await;
    window.says("The patient is no longer on the list").await;
    window.presses("Undo").await;
    window.says("to be decided again").await;
    window.picks("Deduction", "Deduction").await;
    assert_eq!(
        window.patient().await,
        patient,
        "the oldest one waits again"
    );
    window.presses("Record deduction").await;
    window.says("The patient is no longer on the list").await;

    let window = window.restart().await;
    window.presses("Inbox").await;
    window.presses("Done today").await;
    window.picks("Deduction", "Deduction").await;
    assert_eq!(window.patient().await, patient);
    window.pictures().await;
    window.end().await;
}
