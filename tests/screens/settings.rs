//! Settings are changed by a manager and kept; the first letter that ever goes on a link has number 1; help is at hand.

use crate::support::Window;

#[tokio::test]
async fn a_setting_is_kept_over_a_restart_and_what_cannot_be_is_refused() {
    let window = Window::open().await;
    window.presses("Settings").await;
    window.says("Link code TES5").await;
    window.presses("Sending").await;
    window
        .types_into("Minutes before something is sent", "soon")
        .await;
    window.saves("Minutes before something is sent").await;
    window.says("This cannot be used. From 0 to 1440").await;
    window
        .types_into("Minutes before something is sent", "25")
        .await;
    window.saves("Minutes before something is sent").await;
    window.says("Saved.").await;

    let window = window.restart().await;
    window.presses("Settings").await;
    window.says("Link code TES5").await;
    window.presses("Sending").await;
    assert_eq!(window.value("Minutes before something is sent").await, "25");
    window.pictures().await;
    window.end().await;
}

#[tokio::test]
async fn the_first_letter_ever_on_a_link_has_number_one() {
    let window = Window::open_fresh().await;
    window.presses("Links").await;
    window
        .says("No messages have been exchanged yet. The first message you send will be number 1.")
        .await;
    window.presses("Outbox").await;
    window.picks("Ready to send", "Ready to send").await;
    window.presses("Send now").await;
    window.submits("Send now").await;
    window
        .sees("//*[@data-pane='detail']//h1[contains(., 'Accepted by MESH')]")
        .await;
    window
        .clicks("//*[@role='tab' and normalize-space(.)='Evidence']")
        .await;
    window
        .sees("//dt[.='Interchange']/following-sibling::dd[.='1']")
        .await;
    window.presses("Links").await;
    window.says("interchange 1, message 1, transaction 1").await;
    window.pictures().await;
    window.end().await;
}

#[tokio::test]
async fn help_is_about_the_screen_and_finds_a_code() {
    let window = Window::open().await;
    window.presses("Links").await;
    window.says("Letters without a receipt").await;
    window.presses("Help").await;
    window.sees("//article//h1[.='Your first hour']").await;
    window.searches("E954").await;
    window
        .clicks("//nav//button[normalize-space(.)='E954']")
        .await;
    window.sees("//tr[@id='guide-row-e954']").await;
    window.pictures().await;
    window.end().await;
}
