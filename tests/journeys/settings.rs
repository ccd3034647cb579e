//! What a manager changes after set-up, and what that mends.

use agency::PostFault;
use practice::DeskError;
use store::LinkId;

use crate::world::World;
use crate::world::people::person;

#[tokio::test]
async fn a_refused_letter_goes_once_the_mailbox_is_right() {
    let world = World::new();
    let (practice, manager) = (&world.surgery.practice, world.surgery.act());
    world.service.fault(PostFault::Refuse {
        code: "12".to_owned(),
        words: "no such mailbox".to_owned(),
    });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(world.surgery.shows(filed.filing), "Refused by MESH");

    let link = LinkId::new(1);
    let before = practice.change_link_mailbox(link, "X26HC002", &manager);
    assert_eq!(before.unwrap(), "X26HC001");
    let letter = practice
        .outbox_detail(filed.filing, world.now())
        .unwrap()
        .letter
        .unwrap();
    practice
        .retry_refused(letter.id, "the mailbox is right now", &manager)
        .unwrap();
    world.surgery.exchanges().await;

    let posted = world.service.witness().accepted;
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].body, letter.body, "the same bytes");
    let audit = practice
        .store()
        .read(|r| r.audit_of("link", link.get()))
        .unwrap();
    assert_eq!(audit[0].act, "setting changed");
    assert!(audit[0].details.to_string().contains("X26HC001"));
    assert!(audit[0].details.to_string().contains("X26HC002"));
}

#[test]
fn a_setting_is_changed_within_its_bounds_by_a_manager() {
    let world = World::new();
    let practice = &world.surgery.practice;
    let change = |name: &str, value: &str| {
        let manager = world.surgery.act();
        practice.change_setting(name, value, &manager)
    };

    assert_eq!(
        change("hold_minutes", "30"),
        Ok(("0".to_owned(), "30".to_owned()))
    );
    change("sending_times", "09:00, 15:00").unwrap();
    change("outside_area", "NR30,NR31").unwrap();
    change("apply_routine", "yes").unwrap();
    change("mailbox", "X26OT002").unwrap();
    change("pcse_email", "removals@pcse.example").unwrap();
    change("quarter_contact", "Ama Mensah, 01632 960999").unwrap();
    let settings = practice.settings().unwrap();
    assert_eq!(settings.hold_minutes, 30);
    assert_eq!(settings.sending_times, ["09:00", "15:00"]);
    assert_eq!(settings.outside_area, ["NR30", "NR31"]);
    assert!(settings.apply_routine);
    assert_eq!(settings.mailbox, "X26OT002");
    assert_eq!(settings.pcse_email, "removals@pcse.example");
    assert_eq!(settings.quarter_contact, "Ama Mensah, 01632 960999");
    change("pcse_email", "").unwrap();
    assert_eq!(practice.settings().unwrap().pcse_email, "");

    for (name, value) in [
        ("hold_minutes", "1441"),
        ("hold_minutes", "soon"),
        ("answer_remark_days", "11"),
        ("fp69_days", "0"),
        ("sending_times", "nine"),
        ("outside_area", "nr30"),
        ("apply_routine", "true"),
        ("mailbox", ""),
        ("pcse_email", "the help desk"),
        ("quarter_contact", "Ama\nMensah"),
        ("training", "no"),
        ("practice_code", "HIL5"),
        ("install_id", "1"),
        ("paused_why", "x"),
    ] {
        assert_eq!(change(name, value).unwrap_err().code(), "E972", "{name}");
    }
    let clerk = world.surgery.clerk();
    assert_eq!(
        practice.change_setting("hold_minutes", "5", &clerk),
        Err(DeskError::NotAllowed {
            needs: store::Role::Manager
        })
    );
}

#[tokio::test]
async fn one_link_is_paused_for_a_reason() {
    let world = World::new();
    let (practice, manager) = (&world.surgery.practice, world.surgery.act());
    let link = LinkId::new(1);
    assert_eq!(
        practice.pause_link(link, "", &manager),
        Err(DeskError::NoReason)
    );
    practice.pause_link(link, "PCSE moves", &manager).unwrap();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let blocked = "Ready, but the link sends nothing";
    assert_eq!(world.surgery.shows(filed.filing), blocked);

    practice.reopen_link(link, "they moved", &manager).unwrap();
    world.surgery.exchanges().await;
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
}
