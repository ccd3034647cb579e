//! Patients leave: PCSE is asked and answers "in 30 days", and somebody whose new address lies out of the area is removed.

use crate::deciding::asked;
use crate::support::Window;

#[tokio::test]
async fn a_removal_is_asked_for_held_for_thirty_days_and_then_comes() {
    let window = Window::open().await;
    // Nothing waits to be decided about her.
    let number = "9990010609";
    window.opens_the_record_of(number).await;
    window.presses("Request removal").await;
    window.chooses("Moved out of the area").await;
    window.fills("on", "20/11/2026").await;
    window
        .fills("newAddress", "9 Harbour Street, Port Ellery")
        .await;
    window.presses("Queue the request").await;
    window.goes_on_past_doubts().await;
    window.says("PCSE may hold this for 30 days").await;

    window.pushes_the_clock("Go to tomorrow").await;
    window.pushes_the_clock("Go 11 working days on").await;
    window.presses("Inbox").await;
    let told = window.settles("F11", number, "Understood").await;
    assert!(
        told.starts_with("PCSE holds the request for 30 days;"),
        "{told}"
    );
    window.pushes_the_clock("Go 11 working days on").await;
    window.pushes_the_clock("Go 11 working days on").await;
    let told = window.settles("F2", number, "Record deduction").await;
    assert!(
        told.starts_with("The patient is no longer on the list."),
        "{told}"
    );

    let kept = window.kept().await;
    let patient = kept.numbered(number);
    assert_eq!(patient.record.state.word(), "left");
    assert_eq!(patient.record.removal_pending_until, None);
    assert_eq!(kept.filed(patient.id), ["G5 released, answered"]);
    let says = kept.says(patient.id);
    assert!(
        says.iter().any(|line| line
            .to_uppercase()
            .contains("9 HARBOUR STREET, PORT ELLERY")),
        "{says:?}"
    );
}

#[tokio::test]
async fn a_new_address_out_of_the_area_is_answered_with_a_removal() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window.narrows("F1").await;
    window.picks("Amendment", "Amendment").await;
    let number = window.number().await;
    let removal = asked(
        "F1",
        "Amendment",
        "Out of our area",
        &[("text", "New address is 19 miles from surgery")],
        "",
    );
    let told = window.decides(&removal).await;
    assert!(
        told.starts_with("The record says what PCSE says. What was filed is ready to send"),
        "{told}"
    );

    let kept = window.kept().await;
    let patient = kept.numbered(&number);
    assert_eq!(
        patient.record.state.word(),
        "registered",
        "until the deduction comes"
    );
    assert!(patient.record.removal_requested_on.is_some());
    assert_eq!(kept.filed(patient.id), ["G3 ready, none expected"]);
    assert_eq!(
        kept.says(patient.id).last().unwrap(),
        "Reason: NEW ADDRESS IS 19 MILES FROM SURGERY"
    );
    assert_eq!(kept.acts(patient.id), ["Asha Patel: filed"]);
}
