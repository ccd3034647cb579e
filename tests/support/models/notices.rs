//! What the registration service sends.

use gplinks::{
    AmendmentNotice, Approval, CloseQuarter, Deduction, Fp69Notice, Fp69Reason, Fp69Removal,
    Notice, Records, Rejection, RequestReply,
};

use super::Choices;
use super::filings::reason;
use super::parts::{cipher, code, day, maybe, number};
use super::people::{address, changes, partial_name};

const NOTE: u64 = 70;

/// Makes a notice of one kind.
type Make = fn(&mut Choices<'_>) -> Notice;

/// All but the close of quarter, which stands alone in its message.
pub(crate) const KINDS: [Make; 9] = [
    |choices| {
        Notice::Amendment(Box::new(AmendmentNotice {
            number: number(choices),
            new_number: choices.maybe(number),
            changes: changes(choices),
        }))
    },
    |choices| {
        Notice::Deduction(Deduction {
            number: number(choices),
            reason: choices.maybe(reason),
            on: choices.maybe(day),
            new_ha: choices.maybe(cipher),
        })
    },
    |choices| {
        Notice::Rejection(Rejection {
            reason: maybe(choices, NOTE),
        })
    },
    |choices| {
        Notice::Approval(Approval {
            number: choices.maybe(number),
        })
    },
    |choices| {
        Notice::RecordsSent(Records {
            number: choices.maybe(number),
        })
    },
    |choices| {
        Notice::RecordsFlagRemoval(Records {
            number: choices.maybe(number),
        })
    },
    fp69,
    |choices| {
        Notice::Fp69Removal(Fp69Removal {
            number: number(choices),
        })
    },
    |choices| {
        Notice::RequestReply(RequestReply {
            number: number(choices),
            notes: maybe(choices, NOTE),
        })
    },
];

fn fp69(choices: &mut Choices<'_>) -> Notice {
    Notice::Fp69(Box::new(Fp69Notice {
        number: number(choices),
        reason: choices.maybe(|choices| Fp69Reason::read(&code(choices)).unwrap()),
        expires_on: choices.maybe(day),
        notes: maybe(choices, NOTE),
        name: partial_name(choices),
        born: choices.maybe(day),
        address: choices.maybe(address),
    }))
}

pub(crate) fn close_quarter(choices: &mut Choices<'_>) -> Notice {
    Notice::CloseQuarter(CloseQuarter {
        ends_on: Some(day(choices)),
    })
}
