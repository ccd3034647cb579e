//! What a program can find of what keeps people out: axe-core, run in the real window.

use serde_json::json;

use crate::support::Window;

const AXE: &str = "ui/node_modules/axe-core/axe.min.js";

/// Every rule of WCAG 2.2 A and AA, and what is good practice. The program's frame that passes calls on shows nothing.
const RUN: &str = r##"
    const done = arguments[arguments.length - 1];
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    axe.run(document, { runOnly: { type: "tag", values: tags }, iframes: false, resultTypes: ["violations"] }).then(
      (found) => done(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => html + (any[0]?.message ?? "")).join(" | ")}`)),
      (error) => done([String(error)]),
    );
"##;

impl Window {
    /// Fails where axe-core finds anything in what is on screen.
    pub(crate) async fn shuts_nobody_out(&self, state: &str) {
        let is_there = self.asks("return typeof axe !== 'undefined'", vec![]).await;
        if is_there != json!(true) {
            let axe = std::fs::read_to_string(AXE).unwrap();
            self.asks(&axe, vec![]).await;
        }
        let found = self.client.execute_async(RUN, vec![]).await.unwrap();

        assert_eq!(found, json!([]), "{state}");
    }
}
