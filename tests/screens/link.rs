//! The way to MESH goes down and comes back: the window says so both times, and what is filed meanwhile is kept.

use std::fs;

use gplinks::{Cipher, LinkCode};
use practice::{Settings, Setup, SetupDoctor, SetupLink};
use premises::Keeping;
use vault::{InstallId, KeyFile, SecretString};

use crate::support::{Start, Window};

const PASSPHRASE: &str = "three invented words";

#[tokio::test]
async fn the_way_to_mesh_goes_down_and_comes_back() {
    let place = tempfile::tempdir().unwrap();
    let start = practice_with_a_client(place.path());
    let client = place.path().join("client");
    let window = Window::open_on(place, start).await;

    window.says("Connected · checked").await;
    window.no_more("//*[@aria-label='Connection']").await;
    fs::rename(&client, client.with_extension("away")).unwrap();
    window.presses("Inbox").await;
    checks(&window, "//*[@aria-label='Connection']").await;
    window
        .says("We have not been able to reach MESH since")
        .await;
    window.says("Not connected since").await;
    window.shuts_nobody_out("the link is down").await;

    fs::rename(client.with_extension("away"), &client).unwrap();
    window.presses("Check now").await;
    window.no_more("//*[@aria-label='Connection']").await;
    window.says("Connected · checked").await;
    window.end().await;
}

/// Asks for messages until the window says what is looked for.
async fn checks(window: &Window, wanted: &str) {
    window.presses("Check now").await;
    window.sees(wanted).await;
}

/// A practice whose post the MESH client carries, by folders beside it.
fn practice_with_a_client(at: &std::path::Path) -> Start {
    for folder in ["IN", "OUT", "SENT", "FAILED"] {
        fs::create_dir_all(at.join("client").join(folder)).unwrap();
    }
    let install = InstallId::random().unwrap();
    let key = at.join("key");
    let keeping = Keeping {
        vault: Box::new(KeyFile::new(key.clone(), SecretString::from(PASSPHRASE))),
        state: at.join("state").join(install.to_string()),
    };
    let setup = Setup {
        settings: Settings {
            install_id: install.to_string(),
            practice_name: "Ashdale Surgery".to_owned(),
            practice_code: "HIL5".to_owned(),
            mailbox: "X26OT001".to_owned(),
            poll_seconds: 1,
            client_folder: Some(at.join("client").to_string_lossy().into_owned()),
            ..Settings::default()
        },
        manager: "Meera Shah".to_owned(),
        links: vec![SetupLink {
            cipher: Cipher::parse("NF").unwrap(),
            service: LinkCode::parse("NF01").unwrap(),
            mailbox: "X26HC001".to_owned(),
            last_sis: 0,
            last_sms: 0,
            doctors: vec![SetupDoctor {
                name: "Dr Ruth Adeyemi".to_owned(),
                code: gplinks::GpCode::read("9912345,K31").unwrap(),
            }],
        }],
        last_tn: 0,
    };
    let folder = at.join("practice");
    premises::make(
        &folder,
        &install,
        &keeping,
        &setup,
        jiff::Timestamp::now(),
        None,
    )
    .unwrap();

    Start {
        argument: folder.to_string_lossy().into_owned(),
        env: vec![
            ("LINKDESK_KEY_FILE", key),
            ("LINKDESK_PASSPHRASE", PASSPHRASE.into()),
        ],
    }
}
