//! IN.

use mailbox::{Fetched, LocalId, Mailbox, MessageId, Trouble, Workflow};

use crate::client::{Desk, LETTER, OURS, arrived, fetched, listed, record};

const ID: &str = "20261121090000000000_AAAAAA";

fn report(event: &str, status: &str, code: &str) -> String {
    format!(
        "<DTSControl><MessageType>Report</MessageType><WorkflowId>NHAIS_REG</WorkflowId>\
         <To_DTS>{OURS}</To_DTS><DTSId>{ID}</DTSId>\
         <LocalId>07070707070707070707070707070707</LocalId>{}</DTSControl>",
        record(event, status, code)
    )
}

#[tokio::test]
async fn a_letter_is_the_only_copy_until_we_have_it() {
    let desk = Desk::new();
    desk.brings(ID, "NHAIS_REG", LETTER);

    assert_eq!(listed(&desk).await, [ID]);
    let Fetched::Letter(letter) = fetched(&desk, ID).await else {
        panic!("it is a letter");
    };
    assert_eq!(letter.body, LETTER);
    assert_eq!(letter.workflow, Workflow::Registration);
    assert_eq!(letter.from.unwrap().as_str(), "NHAIS01");
    assert!(
        letter
            .headers
            .contains(&("DTSId".to_owned(), ID.to_owned()))
    );
    assert_eq!(desk.lies("IN").len(), 2, "fetching takes nothing away");

    desk.folders.acknowledge(&MessageId::new(ID)).await.unwrap();
    assert_eq!(desk.lies("IN"), Vec::<String>::new());
    desk.folders.acknowledge(&MessageId::new(ID)).await.unwrap();
}

#[tokio::test]
async fn half_a_letter_is_left_until_it_is_whole() {
    let desk = Desk::new();
    desk.puts(&format!("IN/{ID}.ctl"), arrived(ID, "NHAIS_RECEP"));
    assert_eq!(listed(&desk).await, Vec::<String>::new(), "no letter yet");

    desk.puts(&format!("IN/{ID}.dat"), LETTER);
    assert_eq!(listed(desk.at(1)).await, Vec::<String>::new(), "just now");
    assert_eq!(listed(desk.at(3)).await, [ID]);
}

#[tokio::test]
async fn a_letter_that_never_comes_is_told() {
    let desk = Desk::new();
    desk.puts(&format!("IN/{ID}.ctl"), arrived(ID, "NHAIS_REG"));

    assert_eq!(listed(desk.at(601)).await, [ID]);
    let error = desk.folders.fetch(&MessageId::new(ID)).await.unwrap_err();
    assert_eq!(error.trouble, Trouble::Damaged);
}

#[tokio::test]
async fn other_programs_letters_are_left_alone() {
    let desk = Desk::new();
    desk.brings("A", "GP2GP_DATA", b"theirs");
    desk.puts(
        "IN/B.ctl",
        arrived("B", "NHAIS_REG").replace(OURS, "A81001GP002"),
    );
    desk.puts("IN/B.dat", LETTER);

    assert_eq!(listed(&desk).await, Vec::<String>::new());
    assert_eq!(desk.lies("IN"), ["A.ctl", "A.dat", "B.ctl", "B.dat"]);
}

#[tokio::test]
async fn a_report_of_failure_names_the_letter_it_is_about() {
    let desk = Desk::new();
    desk.puts("IN/R1.ctl", report("SEND", "ERROR", "14"));

    assert_eq!(listed(&desk).await, ["R1"]);
    let Fetched::Report(report) = fetched(&desk, "R1").await else {
        panic!("it is a report");
    };
    assert_eq!(report.about, Some(MessageId::new(ID)));
    assert_eq!(report.about_attempt, Some(LocalId::from_bytes([7; 16])));
    assert_eq!(report.code.as_deref(), Some("14"));
    desk.folders
        .acknowledge(&MessageId::new("R1"))
        .await
        .unwrap();
    assert_eq!(desk.lies("IN"), Vec::<String>::new());
}

/// The client copies sender and recipient from our own control file.
#[tokio::test]
async fn a_report_that_is_addressed_like_the_letter_it_is_about_is_ours() {
    let desk = Desk::new();
    let turned = |text: String| {
        let from = format!("<To_DTS>NHAIS01</To_DTS><From_DTS>{OURS}</From_DTS>");
        text.replace(&format!("<To_DTS>{OURS}</To_DTS>"), &from)
    };
    desk.puts("IN/R1.ctl", turned(report("SEND", "ERROR", "14")));
    desk.puts("IN/R2.ctl", turned(report("COLLECT", "SUCCESS", "00")));
    let of_nothing = turned(report("SEND", "ERROR", "14"))
        .replace("<LocalId>07070707070707070707070707070707</LocalId>", "")
        .replace(&format!("<DTSId>{ID}</DTSId>"), "");
    desk.puts("IN/R3.ctl", of_nothing);

    assert_eq!(listed(&desk).await, ["R1"]);
    assert_eq!(desk.lies("IN"), ["R1.ctl", "R3.ctl"]);
}

#[tokio::test]
async fn what_cannot_be_put_aside_holds_up_no_other() {
    let desk = Desk::new();
    desk.puts("LINKDESK", "a file where the folder should be");
    desk.puts("IN/0.ctl", "<DTSControl><Vers");
    desk.brings(ID, "NHAIS_REG", LETTER);

    let listing = desk.at(601).folders.list(None).await.unwrap();

    assert_eq!(listing.messages, [MessageId::new(ID)]);
    assert_eq!(listing.left_out, 1);
}

#[tokio::test]
async fn a_name_that_comes_again_with_other_bytes_is_another_letter() {
    let desk = Desk::new();
    let control = arrived("X", "NHAIS_REG").replace("<DTSId>X</DTSId>", "");
    desk.puts("IN/X.ctl", &control);
    desk.puts("IN/X.dat", LETTER);
    let first = listed(&desk).await;
    assert_eq!(first.len(), 1);
    assert!(first[0].starts_with("X-"), "{first:?}");
    desk.puts("IN/X.ctl", &control);
    desk.puts("IN/X.dat", b"another letter");

    let second = listed(&desk).await;
    desk.folders
        .acknowledge(&MessageId::new(first[0].clone()))
        .await
        .unwrap_err();

    assert_ne!(second, first);
    assert_eq!(desk.lies("IN"), ["X.ctl", "X.dat"], "the only copy of it");
}

#[tokio::test]
async fn reports_that_all_is_well_are_cleared_away() {
    let desk = Desk::new();
    desk.puts("IN/R1.ctl", report("COLLECT", "SUCCESS", "00"));
    desk.puts("IN/R2.ctl", report("TRANSFER", "SUCCESS", "00"));

    assert_eq!(listed(&desk).await, Vec::<String>::new());
    assert_eq!(desk.lies("IN"), Vec::<String>::new());
}

#[tokio::test]
async fn what_nobody_can_read_is_put_aside_after_a_while_and_told() {
    let desk = Desk::new();
    desk.puts("IN/X.ctl", "<DTSControl><Vers");

    assert_eq!(desk.folders.list(None).await.unwrap().left_out, 0);
    assert_eq!(desk.at(601).folders.list(None).await.unwrap().left_out, 1);
    assert_eq!(desk.lies("LINKDESK/UNREADABLE"), ["X.ctl"]);
    assert_eq!(desk.lies("IN"), Vec::<String>::new());
}

#[tokio::test]
async fn a_letter_that_was_packed_comes_unpacked() {
    // `printf UNB+ | gzip -n`
    let packed = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x0b, 0xf5, 0x73, 0xd2, 0x06, 0, 0x81, 0x54, 0x60,
        0xc9, 4, 0, 0, 0,
    ];
    let desk = Desk::new();
    desk.brings(ID, "NHAIS_REG", &packed);
    listed(&desk).await;

    let Fetched::Letter(letter) = fetched(&desk, ID).await else {
        panic!("it is a letter");
    };
    assert_eq!(letter.body, b"UNB+");
}

#[tokio::test]
async fn a_restart_finds_what_it_had_stored_and_lets_it_go() {
    let desk = Desk::new();
    desk.brings(ID, "NHAIS_REG", LETTER);

    // Nothing was listed in this run.
    desk.folders.acknowledge(&MessageId::new(ID)).await.unwrap();

    assert_eq!(desk.lies("IN"), Vec::<String>::new());
}
