//! PCSE doubts three addresses: the first patient is still there, the second has moved, the third has left. Each answer is
//! sent, and what PCSE makes of it comes back.

use crate::deciding::{MOVED, asked};
use crate::support::Window;

const SET: &str = "The patient is flagged; without an answer PCSE takes them off the list when the flag expires. What was filed";
const HARBOUR: &[(&str, &str)] = &[
    ("road", "9 Harbour Street"),
    ("postTown", "Port Ellery"),
    ("postcode", "ZZ99 3VZ"),
];

#[tokio::test]
async fn an_fp69_notice_is_answered_in_each_of_its_three_ways() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    let stays = answers(&window, "Still here", &[]).await;
    let moved = answers(&window, "New address", HARBOUR).await;
    let left = answers(&window, "Request removal", MOVED).await;
    window.pushes_the_clock("Go to tomorrow").await;
    window.pushes_the_clock("Go 11 working days on").await;
    for number in [&stays, &moved] {
        let told = window.settles("F10", number, "Take the flag off").await;
        assert!(told.starts_with("The flag is off."), "{told}");
    }
    let told = window.settles("F11", &left, "Understood").await;
    assert!(
        told.starts_with("PCSE holds the request for 30 days;"),
        "{told}"
    );

    let kept = window.kept().await;
    let [stays, moved, left] = [stays, moved, left].map(|number| kept.numbered(&number));
    assert_eq!(kept.filed(stays.id), ["G2 released, none expected"]);
    assert!(
        kept.says(stays.id)
            .contains(&"Note: ADDRESS CONFIRMED, SEEN 23/11/2026".to_owned()),
        "{:?}",
        kept.says(stays.id)
    );
    assert_eq!(kept.filed(moved.id), ["G2 released, none expected"]);
    let road = moved.record.road.as_deref().unwrap();
    assert!(road.eq_ignore_ascii_case("9 Harbour Street"), "{road}");
    assert_eq!(kept.filed(left.id), ["G5 released, answered"]);
    assert_eq!(
        [&stays, &moved, &left].map(|one| one.record.is_flagged()),
        [false, false, true],
        "whoever has left is flagged until the deduction comes"
    );
    assert!(left.record.removal_pending_until.is_some());
}

/// Takes the first notice that is left, and tells whom it is about.
async fn answers(
    window: &Window,
    button: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> String {
    window.narrows("F9").await;
    window.picks("FP69 notice", "FP69 notice").await;
    let number = window.number().await;
    let told = window
        .decides(&asked("F9", "FP69 notice", button, fields, SET))
        .await;
    assert!(told.starts_with(SET), "{button}: {told}");

    number
}
