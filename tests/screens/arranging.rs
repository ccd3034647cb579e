//! The inbox as somebody has arranged it, by keys alone: by patient, under a name, put away until a day, and the day for the
//! printer. What was arranged is there after a restart; each state is searched for what keeps people out, in the smallest
//! window and with larger text.

use serde_json::json;

use crate::support::Window;

const VIEWS: &str = "//nav[@aria-label='Views of the inbox']/button";

#[tokio::test]
async fn an_inbox_is_arranged_and_the_day_listed_by_keys_alone() {
    let window = Window::open().await;
    window.client.set_window_size(1180, 700).await.unwrap();
    for _ in 0..2 {
        window.key("Ctrl+=").await;
    }
    window.sees("//html[@data-text='125']").await;
    window.key("Ctrl+2").await;
    window
        .sees("//*[@data-pane='detail' and not(@inert)]//h1")
        .await;
    groups_and_names(&window).await;
    puts_away(&window).await;
    lists_the_day(&window).await;

    let window = window.restart().await;
    window.sees("//html[@data-text='125']").await;
    window.key("Ctrl+2").await;
    window
        .sees("//*[@aria-label='Saved views']//button[.='One by one']")
        .await;
    window.end().await;
}

async fn groups_and_names(window: &Window) {
    window.key("Ctrl+f").await;
    window.tabs_to("By patient").await;
    window.key("Enter").await;
    window
        .sees("//button[@aria-pressed='true'][.='By patient']")
        .await;
    window.shuts_nobody_out("by patient").await;
    window.key("Ctrl+2").await;
    window.presses("Save this view…").await;
    assert_eq!(window.focused().await, "Name of this view");
    window.shuts_nobody_out("a view's name").await;
    window.key("Enter").await;
    window.says("There is a problem").await;
    window.tabs_to("Name of this view").await;
    window.types("One by one").await;
    window.key("Enter").await;
    window
        .sees("//*[@aria-label='Saved views']//button[.='One by one']")
        .await;
    window.shuts_nobody_out("saved views").await;
    fits(window, "saved views").await;
}

async fn puts_away(window: &Window) {
    window.key("Ctrl+2").await;
    window.key("F6").await;
    window.tabs_to("Remind me").await;
    window.key("Enter").await;
    window.shuts_nobody_out("a reminder").await;
    fits(window, "a reminder").await;
    window.tabs_to("In a week").await;
    window.key("Enter").await;
    window.tabs_to("Remind me").await;
    window.key("Enter").await;
    window
        .sees(&format!(
            "{VIEWS}[starts-with(normalize-space(.), 'To decide')]/span[.='39']"
        ))
        .await;
    window
        .clicks(&format!(
            "{VIEWS}[starts-with(normalize-space(.), 'Reminders')]"
        ))
        .await;
    window.sees("//*[@role='row' and @aria-rowindex='2']").await;
    window.shuts_nobody_out("reminders").await;
}

async fn lists_the_day(window: &Window) {
    window.key("Ctrl+p").await;
    window.sees("//section[@aria-label='Page 1 of 3']").await;
    assert_eq!(window.focused().await, "Day list");
    window.shuts_nobody_out("the day list").await;
    fits(window, "the day list").await;
    window.tabs_to("Print…").await;
    window.tabs_to("Back to Today").await;
    window.key("Enter").await;
    window.sees("//h1[contains(., '23 November 2026')]").await;
}

/// Nothing is cut off at the side.
async fn fits(window: &Window, state: &str) {
    let wide = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";

    assert_eq!(window.asks(wide, vec![]).await, json!(0), "{state}");
}
