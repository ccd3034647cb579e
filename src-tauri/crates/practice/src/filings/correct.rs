//! Changing what a filing says before it is sent. Whom it is about, and what their state demands, stays.

use gplinks::Draft;
use store::{Filing, FilingId, Read};

use super::queue::{noted, queued};
use super::{changes, checks};
use crate::content::Content;
use crate::{Act, DeskError, Practice, Result, Settings, ToFile};

impl Practice {
    /// Changes what a filing says. Its kind, its authority and its patient stay.
    pub fn correct(&self, filing: FilingId, draft: &Draft, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            let found = queued(w, filing)?;
            let content = Content::of(draft.filing.clone());
            goes_the_same_way(w, &found, &content, draft)?;
            changes::put_back(w, &found, act)?;
            let patient = w.patient(found.patient)?;
            checks::is_still(w, &found, &patient, draft)?;
            w.rewrite_filing(filing, draft.gp.as_str(), &content.written()?)?;
            changes::finish(w, Some(&patient), filing, &ToFile::new(draft.clone()), act)?;

            noted(w, "corrected", filing, act)
        })
    }
}

fn goes_the_same_way(
    r: &Read<'_>,
    filing: &Filing,
    content: &Content,
    draft: &Draft,
) -> Result<()> {
    if content.kind() != filing.kind {
        return Err(DeskError::NotSo {
            why: "it is of another kind",
        });
    }
    checks::is_ours(&Settings::read(r)?, draft.link.practice.as_str())?;
    if Practice::link_of(r, draft.link.service.as_str())? != filing.link {
        return Err(DeskError::NotSo {
            why: "it goes to another authority: drop it, and file it anew",
        });
    }

    checks::has_doctor(r, filing.link, &draft.gp)
}
