//! The exchange of a surgery over the folders of the MESH client, which takes letters out of OUT when it likes and says
//! in SENT or FAILED, or nowhere, what became of them.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

mod world;

use std::fs;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use mailbox::MailboxId;
use mesh::Folders;
use practice::{Exchange, Filed, Pass, Rhythm};
use tempfile::TempDir;

use world::World;
use world::people::person;

const PRACTICE: &str = "X26OT001";

/// A surgery, and the client's folders beside it.
struct Desk {
    world: World,
    root: TempDir,
    exchange: Exchange<Folders>,
}

impl Desk {
    fn with(folders: &[&str]) -> Self {
        Self::ahead_of_its_files(folders, SignedDuration::ZERO)
    }

    /// By the clock of the program so long has passed since a file was written.
    fn ahead_of_its_files(folders: &[&str], ahead: SignedDuration) -> Self {
        let (world, root) = (World::new(), tempfile::tempdir().unwrap());
        for folder in folders {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        let began = root.path().metadata().unwrap().modified().unwrap();
        let now = Timestamp::try_from(began).unwrap() + ahead + SignedDuration::from_secs(60);
        let mailbox = MailboxId::new(PRACTICE);
        let folders = Folders::new(root.path(), mailbox, move || now);
        let practice = world.surgery.practice.clone();
        let exchange = Exchange::new(practice, folders, world.clock.clone())
            .with_rhythm(Rhythm::polled_every(300).greeting_each_time());

        Self {
            world,
            root,
            exchange,
        }
    }

    fn files(&self, nth: u32) -> Filed {
        self.world
            .surgery
            .files(person(nth).first(self.world.now()))
    }

    async fn exchanges(&self) -> Pass {
        self.world.clock.add(SignedDuration::from_mins(6));

        self.exchange.pass().await.unwrap()
    }

    fn shows(&self, filed: &Filed) -> &'static str {
        self.world.surgery.shows(filed.filing)
    }

    fn lies(&self, folder: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.root.path().join(folder)).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();

        paths
    }

    /// The client takes what lies in OUT to a folder and says what became of it, or takes it away without a word.
    fn client_takes(&self, to: Option<(&str, &str, &str)>) {
        for path in self.lies("OUT") {
            let Some((folder, status, code)) = to else {
                fs::remove_file(path).unwrap();
                continue;
            };
            let (name, mut content) = (
                path.file_name().unwrap(),
                fs::read_to_string(&path).unwrap(),
            );
            if path.extension().is_some_and(|one| one == "ctl") {
                let record = format!(
                    "<DTSId>20261121090000000000_000001</DTSId><StatusRecord><DateTime>20261121090000</DateTime>\
                     <Event>TRANSFER</Event><Status>{status}</Status><StatusCode>{code}</StatusCode>\
                     <Description>As the client says</Description></StatusRecord></DTSControl>"
                );
                content = content.replace("</DTSControl>", &record);
            }
            fs::write(self.root.path().join(folder).join(name), content).unwrap();
            fs::remove_file(path).unwrap();
        }
    }

    /// The client has fetched a letter.
    fn client_brings(&self, id: &str) {
        let control = format!(
            "<DTSControl><Version>1.0</Version><AddressType>ALL</AddressType><MessageType>Data</MessageType>\
             <WorkflowId>NHAIS_REG</WorkflowId><To_DTS>{PRACTICE}</To_DTS><From_DTS>X26HC001</From_DTS>\
             <DTSId>{id}</DTSId><Compress>N</Compress><IsCompressed>N</IsCompressed><StatusRecord>\
             <DateTime>20261121090000</DateTime><Event>TRANSFER</Event><Status>SUCCESS</Status>\
             <StatusCode>00</StatusCode></StatusRecord></DTSControl>"
        );
        let at = |extension: &str| self.root.path().join(format!("IN/{id}.{extension}"));
        fs::write(at("dat"), "no letter at all").unwrap();
        fs::write(at("ctl"), control).unwrap();
    }

    fn is_sound(&self) {
        let practice = &self.world.surgery.practice;
        let verified = practice.verify(self.world.now()).unwrap();
        assert!(verified.is_sound(), "{verified:?}");
    }
}

fn codes(pass: &Pass) -> Vec<&str> {
    pass.troubles.iter().map(|trouble| trouble.code).collect()
}

const ALL: [&str; 4] = ["IN", "OUT", "SENT", "FAILED"];

#[tokio::test]
async fn what_the_client_has_sent_is_accepted_and_its_files_are_cleared_away() {
    let desk = Desk::with(&ALL);
    let filed = desk.files(1);
    assert_eq!(desk.exchanges().await.posted, 1);
    assert_eq!(desk.shows(&filed), "Handed to the MESH client");
    assert_eq!(desk.lies("OUT").len(), 2);

    desk.client_takes(Some(("SENT", "SUCCESS", "00")));
    assert_eq!(codes(&desk.exchanges().await), [""; 0]);
    assert_eq!(desk.shows(&filed), "Accepted by MESH");
    assert_eq!(
        desk.lies("SENT"),
        [""; 0].map(PathBuf::from),
        "it names a patient"
    );
    desk.is_sound();
}

#[tokio::test]
async fn what_the_client_could_not_send_stops_its_link_until_somebody_mends_it() {
    let desk = Desk::with(&ALL);
    let first = desk.files(1);
    desk.exchanges().await;
    desk.client_takes(Some(("FAILED", "ERROR", "12")));
    let pass = desk.exchanges().await;
    assert_eq!(codes(&pass), ["E981"]);
    assert_eq!(desk.shows(&first), "Refused by MESH");

    let second = desk.files(2);
    assert_eq!(desk.exchanges().await.posted, 0);
    assert_eq!(desk.shows(&second), "Ready, but the link sends nothing");
    let practice = &desk.world.surgery.practice;
    let letter = practice.store().read(|r| r.filing(first.filing)).unwrap();
    practice
        .retry_refused(letter.letter.unwrap(), "mended", &desk.world.surgery.act())
        .unwrap();
    assert_eq!(
        desk.exchanges().await.posted,
        2,
        "the same bytes, and what waited"
    );
    desk.is_sound();
}

/// What lies there names patients, in clear.
#[tokio::test]
async fn records_are_cleared_away_however_their_letter_was_settled() {
    let desk = Desk::with(&ALL);
    let refused = desk.files(1);
    desk.exchanges().await;
    desk.client_takes(Some(("FAILED", "ERROR", "12")));
    desk.exchanges().await;
    assert_eq!(desk.shows(&refused), "Refused by MESH");
    assert_eq!(desk.lies("FAILED").len(), 0, "the ledger has its reason");

    let practice = &desk.world.surgery.practice;
    let letter = |filed: &Filed| {
        let filing = practice.store().read(|r| r.filing(filed.filing)).unwrap();
        filing.letter.unwrap()
    };
    practice
        .retry_refused(letter(&refused), "mended", &desk.world.surgery.act())
        .unwrap();
    desk.exchanges().await;
    let now = desk.world.now();
    let receipted = letter(&refused);
    practice
        .store()
        .write(|w| w.letter_accepted(receipted, None, now, true))
        .unwrap();
    desk.client_takes(Some(("SENT", "SUCCESS", "00")));
    desk.exchanges().await;
    assert_eq!(desk.lies("SENT").len(), 0, "something else was faster");
}

/// It keeps records only where it was told to.
#[tokio::test]
async fn a_client_without_records_needs_no_folders_for_them() {
    let desk = Desk::with(&["IN", "OUT"]);
    let filed = desk.files(1);
    assert_eq!(codes(&desk.exchanges().await), [""; 0]);
    desk.client_takes(None);
    desk.files(2);
    let pass = desk.exchanges().await;

    assert_eq!((codes(&pass), pass.posted), (vec![], 1));
    assert_eq!(
        desk.shows(&filed),
        "Handed to the MESH client",
        "its receipt will tell"
    );
    desk.is_sound();
}

#[tokio::test]
async fn a_client_that_stands_still_is_told_and_what_it_had_brought_is_read() {
    let desk = Desk::ahead_of_its_files(&ALL, SignedDuration::from_hours(2));
    fs::write(desk.root.path().join("OUT/OTHER.ctl"), "<DTSControl/>").unwrap();
    desk.client_brings("20261121090000000000_AAAAAA");
    let filed = desk.files(1);
    let pass = desk.exchanges().await;

    assert_eq!(codes(&pass), ["E918"]);
    assert_eq!((pass.received, pass.posted), (1, 0));
    assert_eq!(
        desk.shows(&filed),
        "Ready to send",
        "it can still be taken back"
    );
    assert_eq!(desk.lies("IN"), [""; 0].map(PathBuf::from));
}
