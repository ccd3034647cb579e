//! `demo`: a month at the registration desk, told with invented people. The ledger, the exchange and
//! the letters are the real ones, in a folder that is deleted at the end; the post goes to the
//! training service, and nothing leaves this computer.

mod desk;
mod story;

use agency::PostFault;
use practice::{Choice, Filed};
use serde_json::Value;

use crate::error::Failure;
use crate::output::Exit;
use desk::Desk;
use story::Story;

const NEWBORN: &str = include_str!("newborn.json");
const MOVED: &str = include_str!("moved.json");
const NUMBER: &str = "9990001006";

/// What the clerk's form shows of the newborn: its labels, and where the values stand.
const FORM: [(&str, &str); 8] = [
    ("Surname", "/name/0/family"),
    ("Forenames", "/name/0/given"),
    ("Title", "/name/0/prefix"),
    ("NHS number", "/identifier/0/value"),
    ("Born", "/birthDate"),
    ("Place of birth", "/extension/0/valueString"),
    ("Address", "/address/0/line"),
    ("Postcode", "/address/0/postalCode"),
];
const PATIENT: &str = "/parameter/4/resource";

pub(crate) fn run(json: bool) -> Result<Exit, Failure> {
    let mut story = Story::begin(json);
    let mut desk = Desk::set_up()?;
    story.told("The practice is one encrypted file; its key is thrown away at the end.");

    let registered = registration(&mut story, &mut desk)?;
    approval(&mut story, &mut desk, &registered)?;
    amendment(&mut story, &mut desk)?;
    deduction(&mut story, &mut desk, &registered)?;
    let is_sound = proof(&mut story, &desk)?;
    story.end(is_sound)?;

    Ok(if is_sound {
        Exit::Done
    } else {
        Exit::NotVerified
    })
}

fn registration(story: &mut Story, desk: &mut Desk) -> Result<Filed, Failure> {
    story.step("A newborn is registered: this is what the clerk types.");
    let typed: Value = serde_json::from_str(NEWBORN).unwrap_or_default();
    let patient = typed.pointer(PATIENT).unwrap_or(&Value::Null);
    for (label, pointer) in FORM {
        story.field(label, patient.pointer(pointer));
    }
    story.step("The desk says what will be sent otherwise than it was typed, and files it.");
    let (filed, remarks) = desk.files(NEWBORN)?;
    for remark in &remarks {
        story.told(&remark.message);
    }
    story.told(&desk.shows(&filed)?);

    story.step(
        "A quarter of an hour later it can no longer be taken back: it gets its numbers and goes.",
    );
    desk.minutes_pass(16);
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.letter(&desk.letter_of(&filed)?);

    story.step("An hour later the registration service says with a receipt that it has read it.");
    desk.minutes_pass(65);
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.told(&desk.shows(&filed)?);

    Ok(filed)
}

fn approval(story: &mut Story, desk: &mut Desk, filed: &Filed) -> Result<(), Failure> {
    story.step("Three working days later the approval comes, and is answered with our receipt.");
    desk.days_pass(4);
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.notices(desk)?;
    story.step("It is routine, and this is why:");
    for test in desk.why_routine("F4")? {
        let answer = if test.holds == Some(true) {
            "yes"
        } else {
            "no "
        };
        story.told(&format!("{answer} {}", test.words));
    }
    story.step("The clerk records it.");
    desk.minutes_pass(5);
    let decided = desk.decides("F4", &Choice::record())?;
    decided.told.iter().for_each(|line| story.told(line));
    story.told(&desk.shows(filed)?);

    Ok(())
}

fn amendment(story: &mut Story, desk: &mut Desk) -> Result<(), Failure> {
    story.step("The family moves. While the amendment is being sent, the connection is lost.");
    desk.minutes_pass(30);
    let (moved, _) = desk.files(MOVED)?;
    desk.minutes_pass(16);
    desk.service().fault(PostFault::LoseAnswer);
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.told(&desk.shows(&moved)?);

    story.step("In the middle of this the computer is switched off. The program starts again.");
    desk.restarts()?;
    story.told(&desk.shows(&moved)?);
    desk.minutes_pass(2);
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.told("MESH was asked, and had taken it: it is not sent a second time.");
    story.told(&desk.shows(&moved)?);
    desk.minutes_pass(65);
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.told(&desk.shows(&moved)?);

    Ok(())
}

fn deduction(story: &mut Story, desk: &mut Desk, filed: &Filed) -> Result<(), Failure> {
    story.step("A week later a deduction comes.");
    desk.days_pass(7);
    desk.deducts(NUMBER, 2)?;
    let pass = desk.exchanges()?;
    story.pass(&pass);
    story.notices(desk)?;
    story.step("The clerk records it.");
    desk.minutes_pass(5);
    let decided = desk.decides("F2", &Choice::record())?;
    decided.told.iter().for_each(|line| story.told(line));
    story.told(&desk.stands(filed)?);
    story.step(
        "It was the wrong patient, so the clerk undoes it: a second entry, nothing is wiped out.",
    );
    desk.minutes_pass(5);
    desk.undoes("F2")?;
    story.told(&desk.stands(filed)?);
    story.step("What the ledger remembers of this patient:");
    for line in desk.timeline(filed)? {
        story.told(&line);
    }

    Ok(())
}

fn proof(story: &mut Story, desk: &Desk) -> Result<bool, Failure> {
    story.step("At the end everything is verified.");
    let verified = desk.verifies()?;
    for checked in &verified.checked {
        let mark = if checked.failures.is_empty() {
            "holds"
        } else {
            "FAILS"
        };
        story.told(&format!("{mark}  {:<7} {}", checked.id, checked.title));
        checked.failures.iter().for_each(|line| story.told(line));
    }
    story.told("");
    story.told(&desk.service_says());

    Ok(verified.is_sound())
}
