//! How MESH is reached, for the screen of settings: shown without its secrets, changed, and tried by a greeting.

use ::mesh::Folders;
use mailbox::{Handshake, MailError, Mailbox, MailboxId};
use practice::{Act, Carrier, MeshSettings};
use premises::{Secrets, Way, clock, line, prove};
use vault::SecretString;

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};
use crate::wire::{MeshForm, MeshShown};

/// How this practice reaches MESH; a training practice does not.
fn way(desk: &Desk) -> Result<(String, Way), Problem> {
    let settings = desk.practice().settings()?;
    if settings.carrier() == Carrier::Training {
        return Err(ShellError::TrainingHasNoMesh.into());
    }

    Ok((
        settings.mailbox,
        Way {
            mesh: settings.mesh,
            client_folder: settings.client_folder,
            secrets: Secrets::read(&desk.premises().safe())?,
        },
    ))
}

/// When the practice's certificate ends, where it has one.
pub(crate) fn certificate_ends(desk: &Desk) -> Option<String> {
    let (mailbox, way) = way(desk).ok()?;

    line(&mailbox, &way)
        .ok()?
        .certificate_ends()
        .map(|at| at.to_string())
}

/// Everything but the secrets; nothing for a training practice.
pub(crate) fn shown(desk: &Desk) -> Result<MeshShown, Problem> {
    if desk.is_training() {
        return Ok(MeshShown::default());
    }
    let (_, way) = way(desk)?;
    let is_tls = way.mesh.address.starts_with("https://");
    let missing = match way.client_folder {
        Some(_) => Vec::new(),
        None => way.secrets.missing(is_tls),
    };

    Ok(MeshShown {
        certificate_ends_at: certificate_ends(desk),
        missing: missing.into_iter().map(str::to_owned).collect(),
        own_roots: way.mesh.roots.is_some(),
        system_roots: way.mesh.system_roots,
        proxy: if way.mesh.has_secret_proxy() {
            String::new()
        } else {
            way.mesh.proxy
        },
        address: way.mesh.address,
        client_folder: way.client_folder,
    })
}

/// Changes it. The settings go first: secrets without them do no harm, and the other way round neither.
pub(crate) fn set(desk: &Desk, form: &MeshForm, act: &Act<'_>) -> Result<(), Problem> {
    let (mailbox, before) = way(desk)?;
    let way = changed(before, form)?;
    prove(&mailbox, &way)?;
    let folder = way.client_folder.as_deref();
    desk.practice().set_carrier(&way.mesh, folder, act)?;

    Ok(way.secrets.write(&desk.premises().safe())?)
}

fn changed(before: Way, form: &MeshForm) -> Result<Way, Problem> {
    let Way {
        mesh,
        client_folder,
        secrets,
    } = before;
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let secret = |text: &str| given(text).map(SecretString::from);
    let address = match given(&form.address) {
        Some(word) => MeshSettings::address_of(&word).ok_or(ShellError::Missing(vec![(
            "address",
            "Enter live, integration, or an address that begins with https://",
        )]))?,
        None => mesh.address,
    };
    let certificate = secret(&form.certificate);
    // A new certificate does not go with the key of the old one.
    let key_before = secrets.private_key.filter(|_| certificate.is_none());

    Ok(Way {
        mesh: MeshSettings {
            address,
            roots: given(&form.roots).or(mesh.roots),
            system_roots: form.system_roots,
            proxy: given(&form.proxy).unwrap_or(mesh.proxy),
        },
        client_folder,
        secrets: Secrets {
            password: secret(&form.password).or(secrets.password),
            shared_key: secret(&form.shared_key).or(secrets.shared_key),
            certificate: certificate.or(secrets.certificate),
            private_key: secret(&form.private_key).or(key_before),
        },
    })
}

/// Shakes hands and does nothing else.
pub(crate) fn greet(desk: &Desk, act: &Act<'_>) -> Result<Vec<String>, Problem> {
    let (mailbox, way) = way(desk)?;
    let hands = match &way.client_folder {
        Some(folder) => {
            let id = MailboxId::new(mailbox.clone());
            shake(&Folders::new(folder, id, clock::now))
        }
        None => shake(&line(&mailbox, &way)?),
    };
    let hands = hands.map_err(refused)?;
    desk.practice().let_in(act.at)?;

    Ok(vec![
        format!("MESH let mailbox {mailbox} in."),
        clock_words(&hands),
    ])
}

fn shake(mailbox: &impl Mailbox) -> Result<Handshake, MailError> {
    tauri::async_runtime::block_on(mailbox.check())
}

fn refused(error: MailError) -> Problem {
    let words = format!(
        "The test did not succeed: {}. Nothing was sent. {}",
        error.trouble,
        error.trouble.advice()
    );

    Problem::new(practice::trouble_code(error.trouble), &words)
}

fn clock_words(hands: &Handshake) -> String {
    match hands.clock_ahead_seconds {
        None => "MESH did not tell its time.".to_owned(),
        Some(0) => "This computer's clock agrees with MESH's.".to_owned(),
        Some(ahead @ 1..) => format!("This computer's clock is {ahead} seconds ahead of MESH's."),
        Some(behind) => {
            let behind = behind.unsigned_abs();
            format!("This computer's clock is {behind} seconds behind MESH's.")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mailbox::Trouble;
    use practice::{Role, Settings, Setup};
    use premises::{Keeping, Premises};
    use vault::{InstallId, KeyFile};

    use super::*;
    use crate::clock::DeskClock;
    use crate::events::Teller;
    use crate::post::{Link, Post};

    /// A practice that is no training one, with a MESH at which nobody listens.
    fn live(folder: &tempfile::TempDir) -> Desk {
        let place = folder.path();
        let install = InstallId::random().unwrap();
        let keeping = || Keeping {
            vault: Box::new(KeyFile::new(place.join("key"), "invented".into())),
            state: place.join("state"),
        };
        let setup = Setup {
            settings: Settings {
                install_id: install.to_string(),
                practice_code: "HIL5".to_owned(),
                mailbox: "X26HC005".to_owned(),
                mesh: MeshSettings {
                    address: "http://127.0.0.1:1".to_owned(),
                    proxy: "none".to_owned(),
                    ..MeshSettings::default()
                },
                ..Settings::default()
            },
            manager: "Meera".to_owned(),
            links: Vec::new(),
            last_tn: 0,
        };
        let data = place.join("data");
        premises::make(&data, &install, &keeping(), &setup, clock::now(), None).unwrap();
        let premises = Premises::open_with(&data, keeping()).unwrap();
        let desk_clock = Arc::new(DeskClock::of_the_computer().unwrap());

        Desk::new(
            premises,
            "Meera".to_owned(),
            desk_clock,
            Teller::new(|_| ()),
            (Post::closed(Link::NotSetUp), None),
        )
    }

    fn form() -> MeshForm {
        MeshForm {
            address: String::new(),
            proxy: String::new(),
            system_roots: false,
            roots: String::new(),
            password: "the-password".to_owned(),
            shared_key: "the-shared-key".to_owned(),
            certificate: String::new(),
            private_key: String::new(),
        }
    }

    #[test]
    fn secrets_go_in_by_a_manager_and_never_come_out() {
        let folder = tempfile::tempdir().unwrap();
        let desk = live(&folder);
        let missing = |desk: &Desk| shown(desk).unwrap().missing;

        let refused = set(&desk, &form(), &desk.act(Role::Clerk)).unwrap_err();
        let before = missing(&desk);
        set(&desk, &form(), &desk.act(Role::Manager)).unwrap();
        let after = shown(&desk).unwrap();

        assert_eq!(refused.code, "E940");
        assert_eq!(before, ["the mailbox's password", "the shared key"]);
        assert_eq!(after.missing, Vec::<String>::new());
        assert_eq!(after.address, "http://127.0.0.1:1");
        assert!(!format!("{after:?}").contains("the-"), "{after:?}");
        let odd = MeshForm {
            address: "mesh.example".to_owned(),
            ..form()
        };
        let problem = set(&desk, &odd, &desk.act(Role::Manager)).unwrap_err();
        assert_eq!(problem.fields[0].field, "address");
    }

    #[test]
    fn a_mesh_at_which_nobody_listens_is_told_in_a_sentence_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let desk = live(&folder);
        set(&desk, &form(), &desk.act(Role::Manager)).unwrap();

        let problem = greet(&desk, &desk.act(Role::Manager)).unwrap_err();

        let wanted = refused(MailError::new(Trouble::NotReached, ""));
        assert_eq!(problem.code, wanted.code);
        assert_eq!(problem.message, wanted.message);
        assert!(
            wanted.message.starts_with(
                "The test did not succeed: the network or MESH could not be reached. Nothing was sent. "
            ),
            "{}",
            wanted.message
        );
    }

    #[test]
    fn every_cause_has_its_sentence_and_its_advice() {
        for trouble in Trouble::ALL.iter() {
            let problem = refused(MailError::new(*trouble, ""));

            assert!(problem.message.contains(&trouble.to_string()), "{trouble}");
            assert!(problem.message.ends_with('.'), "{trouble}");
            assert!(
                problem.message.contains(trouble.advice()) && !trouble.advice().is_empty(),
                "{trouble}"
            );
        }
    }
}
