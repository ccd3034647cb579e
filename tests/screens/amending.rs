//! An address is changed with a line removed at PCSE, and a patient is removed who lives out of the area.

use crate::support::Window;

#[tokio::test]
async fn an_amendment_removes_a_line_at_pcse() {
    let window = Window::open().await;
    opens_a_record(&window).await;
    window.presses("Amend").await;
    window.fills("road", "14 Mill Brow").await;
    window.clicks("//input[@id='field-county-erase']").await;
    window.says("Removed at PCSE").await;
    window.clicks("//input[@id='field-changeReason']").await;
    window.presses("Confirm and queue").await;
    window.says("a receipt says that it arrived").await;

    window.presses("Back to the record").await;
    window.says("14 MILL BROW").await;
    window.end().await;
}

#[tokio::test]
async fn somebody_out_of_the_area_is_removed() {
    let window = Window::open().await;
    opens_a_record(&window).await;
    window.presses("Remove out of area").await;
    window
        .fills("reason", "New address is 19 miles from surgery")
        .await;
    window.presses("Queue the removal").await;
    window.says("PCSE does not answer a removal").await;

    window.presses("Back to the record").await;
    window.says("Removal asked for on").await;
    window.pictures().await;
    window.end().await;
}

async fn opens_a_record(window: &Window) {
    window.presses("Patients").await;
    window
        .clicks("//*[@role='row' and @aria-rowindex > 1][.//*[normalize-space(.)='Registered']]")
        .await;
    window.sees("//button[contains(., 'Amend')]").await;
}
