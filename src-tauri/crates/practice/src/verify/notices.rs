//! The notices: each worked on once, decided once or not at all, and what is set aside in sight.

use std::collections::BTreeSet;

use store::{ChangeId, Decision, Notice, NoticeId, NoticeState, Read};

use super::found::Found;
use super::patients::Changed;
use crate::Result;
use crate::reports::set_aside;

pub(super) const IDS: &[&str] = &["INV-14", "INV-15", "INV-20"];

const PAGE: u32 = 200;

pub(super) fn look(r: &Read<'_>, changed: Option<&Changed>, found: &mut Found) -> Result<()> {
    for (one, other) in r.notices_twice()? {
        found.add("INV-14", format!("notices {one} and {other} are the same transaction; undo what the second one changed"));
    }
    let (mut seen, mut aside) = (0_u64, 0_u64);
    let mut after: Option<NoticeId> = None;
    loop {
        let page = r.notices_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for notice in &page {
            seen += 1;
            aside += u64::from(notice.state == NoticeState::SetAside);
            let decisions = r.decisions_of(notice.id)?;
            found.add_all("INV-14", badly_decided(notice, &decisions));
            let changed = changed.map(|changed| changed_twice(notice, &decisions, changed));
            found.add_all("INV-14", changed.flatten());
        }
    }
    let mut counted = 0;
    for state in NoticeState::ALL {
        counted += r.count_notices(*state)?;
    }
    if counted != seen {
        found.add("INV-15", format!("{seen} notices are there, but {counted} are counted as decided, waiting or set aside; put a backup back"));
    }
    let listed = set_aside::notices(r)?.len();
    if u64::try_from(listed) != Ok(aside) {
        found.add(
            "INV-20",
            format!(
                "{aside} notices are set aside, but the list shows {listed}; put a backup back"
            ),
        );
    }
    letters_aside(r, found)
}

/// INV-14: one decision stands about a notice that is done, and none about any other.
fn badly_decided(notice: &Notice, decisions: &[Decision]) -> Option<String> {
    let standing = decisions.iter().filter(|decision| decision.stands).count();
    let wanted = usize::from(notice.state == NoticeState::Done);

    (standing != wanted).then(|| {
        format!(
            "notice {} is {}, with {standing} decisions that stand; look at the patient's record, and decide it again",
            notice.id,
            notice.state.word()
        )
    })
}

/// INV-14: what changed on patients because of a notice is what its decisions did.
fn changed_twice(notice: &Notice, decisions: &[Decision], changed: &Changed) -> Option<String> {
    let decided: BTreeSet<ChangeId> = decisions.iter().filter_map(|one| one.change).collect();
    let none = BTreeSet::new();
    let changes = changed.get(&notice.id).unwrap_or(&none);

    (decided != *changes).then(|| {
        format!(
            "notice {} changed patients {} times, and {} of its decisions say so; compare the patient's record with PCSE's",
            notice.id,
            changes.len(),
            decided.len()
        )
    })
}

/// INV-20: counted on the walk, and compared with the list that people see.
fn letters_aside(r: &Read<'_>, found: &mut Found) -> Result<()> {
    let listed = set_aside::letters(r)?;
    let mut after = None;
    loop {
        let page = r.letters_in_after(after, 16)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.id);
        let hidden = page.iter().filter(|letter| {
            letter.why.is_some()
                && letter.dealt_with_at.is_none()
                && !listed.iter().any(|one| one.id == letter.id)
        });
        for letter in hidden {
            found.add(
                "INV-20",
                format!(
                    "letter in {} is set aside, but no list shows it; put a backup back",
                    letter.id
                ),
            );
        }
    }
}
