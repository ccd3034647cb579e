//! The set-up file: what a new practice begins with.

use gplinks::{Cipher, GpCode, LinkCode, OwnTn, Sis, Sms};
use practice::{MeshSettings, Settings, Setup, SetupDoctor, SetupLink, rules};
use toml::Table;

use super::form::Form;
use crate::desk::refusal::Refusal;
use crate::error::{Failure, Remark, Weight};

const CODE: &str = "write the practice's link code: 4 capitals or digits, like HIL5";
const CIPHER: &str = "write a health authority's cipher: 2 or 3 capitals or digits, like NF";
const SERVICE: &str = "write a link code: 4 capitals or digits, like NF01";
const MAILBOX: &str = "write the name of a MESH mailbox, like A0047392";
const ADDRESS: &str = "write \"live\", \"integration\" or an address, like https://mesh.example";
const DOCTOR: &str = "write both codes of the doctor, like 9912345,K31";
const TIMES: &str = "write times of day in quotes, like [\"09:00\", \"15:00\"]";
const TWICE: &str = "write the last number a second time, from the paper on which you have it, and the same as above: under a number that was used before, a letter is thrown away";
const ODD_CODE: &str = "the link code of a practice usually has 3 letters and a 5, like HIL5; ask PCSE, and if it is a slip, make the practice anew before you file";
const UNKNOWN: &str = "no area is known by this cipher; ask PCSE, and if it is a slip, make the practice anew before you file";
const AREA: &str = "write the parts of postcodes before the space, like [\"NR30\", \"NR31\"]";

/// Reads a set-up file. All that is wrong with it is told at once.
pub(super) fn read(text: &str, install_id: String) -> Result<Setup, Failure> {
    let table: Table = toml::from_str(text).map_err(|error| not_toml(text, &error))?;
    let mut problems = Vec::new();
    let setup = setup(table, install_id, &mut problems);

    match setup {
        Some(setup) if problems.is_empty() => Ok(setup),
        _ => Err(Refusal::Setup(problems).into()),
    }
}

/// What can be used, and is yet unlike every other practice's: a slip here shows only when nobody answers.
pub(super) fn doubts(setup: &Setup) -> Vec<Remark> {
    let code = LinkCode::as_received(&setup.settings.practice_code);
    let odd_code =
        (!code.looks_like_a_practice()).then(|| doubt("E864", ODD_CODE, "practice.code"));
    let links = (1..).zip(&setup.links);
    let unknown = links.filter(|(_, link)| link.cipher.name().is_none());
    let unknown = unknown.map(|(at, _)| doubt("E865", UNKNOWN, &format!("link[{at}].cipher")));

    odd_code.into_iter().chain(unknown).collect()
}

fn doubt(code: &'static str, words: &str, at: &str) -> Remark {
    Remark::new(Weight::Warning, code, words.to_owned()).at(at)
}

/// Says where, and not what stands there: it may be a secret that does not belong there.
fn not_toml(text: &str, error: &toml::de::Error) -> Failure {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    let words = format!(
        "the set-up file is not TOML from line {line} on: {}",
        error.message()
    );

    Refusal::Setup(vec![
        Remark::new(Weight::Error, "E839", words).at(format!("line {line}")),
    ])
    .into()
}

fn setup(table: Table, install_id: String, problems: &mut Vec<Remark>) -> Option<Setup> {
    let mut file = Form::new(table, String::new(), problems);
    let practice = file.table("practice");
    let mesh = file.optional_table("mesh");
    let links = file.tables("link");
    let carrier = carrier(file.inner(mesh, "mesh"));
    let head = head(file.inner(practice, "practice"), install_id, carrier);
    let mut read = Vec::new();
    for (at, table) in links.into_iter().enumerate() {
        read.push(link(file.inner(table, &format!("link[{}]", at + 1))));
    }
    let links: Option<Vec<SetupLink>> = read.into_iter().collect();
    if has_twice(links.iter().flatten().map(|link| &link.service)) {
        file.wrong(
            "link",
            "two links have the same other side; write each once",
        );
    }
    file.finish();
    let ((settings, manager, last_tn), links) = head.zip(links)?;

    Some(Setup {
        settings,
        manager,
        links,
        last_tn,
    })
}

fn head(
    mut form: Form<'_>,
    install_id: String,
    (mesh, client_folder): (MeshSettings, Option<String>),
) -> Option<(Settings, String, u32)> {
    let practice_name = form.text("name");
    let code = form.read("code", LinkCode::parse, CODE);
    let mailbox = form.read("mailbox", mailbox, MAILBOX);
    let training = form.yes("training");
    if training.is_none() {
        form.missing("training");
    }
    let manager = form.text("manager");
    let mut settings = Settings {
        install_id,
        practice_name: practice_name.clone().unwrap_or_default(),
        practice_code: code.as_ref().map(ToString::to_string).unwrap_or_default(),
        mailbox: mailbox.clone().unwrap_or_default(),
        training: training.unwrap_or_default(),
        hold_minutes: form.number("hold_minutes", rules::HOLD_MINUTES, 15),
        sending_times: form.list("sending_times", rules::is_time, TIMES),
        receipt_days: form.number("receipt_days", rules::DAYS, 1),
        answer_remark_days: form.number("answer_remark_days", rules::DAYS, 4),
        answer_days: form.number("answer_days", rules::DAYS, 10),
        fp69_days: form.number("fp69_days", rules::DAYS, 14),
        outside_area: form.list("outside_area", rules::is_district, AREA),
        apply_routine: form.yes("apply_routine").unwrap_or_default(),
        dispenses: form.yes("dispenses").unwrap_or_default(),
        homes: form.yes("homes").unwrap_or_default(),
        mesh,
        client_folder,
        ..Settings::default()
    };
    let poll = if settings.is_trial() {
        rules::TRIAL_POLL_SECONDS
    } else {
        rules::POLL_SECONDS
    };
    settings.poll_seconds = form.number("poll_seconds", poll, 300);
    if settings.answer_remark_days > settings.answer_days {
        form.wrong("answer_remark_days", "it cannot come after answer_days");
    }
    let last_tn = last_number(&mut form, "last_tn", OwnTn::LAST.get());
    form.finish();
    let is_whole = practice_name.is_some() && code.is_some() && mailbox.is_some();

    manager
        .filter(|_| is_whole && training.is_some())
        .map(|manager| (settings, manager, last_tn))
}

fn carrier(mut form: Form<'_>) -> (MeshSettings, Option<String>) {
    let usual = MeshSettings::default();
    let address = form.optional_read("address", MeshSettings::address_of, ADDRESS);
    let system_roots = form.yes("system_roots").unwrap_or_default();
    let proxy = form.optional_text("proxy").unwrap_or(usual.proxy);
    let client_folder = form.optional_text("client_folder");
    form.finish();
    let mesh = MeshSettings {
        address: address.unwrap_or(usual.address),
        roots: None,
        system_roots,
        proxy,
    };

    (mesh, client_folder)
}

fn link(mut form: Form<'_>) -> Option<SetupLink> {
    let cipher = form.read("cipher", Cipher::parse, CIPHER);
    let service = form.optional_read("service", LinkCode::parse, SERVICE);
    let mailbox = form.read("mailbox", mailbox, MAILBOX);
    let last_sis = last_number(&mut form, "last_sis", Sis::LAST.get());
    let last_sms = last_number(&mut form, "last_sms", Sms::LAST.get());
    let tables = form.tables("doctor");
    let mut read = Vec::new();
    for (at, table) in tables.into_iter().enumerate() {
        read.push(doctor(form.inner(table, &format!("doctor[{}]", at + 1))));
    }
    let doctors: Option<Vec<SetupDoctor>> = read.into_iter().collect();
    if has_twice(doctors.iter().flatten().map(|doctor| &doctor.code)) {
        form.wrong("doctor", "two doctors have the same codes; write each once");
    }
    form.finish();
    let ((cipher, mailbox), doctors) = cipher.zip(mailbox).zip(doctors)?;

    Some(SetupLink {
        service: service.unwrap_or_else(|| cipher.link_code()),
        cipher,
        mailbox,
        last_sis,
        last_sms,
        doctors,
    })
}

/// What an earlier system used last.
fn last_number(form: &mut Form<'_>, key: &str, most: u32) -> u32 {
    let again = format!("{key}_again");
    let first = form.number(key, 0..=most, 0);
    let second = form.optional_number(&again, 0..=most);
    if !rules::is_told_twice(first, second) {
        form.wrong(&again, TWICE);
    }

    first
}

fn doctor(mut form: Form<'_>) -> Option<SetupDoctor> {
    let name = form.text("name");
    let usual = |text: &str| GpCode::read(text).filter(GpCode::is_usual);
    let code = form.read("code", usual, DOCTOR);
    form.finish();

    name.zip(code)
        .map(|(name, code)| SetupDoctor { name, code })
}

fn mailbox(text: &str) -> Option<String> {
    rules::is_mailbox(text).then(|| text.to_owned())
}

fn has_twice<T: Ord>(mut all: impl Iterator<Item = T>) -> bool {
    let mut seen = std::collections::BTreeSet::new();

    all.any(|one| !seen.insert(one))
}
