//! What a person does in the window: pointing, pressing, typing.

use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::json;

use crate::support::{GLANCE, PATIENCE, Window};

/// A letter, and the key that takes it away again.
const EMPTYING: &str = "x\u{e003}";
/// The screens that the rail leads to.
const RAIL: [&str; 8] = [
    "Today", "Inbox", "Patients", "Register", "Outbox", "Links", "Settings", "Help",
];
/// No screen takes so long to open.
const A_WHILE: Duration = Duration::from_secs(3);

impl Window {
    /// Waits until something is there, and brings it to the middle: the driver scrolls no further than to its edge.
    pub(crate) async fn shows(&self, xpath: &str) -> Element {
        let found = self.sees(xpath).await;
        let element = serde_json::to_value(&found).unwrap();
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        // What was just drawn anew is found again by whoever asked.
        drop(self.client.execute(script, vec![element]).await);

        found
    }

    /// Clicks something, again where the window was just drawing it anew.
    pub(crate) async fn clicks(&self, xpath: &str) {
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        loop {
            let done = self.shows(xpath).await.click().await;
            if done.is_ok() {
                return;
            }
            if began.elapsed() > PATIENCE {
                self.is_stuck(&format!("{xpath} cannot be clicked")).await;
            }
            glance.tick().await;
        }
    }

    /// Presses the button with these words.
    pub(crate) async fn presses(&self, words: &str) {
        let button = format!("//button[contains(normalize-space(.), \"{words}\")]");
        self.clicks(&button).await;
        if RAIL.contains(&words) && !self.is_at(words).await {
            // On a machine that is busy the driver loses a click before it reaches the window.
            println!("{words} is pressed once more");
            self.clicks(&button).await;
        }
    }

    /// Whether the window has gone to a screen of the rail, within a while.
    async fn is_at(&self, words: &str) -> bool {
        let current = format!(
            "return document.querySelector('.app-rail [aria-current]')?.textContent.includes('{words}') ?? false"
        );
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        while began.elapsed() < A_WHILE {
            if self.asks(&current, vec![]).await == json!(true) {
                return true;
            }
            glance.tick().await;
        }

        false
    }

    /// Presses the button of a form that has the same words as the one that opened it.
    pub(crate) async fn submits(&self, words: &str) {
        self.clicks(&format!(
            "//form//button[@type='submit' and normalize-space(.)=\"{words}\"]"
        ))
        .await;
    }

    /// Presses "Save" in the form of this name.
    pub(crate) async fn saves(&self, form: &str) {
        self.clicks(&format!(
            "//form[@aria-label=\"{form}\"]//button[@type='submit']"
        ))
        .await;
    }

    /// Chooses what a label says: a radio button, a tick, an option of a list.
    pub(crate) async fn chooses(&self, words: &str) {
        self.clicks(&format!(
            "//label[contains(normalize-space(.), \"{words}\")]//input | //option[contains(normalize-space(.), \"{words}\")]"
        ))
        .await;
    }

    /// Types into the field with this label, over what stands there.
    pub(crate) async fn types_into(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Fills a field by its name, again where the window was just drawing it anew.
    pub(crate) async fn fills(&self, field: &str, text: &str) {
        let xpath = format!("//*[@id='field-{field}']");
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        while self.shows(&xpath).await.clear().await.is_err() {
            if began.elapsed() > PATIENCE {
                self.is_stuck(&format!("{xpath} cannot be filled")).await;
            }
            glance.tick().await;
        }

        // The driver empties a field without the event that a person's own emptying has.
        let keys = if text.is_empty() { EMPTYING } else { text };
        self.sees(&xpath).await.send_keys(keys).await.unwrap();
    }

    /// Types into the search box of the screen.
    pub(crate) async fn searches(&self, text: &str) {
        let field = self.sees("//input[@data-filter]").await;
        field.send_keys(text).await.unwrap();
    }

    /// Narrows the list to one kind of message, so that it is drawn.
    pub(crate) async fn narrows(&self, kind: &str) {
        let mut glance = tokio::time::interval(GLANCE);
        let chosen = "return document.querySelector('.app-tools__kind select').value";
        // A list that is just being read again has its choices drawn anew.
        while self.asks(chosen, vec![]).await != json!(kind) {
            self.clicks(&format!(
                "//label[contains(., 'Type of message')]//option[@value='{kind}']"
            ))
            .await;
            glance.tick().await;
        }
    }

    /// Picks the first message of a kind in the list, and waits for its pane.
    pub(crate) async fn picks(&self, kind: &str, heading: &str) {
        self.selects(&format!(
            "//*[@role='row' and @aria-rowindex > 1][.//*[normalize-space(.)=\"{kind}\"]]"
        ))
        .await;
        self.sees(&format!(
            "//*[@data-pane='detail' and not(@inert)]//h1[contains(., \"{heading}\")]"
        ))
        .await;
    }

    /// Clicks on a row of a list until it is the one that is selected: what was told last may just have moved the list, and on
    /// a machine that is busy the driver loses a click before it reaches the window.
    pub(crate) async fn selects(&self, within: &str) {
        let selected =
            format!("{within}[ancestor-or-self::*[@role='row' and @aria-selected='true']]");
        self.clicks_until(within, &selected).await;
    }

    /// Turns to a view of the inbox until it is the one that is shown.
    pub(crate) async fn turns_to(&self, view: &str) {
        let button = format!(
            "//nav[@aria-label='Views of the inbox']/button[starts-with(normalize-space(.), '{view}')]"
        );
        self.clicks_until(&button, &format!("{button}[@aria-current='page']"))
            .await;
    }

    async fn clicks_until(&self, xpath: &str, shown: &str) {
        for _ in 0..20 {
            self.clicks(xpath).await;
            if self.client.find(Locator::XPath(shown)).await.is_ok() {
                return;
            }
        }

        self.sees(shown).await;
    }

    /// Moves the training practice's clock, and waits until it has moved.
    pub(crate) async fn pushes_the_clock(&self, words: &str) {
        self.sees("//body")
            .await
            .send_keys("\u{E009}\u{E008}t")
            .await
            .unwrap();
        self.presses(words).await;
        let told = self.told().await;
        assert!(told.starts_with("It is "), "{told}");
        self.dismisses().await;
    }

    /// Takes the message at the edge away, so that the next one is a new one.
    pub(crate) async fn dismisses(&self) {
        self.clicks("//button[normalize-space(.)='Dismiss']").await;
        self.no_more("//*[contains(@class, 'app-toast__words')]")
            .await;
    }

    /// Opens the record of the first patient who is registered.
    pub(crate) async fn opens_a_record(&self) {
        self.presses("Patients").await;
        self.selects(
            "//*[@role='row' and @aria-rowindex > 1][.//*[normalize-space(.)='Registered']]",
        )
        .await;
        self.sees("//button[contains(., 'Amend')]").await;
    }

    /// Opens the record of the patient with this NHS number.
    pub(crate) async fn opens_the_record_of(&self, number: &str) {
        self.presses("Patients").await;
        self.searches(number).await;
        let spaced = spaced(number);
        self.selects(&format!(
            "//*[@role='row' and @aria-rowindex='2']//*[normalize-space(.)='{spaced}']"
        ))
        .await;
        self.sees("//button[contains(., 'Amend')]").await;
    }

    /// Opens a tab of the pane.
    pub(crate) async fn opens_a_tab(&self, words: &str) {
        let tab = format!("//*[@role='tab'][starts-with(normalize-space(.), '{words}')]");
        self.clicks(&tab).await;
        self.sees(&format!("{tab}[@aria-selected='true']")).await;
    }

    /// Goes to a section of a registration by the list at its side.
    pub(crate) async fn chooses_a_section(&self, words: &str) {
        self.clicks(&format!(
            "//nav[@aria-label='Sections of the registration']//button[contains(., '{words}')]"
        ))
        .await;
        self.sees(&format!("//h1[normalize-space(.)='{words}']"))
            .await;
    }

    /// Says of whatever is doubtful that it is right.
    pub(crate) async fn goes_on_past_doubts(&self) {
        let after =
            "//h1[normalize-space(.)='Check before you go on' or contains(., ': ready to send')]";
        let heading = self.sees(after).await;
        if heading.text().await.unwrap() == "Check before you go on" {
            self.presses("It is right, go on").await;
        }
    }

    /// Decides the message of a kind about a patient by one of its buttons, and tells what was said of it.
    pub(crate) async fn settles(&self, kind: &str, number: &str, button: &str) -> String {
        self.narrows(kind).await;
        let spaced = spaced(number);
        self.selects(&format!(
            "//*[@role='row' and @aria-rowindex > 1]//*[normalize-space(.)='{spaced}']"
        ))
        .await;
        self.sees(&format!(
            "//*[@data-pane='detail' and not(@inert)]//*[contains(@class, 'app-banner')]//dd[normalize-space(.)='{spaced}']"
        ))
        .await;
        self.presses(button).await;
        let told = self.told().await;
        self.dismisses().await;

        told
    }
}

/// An NHS number as it stands on screen.
fn spaced(number: &str) -> String {
    let (first, rest) = number.split_at(3);
    let (second, last) = rest.split_at(3);

    format!("{first} {second} {last}")
}
