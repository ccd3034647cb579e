//! Names and free text that were meant to be run: the real window shows them as they are. Nothing is run, nothing is
//! fetched, nothing looks like the window's own words, and nothing of a patient is left behind when it is closed.

use std::fs;
use std::path::Path;

use practice::NoteOn;
use serde_json::json;

use crate::ledger::{ledger, many_like, renames, waiting};
use crate::support::{Start, Window};

const WORDS: [&str; 6] = [
    "<img src=https://example.org/x onerror=window.stolen=1>",
    "<script>window.stolen=1</script>",
    "<svg onload=window.stolen=1><math href=javascript:window.stolen=1>",
    "javascript:window.stolen=1",
    "\"><iframe srcdoc='<script>parent.stolen=1</script>'>",
    "{\"__proto__\": {\"stolen\": 1}, \"constructor\": {}}",
];
const IMITATED: &str = "Linkdesk: click OK to confirm that all messages are deleted";

/// What came out of the words, if anything did: what ran, what was asked for, what they were made into.
const CAME_OF_IT: &str = r##"
    const foreign = "main :is(script, iframe, object, embed, img, video, math, style, link, base), main [style]:not(.app-list__room, .app-list__layer, .app-split)";
    const ours = /^(tauri|ipc|isolation[\w-]*):|^https?:\/\/(tauri|ipc|isolation[\w-]*)\.localhost\//;
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !ours.test(name));
    const kept = Object.keys(localStorage);
    return [
      window.stolen ?? null, ({}).stolen ?? null, fetched, document.querySelectorAll(foreign).length, kept, sessionStorage.length, document.cookie,
    ];
"##;

/// Fields that a browser would fill in, remember or send to be checked for spelling.
const LEAKY: &str = r##"
    return [...document.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea")]
      .filter((field) => field.autocomplete !== "off" || field.spellcheck)
      .map(({ outerHTML }) => outerHTML);
"##;

#[tokio::test]
async fn hostile_words_run_nothing_fetch_nothing_and_leave_nothing() {
    let window = Window::open().await;
    window.says("Open inbox").await;
    let data = window.closes().await;
    prepares(data.path());

    let window = Window::open_on(data, Start::training()).await;
    window.says("Open inbox").await;
    window.is_unharmed("Today").await;
    window.presses("Inbox").await;
    for kind in ["F1", "F2", "F4", "F9"] {
        window.narrows(kind).await;
        window
            .selects("//*[@role='row' and @aria-rowindex='2']")
            .await;
        window
            .sees("//*[@data-pane='detail' and not(@inert)]//h1")
            .await;
        window.is_unharmed(kind).await;
        for tab in ["The message", "Notes"] {
            window
                .clicks(&format!(
                    "//*[@role='tab'][starts-with(normalize-space(.), '{tab}')]"
                ))
                .await;
            window.is_unharmed(&format!("{kind}, {tab}")).await;
        }
    }
    imitates(&window).await;
    window.presses("Patients").await;
    window
        .sees("//*[@role='grid' and @aria-label='Patients']")
        .await;
    window.is_unharmed("the patients").await;
    goes_nowhere(&window).await;

    let data = window.closes().await;
    let left = holding(data.path(), b"onerror=window.stolen");
    assert_eq!(
        left,
        Vec::<String>::new(),
        "what was shown lies in no file as it was"
    );
}

/// Patients who bear the words, a message that says them, and a note.
fn prepares(data: &Path) {
    let premises = ledger(data);
    for (kind, words) in ["F1", "F2", "F4"].into_iter().zip(WORDS) {
        let notice = waiting(&premises, kind);
        let patient = notice.patient.unwrap();
        renames(&premises, patient, words);
        let role = practice::Role::Manager;
        let act = practice::Act {
            by: "Asha Patel",
            role,
            at: notice.arrived_at,
        };
        let practice = &premises.practice;
        practice
            .note(NoteOn::Notice(notice.id), words, &act)
            .unwrap();
    }
    let outline = serde_json::to_string(&[&WORDS[..], &[IMITATED]].concat()).unwrap();
    many_like(&premises, &waiting(&premises, "F9"), 1, &outline);
}

impl Window {
    async fn is_unharmed(&self, place: &str) {
        let found = self.asks(CAME_OF_IT, vec![]).await;
        assert_eq!(found, json!([null, null, [], 0, [], 0, ""]), "{place}");
        let leaky = self.asks(LEAKY, vec![]).await;
        assert_eq!(leaky, json!([]), "{place}");
    }
}

/// What PCSE writes stands among what PCSE writes, and has no button.
async fn imitates(window: &Window) {
    window.turns_to("Unmatched").await;
    window
        .sees("//nav/button[@aria-current='page'][starts-with(normalize-space(.), 'Unmatched')]")
        .await;
    window
        .selects("//*[@role='row' and @aria-rowindex='3']")
        .await;
    window
        .sees(&format!(
            "//*[contains(@class, 'app-outline')]//li[contains(., \"{IMITATED}\")]"
        ))
        .await;
    window.is_unharmed("a message that imitates").await;
    let elsewhere = window
        .asks(
            "return [...document.querySelectorAll('button, dialog, [role=alert], [role=status], h1, h2')].filter((one) => one.textContent.includes('click OK')).length",
            vec![],
        )
        .await;
    assert_eq!(elsewhere, json!(0));
}

/// Neither by its own script does the window leave its place, ask elsewhere, or lose what its objects stand on.
async fn goes_nowhere(window: &Window) {
    let tries = r##"
        const done = arguments[arguments.length - 1];
        const blocked = [];
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => blocked.push(effectiveDirective));
        location.href = "https://example.org/";
        const opened = window.open("https://example.org/");
        const image = new Image();
        image.src = "https://example.org/x.png";
        const asked = fetch("https://example.org/").then(() => "answered", () => "refused");
        asked.then((answer) => setTimeout(() => done([location.protocol, opened === null, answer, Object.isFrozen(Object.prototype), "__TAURI__" in window, blocked.includes("img-src")]), 200));
    "##;
    let found = window.client.execute_async(tries, vec![]).await.unwrap();

    assert_eq!(found, json!(["tauri:", true, "refused", true, false, true]));
    window
        .sees("//*[@role='grid' and @aria-label='Patients']")
        .await;
}

fn holding(at: &Path, words: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(at).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if fs::read(&path)
            .is_ok_and(|bytes| bytes.windows(words.len()).any(|part| part == words))
        {
            found.push(path.to_string_lossy().into_owned());
        }
    }

    found
}
