//! Each mischief does what it says, and the practice that meets it is not complained of.

use agency::{Count, Mischief};
use gplinks::{Kind, LetterVerdict, MessageVerdict, Notice, ReadLetter, Sis};
use mailbox::Workflow;

use crate::practice::*;

/// The letters with transactions that a mischief makes of the next one.
fn letters(mischief: Mischief) -> (World, Vec<agency::Sent>) {
    let mut world = World::quick();
    world.agency.misbehave(mischief);
    let now = world.now;
    world.agency.lift_fp69(&number(COLE), now).unwrap();
    let sent = world.due();

    (world, sent)
}

fn codes(letter: &ReadLetter) -> Vec<&'static str> {
    letter
        .all_problems()
        .map(|problem| problem.rule.code())
        .collect()
}

fn receipt(body: &[u8]) -> gplinks::Receipt {
    let letter = read(body);
    assert_eq!(codes(&letter), [""; 0]);
    let gplinks::Content::Receipt(receipt) = letter.messages[0].content.clone() else {
        panic!("it is a receipt");
    };

    receipt
}

fn receipts(world: &mut World) -> Vec<gplinks::Receipt> {
    let sent = world.due();

    sent.iter()
        .filter(|sent| sent.workflow == Workflow::Receipt)
        .map(|sent| receipt(&sent.body))
        .collect()
}

#[test]
fn no_receipt_for_so_many_letters() {
    let mut world = World::quick();
    world.agency.misbehave(Mischief::NoReceipt { letters: 2 });
    for _ in 0..3 {
        world.files(registers(first_registration()));
    }

    let sent = world.due();
    let workflows: Vec<_> = sent.iter().map(|sent| sent.workflow).collect();
    let numbers: Vec<_> = sent.iter().map(|sent| sent.sis.get()).collect();
    assert_eq!(workflows[..2], [Workflow::Registration; 2]);
    assert_eq!(workflows[2..], [Workflow::Receipt, Workflow::Registration]);
    assert_eq!(numbers, [1, 2, 3, 4], "what is not sent takes no number");
}

#[test]
fn a_bad_receipt() {
    let mut world = World::quick();
    world.agency.misbehave(Mischief::BadReceipt {
        messages: MessageVerdict::TranslationError,
        letter: LetterVerdict::NoValidData,
    });
    world.files(requests(1));
    world.files(requests(1));

    let receipts = receipts(&mut world);

    let verdicts: Vec<_> = receipts
        .iter()
        .map(|one| {
            (
                one.messages[0].verdict.written(),
                one.letter.verdict.written(),
            )
        })
        .collect();
    assert_eq!(verdicts, [("CA", "NA"), ("CP", "OK")]);
}

#[test]
fn a_receipt_for_a_letter_that_nobody_sent() {
    let mut world = World::quick();
    world.agency.misbehave(Mischief::ReceiptForUnknown {
        sis: Sis::new(77).unwrap(),
    });

    assert_eq!(receipts(&mut world)[0].letter.reference, 77);
}

#[test]
fn a_gap() {
    let (mut world, sent) = letters(Mischief::Gap { letters: 3 });

    assert_eq!(sent[0].sis.get(), 4);
    assert_eq!(
        read(&sent[0].body).messages[0].head.reference,
        gplinks::Text::new("00000004")
    );
    world.files(requests(1));
    assert_eq!(world.due()[0].sis.get(), 5);
}

#[test]
fn a_letter_twice_may_be_receipted_twice_and_no_more() {
    let (mut world, sent) = letters(Mischief::Duplicate);

    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
    world.receipts(&sent[0].body);
    assert_eq!(world.agency.ledger().unreceipted().count(), 1);
    world.receipts(&sent[0].body);
    assert_eq!(
        (
            world.complaints(),
            world.agency.ledger().unreceipted().count()
        ),
        (vec![], 0)
    );
    world.receipts(&sent[0].body);
    assert_eq!(world.complaints().len(), 1);
}

#[test]
fn other_bytes_under_the_same_number() {
    let (mut world, sent) = letters(Mischief::OtherBytes);

    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].sis, sent[1].sis);
    assert!(matches!(
        notices(&sent[0].body)[0].1,
        Notice::Fp69Removal(_)
    ));
    assert!(matches!(
        notices(&sent[1].body)[0].1,
        Notice::CloseQuarter(_)
    ));
    world.receipts(&sent[0].body);
    assert_eq!(
        world.agency.ledger().unreceipted().count(),
        0,
        "the second is laid aside"
    );
}

#[test]
fn wrong_counts() {
    for (count, code) in [(Count::Segments, "UNT"), (Count::Messages, "UNZ")] {
        let (mut world, sent) = letters(Mischief::WrongCount(count));
        let letter = read(&sent[0].body);

        assert_eq!(codes(&letter).len(), 1, "{code}");
        assert!(letter.usable && readable(&letter).len() == 1);
        world.receipts(&sent[0].body);
        assert_eq!(
            world.complaints(),
            [],
            "it is worked on and receipted as usual"
        );
    }
}

#[test]
fn an_unknown_kind_beside_a_known_one() {
    for code in ["F7", "Z9"] {
        let (mut world, sent) = letters(Mischief::UnknownCode {
            code: code.to_owned(),
        });
        let letter = read(&sent[0].body);
        let kinds: Vec<_> = letter
            .messages
            .iter()
            .map(|message| message.head.kind.clone().unwrap())
            .collect();

        assert_eq!(kinds, [Kind::Fp69Removal, Kind::Unknown(text(code))]);
        assert_eq!(codes(&letter), ["E403"], "nothing else is wrong with it");
        world.receipts(&sent[0].body);
        assert_eq!(world.complaints(), []);
        world.files(requests(1));
        assert_eq!(
            read(&world.due()[0].body).messages[0].head.reference,
            gplinks::Text::new("00000003")
        );
    }
}

#[test]
fn two_authorities_in_one_letter() {
    let (mut world, sent) = letters(Mischief::TwoHas {
        cipher: cipher("LDS"),
    });
    let letter = read(&sent[0].body);
    let ciphers: Vec<_> = letter
        .messages
        .iter()
        .map(|message| message.head.cipher().unwrap())
        .collect();

    assert_eq!(ciphers, [cipher("XX1"), cipher("LDS")]);
    assert_eq!(codes(&letter), ["E305"]);
    world.receipts(&sent[0].body);
    assert_eq!(world.complaints(), []);
}

#[test]
fn a_letter_from_another_link_with_its_own_numbers() {
    let mut world = World::quick();
    world.files(requests(1));
    world.due();
    world.agency.misbehave(Mischief::OtherLink {
        cipher: cipher("LDS"),
    });
    let now = world.now;
    world.agency.lift_fp69(&number(COLE), now).unwrap();
    world.agency.lift_fp69(&number(COLE), now).unwrap();

    let sent = world.due();

    let from: Vec<_> = sent
        .iter()
        .map(|sent| (sent.service.as_str(), sent.sis.get()))
        .collect();
    assert_eq!(from, [("LDS1", 1), ("XX11", 3)]);
    notices(&sent[0].body);
    let draft = read(&sent[0].body).receipt().unwrap();
    world.next.sis = Sis::FIRST;
    world.next.sms = gplinks::Sms::FIRST;
    world.receipts_as(draft);
    assert_eq!(world.complaints(), []);
}

#[test]
fn a_letter_that_breaks_off() {
    let (mut world, sent) = letters(Mischief::Truncated);
    let whole = letters(Mischief::Gap { letters: 0 }).1;

    assert!(whole[0].body.starts_with(&sent[0].body) && sent[0].body.len() < whole[0].body.len());
    assert!(!codes(&read(&sent[0].body)).is_empty());
    match read(&sent[0].body).receipt() {
        Ok(draft) => {
            assert_eq!(world.agency.ledger().unreceipted().count(), 1);
            world.receipts_as(draft);
        }
        Err(_) => assert_eq!(world.agency.ledger().unreceipted().count(), 0),
    }
    assert_eq!(world.complaints(), []);
}

#[test]
fn two_letters_in_the_reverse_order() {
    let mut world = World::quick();
    world.agency.misbehave(Mischief::Reordered);
    let now = world.now;
    world.agency.lift_fp69(&number(COLE), now).unwrap();
    assert_eq!(world.due(), [], "the first waits for the second");
    world.agency.lift_fp69(&number(COLE), now).unwrap();
    world.agency.lift_fp69(&number(COLE), now).unwrap();

    let numbers: Vec<_> = world.due().iter().map(|sent| sent.sis.get()).collect();
    assert_eq!(numbers, [2, 1, 3]);
}

#[test]
fn a_strange_transaction_beside_a_good_one() {
    let (mut world, sent) = letters(Mischief::StrangeTransaction);
    let letter = read(&sent[0].body);
    let transactions = letter.messages[0].transactions();

    assert_eq!(transactions.len(), 2);
    assert!(transactions[0].body.is_some() && transactions[0].problems.is_empty());
    assert_eq!((&transactions[1].tn, &transactions[1].body), (&None, &None));
    assert!(
        letter.messages[0].problems.is_empty() && letter.problems.is_empty(),
        "the counts are right"
    );
    world.receipts(&sent[0].body);
    assert_eq!(world.complaints(), []);
}

#[test]
fn numbers_that_go_back_stand_for_other_letters() {
    let mut world = World::quick();
    let now = world.now;
    for _ in 0..3 {
        world.agency.lift_fp69(&number(COLE), now).unwrap();
    }
    let first = world.due();
    world.agency.misbehave(Mischief::BackwardsNumbers { by: 2 });
    for _ in 0..3 {
        world.agency.lift_fp69(&number(COLE), now).unwrap();
    }
    let then = world.due();

    let numbers: Vec<_> = then.iter().map(|sent| sent.sis.get()).collect();
    assert_eq!(numbers, [2, 3, 4]);
    assert_ne!(first[1].body, then[0].body);
    for sent in first.iter().chain(&then[2..]) {
        world.receipts(&sent.body);
    }
    assert_eq!(world.complaints(), []);
    assert_eq!(
        world.agency.ledger().unreceipted().count(),
        0,
        "a used number is laid aside"
    );
}

#[test]
fn one_letter_has_everything_that_waits_for_it_and_the_next_what_is_left() {
    let mut world = World::quick();
    for _ in 0..2 {
        world.agency.misbehave(Mischief::Gap { letters: 1 });
        world.agency.misbehave(Mischief::Duplicate);
    }
    let now = world.now;
    for _ in 0..3 {
        world.agency.lift_fp69(&number(COLE), now).unwrap();
    }

    let numbers: Vec<_> = world.due().iter().map(|sent| sent.sis.get()).collect();
    assert_eq!(numbers, [2, 2, 4, 4, 5]);
}
