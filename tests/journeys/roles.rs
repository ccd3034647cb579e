//! Who may do what: the ledger knows, whatever the caller says.

use practice::{Act, ToFile};
use store::Role;

use crate::world::World;
use crate::world::people::person;

impl World {
    /// Somebody tries to file something under a name and a role; tells the code of the refusal.
    fn filed_by(&self, by: &str, role: Role) -> Option<&'static str> {
        let at = self.now();
        let act = Act { by, role, at };
        let to_file = ToFile::new(person(1).first(at));
        let filed = self.surgery.practice.file(&to_file, &act);

        filed.err().map(|refused| refused.code())
    }

    fn employs(&self, name: &str, role: Role) {
        let store = self.surgery.practice.store();
        store.write(|w| w.add_user(name, role)).unwrap();
    }
}

#[test]
fn a_trainer_works_on_invented_people_only() {
    let world = World::new();
    world.employs("Tess", Role::Trainer);
    let store = world.surgery.practice.store();
    store.write(|w| w.set("training", "no")).unwrap();
    assert_eq!(world.filed_by("Tess", Role::Trainer), Some("E940"));

    store.write(|w| w.set("training", "yes")).unwrap();
    assert_eq!(world.filed_by("Tess", Role::Trainer), None);
}

#[test]
fn a_role_that_the_practice_did_not_give_is_none() {
    let world = World::new();
    world.employs("Vera", Role::Viewer);

    assert_eq!(world.filed_by("Nobody", Role::Manager), Some("E940"));
    assert_eq!(
        world.filed_by("Vera", Role::Manager),
        Some("E940"),
        "she was told she is a manager"
    );
    assert_eq!(
        world.filed_by("Linkdesk", Role::Clerk),
        Some("E940"),
        "the program's own name opens nothing"
    );
    let vera = Act {
        by: "Vera",
        role: Role::Manager,
        at: world.now(),
    };
    let paused = world.surgery.practice.pause(Some("fire drill"), &vera);
    assert_eq!(paused.unwrap_err().code(), "E940");
}
