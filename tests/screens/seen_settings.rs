//! Each page of the settings, and the guide.

use crate::support::Window;

const PAGES: [&str; 10] = [
    "Practice",
    "Doctors and codes",
    "Links",
    "MESH connection",
    "Sending",
    "Out of area",
    "Rejection codes",
    "Deadlines",
    "Keyboard",
    "Display",
];

#[tokio::test]
async fn each_page_of_the_settings_fits() {
    let window = Window::open().await;
    window.is_small().await;
    window.presses("Settings").await;
    for page in PAGES {
        window
            .clicks(&format!(
                "//nav[@aria-label='Settings']//button[normalize-space(.)='{page}']"
            ))
            .await;
        window.sees("//main//section//h2").await;
        window.is_fit(&format!("settings, {page}")).await;
        window.is_walked(page).await;
    }
    window
        .clicks("//nav[@aria-label='Settings']//button[.='Doctors and codes']")
        .await;
    window.presses("Add a doctor").await;
    window.presses("Save").await;
    window.says("There is a problem").await;
    window.is_fit("settings, a doctor, wrong").await;
    window.end().await;
}

#[tokio::test]
async fn the_guide_fits() {
    let window = Window::open().await;
    window.is_small().await;
    window.presses("Help").await;
    window.sees("//article//h1").await;
    window.is_fit("help").await;
    window.is_walked("help").await;
    window.searches("E954").await;
    window
        .clicks("//nav//button[normalize-space(.)='E954']")
        .await;
    window.sees("//tr[@id='guide-row-e954']").await;
    window.is_fit("help, a code").await;
    window.searches("zzz nothing").await;
    window.says("Nothing found").await;
    window.is_fit("help, nothing found").await;
    window.end().await;
}
