//! The public samples of the NHAIS adaptor, which are never committed here: they are read where
//! `LINKDESK_SAMPLES` says. Without it nothing is tried, and nothing is counted as passed; that is why
//! this program has no test harness and prints its own lines.
#![cfg(test)]

mod support {
    pub(crate) mod json;
    pub(crate) mod published;
    pub(crate) mod streamed;
}

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gplinks::{Limits, Minute, Newlines, Numbers, OwnTn, ReadLetter, Reading, Sis, Sms, read};
use serde_json::Value;
use support::json::{difference, normal};
use support::published::published;
use support::streamed::streamed;

/// What is wrong with a case, told without what stands in it.
type Failures = Vec<String>;

/// A name as libtest would print it, and what is tried with the folder of samples.
type Test = (&'static str, fn(&Path) -> Failures);

const TESTS: &[Test] = &[
    ("samples::outgoing_bodies_become_their_letters", outgoing),
    ("samples::incoming_letters_give_their_bodies", incoming),
    ("samples::incoming_letters_give_their_receipts", receipts),
    ("samples::every_letter_reads_alike_from_a_stream", streams),
];

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let tests = TESTS
        .iter()
        .filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|word| name.contains(word)));
    let Some(folder) = env::var_os("LINKDESK_SAMPLES") else {
        println!("public samples: LINKDESK_SAMPLES is not set, so they were not tried");
        println!("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        return ExitCode::SUCCESS;
    };

    run(&Path::new(&folder).join("gp-links"), tests)
}

fn run<'a>(folder: &Path, tests: impl Iterator<Item = &'a Test>) -> ExitCode {
    let (mut passed, mut failed) = (0, Vec::new());
    for (name, test) in tests {
        let failures = test(folder);
        let verdict = if failures.is_empty() { "ok" } else { "FAILED" };
        println!("test {name} ... {verdict}");
        for failure in &failures {
            println!("  {failure}");
        }
        match failures.as_slice() {
            [] => passed += 1,
            _ => failed.push(name),
        }
    }
    if !failed.is_empty() {
        println!("\nfailures:");
        failed.iter().for_each(|name| println!("    {name}"));
    }
    let (verdict, code) = match failed.len() {
        0 => ("ok", ExitCode::SUCCESS),
        _ => ("FAILED", ExitCode::FAILURE),
    };
    println!(
        "\ntest result: {verdict}. {passed} passed; {} failed; 0 ignored; 0 measured; 0 filtered out",
        failed.len()
    );

    code
}

/// The adaptor numbers every sample with ones and the same minute.
fn outgoing(folder: &Path) -> Failures {
    let numbers = Numbers {
        sis: Sis::FIRST,
        sms: Sms::FIRST,
        tn: OwnTn::FIRST,
    };
    let at = Minute::parse("2020-06-10T14:38").unwrap();

    each_case(&folder.join("outgoing"), |case| {
        let filing = fhir::read_filing(&case.text("fhir.json"), None)
            .map_err(|_| "the body is refused".to_owned())?;
        let letter = filing.draft.number(numbers, at).write(Newlines::Between);

        same_bytes(
            &case.bytes("edifact.dat"),
            &letter.map_err(|_| "it cannot be written".to_owned())?,
        )
    })
}

/// A close of quarter has `{}` beside it: nothing is published.
fn incoming(folder: &Path) -> Failures {
    each_case(&folder.join("incoming"), |case| {
        let letter = case.letter()?;
        let wanted: Value = serde_json::from_str(&case.text("fhir.json"))
            .map_err(|_| "the body is no JSON".to_owned())?;
        let told = published(&letter);
        if wanted.as_object().is_some_and(serde_json::Map::is_empty) {
            return told
                .is_empty()
                .then_some(())
                .ok_or("a body is published".to_owned());
        }

        match told.as_slice() {
            [one] if difference(&normal(&wanted), &normal(&one.body)).is_none() => Ok(()),
            [_] => Err("the body differs".to_owned()),
            _ => Err(format!("{} bodies are published", told.len())),
        }
    })
}

fn receipts(folder: &Path) -> Failures {
    let at = Minute::parse("2020-08-07T14:12").unwrap();

    each_case(&folder.join("incoming"), |case| {
        let draft = case
            .letter()?
            .receipt()
            .map_err(|reason| reason.to_string())?;
        let receipt = draft
            .number(Sis::FIRST, Sms::FIRST, at)
            .write(Newlines::Between);

        same_bytes(
            &case.bytes("recep.dat"),
            &receipt.map_err(|_| "it cannot be written".to_owned())?,
        )
    })
}

fn streams(folder: &Path) -> Failures {
    let alike = |case: &Case| {
        let bytes = case.bytes("edifact.dat");
        let same = streamed(bytes.as_slice(), &READING) == read(&bytes, &READING);

        same.then_some(())
            .ok_or("the stream tells something else".to_owned())
    };

    [
        each_case(&folder.join("incoming"), alike),
        each_case(&folder.join("outgoing"), alike),
    ]
    .concat()
}

const READING: Reading = Reading {
    limits: Limits::post(),
    today: None,
};

/// One sample: the files beside `<name>.edifact.dat`.
struct Case {
    name: String,
    folder: PathBuf,
}

/// Tries every case in the folders of a folder; none at all is a failure.
fn each_case(folder: &Path, test: impl Fn(&Case) -> Result<(), String>) -> Failures {
    let cases = cases(folder);
    if cases.is_empty() {
        return vec![format!("there is no sample in {}", folder.display())];
    }

    cases
        .iter()
        .filter_map(|case| {
            let failure = test(case).err()?;
            Some(format!(
                "{}/{}: {failure}",
                case.folder.display(),
                case.name
            ))
        })
        .collect()
}

fn cases(folder: &Path) -> Vec<Case> {
    let kinds = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut cases: Vec<_> = kinds
        .flat_map(|kind| fs::read_dir(kind.path()).into_iter().flatten().flatten())
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let folder = file.path().parent()?.to_owned();
            let name = name.strip_suffix(".edifact.dat")?.to_owned();

            Some(Case { name, folder })
        })
        .collect();
    cases.sort_by(|a, b| (&a.folder, &a.name).cmp(&(&b.folder, &b.name)));

    cases
}

impl Case {
    fn bytes(&self, ending: &str) -> Vec<u8> {
        fs::read(self.folder.join(format!("{}.{ending}", self.name))).unwrap_or_default()
    }

    fn text(&self, ending: &str) -> String {
        String::from_utf8(self.bytes(ending)).unwrap_or_default()
    }

    fn letter(&self) -> Result<ReadLetter, String> {
        let mut letters = read(&self.bytes("edifact.dat"), &READING);
        match letters.len() {
            1 => Ok(letters.remove(0)),
            count => Err(format!("{count} letters are read")),
        }
    }
}

fn same_bytes(wanted: &[u8], got: &[u8]) -> Result<(), String> {
    let differ = wanted
        .iter()
        .zip(got)
        .position(|(wanted, got)| wanted != got);
    if wanted == got {
        return Ok(());
    }

    Err(format!(
        "the bytes differ from byte {} on ({} are wanted, {} written)",
        differ.unwrap_or(wanted.len().min(got.len())),
        wanted.len(),
        got.len()
    ))
}
