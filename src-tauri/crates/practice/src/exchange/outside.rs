//! What the record outside is told of letters that came, before MESH may forget them.

use mailbox::Mailbox;
use store::{LetterInId, Read};

use super::receive::Kept;
use super::{Exchange, Pass};
use crate::marks::Marks;
use crate::reading::{LAST, header_of, numbered};
use crate::{DeskError, Practice, Result};

impl<M: Mailbox> Exchange<M> {
    /// Keeps outside how far the letters have come: once for all of them, since it is a write to the disk. Tells whether
    /// MESH may forget them; where the record cannot be kept they wait there, and are stored here all the same.
    pub(super) async fn mark_received(
        &self,
        kept: impl Iterator<Item = Kept>,
        pass: &mut Pass,
    ) -> Result<bool> {
        let letters: Vec<LetterInId> = kept
            .filter_map(|kept| match kept {
                Kept::Letter(id) => Some(id),
                Kept::Report(_) => None,
            })
            .collect();
        if letters.is_empty() {
            return Ok(true);
        }
        let marked = self
            .on_ledger(move |practice| practice.mark_received(&letters))
            .await;
        match marked {
            Ok(()) => Ok(true),
            Err(error @ (DeskError::Marks(_) | DeskError::MarksUnwritten(_))) => {
                pass.met(error.code(), error.to_string());
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

impl Practice {
    fn mark_received(&self, letters: &[LetterInId]) -> Result<()> {
        // Where there is no record the data is taken for another computer's, and must stay so until its numbers are
        // confirmed.
        let Some(mut marks) = Marks::read(self.marks())? else {
            return Ok(());
        };
        let is_new = self.store().read(|r| receive(r, &mut marks, letters))?;

        if is_new {
            marks.write(self.marks())
        } else {
            Ok(())
        }
    }
}

/// Tells whether any letter is the highest of its link.
fn receive(r: &Read<'_>, marks: &mut Marks, letters: &[LetterInId]) -> Result<bool> {
    let mut headed = Vec::new();
    for id in letters {
        headed.push((*id, header_of(&r.letter_in(*id)?.body)));
    }
    let mut is_new = false;
    for one in numbered(r, &headed, |link| marks.newest_in(link))? {
        // A number that none can have stands for nothing.
        let number = u32::try_from(one.ris).ok();
        if let Some(number) = number.filter(|number| (1..=LAST).contains(&u64::from(*number))) {
            let mesh_id = r.letter_in(one.letter)?.mesh_id;
            is_new |= marks.receive(one.link, (one.epoch, number), &mesh_id);
        }
    }

    Ok(is_new)
}
