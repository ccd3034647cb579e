//! The page of problem codes says what the program says.
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::collections::BTreeMap;

use linkdesk::problem::{Problem, ShellError};
use practice::DeskError;
use premises::PremisesError;
use store::{FilingId, NoticeId, Role, StoreError};

const PAGE: &str = "docs/problem-codes.md";

#[test]
fn the_page_of_codes_names_every_code_with_its_words() {
    let wanted = page();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PAGE, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(PAGE).unwrap();

    assert_eq!(
        found, wanted,
        "UPDATE_GOLDEN=1 writes the page anew; read the difference"
    );
}

#[test]
fn what_the_window_says_by_itself_is_what_the_page_says() {
    let said = std::fs::read_to_string("ui/src/lib/problem.ts").unwrap();
    for error in [
        ShellError::NoAnswer,
        ShellError::NoLaterDay,
        ShellError::NoNumber,
        ShellError::NotCopied,
    ] {
        let problem = Problem::from(error);
        let words = format!(
            "code: \"{}\", message: \"{}\"",
            problem.code, problem.message
        );

        assert!(said.contains(&words), "problem.ts says {words}");
    }
}

fn page() -> String {
    let syntax = edifact::Rule::ALL
        .iter()
        .map(|rule| (rule.code(), rule.severity(), counted(&rule.to_string())));
    let meaning = gplinks::Rule::ALL
        .iter()
        .map(|rule| (rule.code(), rule.severity(), generic(&rule.to_string())));
    let rows: BTreeMap<_, _> = syntax
        .chain(meaning)
        .map(|(code, severity, words)| (code, (severity.word(), words)))
        .collect();
    let table: String = rows
        .iter()
        .map(|(code, (severity, words))| format!("| {code} | {severity} | {words} |\n"))
        .collect();

    let aside: String = practice::WhySetAside::ALL
        .iter()
        .map(|why| format!("| {} | {} |\n", why.code(), why.words()))
        .collect();
    let desk: String = desk_errors()
        .iter()
        .map(|error| format!("| {} | {error} |\n", error.code()))
        .collect();

    let post: String = mailbox::Trouble::ALL
        .iter()
        .map(|trouble| {
            (
                practice::trouble_code(*trouble),
                trouble.to_string(),
                trouble.advice(),
            )
        })
        .chain(
            POST_CODES
                .iter()
                .map(|(code, words, advice)| (*code, (*words).to_owned(), *advice)),
        )
        .collect::<std::collections::BTreeSet<_>>()
        .iter()
        .map(|(code, words, advice)| format!("| {code} | {words} | {advice} |\n"))
        .collect();

    let window: String = window_errors()
        .iter()
        .map(|error| format!("| {} | {error} |\n", error.code()))
        .collect();

    let folder: String = folder_errors()
        .iter()
        .map(|error| format!("| {} | {error} |\n", error.code()))
        .collect();

    format!(
        "{HEAD}{table}{ASIDE}{aside}{DESK}{desk}{FOLDER}{folder}{WINDOW}{window}{POST}{post}{TAIL}"
    )
}

/// One of each that is not told by another list.
fn folder_errors() -> [PremisesError; 10] {
    let folder = std::path::PathBuf::from("/srv/desk");
    let lies = || folder.clone();

    [
        PremisesError::NotTraining,
        PremisesError::Install,
        PremisesError::NotEmpty { folder: lies() },
        PremisesError::NotMade { folder: lies() },
        PremisesError::TrainingMemory,
        PremisesError::NoLedger,
        PremisesError::OtherMake,
        PremisesError::MeshSetup("the address is no address".to_owned()),
        PremisesError::OnAShare { folder: lies() },
        PremisesError::Synchronised {
            folder: lies(),
            by: "Dropbox",
        },
    ]
}

fn window_errors() -> [ShellError; 17] {
    [
        ShellError::Form(Vec::new()),
        ShellError::NotUnderstood,
        ShellError::Unexpected,
        ShellError::WhoActs,
        ShellError::NoPractice,
        ShellError::NoDataFolder,
        ShellError::Unasked(Vec::new()),
        ShellError::Missing(Vec::new()),
        ShellError::TrainingHasNoMesh,
        ShellError::NotSaved,
        ShellError::NotPrinted,
        ShellError::TrainingOfAnother,
        ShellError::NotPutAside,
        ShellError::NoAnswer,
        ShellError::NoLaterDay,
        ShellError::NoNumber,
        ShellError::NotCopied,
    ]
}

/// One of each; what a sentence fills in is shown by an example.
fn desk_errors() -> Vec<DeskError> {
    let (filing, notice) = (FilingId::new(7), NoticeId::new(7));
    let of_the_store = [
        StoreError::Missing,
        StoreError::AlreadyThere,
        StoreError::Busy,
        StoreError::ReadOnly,
        StoreError::Full,
        StoreError::NotOurs,
        StoreError::Damaged,
        StoreError::NotOpened,
        StoreError::Newer { found: 2, known: 1 },
        StoreError::Disk { code: 10 },
        StoreError::Pragma {
            pragma: "synchronous",
            wanted: "2",
            found: "1".to_owned(),
        },
        StoreError::Numbering { sequence: "SIS" },
        StoreError::Stale,
        StoreError::Against {
            rule: "a letter never changes".to_owned(),
        },
        StoreError::Odd,
        StoreError::NoSuch {
            what: "notice",
            id: 7,
        },
    ];
    let of_the_desk = [
        DeskError::FiledBefore { filing },
        DeskError::Broken,
        DeskError::AlreadyAsked,
        DeskError::NotOnTheirList { filing },
        DeskError::NotAllowed {
            needs: Role::Manager,
        },
        DeskError::NoReason,
        DeskError::NoLink,
        DeskError::OtherPractice,
        DeskError::NoSuchDoctor,
        DeskError::AlreadyHere {
            patient: 7,
            state: "registered",
        },
        DeskError::LooksLike { patients: vec![7] },
        DeskError::NotOnTheList,
        DeskError::WrongState {
            state: "recorded as died",
        },
        DeskError::NeedsCodeR,
        DeskError::NothingCorrected,
        DeskError::NeedsCodeD,
        DeskError::AlreadySent { filing },
        DeskError::NotNow {
            filing,
            state: "closed",
        },
        DeskError::EarlierFirst { earlier: notice },
        DeskError::NotMatched { notice },
        DeskError::AlreadyDecided { notice },
        DeskError::NotSo {
            why: "it is of another kind",
        },
        DeskError::NothingToUndo,
        DeskError::NotUndone {
            why: "it has been sent",
        },
        DeskError::NumberOfAnother { patient: 7 },
        DeskError::QuarterNotReady { open: 3 },
        DeskError::LetterNotSo {
            letter: 7,
            state: "accepted",
        },
        DeskError::LinkBusy,
        DeskError::Restored,
        DeskError::NumberUsed {
            sequence: "SIS",
            used: 512,
        },
        DeskError::NumberFar {
            sequence: "SIS",
            known: 41,
            told: 99_999_999,
        },
        DeskError::NothingToConfirm,
        DeskError::NumbersInUse,
        DeskError::Marks("it was changed".to_owned()),
        DeskError::MarksUnwritten("the disk is full".to_owned()),
        DeskError::Unwritable,
        DeskError::Import { rows: 3 },
        DeskError::Kept { what: "content" },
        DeskError::Setting {
            setting: "hold_minutes",
        },
    ];

    let mut all: Vec<DeskError> = of_the_store.into_iter().map(DeskError::Store).collect();
    all.extend(of_the_desk);
    all.sort_by_key(|error| error.code());

    all
}

#[test]
fn every_code_of_the_exchange_stands_on_the_page() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    for file in ["doubt.rs", "mod.rs", "post.rs", "receive.rs", "verdict.rs"] {
        let file = format!("src-tauri/crates/practice/src/exchange/{file}");
        let source = std::fs::read_to_string(&file).unwrap();
        let words = source.split(['"', ' ']);
        for code in words.filter(|word| word.len() == 4 && word.starts_with("E9")) {
            assert!(page.contains(&format!("| {code} |")), "{code} of {file}");
        }
    }
}

#[test]
fn every_desk_code_in_the_source_stands_on_the_page() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    for file in [
        "src-tauri/crates/practice/src/error.rs",
        "src-tauri/crates/premises/src/error.rs",
        "src-tauri/crates/store/src/error.rs",
    ] {
        let source = std::fs::read_to_string(file).unwrap();
        let codes = source.split('"').filter(|text| {
            text.len() == 4
                && text.starts_with('E')
                && text.trim_start_matches('E').parse::<u16>().is_ok()
        });
        for code in codes {
            assert!(page.contains(&format!("| {code} |")), "{code} of {file}");
        }
    }
}

/// A rule about a count is shown with two; the page speaks of any.
fn counted(words: &str) -> String {
    words
        .replace("counts 2", "counts *n*")
        .replace("holds 1", "holds *m*")
}

/// A rule about an item is shown with one; the page speaks of any.
fn generic(words: &str) -> String {
    words.replace("NHS number (PNA+PAT)", "*item*")
}

const HEAD: &str = "\
# Problem codes

What `linkdesk-cli check` and later the inbox say about a letter. A code never changes its meaning.

A **warning**: everything could be read, and a person should know. An **error**: the part that holds it, a transaction or a
message, is set aside; its neighbours are not. **Fatal**: the whole letter cannot be used and gets no receipt.

| Code | Weight | What it says |
|---|---|---|
";

const ASIDE: &str = "
## Why a whole letter is set aside

It is kept as it came, and a person sees it.

| Code | What it says |
|---|---|
";

const DESK: &str = "
## Why the desk does not do something

Numbers and names in these sentences are examples.

| Code | What it says |
|---|---|
";

const FOLDER: &str = "
## Why a practice's folder is not made, opened or exchanged from

Folders and names in these sentences are examples.

| Code | What it says |
|---|---|
";

const WINDOW: &str = "
## Why the window does not do something

| Code | What it says |
|---|---|
";

const POST: &str = "
## Why the post does not go or come

A letter of which it is not certain that MESH has not got it is never sent again by itself: MESH is asked first. The hours in
the sentence about the clock are an example.

| Code | What it says | What to do |
|---|---|---|
";

/// What the exchange itself says of the post.
const POST_CODES: [(&str, &str, &str); 12] = [
    (
        "E915",
        "MESH asked to be left alone for so many more seconds",
        "Nothing needs to be done: it is tried again by itself",
    ),
    (
        "E916",
        "this computer's clock is 115 minutes ahead of MESH's",
        "Set it right: at two hours MESH lets nobody in",
    ),
    (
        "E898",
        "the disk of this desk is nearly full: 90 MB are left. Nothing was fetched or sent",
        "Make room; it goes on by itself",
    ),
    (
        "E899",
        "the disk of this desk is filling up: 400 MB are left",
        "Make room before it stops: under 100 MB nothing is fetched or sent",
    ),
    (
        "E973",
        "the mailbox has not been looked into for 3 days",
        "Reach MESH today: letters that wait there for five days are lost to us",
    ),
    (
        "E974",
        "MESH did not let us in three times, so nothing more is tried",
        "Mend the password, shared key, certificate or this computer's clock, then run `mesh check`",
    ),
    (
        "E975",
        "MESH lists something whose name cannot be used. It is left alone",
        "Tell the national service desk",
    ),
    (
        "E980",
        "the program ended while a letter was being sent",
        "Nothing needs to be done: MESH is asked whether it has the letter",
    ),
    (
        "E981",
        "MESH refused a letter, and says why",
        "Mend what it names; then the same letter is sent again, or a manager abandons it",
    ),
    (
        "E991",
        "MESH could not deliver a letter",
        "Do not file it again; ask PCSE",
    ),
    (
        "E992",
        "MESH took one letter more than once. Nothing more is sent for it",
        "Tell PCSE",
    ),
    (
        "E993",
        "It is not known whether MESH has a letter, and tracking cannot tell",
        "A person must decide; ask PCSE whether it arrived",
    ),
];

const TAIL: &str = "
Other ranges: E6.. refuse a JSON body (`convert --to edifact`), E7.. are about a field of a form (`--clean`), E8.. are about
the command line itself (E870 to E897: the window), E901 to E914 about the key and the record outside the data, E898, E899, E915 to E918 and E973 to E999 about the post. L1.. are
remarks on receipts and late letters, L2.. alarms.
";
