//! `mesh`: how the practice reaches MESH, and whether it does.

mod access;

use clap::{Args, Subcommand};
use mailbox::{Handshake, MailError, Mailbox, MailboxId};
use practice::{Carrier, MeshSettings};
use premises::{Secrets, Way, clock, line, prove};
use serde_json::{Value, json};
use vault::Safe;

pub(crate) use access::Access;

use super::answer::Answer;
use super::at::At;
use super::open::Desk;
use super::refusal::Refusal;
use crate::error::{Failure, Remark, Weight};

const HELP: &str = "\
Examples:
  linkdesk-cli mesh set --data ./desk --password-file pw.txt --shared-key-file key.txt
  linkdesk-cli mesh set --data ./desk --certificate client.pem --private-key client.key --ca mesh-ca.pem
  linkdesk-cli mesh check --data ./desk

Secrets are read from files and kept encrypted in the user's state folder, apart from the data; the files
can be removed afterwards. A training practice exchanges with the training service and needs none of this.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Mesh {
    #[command(flatten)]
    pub(super) at: At,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Change how MESH is reached (managers)
    Set(Box<Access>),
    /// Show how MESH is reached; secrets are never shown
    Show,
    /// Greet MESH, and say in plain words what is wrong where it does not answer
    Check,
}

pub(super) fn run(asked: &Mesh) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    if desk.settings.carrier() == Carrier::Training {
        return Err(Refusal::TrainingHasNoMesh.into());
    }
    let safe = desk.safe()?;
    let way = way(&desk, &safe)?;
    match &asked.deed {
        Deed::Set(access) => set(&desk, &safe, &access.change(way)?),
        Deed::Show => Ok(shown(&desk.settings.mailbox, &way)),
        Deed::Check => check(&desk, &way),
    }
}

/// How a practice that is not a training one reaches MESH.
pub(crate) fn way(desk: &Desk, safe: &Safe) -> Result<Way, Failure> {
    Ok(Way {
        mesh: desk.settings.mesh.clone(),
        client_folder: desk.settings.client_folder.clone(),
        secrets: Secrets::read(safe)?,
    })
}

/// The settings go first: secrets without them do no harm, and the other way round neither.
fn set(desk: &Desk, safe: &Safe, way: &Way) -> Result<Answer, Failure> {
    prove(&desk.settings.mailbox, way)?;
    let folder = way.client_folder.as_deref();
    desk.practice.set_carrier(&way.mesh, folder, &desk.act())?;
    way.secrets.write(safe)?;

    Ok(shown(&desk.settings.mailbox, way))
}

/// Everything but the secrets.
pub(crate) fn shown(mailbox: &str, way: &Way) -> Answer {
    let MeshSettings {
        address,
        roots,
        system_roots,
        proxy,
    } = &way.mesh;
    let proxy = if way.mesh.has_secret_proxy() {
        "set"
    } else {
        proxy
    };
    let is_tls = address.starts_with("https://");
    let missing = match way.client_folder {
        Some(_) => Vec::new(),
        None => way.secrets.missing(is_tls),
    };
    let trusted = match (roots.is_some(), system_roots) {
        (true, true) => "your own file and the system's",
        (true, false) => "your own file",
        (false, true) => "the system's",
        (false, false) => "none yet: give --ca or --system-roots yes",
    };
    let mut words = match &way.client_folder {
        Some(folder) => vec![format!(
            "The MESH client carries the post of {mailbox}, in {folder}."
        )],
        None => vec![
            format!("Mailbox {mailbox} at {address}."),
            if is_tls {
                format!("Authorities believed: {trusted}. Proxy: {proxy}.")
            } else {
                format!(
                    "Without TLS, which only a test server on this computer may be. Proxy: {proxy}."
                )
            },
        ],
    };
    if !missing.is_empty() {
        words.push(format!("Still missing: {}.", missing.join(", ")));
    }

    Answer::new(
        json!({
            "mailbox": mailbox,
            "address": address,
            "client_folder": way.client_folder,
            "own_roots": roots.is_some(),
            "system_roots": system_roots,
            "proxy": proxy,
            "missing": missing,
        }),
        words,
    )
}

fn check(desk: &Desk, way: &Way) -> Result<Answer, Failure> {
    let mailbox = &desk.settings.mailbox;
    let hands = match &way.client_folder {
        Some(folder) => {
            let mailbox = MailboxId::new(mailbox.clone());
            greet(&::mesh::Folders::new(folder, mailbox, clock::now))?
        }
        None => greet(&line(mailbox, way)?)?,
    };
    desk.practice.let_in(desk.now)?;

    Ok(greeted(&desk.settings.mailbox, &hands))
}

/// Greets once. What goes wrong is told with what can be done about it.
pub(crate) fn greet(mailbox: &impl Mailbox) -> Result<Handshake, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Refusal::Runtime)?;

    runtime
        .block_on(mailbox.check())
        .map_err(|error| Refusal::NotReached(vec![remark(&error)]).into())
}

fn remark(error: &MailError) -> Remark {
    let words = format!("{}. {}", error.trouble, error.trouble.advice());

    Remark::new(Weight::Error, practice::trouble_code(error.trouble), words)
}

pub(crate) fn greeted(mailbox: &str, hands: &Handshake) -> Answer {
    let clock = hands.clock_ahead_seconds.map_or_else(
        || "MESH did not tell its time.".to_owned(),
        |ahead| match ahead {
            0 => "This computer's clock agrees with MESH's.".to_owned(),
            1.. => format!("This computer's clock is {ahead} seconds ahead of MESH's."),
            _ => format!("This computer's clock is {} seconds behind MESH's.", -ahead),
        },
    );
    let json: Value = json!({
        "mailbox": mailbox,
        "let_in": true,
        "clock_ahead_seconds": hands.clock_ahead_seconds,
    });

    Answer::new(json, vec![format!("MESH let mailbox {mailbox} in."), clock])
}
