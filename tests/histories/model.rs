//! The model: what people were told, and what must therefore be true.

use std::collections::{BTreeMap, BTreeSet};

use agency::{Complaint, Fate, Mischief};
use mailbox::Workflow;
use store::{Answer, FilingId, FilingState, LetterState, NoticeState};

use crate::world::World;

/// What the people at the desk remember.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// Filings that they were told are filed, with what was told of their content.
    pub(crate) filed: BTreeMap<FilingId, String>,
    /// Letters that a manager had posted again, and how often.
    pub(crate) sent_again: BTreeMap<Vec<u8>, usize>,
    /// What the service did wrong on purpose.
    pub(crate) mischief: Vec<Mischief>,
    /// The last backup, and what was filed when it was taken.
    pub(crate) copy: Option<(Vec<u8>, BTreeMap<FilingId, String>)>,
    /// A backup was put back: what came since it was taken, and was acknowledged, may be gone.
    pub(crate) was_put_back: bool,
    /// The clock was set back, so that a letter may bear a time to come.
    pub(crate) went_back: bool,
}

/// The letter is dated more than two days in the future.
const OF_THE_FUTURE: &str = "E312";

/// MESH took the letter and never brought it to the service.
fn was_not_delivered(world: &World, letter: &store::LetterOut) -> bool {
    let accepted = world.service.witness().accepted;
    let mut copies = accepted.iter().filter(|post| post.body == letter.body);

    copies.all(|post| !post.delivered)
}

type Truth = Result<(), String>;

fn must(holds: bool, words: impl FnOnce() -> String) -> Truth {
    if holds { Ok(()) } else { Err(words()) }
}

impl Model {
    /// True at every moment.
    pub(crate) fn always(&self, world: &World) -> Truth {
        self.posts(world)?;
        self.filings(world)
    }

    /// Each number stands for one content, and nothing was posted more often than people asked for.
    fn posts(&self, world: &World) -> Truth {
        let accepted = world.service.witness().accepted;
        let mut times: BTreeMap<&[u8], usize> = BTreeMap::new();
        for post in &accepted {
            *times.entry(post.body.as_slice()).or_default() += 1;
        }
        for (body, count) in times {
            let allowed = 1 + self.sent_again.get(body).copied().unwrap_or_default();
            must(count <= allowed, || {
                format!("a letter was accepted {count} times, and {allowed} were asked for")
            })?;
        }
        let complaints = world.complaints();
        let wrong = complaints.iter().find(|one| !self.may_be_heard(one));

        must(wrong.is_none(), || {
            format!("the service complains: {wrong:?}")
        })
    }

    /// No fault of the surgery's, or not for ever.
    fn may_be_heard(&self, complaint: &Complaint) -> bool {
        if let Complaint::BadlyWritten { code, .. } = complaint {
            return self.went_back && code == OF_THE_FUTURE;
        }

        matches!(
            complaint,
            Complaint::Gap { .. } | Complaint::MessageGap { .. }
        )
    }

    /// Whatever people were told is filed is there, unchanged.
    fn filings(&self, world: &World) -> Truth {
        let store = world.surgery.practice.store();
        for (id, content) in &self.filed {
            let filing = store
                .read(|r| r.filing(*id))
                .map_err(|error| error.to_string())?;
            must(filing.content == *content, || {
                format!("filing {id} has changed")
            })?;
        }

        Ok(())
    }

    /// True once the post has been reached and nothing is left to do.
    pub(crate) fn at_rest(&self, world: &World) -> Truth {
        self.always(world)?;
        let practice = &world.surgery.practice;
        let verified = practice
            .verify(world.now())
            .map_err(|error| error.to_string())?;
        must(verified.is_sound(), || {
            format!("verify finds: {:?}", verified.failures())
        })?;
        self.everything_went(world)?;
        self.everything_came(world)?;
        let mut complaints = world.complaints();
        complaints.retain(|one| !self.is_explained(world, one));

        must(complaints.is_empty(), || {
            format!("at rest the service complains: {complaints:?}")
        })
    }

    /// A gap may stay open for numbers that a manager gave up, or that went with the data.
    fn is_explained(&self, world: &World, complaint: &Complaint) -> bool {
        let is_gap = matches!(
            complaint,
            Complaint::Gap { .. } | Complaint::MessageGap { .. }
        );
        let store = world.surgery.practice.store();
        let abandoned = store.read(|r| r.letters_out_in(LetterState::Abandoned));

        if !is_gap {
            return self.may_be_heard(complaint);
        }

        self.was_put_back || abandoned.is_ok_and(|letters| !letters.is_empty())
    }

    /// Every filing that nobody holds has been heard by the service, once.
    fn everything_went(&self, world: &World) -> Truth {
        let store = world.surgery.practice.store();
        let heard: Vec<u64> = world.service.with_agency(|agency| {
            let heard = agency.ledger().transactions.iter();

            heard
                .filter_map(|one| one.tn.map(gplinks::Tn::get))
                .collect()
        });
        let mut sent = BTreeSet::new();
        for id in self.filed.keys() {
            let filing = store
                .read(|r| r.filing(*id))
                .map_err(|error| error.to_string())?;
            let Some(letter) = filing.letter else {
                let waits = filing.state == FilingState::Draft
                    || filing.answer == Answer::Closed
                    || waits(world, &filing)?;
                must(waits, || format!("filing {id} was never sent: {filing:?}"))?;
                continue;
            };
            let letter = store
                .read(|r| r.letter_out(letter))
                .map_err(|error| error.to_string())?;
            if letter.state == LetterState::Abandoned {
                continue;
            }
            let tn = letter.tn.map(|tn| u64::from(tn.number)).unwrap_or_default();
            must(sent.insert(tn), || {
                format!("two filings have transaction number {tn}")
            })?;
            // MESH could not deliver it, and the report of that went with the data.
            if self.was_put_back && was_not_delivered(world, &letter) {
                continue;
            }
            let times = heard.iter().filter(|one| **one == tn).count();
            must(times == 1, || {
                format!(
                    "filing {id} was heard {times} times: {letter:?} {:?}",
                    letter.trouble
                )
            })?;
        }

        Ok(())
    }

    /// Every letter of the service is stored, and receipted as often as it came; all it says is there once.
    fn everything_came(&self, world: &World) -> Truth {
        let store = world.surgery.practice.store();
        must(world.service.waiting().is_empty(), || {
            "something waits at MESH".to_owned()
        })?;
        if self.was_put_back {
            // Of a letter that was spoilt the number may not be known.
            return if self.mischief.is_empty() {
                all_came_or_are_named(world)
            } else {
                Ok(())
            };
        }
        let unreceipted = world.unreceipted();
        let given_up = store
            .read(|r| r.letters_out_in(LetterState::Abandoned))
            .map_err(|error| error.to_string())?;
        let is_receipt = |letter: &&store::LetterOut| letter.workflow == store::Workflow::Receipt;
        must(
            unreceipted <= given_up.iter().filter(is_receipt).count(),
            || {
                let open = world.service.with_agency(|agency| {
                    let open = agency.ledger().unreceipted();
                    open.map(|one| (one.sis, one.copies, one.receipts, one.workflow))
                        .collect::<Vec<_>>()
                });
                let letters = store
                    .read(|r| r.letters_in_after(None, 100_000))
                    .unwrap_or_default();
                let ours: Vec<_> = letters
                    .iter()
                    .map(|one| (one.ris, one.state, one.why.clone(), one.copy_of.is_some()))
                    .collect();

                format!("letters were not receipted: {open:?}; ours: {ours:?}")
            },
        )?;
        let notices = store
            .read(|r| r.notices_after(None, 100_000))
            .map_err(|error| error.to_string())?;
        let mut seen = BTreeSet::new();
        for notice in notices
            .iter()
            .filter(|one| one.state != NoticeState::SetAside && one.tn.is_some())
        {
            let key = (
                notice.link,
                notice.place.epoch,
                notice.place.ris,
                notice.rms,
                notice.tn,
                notice.kind.clone(),
            );
            must(seen.insert(key), || {
                format!("notice {} is there twice", notice.id)
            })?;
        }
        if !self.mischief.is_empty() {
            return Ok(());
        }
        let sent = world.service.with_agency(|agency| {
            let sent = agency.ledger().sent.iter();
            sent.filter(|letter| letter.workflow == Workflow::Registration)
                .count()
        });
        let letters = store
            .read(|r| r.letters_in_after(None, 100_000))
            .map_err(|error| error.to_string())?;
        let came = letters
            .iter()
            .filter(|one| one.workflow == store::Workflow::Registration)
            .count();

        must(came == sent, || {
            format!("{sent} letters were sent to us and {came} came")
        })
    }
}

/// After a copy was put back, each of the service's numbers is here, or among those that PCSE is asked for.
fn all_came_or_are_named(world: &World) -> Truth {
    let practice = &world.surgery.practice;
    let missing = practice
        .missing_letters()
        .map_err(|error| error.to_string())?;
    let here = practice
        .store()
        .read(|r| r.numbers_in(store::LinkId::new(1)))
        .map_err(|error: store::StoreError| error.to_string())?;
    let is_known = |sis: u64| {
        here.iter().any(|(_, ris)| *ris == sis)
            || missing
                .iter()
                .any(|one| (one.run.first..=one.run.last).contains(&sis))
    };
    let sent: Vec<u64> = world.service.with_agency(|agency| {
        let sent = agency.ledger().sent.iter();

        sent.map(|letter| letter.sis.get().into()).collect()
    });
    let unknown: Vec<u64> = sent.into_iter().filter(|sis| !is_known(*sis)).collect();

    must(unknown.is_empty(), || {
        format!("letters {unknown:?} came, are gone, and nobody is told")
    })
}

/// Held, kept until the approval, or behind something older that is.
fn waits(world: &World, filing: &store::Filing) -> Result<bool, String> {
    let store = world.surgery.practice.store();
    let (patient, filings, link) = store
        .read(|r| {
            Ok::<_, store::StoreError>((
                r.patient(filing.patient)?,
                r.filings_of(filing.patient)?,
                r.link(filing.link)?,
            ))
        })
        .map_err(|error| error.to_string())?;
    let older_waits = filings
        .iter()
        .any(|other| other.id < filing.id && other.is_queued());
    let is_kept = filing.kind != store::FilingKind::Registration
        && patient.record.state == store::PatientState::Applied;

    Ok(filing.held_why.is_some() || is_kept || older_waits || !link.is_open())
}

/// Letters of the practice that the service laid aside.
pub(crate) fn laid_aside(world: &World) -> usize {
    world.service.with_agency(|agency| {
        let letters = agency.ledger().letters.iter();

        letters
            .filter(|letter| matches!(letter.fate, Fate::OtherBody | Fate::Unreadable))
            .count()
    })
}
