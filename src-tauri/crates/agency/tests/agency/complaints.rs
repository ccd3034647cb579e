//! What a practice's program must never do, each thing complained of by its name.

use agency::{Agency, Complaint, Fate, LastUsed, Setup, Unreadable};
use gplinks::{Numbers, OwnTn, Sis, Sms, Tn};
use mailbox::Workflow;

use crate::practice::*;

fn sis(number: u32) -> Sis {
    Sis::new(number).unwrap()
}

fn sms(number: u32) -> Sms {
    Sms::new(number).unwrap()
}

fn fates(world: &World) -> Vec<Fate> {
    world
        .agency
        .ledger()
        .letters
        .iter()
        .map(|letter| letter.fate)
        .collect()
}

#[test]
fn a_good_practice_hears_no_complaint() {
    let mut world = World::quick();
    world.files(registers(first_registration()));
    world.files(registers(transfer_in("9990002371")));
    world.files(removes());
    world.files(requests(13));
    world.days_pass(40);
    let sent = world.due();
    assert_eq!(world.agency.ledger().unreceipted().count(), sent.len() - 4);
    for letter in sent
        .iter()
        .filter(|sent| sent.workflow == Workflow::Registration)
    {
        world.receipts(&letter.body);
    }

    assert_eq!(world.complaints(), []);
    assert_eq!(world.agency.ledger().unreceipted().count(), 0);
    assert_eq!(world.due(), [], "a receipt is not receipted");
}

#[test]
fn the_same_letter_again_is_receipted_again_and_not_worked_on_again() {
    let mut world = World::quick();
    let letter = world.letter(registers(first_registration()));
    world.arrives(&letter);
    world.arrives(&letter);

    let sent = world.due();

    let workflows: Vec<_> = sent.iter().map(|sent| sent.workflow).collect();
    assert_eq!(
        workflows,
        [Workflow::Receipt, Workflow::Registration, Workflow::Receipt]
    );
    assert_ne!(sent[0].sis, sent[2].sis);
    assert_eq!(fates(&world), [Fate::Worked, Fate::Duplicate]);
    assert_eq!(world.agency.ledger().transactions.len(), 1);
    let again = Complaint::SentTwice { sis: sis(513) };
    assert_eq!(world.complaints(), [again]);
}

#[test]
fn a_letter_may_come_once_more_for_each_time_that_it_was_asked_for() {
    let mut world = World::quick();
    let letter = world.letter(registers(first_registration()));
    world.arrives(&letter);
    world.agency.asks_again(sis(513));
    world.arrives(&letter);
    assert_eq!(world.complaints(), []);

    world.arrives(&letter);
    let again = Complaint::SentTwice { sis: sis(513) };
    assert_eq!(world.complaints(), [again]);
}

#[test]
fn a_number_with_two_contents() {
    let mut world = World::quick();
    let first = world.letter(requests(1));
    world.arrives(&first);
    let other = Numbers {
        sis: sis(513),
        ..world.next
    };
    let other = letter_of(removes(), other, world.now);
    world.arrives(&other);

    assert_eq!(world.complaints(), [Complaint::TwoBodies { sis: sis(513) }]);
    assert_eq!(fates(&world), [Fate::Worked, Fate::OtherBody]);
    assert_eq!(
        world.agency.ledger().transactions.len(),
        1,
        "it is laid aside"
    );
    assert_eq!(world.due().len(), 2, "one receipt, one deduction");
}

#[test]
fn a_gap_is_complained_of_until_it_is_closed() {
    let mut world = World::quick();
    let letters: Vec<_> = (0..4)
        .map(|_| world.letter(registers(first_registration())))
        .collect();
    world.arrives(&letters[0]);
    world.arrives(&letters[3]);
    assert_eq!(
        world.complaints(),
        [
            Complaint::Gap {
                from: sis(514),
                to: sis(515)
            },
            Complaint::MessageGap {
                from: sms(735),
                to: sms(736)
            }
        ]
    );

    world.arrives(&letters[2]);
    assert_eq!(
        world.complaints(),
        [
            Complaint::Gap {
                from: sis(514),
                to: sis(514)
            },
            Complaint::MessageGap {
                from: sms(735),
                to: sms(735)
            }
        ]
    );
    world.arrives(&letters[1]);
    assert_eq!(world.complaints(), []);
    assert_eq!(world.agency.ledger().worked().count(), 4);
}

#[test]
fn a_first_letter_that_is_lost_is_noticed_where_the_last_numbers_are_known() {
    let setup = Setup {
        practice_last_used: Some(first_numbers()),
        ..Setup::new(link())
    };
    let mut world = World::quick();
    world.agency = Agency::new(setup, 1);
    world.next.sis = sis(515);
    world.next.sms = sms(735);
    world.next.tn = OwnTn::new(1292).unwrap();
    world.files(registers(first_registration()));

    assert_eq!(
        world.complaints(),
        [Complaint::Gap {
            from: sis(514),
            to: sis(514)
        }]
    );
}

#[test]
fn the_roll_over_of_the_practices_numbers_is_no_fault() {
    let mut world = World::quick();
    world.next = Numbers {
        sis: sis(99_999_998),
        sms: sms(99_999_999),
        tn: OwnTn::new(9_999_998).unwrap(),
    };
    for _ in 0..4 {
        world.files(registers(first_registration()));
    }

    assert_eq!(world.complaints(), []);
    assert_eq!(world.next.sis, sis(3));
    assert_eq!(world.next.tn.get(), 3);
}

#[test]
fn a_message_number_twice_and_a_transaction_number_twice() {
    let mut world = World::quick();
    world.files(requests(1));
    let next = world.next;
    world.next = Numbers {
        sis: next.sis,
        ..first_numbers()
    };
    world.files(removes());

    assert_eq!(
        world.complaints(),
        [
            Complaint::SmsTwice {
                sis: sis(514),
                sms: sms(734)
            },
            Complaint::TnTwice {
                sis: sis(514),
                tn: Tn::new(1291)
            }
        ]
    );
}

fn tampered(from: &str, to: &str) -> Vec<Complaint> {
    let mut world = World::quick();
    let letter = world.letter(registers(first_registration()));
    let text = text_of(&letter);
    assert!(text.contains(from));
    world.arrives(text.replace(from, to).as_bytes());

    world.complaints()
}

/// What is complained of in a letter that lacks a segment, and is counted right without it.
fn without(segment: &str) -> Vec<Complaint> {
    let mut world = World::quick();
    let letter = world.letter(registers(first_registration()));
    let kept: Vec<_> = text_of(&letter)
        .lines()
        .filter(|line| *line != segment)
        .collect();
    let (with, without) = (text_of(&letter).lines().count() - 2, kept.len() - 2);
    assert_eq!(without + 1, with);
    let letter = kept
        .join("\n")
        .replace(&format!("UNT+{with}+"), &format!("UNT+{without}+"));
    world.arrives(letter.as_bytes());

    world.complaints()
}

#[test]
fn a_transaction_that_lacks_something_is_set_aside() {
    let set_aside = |tn| Complaint::SetAside { sis: sis(513), tn };

    assert_eq!(without("PDI+2'"), [set_aside(Some(Tn::new(1291)))]);
    assert_eq!(
        without("NAD+GP+9912345,K31:900'"),
        [set_aside(Some(Tn::new(1291)))]
    );
    assert_eq!(without("RFF+TN:1291'"), [set_aside(None)]);
    assert!(
        tampered("RFF+950:G1'", "RFF+950:F10'").contains(&set_aside(Some(Tn::new(1291)))),
        "a practice sends no F10"
    );
}

#[test]
fn what_is_badly_written_is_named_by_its_code() {
    let badly = |code: &str| Complaint::BadlyWritten {
        sis: sis(513),
        code: code.to_owned(),
    };

    assert_eq!(tampered("UNT+", "UNT+1"), [badly("E207")]);
    assert_eq!(without("NAD+FHS+XX1:954'"), [badly("E303")]);
    assert_eq!(
        tampered("FHSREG:0:1:FH:FHS001", "FHSREG:0:2:FH:FHS001"),
        [badly("E309")]
    );
    assert_eq!(tampered("+260311:1042+", "+260315:1042+"), [badly("E312")]);
}

#[test]
fn a_message_without_a_usable_number() {
    let complaints = tampered("00000734", "00000000");

    assert!(
        complaints.contains(&Complaint::NoSms { sis: sis(513) }),
        "{complaints:?}"
    );
}

#[test]
fn what_cannot_be_worked_on_is_unreadable() {
    let mut world = World::quick();
    let letter = world.letter(requests(1));
    let changed = |from: &str, to: &str| text_of(&letter).replace(from, to).into_bytes();
    let now = world.now;
    let mut receive = |workflow, body: &[u8]| world.agency.receive(workflow, body, now);
    let registration = Workflow::Registration;

    assert_eq!(receive(registration, b""), Err(Unreadable::NotALetter));
    assert_eq!(
        receive(registration, b"\x00\xffrubbish"),
        Err(Unreadable::NotALetter)
    );
    let two = [letter.as_slice(), letter.as_slice()].concat();
    assert_eq!(receive(registration, &two), Err(Unreadable::NotALetter));
    assert_eq!(
        receive(registration, &changed("00000513", "00000000")),
        Err(Unreadable::Number)
    );
    assert_eq!(
        receive(registration, &changed("+TES5+", "+HIL5+")),
        Err(Unreadable::NotForUs)
    );
    assert_eq!(
        receive(registration, &changed("+XX11+", "+NF01+")),
        Err(Unreadable::NotForUs)
    );
    assert_eq!(
        receive(Workflow::Receipt, &letter),
        Err(Unreadable::Workflow)
    );

    assert_eq!(world.complaints().len(), 7);
    assert_eq!(
        world.complaints()[6],
        Complaint::Unreadable(Unreadable::Workflow)
    );
    assert_eq!(world.due(), []);
    assert!(
        world
            .agency
            .ledger()
            .letters
            .iter()
            .all(|letter| letter.fate == Fate::Unreadable)
    );
}

/// A world in which one letter has come from the service, its receipt before it.
fn world_with_a_letter() -> (World, Vec<u8>, Vec<u8>) {
    let mut world = World::quick();
    world.files(registers(first_registration()));
    let [receipt, answer] = <[_; 2]>::try_from(world.due()).unwrap();

    (world, receipt.body, answer.body)
}

#[test]
fn a_second_receipt_for_a_letter_that_came_once() {
    let (mut world, _, answer) = world_with_a_letter();
    world.receipts(&answer);
    world.receipts(&answer);

    assert_eq!(
        world.complaints(),
        [Complaint::ReceiptTwice {
            sis: sis(515),
            about: sis(2)
        }]
    );
    assert_eq!(world.agency.ledger().receipts.len(), 2);
}

#[test]
fn the_same_receipt_brought_twice_is_only_a_duplicate() {
    let (mut world, _, answer) = world_with_a_letter();
    let receipt = world.receipt_letter(read(&answer).receipt().unwrap());
    for _ in 0..2 {
        world
            .agency
            .receive(Workflow::Receipt, &receipt, world.now)
            .unwrap();
    }

    let complaints = world.complaints();
    assert!(
        matches!(complaints.as_slice(), [Complaint::SentTwice { .. }]),
        "as a letter, not as a second receipt: {complaints:?}"
    );
    assert_eq!(fates(&world), [Fate::Worked, Fate::Worked, Fate::Duplicate]);
}

#[test]
fn a_receipt_of_a_receipt() {
    let (mut world, _, answer) = world_with_a_letter();
    let mut draft = read(&answer).receipt().unwrap();
    draft.letter.reference = 1;
    world.receipts_as(draft);

    assert_eq!(
        world.complaints(),
        [Complaint::ReceiptOfReceipt {
            sis: sis(514),
            about: sis(1)
        }]
    );
}

#[test]
fn a_receipt_for_a_letter_that_was_never_sent() {
    let (mut world, _, answer) = world_with_a_letter();
    for unknown in [3, 0, 100_000_000] {
        let mut draft = read(&answer).receipt().unwrap();
        draft.letter.reference = unknown;
        world.receipts_as(draft);
    }

    let unknown = |sis: Sis, about| Complaint::UnknownReceipt { sis, about };
    assert_eq!(
        world.complaints(),
        [
            unknown(sis(514), 3),
            unknown(sis(515), 0),
            unknown(sis(516), 100_000_000)
        ]
    );
}

#[test]
fn a_receipt_that_names_other_messages() {
    let (mut world, _, answer) = world_with_a_letter();
    let mut draft = read(&answer).receipt().unwrap();
    draft.messages[0].reference = "00000009".to_owned();
    world.receipts_as(draft);

    assert_eq!(
        world.complaints(),
        [Complaint::ReceiptOfOthers {
            sis: sis(514),
            about: sis(2)
        }]
    );
    assert_eq!(world.agency.ledger().unreceipted().count(), 1);
}

#[test]
fn a_letter_for_each_link_is_numbered_apart() {
    let setup = Setup {
        more_links: vec![gplinks::Link::new(link().practice, cipher("LDS"))],
        last_used: LastUsed::default(),
        ..Setup::new(link())
    };
    let mut world = World::quick();
    world.agency = Agency::new(setup, 1);
    let first = world.letter(registers(first_registration()));
    let second = text_of(&world.letter(registers(first_registration())))
        .replace("XX11", "LDS1")
        .replace("XX1:", "LDS:")
        .replace("00000514", "00000001")
        .replace("00000735", "00000001");
    world.arrives(&first);
    world.arrives(second.as_bytes());

    let sent = world.due();

    assert_eq!(
        world.complaints(),
        [],
        "each link has its own numbers, and TNs run through both"
    );
    let from: Vec<_> = sent
        .iter()
        .map(|sent| (sent.service.as_str(), sent.sis.get()))
        .collect();
    assert_eq!(from, [("XX11", 1), ("LDS1", 1)]);
}
