//! Everything that works on a practice's data: set up, file, exchange, decide.

mod answer;
mod at;
mod body;
mod choices;
mod decide;
mod exchange;
mod file;
mod import;
mod inbox;
mod init;
mod letters;
mod link;
mod mesh;
mod numbers;
mod office;
mod open;
mod outbox;
mod patients;
mod refusal;
mod report;
mod routine;
mod settings;
mod signals;
mod training;
mod verify;

use clap::Subcommand;

pub(crate) use refusal::Refusal;

use crate::error::Failure;
use crate::output::Told;

/// What can be asked of a practice.
#[derive(Debug, Subcommand)]
pub(crate) enum Deed {
    /// Set up a practice: its folder, its key, its links
    Init(init::Init),
    /// Bring a list of patients in from a CSV file
    Import(import::Import),
    /// Prove the data
    Verify(verify::Verify),
    /// Tell what PCSE must be told
    Report(report::Report),
    /// File a registration, an amendment, a removal or a request to remove
    File(file::File),
    /// Show what was filed and how far it has come; hold, change, send again
    Outbox(outbox::Outbox),
    /// Fetch and send letters
    Exchange(exchange::Exchange),
    /// Show what came in
    Inbox(inbox::Inbox),
    /// Decide about a notice
    Decide(decide::Decide),
    /// Undo what was decided about a notice
    Undo(decide::Undo),
    /// Say which patient a notice is about
    Match(decide::Match),
    /// Clear what is routine, or show what would be cleared
    Routine(routine::Routine),
    /// Show what must still be done in the clinical system
    Worklist(routine::Worklist),
    /// Tick what is done in the clinical system
    Tick(routine::Tick),
    /// Show letters set aside whole, those that never came, and receipts for none of ours
    Letters(letters::Letters),
    /// Find patients
    Search(patients::Search),
    /// Show a patient and all that happened
    Patient(patients::OnePatient),
    /// Show the settings and the links; change them
    Settings(settings::Settings),
    /// Show the last numbers used; confirm them after data was put back
    Numbers(numbers::Numbers),
    /// Say how MESH is reached, and try it
    Mesh(mesh::Mesh),
    /// Play the registration service over a real mailbox
    Agency(office::Agency),
    /// Play with the training service
    Training(training::Training),
}

/// The commands in the groups in which `--help` tells them.
pub(crate) const GROUPS: [(&str, &[&str]); 6] = [
    (
        "A letter in a file",
        &["check", "convert", "receipt", "demo"],
    ),
    ("Patients", &["search", "patient"]),
    ("What goes out", &["file", "outbox"]),
    (
        "What came in",
        &[
            "inbox", "decide", "undo", "match", "routine", "worklist", "tick", "letters",
        ],
    ),
    (
        "The practice",
        &[
            "init", "import", "exchange", "mesh", "settings", "numbers", "report", "verify",
        ],
    ),
    ("Training", &["training", "agency"]),
];

pub(crate) fn run(deed: &Deed) -> Result<Told, Failure> {
    match deed {
        Deed::Init(asked) => init::run(asked)?.print(asked.is_json()),
        Deed::Import(asked) => import::run(asked)?.print(asked.at.json),
        Deed::Verify(asked) => verify::run(asked)?.print(asked.at.json),
        Deed::Report(asked) => report::run(asked),
        Deed::File(asked) => file::run(asked)?.print(asked.at.json),
        Deed::Outbox(asked) => outbox::run(asked)?.print(asked.at.json),
        Deed::Exchange(asked) => exchange::run(asked),
        Deed::Inbox(asked) => inbox::run(asked)?.print(asked.at.json),
        Deed::Decide(asked) => decide::decide(asked)?.print(asked.at.json),
        Deed::Undo(asked) => decide::undo(asked)?.print(asked.at.json),
        Deed::Match(asked) => decide::match_to(asked)?.print(asked.at.json),
        Deed::Routine(asked) => routine::routine(asked)?.print(asked.at.json),
        Deed::Worklist(asked) => routine::worklist(asked)?.print(asked.at.json),
        Deed::Tick(asked) => routine::tick(asked)?.print(asked.at.json),
        Deed::Letters(asked) => letters::run(asked)?.print(asked.at.json),
        Deed::Search(asked) => patients::search(asked)?.print(asked.at.json),
        Deed::Patient(asked) => patients::patient(asked)?.print(asked.at.json),
        Deed::Settings(asked) => settings::run(asked)?.print(asked.at.json),
        Deed::Numbers(asked) => numbers::run(asked)?.print(asked.at.json),
        Deed::Mesh(asked) => mesh::run(asked)?.print(asked.at.json),
        Deed::Agency(asked) => office::run(asked),
        Deed::Training(asked) => training::run(asked)?.print(asked.at.json),
    }
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
