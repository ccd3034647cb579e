//! A registration is approved: what PCSE answered is recorded, and the patient is registered.

use crate::support::Window;

#[tokio::test]
async fn a_registration_is_approved() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window.narrows("F4").await;
    window.picks("Approval", "Registration approved").await;
    let patient = window.patient().await;

    window.presses("Record approval").await;
    window.says("The patient is registered").await;
    window.presses("Done today").await;
    window.picks("Approval", "Registration approved").await;

    assert_eq!(window.patient().await, patient);
    window.pictures().await;
    window.end().await;
}
