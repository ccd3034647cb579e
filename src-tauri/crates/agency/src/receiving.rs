//! A letter of the practice arrives: is it for us, is it the first of its number, and what is in it.

use gplinks::{Limits, LinkCode, Minute, ReadLetter, ReadMessage, Reading, Sis, Sms, Transaction};
use jiff::Timestamp;
use mailbox::Workflow;

use crate::complaint::is_badly_written;
use crate::ledger::{Fate, Heard, Outcome, Received};
use crate::sequence::Step;
use crate::{Agency, Complaint, Unreadable};

/// A letter that can be worked on, and where it stands in its link.
pub(crate) struct Arrival {
    pub(crate) letter: ReadLetter,
    pub(crate) service: LinkCode,
    pub(crate) sis: Sis,
    pub(crate) at: Timestamp,
}

pub(crate) fn receive(
    agency: &mut Agency,
    workflow: Workflow,
    body: &[u8],
    at: Timestamp,
) -> Result<(), Unreadable> {
    match open(agency, workflow, body, at) {
        Ok(arrival) => {
            file(agency, workflow, body, &arrival);
            Ok(())
        }
        Err(why) => {
            agency.complain(Complaint::Unreadable(why));
            agency.ledger.letters.push(Received {
                at,
                workflow,
                service: None,
                sis: None,
                fate: Fate::Unreadable,
                body: body.to_vec(),
                place: None,
            });
            Err(why)
        }
    }
}

fn open(
    agency: &Agency,
    workflow: Workflow,
    body: &[u8],
    at: Timestamp,
) -> Result<Arrival, Unreadable> {
    let reading = Reading {
        limits: Limits::post(),
        today: Some(Minute::at(at).day()),
    };
    let Ok([letter]) = <[ReadLetter; 1]>::try_from(gplinks::read(body, &reading)) else {
        return Err(Unreadable::NotALetter);
    };
    let header = letter.header.as_ref().filter(|_| letter.usable);
    let header = header.ok_or(Unreadable::NotALetter)?;
    let sis = u32::try_from(header.reference).ok().and_then(Sis::new);
    let sis = sis.ok_or(Unreadable::Number)?;
    let service = header.recipient.clone();
    if header.sender != agency.practice || agency.links.get(&service).is_none() {
        return Err(Unreadable::NotForUs);
    }
    if letter.is_receipt() != (workflow == Workflow::Receipt) {
        return Err(Unreadable::Workflow);
    }

    Ok(Arrival {
        letter,
        service,
        sis,
        at,
    })
}

fn file(agency: &mut Agency, workflow: Workflow, body: &[u8], arrival: &Arrival) {
    let Some(line) = agency.links.get_mut(&arrival.service) else {
        return;
    };
    let (place, step) = line.letters.take(arrival.sis.get());
    let fate = match step {
        Step::Fresh => Fate::Worked,
        Step::Again if is_same(agency, arrival, place, body) => Fate::Duplicate,
        Step::Again => Fate::OtherBody,
    };
    agency.ledger.letters.push(Received {
        at: arrival.at,
        workflow,
        service: Some(arrival.service.clone()),
        sis: Some(arrival.sis),
        fate,
        body: body.to_vec(),
        place: Some(place),
    });

    match fate {
        Fate::Worked => work(agency, arrival),
        Fate::Duplicate => {
            if !agency.had_asked_for(arrival.sis) {
                agency.complain(Complaint::SentTwice { sis: arrival.sis });
            }
            agency.receipt(arrival);
        }
        Fate::OtherBody => agency.complain(Complaint::TwoBodies { sis: arrival.sis }),
        Fate::Unreadable => {}
    }
}

fn is_same(agency: &Agency, arrival: &Arrival, place: i64, body: &[u8]) -> bool {
    let first = agency.ledger.first_at(&arrival.service, place);

    first.is_some_and(|first| first.body == body)
}

fn work(agency: &mut Agency, arrival: &Arrival) {
    remark(agency, arrival);
    agency.receipt(arrival);
    for message in &arrival.letter.messages {
        let sms = hear_sms(agency, arrival, message);
        for transaction in message.transactions() {
            hear(agency, arrival, message, sms, transaction);
        }
        agency.hear_receipt(arrival, message);
    }
}

/// Complains once of each rule that the program broke in this letter.
fn remark(agency: &mut Agency, arrival: &Arrival) {
    let mut codes: Vec<_> = arrival
        .letter
        .all_problems()
        .filter(|problem| is_badly_written(problem.rule))
        .map(|problem| problem.rule.code())
        .collect();
    codes.sort_unstable();
    codes.dedup();

    for code in codes {
        agency.complain(Complaint::BadlyWritten {
            sis: arrival.sis,
            code: code.to_owned(),
        });
    }
}

fn hear_sms(agency: &mut Agency, arrival: &Arrival, message: &ReadMessage) -> Option<Sms> {
    let sis = arrival.sis;
    let reference = message.head.reference.as_ref();
    let Some(sms) = reference
        .and_then(|text| text.as_str().parse().ok())
        .and_then(Sms::new)
    else {
        agency.complain(Complaint::NoSms { sis });
        return None;
    };
    let line = agency.links.get_mut(&arrival.service)?;
    if line.messages.take(sms.get()).1 == Step::Again {
        agency.complain(Complaint::SmsTwice { sis, sms });
    }

    Some(sms)
}

fn hear(
    agency: &mut Agency,
    arrival: &Arrival,
    message: &ReadMessage,
    sms: Option<Sms>,
    transaction: &Transaction,
) {
    let sis = arrival.sis;
    let tn = transaction.tn;
    if let Some(number) = tn.and_then(|tn| u32::try_from(tn.get()).ok()) {
        let (_, step) = agency.practice_tns.take(number);
        if let (Step::Again, Some(tn)) = (step, tn) {
            agency.complain(Complaint::TnTwice { sis, tn });
        }
    }
    let outcome = agency.answer(arrival, message, transaction);
    if outcome == Outcome::SetAside {
        agency.complain(Complaint::SetAside { sis, tn });
    }
    let filing = transaction.body.as_ref().and_then(|body| match body {
        gplinks::Body::Filing(filing) => filing.number(),
        gplinks::Body::Notice(_) => None,
    });

    agency.ledger.transactions.push(Heard {
        at: arrival.at,
        service: arrival.service.clone(),
        sis,
        sms,
        tn,
        kind: transaction.kind.clone(),
        number: filing.cloned(),
        outcome,
    });
}
