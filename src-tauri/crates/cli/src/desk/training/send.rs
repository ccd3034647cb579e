//! Notices that the service sends because a trainer wishes it.

use agency::TrainingMailbox;
use clap::{Args, Subcommand};
use gplinks::{
    Change, Changes, Cipher, Day, DeductionReason, Forenames, Fp69Reason, NameChange, NewAddress,
    NewLine, PatientNumber, Sex, Text, Tn, WrittenPostcode,
};
use jiff::Timestamp;
use serde_json::json;

use crate::desk::answer::Answer;
use crate::desk::refusal::Refusal;
use crate::error::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum Sending {
    /// F1: a patient's details have changed
    #[command(name = "F1", alias = "f1")]
    Amendment {
        #[command(flatten)]
        whom: Whom,
        #[command(flatten)]
        news: Box<News>,
    },
    /// F2: a patient is taken off the list
    #[command(name = "F2", alias = "f2")]
    Deduction {
        #[command(flatten)]
        whom: Whom,
        /// The code of the reason, 1 for a death
        #[arg(long, value_name = "CODE", value_parser = reason, default_value = "2")]
        reason: DeductionReason,
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        on: Day,
        /// Where the patient went, where the reason says so
        #[arg(long, value_name = "CIPHER", value_parser = cipher)]
        new_ha: Option<Cipher>,
    },
    /// F8: the quarter ends
    #[command(name = "F8", alias = "f8")]
    CloseQuarter {
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        ends_on: Day,
    },
    /// F9: letters to a patient came back
    #[command(name = "F9", alias = "f9")]
    Fp69 {
        #[command(flatten)]
        whom: Whom,
        #[arg(long, value_name = "CODE", value_parser = fp69_reason, default_value = "8")]
        reason: Fp69Reason,
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        expires_on: Day,
        #[arg(long, value_name = "TEXT", value_parser = text)]
        notes: Option<Text>,
    },
    /// F10: the FP69 flag is lifted
    #[command(name = "F10", alias = "f10")]
    LiftFp69 {
        #[command(flatten)]
        whom: Whom,
    },
    /// F11: an answer to a request to remove
    #[command(name = "F11", alias = "f11")]
    Reply {
        #[command(flatten)]
        whom: Whom,
        #[arg(long, value_name = "TEXT", value_parser = text)]
        words: Text,
        /// The number of the request that it answers
        #[arg(long, value_name = "N")]
        tn: Option<u64>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Whom {
    /// The patient's NHS number
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    nhs: PatientNumber,
}

/// What an amendment changes. An address is sent whole: lines that are not given are blank.
#[derive(Debug, Args)]
pub(crate) struct News {
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    new_number: Option<PatientNumber>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    surname: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    forename: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    second_forename: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    title: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    previous_surname: Option<Text>,
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    born: Option<Day>,
    /// 0 not known, 1 male, 2 female, 9 other
    #[arg(long, value_name = "CODE", value_parser = sex)]
    sex: Option<Sex>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    house: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    road: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    locality: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    town: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    county: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = text)]
    postcode: Option<Text>,
}

impl Sending {
    pub(super) fn send(&self, mailbox: &TrainingMailbox, at: Timestamp) -> Result<Answer, Failure> {
        let sent = mailbox.with_agency(|agency| match self {
            Self::Amendment { whom, news } => {
                agency.amend(&whom.nhs, news.changes(), news.new_number.clone(), at)
            }
            Self::Deduction {
                whom,
                reason,
                on,
                new_ha,
            } => agency.deduct(&whom.nhs, reason.clone(), *on, new_ha.clone(), at),
            Self::CloseQuarter { ends_on } => {
                agency.close_quarter(*ends_on, at);
                Ok(())
            }
            Self::Fp69 {
                whom,
                reason,
                expires_on,
                notes,
            } => agency.fp69(&whom.nhs, reason.clone(), *expires_on, notes.clone(), at),
            Self::LiftFp69 { whom } => agency.lift_fp69(&whom.nhs, at),
            Self::Reply { whom, words, tn } => {
                agency.reply(&whom.nhs, tn.map(Tn::new), words.clone(), at)
            }
        });
        sent.map_err(|_| Refusal::NotOnServiceList)?;
        let waiting = mailbox.waiting().len();

        Ok(Answer::said(
            json!({ "sent": self.code(), "waiting": waiting }),
            format!("The training service has sent {}.", self.code()),
        ))
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Amendment { .. } => "F1",
            Self::Deduction { .. } => "F2",
            Self::CloseQuarter { .. } => "F8",
            Self::Fp69 { .. } => "F9",
            Self::LiftFp69 { .. } => "F10",
            Self::Reply { .. } => "F11",
        }
    }
}

impl News {
    fn changes(&self) -> Changes {
        let has_forenames = self.forename.is_some() || self.second_forename.is_some();
        let forenames = Forenames {
            first: self.forename.clone(),
            second: self.second_forename.clone(),
            others: None,
        };

        Changes {
            name: NameChange {
                surname: self.surname.clone(),
                forenames: if has_forenames {
                    Change::Set(forenames)
                } else {
                    Change::Keep
                },
                title: set(self.title.as_ref()),
            },
            previous_surname: set(self.previous_surname.as_ref()),
            born: self.born,
            sex: self.sex,
            address: self.address(),
            ..Changes::default()
        }
    }

    fn address(&self) -> Option<NewAddress> {
        let Self {
            house,
            road,
            locality,
            town,
            county,
            postcode,
            ..
        } = self;
        let lines = [house, road, locality, town, county];
        let is_given = lines.iter().any(|line| line.is_some()) || postcode.is_some();
        let line = |line: &Option<Text>| line.clone().map_or(NewLine::Blank, NewLine::Is);

        is_given.then(|| NewAddress {
            lines: lines.map(line),
            postcode: postcode.clone().map_or(Change::Keep, |postcode| {
                Change::Set(WrittenPostcode::new(postcode))
            }),
        })
    }
}

fn set(text: Option<&Text>) -> Change<Text> {
    text.cloned().map_or(Change::Keep, Change::Set)
}

fn number(text: &str) -> Result<PatientNumber, String> {
    PatientNumber::read(text).ok_or_else(|| "it is no NHS number".to_owned())
}

fn text(text: &str) -> Result<Text, String> {
    Text::new(text).ok_or_else(|| "it is blank".to_owned())
}

fn reason(text: &str) -> Result<DeductionReason, String> {
    DeductionReason::read(text).ok_or_else(|| "it is blank".to_owned())
}

fn fp69_reason(text: &str) -> Result<Fp69Reason, String> {
    Fp69Reason::read(text).ok_or_else(|| "it is blank".to_owned())
}

fn sex(text: &str) -> Result<Sex, String> {
    Sex::parse(text).ok_or_else(|| "it is 0, 1, 2 or 9".to_owned())
}

fn cipher(text: &str) -> Result<Cipher, String> {
    Cipher::parse(text).ok_or_else(|| "it is 2 or 3 capitals or digits".to_owned())
}
