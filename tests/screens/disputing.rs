//! PCSE takes somebody off the list who is still there: the clerk disputes it, and PCSE gives them back.

use crate::support::Window;

#[tokio::test]
async fn a_deduction_is_disputed_and_the_patient_registered_again() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window.narrows("F2").await;
    window.picks("Deduction", "Deduction").await;
    let number = window.number().await;
    window.presses("They have not left").await;
    window.sees("//h1[normalize-space(.)='GP']").await;
    window.says("Say why they should be on it.").await;
    window.says("Deduction, NHS number").await;
    window.fills("notes", "Still here, seen 23/11/2026").await;
    window.chooses_a_section("Check answers").await;
    window.presses("Confirm and queue").await;
    window.goes_on_past_doubts().await;
    window.says("Not registered yet.").await;

    window.pushes_the_clock("Go to tomorrow").await;
    window.pushes_the_clock("Go 11 working days on").await;
    window.presses("Inbox").await;
    let told = window.settles("F4", &number, "Record approval").await;
    assert!(told.starts_with("The patient is registered."), "{told}");

    let kept = window.kept().await;
    let patient = kept.numbered(&number);
    assert_eq!(patient.record.state.word(), "registered");
    assert_eq!(patient.record.left_on, None);
    assert_eq!(kept.filed(patient.id), ["G1 released, approved"]);
    let says = kept.says(patient.id);
    assert!(
        says.iter()
            .any(|line| line.ends_with("STILL HERE, SEEN 23/11/2026")),
        "{says:?}"
    );
}
