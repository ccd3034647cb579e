//! `routine`, `worklist`, `tick`: what goes by the dozen, and what the clinical system still lacks.

use clap::Args;
use practice::ToTick;
use serde_json::json;
use store::DecisionId;

use super::answer::{Answer, as_json};
use super::at::At;
use super::open::Desk;
use super::outbox::shown;
use crate::error::Failure;
use crate::text::counted;

const ROUTINE: &str = "\
Examples:
  linkdesk-cli routine --data ./desk
  linkdesk-cli routine --data ./desk --clear";

const WORKLIST: &str = "\
Example:
  linkdesk-cli worklist --data ./desk";

const TICK: &str = "\
Example:
  linkdesk-cli tick --data ./desk 3 4";

#[derive(Debug, Args)]
#[command(after_help = ROUTINE)]
pub(crate) struct Routine {
    #[command(flatten)]
    pub(super) at: At,
    /// Do it; without this flag it is only told what would be done, and why not the rest
    #[arg(long)]
    clear: bool,
}

#[derive(Debug, Args)]
#[command(after_help = WORKLIST)]
pub(crate) struct Worklist {
    #[command(flatten)]
    pub(super) at: At,
}

#[derive(Debug, Args)]
#[command(after_help = TICK)]
pub(crate) struct Tick {
    #[command(flatten)]
    pub(super) at: At,
    /// The decisions that are done in the clinical system as well
    #[arg(value_name = "DECISION", required = true)]
    decisions: Vec<i64>,
}

pub(super) fn routine(asked: &Routine) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    if asked.clear {
        clear(&desk)
    } else {
        preview(&desk)
    }
}

fn clear(desk: &Desk) -> Result<Answer, Failure> {
    let cleared = desk.practice.clear_routine(&desk.act())?;
    let left = cleared
        .left
        .iter()
        .map(|(notice, code)| json!({ "notice": notice, "code": code }));
    let json = json!({ "decided": cleared.decided, "left": left.collect::<Vec<_>>() });
    let words = format!(
        "{} cleared, {} left for a person.",
        counted(cleared.decided.len() as u64, "notice"),
        cleared.left.len()
    );

    Ok(Answer::said(json, words))
}

fn preview(desk: &Desk) -> Result<Answer, Failure> {
    let preview = desk.practice.routine_preview(desk.now)?;
    let mut words: Vec<String> = preview
        .lines
        .iter()
        .map(|line| {
            format!(
                "Notice {}: {}, {}; {}",
                line.notice, line.kind, line.name, line.what
            )
        })
        .collect();
    for left in &preview.left_out {
        let why = left.why.join("; not: ");
        words.push(format!(
            "Notice {}: {} is left to you. Not: {why}",
            left.notice, left.kind
        ));
    }
    if words.is_empty() {
        words.push("Nothing waits.".to_owned());
    }

    Ok(Answer::new(as_json(&preview)?, words))
}

pub(super) fn worklist(asked: &Worklist) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let to_tick = desk.practice.worklist()?;
    let mut words: Vec<String> = to_tick.iter().flat_map(to_type).collect();
    if words.is_empty() {
        words.push("Nothing is left to do in the clinical system.".to_owned());
    }

    Ok(Answer::new(json!({ "to_tick": as_json(&to_tick)? }), words))
}

/// A decision, and what must be typed into the clinical system.
fn to_type(one: &ToTick) -> Vec<String> {
    let number = one.nhs_number.as_deref().unwrap_or("none");
    let mut lines = vec![format!(
        "Decision {}: {} of {} (NHS number {number}), {} by {}: {}",
        one.decision,
        one.kind,
        one.name,
        shown(one.at),
        one.by,
        one.choice
    )];
    let blank = "blank";
    lines.extend(one.rows.iter().map(|row| {
        let (now, says) = (row.now.as_deref(), row.says.as_deref());

        format!(
            "  {}: {} (was {})",
            row.field,
            says.unwrap_or(blank),
            now.unwrap_or(blank)
        )
    }));

    lines
}

pub(super) fn tick(asked: &Tick) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    for decision in &asked.decisions {
        desk.practice
            .tick(DecisionId::new(*decision), &desk.act())?;
    }
    let left = desk.practice.worklist()?.len();

    Ok(Answer::said(
        json!({ "ticked": asked.decisions, "left": left }),
        format!("Ticked. {left} left."),
    ))
}
