//! Messages whose bytes cannot be taken: after three tries they are known by their headers alone. MESH keeps them.

use jiff::{SignedDuration, Timestamp};
use mailbox::{MailError, Mailbox, MessageId, Trouble};
use store::{DamagedIn, DamagedTry, Read};

use super::{Exchange, Pass, verdict};
use crate::{Act, DeskError, Practice, Result, due};

/// So often a message is fetched in vain, in as many passes, before it is set aside.
const MOST_TRIES: u32 = 3;
/// One that is set aside is tried so often: what spoils it may be mended before MESH gives it up.
const BETWEEN_TRIES: SignedDuration = SignedDuration::from_hours(24);
/// So many are shown.
const SHOWN: u32 = 100;

/// What is wrong with the message itself, and not with the way to it.
pub(super) fn is_of_the_message(error: &MailError) -> bool {
    matches!(error.trouble, Trouble::Damaged | Trouble::TooLarge)
}

/// Whether a message was set aside, and is not to be fetched now. A time ahead of us was written by a clock that
/// was wrong.
pub(super) fn rests(r: &Read<'_>, id: &MessageId, now: Timestamp) -> Result<bool> {
    let Some(damaged) = r.damaged_in_with(id.as_str())? else {
        return Ok(false);
    };
    let next = due::later(damaged.tried_at, BETWEEN_TRIES);

    Ok(damaged.tries >= MOST_TRIES && damaged.tried_at <= now && now < next)
}

/// Name and value of each header, for the ledger.
pub(super) fn as_json(headers: &[(String, String)]) -> String {
    let headers: serde_json::Map<_, _> = headers
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect();

    serde_json::Value::Object(headers).to_string()
}

impl<M: Mailbox> Exchange<M> {
    /// Counts the try, and tells of it. MESH is not told to forget the message.
    pub(super) async fn note_damaged(
        &self,
        id: MessageId,
        error: MailError,
        pass: &mut Pass,
    ) -> Result<()> {
        let (now, trouble) = (self.world.now(), error.trouble);
        let tries = self
            .on_ledger(move |practice| practice.note_damaged(&id, &error, now))
            .await?;
        let code = verdict::code(trouble);
        if tries < MOST_TRIES {
            pass.met_on_the_way(&MailError::new(trouble, ""));
        } else {
            pass.met(
                code,
                format!("{trouble}, {tries} times. It is kept by its headers alone, stays at MESH and is fetched once a day; `letters` names it. Ask PCSE to send it again"),
            );
        }

        Ok(())
    }
}

impl Practice {
    /// The newest messages that never came whole.
    pub fn damaged_messages(&self) -> Result<Vec<DamagedIn>> {
        Ok(self.store().read(|r| r.damaged_in(SHOWN))?)
    }

    fn note_damaged(&self, id: &MessageId, error: &MailError, now: Timestamp) -> Result<u32> {
        let headers = as_json(&error.headers);
        let why = verdict::code(error.trouble);

        self.store().write(|w| {
            let damaged = w.damaged_again(&DamagedTry {
                mesh_id: id.as_str(),
                headers: &headers,
                why,
                at: now,
            })?;
            let details = serde_json::json!({ "code": why, "tries": damaged.tries });
            Act::of_program(now).record(
                w,
                "came damaged",
                "damaged message",
                Some(damaged.id.get()),
                details,
            )?;

            Ok::<_, DeskError>(damaged.tries)
        })
    }
}
