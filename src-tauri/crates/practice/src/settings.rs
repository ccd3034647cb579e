//! The practice's settings, with the values that hold where nobody chose.

mod change;
mod doctors;
pub mod rules;
mod validation;

use std::collections::BTreeMap;

pub use doctors::NewDoctor;
pub use validation::Finding;

use store::{Read, Write};

use crate::{DeskError, MeshSettings, Result};

/// What a practice may choose. Each has a name in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Names this installation, also outside the data folder.
    pub install_id: String,
    pub practice_name: String,
    /// The practice's link code, `HIL5`.
    pub practice_code: String,
    /// The practice's own mailbox.
    pub mailbox: String,
    /// A practice of invented people, which can reach no real service.
    pub training: bool,
    /// How long a confirmed filing waits before it is sent, so that it can be taken back.
    pub hold_minutes: u32,
    /// Times of day (`15:00`) at which filings go; empty: as soon as their hold is over.
    pub sending_times: Vec<String>,
    pub poll_seconds: u32,
    /// Working days after which a receipt is overdue.
    pub receipt_days: u32,
    /// Working days after which a missing answer is remarked, and overdue.
    pub answer_remark_days: u32,
    pub answer_days: u32,
    /// Days before an FP69 flag expires at which it is warned of.
    pub fp69_days: u32,
    /// Districts and postcodes outside the practice's area, `BR6`.
    pub outside_area: Vec<String>,
    /// What PCSE means by the code of a rejection, where the practice has found out.
    pub rejection_codes: BTreeMap<String, String>,
    pub pcse_phone: String,
    /// Where PCSE is written to about what goes by no message; empty until the practice has found out.
    pub pcse_email: String,
    /// Whom to ask about the close of a quarter.
    pub quarter_contact: String,
    /// Nothing is sent on any link.
    pub paused_why: Option<String>,
    /// Matched approvals and flag removals are applied at once, as the rule's act.
    pub apply_routine: bool,
    /// The practice dispenses drugs, and looks after homes that PCSE has given a code: its forms ask about them.
    pub dispenses: bool,
    pub homes: bool,
    pub mesh: MeshSettings,
    /// The folder of the practice's mailbox, where the MESH client carries the post.
    pub client_folder: Option<String>,
}

/// What holds where nobody chose, for a practice that has no name yet.
impl Default for Settings {
    fn default() -> Self {
        Self {
            install_id: String::new(),
            practice_name: String::new(),
            practice_code: String::new(),
            mailbox: String::new(),
            training: false,
            hold_minutes: 15,
            sending_times: Vec::new(),
            poll_seconds: 300,
            receipt_days: 1,
            answer_remark_days: 4,
            answer_days: 10,
            fp69_days: 14,
            outside_area: Vec::new(),
            rejection_codes: BTreeMap::new(),
            pcse_phone: "0333 014 2884".to_owned(),
            pcse_email: String::new(),
            quarter_contact: String::new(),
            paused_why: None,
            apply_routine: false,
            dispenses: false,
            homes: false,
            mesh: MeshSettings::default(),
            client_folder: None,
        }
    }
}

/// The name of the setting that tells a practice of invented people.
pub(crate) const TRAINING: &str = "training";

impl Settings {
    pub(crate) fn read(r: &Read<'_>) -> Result<Self> {
        let stored = r.settings()?;
        let text = |name: &str| stored.get(name).cloned().unwrap_or_default();
        let some = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
        let usual = Self::default();

        Ok(Self {
            install_id: text("install_id"),
            practice_name: text("practice_name"),
            practice_code: text("practice_code"),
            mailbox: text("mailbox"),
            training: text(TRAINING) == "yes",
            hold_minutes: number(&stored, "hold_minutes", usual.hold_minutes)?,
            sending_times: list(&stored, "sending_times"),
            poll_seconds: number(&stored, "poll_seconds", usual.poll_seconds)?,
            receipt_days: number(&stored, "receipt_days", usual.receipt_days)?,
            answer_remark_days: number(&stored, "answer_remark_days", usual.answer_remark_days)?,
            answer_days: number(&stored, "answer_days", usual.answer_days)?,
            fp69_days: number(&stored, "fp69_days", usual.fp69_days)?,
            outside_area: list(&stored, "outside_area"),
            rejection_codes: rules::codes(&text("rejection_codes")).unwrap_or_default(),
            pcse_phone: some("pcse_phone").unwrap_or(usual.pcse_phone),
            pcse_email: text("pcse_email"),
            quarter_contact: text("quarter_contact"),
            paused_why: some("paused_why"),
            apply_routine: text("apply_routine") == "yes",
            dispenses: text("dispenses") == "yes",
            homes: text("homes") == "yes",
            mesh: MeshSettings {
                address: some("mesh_address").unwrap_or(usual.mesh.address),
                roots: some("mesh_roots"),
                system_roots: text("mesh_system_roots") == "yes",
                proxy: some("mesh_proxy").unwrap_or(usual.mesh.proxy),
            },
            client_folder: some("client_folder"),
        })
    }

    pub(crate) fn write(&self, w: &Write<'_>) -> Result<()> {
        for (name, value) in self.rows() {
            w.set(name, &value)?;
        }

        Ok(())
    }

    /// Every setting by its name, as the ledger keeps it.
    fn rows(&self) -> [(&'static str, String); 26] {
        let yes = |yes: bool| if yes { "yes" } else { "no" };
        [
            ("install_id", self.install_id.clone()),
            ("practice_name", self.practice_name.clone()),
            ("practice_code", self.practice_code.clone()),
            ("mailbox", self.mailbox.clone()),
            (TRAINING, yes(self.training).to_owned()),
            ("hold_minutes", self.hold_minutes.to_string()),
            ("sending_times", self.sending_times.join(",")),
            ("poll_seconds", self.poll_seconds.to_string()),
            ("receipt_days", self.receipt_days.to_string()),
            ("answer_remark_days", self.answer_remark_days.to_string()),
            ("answer_days", self.answer_days.to_string()),
            ("fp69_days", self.fp69_days.to_string()),
            ("outside_area", self.outside_area.join(",")),
            (
                "rejection_codes",
                rules::codes_written(&self.rejection_codes),
            ),
            ("pcse_phone", self.pcse_phone.clone()),
            ("pcse_email", self.pcse_email.clone()),
            ("quarter_contact", self.quarter_contact.clone()),
            ("paused_why", self.paused_why.clone().unwrap_or_default()),
            ("apply_routine", yes(self.apply_routine).to_owned()),
            ("dispenses", yes(self.dispenses).to_owned()),
            ("homes", yes(self.homes).to_owned()),
            ("mesh_address", self.mesh.address.clone()),
            ("mesh_roots", self.mesh.roots.clone().unwrap_or_default()),
            ("mesh_system_roots", yes(self.mesh.system_roots).to_owned()),
            ("mesh_proxy", self.mesh.proxy.clone()),
            (
                "client_folder",
                self.client_folder.clone().unwrap_or_default(),
            ),
        ]
    }
}

/// A setting that is there must make sense: a guess could send too early.
fn number(stored: &BTreeMap<String, String>, name: &'static str, usual: u32) -> Result<u32> {
    match stored.get(name) {
        None => Ok(usual),
        Some(text) => {
            let refused = DeskError::Setting { setting: name };

            text.parse().map_err(|_| refused)
        }
    }
}

fn list(stored: &BTreeMap<String, String>, name: &str) -> Vec<String> {
    let text = stored.get(name).map(String::as_str).unwrap_or_default();

    text.split(',')
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect()
}
