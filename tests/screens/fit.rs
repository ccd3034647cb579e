//! Whether a screen can be used: in the smallest window, with ordinary, larger and twice the text. A picture of each is left
//! where somebody asked for them.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::Window;

/// The folder for a picture of every screen and state.
const PICTURES: &str = "LINKDESK_PICTURES";
const SIZES: [u16; 3] = [100, MIDDLE, 200];
/// What axe-core finds in it, it finds in the others.
const MIDDLE: u16 = 125;

/// What nobody could read or reach: words that are cut off, what lies beside the page, what scrolls sideways that should
/// not. Lists shorten a name and tell it whole to whoever points at it; views, numbers and tables of reports may be pushed.
const LOST: &str = r##"
    const page = document.documentElement;
    const words = (one) => `${one.tagName.toLowerCase()} "${one.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
    const pushed = ".app-views, .app-status, .app-report__rows, .app-list, .app-table--wide, .app-raw";
    const right = (one) => one.getBoundingClientRect().right;
    const pusher = (box) => [...box.querySelectorAll("*")].findLast((one) => right(one) > right(box) + 1)?.outerHTML.slice(0, 80);
    const found = [];
    if (page.scrollWidth > page.clientWidth) found.push(`the page is ${page.scrollWidth - page.clientWidth} too wide`);
    for (const box of document.querySelectorAll("main *, dialog[open], dialog[open] *")) {
      if (box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX) && !box.closest(pushed) && box.clientWidth > 0) found.push(`${words(box)} .${box.className} scrolls sideways by ${pusher(box)}`);
    }
    const read = "h1, h2, h3, p, button, input, select, textarea, label, legend, dt, dd, th, td, li, summary, a, figcaption, [role=gridcell], .app-tag";
    for (const one of document.querySelectorAll(`main :is(${read}), dialog[open] :is(${read}), .app-bar :is(button, div), .app-toast :is(p, button)`)) {
      const at = one.getBoundingClientRect();
      if (!one.checkVisibility() || at.width < 3 || at.height < 3 || one.closest(".nhsuk-u-visually-hidden, [inert], .app-status")) continue;
      const style = getComputedStyle(one);
      if (one.scrollWidth > one.clientWidth + 1 && style.overflowX !== "visible" && !/INPUT|SELECT|TEXTAREA/.test(one.tagName) && !one.title && !one.closest("[title]")) found.push(`${words(one)} is cut short`);
      for (let box = one.parentElement; box && box !== page; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (/auto|scroll/.test(overflowX) || /auto|scroll/.test(overflowY)) break;
        const edge = box.getBoundingClientRect();
        const isCut = (overflowX !== "visible" && (at.right > edge.right + 1 || at.left < edge.left - 1)) || (overflowY !== "visible" && at.bottom > edge.bottom + 1);
        if (isCut && !box.closest("[title]")) { found.push(`${words(one)} is cut off by .${box.className}`); break; }
      }
    }
    return [...new Set(found)];
"##;

/// Where the focus stands, unless it is hidden under something or outside of what is seen.
const HIDDEN: &str = r##"
    const at = document.activeElement;
    const mark = document.getElementById(at.getAttribute("aria-activedescendant")) ?? at;
    const box = mark.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 12), box.top + Math.min(box.height / 2, 12)];
    const over = document.elementFromPoint(x, y);
    const isHidden = at === document.body || over === null || !(mark.contains(over) || over.contains(mark) || [...(at.labels ?? [])].some((label) => label.contains(over)));
    window.walked ??= new Map();
    if (!window.walked.has(at)) window.walked.set(at, window.walked.size);
    return [window.walked.get(at), isHidden, `${Math.round(x)}, ${Math.round(y)}: ${over?.outerHTML.slice(0, 80)}`];
"##;
/// More stops than any screen has.
const STOPS: usize = 150;

impl Window {
    /// Goes once round by Tab: each stop can be seen, and is hidden under nothing.
    pub(crate) async fn is_walked(&self, state: &str) {
        self.asks("window.walked = undefined; return null", vec![])
            .await;
        for step in 0..STOPS {
            self.key("Tab").await;
            let name = self.focused().await;
            let found = self.asks(HIDDEN, vec![]).await;
            let (stop, is_hidden, under): (usize, bool, String) =
                serde_json::from_value(found).unwrap();
            assert!(
                !is_hidden,
                "{state}: the focus on \"{name}\" is hidden at {under}"
            );
            if stop < step {
                return;
            }
        }

        panic!("{state}: Tab does not come round");
    }

    /// As small as the window gets.
    pub(crate) async fn is_small(&self) {
        self.client.set_window_size(1180, 700).await.unwrap();
    }

    /// Fails where a state of a screen keeps somebody out or loses something, with each size of the text.
    pub(crate) async fn is_fit(&self, state: &str) {
        for size in SIZES {
            let name = format!("{state}, {size} %");
            self.has_text(size).await;
            self.leaves_a_picture(&format!("{}-{size}", state.replace([' ', ','], "-")))
                .await;
            if size != MIDDLE {
                self.shuts_nobody_out(&name).await;
            }
            let lost = self.asks(LOST, vec![]).await;
            assert_eq!(lost, json!([]), "{name}");
        }
        self.has_text(100).await;
    }

    /// Until the lists have measured their rows anew and are drawn so.
    pub(crate) async fn has_text(&self, size: u16) {
        let drawn = r#"
            const [size, done] = arguments;
            document.documentElement.dataset.text = size;
            requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
        "#;
        let size = Value::from(size.to_string());

        self.client.execute_async(drawn, vec![size]).await.unwrap();
    }

    async fn leaves_a_picture(&self, name: &str) {
        let Some(folder) = std::env::var_os(PICTURES) else {
            return;
        };
        let place = Path::new(&folder).join(format!("{name}.png"));

        std::fs::write(place, self.picture().await).unwrap();
    }
}
