//! `inbox`: what came in, one line a notice, and all about one of them.

use clap::{Args, Subcommand};
use jiff::Timestamp;
use practice::{Item, NoticeDetail, NumberHeldBy, Test, View};
use serde_json::json;
use store::{NoteOn, NoticeId, NoticeState};

use super::answer::{Answer, as_json};
use super::at::{At, instant};
use super::choices::explained;
use super::open::Desk;
use super::outbox::shown;
use crate::error::Failure;

const HELP: &str = "\
Examples:
  linkdesk-cli inbox --data ./desk
  linkdesk-cli inbox --data ./desk --view unmatched --json
  linkdesk-cli inbox --data ./desk show 7

The oldest come first. Notices about one patient are decided in their order: see `decide`.";

/// Notices that one list shows where nothing else is said.
const MOST: u32 = 200;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Inbox {
    #[command(flatten)]
    pub(super) at: At,
    /// to-decide (where none is named), routine, unmatched, reminders, set-aside, done-today, to-enter or all
    #[arg(long, value_name = "VIEW", value_parser = view)]
    view: Option<View>,
    /// Begin after this notice
    #[arg(long, value_name = "NOTICE")]
    after: Option<i64>,
    /// So many at the most; 200 where nothing is said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    most: Option<u32>,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Everything about one notice, and what can be chosen for it
    Show { notice: i64 },
    /// Whom an unmatched notice could be about
    Candidates { notice: i64 },
    /// Look away from a notice until a time
    Snooze {
        notice: i64,
        #[arg(long, value_name = "TIME", value_parser = instant)]
        until: Timestamp,
    },
    /// Put a notice back among those to decide
    Unsnooze { notice: i64 },
    /// Leave a word for colleagues; it is never sent
    Note { notice: i64, text: String },
}

pub(super) fn run(asked: &Inbox) -> Result<Answer, Failure> {
    let is_list = asked.view.is_some() || asked.after.is_some() || asked.most.is_some();
    if asked.deed.is_some() && is_list {
        return Err(Failure::Usage(
            "--view, --after and --most go with the list only".to_owned(),
        ));
    }
    let desk = Desk::open(&asked.at)?;
    let (practice, act) = (&desk.practice, desk.act());
    let notice = match &asked.deed {
        None => return list(&desk, asked),
        Some(Deed::Candidates { notice }) => return candidates(&desk, NoticeId::new(*notice)),
        Some(Deed::Show { notice }) => NoticeId::new(*notice),
        Some(Deed::Snooze { notice, until }) => {
            practice.snooze(NoticeId::new(*notice), *until, &act)?;
            NoticeId::new(*notice)
        }
        Some(Deed::Unsnooze { notice }) => {
            practice.unsnooze(NoticeId::new(*notice), &act)?;
            NoticeId::new(*notice)
        }
        Some(Deed::Note { notice, text }) => {
            let notice = NoticeId::new(*notice);
            practice.note(NoteOn::Notice(notice), text, &act)?;
            notice
        }
    };

    show(&desk, notice)
}

fn list(desk: &Desk, asked: &Inbox) -> Result<Answer, Failure> {
    let after = asked.after.map(NoticeId::new);
    let view = asked.view.unwrap_or(View::ToDecide);
    let most = usize::try_from(asked.most.unwrap_or(MOST)).unwrap_or(usize::MAX);
    let items = desk.practice.inbox(view, after, most, desk.now)?;
    let all = desk.practice.inbox_count(view, desk.now)?;
    let letters = desk.practice.letters_set_aside()?.len();
    let mut words: Vec<String> = items.iter().flat_map(lines).collect();
    if items.is_empty() {
        words.push("Nothing here.".to_owned());
    }
    let shown = u64::try_from(items.len()).unwrap_or(u64::MAX);
    if let Some(last) = items.last().filter(|_| shown < all) {
        words.push(format!(
            "{shown} of {all} shown; the next come with --after {}.",
            last.notice
        ));
    }
    if letters > 0 {
        words.push(format!("{letters} set aside whole: see `letters`."));
    }

    Ok(Answer::new(
        json!({ "notices": as_json(&items)?, "total": all, "letters_set_aside": letters }),
        words,
    ))
}

fn lines(item: &Item) -> Vec<String> {
    let whose = match (&item.name, &item.nhs_number) {
        (Some(name), _) => name.clone(),
        (None, Some(number)) => format!("NHS number {number}, nobody on the list"),
        (None, None) => "about nobody".to_owned(),
    };
    let mut marks = vec![item.state.word().to_owned()];
    marks.extend(item.routine.then(|| "routine".to_owned()));
    marks.extend(item.late.then(|| "came late".to_owned()));
    marks.extend(
        item.snoozed_until
            .map(|until| format!("until {}", shown(until))),
    );
    let mut lines = vec![format!(
        "Notice {}: {} ({}), {whose}; {}; {}",
        item.notice,
        item.words,
        item.kind,
        shown(item.arrived_at),
        marks.join(", ")
    )];
    lines.extend(item.outline.iter().map(|line| format!("  {line}")));

    lines
}

pub(super) fn show(desk: &Desk, notice: NoticeId) -> Result<Answer, Failure> {
    let detail = desk.practice.notice_detail(notice, desk.now)?;

    Ok(Answer::new(as_json(&detail)?, detail_lines(&detail)))
}

fn detail_lines(detail: &NoticeDetail) -> Vec<String> {
    let mut words = lines(&detail.item);
    words.extend(detail.tests.iter().map(test));
    words.extend(detail.number_held_by.iter().flat_map(held));
    for row in &detail.rows {
        let blank = || "blank".to_owned();
        let now = row.now.clone().unwrap_or_else(blank);
        let says = row.says.clone().unwrap_or_else(blank);
        words.push(format!("  {}: {now} becomes {says}", row.field));
    }
    for decision in &detail.decisions {
        let stands = if decision.stands { "" } else { " (undone)" };
        words.push(format!(
            "  {} by {}: {}{stands}",
            shown(decision.at),
            decision.by,
            decision.choice
        ));
    }
    for note in &detail.notes {
        words.push(format!(
            "  {} by {}: {}",
            shown(note.at),
            note.by,
            note.text
        ));
    }
    words.extend(
        detail
            .earlier
            .map(|earlier| format!("  Notice {earlier} comes first.")),
    );
    words.extend(choices(detail));

    words
}

/// What can be chosen, each with what it does.
fn choices(detail: &NoticeDetail) -> Vec<String> {
    let waits = matches!(detail.item.state, NoticeState::ToDecide);
    if detail.choices.is_empty() && waits {
        return vec![
            "  Nobody on the list was found for it: `match` it to a patient, or decide not-ours."
                .to_owned(),
        ];
    }
    let usual = detail.choices.iter();
    let lines = usual.map(|word| format!("    {word:<14}{}", explained(&detail.item.kind, word)));
    let title = (!detail.choices.is_empty()).then(|| "  Choose:".to_owned());

    title.into_iter().chain(lines).collect()
}

/// Whose the number is, and how it is moved where both are one person.
fn held(held: &NumberHeldBy) -> Vec<String> {
    let mut words = vec![format!(
        "  Its NHS number is that of patient {}, {}, who is {}.",
        held.patient, held.name, held.state
    )];
    words.extend(held.tests.iter().map(test));
    if held.may_be_moved {
        words.push(format!(
            "  If both are the same person, move it: patient N take-number {} --why TEXT",
            held.patient
        ));
    }

    words
}

fn test(test: &Test) -> String {
    let holds = match test.holds {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not known",
    };

    format!("  {}: {holds}", test.words)
}

fn candidates(desk: &Desk, notice: NoticeId) -> Result<Answer, Failure> {
    let found = desk.practice.candidates(notice)?;
    let mut words = Vec::new();
    for candidate in &found {
        let patient = desk
            .practice
            .store()
            .read(|r| r.patient(candidate.patient))?;
        words.push(format!(
            "Patient {}: {}",
            candidate.patient,
            practice::shown_name(&patient.record)
        ));
        words.extend(candidate.tests.iter().map(test));
    }
    if found.is_empty() {
        words.push("Nobody on the list is like it.".to_owned());
    }

    Ok(Answer::new(
        json!({ "candidates": as_json(&found)? }),
        words,
    ))
}

fn view(word: &str) -> Result<View, String> {
    View::parse(word).ok_or_else(|| {
        "it is to-decide, routine, unmatched, reminders, set-aside, done-today, to-enter or all"
            .to_owned()
    })
}
