//! MESH will not have a letter: its numbers stay used, its link waits, and a manager who gives it up is asked why.

use mesh::fake::{Call, Fault};
use practice::Filed;
use store::LetterOut;

use crate::{Desk, codes};

#[tokio::test]
async fn a_letter_that_mesh_finds_wrong_keeps_its_numbers_and_its_reason() {
    let desk = Desk::new().await;
    let missing = r#"{"detail":[{"type":"missing","loc":["header","mex-workflowid"],"msg":"Field required"}]}"#;
    desk.fake.fault(Call::Post, Fault::say(400, missing));
    let refused = desk.files(1);
    let pass = desk.exchanges().await;
    assert_eq!((codes(&pass), pass.is_down()), (vec!["E981"], false));
    assert_eq!(desk.shows(&refused), "Refused by MESH");
    let next = desk.files(2);
    desk.minutes_pass(60);
    desk.exchanges().await;
    assert_eq!(
        desk.accepted(),
        0,
        "nothing goes past it, and it is not sent again by itself"
    );

    let surgery = &desk.world.surgery;
    let letter = letter_of(&desk, &refused);
    let given_up = surgery
        .practice
        .abandon(letter.id, "PCSE wants it anew", &surgery.act());
    given_up.unwrap();
    desk.exchanges().await;

    let (gone, sent) = (letter_of(&desk, &refused), letter_of(&desk, &next));
    assert_eq!(
        (letter.sis.number, sent.sis.number),
        (1, 2),
        "the number stays used"
    );
    assert_eq!(desk.shows(&next), "Accepted by MESH");
    assert_eq!(gone.abandoned_why.as_deref(), Some("PCSE wants it anew"));
}

fn letter_of(desk: &Desk, filed: &Filed) -> LetterOut {
    let found = desk.world.surgery.practice.store().read(|r| {
        let filing = r.filing(filed.filing)?;

        r.letter_out(filing.letter.unwrap())
    });

    found.unwrap()
}
