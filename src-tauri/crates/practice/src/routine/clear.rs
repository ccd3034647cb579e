//! "Clear routine": says what it will do and what not, and does just that, each notice by itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use store::{Notice, NoticeId, NoticeState, PatientId, Read, StoreError, Write};

use super::{RoutineTest, gather, routine};
use crate::decisions::{Choice, Verdict, decide_in};
use crate::inbox::kind_words;
use crate::matching::order;
use crate::record::shown_name;
use crate::{Act, DeskError, Practice, Result, Settings};

/// What "Clear routine" will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoutinePreview {
    /// How many of each kind, in words.
    pub counts: BTreeMap<&'static str, usize>,
    pub lines: Vec<RoutineLine>,
    pub left_out: Vec<LeftOut>,
}

/// One notice that will be cleared. `Debug` does not show the patient.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RoutineLine {
    pub notice: NoticeId,
    pub kind: &'static str,
    pub patient: PatientId,
    pub name: String,
    /// What will change.
    pub what: &'static str,
}

/// One notice that is left to a person, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub notice: NoticeId,
    pub kind: &'static str,
    /// The tests that it does not pass.
    pub why: Vec<&'static str>,
}

/// What "Clear routine" did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Cleared {
    pub decided: Vec<NoticeId>,
    /// Those that stopped being routine meanwhile, with the code of the refusal.
    pub left: Vec<(NoticeId, &'static str)>,
}

/// So many notices are looked at for a count.
const MOST_LOOKED_AT: u32 = 1_000;
/// Notices looked at in one go.
const PAGE: u32 = 200;

impl std::fmt::Debug for RoutineLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RoutineLine({} {})", self.notice, self.kind)
    }
}

impl Practice {
    /// What "Clear routine" would do now, and what it would leave to a person.
    pub fn routine_preview(&self, at: Timestamp) -> Result<RoutinePreview> {
        self.store().read(|r| preview(r, at))
    }

    /// Decides everything that is routine, oldest first. One that fails does not hold up the others.
    pub fn clear_routine(&self, act: &Act<'_>) -> Result<Cleared> {
        let preview = self.routine_preview(act.at)?;
        let notices: Vec<NoticeId> = preview.lines.iter().map(|line| line.notice).collect();

        self.clear_previewed(&notices, act)
    }

    /// Decides those that a person has seen listed, as far as they are still routine.
    pub fn clear_previewed(&self, notices: &[NoticeId], act: &Act<'_>) -> Result<Cleared> {
        self.store().read(|r| act.as_clerk(r))?;
        let mut cleared = Cleared::default();
        for &notice in notices {
            match self.store().write(|w| clear(w, notice, act)) {
                Ok(()) => cleared.decided.push(notice),
                Err(DeskError::Store(error)) if error != StoreError::Stale => {
                    return Err(error.into());
                }
                Err(refusal) => cleared.left.push((notice, refusal.code())),
            }
        }

        Ok(cleared)
    }
}

/// Whether all tests hold.
pub(crate) fn is_routine(
    r: &Read<'_>,
    settings: &Settings,
    notice: &Notice,
    now: Timestamp,
) -> Result<bool> {
    Ok(why_not(r, settings, notice, now)?.is_empty())
}

/// Applies routine approvals and flag removals, where the practice has chosen so.
pub(crate) fn apply_at_once(w: &Write<'_>, notices: &[NoticeId], at: Timestamp) -> Result<()> {
    let is_chosen = w
        .setting("apply_routine")?
        .is_some_and(|chosen| chosen == "yes");
    if !is_chosen {
        return Ok(());
    }
    let settings = Settings::read(w)?;
    for notice in notices {
        apply(w, &settings, *notice, at)?;
    }

    Ok(())
}

fn apply(w: &Write<'_>, settings: &Settings, notice: NoticeId, at: Timestamp) -> Result<()> {
    let notice = w.notice(notice)?;
    let is_one = matches!(notice.kind.as_str(), "F4" | "F10");
    let waits = notice.state == NoticeState::ToDecide;
    if !is_one || !waits || !is_routine(w, settings, &notice, at)? {
        return Ok(());
    }
    match decide_by_rule(w, settings, notice.id, &Act::of_program(at)) {
        // Both kinds are refused before anything is written; the notice then waits for a person.
        Ok(()) => Ok(()),
        Err(DeskError::Store(error)) => Err(error.into()),
        Err(_) => Ok(()),
    }
}

fn preview(r: &Read<'_>, at: Timestamp) -> Result<RoutinePreview> {
    let settings = Settings::read(r)?;
    let mut preview = RoutinePreview {
        counts: BTreeMap::new(),
        lines: Vec::new(),
        left_out: Vec::new(),
    };
    let mut after = None;
    loop {
        let page = r.notices_in(NoticeState::ToDecide, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(preview);
        };
        after = Some(last.id);
        for notice in page.iter().filter(|notice| !order::is_snoozed(notice, at)) {
            let why = why_not(r, &settings, notice, at)?;
            preview.put(r, notice, why)?;
        }
    }
}

/// How many are routine now, of the first that may be; and whether there are more of these. Every change at the desk asks
/// for it, and each one takes its look: a count of a backlog would be old before it is shown.
pub(crate) fn count(r: &Read<'_>, settings: &Settings, at: Timestamp) -> Result<(u64, bool)> {
    let mut notices = r.ids_perhaps_routine(MOST_LOOKED_AT + 1)?;
    let is_more = notices.len() > MOST_LOOKED_AT as usize;
    notices.truncate(MOST_LOOKED_AT as usize);
    let mut number = 0;
    for id in notices {
        let notice = r.notice(id)?;
        if !order::is_snoozed(&notice, at) && is_routine(r, settings, &notice, at)? {
            number += 1;
        }
    }

    Ok((number, is_more))
}

impl RoutinePreview {
    fn put(&mut self, r: &Read<'_>, notice: &Notice, why: Vec<&'static str>) -> Result<()> {
        let kind = kind_words(&notice.kind);
        match notice.patient {
            Some(patient) if why.is_empty() => {
                *self.counts.entry(kind).or_default() += 1;
                self.lines.push(RoutineLine {
                    notice: notice.id,
                    kind,
                    patient,
                    name: shown_name(&r.patient(patient)?.record),
                    what: what_changes(&notice.kind),
                });
            }
            _ => self.left_out.push(LeftOut {
                notice: notice.id,
                kind,
                why,
            }),
        }

        Ok(())
    }
}

/// Every test, for "Why is this routine?".
pub(crate) fn why(
    r: &Read<'_>,
    settings: &Settings,
    notice: &Notice,
    now: Timestamp,
) -> Result<Vec<RoutineTest>> {
    Ok(routine(&gather::facts(r, settings, notice, now)?))
}

fn what_changes(kind: &str) -> &'static str {
    match kind {
        "F4" => "waiting for approval becomes registered",
        "F2" => "registered becomes left",
        _ => "the FP69 flag is taken off",
    }
}

fn why_not(
    r: &Read<'_>,
    settings: &Settings,
    notice: &Notice,
    now: Timestamp,
) -> Result<Vec<&'static str>> {
    let tests = why(r, settings, notice, now)?;
    let failed = tests.into_iter().filter(|(holds, _)| !holds);

    Ok(failed.map(|(_, words)| words).collect())
}

fn clear(w: &Write<'_>, notice: NoticeId, act: &Act<'_>) -> Result<()> {
    act.as_clerk(w)?;
    let settings = Settings::read(w)?;
    let row = w.notice(notice)?;
    if row.state == NoticeState::ToDecide && !is_routine(w, &settings, &row, act.at)? {
        return Err(DeskError::NotSo {
            why: "it is no longer routine",
        });
    }

    decide_by_rule(w, &settings, notice, act)
}

fn decide_by_rule(
    w: &Write<'_>,
    settings: &Settings,
    notice: NoticeId,
    act: &Act<'_>,
) -> Result<()> {
    let verdict = Verdict {
        notice,
        choice: &Choice::record(),
        reason: None,
        seen: None,
        form: None,
        rule: true,
    };

    decide_in(w, settings, &verdict, act).map(drop)
}
