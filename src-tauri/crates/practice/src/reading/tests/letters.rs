//! Whole letters: read once, each with its receipt, or set aside with a reason.

use std::sync::atomic::Ordering;

use store::{NoticeState, StoreError};

use super::support::{
    RECEP, REG, Surgery, approval, at, deduction, letter, letter_at, receipt, records_sent, swapped,
};
use crate::DeskError;
use crate::reading::{Alarm, WhySetAside, is_of_the_file};

#[test]
fn a_letter_gets_exactly_one_receipt_however_often_it_is_looked_at() {
    let mut surgery = Surgery::opens();
    let id = surgery.gets(
        REG,
        letter(7, &[&[deduction(1), deduction(2)], &[records_sent(3)]]),
    );

    let report = surgery.reads();
    let again = surgery.reads();

    assert_eq!((report.letters, report.notices, report.receipts), (1, 3, 1));
    assert_eq!(again, Default::default());
    assert_eq!(surgery.receipts_ready(), 1);
    let letter = surgery.letter(id);
    let receipt = surgery.looks(|r| r.receipt_for(id)).unwrap();
    assert_eq!(surgery.state(id), "read");
    assert_eq!((letter.epoch, letter.ris), (Some(1), Some(7)));
    assert_eq!((letter.messages, letter.transactions), (2, 3));
    assert_eq!(letter.written_at, Some(at("2026-03-11T09:30")));
    assert_eq!(letter.read_at, Some(receipt.made_at));
    let draft: gplinks::ReceiptDraft = serde_json::from_str(&receipt.content).unwrap();
    assert_eq!(
        (draft.sender.as_str(), draft.recipient.as_str()),
        ("HIL5", "NF01")
    );
    assert_eq!(
        (draft.letter.reference, draft.letter.messages),
        (7, Some(2))
    );
    let acts: Vec<_> = surgery
        .audit("letter in", id.get())
        .into_iter()
        .map(|row| (row.by, row.act))
        .collect();
    assert_eq!(acts, [("Linkdesk".to_owned(), "letter read".to_owned())]);
}

#[test]
fn a_letter_that_was_stored_before_a_restart_is_read_after_it() {
    let mut surgery = Surgery::opens();
    let id = surgery.gets(REG, letter(7, &[&[deduction(1)]]));

    let surgery = surgery.restarts();
    assert_eq!(surgery.reads().letters, 1);
    let surgery = surgery.restarts();
    assert_eq!(surgery.reads(), Default::default());

    assert_eq!(
        (surgery.state(id).as_str(), surgery.receipts_ready()),
        ("read", 1)
    );
    assert_eq!(surgery.notices().len(), 1);
}

#[test]
fn the_messages_are_kept_with_their_numbers() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(REG, letter(7, &[&[deduction(1)], &[approval(2)]]));

    let messages = surgery.looks(|r| r.messages_of(id));
    let messages: Vec<_> = messages
        .iter()
        .map(|one| (one.position, one.rms, one.kind.as_deref()))
        .collect();

    assert_eq!(
        messages,
        [(1, Some(1), Some("F2")), (2, Some(2), Some("F4"))]
    );
}

#[test]
fn each_reason_sets_the_whole_letter_aside_without_a_receipt() {
    let good = letter(7, &[&[deduction(1)]]);
    let two = [good.clone(), letter(8, &[&[deduction(2)]])].concat();
    let empty = "UNB+UNOA:2+NF01+HIL5+260311:0930+00000007'\nUNZ+0+00000007'";
    let long = swapped(&good, "00000007", "9999999999999999999");
    let half = [&good[..], b"\nUNB+UNOA:2+NF01+HIL5+260311:0930+00000008'"].concat();
    let cases: [(&str, store::Workflow, Vec<u8>, WhySetAside); 12] = [
        ("no data", REG, Vec::new(), WhySetAside::Unreadable),
        (
            "words",
            REG,
            b"NOT A LETTER".to_vec(),
            WhySetAside::Unreadable,
        ),
        (
            "UNB without a number",
            REG,
            swapped(&good, "+00000007+", "+SEVEN+"),
            WhySetAside::Unreadable,
        ),
        (
            "a number of 30 digits",
            REG,
            swapped(&good, "00000007", &"9".repeat(30)),
            WhySetAside::Unreadable,
        ),
        (
            "a number that no column holds",
            REG,
            long,
            WhySetAside::NumberTooLarge,
        ),
        ("no message", REG, empty.into(), WhySetAside::NoMessage),
        (
            "for another practice",
            REG,
            swapped(&good, "+HIL5+", "+TES5+"),
            WhySetAside::OtherPractice,
        ),
        (
            "our own",
            REG,
            swapped(&good, "NF01+HIL5", "HIL5+NF01"),
            WhySetAside::OwnLetter,
        ),
        (
            "from a stranger",
            REG,
            swapped(&good, "+NF01+", "+SO01+"),
            WhySetAside::NoLink,
        ),
        ("several", REG, two, WhySetAside::SeveralLetters),
        ("one and a half", REG, half, WhySetAside::SeveralLetters),
        (
            "registrations as receipts",
            RECEP,
            good,
            WhySetAside::WrongWorkflow,
        ),
    ];
    for (name, workflow, body, why) in cases {
        let mut surgery = Surgery::opens();
        let id = surgery.gets(workflow, body);

        let report = surgery.reads();

        assert_eq!(surgery.state(id), why.code(), "{name}");
        assert_eq!(
            report.alarms,
            [Alarm::SetAside { letter: id, why }],
            "{name}"
        );
        assert_eq!(
            (report.set_aside, report.letters, report.receipts),
            (1, 0, 0),
            "{name}"
        );
        assert!(
            !surgery.has_receipt(id) && surgery.notices().is_empty(),
            "{name}"
        );
        assert_eq!(
            surgery.reads(),
            Default::default(),
            "{name}: it is told once"
        );
        assert_eq!(
            surgery.audit("letter in", id.get())[0].act,
            "set aside",
            "{name}"
        );
    }
}

#[test]
fn receipts_that_came_as_registrations_are_set_aside() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(REG, receipt(7, 1, 1));

    assert_eq!(surgery.state(id), "L008");
    assert!(surgery.norfolk().is_open(), "nothing of it was used");
}

#[test]
fn a_letter_of_several_keeps_all_of_its_bytes() {
    let mut surgery = Surgery::opens();
    let two = [letter(7, &[&[deduction(1)]]), letter(8, &[&[deduction(2)]])].concat();
    let id = surgery.takes(REG, two.clone());

    assert_eq!(surgery.letter(id).body, two);
    assert_eq!(
        surgery.letter(id).transactions,
        2,
        "a person is told how much is in it"
    );
}

#[test]
fn a_letter_with_wrong_counts_is_read_with_a_warning_each() {
    let good = letter(7, &[&[deduction(1)]]);
    let body = swapped(
        &swapped(&good, "UNZ+1+00000007", "UNZ+5+00000008"),
        "UNT+",
        "UNT+1",
    );
    let mut surgery = Surgery::opens();
    let id = surgery.takes(REG, body);

    assert_eq!(surgery.state(id), "read");
    assert_eq!(surgery.codes(id), ["E212", "E213"]);
    assert_eq!(surgery.message_codes(id), ["E207"]);
    assert!(surgery.has_receipt(id));
}

#[test]
fn letters_are_read_in_the_order_of_their_numbers_and_not_of_their_arrival() {
    let mut surgery = Surgery::opens();
    let third = surgery.gets(REG, letter(9, &[&[deduction(3)]]));
    let first = surgery.gets(REG, letter(7, &[&[deduction(1)]]));
    let unreadable = surgery.gets(REG, b"WORDS".to_vec());
    let second = surgery.gets(REG, letter(8, &[&[deduction(2)]]));

    surgery.reads();

    let order: Vec<_> = surgery.notices().iter().map(|one| one.letter).collect();
    assert_eq!(order, [first, second, third]);
    assert_eq!(
        surgery.codes(third),
        Vec::<String>::new(),
        "nothing was late"
    );
    assert_eq!(surgery.state(unreadable), "L001");
}

#[test]
fn a_page_of_letters_is_not_all_there_is() {
    let mut surgery = Surgery::opens();
    for ris in (1..=230).rev() {
        surgery.gets(REG, letter(ris, &[&[deduction(ris.into())]]));
    }

    assert_eq!(surgery.reads().letters, 230);
    let tns: Vec<_> = surgery.notices().iter().filter_map(|one| one.tn).collect();
    assert!(tns.is_sorted(), "they are read in order over all pages");
    assert_eq!(surgery.unread(), 0);
}

#[test]
fn a_letter_that_cannot_be_taken_in_holds_up_no_other() {
    let mut surgery = Surgery::opens();
    surgery.marks.broken.store(true, Ordering::SeqCst);
    let waits = surgery.gets(RECEP, receipt(7, 55, 55));
    let other = surgery.gets(REG, letter(8, &[&[deduction(1)]]));

    let report = surgery.reads();

    let alarm = Alarm::NotRead {
        letter: waits,
        code: "E968",
    };
    assert_eq!((report.letters, report.alarms), (1, vec![alarm]));
    assert_eq!(
        (surgery.state(other), surgery.state(waits)),
        ("read".into(), "stored".into())
    );
    surgery.marks.broken.store(false, Ordering::SeqCst);
    surgery.reads();
    assert_eq!(surgery.state(waits), "read");
}

#[test]
fn a_setting_that_makes_no_sense_stops_reading_and_loses_nothing() {
    let mut surgery = Surgery::opens();
    surgery.gets(REG, letter(7, &[&[deduction(1)]]));
    surgery.writes(|w| w.set("hold_minutes", "soon"));

    let error = surgery.practice.read_letters(surgery.now).unwrap_err();

    assert!(matches!(error, DeskError::Setting { .. }));
    assert_eq!(surgery.unread(), 1);
}

#[test]
fn a_letter_of_the_hour_that_comes_twice_is_read_once_and_in_order() {
    let mut surgery = Surgery::opens();
    surgery.gets(REG, letter_at(8, "2025-10-26T01:10", &[&[deduction(2)]]));
    surgery.gets(REG, letter_at(7, "2025-10-26T01:50", &[&[deduction(1)]]));

    assert_eq!(surgery.reads().letters, 2);
    let tns: Vec<_> = surgery.notices().iter().filter_map(|one| one.tn).collect();
    assert_eq!(tns, [1, 2]);
}

#[test]
fn a_letter_of_the_hour_that_is_skipped_is_read_with_a_note() {
    let mut surgery = Surgery::opens();
    let good = letter_at(7, "2025-03-30T00:30", &[&[deduction(1)]]);
    let id = surgery.takes(REG, swapped(&good, "250330:0030", "250330:0130"));

    assert_eq!(
        (surgery.state(id), surgery.codes(id)),
        ("read".into(), vec!["E313".to_owned()])
    );
    assert_eq!(surgery.letter(id).written_at, Some(at("2025-03-30T02:30")));
    assert_eq!(surgery.notices()[0].state, NoticeState::ToDecide);
}

#[test]
fn a_letter_that_names_no_authority_is_receipted_with_the_links() {
    let good = letter(7, &[&[deduction(1)]]);
    let body = swapped(&swapped(&good, "NAD+FHS+NF:954'\n", ""), "+NF01+", "+PCRM+");
    let mut surgery = Surgery::opens();
    surgery.writes(|w| w.add_link("HIL5", "SO", "PCRM", "PCRMMAIL"));
    let id = surgery.takes(REG, body);

    let receipt = surgery.looks(|r| r.receipt_for(id)).unwrap();
    assert!(receipt.content.contains("\"cipher\":\"SO\""));
}

#[test]
fn a_link_of_another_practice_is_none_of_ours() {
    let mut surgery = Surgery::opens();
    surgery.writes(|w| w.add_link("TES5", "SO", "SO01", "SOMAIL"));
    let id = surgery.takes(
        REG,
        swapped(&letter(7, &[&[deduction(1)]]), "+NF01+", "+SO01+"),
    );

    assert_eq!(surgery.state(id), "L005");
}

#[test]
fn what_is_kept_of_a_letter_in_the_audit_is_ids_and_counts() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(REG, letter(7, &[&[deduction(1)]]));

    assert_eq!(
        surgery.audit("letter in", id.get())[0].details,
        "{\"number\":[1,7],\"messages\":1,\"notices\":1,\"set aside\":0,\"receipts\":1}"
    );
}

#[test]
fn a_letter_that_the_ledger_refuses_is_set_aside_whole() {
    let mut surgery = Surgery::opens();
    let refused = surgery.gets(REG, letter(7, &[&[deduction(1)]]));
    let link = surgery.norfolk().id;
    // It cannot have a second receipt, so that the whole of it is rolled back.
    surgery.writes(|w| w.owe_receipt(refused, link, "{}", surgery.now));
    let other = surgery.gets(REG, letter(8, &[&[deduction(2)]]));

    let report = surgery.reads();

    assert_eq!((report.letters, report.set_aside), (1, 1));
    assert_eq!(
        (surgery.state(refused), surgery.state(other)),
        ("L012".into(), "read".into())
    );
    assert_eq!(
        surgery.notices().len(),
        1,
        "nothing is left of the first one"
    );
    let audit = surgery.audit("letter in", refused.get());
    assert_eq!(audit[0].details, "{\"code\":\"E933\"}");
}

#[test]
fn a_fault_of_the_file_is_no_fault_of_a_letter() {
    let of_the_file = |error: StoreError| is_of_the_file(&error.into());

    assert!(of_the_file(StoreError::Full) && of_the_file(StoreError::Busy));
    assert!(!of_the_file(StoreError::Odd));
    assert!(!is_of_the_file(&DeskError::Kept { what: "receipt" }));
}
