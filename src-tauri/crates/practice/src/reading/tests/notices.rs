//! The notices of a letter.

use store::NoticeState::{Information, SetAside, ToDecide};

use super::support::{
    RECEP, REG, Surgery, approval, deduction, flag_removal, letter, quarter_end, records_sent,
    rejection, swapped,
};
use crate::reading::KeptProblem;

#[test]
fn one_bad_transaction_among_ten_leaves_nine_to_decide_and_one_receipt() {
    let entries: Vec<_> = (1..=10).map(deduction).collect();
    let body = swapped(&letter(7, &[&entries]), "RFF+TN:5'", "RFF+TN:FIVE'");
    let mut surgery = Surgery::opens();
    let id = surgery.gets(REG, body);

    let report = surgery.reads();

    assert_eq!(
        (report.notices, report.set_aside, report.receipts),
        (9, 1, 1)
    );
    let states: Vec<_> = surgery.notices().iter().map(|one| one.state).collect();
    let wanted: Vec<_> = (1..=10)
        .map(|tn| if tn == 5 { SetAside } else { ToDecide })
        .collect();
    assert_eq!((surgery.state(id).as_str(), states), ("read", wanted));
    let receipt = surgery.looks(|r| r.receipt_for(id)).unwrap();
    let draft: gplinks::ReceiptDraft = serde_json::from_str(&receipt.content).unwrap();
    assert_eq!(draft.letter.verdict.written(), "OK");
    assert_eq!(surgery.letter(id).transactions, 10);
}

#[test]
fn each_kind_has_its_state_and_what_it_says() {
    let mut surgery = Surgery::opens();
    surgery.takes(
        REG,
        letter(
            7,
            &[
                &[deduction(1)],
                &[rejection(2)],
                &[approval(3)],
                &[records_sent(4)],
                &[quarter_end(5)],
                &[flag_removal(6)],
            ],
        ),
    );

    let kinds = surgery.kinds();
    let kinds: Vec<_> = kinds
        .iter()
        .map(|(kind, state)| (kind.as_str(), *state))
        .collect();
    assert_eq!(
        kinds,
        [
            ("F2", ToDecide),
            ("F3", ToDecide),
            ("F4", ToDecide),
            ("F5", Information),
            ("F8", ToDecide),
            ("F10", ToDecide)
        ]
    );
    for notice in surgery.notices() {
        let said: gplinks::Notice = serde_json::from_str(&notice.content.unwrap()).unwrap();
        assert_eq!(said.kind().unwrap().code(), notice.kind);
        let lines: Vec<String> = serde_json::from_str(&notice.outline).unwrap();
        assert!(!lines.is_empty());
        let number =
            (!["F3", "F8"].contains(&notice.kind.as_str())).then(|| "9990003742".to_owned());
        assert_eq!(notice.nhs_number, number, "{}", notice.kind);
        assert_eq!(notice.gp.is_none(), notice.kind == "F8");
    }
}

#[test]
fn a_notice_knows_its_place_and_its_bytes() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(11)], &[approval(21), approval(22)]]);
    surgery.takes(REG, body.clone());

    let places: Vec<_> = surgery
        .notices()
        .iter()
        .map(|one| {
            (
                one.place.epoch,
                one.place.ris,
                one.place.message,
                one.place.position,
                one.rms,
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (1, 7, 1, 1, Some(1)),
            (1, 7, 2, 1, Some(2)),
            (1, 7, 2, 2, Some(2))
        ]
    );
    for notice in surgery.notices() {
        let raw = &body[notice.raw_from as usize..notice.raw_to as usize];
        let raw = std::str::from_utf8(raw).unwrap();
        assert!(raw.starts_with("S01+1'"), "{raw}");
        assert!(
            raw.contains(&format!("RFF+TN:{}'", notice.tn.unwrap())),
            "{raw}"
        );
    }
}

#[test]
fn an_unknown_kind_is_receipted_and_set_aside() {
    let mut surgery = Surgery::opens();
    let body = swapped(
        &letter(7, &[&[deduction(1)], &[approval(2)]]),
        "RFF+950:F2",
        "RFF+950:F7",
    );
    let id = surgery.takes(REG, body);

    assert_eq!(
        surgery.kinds(),
        [("F7".to_owned(), SetAside), ("F4".to_owned(), ToDecide)]
    );
    assert!(surgery.has_receipt(id));
    assert_eq!(surgery.notices()[0].content, None);
}

#[test]
fn a_practices_own_kind_that_comes_in_is_set_aside() {
    let body = "UNB+UNOA:2+NF01+HIL5+260311:0930+00000007'UNH+00000001+FHSREG:0:1:FH:FHS001'BGM+++507'\
                NAD+FHS+NF:954'DTM+137:202603110930:203'RFF+950:G3'S01+1'RFF+TN:1'NAD+GP+9912345,K31:900'\
                FTX+RGI+++OUT OF AREA'S02+2'PNA+PAT+9990003742:OPI'UNT+12+00000001'UNZ+1+00000007'";
    let mut surgery = Surgery::opens();
    surgery.takes(REG, body);

    assert_eq!(surgery.kinds(), [("G3".to_owned(), SetAside)]);
    let outline = &surgery.notices()[0].outline;
    assert!(
        outline.contains("Set aside because only a practice sends this kind"),
        "{outline}"
    );
}

#[test]
fn the_second_of_two_transactions_with_one_number_is_set_aside() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(
        REG,
        letter(7, &[&[deduction(1), deduction(1), deduction(2)]]),
    );

    let states: Vec<_> = surgery.notices().iter().map(|one| one.state).collect();
    assert_eq!(states, [ToDecide, SetAside, ToDecide]);
    assert!(surgery.has_receipt(id));
    let second = &surgery.notices()[1];
    assert_eq!(second.content, None, "nobody decides by it");
    assert!(
        second.outline.contains("Deduction"),
        "a person sees what it says"
    );
}

#[test]
fn a_transaction_that_comes_again_in_a_message_with_the_same_reference_is_set_aside() {
    let body = letter(7, &[&[deduction(1)], &[deduction(1)]]);
    let body = swapped(
        &swapped(&body, "UNH+00000002", "UNH+1"),
        "+00000002'",
        "+1'",
    );
    let mut surgery = Surgery::opens();
    surgery.takes(REG, body);

    let notices = surgery.notices();
    assert_eq!(
        notices.iter().map(|one| one.state).collect::<Vec<_>>(),
        [ToDecide, SetAside]
    );
    let problems = KeptProblem::list(&notices[1].problems).unwrap();
    assert_eq!(
        problems
            .iter()
            .map(|one| one.code.as_str())
            .collect::<Vec<_>>(),
        ["E405"]
    );
    surgery.writes(|w| w.settle_notice(notices[1].id, Some((surgery.now, "Mia"))));
}

#[test]
fn the_same_number_in_another_message_is_another_transaction() {
    let mut surgery = Surgery::opens();
    surgery.takes(REG, letter(7, &[&[deduction(1)], &[deduction(1)]]));
    surgery.takes(REG, letter(8, &[&[deduction(1)]]));

    assert!(surgery.notices().iter().all(|one| one.state == ToDecide));
    assert_eq!(surgery.notices().len(), 3);
}

#[test]
fn a_message_that_cannot_be_used_stands_as_one_notice() {
    let body = letter(7, &[&[deduction(1)], &[approval(2)]]);
    for (name, spoiled, kind) in [
        ("no kind", swapped(&body, "RFF+950:F2'\n", ""), "FHSREG"),
        (
            "two kinds",
            swapped(&body, "RFF+950:F2'", "RFF+950:F2'\nRFF+950:F4'"),
            "F2",
        ),
        (
            "another type",
            swapped(&body, "00000001+FHSREG:", "00000001+MEDREC:"),
            "MEDREC",
        ),
        (
            "no type",
            swapped(&body, "UNH+00000001+FHSREG:0:1:FH:FHS001'", "UNH+00000001'"),
            "unreadable",
        ),
    ] {
        let mut surgery = Surgery::opens();
        let id = surgery.takes(REG, spoiled.clone());

        assert_eq!(
            surgery.kinds(),
            [(kind.to_owned(), SetAside), ("F4".to_owned(), ToDecide)],
            "{name}"
        );
        let notice = &surgery.notices()[0];
        let raw = &spoiled[notice.raw_from as usize..notice.raw_to as usize];
        let raw = std::str::from_utf8(raw).unwrap();
        assert!(
            raw.starts_with("UNH+00000001") && raw.ends_with("00000001'\n"),
            "{name}: {raw}"
        );
        assert!(surgery.has_receipt(id), "{name}");
        assert_eq!(surgery.letter(id).transactions, 2, "{name}");
    }
}

#[test]
fn what_stands_in_a_message_that_cannot_be_used_is_not_decided_either() {
    let body = letter(7, &[&[deduction(1)], &[approval(2)]]);
    let body = swapped(&body, "RFF+950:F2'", "++'\nRFF+950:F2'");
    let mut surgery = Surgery::opens();
    surgery.takes(REG, body);

    let states: Vec<_> = surgery.notices().iter().map(|one| one.state).collect();
    assert_eq!(
        states,
        [SetAside, SetAside, ToDecide],
        "the transaction, its message, its neighbour"
    );
}

#[test]
fn a_receipt_that_does_not_say_for_what_stands_as_one_notice() {
    let body = super::support::receipt(7, 1, 1);
    let text = String::from_utf8(body).unwrap();
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.starts_with("RFF+RIS"))
        .collect();
    let mut surgery = Surgery::opens();
    let id = surgery.takes(RECEP, lines.join("\n"));

    assert_eq!(surgery.kinds(), [("RECEP".to_owned(), SetAside)]);
    assert_eq!(
        (surgery.state(id), surgery.receipts_ready()),
        ("read".into(), 0)
    );
    assert!(surgery.norfolk().is_open());
}

#[test]
fn a_number_of_any_length_is_no_reason_to_fail() {
    let body = letter(7, &[&[deduction(1), deduction(2)]]);
    let long = "9".repeat(30);
    for spoiled in [
        swapped(&body, "TN:1'", &format!("TN:{long}'")),
        swapped(&body, "TN:1'", &format!("TN:{}'", u64::MAX)),
        swapped(&body, "+00000001", &format!("+{long}")),
        swapped(&body, "+00000001", &format!("+{}", u64::MAX)),
    ] {
        let mut surgery = Surgery::opens();
        let id = surgery.takes(REG, spoiled);

        assert_eq!(
            (surgery.state(id).as_str(), surgery.notices().len()),
            ("read", 2)
        );
        assert!(surgery.has_receipt(id));
    }
}

#[test]
fn what_came_as_a_receipt_is_never_receipted_even_where_it_is_none() {
    let body = swapped(
        &super::support::receipt(7, 1, 1),
        "RECEP:0:2:FH",
        "MEDREC:0:2:FH",
    );
    let mut surgery = Surgery::opens();
    let id = surgery.takes(RECEP, body);

    assert_eq!(surgery.kinds(), [("MEDREC".to_owned(), SetAside)]);
    assert_eq!(
        (surgery.state(id), surgery.receipts_ready()),
        ("read".into(), 0)
    );
}

#[test]
fn messages_count_in_the_order_of_their_numbers() {
    for (changed, number) in [("00000001", "00000003"), ("00000002", "99999999")] {
        let mut surgery = Surgery::opens();
        let body = letter(50, &[&[deduction(11)], &[flag_removal(12)]]);
        surgery.takes(REG, swapped(&body, changed, number));

        let notices = surgery.notices();
        let places = notices.iter().map(|one| (one.tn, one.place.message));
        assert_eq!(
            places.collect::<Vec<_>>(),
            [(Some(11), 2), (Some(12), 1)],
            "{number}"
        );
        let verified = surgery.practice.verify(surgery.now).unwrap().checked;
        let read_again = verified.into_iter().find(|one| one.id == "INV-15");
        assert_eq!(read_again.unwrap().failures, Vec::<String>::new());
    }
}

#[test]
fn a_service_with_a_code_of_its_own_is_known_by_its_cipher() {
    let mut surgery = Surgery::opens_towards("PCR1");
    let ours = swapped(&letter(7, &[&[deduction(1)]]), "NF01", "PCR1");
    let ours = surgery.takes(REG, ours);
    let stray = swapped(&letter(8, &[&[deduction(2)]]), "NF01", "PCR1");
    let stray = surgery.takes(REG, swapped(&stray, "NAD+FHS+NF", "NAD+FHS+SU"));

    assert_eq!(surgery.message_codes(ours), Vec::<String>::new());
    assert_eq!(surgery.message_codes(stray), ["E305"]);
}
