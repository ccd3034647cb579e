//! A practice on which nothing has happened yet, with one patient whom a filing is about.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use gplinks::{Cipher, Draft, Filing, GpCode, Link, LinkCode, PatientNumber, Removal, Text};
use practice::{
    Act, Mapping, Mode, Practice, Role, Settings, Setup, SetupDoctor, SetupLink, ToFile,
};
use premises::{Keeping, Premises};
use vault::InstallId;

pub(crate) const PASSPHRASE: &str = "invented for a test";
const MANAGER: &str = "Asha Patel";
const GP: &str = "9912345,K31";
const NUMBER: &str = "9990000018";

/// Makes it below a folder, for training, and tells where it lies.
pub(crate) fn practice(data: &Path) -> PathBuf {
    let folder = data.join("fresh");
    let install = InstallId::random().unwrap();
    let now = premises::clock::now();
    premises::make(
        &folder,
        &install,
        &keeping(data, &install),
        &setup(&install),
        now,
        None,
    )
    .unwrap();
    let premises = Premises::open_with(&folder, keeping(data, &install)).unwrap();
    files(
        &premises.practice,
        Act {
            by: MANAGER,
            role: Role::Manager,
            at: now,
        },
    );

    folder
}

/// What the program is told in its environment, so that it looks for key and marks where they lie.
pub(crate) fn told(data: &Path) -> [(&'static str, OsString); 2] {
    [
        ("LINKDESK_KEY_FILE", data.join("fresh.key").into()),
        ("LINKDESK_PASSPHRASE", PASSPHRASE.into()),
    ]
}

fn keeping(data: &Path, install: &InstallId) -> Keeping {
    let env = |name: &str| {
        let told = told(data).into_iter().find(|(known, _)| *known == name);
        let state = (name == "LINKDESK_STATE").then(|| data.join("state").into());

        told.map(|(_, value)| value).or(state)
    };

    Keeping {
        vault: vault::choose(install, &env).unwrap(),
        state: vault::state_folder(install, &env).unwrap(),
    }
}

fn link() -> Link {
    Link::new(
        LinkCode::parse("TES5").unwrap(),
        Cipher::parse("XX1").unwrap(),
    )
}

fn setup(install: &InstallId) -> Setup {
    let link = link();

    Setup {
        settings: Settings {
            install_id: install.to_string(),
            practice_name: "Mill Street Surgery".to_owned(),
            practice_code: "TES5".to_owned(),
            mailbox: "X26TES5".to_owned(),
            training: true,
            poll_seconds: 60,
            ..Settings::default()
        },
        manager: MANAGER.to_owned(),
        links: vec![SetupLink {
            cipher: link.cipher,
            service: link.service,
            mailbox: "X26XX11".to_owned(),
            last_sis: 0,
            last_sms: 0,
            doctors: vec![SetupDoctor {
                name: "Dr Ruth Amadi".to_owned(),
                code: GpCode::read(GP).unwrap(),
            }],
        }],
        last_tn: 0,
    }
}

fn files(practice: &Practice, act: Act<'_>) {
    let csv = format!(
        "nhs_number,surname,first_forename,born,gp\n{NUMBER},Cole,Tunde,1971-09-30,\"{GP}\"\n"
    );
    let imported = practice.import(csv.as_bytes(), &Mapping::default(), Mode::Real, &act);
    assert_eq!(imported.unwrap().imported, 1);
    let draft = Draft {
        link: link(),
        gp: GpCode::read(GP).unwrap(),
        filing: Filing::Removal(Removal {
            number: PatientNumber::read(NUMBER).unwrap(),
            reason: Text::new("MOVED AWAY").unwrap(),
        }),
    };

    practice.file(&ToFile::new(draft), &act).unwrap();
}
