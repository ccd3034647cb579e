//! What "Clear routine" would do, and what it leaves to a person.

use serde::Serialize;
use ts_rs::TS;

use super::Counted;

/// What "Clear routine" would do.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoutinePreview {
    #[ts(inline)]
    pub counts: Vec<Counted>,
    #[ts(inline)]
    pub lines: Vec<RoutineLine>,
    #[ts(inline)]
    pub left_out: Vec<LeftOut>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct RoutineLine {
    pub notice: i64,
    pub kind: String,
    pub name: String,
    pub what: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftOut {
    pub notice: i64,
    pub kind: String,
    pub why: Vec<String>,
}

impl From<practice::RoutinePreview> for RoutinePreview {
    fn from(preview: practice::RoutinePreview) -> Self {
        let counts = preview.counts.into_iter().map(|(words, count)| Counted {
            words: words.to_owned(),
            count: u64::try_from(count).unwrap_or(u64::MAX),
        });
        let lines = preview.lines.into_iter().map(|line| RoutineLine {
            notice: line.notice.get(),
            kind: line.kind.to_owned(),
            name: line.name,
            what: line.what.to_owned(),
        });
        let left_out = preview.left_out.into_iter().map(|one| LeftOut {
            notice: one.notice.get(),
            kind: one.kind.to_owned(),
            why: one.why.into_iter().map(str::to_owned).collect(),
        });

        Self {
            counts: counts.collect(),
            lines: lines.collect(),
            left_out: left_out.collect(),
        }
    }
}

impl std::fmt::Debug for RoutinePreview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RoutinePreview(redacted)")
    }
}

impl std::fmt::Debug for RoutineLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RoutineLine(redacted)")
    }
}
