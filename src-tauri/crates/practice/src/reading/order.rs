//! The order of letters that are not read yet, told from their UNB alone; and of the messages in one.

use std::collections::BTreeSet;

use gplinks::{Event, Header, Limits, ReadMessage, Reader};
use jiff::Timestamp;
use store::{LetterInId, LinkId, Read};

use super::numbering;
use crate::Result;

/// A letter with its place among those of its link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Numbered {
    pub(crate) link: LinkId,
    pub(crate) epoch: u32,
    pub(crate) ris: u64,
    pub(crate) letter: LetterInId,
}

/// What UNB says, without reading on.
pub(crate) fn header_of(body: &[u8]) -> Option<Header> {
    let limits = Limits::post();
    let mut segments = edifact::Segments::new(body, limits);
    let mut reader = Reader::new(gplinks::Reading {
        limits,
        today: None,
    });
    let mut told = None;
    while told.is_none()
        && let Some(segment) = segments.next()
    {
        reader.push(&segment, &mut |event| {
            told.get_or_insert(match event {
                Event::Letter(header) => Some(header),
                Event::Unreadable
                | Event::Message(_)
                | Event::Transaction(_)
                | Event::Receipt(_)
                | Event::MessageEnd(_)
                | Event::LetterEnd(_) => None,
            });
        });
    }

    told.flatten()
}

/// By link, round, number and arrival. Letters that belong to no link come last.
pub(super) fn in_order(
    r: &Read<'_>,
    headed: &[(LetterInId, Option<Header>)],
) -> Result<Vec<LetterInId>> {
    let numbered = numbered(r, headed, |_| None)?;
    let mut order: Vec<_> = numbered.into_iter().map(|one| one.letter).collect();
    let known: BTreeSet<_> = order.iter().copied().collect();
    let ids = headed.iter().map(|(id, _)| *id);
    order.extend(ids.filter(|id| !known.contains(id)));

    Ok(order)
}

/// Where each message of a letter stands among them, from 1: by the sender's own numbers, which begin again after the
/// last. Where one has no number, all stand as they came.
pub(crate) fn ranks(messages: &[ReadMessage]) -> Vec<u32> {
    let numbers: Option<Vec<u64>> = messages.iter().map(rms).collect();
    let numbers = numbers.unwrap_or_default();
    let highest = numbers.iter().copied().max().unwrap_or_default();
    let mut order: Vec<usize> = (0..messages.len()).collect();
    order.sort_by_key(|at| {
        let number = numbers.get(*at);

        number.map(|number| numbering::unrolled(*number, highest))
    });
    let mut ranks = vec![0; order.len()];
    for (rank, at) in (1..).zip(order) {
        if let Some(place) = ranks.get_mut(at) {
            *place = rank;
        }
    }

    ranks
}

/// The sender's number of a message.
pub(super) fn rms(message: &ReadMessage) -> Option<u64> {
    let reference = message.head.reference.as_ref()?;

    edifact::number(reference.as_str())
}

/// The letters that belong to a link, in order. `newest` is what is known of a link besides its letters here.
pub(crate) fn numbered(
    r: &Read<'_>,
    headed: &[(LetterInId, Option<Header>)],
    newest: impl Fn(LinkId) -> Option<(u32, u64)>,
) -> Result<Vec<Numbered>> {
    let mut all = Vec::new();
    for link in r.links()? {
        let of_link: Vec<_> = headed
            .iter()
            .filter_map(|(id, header)| Some((*id, header.as_ref()?)))
            .filter(|(_, header)| header.sender.as_str() == link.service_code)
            .collect();
        // On a new link the oldest letter tells where its numbers are.
        let oldest = of_link.iter().min_by_key(|(id, header)| (header.at, *id));
        let newest = r
            .newest_number_in(link.id, numbering::LAST)?
            .max(newest(link.id))
            .or(oldest.map(|(_, header)| (1, header.reference)));
        let mut of_link: Vec<_> = of_link
            .iter()
            .map(|(id, header)| {
                let at = header.at.instant().unwrap_or(Timestamp::UNIX_EPOCH);

                Numbered {
                    link: link.id,
                    epoch: numbering::epoch_of(newest, &[], header.reference, at),
                    ris: header.reference,
                    letter: *id,
                }
            })
            .collect();
        of_link.sort_unstable();
        all.extend(of_link);
    }

    Ok(all)
}
