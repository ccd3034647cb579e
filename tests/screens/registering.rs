//! Registrations of all four types are typed, sent and approved; a rejected one is fixed; a draft outlives a restart.

use crate::support::Window;

/// Somebody new, by the number of the kind, and a number of the range for tests.
struct Newcomer {
    kind: &'static str,
    surname: &'static str,
    number: &'static str,
    born: &'static str,
}

const NEWCOMERS: [Newcomer; 4] = [
    Newcomer {
        kind: "Birth",
        surname: "Zander",
        number: "9990002371",
        born: "2026-11-02",
    },
    Newcomer {
        kind: "First registration",
        surname: "Zeller",
        number: "9990003742",
        born: "1990-05-06",
    },
    Newcomer {
        kind: "Transfer in",
        surname: "Zimmer",
        number: "9990005117",
        born: "1971-09-30",
    },
    Newcomer {
        kind: "From abroad",
        surname: "Zoltan",
        number: "9990006482",
        born: "1985-01-02",
    },
];

#[tokio::test]
async fn each_kind_of_registration_is_typed_sent_and_approved() {
    let window = Window::open().await;
    for one in &NEWCOMERS {
        window.presses("Register").await;
        begins(&window).await;
        types(&window, one).await;
        window.presses("Confirm and queue").await;
        window.says("Not registered yet.").await;
    }
    window.pushes_the_clock("Go to tomorrow").await;
    window.pushes_the_clock("Go 11 working days on").await;

    window.presses("Inbox").await;
    for one in &NEWCOMERS {
        let row = format!(
            "//*[@role='row'][contains(., 'Approval')]//*[contains(@title, '{}')]",
            one.surname.to_uppercase()
        );
        window.narrows("F4").await;
        window.selects(&row).await;
        window.sees("//*[@data-pane='detail' and not(@inert)]//h1[contains(., 'Registration approved')]").await;
        window.presses("Record approval").await;
        window.says("The patient is registered").await;
    }
    window.pictures().await;
    window.end().await;
}

#[tokio::test]
async fn a_rejected_registration_is_fixed_and_sent_again() {
    let window = Window::open().await;
    window.presses("Inbox").await;
    window.narrows("F3").await;
    window.picks("Rejection", "Registration rejected").await;
    window.presses("Fix and send again").await;

    window.says("PLEASE CONFIRM ADDRESS").await;
    window.fills("houseName", "The Old Forge").await;
    window.presses("Check answers").await;
    window.presses("Confirm and queue").await;
    window.says("Check before you go on").await;
    window.presses("It is right, go on").await;

    window.says("Not registered yet.").await;
    window.says("ready to send").await;
    window.end().await;
}

#[tokio::test]
async fn a_draft_is_there_after_a_restart_and_is_gone_on_with() {
    let window = Window::open().await;
    window.presses("Register").await;
    begins(&window).await;
    window.fills("surname", "Zander").await;
    window.says("draft saved").await;

    let window = window.restart().await;
    window.presses("Register").await;
    window.says("ZANDER").await;
    window.presses("Go on").await;

    assert_eq!(window.holds("surname").await, "Zander");
    window.end().await;
}

/// A new form, also where one was just filed.
pub(crate) async fn begins(window: &Window) {
    window
        .clicks("//button[contains(., 'Start a registration') or contains(., 'Register somebody else')]")
        .await;
    window.sees("//h1[normalize-space(.)='Find first']").await;
}

async fn types(window: &Window, one: &Newcomer) {
    window.fills("nhsNumber", one.number).await;
    window.fills("surname", one.surname).await;
    window.fills("born", one.born).await;
    goes_on_to(window, "Kind of registration").await;
    window.chooses(one.kind).await;
    goes_on_to(window, "Who").await;
    window.fills("firstForename", "Alex").await;
    window.fills("title", "Mx").await;
    window.chooses("Not specified").await;
    window.fills("birthplace", "Otley").await;
    goes_on_to(window, "Address").await;
    window.fills("road", "14 Mill Brow").await;
    window.fills("postTown", "Little Marling").await;
    window.fills("postcode", "ZZ99 3AZ").await;
    if matches!(one.kind, "Transfer in" | "From abroad") {
        goes_on_to(window, "Previous registration").await;
        if one.kind == "From abroad" {
            window.fills("enteredUk", "2026-10-01").await;
        }
        window.fills("previousAddress2", "2 Hill Road").await;
        window.fills("previousGp", "Dr Singh").await;
    }
    goes_on_to(window, "GP").await;
    window.chooses("Adeyemi, Dr Ruth").await;
    goes_on_to(window, "Check answers").await;
}

pub(crate) async fn goes_on_to(window: &Window, heading: &str) {
    window.presses("Continue").await;
    window
        .sees(&format!("//h1[normalize-space(.)='{heading}']"))
        .await;
}
