//! `verify`: proves the data, invariant by invariant.

use clap::Args;
use practice::{Checked, Verified};
use serde_json::json;

use super::answer::Answer;
use super::at::At;
use super::open::Desk;
use super::refusal::Refusal;
use crate::error::{Failure, Remark, Weight};

const HELP: &str = "\
Example:
  linkdesk-cli verify --data ./desk

Exit codes: 0 everything holds, 5 something does not, and standard error says what and what to do.
Nothing is changed. It may take a while.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(super) at: At,
}

pub(super) fn run(asked: &Verify) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let verified = desk.practice.verify(desk.now)?;
    if !verified.is_sound() {
        return Err(Refusal::NotVerified(failures(&verified)).into());
    }

    let checked = verified.checked.iter();
    let json = json!({
        "sound": true,
        "checked": checked.map(|one| json!({ "id": one.id, "title": one.title })).collect::<Vec<_>>(),
    });
    let mut words: Vec<String> = verified.checked.iter().map(line).collect();
    words.push("All of it holds.".to_owned());

    Ok(Answer::new(json, words))
}

fn line(checked: &Checked) -> String {
    format!("{:<6}  {}", checked.id, checked.title)
}

fn failures(verified: &Verified) -> Vec<Remark> {
    let of = |checked: &Checked| {
        let id = checked.id;
        let failures = checked.failures.clone().into_iter();

        failures.map(move |failure| Remark::new(Weight::Error, id, failure))
    };

    verified.checked.iter().flat_map(of).collect()
}
