//! The practice's registered patients, copied to the service's list.

use agency::TrainingMailbox;
use serde_json::json;

use crate::desk::answer::Answer;
use crate::desk::open::Desk;
use crate::error::Failure;
use crate::text::counted;

pub(super) fn enrol(desk: &Desk, mailbox: &TrainingMailbox) -> Result<Answer, Failure> {
    let enrolled = premises::enrol(&desk.practice, mailbox)?;
    let mut words = format!(
        "{} copied to the training service's list.",
        counted(enrolled.copied as u64, "patient")
    );
    if enrolled.left_out > 0 {
        words += &format!(" {} without an NHS number left out.", enrolled.left_out);
    }

    Ok(Answer::said(
        json!({ "enrolled": enrolled.copied, "left_out": enrolled.left_out }),
        words,
    ))
}
