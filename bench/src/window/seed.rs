//! A training practice with so many patients and messages, as the window finds its own.

use std::path::Path;

use premises::{Keeping, Premises};
use vault::{Cost, InstallId, KeyFile, SecretString};

use crate::desk;
use crate::inbox;

/// How many messages come in one letter.
const LETTER: u64 = 500;

pub fn training(home: &Path, many: u64) {
    let data = home.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let keeping = || Keeping {
        vault: Box::new(KeyFile::new(data.join("training.key"), SecretString::from("training")).with_cost(Cost::LEAST)),
        state: data.join("training.state"),
    };
    let folder = data.join("training");
    let install = InstallId::random().unwrap();
    let mut setup = desk::setup();
    setup.settings.install_id = install.to_string();
    premises::make(&folder, &install, &keeping(), &setup, desk::now(), None).unwrap();
    let premises = Premises::open_with(&folder, keeping()).unwrap();
    let store = premises.practice.store();
    desk::put_on_list(store, many);
    (0..many / LETTER).for_each(|nth| inbox::receive(store, nth, LETTER));
    store.checkpoint().unwrap();
}
