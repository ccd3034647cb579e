//! Names that a stranger chose: of files in IN, and in what stands in them.

use std::fs;
use std::path::Path;

use mailbox::{Mailbox, MessageId, Trouble};

use crate::client::{Desk, LETTER, OURS, arrived, fetched, listed, names, record};

const ID: &str = "20261121090000000000_AAAAAA";

/// None of them can be told as a message's id.
const HOSTILE: [&str; 14] = [
    "..",
    "..%2F..%2Foutside",
    "..\\..\\outside",
    "C:outside",
    "CON.",
    "NUL.txt",
    "COM1:",
    "LPT1 ",
    "-rf --",
    "$(touch outside)",
    "a\r\nb",
    "a\u{202e}b",
    "\u{e9}",
    " ",
];

/// What lies beside the mailbox's folder, and in it but for IN and our own.
fn outside(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let root = desk.path("");
    let folders = ["OUT", "SENT", "FAILED", "TEMP"];
    let lies = folders
        .iter()
        .flat_map(|folder| desk.lies(folder))
        .collect();

    (names(&root), lies)
}

/// The letter's name is the stranger's, and so is the id in its control file.
fn brings_as(desk: &Desk, name: &str, id: &str) {
    desk.puts(&format!("IN/{name}.ctl"), arrived(id, "NHAIS_REG"));
    desk.puts(&format!("IN/{name}.dat"), LETTER);
}

#[tokio::test]
async fn a_hostile_name_reads_and_writes_nothing_outside_and_its_letter_comes() {
    let longest = "A".repeat(251);
    for name in HOSTILE.into_iter().chain([longest.as_str()]) {
        let desk = Desk::new();
        let before = outside(&desk);
        brings_as(&desk, name, ID);

        assert_eq!(listed(&desk).await, [ID], "{name:?}");
        let mailbox::Fetched::Letter(letter) = fetched(&desk, ID).await else {
            panic!("{name:?} is a letter");
        };
        assert_eq!(letter.body, LETTER, "{name:?}");
        desk.folders.acknowledge(&MessageId::new(ID)).await.unwrap();

        assert_eq!(desk.lies("IN"), Vec::<String>::new(), "{name:?}");
        assert_eq!(outside(&desk), before, "{name:?}");
    }
}

#[tokio::test]
async fn a_letter_without_a_name_that_can_be_told_is_left_and_counted() {
    let longest = "A".repeat(251);
    for name in HOSTILE.into_iter().chain([longest.as_str()]) {
        let desk = Desk::new();
        let before = outside(&desk);
        brings_as(&desk, name, "../../outside");
        desk.brings(ID, "NHAIS_REG", LETTER);

        let listing = desk.folders.list(None).await.unwrap();

        assert_eq!(listing.messages, [MessageId::new(ID)], "{name:?}");
        assert_eq!(listing.left_out, 1, "{name:?}");
        let asked = desk.folders.fetch(&MessageId::new("../../outside")).await;
        assert_eq!(asked.unwrap_err().trouble, Trouble::Gone, "{name:?}");
        assert_eq!(desk.lies("IN").len(), 4, "nothing is lost of {name:?}");
        assert_eq!(outside(&desk), before, "{name:?}");
    }
}

#[tokio::test]
async fn a_report_under_such_a_name_is_left_and_counted() {
    let desk = Desk::new();
    let report = format!(
        "<DTSControl><MessageType>Report</MessageType><WorkflowId>NHAIS_REG</WorkflowId>\
         <To_DTS>{OURS}</To_DTS><DTSId>{ID}</DTSId>{}</DTSControl>",
        record("SEND", "ERROR", "14")
    );
    desk.puts("IN/..%2Foutside.ctl", report);

    let listing = desk.folders.list(None).await.unwrap();

    assert_eq!((listing.messages.len(), listing.left_out), (0, 1));
    assert_eq!(desk.lies("IN"), ["..%2Foutside.ctl"]);
}

#[tokio::test]
async fn two_unreadable_files_of_one_name_are_both_kept() {
    let desk = Desk::new();
    for content in ["<first", "<second"] {
        desk.puts("IN/X.ctl", content);
        assert_eq!(desk.at(601).folders.list(None).await.unwrap().left_out, 1);
    }

    assert_eq!(desk.lies("LINKDESK/UNREADABLE"), ["1.ctl", "X.ctl"]);
    let kept = |name: &str| fs::read_to_string(desk.path("LINKDESK/UNREADABLE").join(name));
    assert_eq!(kept("X.ctl").unwrap(), "<first");
    assert_eq!(kept("1.ctl").unwrap(), "<second");
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_out_of_the_folder_is_not_followed() {
    let desk = Desk::new();
    desk.puts("secret", LETTER);
    desk.puts("control", arrived("B", "NHAIS_REG"));
    desk.puts(&format!("IN/{ID}.ctl"), arrived(ID, "NHAIS_REG"));
    link(&desk.path("secret"), &desk.path(&format!("IN/{ID}.dat")));
    link(&desk.path("control"), &desk.path("IN/B.ctl"));

    let listing = desk.at(601).folders.list(None).await.unwrap();
    assert_eq!(listing.messages, [MessageId::new(ID)]);
    assert_eq!(listing.left_out, 1, "the link named B.ctl");
    let error = desk.folders.fetch(&MessageId::new(ID)).await.unwrap_err();

    assert_eq!(error.trouble, Trouble::Damaged, "its letter is no file");
    assert_eq!(fs::read(desk.path("secret")).unwrap(), LETTER);
}

#[tokio::test]
async fn a_folder_with_a_letters_name_keeps_no_other_letter_back() {
    let desk = Desk::new();
    fs::create_dir(desk.path("IN/A.ctl")).unwrap();
    desk.brings(ID, "NHAIS_REG", LETTER);

    let listing = desk.folders.list(None).await.unwrap();

    assert_eq!(listing.messages, [MessageId::new(ID)]);
    assert_eq!(listing.left_out, 1);
}
