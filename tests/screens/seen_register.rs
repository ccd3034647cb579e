//! Every section of a registration: blank, with what is wrong in it, filled with long words, checked and filed.

use crate::registering::{begins, goes_on_to};
use crate::support::Window;

const LONG: &str = "Featherstonehaugh-Cholmondeley-Wri";

#[tokio::test]
async fn a_registration_that_is_wrong_fits_in_every_section() {
    let window = Window::open().await;
    window.is_small().await;
    window.presses("Register").await;
    window.is_fit("register, start").await;
    begins(&window).await;
    window.is_fit("register, find").await;
    window.is_walked("register, find").await;
    for section in ["Kind of registration", "Who", "Address", "GP"] {
        window.chooses_a_section(section).await;
        window.presses("Continue").await;
        window.says("There is a problem").await;
        window.is_fit(&format!("register, {section}, wrong")).await;
    }
    window.chooses_a_section("Check answers").await;
    window.is_fit("register, check, blank").await;
    window.presses("Confirm and queue").await;
    window.says("There is a problem").await;
    window.is_fit("register, check, wrong").await;
    window.end().await;
}

#[tokio::test]
async fn a_registration_with_long_words_fits_in_every_section() {
    let window = Window::open().await;
    window.is_small().await;
    window.presses("Register").await;
    begins(&window).await;
    window.fills("nhsNumber", "9990006482").await;
    window.fills("surname", LONG).await;
    window.fills("born", "1985-01-02").await;
    window.clicks("//button[normalize-space(.)='Search']").await;
    window.says("No one found").await;
    window.chooses("I have traced this patient").await;
    window.is_fit("register, find, filled").await;
    goes_on_to(&window, "Kind of registration").await;
    window.chooses("From abroad").await;
    window.is_fit("register, kind").await;
    goes_on_to(&window, "Who").await;
    for field in [
        "firstForename",
        "secondForename",
        "otherForenames",
        "birthplace",
    ] {
        window.fills(field, LONG).await;
    }
    window.fills("title", "Mx").await;
    window.chooses("Not specified").await;
    window.is_fit("register, who").await;
    window.is_walked("register, who").await;
    window.presses("Continue").await;
    window.says("Check before you go on").await;
    window.is_fit("register, who, doubts").await;
    window.presses("Go back").await;
    goes_on_past_doubts_to(&window, "Address").await;
    for field in ["houseName", "road", "locality", "postTown", "county"] {
        window.fills(field, LONG).await;
    }
    window.fills("postcode", "ZZ99 3AZ").await;
    window
        .clicks("//summary[contains(., 'Same household')]")
        .await;
    window.is_fit("register, address").await;
    goes_on_past_doubts_to(&window, "Previous registration").await;
    window.fills("enteredUk", "2026-10-01").await;
    window.fills("previousAddress2", LONG).await;
    window.is_fit("register, previous").await;
    goes_on_past_doubts_to(&window, "GP").await;
    window.chooses("Adeyemi, Dr Ruth").await;
    window
        .clicks("//summary[contains(., 'note for PCSE')]")
        .await;
    window.fills("notes", "Ábc é new baby").await;
    window.is_fit("register, gp").await;
    window.fills("notes", "").await;
    window.chooses_a_section("Check answers").await;
    window.is_fit("register, check").await;
    window.presses("Confirm and queue").await;
    window.goes_on_past_doubts().await;
    window.says("Not registered yet.").await;
    window.is_fit("register, filed").await;
    window.end().await;
}

#[tokio::test]
async fn what_stops_a_registration_fits() {
    let window = Window::open().await;
    window.is_small().await;
    window.opens_a_record().await;
    let number = window.number().await;
    window.presses("Register").await;
    begins(&window).await;
    window.fills("nhsNumber", &number).await;
    window.clicks("//button[normalize-space(.)='Search']").await;
    window.says("1 person found").await;
    window.is_fit("register, found").await;
    window.presses("Continue").await;
    window.says("is on your list already").await;
    window.is_fit("register, on the list already").await;
    window.end().await;
}

/// What is too long for PCSE is asked about, and meant.
async fn goes_on_past_doubts_to(window: &Window, section: &str) {
    window.presses("Continue").await;
    window.says("Check before you go on").await;
    window.presses("It is right, go on").await;
    window
        .sees(&format!("//h1[normalize-space(.)='{section}']"))
        .await;
}
