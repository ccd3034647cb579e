//! Patients, a record, and every form that changes one.

use crate::support::Window;

const LONG: &str = "Featherstonehaugh-Cholmondeley-Wri";

#[tokio::test]
async fn patients_and_a_record_fit() {
    let window = Window::open().await;
    window.is_small().await;
    window.opens_a_record().await;
    window.is_fit("patients").await;
    window.is_walked("patients").await;
    for tab in ["Timeline", "Notes", "Household"] {
        window.opens_a_tab(tab).await;
        window.is_fit(&format!("record, {tab}")).await;
    }
    window.searches("nobody of this name").await;
    window.says("No one found").await;
    window.is_fit("patients, none").await;
    window.end().await;
}

#[tokio::test]
async fn an_amendment_fits_in_every_part() {
    let window = Window::open().await;
    window.is_small().await;
    window.opens_a_record().await;
    window.presses("Amend").await;
    window.clicks("//input[@id='field-county-erase']").await;
    window.fills("road", LONG).await;
    window.is_fit("amend, address").await;
    window.is_walked("amend, address").await;
    for tab in ["Name", "Other details"] {
        window.opens_a_tab(tab).await;
        window.is_fit(&format!("amend, {tab}")).await;
    }
    window.clicks("//input[@id='field-changeReason']").await;
    window.opens_a_tab("Name").await;
    window.fills("surname", "").await;
    window.presses("Confirm and queue").await;
    window.says("There is a problem").await;
    window.is_fit("amend, wrong").await;
    window.fills("surname", LONG).await;
    window.opens_a_tab("Address").await;
    window.fills("postcode", "").await;
    window.presses("Confirm and queue").await;
    window.says("Check before you go on").await;
    window.is_fit("amend, doubts").await;
    window.presses("It is right, go on").await;
    window.says("a receipt says that it arrived").await;
    window.is_fit("amend, filed").await;
    window.end().await;
}

#[tokio::test]
async fn a_removal_fits_with_what_is_wrong_and_what_is_doubtful() {
    let window = Window::open().await;
    window.is_small().await;
    // Nobody has asked for her removal yet.
    window.opens_the_record_of("9990010609").await;
    window.presses("Request removal").await;
    window.says("Why does the patient leave your list?").await;
    window.is_fit("removal").await;
    window.is_walked("removal").await;
    window.presses("Queue the request").await;
    window.says("There is a problem").await;
    window.is_fit("removal, wrong").await;
    window.chooses("Moved out of the area").await;
    window.fills("on", "1/12/2026").await;
    window.presses("Queue the request").await;
    window.says("Check before you go on").await;
    window.is_fit("removal, doubts").await;
    window.presses("Go back").await;
    window.chooses("Died").await;
    window.fills("on", "20/11/2026").await;
    window.presses("Queue the request").await;
    window
        .sees("//h1[starts-with(normalize-space(.), 'Has ')]")
        .await;
    window.is_fit("removal, died").await;
    window.presses("Yes, queue the request").await;
    window.says("PCSE may hold this").await;
    window.is_fit("removal, filed").await;
    window.presses("Back to the record").await;
    window.presses("Remove out of area").await;
    window.says("lives out of our area").await;
    window.is_fit("removal, direct").await;
    window.end().await;
}

#[tokio::test]
async fn what_is_put_right_by_hand_fits_and_is_taken_back() {
    let window = Window::open().await;
    window.is_small().await;
    window.opens_a_record().await;
    window.presses("Put right by hand").await;
    window.is_fit("by hand").await;
    window.submits("Put it right").await;
    window.says("There is a problem").await;
    window.chooses("The NHS number is another").await;
    window.fills("nhsNumber", "9990001007").await;
    window.is_fit("by hand, wrong").await;
    window.chooses("They have left the list").await;
    window.fills("on", "20/11/2026").await;
    window.fills("reason", LONG).await;
    window.is_walked("by hand").await;
    window.submits("Put it right").await;
    window.says("tell PCSE as well").await;
    window.is_fit("by hand, done").await;
    window.presses("Undo").await;
    window.says("taken off the list").await;
    window.fills("reason", "it was somebody else").await;
    window.is_fit("by hand, taking back").await;
    window.submits("Take it back").await;
    window.says("The record is as it was before").await;
    window.end().await;
}
