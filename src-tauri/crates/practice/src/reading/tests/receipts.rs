//! Receipts that come in for our letters.

use store::{LetterOutId, LetterState, NoticeState, Outcome, ReceiptFate, ReceiptState, Workflow};

use super::support::{RECEP, REG, Surgery, at, deduction, letter, receipt, receipt_of, swapped};
use crate::marks::{Marks, Released};
use crate::reading::Alarm;

fn fates(surgery: &Surgery, letter: LetterOutId) -> Vec<ReceiptFate> {
    let receipts = surgery.looks(|r| r.receipts_in_for(letter));

    receipts.into_iter().map(|one| one.fate).collect()
}

/// State of our letter, and of its receipt.
fn states(surgery: &Surgery, letter: LetterOutId) -> (LetterState, ReceiptState) {
    let letter = surgery.out(letter);

    (letter.state, letter.receipt)
}

const GOOD: (LetterState, ReceiptState) = (LetterState::Collected, ReceiptState::Received);

#[test]
fn a_good_receipt_settles_our_letter_and_is_never_receipted() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 512), 733);
    let id = surgery.gets(RECEP, receipt(7, 512, 733));

    let report = surgery.reads();

    assert_eq!((report.letters, report.receipts, report.notices), (1, 0, 0));
    assert_eq!(
        (states(&surgery, ours), fates(&surgery, ours)),
        (GOOD, vec![ReceiptFate::Matched])
    );
    assert_eq!(surgery.out(ours).receipt_at, Some(surgery.now));
    assert!(!surgery.has_receipt(id));
    assert_eq!(
        surgery.looks(|r| r.messages_of(id))[0].kind.as_deref(),
        Some("RECEP")
    );
    let audit = surgery.audit("letter out", ours.get());
    assert_eq!(audit[0].act, "receipt came");
    assert!(surgery.notices().is_empty() && surgery.norfolk().is_open());
}

#[test]
fn a_bad_receipt_is_a_problem_that_a_person_decides() {
    for (verdict, message) in [
        ("ER", "CP"),
        ("NA", "CP"),
        ("OK", "CA"),
        ("OK", "CI"),
        ("OK", "ZZ"),
        ("??", "CP"),
    ] {
        let mut surgery = Surgery::opens();
        let ours = surgery.sent((0, 512), 733);
        surgery.gets(RECEP, receipt_of(7, 512, verdict, &[(733, message)]));

        let report = surgery.reads();

        assert_eq!(
            states(&surgery, ours),
            (LetterState::Collected, ReceiptState::Problem),
            "{verdict} {message}"
        );
        assert_eq!(
            (report.notices, fates(&surgery, ours)),
            (1, vec![ReceiptFate::Matched])
        );
        let notice = &surgery.notices()[0];
        let filing = surgery.looks(|r| r.filing_of_letter(ours)).unwrap();
        assert_eq!(
            (notice.kind.as_str(), notice.state),
            ("RECEP", NoticeState::ToDecide)
        );
        assert_eq!(
            (notice.filing, notice.patient),
            (Some(filing.id), Some(filing.patient))
        );
        let said: gplinks::Receipt =
            serde_json::from_str(notice.content.as_ref().unwrap()).unwrap();
        assert_eq!(said.letter.reference, 512);
        assert!(notice.outline.contains("Receipt for letter 00000512"));
        assert_eq!(surgery.letter(notice.letter).transactions, 1);
    }
}

#[test]
fn a_second_receipt_changes_nothing() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 512), 733);
    surgery.takes(RECEP, receipt(7, 512, 733));
    surgery.takes(RECEP, receipt_of(8, 512, "ER", &[(733, "CA")]));

    assert_eq!(states(&surgery, ours), GOOD);
    assert_eq!(
        fates(&surgery, ours),
        [ReceiptFate::Matched, ReceiptFate::Duplicate]
    );
    assert!(surgery.notices().is_empty() && surgery.norfolk().is_open());
}

#[test]
fn several_receipts_in_one_letter_settle_a_letter_each() {
    let mut surgery = Surgery::opens();
    let ours = [1, 2, 3].map(|number| surgery.sent((0, number), number));
    let bodies = [1, 2, 3].map(|number| {
        let text = String::from_utf8(receipt(7, number, number)).unwrap();
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let message = lines[1..lines.len() - 1].join("\n");

        message.replace("00000900", &format!("0000090{number}"))
    });
    let head = "UNB+UNOA:2+NF01+HIL5+260311:0945+00000007++RECEP+++EDIFACT TRANSFER'";
    let body = format!("{head}\n{}\nUNZ+3+00000007'", bodies.join("\n"));

    let id = surgery.takes(RECEP, body);

    assert_eq!(ours.map(|one| states(&surgery, one)), [GOOD; 3]);
    assert_eq!(
        (surgery.letter(id).messages, surgery.receipts_ready()),
        (3, 0)
    );
}

#[test]
fn a_receipt_for_a_letter_that_was_never_sent_stops_the_link() {
    let mut surgery = Surgery::opens();
    let id = surgery.gets(RECEP, receipt(7, 512, 733));

    let report = surgery.reads();

    let link = surgery.norfolk();
    let alarm = Alarm::UnknownReceipt {
        link: link.id,
        sis: 512,
    };
    assert_eq!(report.alarms, [alarm]);
    assert_eq!(
        (link.stopped_at, link.is_open()),
        (Some(surgery.now), false)
    );
    let why = link.stopped_why.unwrap();
    assert!(
        why.starts_with("A receipt came for letter number 512, which this practice did not send.")
    );
    assert_eq!(alarm.words(), why);
    let unmatched = surgery.practice.stray_receipts().unwrap();
    assert_eq!(
        (unmatched.len(), unmatched[0].sis, unmatched[0].letter),
        (1, 512, id)
    );
    assert_eq!(surgery.audit("link", link.id.get())[0].act, "stopped");
    assert!(
        surgery.looks(|r| r.link_with("LDS1")).unwrap().is_open(),
        "the other link goes on"
    );
    assert_eq!(surgery.state(id), "read", "the receipt itself is kept");
}

#[test]
fn a_receipt_for_a_letter_that_is_listed_outside_is_no_alarm() {
    let mut surgery = Surgery::opens();
    let link = surgery.norfolk().id;
    list(&surgery, link, 512, Vec::new());
    surgery.gets(RECEP, receipt(7, 512, 733));

    assert_eq!(surgery.reads().alarms, []);
    assert!(surgery.norfolk().is_open());
    let strays = surgery.practice.stray_receipts().unwrap();
    assert_eq!(strays[0].fate, ReceiptFate::ListedOutside);
}

#[test]
fn a_receipt_from_another_authority_does_not_settle_our_letter() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 512), 733);
    surgery.takes(RECEP, swapped(&receipt(7, 512, 733), "+NF01+", "+LDS1+"));

    assert_eq!(
        states(&surgery, ours),
        (LetterState::Accepted, ReceiptState::Awaited)
    );
    assert!(surgery.norfolk().is_open(), "its own link is not touched");
    assert!(!surgery.looks(|r| r.link_with("LDS1")).unwrap().is_open());
}

#[test]
fn a_receipt_proves_that_mesh_had_a_letter_in_doubt() {
    let states_before = [
        LetterState::Sending,
        LetterState::Unknown,
        LetterState::HandedOver,
        LetterState::Refused,
        LetterState::Numbered,
        LetterState::Undelivered,
    ];
    for before in states_before {
        let mut surgery = Surgery::opens();
        let ours = surgery.tries((0, 512), 733);
        if before == LetterState::Undelivered {
            surgery.writes(|w| w.letter_undelivered(ours, "E991 not delivered"));
        } else {
            surgery.writes(|w| w.letter_waits(ours, before, surgery.now, None));
        }
        surgery.takes(RECEP, receipt(7, 512, 733));

        assert_eq!(states(&surgery, ours), GOOD, "{}", before.word());
        let attempts = surgery.looks(|r| r.attempts_of(ours));
        assert_eq!(
            attempts[0].outcome,
            Outcome::FoundLater,
            "{}",
            before.word()
        );
        assert_eq!(attempts[0].words.as_deref(), Some("its receipt came"));
        assert_eq!(
            surgery.looks(|r| r.letter_on_its_way(surgery.norfolk().id)),
            None
        );
    }
}

#[test]
fn an_attempt_that_is_settled_stays_as_it_was() {
    let mut surgery = Surgery::opens();
    let ours = surgery.tries((0, 512), 733);
    surgery.writes(|w| {
        w.attempt_ended("local-1", Outcome::NotSent, None, None)?;
        w.letter_waits(ours, LetterState::Unknown, surgery.now, None)?;
        w.add_attempt(ours, "local-2", surgery.now)
    });
    surgery.takes(RECEP, receipt(7, 512, 733));

    let attempts = surgery.looks(|r| r.attempts_of(ours));
    let outcomes: Vec<_> = attempts.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [Outcome::NotSent, Outcome::FoundLater]);
}

#[test]
fn a_receipt_for_a_letter_that_was_never_posted_is_somebody_elses() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sends((0, 512), 733);
    surgery.takes(RECEP, receipt(7, 512, 733));

    assert_eq!(
        states(&surgery, ours),
        (LetterState::Numbered, ReceiptState::Awaited)
    );
    assert!(!surgery.norfolk().is_open());
}

#[test]
fn a_letter_that_was_posted_in_a_time_that_is_lost_is_settled_by_its_receipt() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sends((0, 512), 733);
    list(
        &surgery,
        surgery.norfolk().id,
        512,
        vec!["local".to_owned()],
    );
    surgery.takes(RECEP, receipt(7, 512, 733));

    assert_eq!(states(&surgery, ours), GOOD);
    assert!(surgery.norfolk().is_open());
}

#[test]
fn a_receipt_for_a_letter_that_was_given_up_raises_an_alarm() {
    let mut surgery = Surgery::opens();
    let ours = surgery.tries((0, 512), 733);
    surgery.writes(|w| {
        w.letter_waits(ours, LetterState::Unknown, surgery.now, None)?;
        w.abandon_letter(ours, "lost", "Mia")
    });
    surgery.gets(RECEP, receipt(7, 512, 733));

    assert_eq!(
        surgery.reads().alarms,
        [Alarm::AbandonedArrived { letter: ours }]
    );
    assert_eq!(
        states(&surgery, ours),
        (LetterState::Abandoned, ReceiptState::Received)
    );
    assert!(surgery.norfolk().is_open());
}

#[test]
fn a_receipt_that_does_not_name_our_message_leaves_it_waiting() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 512), 733);
    let id = surgery.takes(RECEP, receipt(7, 512, 734));

    assert_eq!(
        states(&surgery, ours),
        (LetterState::Accepted, ReceiptState::Awaited)
    );
    assert_eq!(
        (surgery.message_codes(id), fates(&surgery, ours)),
        (vec!["L102".to_owned()], vec![ReceiptFate::Matched])
    );
    surgery.takes(RECEP, receipt(8, 512, 733));
    assert_eq!(
        states(&surgery, ours),
        GOOD,
        "the one that names it settles it"
    );
}

#[test]
fn a_receipt_that_counts_other_messages_is_taken_with_a_remark() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 512), 733);
    let id = surgery.takes(RECEP, receipt_of(7, 512, "OK", &[(733, "CP"), (734, "CP")]));

    assert_eq!(states(&surgery, ours), GOOD);
    assert_eq!(surgery.message_codes(id), ["L103"]);
    let two = receipt_of(8, 514, "OK", &[(736, "CP"), (737, "CP")]);
    surgery.sent((0, 514), 736);
    let id = surgery.takes(RECEP, swapped(&two, "OK:2", "OK:1"));
    assert_eq!(surgery.message_codes(id), ["E506", "L103"]);
    let other = surgery.sent((0, 513), 735);
    let id = surgery.takes(RECEP, swapped(&receipt(9, 513, 735), "OK:1", "OK:3"));
    assert_eq!(
        (states(&surgery, other), surgery.message_codes(id)),
        (GOOD, vec!["E506".to_owned(), "L103".to_owned()])
    );
}

#[test]
fn of_two_letters_with_one_number_the_one_whose_message_is_named_is_meant() {
    let mut surgery = Surgery::opens();
    let old = surgery.sent((0, 512), 733);
    let newer = surgery.sent((1, 512), 99);

    surgery.takes(RECEP, receipt(7, 512, 733));
    assert_eq!(
        (states(&surgery, old), states(&surgery, newer).1),
        (GOOD, ReceiptState::Awaited)
    );

    surgery.takes(RECEP, receipt(8, 512, 733));
    assert_eq!(
        fates(&surgery, old),
        [ReceiptFate::Matched, ReceiptFate::Duplicate]
    );
    assert_eq!(fates(&surgery, newer), []);

    surgery.takes(RECEP, receipt(9, 512, 99));
    assert_eq!(states(&surgery, newer), GOOD);
}

#[test]
fn a_receipt_for_our_receipt_is_no_alarm_and_changes_nothing() {
    let mut surgery = Surgery::opens();
    let link = surgery.norfolk().id;
    let ours = surgery.writes(|w| {
        let taken = store::Taken {
            epoch: 0,
            number: 512,
        };
        let letter = w.add_letter_out(&store::NewLetter {
            link,
            workflow: Workflow::Receipt,
            sis: taken,
            sms: taken,
            tn: None,
            body: b"frozen",
            written_at: surgery.now,
            state: LetterState::Numbered,
            next_try_at: surgery.now,
        })?;
        w.letter_accepted(letter, Some("OUT"), surgery.now, false)?;

        Ok(letter)
    });
    let id = surgery.gets(RECEP, receipt(7, 512, 512));

    assert_eq!(surgery.reads().alarms, []);
    assert_eq!(
        states(&surgery, ours),
        (LetterState::Accepted, ReceiptState::NotExpected)
    );
    assert_eq!(
        (surgery.message_codes(id), surgery.receipts_ready()),
        (vec!["L104".to_owned()], 0)
    );
}

#[test]
fn a_number_that_nobody_can_have_used_is_an_unknown_one() {
    for number in ["18446744073709551615", "100000000000"] {
        let mut surgery = Surgery::opens();
        let id = surgery.takes(
            RECEP,
            swapped(
                &receipt(7, 512, 733),
                "RIS:00000512",
                &format!("RIS:{number}"),
            ),
        );

        assert_eq!(surgery.state(id), "read", "{number}");
        assert!(!surgery.norfolk().is_open(), "{number}");
    }
    let mut surgery = Surgery::opens();
    let long = format!("RIS:{}", "9".repeat(30));
    surgery.takes(RECEP, swapped(&receipt(7, 512, 733), "RIS:00000512", &long));
    let kinds = surgery.kinds();
    assert_eq!(
        kinds,
        [("RECEP".to_owned(), NoticeState::SetAside)],
        "it says for no letter"
    );
}

#[test]
fn a_receipts_own_letter_says_nothing_about_the_registrations_around_it() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 1), 1);
    surgery.gets(REG, letter(8, &[&[deduction(1)]]));
    surgery.gets(RECEP, receipt(7, 1, 1));

    let report = surgery.reads();

    assert_eq!((report.letters, report.receipts), (2, 1));
    assert_eq!(states(&surgery, ours), GOOD);
}

fn list(surgery: &Surgery, link: store::LinkId, sis: u32, local_ids: Vec<String>) {
    let keeper = surgery.marks.as_ref();
    let mut marks = Marks::read(keeper).unwrap().unwrap();
    marks.released.push(Released {
        link,
        filing: None,
        receipts: None,
        sis: (0, sis),
        sms: (0, sis),
        tn: None,
        at: gplinks::Minute::at(at("2026-03-11T09:00")),
        sha256: String::new(),
        local_ids,
    });
    marks.write(keeper).unwrap();
}
