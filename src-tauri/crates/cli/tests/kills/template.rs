//! How every day begins. It is made once and copied: a practice over MESH, one letter that MESH has taken,
//! which shows that tracking works, and three registrations that wait to be sent.

use std::fs;
use std::sync::OnceLock;

use crate::desk::Desk;
use crate::far_side::{FarSide, PASSWORD};
use crate::people::birth;

const SETUP: &str = include_str!("../../../../../docs/practice.example.toml");

const NINE: &str = "2025-03-11T09:00:00Z";
const HALF_PAST: &str = "2025-03-11T09:30:00Z";

/// So many registrations were filed before the day begins.
pub(crate) const FILED: usize = 4;

struct Template {
    desk: Desk,
    far: FarSide,
}

pub(crate) fn begin() -> (Desk, FarSide) {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    let template = TEMPLATE.get_or_init(make);
    let (desk, far) = (
        template.desk.copy(),
        template.far.copy(HALF_PAST.parse().unwrap()),
    );
    desk.finds_mesh_at(&far.mesh.address());
    far.holds_to(desk.ledger(), desk.key());

    (desk, far)
}

fn make() -> Template {
    let (desk, far) = (Desk::empty(), FarSide::new());
    set_up(&desk, &far);
    file(&desk, 0, NINE);
    let passed = desk.done(&["exchange", "--once", "--now", HALF_PAST]);
    assert_eq!(passed.json()["posted"], 1, "the letter before the day");
    for nth in 1..FILED {
        file(&desk, nth, HALF_PAST);
    }

    Template { desk, far }
}

fn set_up(desk: &Desk, far: &FarSide) {
    let setup = SETUP
        .replace("training = true", "training = false")
        .replace("poll_seconds = 300", "poll_seconds = 1")
        .replace("proxy = \"system\"", "proxy = \"none\"")
        .replace("\"live\"", &format!("{:?}", far.mesh.address()));
    let [setup_file, password, key] = [
        ("setup.toml", setup.as_str()),
        ("password", PASSWORD),
        ("shared-key", mesh::fake::SHARED_KEY),
    ]
    .map(|(name, text)| {
        fs::write(desk.at(name), text).unwrap();
        desk.at(name).display().to_string()
    });
    desk.done(&["init", &setup_file]);
    desk.make_the_key_cheap();
    desk.done(&[
        "mesh",
        "set",
        "--password-file",
        &password,
        "--shared-key-file",
        &key,
    ]);
}

fn file(desk: &Desk, nth: usize, now: &str) {
    let form = form(desk, nth);

    desk.done(&["file", &form, "--key", &key(nth), "--now", now]);
}

/// The clerk's own name for a registration.
pub(crate) fn key(nth: usize) -> String {
    format!("form-{nth}")
}

/// A file with the n-th registration.
pub(crate) fn form(desk: &Desk, nth: usize) -> String {
    let place = desk.at(&format!("{}.json", key(nth)));
    fs::write(&place, birth(nth)).unwrap();

    place.display().to_string()
}
