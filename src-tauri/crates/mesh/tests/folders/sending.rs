//! OUT, SENT and FAILED.

use std::fs;

use mailbox::{LocalId, Mailbox, MessageId, Posted, Tracked, Trouble};

use crate::client::{Desk, LETTER, letter, record};

async fn track(desk: &Desk, id: u8) -> Tracked {
    desk.folders
        .track(&LocalId::from_bytes([id; 16]))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_letter_lies_in_out_whole_and_its_record_in_sent_tells_its_id() {
    let desk = Desk::new();

    assert_eq!(desk.folders.post(&letter(7)).await, Posted::HandedOver);
    assert_eq!(
        desk.lies("OUT"),
        ["A81001GP001GPL00000001.ctl", "A81001GP001GPL00000001.dat"]
    );
    let body = fs::read(desk.path("OUT/A81001GP001GPL00000001.dat")).unwrap();
    assert_eq!(body, LETTER);
    assert_eq!(track(&desk, 7).await, Tracked::Waiting);

    desk.sends("SENT", "TRANSFER", "SUCCESS", "00");
    assert_eq!(
        track(&desk, 7).await,
        Tracked::Found {
            id: MessageId::new("20261121090000000000_00000001"),
            collected: false
        }
    );
    assert_eq!(track(&desk, 8).await, Tracked::NotFound);
}

#[tokio::test]
async fn letters_are_numbered_in_the_order_in_which_they_go() {
    let desk = Desk::new();
    desk.puts("SENT/A81001GP001GPL00000041.ctl", "");
    for id in 1..=3 {
        desk.folders.post(&letter(id)).await;
    }
    desk.sends("SENT", "TRANSFER", "SUCCESS", "00");
    fs::remove_dir_all(desk.path("SENT")).unwrap();
    fs::create_dir(desk.path("SENT")).unwrap();
    desk.folders.post(&letter(4)).await;

    assert_eq!(
        desk.lies("OUT"),
        ["A81001GP001GPL00000045.ctl", "A81001GP001GPL00000045.dat"],
        "42 to 44 went before, though their records are gone"
    );
}

#[tokio::test]
async fn what_the_client_could_not_send_is_told_with_its_reason() {
    let desk = Desk::new();
    desk.folders.post(&letter(7)).await;
    desk.sends("FAILED", "TRANSFER", "ERROR", "06");

    assert_eq!(
        track(&desk, 7).await,
        Tracked::Failed {
            code: "06".to_owned(),
            words: "the MESH client has given up trying".to_owned()
        }
    );
}

#[tokio::test]
async fn a_delay_is_no_answer_and_a_later_report_of_failure_is() {
    let desk = Desk::new();
    desk.folders.post(&letter(7)).await;
    desk.sends("SENT", "TRANSFER", "SUCCESS", "05");
    assert_eq!(track(&desk, 7).await, Tracked::Waiting);
    fs::remove_file(desk.path("SENT/A81001GP001GPL00000001.ctl")).unwrap();
    desk.puts(
        "IN/R1.ctl",
        format!(
            "<DTSControl><MessageType>Report</MessageType><WorkflowId>NHAIS_REG</WorkflowId>\
             <LocalId>07070707070707070707070707070707</LocalId>{}</DTSControl>",
            record("SEND", "ERROR", "12")
        ),
    );

    assert_eq!(
        track(&desk, 7).await,
        Tracked::Failed {
            code: "12".to_owned(),
            words: "the recipient's mailbox is not registered".to_owned()
        }
    );
}

#[tokio::test]
async fn without_the_clients_folders_nothing_is_handed_over() {
    let desk = Desk::with_folders(["IN", "SENT", "FAILED"]);

    let Posted::NotSent(error) = desk.folders.post(&letter(7)).await else {
        panic!("there is no OUT");
    };
    assert_eq!(error.trouble, Trouble::NoClient);
    let checked = desk.folders.check().await;
    assert_eq!(checked.unwrap_err().trouble, Trouble::NoClient);
}

#[tokio::test]
async fn a_letter_that_could_not_be_handed_over_does_not_lie_about() {
    let desk = Desk::new();
    let control = "A81001GP001GPL00000001.ctl";
    fs::create_dir_all(desk.path("LINKDESK").join(control)).unwrap();
    desk.puts("LINKDESK/A81001GP001GPL00000009.dat", LETTER);
    let Posted::NotSent(_) = desk.folders.post(&letter(7)).await else {
        panic!("its control file cannot be written");
    };

    assert_eq!(desk.lies("LINKDESK"), [control, "next"]);
}

#[tokio::test]
async fn folders_are_found_in_whatever_case_they_are_written() {
    let desk = Desk::with_folders(["in", "Out", "sent", "Failed"]);

    assert_eq!(desk.folders.post(&letter(7)).await, Posted::HandedOver);
    assert_eq!(desk.lies("Out").len(), 2);
    assert!(desk.folders.check().await.is_ok());
}

#[tokio::test]
async fn letters_that_nobody_takes_tell_that_the_client_stands_still() {
    let desk = Desk::new();
    desk.folders.post(&letter(7)).await;

    assert!(desk.at(89 * 60).folders.check().await.is_ok());
    let checked = desk.at(91 * 60).folders.check().await;
    assert_eq!(checked.unwrap_err().trouble, Trouble::ClientStands);
}

#[tokio::test]
async fn records_of_settled_letters_are_cleared_away_and_no_others() {
    let desk = Desk::new();
    desk.folders.post(&letter(1)).await;
    desk.folders.post(&letter(2)).await;
    desk.sends("SENT", "TRANSFER", "SUCCESS", "00");
    desk.puts("SENT/OTHER00000001.ctl", "<DTSControl/>");

    let first = LocalId::from_bytes([1; 16]);
    desk.folders.forget(&first).await;

    assert_eq!(
        desk.lies("SENT"),
        [
            "A81001GP001GPL00000002.ctl",
            "A81001GP001GPL00000002.dat",
            "OTHER00000001.ctl"
        ]
    );
}
