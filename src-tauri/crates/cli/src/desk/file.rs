//! `file`: something new for the outbox.

use std::path::PathBuf;

use clap::Args;
use practice::{Filed, ToFile};
use serde_json::json;
use store::{FilingId, NoticeId, PatientId};

use super::answer::Answer;
use super::at::At;
use super::body;
use super::open::Desk;
use super::outbox::{rfc3339, show};
use crate::error::{Failure, Remark, Weight};

const HELP: &str = "\
Examples:
  linkdesk-cli file --data ./desk birth.json
  linkdesk-cli file --data ./desk --clean --key form-17 birth.json

FILE is the NHAIS adaptor's JSON, or plain text in the same shape with --clean: a registration, an
amendment, a removal or a request to remove. It is checked by the rules of the desk. It waits a while before it is sent; until then
`outbox` can change, hold or drop it.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct File {
    #[command(flatten)]
    pub(super) at: At,
    /// Plain text in the JSON, without release characters
    #[arg(long)]
    clean: bool,
    /// A name of your own for this filing: the same key again files nothing
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// The rejected filing that it takes the place of
    #[arg(long, value_name = "FILING")]
    replaces: Option<i64>,
    /// The notice that it reacts to
    #[arg(long, value_name = "NOTICE")]
    notice: Option<i64>,
    /// You have looked: it is none of those on the list who look alike
    #[arg(long)]
    somebody_else: bool,
    /// You have looked: the same was filed before, and shall be filed once more
    #[arg(long)]
    again: bool,
    /// You have looked: it is this patient, who was on the list before
    #[arg(long, value_name = "PATIENT", conflicts_with = "somebody_else")]
    same_as: Option<i64>,
    /// What is to be filed; - is standard input
    #[arg(value_name = "FILE.json")]
    file: PathBuf,
}

pub(super) fn run(asked: &File) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let (draft, remarks) = body::read(&desk, &asked.file, asked.clean)?;
    let to_file = ToFile {
        notice: asked.notice.map(NoticeId::new),
        replaces: asked.replaces.map(FilingId::new),
        draft_key: asked.key.clone(),
        somebody_else: asked.somebody_else,
        once_more: asked.again,
        same_as: asked.same_as.map(PatientId::new),
        ..ToFile::new(draft)
    };
    let filed = desk.practice.file(&to_file, &desk.act())?;

    let mut all = other_content(filed);
    all.extend(remarks);

    told(&desk, filed).map(|answer| answer.with(all))
}

/// The key was used before for something else: nothing of this body was filed.
fn other_content(filed: Filed) -> Vec<Remark> {
    let message = format!(
        "filing {} was filed under this key before, and says something else. Nothing was filed now; use another key, or correct that filing",
        filed.filing
    );
    let remark = Remark::new(Weight::Warning, "E853", message);

    filed.differs.then_some(remark).into_iter().collect()
}

fn told(desk: &Desk, filed: Filed) -> Result<Answer, Failure> {
    let Filed {
        filing,
        patient,
        again,
        ..
    } = filed;
    let detail = desk.practice.outbox_detail(filing, desk.now)?;
    let item = &detail.item;
    let json = json!({
        "filing": filing,
        "patient": patient,
        "again": again,
        "state": detail.filing.state.word(),
        "step": item.words,
        "next": item.next,
        "goes_at": item.goes_at.map(rfc3339),
    });
    let begin = if again {
        "was filed before under this key, and nothing was filed now"
    } else {
        "is filed"
    };
    let words = vec![
        format!("Filing {filing} for patient {patient} {begin}."),
        show(item),
    ];

    Ok(Answer::new(json, words))
}
