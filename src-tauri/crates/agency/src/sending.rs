//! What is due: which of it still stands, what it does to the list, and what shares a letter.

use gplinks::{Day, LinkCode, Minute, Notice, ReceiptDraft};
use jiff::Timestamp;

use crate::mischief::Mischief;
use crate::outgoing::{Cause, Item, Load, Sent, Told};
use crate::{Agency, Patient};

/// One letter to be written.
pub(crate) enum Packet {
    Receipt {
        service: LinkCode,
        draft: Box<ReceiptDraft>,
        received_at: Timestamp,
    },
    Notices {
        service: LinkCode,
        shared: Option<Shared>,
        told: Vec<Told>,
    },
}

/// What the transactions of one letter have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    Bundle(u64),
    DueOn(Day),
}

pub(crate) fn due(agency: &mut Agency, now: Timestamp) -> Vec<Sent> {
    let mut packets = Vec::new();
    for item in agency.queue.take_due(now) {
        pack(agency, &mut packets, item, now);
    }
    let mut sent = Vec::new();
    for packet in packets {
        for letter in agency.write(packet, now) {
            agency.hand_over(letter, &mut sent);
        }
    }

    sent
}

fn pack(agency: &mut Agency, packets: &mut Vec<Packet>, item: Item, now: Timestamp) {
    let shared = shared(agency, &item);
    let service = item.service;
    match item.load {
        Load::Receipt { draft, received_at } => packets.push(Packet::Receipt {
            service,
            draft,
            received_at,
        }),
        Load::StrayReceipt { draft } => packets.push(Packet::Receipt {
            service,
            draft,
            received_at: now,
        }),
        Load::Notice(told) => {
            if agency.still_stands(&told) {
                agency.happens(&told);
                add(packets, service, shared, *told);
            }
        }
    }
}

fn shared(agency: &Agency, item: &Item) -> Option<Shared> {
    let by_day = || {
        agency
            .rules
            .batch
            .then(|| Shared::DueOn(Minute::at(item.due).day()))
    };

    item.bundle.map(Shared::Bundle).or_else(by_day)
}

fn add(packets: &mut Vec<Packet>, service: LinkCode, shared: Option<Shared>, told: Told) {
    for packet in packets.iter_mut().rev() {
        match packet {
            Packet::Notices {
                service: other,
                shared: common,
                told: list,
            } if shared.is_some() && *common == shared && *other == service => {
                list.push(told);
                return;
            }
            Packet::Notices { .. } | Packet::Receipt { .. } => {}
        }
    }

    packets.push(Packet::Notices {
        service,
        shared,
        told: vec![told],
    });
}

impl Agency {
    /// Whether a notice that was queued a while ago is still true.
    fn still_stands(&mut self, told: &Told) -> bool {
        let patient = told
            .notice
            .number()
            .and_then(|number| self.list.get_mut(number));
        let registered = patient.filter(|patient| patient.is_registered());
        match told.cause {
            Cause::Plain | Cause::Registration(_) => true,
            Cause::WhileRegistered => registered.is_some(),
            Cause::FlagExpires => {
                let flag = registered.and_then(Patient::open_flag);
                let expires_on = flag.map(|flag| flag.expires_on);

                expires_on.is_some() && expires_on == deducted_on(&told.notice)
            }
        }
    }

    /// What a notice says comes true on the list as it is sent.
    fn happens(&mut self, told: &Told) {
        match &told.notice {
            Notice::Approval(_) => {
                if let Cause::Registration(applicant) = &told.cause {
                    self.list.put(applicant.patient.clone());
                }
            }
            Notice::Amendment(amendment) => self.list.amend(amendment),
            Notice::Deduction(deduction) => self.list.deduct(deduction),
            Notice::Fp69(fp69) => self.list.flag(fp69),
            Notice::Fp69Removal(removal) => {
                if let Some(patient) = self.list.get_mut(&removal.number) {
                    patient.fp69 = None;
                }
            }
            Notice::Rejection(_)
            | Notice::RecordsSent(_)
            | Notice::RecordsFlagRemoval(_)
            | Notice::CloseQuarter(_)
            | Notice::RequestReply(_)
            | Notice::Unknown => {}
        }
    }

    /// Sends a letter, after the one that it was to overtake.
    fn hand_over(&mut self, letter: Sent, sent: &mut Vec<Sent>) {
        if let Some(held) = self.held.take() {
            sent.extend([letter, held]);
        } else if self.mischief.take_one(&Mischief::Reordered) {
            self.held = Some(letter);
        } else {
            sent.push(letter);
        }
    }
}

fn deducted_on(notice: &Notice) -> Option<Day> {
    if let Notice::Deduction(deduction) = notice {
        deduction.on
    } else {
        None
    }
}
