//! Letters to bytes: numbered, dated, and made wrong where a mischief waits for them.

use gplinks::{
    Body, Cipher, CloseQuarter, Entry, Heading, Kind, Letter, Limits, LinkCode, Message, Minute,
    Newlines, Notice, ReadLetter, Reading, ReceiptDraft, ReceiptLetter, Sis, Sms,
};
use jiff::Timestamp;
use mailbox::Workflow;

use crate::ledger::SentLetter;
use crate::mischief::Mischief;
use crate::numbers::Counters;
use crate::outgoing::{Sent, Told};
use crate::sending::Packet;
use crate::tamper::{self, Lines};
use crate::{Agency, Complaint};

/// A letter that has been written, before it is kept and sent.
struct Written {
    sis: Sis,
    sms: Vec<Sms>,
    body: Vec<u8>,
    wants_receipt: bool,
}

/// Where a letter is written from: one link, and the minute.
struct Desk {
    service: LinkCode,
    cipher: Cipher,
    counters: Counters,
    at: Minute,
}

impl Agency {
    /// The letter, and whatever a mischief adds to it. What cannot be written is complained of, and
    /// takes no numbers.
    pub(crate) fn write(&mut self, packet: Packet, now: Timestamp) -> Vec<Sent> {
        let letters = match packet {
            Packet::Receipt {
                service,
                draft,
                received_at,
            } => self.write_receipt(&service, *draft, received_at, now),
            Packet::Notices { service, told, .. } => self.write_notices(service, &told, now),
        };
        if letters.is_none() {
            self.complain(Complaint::CannotWrite);
        }

        letters.unwrap_or_default()
    }

    fn write_receipt(
        &mut self,
        service: &LinkCode,
        draft: ReceiptDraft,
        received_at: Timestamp,
        now: Timestamp,
    ) -> Option<Vec<Sent>> {
        let mut desk = self.desk(service, now)?;
        let letter = ReceiptLetter {
            draft,
            sis: desk.counters.take_sis(),
            sms: desk.counters.take_sms(),
            made_at: desk.at,
            received_at: Minute::at(received_at),
        };
        let written = Written {
            sis: letter.sis,
            sms: vec![letter.sms],
            body: letter.write(Newlines::Between).ok()?,
            wants_receipt: false,
        };
        self.keep_counters(&desk);

        Some(self.keep(&desk, Workflow::Receipt, written, 1, now))
    }

    fn write_notices(
        &mut self,
        service: LinkCode,
        told: &[Told],
        now: Timestamp,
    ) -> Option<Vec<Sent>> {
        let service = match self.mischief.take(Mischief::other_link) {
            Some(cipher) => self.links.of_cipher(&cipher),
            None => service,
        };
        let mut desk = self.desk(&service, now)?;
        let written = self.write_letter(&mut desk, told)?;
        self.keep_counters(&desk);
        let written = self.spoil(&mut desk, written);
        self.keep_counters(&desk);

        let other = self.mischief.take_one(&Mischief::OtherBytes);
        let other = other.then(|| self.other_letter(&desk, &written)).flatten();
        let copies = 1 + u32::from(self.mischief.take_one(&Mischief::Duplicate));
        let mut sent = self.keep(&desk, Workflow::Registration, written, copies, now);
        if let Some(other) = other {
            sent.extend(self.keep(&desk, Workflow::Registration, other, 1, now));
        }

        Some(sent)
    }

    fn desk(&mut self, service: &LinkCode, now: Timestamp) -> Option<Desk> {
        let ahead = self.mischief.take(Mischief::gap);
        let back = self.mischief.take(Mischief::backwards);
        let line = self.links.get_mut(service)?;
        line.counters
            .jump(i64::from(ahead.unwrap_or_default()) - i64::from(back.unwrap_or_default()));

        Some(Desk {
            service: service.clone(),
            cipher: line.cipher.clone(),
            counters: line.counters,
            at: Minute::at(now),
        })
    }

    fn keep_counters(&mut self, desk: &Desk) {
        if let Some(line) = self.links.get_mut(&desk.service) {
            line.counters = desk.counters;
        }
    }

    fn write_letter(&mut self, desk: &mut Desk, told: &[Told]) -> Option<Written> {
        let sis = desk.counters.take_sis();
        let mut messages = Vec::new();
        for (kind, group) in by_kind(told) {
            let mut entries: Vec<Entry> = group.into_iter().map(|one| self.entry(one)).collect();
            // A close of quarter stands alone in its message.
            let size = if kind == Some(Kind::CloseQuarter) {
                1
            } else {
                entries.len()
            };
            while !entries.is_empty() {
                let some = entries.drain(..size).collect();
                let sms = desk.counters.take_sms();
                messages.push(Message::new(sms, desk.cipher.clone(), desk.at, some).ok()?);
            }
        }
        if let Some(cipher) = self.mischief.take(Mischief::two_has) {
            messages.push(self.close_of_quarter(desk.counters.take_sms(), cipher, desk.at)?);
        }

        self.letter(desk, sis, messages)
    }

    fn letter(&self, desk: &Desk, sis: Sis, messages: Vec<Message>) -> Option<Written> {
        let letter = Letter {
            sender: desk.service.clone(),
            recipient: self.practice.clone(),
            at: desk.at,
            sis,
            heading: Heading::Service,
            messages,
        };

        Some(Written {
            sis,
            sms: letter.messages.iter().map(Message::sms).collect(),
            body: letter.write(Newlines::Between).ok()?,
            wants_receipt: true,
        })
    }

    /// An answer repeats the practice's number, everything else has one of ours.
    fn entry(&mut self, told: &Told) -> Entry {
        let is_quarter = matches!(told.notice, Notice::CloseQuarter(_));

        Entry {
            tn: told
                .tn
                .unwrap_or_else(|| self.own_tns.take(&mut self.random)),
            gp: (!is_quarter).then(|| told.gp.clone()),
            body: Body::Notice(told.notice.clone()),
        }
    }

    fn close_of_quarter(&mut self, sms: Sms, cipher: Cipher, at: Minute) -> Option<Message> {
        let notice = Notice::CloseQuarter(CloseQuarter {
            ends_on: Some(at.day()),
        });
        let entry = Entry {
            tn: self.own_tns.take(&mut self.random),
            gp: None,
            body: Body::Notice(notice),
        };

        Message::new(sms, cipher, at, vec![entry]).ok()
    }

    fn spoil(&mut self, desk: &mut Desk, mut written: Written) -> Written {
        let mut lines = Lines::of(&written.body);
        if let Some(code) = self.mischief.take(Mischief::unknown_code) {
            let (sms, tn) = (
                desk.counters.take_sms(),
                self.own_tns.take(&mut self.random),
            );
            lines.add_message(&code, sms.get(), tn.get());
            written.sms.push(sms);
        }
        if self.mischief.take_one(&Mischief::StrangeTransaction) {
            lines.add_strange_transaction();
        }
        if let Some(count) = self.mischief.take(Mischief::wrong_count) {
            lines.count(count, 1);
        }
        written.body = lines.into_bytes();
        if self.mischief.take_one(&Mischief::Truncated) {
            tamper::truncate(&mut written.body);
            written.see_what_is_left();
        }

        written
    }

    /// The same numbers, another content.
    fn other_letter(&mut self, desk: &Desk, written: &Written) -> Option<Written> {
        let sms = *written.sms.first()?;
        let message = self.close_of_quarter(sms, desk.cipher.clone(), desk.at)?;
        let other = self.letter(desk, written.sis, vec![message])?;

        Some(Written {
            wants_receipt: false,
            ..other
        })
    }

    fn keep(
        &mut self,
        desk: &Desk,
        workflow: Workflow,
        written: Written,
        copies: u32,
        now: Timestamp,
    ) -> Vec<Sent> {
        let place = self.ledger.sent.len();
        let under_it = self
            .links
            .get_mut(&desk.service)
            .map(|line| line.sent.entry(written.sis.get()).or_default());
        let is_reused = under_it.is_some_and(|places| {
            places.push(place);
            places.len() > 1
        });
        self.ledger.sent.push(SentLetter {
            at: now,
            workflow,
            service: desk.service.clone(),
            sis: written.sis,
            sms: written.sms,
            copies,
            // After going back, a practice lays aside what has a number that was used.
            wants_receipt: written.wants_receipt && !is_reused,
            receipts: 0,
            body: written.body.clone(),
        });
        let sent = Sent {
            workflow,
            service: desk.service.clone(),
            sis: written.sis,
            body: written.body,
        };

        (0..copies).map(|_| sent.clone()).collect()
    }
}

impl Written {
    /// A practice reads what there is of a letter that breaks off, and receipts what it has read.
    fn see_what_is_left(&mut self) {
        let reading = Reading {
            limits: Limits::post(),
            today: None,
        };
        let letters = gplinks::read(&self.body, &reading);
        let receipt = letters.first().map(ReadLetter::receipt);

        self.wants_receipt = receipt.is_some_and(|receipt| receipt.is_ok());
        let count = letters.first().map_or(0, |letter| letter.messages.len());
        self.sms.truncate(count);
    }
}

/// In groups of one kind, in the order in which the kinds first come.
fn by_kind(told: &[Told]) -> Vec<(Option<Kind>, Vec<&Told>)> {
    let mut groups: Vec<(Option<Kind>, Vec<&Told>)> = Vec::new();
    for one in told {
        let kind = one.notice.kind();
        match groups.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, group)) => group.push(one),
            None => groups.push((kind, vec![one])),
        }
    }

    groups
}
