//! Routine messages are cleared together: exactly those that the preview names and that stay ticked.

use crate::support::Window;

#[tokio::test]
async fn what_the_preview_names_is_cleared_and_what_is_unticked_stays() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window
        .sees("//button[starts-with(normalize-space(.), 'Routine')]")
        .await;
    window.presses("Clear routine").await;
    let lead = window
        .sees("//dialog//p[contains(@class, 'app-lead')]")
        .await;
    println!("{}", lead.text().await.unwrap());
    window.shuts_nobody_out("the preview").await;
    let kept = window.sees("(//dialog//tbody//input)[1]").await;
    let name = kept.attr("aria-label").await.unwrap().unwrap();
    window.clicks("(//dialog//tbody//input)[1]").await;
    let button = window
        .sees("//dialog//button[starts-with(normalize-space(.), 'Clear ')]")
        .await;
    println!("{}", button.text().await.unwrap());
    window
        .clicks("//dialog//button[starts-with(normalize-space(.), 'Clear ')]")
        .await;
    println!("{}", window.told().await);

    window.turns_to("Routine").await;
    let left = name.trim_start_matches("Clear ");
    window
        .sees(&format!(
            "//*[@role='row' and @aria-rowindex='2']//*[@title=\"{left}\"]"
        ))
        .await;
    window
        .no_more("//*[@role='row' and @aria-rowindex='3']")
        .await;
    window.end().await;
}
