//! A Monday morning by keys alone: twelve messages of every kind, a note, a second thought, a look at everything else. Each
//! screen and state on the way is searched for what keeps people out.

use fantoccini::Locator;

use crate::support::Window;

/// What is typed into the filter, and how many of what it leaves are done by the usual choice.
const DONE: [(&str, usize); 6] = [
    ("approval", 4),
    ("deduction", 2),
    ("amendment", 2),
    ("fp69 notice", 2),
    ("flag removal", 1),
    ("reply", 1),
];

impl Window {
    /// How many messages the view says that it holds.
    async fn count(&self) -> usize {
        let count = self
            .sees("//*[@aria-current='page']/*[contains(@class, 'app-views__count')]")
            .await;

        count.text().await.unwrap().parse().unwrap()
    }

    async fn count_is(&self, wanted: usize) {
        self.sees(&format!(
            "//*[@aria-current='page']/*[contains(@class, 'app-views__count')][normalize-space(.)='{wanted}']"
        ))
        .await;
    }

    async fn filters(&self, words: &str) {
        self.key("Ctrl+f").await;
        assert_eq!(self.focused().await, "Filter this list Ctrl F");
        self.types(words).await;
        self.sees("//*[@role='status'][contains(., ' of ')]").await;
        self.sees("//*[@role='row' and @aria-rowindex='2' and @aria-selected='true']")
            .await;
        self.pane_is_open().await;
    }

    /// The pane shows what the list has selected.
    async fn pane_is_open(&self) {
        self.sees("//*[@data-pane='detail' and not(@inert)]//h1")
            .await;
    }
}

#[tokio::test]
async fn a_mixed_morning_is_worked_by_keys_alone() {
    let window = Window::open().await;
    window.sees("//h1[contains(., '23 November 2026')]").await;
    window.shuts_nobody_out("Today").await;
    let way = window.tabs_to("Open inbox").await;
    assert_eq!(
        way[..6],
        [
            "Search Ctrl K",
            "Display",
            "Clock…",
            "Today 4things overdue, due or rejected",
            "Inbox 40to decide",
            "Patients"
        ],
        "from the top of the window, row by row"
    );

    window.key("Ctrl+2").await;
    window.pane_is_open().await;
    assert_eq!(window.focused().await, "Messages");
    window.shuts_nobody_out("the inbox").await;
    let mut left = window.count().await;
    for (words, times) in DONE {
        window.filters(words).await;
        for _ in 0..times {
            window.pane_is_open().await;
            window.key("Ctrl+Enter").await;
            // Deducting has no key: it leads to the button, which is pressed.
            if words == "deduction" {
                window.key("Enter").await;
            }
            left -= 1;
            window.count_is(left).await;
        }
    }

    window.key("Escape").await;
    takes_notes_and_second_thoughts(&window).await;
    looks_at_everything_else(&window).await;
    window.end().await;
}

async fn takes_notes_and_second_thoughts(window: &Window) {
    window.key("F8").await;
    window.pane_is_open().await;
    window.key("F4").await;
    assert_eq!(window.focused().await, "Add an internal note");
    window.types("Rang on Friday").await;
    window.tabs_to("Add note").await;
    window.key("Enter").await;
    window.says("Asha Patel, 23-Nov-2026").await;
    window.shuts_nobody_out("the notes").await;

    window.key("F9").await;
    window.says("Who is this about?").await;
    assert_eq!(window.focused().await, "Who is this about?");
    window.shuts_nobody_out("whom it is about").await;
    window.tabs_to("Remind me").await;
    window.key("Enter").await;
    window.tabs_to("Day").await;
    for _ in 0..2 {
        window.types("1/1/2026").await;
    }
    window.key("Enter").await;
    window.says("There is a problem").await;
    assert!(window.focused().await.starts_with("There is a problem"));
    window.shuts_nobody_out("a refusal").await;
    window.tabs_to("Cancel").await;
    window.key("Enter").await;

    let before = window.count().await;
    window.key("F6").await;
    window.key("Ctrl+z").await;
    window.count_is(before + 1).await;
}

async fn looks_at_everything_else(window: &Window) {
    for (key, title) in [
        ("Ctrl+k", "Search commands and patients"),
        ("Ctrl+Shift+t", "Training clock"),
    ] {
        window.key(key).await;
        window
            .sees(&format!("//dialog[@aria-label='{title}']"))
            .await;
        window.shuts_nobody_out(title).await;
        window.key("Escape").await;
        window.no_more("//dialog").await;
    }
    window.key("Ctrl+3").await;
    window.sees("//*[@role='row' and @aria-rowindex='2']").await;
    assert!(window.focused().await.starts_with("Find a patient"));
    window.types("fielding").await;
    window
        .sees("//*[@role='status'][contains(., 'patient')]")
        .await;
    window.tabs_to("Patients").await;
    window.key("Down").await;
    window.key("Enter").await;
    window.sees("//h1[.='Patient record']").await;
    window.shuts_nobody_out("a record").await;

    for step in 1..=5 {
        window.key("Ctrl+=").await;
        window
            .sees(&format!(
                "//html[@data-text='{}']",
                [110, 125, 150, 175, 200][step - 1]
            ))
            .await;
        if step == 2 || step == 5 {
            fits(window, step).await;
        }
    }
}

/// Nothing is cut off at the side, on any screen, in the smallest window.
async fn fits(window: &Window, step: usize) {
    window.client.set_window_size(1180, 700).await.unwrap();
    for key in ["Ctrl+1", "Ctrl+2", "Ctrl+3"] {
        window.key(key).await;
        window.sees("//main//h1").await;
        let wide = window
            .asks(
                "const page = document.documentElement; return page.scrollWidth - page.clientWidth",
                vec![],
            )
            .await;
        assert_eq!(wide, serde_json::json!(0), "step {step}, {key}");
        window.shuts_nobody_out(&format!("large text, {key}")).await;
    }
    let found = window
        .client
        .find_all(Locator::Css("main h1"))
        .await
        .unwrap();
    assert_eq!(found.len(), 2, "the list's heading and the record's");
}
