//! A hundred thousand messages: the list is there, each key is answered, and one of them finds its patient.

use crate::ledger::{ledger, many_like, waiting};
use crate::support::{Start, Window};

const MANY: u32 = 100_000;

/// From a key to the frame in which its row is painted as the selected one, in milliseconds.
const WATCH: &str = r##"
    window.taken = [];
    const list = document.querySelector("[role=grid]");
    list.addEventListener("keydown", () => {
      const from = performance.now();
      const before = list.getAttribute("aria-activedescendant");
      const look = () => list.getAttribute("aria-activedescendant") === before
        ? requestAnimationFrame(look)
        : requestAnimationFrame(() => window.taken.push(Math.round(performance.now() - from)));
      requestAnimationFrame(look);
    }, true);
"##;

#[tokio::test]
async fn a_hundred_thousand_messages_are_listed_and_one_is_matched() {
    let window = Window::open().await;
    window.says("Open inbox").await;
    let data = window.closes().await;
    let premises = ledger(data.path());
    many_like(
        &premises,
        &waiting(&premises, "F9"),
        MANY,
        r#"["A line about it."]"#,
    );
    drop(premises);

    let window = Window::open_on(data, Start::training()).await;
    window.presses("Inbox").await;
    window.turns_to("Unmatched").await;
    window
        .sees(&format!("//*[@role='grid'][@aria-rowcount='{}']", MANY + 2))
        .await;
    moves(&window).await;
    grows(&window).await;
    matches(&window).await;
    window.end().await;
}

async fn moves(window: &Window) {
    window
        .selects("//*[@role='row' and @aria-rowindex='3']")
        .await;
    window.asks(WATCH, vec![]).await;
    for key in ["Down", "Down", "Down", "End", "Up", "Home", "Down"] {
        window.key(key).await;
        window
            .asks("return document.activeElement.className", vec![])
            .await;
    }
    window
        .sees("//*[@role='row' and @aria-rowindex='3' and @aria-selected='true']")
        .await;
    let drawn = window
        .asks(
            "return document.querySelectorAll('[role=row]').length",
            vec![],
        )
        .await;
    assert!(
        drawn.as_u64().unwrap() < 80,
        "only what is seen is drawn: {drawn}"
    );
    let taken = window.asks("return window.taken", vec![]).await;
    println!("{MANY} rows, from a key to the painted row, in ms: {taken}");
}

/// The last row can be reached with larger text as well.
async fn grows(window: &Window) {
    let rows = r#"
        const high = (one) => document.querySelector(one).getBoundingClientRect().height;
        return Math.round(high(".app-list__room") / high(".app-list__row"));
    "#;
    for size in [125, 200, 100] {
        window.has_text(size).await;
        let room = window.asks(rows, vec![]).await;
        assert_eq!(room, MANY + 1, "{size} %");
    }
}

async fn matches(window: &Window) {
    window
        .selects("//*[@role='row' and @aria-rowindex='4']")
        .await;
    window.says("Who is this about?").await;
    window.shuts_nobody_out("candidates").await;
    let best = window.sees("(//article)[1]").await.text().await.unwrap();
    assert!(best.contains("NHS number the same"), "{best}");
    window.clicks("(//article)[1]//button").await;
    window.says("Matched. It waits for your decision.").await;
    window
        .says("An earlier message about this patient must be decided first.")
        .await;
}
