//! What the MESH client does with its folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use mailbox::{Fetched, LocalId, Mailbox, MailboxId, MessageId, Outgoing, Workflow};
use mesh::Folders;
use tempfile::TempDir;

pub(crate) const OURS: &str = "A81001GP001";
pub(crate) const LETTER: &[u8] = b"UNB+UNOA:2+TES5+XX11+261121:0900+00000001'";

/// A computer with the client's folders, and a clock that is ahead of its files by a while.
pub(crate) struct Desk {
    root: TempDir,
    ahead_seconds: Arc<AtomicI64>,
    pub(crate) folders: Folders,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with_folders(["IN", "OUT", "SENT", "FAILED", "TEMP"])
    }

    pub(crate) fn with_folders<const N: usize>(names: [&str; N]) -> Self {
        let root = tempfile::tempdir().unwrap();
        for name in names {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        let ahead_seconds = Arc::new(AtomicI64::new(60));
        let ahead = Arc::clone(&ahead_seconds);
        let began = root.path().metadata().unwrap().modified().unwrap();
        let began = Timestamp::try_from(began).unwrap();
        let clock = move || began + SignedDuration::from_secs(ahead.load(Ordering::SeqCst));
        let folders = Folders::new(root.path(), MailboxId::new(OURS), clock);

        Self {
            root,
            ahead_seconds,
            folders,
        }
    }

    /// So many seconds after the files were written.
    pub(crate) fn at(&self, seconds: i64) -> &Self {
        self.ahead_seconds.store(seconds, Ordering::SeqCst);

        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The names in a folder, in order.
    pub(crate) fn lies(&self, folder: &str) -> Vec<String> {
        names(&self.path(folder))
    }

    pub(crate) fn puts(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    /// The client has fetched a letter.
    pub(crate) fn brings(&self, id: &str, workflow: &str, body: &[u8]) {
        self.puts(&format!("IN/{id}.ctl"), arrived(id, workflow));
        self.puts(&format!("IN/{id}.dat"), body);
    }

    /// The client takes all that lies in OUT, and says so in SENT or FAILED.
    pub(crate) fn sends(&self, folder: &str, event: &str, status: &str, code: &str) {
        for name in self
            .lies("OUT")
            .iter()
            .filter(|name| name.ends_with(".ctl"))
        {
            let dat = name.replace(".ctl", ".dat");
            let control = fs::read_to_string(self.path(&format!("OUT/{name}"))).unwrap();
            let control = control.replace(
                "</DTSControl>",
                &format!(
                    "<DTSId>20261121090000000000_{}</DTSId>{}</DTSControl>",
                    name.trim_end_matches(".ctl").rsplit('L').next().unwrap(),
                    record(event, status, code)
                ),
            );
            fs::rename(
                self.path(&format!("OUT/{dat}")),
                self.path(&format!("{folder}/{dat}")),
            )
            .unwrap();
            fs::remove_file(self.path(&format!("OUT/{name}"))).unwrap();
            self.puts(&format!("{folder}/{name}"), control);
        }
    }
}

pub(crate) fn record(event: &str, status: &str, code: &str) -> String {
    format!(
        "<StatusRecord><DateTime>20261121090000</DateTime><Event>{event}</Event><Status>{status}</Status>\
         <StatusCode>{code}</StatusCode><Description>As the client says</Description></StatusRecord>"
    )
}

/// As a client of today writes it.
pub(crate) fn arrived(id: &str, workflow: &str) -> String {
    format!(
        "<DTSControl><Version>1.0</Version><AddressType>ALL</AddressType><MessageType>Data</MessageType>\
         <WorkflowId>{workflow}</WorkflowId><To_DTS>{OURS}</To_DTS><From_DTS>NHAIS01</From_DTS>\
         <DTSId>{id}</DTSId><Compress>N</Compress><IsCompressed>N</IsCompressed>{}</DTSControl>",
        record("TRANSFER", "SUCCESS", "00")
    )
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();

    names
}

pub(crate) fn letter(id: u8) -> Outgoing {
    Outgoing {
        to: MailboxId::new("NHAIS01"),
        workflow: Workflow::Registration,
        local_id: LocalId::from_bytes([id; 16]),
        body: LETTER.to_vec().into(),
        sha256: None,
    }
}

pub(crate) async fn listed(desk: &Desk) -> Vec<String> {
    let listing = desk.folders.list(None).await.unwrap();

    listing
        .messages
        .iter()
        .map(|id| id.as_str().to_owned())
        .collect()
}

pub(crate) async fn fetched(desk: &Desk, id: &str) -> Fetched {
    desk.folders.fetch(&MessageId::new(id)).await.unwrap()
}
