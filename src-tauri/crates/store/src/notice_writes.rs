//! Writing notices: what was read is kept as it came, and then settled, matched, taken on or put off.

use jiff::Timestamp;

use crate::db::given;
use crate::{
    FilingId, LetterInId, LinkId, MatchedBy, NoticeId, NoticeState, PatientId, Place, Result, Write,
};

/// Which patient, and which filing of ours, a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct About {
    pub patient: Option<(PatientId, MatchedBy)>,
    pub filing: Option<FilingId>,
    /// It came after something newer about the patient was decided.
    pub late: bool,
}

/// A notice that was just read.
#[derive(Clone)]
pub struct NewNotice<'a> {
    pub letter: LetterInId,
    pub link: LinkId,
    pub place: Place,
    pub kind: &'a str,
    pub rms: Option<u64>,
    pub tn: Option<u64>,
    pub gp: Option<&'a str>,
    pub nhs_number: Option<&'a str>,
    pub content: Option<&'a str>,
    pub outline: &'a str,
    pub problems: &'a str,
    pub raw_from: u64,
    pub raw_to: u64,
    pub at: Timestamp,
    pub state: NoticeState,
    pub about: About,
}

impl std::fmt::Debug for NewNotice<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewNotice({} {})", self.kind, self.state.word())
    }
}

impl Write<'_> {
    pub fn add_notice(&self, new: &NewNotice<'_>) -> Result<NoticeId> {
        self.db
            .insert(
                "INSERT INTO notices (letter_id, link_id, epoch, ris, message, position, kind, rms, tn, gp, nhs_number,
                                      content, outline, problems, raw_from, raw_to, arrived_at, state,
                                      patient_id, matched_by, filing_id, late)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                         $19, $20, $21, $22)",
                given![
                    new.letter,
                    new.link,
                    new.place.epoch,
                    new.place.ris,
                    new.place.message,
                    new.place.position,
                    new.kind,
                    new.rms,
                    new.tn,
                    new.gp,
                    new.nhs_number,
                    new.content,
                    new.outline,
                    new.problems,
                    new.raw_from,
                    new.raw_to,
                    new.at,
                    new.state,
                    new.about.patient.map(|(id, _)| id),
                    new.about.patient.map(|(_, by)| by),
                    new.about.filing,
                    new.about.late,
                ],
            )
            .map(NoticeId::new)
    }

    /// Says which patient, and which filing of ours, a notice is about.
    pub fn match_notice(&self, id: NoticeId, about: About) -> Result<()> {
        self.one(
            "UPDATE notices SET patient_id = $1, matched_by = $2, filing_id = $3, late = $4
             WHERE id = $5 AND state <> 'done'",
            given![
                about.patient.map(|(id, _)| id),
                about.patient.map(|(_, by)| by),
                about.filing,
                about.late,
                id,
            ],
        )
    }

    /// Settles a notice: `Some` with who and when, `None` puts it back among those to decide.
    pub fn settle_notice(&self, id: NoticeId, done: Option<(Timestamp, &str)>) -> Result<()> {
        match done {
            Some((at, by)) => self.one(
                "UPDATE notices SET state = 'done', decided_at = $1, decided_by = $2, snoozed_until = NULL
                 WHERE id = $3 AND state IN ('to decide', 'set aside')",
                given![at, by, id],
            ),
            None => self.one(
                "UPDATE notices
                 SET state = CASE WHEN content IS NULL THEN 'set aside' ELSE 'to decide' END,
                     decided_at = NULL, decided_by = NULL
                 WHERE id = $1 AND state = 'done'",
                given![id],
            ),
        }
    }

    /// Says who has taken a notice on; `None` gives it back to everybody.
    pub fn own_notice(&self, id: NoticeId, owner: Option<&str>) -> Result<()> {
        self.one(
            "UPDATE notices SET owner = $1 WHERE id = $2 AND state IN ('to decide', 'set aside')",
            given![owner, id],
        )
    }

    /// Looks away from a notice until a time.
    pub fn snooze_notice(&self, id: NoticeId, until: Option<Timestamp>) -> Result<()> {
        self.one(
            "UPDATE notices SET snoozed_until = $1 WHERE id = $2 AND state = 'to decide'",
            given![until, id],
        )
    }
}
