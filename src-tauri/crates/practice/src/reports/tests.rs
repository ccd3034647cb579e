//! The reports of a small practice, word for word.

use gplinks::Day;
use store::{Direction, Role, Sequence, Workflow};

use super::{Report, Unexplained};
use crate::reading::Run;
use crate::sample::{NUMBERS, Sample, after_days, at, manager, now};
use crate::{Act, Correction, DeskError, Table};

fn report(sample: &Sample, report: Report) -> Table {
    sample.practice.report(&report, now()).unwrap()
}

fn with_patients() -> Sample {
    let sample = Sample::new();
    let csv = format!(
        "nhs_number,surname,first_forename,born\n{},Cole,Tunde,1971-09-30\n{},=Adair,Niamh,2001-02-03\n",
        NUMBERS[0], NUMBERS[1]
    );
    assert_eq!(sample.import(&csv).imported, 2);

    sample
}

/// Sends a letter, and makes nothing of its number: the counters move on without one.
fn lose_numbers(sample: &Sample, sequence: Sequence) {
    sample
        .practice
        .store()
        .write(|w| w.take_number(sequence, Some(sample.link)))
        .unwrap();
}

fn of_incoming(first: u64, last: u64, link: store::LinkId) -> Unexplained {
    Unexplained {
        direction: Direction::In,
        sequence: Sequence::Sis,
        link: Some(link),
        run: Run {
            epoch: 0,
            first,
            last,
        },
    }
}

#[test]
fn nothing_is_missing_where_nothing_was_exchanged() {
    let sample = Sample::new();

    let out = report(&sample, Report::MissingNumbersOut);
    assert_eq!(
        out.sentences,
        ["Every number of ours is on a letter. There is nothing to tell PCSE."]
    );
    let came = report(&sample, Report::MissingNumbersIn);
    assert_eq!(came.sentences[0], "HIL5 with NF01: no letter has come yet.");
    assert_eq!(sample.practice.unexplained().unwrap(), []);
}

#[test]
fn what_never_came_is_told_so_that_it_can_be_read_to_pcse() {
    let sample = Sample::new();
    // The first number that ever comes is no gap; receipts and letters share one count.
    sample.arrives(Workflow::Registration, "F4", 40, now());
    sample.arrives(Workflow::Receipt, "RECEP", 42, now());
    sample.arrives(Workflow::Registration, "F4", 46, after_days(1));

    let table = report(&sample, Report::MissingNumbersIn);

    assert_eq!(
        table.sentences,
        [
            "HIL5 with NF01: Incoming interchange 41 never arrived; 42 came on 20-Nov-2026.",
            "HIL5 with NF01: Incoming interchanges 43 to 45 never arrived; 46 came on 21-Nov-2026.",
            "HIL5 with NF01: Incoming message 41 never arrived.",
            "HIL5 with NF01: Incoming messages 43 to 45 never arrived.",
            "To read to PCSE: This is Hill Surgery, link code HIL5. From NF01 we have not received interchange 41 and 43 to 45 (message numbers 41 and 43 to 45). The last one that came is 46. Please send what is missing again.",
        ]
    );
    assert_eq!(
        table.rows[1],
        ["HIL5 with NF01", "Interchange", "43", "45", "21-Nov-2026"]
    );

    sample.arrives(Workflow::Registration, "F4", 41, after_days(2));
    let table = report(&sample, Report::MissingNumbersIn);
    assert_eq!(table.rows.len(), 2, "a late arrival closes the gap");
}

#[test]
fn numbers_of_theirs_that_begin_again_are_no_gap() {
    let sample = Sample::new();
    sample.arrives(Workflow::Registration, "F4", 99_999_998, now());
    sample.arrives(Workflow::Registration, "F4", 99_999_999, now());
    let second = sample.arrives(Workflow::Registration, "F4", 2, after_days(1));
    let store = sample.practice.store();
    store.lift_rules("letters_in").unwrap();
    store
        .damage(&format!(
            "UPDATE letters_in SET epoch = 1 WHERE id = {second}"
        ))
        .unwrap();

    let table = report(&sample, Report::MissingNumbersIn);

    assert_eq!(
        table.sentences[..2],
        [
            "HIL5 with NF01: Incoming interchange 1 never arrived; 2 came on 21-Nov-2026.",
            "HIL5 with NF01: Incoming message 1 never arrived.",
        ]
    );
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn an_explained_gap_is_told_and_counts_no_longer() {
    let sample = Sample::new();
    sample.arrives(Workflow::Registration, "F4", 40, now());
    sample.arrives(Workflow::Registration, "F4", 44, now());
    let why = "PCSE says that they were never made.";
    sample
        .practice
        .explain_gap(&of_incoming(41, 42, sample.link), why, &manager())
        .unwrap();

    let table = report(&sample, Report::MissingNumbersIn);

    assert_eq!(
        table.sentences[0],
        "HIL5 with NF01: Incoming interchange 43 never arrived; 44 came on 20-Nov-2026."
    );
    assert_eq!(
        table.sentences[2],
        "HIL5 with NF01: Incoming interchange 41 to 42 was explained by Meera on 20-Nov-2026: PCSE says that they were never made."
    );
    assert_eq!(
        sample.practice.unexplained().unwrap()[0],
        of_incoming(43, 43, sample.link)
    );
}

#[test]
fn only_a_manager_explains_and_only_what_is_missing() {
    let sample = Sample::new();
    sample.arrives(Workflow::Registration, "F4", 40, now());
    sample.arrives(Workflow::Registration, "F4", 44, now());
    let explain = |first, last, why, role| {
        let act = Act { role, ..manager() };

        sample
            .practice
            .explain_gap(&of_incoming(first, last, sample.link), why, &act)
    };

    assert_eq!(
        explain(41, 43, "why", Role::Clerk),
        Err(DeskError::NotAllowed {
            needs: Role::Manager
        })
    );
    assert_eq!(
        explain(41, 43, " ", Role::Manager),
        Err(DeskError::NoReason)
    );
    for (first, last) in [(40, 43), (41, 44), (43, 41), (45, 50)] {
        let refused = explain(first, last, "why", Role::Manager);
        assert!(
            matches!(refused, Err(DeskError::NotSo { .. })),
            "{first} to {last}"
        );
    }
    explain(41, 43, "why", Role::Manager).unwrap();
    assert!(
        explain(41, 43, "why", Role::Manager).is_err(),
        "once is enough"
    );
}

#[test]
fn what_was_never_sent_is_told_with_its_reason() {
    let sample = with_patients();
    let given_up = sample.send(NUMBERS[0], now());
    sample.abandon(given_up, "wrong mailbox");
    lose_numbers(&sample, Sequence::Sis);
    lose_numbers(&sample, Sequence::Sis);

    let table = report(&sample, Report::MissingNumbersOut);

    assert_eq!(
        table.sentences,
        [
            "HIL5 with NF01: Each of the outgoing interchanges 2 to 3 is on no letter, and nobody has said why. Find out, explain it, and tell PCSE.",
            "HIL5 with NF01: Outgoing interchange 1 was never sent (wrong mailbox). Tell PCSE that it will not arrive.",
            "HIL5 with NF01: Outgoing message 1 was never sent (wrong mailbox). Tell PCSE that it will not arrive.",
            "To read to PCSE: This is Hill Surgery, link code HIL5. Of our letters to NF01, interchange 2 to 3 and 1 will not arrive. Please do not wait for it.",
            "all links: Outgoing transaction 1 was never sent (wrong mailbox). Tell PCSE that it will not arrive.",
        ]
    );
    let missing = sample.practice.unexplained().unwrap();
    assert_eq!(missing.len(), 1);
    sample
        .practice
        .explain_gap(
            &missing[0],
            "the app stopped while preparing it",
            &manager(),
        )
        .unwrap();
    let table = report(&sample, Report::MissingNumbersOut);
    assert_eq!(
        table.sentences[0],
        "HIL5 with NF01: Each of the outgoing interchanges 2 to 3 was never sent (the app stopped while preparing it). Tell PCSE that it will not arrive."
    );
    assert!(sample.practice.verify(now()).unwrap().is_sound());
}

#[test]
fn a_receipt_is_overdue_after_a_whole_working_day() {
    let sample = with_patients();
    // A Thursday before a bank holiday: Good Friday and Easter Monday are no working days.
    let letter = sample.send(NUMBERS[0], at("2026-04-02T15:00:00Z"));
    let overdue = |text: &str| sample.practice.overdue(at(text)).unwrap().receipts;

    assert_eq!(overdue("2026-04-06T12:00:00Z"), [], "Easter Monday");
    assert_eq!(
        overdue("2026-04-07T12:00:00Z"),
        [],
        "the first working day after it"
    );
    let late = overdue("2026-04-08T08:00:00Z");
    assert_eq!((late[0].letter, late[0].working_days), (letter, 2));

    let table = sample
        .practice
        .report(&Report::MissingReceipts, at("2026-04-08T08:00:00Z"))
        .unwrap();
    assert_eq!(
        table.sentences,
        [
            "HIL5 with NF01: Interchange 1 of 02-Apr-2026 has had no receipt for 2 working days. Ask PCSE whether it came; do not file it again.",
            "To read to PCSE: This is Hill Surgery, link code HIL5. For interchange 1 to NF01 we have had no receipt. Did it come, and was it processed?",
        ]
    );
    assert_eq!(
        table.rows,
        [[
            "HIL5 with NF01",
            "1",
            "1",
            "1",
            "Removal, out of area",
            "1",
            "COLE, Tunde",
            "02-Apr-2026",
            "accepted",
            "2",
            "yes"
        ]]
    );
    sample.receipted(letter, now());
    let table = report(&sample, Report::MissingReceipts);
    assert_eq!(
        table.sentences,
        ["Every letter that was sent has its receipt."]
    );
}

#[test]
fn interchange_numbers_lead_to_what_stood_in_the_letters() {
    let sample = with_patients();
    sample.send(NUMBERS[0], now());
    sample.send(NUMBERS[1], now());
    sample.send(NUMBERS[0], now());

    let table = report(
        &sample,
        Report::Operations {
            link: sample.link,
            first: 2,
            last: 3,
        },
    );

    assert_eq!(
        table.sentences,
        ["HIL5 with NF01: 2 letters with interchange numbers from 2 to 3."]
    );
    assert_eq!(
        table.rows[0],
        [
            "2",
            "2",
            "2",
            "Removal, out of area",
            "2",
            "2",
            "=ADAIR, Niamh",
            NUMBERS[1],
            "20-Nov-2026 10:00",
            "accepted",
            "awaited",
            "none expected"
        ]
    );
    assert!(
        table.csv().contains(",\"'=ADAIR, Niamh\","),
        "no spreadsheet reckons with a name"
    );
}

#[test]
fn the_flags_are_listed_by_the_day_they_expire() {
    let sample = with_patients();
    let flag = |id: i64, day: &str| {
        let store = sample.practice.store();
        let done = store.write(|w| {
            let patient = w.patient(store::PatientId::new(id))?;
            let mut record = patient.record.clone();
            record.fp69_expires_on = Some(Day::parse(day).unwrap());
            record.fp69_reason = Some("8".to_owned());
            let change = store::NewChange {
                at: now(),
                by: "Meera",
                cause: store::Cause::Corrected,
                notice: None,
                filing: None,
                undoes: None,
            };
            w.change_patient(&patient, &record, &change)
        });
        done.unwrap();
    };
    flag(1, "2027-01-31");
    flag(2, "2026-12-04");

    let table = report(&sample, Report::Fp69);

    assert_eq!(
        table.sentences,
        [
            "2 patients have an FP69 flag. Expiring within 14 days, or expired: 1. Ask at the next contact whether the address is right."
        ]
    );
    assert_eq!(table.rows[0][3..5], ["04-Dec-2026", "14"]);
    let due = sample.practice.overdue(now()).unwrap().fp69;
    assert_eq!(due.len(), 1);
    let late = sample
        .practice
        .report(&Report::Fp69, after_days(16))
        .unwrap();
    assert_eq!(late.rows[0][4], "expired 2 days ago");
}

#[test]
fn the_quarter_counts_what_was_sent_and_came_and_was_done_by_hand() {
    let sample = Sample::healthy();
    let given_up = sample.send(NUMBERS[1], now());
    sample.abandon(given_up, "no longer wanted");
    let day = |text| Day::parse(text).unwrap();
    let quarter = |from, to| {
        report(
            &sample,
            Report::Quarter {
                from: day(from),
                to: day(to),
            },
        )
    };

    let table = quarter("2026-10-01", "2026-12-31");

    assert_eq!(
        table.sentences,
        [
            "Hill Surgery, HIL5, from 01-Oct-2026 to 31-Dec-2026: 1 filing sent, 2 notices received, 1 act by hand.",
            "By hand, abandoned: letter out 3, Meera on 20-Nov-2026 10:00.",
        ]
    );
    assert_eq!(
        table.rows,
        [
            ["received", "Deduction (F2)", "done", "1"],
            ["received", "FP69 flag removed (F10)", "to decide", "1"],
            ["sent", "Removal, out of area (G3)", "given up", "1"],
            ["sent", "Removal, out of area (G3)", "none expected", "1"],
            [
                "by hand",
                "abandoned: letter out 3",
                "Meera, 20-Nov-2026 10:00",
                "1"
            ],
        ]
    );
    assert_eq!(quarter("2027-01-01", "2027-03-31").rows.len(), 0);
}

#[test]
fn the_quarter_lists_what_a_manager_put_right_by_hand_and_which() {
    let sample = with_patients();
    let (practice, cole) = (&sample.practice, store::PatientId::new(1));
    let on = Day::parse("2026-11-02").unwrap();
    let left = Correction::OffTheList { on };
    practice
        .put_right(cole, left, "PCSE said so", &manager())
        .unwrap();
    practice
        .put_right_back(cole, "another Cole", &manager())
        .unwrap();

    let quarter = Report::Quarter {
        from: Day::parse("2026-10-01").unwrap(),
        to: Day::parse("2026-12-31").unwrap(),
    };
    let table = report(&sample, quarter);

    assert!(table.sentences[0].ends_with("2 acts by hand."));
    assert_eq!(
        table.sentences[1..],
        [
            "By hand, put right (taken off the list): patient 1, Meera on 20-Nov-2026 10:00.",
            "By hand, put right taken back (taken off the list): patient 1, Meera on 20-Nov-2026 10:00.",
        ]
    );
    let verified = practice.verify(now()).unwrap();
    assert!(verified.is_sound(), "{:?}", verified.failures());
}

#[test]
fn what_is_set_aside_is_listed_until_somebody_has_seen_to_it() {
    let sample = Sample::new();
    let letter = sample.set_aside("W101");

    let table = report(&sample, Report::SetAside);

    assert_eq!(table.rows[0][0..2], ["letter", "1"]);
    assert_eq!(
        table.sentences,
        [
            "1 whole letter and 0 single transactions are set aside. Open each, and decide what becomes of it; ask PCSE where you cannot tell."
        ]
    );
    sample
        .practice
        .store()
        .write(|w| w.letter_in_dealt_with(letter, now(), "Meera", "rubbish"))
        .unwrap();
    assert_eq!(
        report(&sample, Report::SetAside).sentences,
        ["Nothing is set aside."]
    );
}

#[test]
fn only_registrations_and_requests_wait_for_an_answer() {
    let sample = with_patients();
    sample.send(NUMBERS[0], now());
    let store = sample.practice.store();

    let none = sample
        .practice
        .report(&Report::Unanswered, after_days(30))
        .unwrap();
    assert_eq!(none.rows.len(), 0, "a removal is not answered");

    store.lift_rules("filings").unwrap();
    store
        .damage("UPDATE filings SET kind = 'G5', answer = 'waiting'")
        .unwrap();
    let waits = |days| sample.practice.overdue(after_days(days)).unwrap().answers;
    assert_eq!(waits(5), [], "three working days");
    assert_eq!(
        (waits(6)[0].working_days, waits(6)[0].is_overdue),
        (4, false)
    );
    assert!(waits(17)[0].is_overdue, "eleven working days");
    let table = sample
        .practice
        .report(&Report::Unanswered, after_days(17))
        .unwrap();
    assert_eq!(
        table.sentences,
        [
            "Request to remove 1 of 20-Nov-2026 has had no answer for 11 working days. Ask PCSE about interchange 1, transaction 1.",
            "1 filing has waited 4 working days or longer; PCSE may take up to 10.",
        ]
    );
}
