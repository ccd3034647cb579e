//! The answers to our filings: each is what somebody decided about a notice.

use store::{Answer, DecisionId, Filing, FilingId, Notice, Read};

use super::found::Found;
use crate::Result;

/// INV-14
pub(super) fn look(r: &Read<'_>, found: &mut Found) -> Result<()> {
    let mut before: Option<FilingId> = None;
    loop {
        let page = r.filings_before(before, 200)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        before = Some(last.id);
        for filing in &page {
            found.add_all("INV-14", undecided(r, filing)?);
        }
    }
}

fn undecided(r: &Read<'_>, filing: &Filing) -> Result<Option<String>> {
    let Some(kinds) = answering(filing.answer) else {
        return Ok(None);
    };
    let is_one = |notice: &Notice| kinds.contains(&notice.kind.as_str());
    let mut is_decided = match filing.answered_by {
        Some(decision) => stands_about(r, decision, is_one)?,
        None => false,
    };
    for notice in r.notices_answering(filing.id)? {
        is_decided |= is_one(&notice) && r.standing_decision(notice.id)?.is_some();
    }

    Ok((!is_decided).then(|| {
        format!(
            "filing {} counts as {}, which nobody has decided about any notice; ask PCSE what they answered",
            filing.id,
            filing.answer.word()
        )
    }))
}

/// A deduction answers all requests about its patient, and is matched to one of them.
fn stands_about(
    r: &Read<'_>,
    decision: DecisionId,
    is_one: impl Fn(&Notice) -> bool,
) -> Result<bool> {
    let decision = r.decision(decision)?;

    Ok(decision.stands && is_one(&r.notice(decision.notice)?))
}

/// The kinds of notice that bring an answer.
fn answering(answer: Answer) -> Option<&'static [&'static str]> {
    match answer {
        Answer::Approved => Some(&["F4"]),
        Answer::Rejected => Some(&["F3"]),
        Answer::Answered => Some(&["F2", "F11"]),
        Answer::NoneExpected | Answer::Waiting | Answer::Closed => None,
    }
}
