//! Keys, and what has the focus.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

use crate::support::Window;

/// As the map of keys writes them, with the character by which a driver knows each.
const NAMED: [(&str, char); 17] = [
    ("Ctrl", '\u{e009}'),
    ("Shift", '\u{e008}'),
    ("Alt", '\u{e00a}'),
    ("Enter", '\u{e007}'),
    ("Tab", '\u{e004}'),
    ("Space", ' '),
    ("Escape", '\u{e00c}'),
    ("Down", '\u{e015}'),
    ("Up", '\u{e013}'),
    ("Home", '\u{e011}'),
    ("End", '\u{e010}'),
    ("F1", '\u{e031}'),
    ("F3", '\u{e033}'),
    ("F4", '\u{e034}'),
    ("F6", '\u{e036}'),
    ("F8", '\u{e038}'),
    ("F9", '\u{e039}'),
];

/// Who has the focus, and whether it can be seen: by an outline, a shadow, or the colour of the focus; in a list on its
/// row. A heading to which the focus was led is only read next.
const FOCUS: &str = r##"
    const at = document.activeElement;
    const mark = document.getElementById(at.getAttribute("aria-activedescendant")) ?? at;
    const look = getComputedStyle(mark);
    const isSeen = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none"
      || look.backgroundColor === "rgb(255, 235, 59)" || /^H[12]$/.test(at.tagName);
    const labels = at.labels ? [...at.labels].map((label) => label.textContent) : [];
    const name = at.getAttribute("aria-label") ?? labels[0] ?? at.textContent;
    return [name.trim().replace(/\s+/g, " "), isSeen];
"##;

impl Window {
    /// Presses keys together: `Ctrl+Enter`, `F8`.
    pub(crate) async fn key(&self, keys: &str) {
        let chars: Vec<char> = keys.split('+').map(char_of).collect();
        let down = chars
            .iter()
            .fold(KeyActions::new("keys".to_owned()), |keys, &value| {
                keys.then(KeyAction::Down { value })
            });
        let all = chars
            .iter()
            .rev()
            .fold(down, |keys, &value| keys.then(KeyAction::Up { value }));

        self.client.perform_actions(all).await.unwrap();
    }

    /// Types into what has the focus.
    pub(crate) async fn types(&self, text: &str) {
        let at = self.client.active_element().await.unwrap();

        at.send_keys(text).await.unwrap();
    }

    /// The name of what has the focus; fails where nobody could see that it has it.
    pub(crate) async fn focused(&self) -> String {
        let mut glance = tokio::time::interval(Duration::from_millis(50));
        let mut found = (String::new(), false);
        for _ in 0..100 {
            let here = self.asks(FOCUS, vec![]).await;
            found = serde_json::from_value(here).unwrap();
            // Beside another window on the same display, the colours come a moment after the key.
            if found.1 {
                break;
            }
            glance.tick().await;
        }

        assert!(found.1, "the focus on \"{}\" can be seen", found.0);
        found.0
    }

    /// Waits until what has this name has the focus: a section that was just drawn leads there a moment later.
    pub(crate) async fn is_led_to(&self, name: &str) {
        let mut glance = tokio::time::interval(Duration::from_millis(50));
        let mut here = String::new();
        for _ in 0..200 {
            here = self.focused().await;
            if here.starts_with(name) {
                return;
            }
            glance.tick().await;
        }

        panic!("the focus is led to \"{name}\", not to \"{here}\"");
    }

    /// Goes on by Tab until something has the focus, and tells what lay on the way.
    pub(crate) async fn tabs_to(&self, name: &str) -> Vec<String> {
        let mut way = Vec::new();
        while way.len() < 60 {
            self.key("Tab").await;
            let here = self.focused().await;
            if here.starts_with(name) {
                return way;
            }
            way.push(here);
        }

        panic!("Tab does not come to {name}: {way:?}");
    }
}

fn char_of(key: &str) -> char {
    let named = NAMED.iter().find(|(name, _)| *name == key);

    named.map_or_else(
        || key.to_lowercase().chars().next().unwrap(),
        |(_, char)| *char,
    )
}
