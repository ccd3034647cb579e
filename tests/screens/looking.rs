//! What a person reads off the window.

use std::time::Instant;

use fantoccini::Locator;
use fantoccini::elements::Element;

use crate::support::{GLANCE, PATIENCE, Window};

/// Where a picture is put at the end of a journey, if anybody wants one.
const PICTURE: &str = "LINKDESK_PICTURE";

const STIRS: &str = r##"
    const dot = document.body.appendChild(document.createElement("i"));
    Object.assign(dot.style, { position: "fixed", top: 0, left: 0, width: "1px", height: "1px" });
    let turn = 0;
    const beat = setInterval(() => (dot.style.background = (turn ^= 1) ? "#0001" : "#0002"), 20);
    window.stirs = { end: () => { clearInterval(beat); dot.remove(); } };
    return null;
"##;

impl Window {
    /// Waits until something is there.
    pub(crate) async fn sees(&self, xpath: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(GLANCE)
            .for_element(Locator::XPath(xpath))
            .await;
        if found.is_err() {
            self.is_stuck(&format!("{xpath} is not there")).await;
        }

        found.unwrap()
    }

    /// Waits until the window says this somewhere.
    pub(crate) async fn says(&self, words: &str) -> Element {
        self.sees(&format!("//*[contains(normalize-space(.), \"{words}\")]"))
            .await
    }

    /// Waits until something is gone.
    pub(crate) async fn no_more(&self, xpath: &str) {
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        while self.client.find(Locator::XPath(xpath)).await.is_ok() {
            if began.elapsed() > PATIENCE {
                self.is_stuck(&format!("{xpath} is still there")).await;
            }
            glance.tick().await;
        }
    }

    /// The driver waits until the page is drawn once more, which one that stands still is with its clock, each minute. So
    /// one dot of it changes its colour, as little as can be.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.asks(STIRS, vec![]).await;
        let picture = self.client.screenshot().await.unwrap();
        self.asks("window.stirs.end(); return null", vec![]).await;

        picture
    }

    pub(crate) async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.unwrap();

        body.text().await.unwrap_or_default()
    }

    /// Asks the page.
    pub(crate) async fn asks(
        &self,
        script: &str,
        with: Vec<serde_json::Value>,
    ) -> serde_json::Value {
        self.client.execute(script, with).await.unwrap()
    }

    /// What the last act did, as it stands at the edge of the window.
    pub(crate) async fn told(&self) -> String {
        self.sees("//*[contains(@class, 'app-toast__words')]").await;
        let words = "return [...document.querySelectorAll('.app-toast__words p')].map((p) => p.textContent).join(' ')";

        self.asks(words, vec![]).await.as_str().unwrap().to_owned()
    }

    pub(crate) async fn value(&self, label: &str) -> String {
        let field = self.field(label).await;

        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// What stands in a field.
    pub(crate) async fn holds(&self, field: &str) -> String {
        let element = self.sees(&format!("//*[@id='field-{field}']")).await;

        element.prop("value").await.unwrap().unwrap_or_default()
    }

    /// The name of the patient whose message is open.
    pub(crate) async fn patient(&self) -> String {
        let name = self
            .sees(
                "//*[@role='row' and @aria-selected='true']//*[contains(@class,'app-list__name')]",
            )
            .await;

        name.attr("title").await.unwrap().unwrap()
    }

    /// Leaves a picture of the window where it was asked for.
    pub(crate) async fn pictures(&self) {
        if let Some(place) = std::env::var_os(PICTURE) {
            std::fs::write(place, self.picture().await).unwrap();
        }
    }

    /// Ends a journey that does not go on, with what the window says.
    pub(crate) async fn is_stuck(&self, why: &str) -> ! {
        self.pictures().await;

        panic!("{why}; the window says:\n{}", self.text().await)
    }

    pub(crate) async fn field(&self, label: &str) -> Element {
        self.sees(&format!(
            "//*[@id=//label[normalize-space(.)=\"{label}\"]/@for] | //label[normalize-space(span)=\"{label}\"]//input"
        ))
        .await
    }

    /// The NHS number of the patient whom the open pane is about.
    pub(crate) async fn number(&self) -> String {
        let number = self
            .sees("//*[@data-pane='detail' and not(@inert)]//section[contains(@class, 'app-banner')]//dd[contains(@class, 'app-number')]")
            .await;

        number.text().await.unwrap().replace(' ', "")
    }
}
