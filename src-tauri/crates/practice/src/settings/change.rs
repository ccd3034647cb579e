//! A manager changes what may be changed after set-up. The practice's codes, its being for training and its
//! counters never are.

use serde_json::json;
use store::LinkId;

use super::Settings;
use super::rules::{
    DAYS, HOLD_MINUTES, POLL_SECONDS, TRIAL_POLL_SECONDS, codes, is_district, is_email, is_line,
    is_mailbox, is_phone, is_time,
};
use crate::{Act, DeskError, Practice, Result};

/// What is kept as the reason where the act explains itself.
pub(super) const ITSELF: &str = "the setting itself";

impl Practice {
    /// Changes a setting by its name, from what a person types. Tells what it was before, and is now.
    pub fn change_setting(
        &self,
        name: &str,
        value: &str,
        act: &Act<'_>,
    ) -> Result<(String, String)> {
        self.store().write(|w| {
            act.as_manager(w, ITSELF)?;
            let mut settings = Settings::read(w)?;
            let before = settings.value_of(name);
            settings.put(name, value).ok_or_else(|| refused(name))?;
            let now = settings.value_of(name);
            settings.write(w)?;
            let details = json!({ "setting": name, "before": before, "now": now });
            act.record(w, "setting changed", "practice", None, details)?;

            Ok((before, now))
        })
    }

    /// Changes the mailbox to which a link's letters are posted; tells the one before. A letter that MESH refused
    /// is then tried again as it is.
    pub fn change_link_mailbox(
        &self,
        link: LinkId,
        mailbox: &str,
        act: &Act<'_>,
    ) -> Result<String> {
        self.store().write(|w| {
            act.as_manager(w, ITSELF)?;
            let before = w.link(link)?.mailbox;
            if !is_mailbox(mailbox) {
                return Err(refused("mailbox"));
            }
            w.set_link_mailbox(link, mailbox)?;
            let details = json!({ "setting": "mailbox", "before": before, "now": mailbox });
            act.record(w, "setting changed", "link", Some(link.get()), details)?;

            Ok(before)
        })
    }

    /// Stops sending on one link, for a reason; `reopen_link` lets it go on.
    pub fn pause_link(&self, link: LinkId, why: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let before = w.link(link)?.paused_why;
            w.pause_link(link, Some((act.at, act.by, why)))?;
            let details = json!({ "before": before, "why": why });

            Ok(act.record(w, "link paused", "link", Some(link.get()), details)?)
        })
    }
}

impl Settings {
    /// The settings that a manager may change.
    pub const CHANGEABLE: [&str; 17] = [
        "mailbox",
        "hold_minutes",
        "sending_times",
        "poll_seconds",
        "receipt_days",
        "answer_remark_days",
        "answer_days",
        "fp69_days",
        "outside_area",
        "apply_routine",
        "dispenses",
        "homes",
        "practice_name",
        "rejection_codes",
        "pcse_phone",
        "pcse_email",
        "quarter_contact",
    ];

    /// A setting as it is kept; nothing where there is none of this name.
    pub fn value_of(&self, name: &str) -> String {
        let mut rows = self.rows().into_iter();

        rows.find(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .unwrap_or_default()
    }

    /// `None` where it cannot be changed, or not to this.
    fn put(&mut self, name: &str, value: &str) -> Option<()> {
        let value = value.trim();
        match name {
            "mailbox" => self.mailbox = is_mailbox(value).then(|| value.to_owned())?,
            "hold_minutes" => self.hold_minutes = within(value, &HOLD_MINUTES)?,
            "sending_times" => self.sending_times = each(value, is_time)?,
            "poll_seconds" => {
                let is_trial = self.is_trial();
                let range = if is_trial {
                    TRIAL_POLL_SECONDS
                } else {
                    POLL_SECONDS
                };
                self.poll_seconds = within(value, &range)?;
            }
            "receipt_days" => self.receipt_days = within(value, &DAYS)?,
            "answer_remark_days" => self.answer_remark_days = within(value, &DAYS)?,
            "answer_days" => self.answer_days = within(value, &DAYS)?,
            "fp69_days" => self.fp69_days = within(value, &DAYS)?,
            "outside_area" => self.outside_area = each(value, is_district)?,
            "apply_routine" => self.apply_routine = yes(value)?,
            "dispenses" => self.dispenses = yes(value)?,
            "homes" => self.homes = yes(value)?,
            "practice_name" => self.practice_name = is_line(value).then(|| value.to_owned())?,
            "rejection_codes" => self.rejection_codes = codes(value)?,
            "pcse_phone" => self.pcse_phone = is_phone(value).then(|| value.to_owned())?,
            "pcse_email" => self.pcse_email = none_or(value, is_email)?,
            "quarter_contact" => self.quarter_contact = none_or(value, is_line)?,
            _ => return None,
        }

        (self.answer_remark_days <= self.answer_days).then_some(())
    }
}

fn within(text: &str, range: &std::ops::RangeInclusive<u32>) -> Option<u32> {
    text.parse().ok().filter(|number| range.contains(number))
}

/// A list with commas; nothing typed is an empty one.
fn each(text: &str, passes: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }

    text.split(',')
        .map(str::trim)
        .map(|one| passes(one).then(|| one.to_owned()))
        .collect()
}

/// What may also be left empty.
fn none_or(text: &str, passes: impl Fn(&str) -> bool) -> Option<String> {
    (text.is_empty() || passes(text)).then(|| text.to_owned())
}

fn yes(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Names a setting that there is; what was typed may be anything, and is not told again.
fn refused(name: &str) -> DeskError {
    let mut known = Settings::CHANGEABLE.into_iter();

    DeskError::Setting {
        setting: known
            .find(|known| *known == name)
            .unwrap_or("a setting that there is none of"),
    }
}
