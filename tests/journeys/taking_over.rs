//! The first days after an earlier system: its letters still get their receipts.

use mailbox::Workflow;

use crate::world::people::person;
use crate::world::{Beginning, World};

impl World {
    fn receipt_comes(&self, ris: u32, sis: u32) {
        let body = format!(
            "UNB+UNOA:2+XX11+TES5+261121:0900+{ris:08}++RECEP+++EDIFACT TRANSFER'UNH+{ris:08}+RECEP:0:2:FH'\
             BGM++600+243:202611210900:306+64'NHS+XX1:819:201+2750922295:814:202'DTM+815:202611210900:306'\
             RFF+MIS:{sis:08} CP'RFF+RIS:{sis:08} OK:1'UNT+7+{ris:08}'UNZ+1+{ris:08}'"
        );
        self.service.deliver_raw(Workflow::Receipt, body);
    }
}

fn taken_over() -> World {
    World::beginning(&Beginning {
        last_sis: 500,
        last_sms: 500,
        last_tn: 100,
        ..Beginning::default()
    })
}

#[tokio::test]
async fn a_receipt_for_the_earlier_system_stops_nothing() {
    let world = taken_over();
    world.receipt_comes(1, 498);
    let filed = world.surgery.files(person(1).first(world.now()));

    let pass = world.surgery.exchanges().await;

    assert_eq!(pass.read.alarms, Vec::new());
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
}

#[tokio::test]
async fn a_receipt_for_a_number_that_nobody_has_used_stops_the_link() {
    let world = taken_over();
    world.receipt_comes(1, 502);
    let filed = world.surgery.files(person(1).first(world.now()));

    let pass = world.surgery.exchanges().await;

    assert_eq!(pass.read.alarms.len(), 1);
    let blocked = "Ready, but the link sends nothing";
    assert_eq!(world.surgery.shows(filed.filing), blocked);
}
