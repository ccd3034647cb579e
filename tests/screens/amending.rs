//! An address is changed with a line removed at PCSE, and a patient is removed who lives out of the area.

use crate::support::Window;

#[tokio::test]
async fn an_amendment_removes_a_line_at_pcse() {
    let window = Window::open().await;
    window.opens_a_record().await;
    let number = window.number().await;
    window.presses("Amend").await;
    window.fills("road", "14 Mill Brow").await;
    window.clicks("//input[@id='field-county-erase']").await;
    window.says("Removed at PCSE").await;
    window.clicks("//input[@id='field-changeReason']").await;
    window.presses("Confirm and queue").await;
    window.says("a receipt says that it arrived").await;

    window.presses("Back to the record").await;
    window.says("14 Mill Brow").await;
    let kept = window.kept().await;
    let patient = kept.numbered(&number);
    assert_eq!(patient.record.county, None);
    assert_eq!(patient.record.road.as_deref(), Some("14 Mill Brow"));
    assert_eq!(
        kept.filed(patient.id).last().unwrap(),
        "G2 ready, none expected"
    );
    let postcode = patient.record.postcode.as_deref().unwrap();
    assert_eq!(
        kept.says(patient.id)[1],
        format!("Address becomes: 14 MILL BROW, LITTLE MARLING, {postcode} (county erased)")
    );
}

#[tokio::test]
async fn somebody_out_of_the_area_is_removed() {
    let window = Window::open().await;
    window.opens_a_record().await;
    let number = window.number().await;
    window.presses("Remove out of area").await;
    window
        .fills("reason", "New address is 19 miles from surgery")
        .await;
    window.presses("Queue the removal").await;
    window.says("PCSE does not answer a removal").await;

    window.presses("Back to the record").await;
    window.says("Removal asked for on").await;
    window.pictures().await;
    let kept = window.kept().await;
    let patient = kept.numbered(&number);
    assert!(patient.record.removal_requested_on.is_some());
    assert_eq!(
        kept.filed(patient.id).last().unwrap(),
        "G3 ready, none expected"
    );
    assert_eq!(
        kept.acts(patient.id),
        ["Asha Patel: filed", "Asha Patel: removed directly"]
    );
}
