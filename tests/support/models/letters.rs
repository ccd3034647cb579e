//! Whole letters, of one to three messages with one to three transactions each, and receipts.

use gplinks::{
    Body, Cipher, Entry, Filing, GpCode, Heading, Letter, LetterReceipt, LetterVerdict, Message,
    MessageReceipt, MessageVerdict, ReceiptDraft, ReceiptLetter, Sis, Sms, Text, Tn,
};

use super::Choices;
use super::parts::{cipher, code, gp, minute, practice};
use super::{filings, notices};

/// A letter of either direction.
pub(crate) fn letter(choices: &mut Choices<'_>) -> Letter {
    let (practice, cipher) = (practice(choices), cipher(choices));
    let service = cipher.link_code();
    let is_notice = choices.yes();
    let (sender, recipient) = if is_notice {
        (service, practice)
    } else {
        (practice, service)
    };
    let heading = match is_notice && choices.yes() {
        true => Heading::Service,
        false => Heading::Plain,
    };

    Letter {
        sender,
        recipient,
        at: minute(choices),
        sis: sis(choices),
        heading,
        messages: choices.several(1, 3, |choices| message(choices, &cipher, is_notice)),
    }
}

fn message(choices: &mut Choices<'_>, cipher: &Cipher, is_notice: bool) -> Message {
    let (sms, at) = (sms(choices), minute(choices));
    let entries = match is_notice {
        true => notice_entries(choices),
        false => filing_entries(choices),
    };

    Message::new(sms, cipher.clone(), at, entries).unwrap()
}

/// Transactions of one kind.
fn filing_entries(choices: &mut Choices<'_>) -> Vec<Entry> {
    let kinds: [fn(&mut Choices<'_>) -> Filing; 4] = [
        filings::acceptance,
        filings::amendment,
        filings::removal,
        filings::deduction_request,
    ];
    let make = choices.one_of(&kinds);

    choices.several(1, 3, |choices| {
        let gp = Some(gp(choices));
        entry(choices, gp, |choices| Body::Filing(make(choices)))
    })
}

/// Transactions of one kind; a close of quarter stands alone and names no doctor.
fn notice_entries(choices: &mut Choices<'_>) -> Vec<Entry> {
    if choices.below(10) == 9 {
        return vec![entry(choices, None, |choices| {
            Body::Notice(notices::close_quarter(choices))
        })];
    }
    let make = choices.one_of(&notices::KINDS);

    choices.several(1, 3, |choices| {
        let gp = Some(gp(choices));
        entry(choices, gp, |choices| Body::Notice(make(choices)))
    })
}

/// The service's numbers may be far larger than ours.
fn entry(
    choices: &mut Choices<'_>,
    gp: Option<GpCode>,
    body: impl FnOnce(&mut Choices<'_>) -> Body,
) -> Entry {
    let most = choices.one_of(&[9_999_999, u64::MAX - 1]);
    let tn = Tn::new(choices.between(0, most));

    Entry {
        tn,
        gp,
        body: body(choices),
    }
}

/// A receipt with every code there is, and now and then one that is not in the list.
pub(crate) fn receipt(choices: &mut Choices<'_>) -> ReceiptLetter {
    let cipher = cipher(choices);
    let messages = choices.several(0, 4, message_receipt);
    let verdict = verdict(choices, &["OK", "NA", "ER"]);

    ReceiptLetter {
        sis: sis(choices),
        sms: sms(choices),
        made_at: minute(choices),
        received_at: minute(choices),
        draft: ReceiptDraft {
            sender: practice(choices),
            recipient: cipher.link_code(),
            cipher: Text::new(cipher.as_str()).unwrap(),
            gp: Text::new(gp(choices).as_str()).unwrap(),
            letter: LetterReceipt {
                reference: choices.below(100_000_000),
                verdict: LetterVerdict::read(&verdict).unwrap(),
                messages: Some(messages.len() as u64),
            },
            messages,
        },
    }
}

fn message_receipt(choices: &mut Choices<'_>) -> MessageReceipt {
    MessageReceipt {
        reference: format!("{:08}", choices.below(100_000_000)),
        verdict: MessageVerdict::read(&verdict(choices, &["CP", "CA", "CI"])).unwrap(),
    }
}

fn verdict(choices: &mut Choices<'_>, known: &[&str]) -> String {
    if choices.below(4) == 3 {
        return code(choices);
    }

    choices.one_of(known).to_owned()
}

fn sis(choices: &mut Choices<'_>) -> Sis {
    Sis::new(number(choices)).unwrap()
}

fn sms(choices: &mut Choices<'_>) -> Sms {
    Sms::new(number(choices)).unwrap()
}

fn number(choices: &mut Choices<'_>) -> u32 {
    u32::try_from(choices.between(1, 99_999_999)).unwrap()
}
