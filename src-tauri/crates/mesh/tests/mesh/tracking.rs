//! What MESH knows of an attempt.

use jiff::SignedDuration;
use mailbox::{Mailbox, Tracked, Trouble};
use mesh::fake::{Call, Fault};

use crate::world::{NOW, World, accepted, letter};

#[tokio::test]
async fn a_letter_is_found_and_later_collected() {
    let world = World::new().await;
    let id = accepted(world.mesh.post(&letter()).await);
    let found = |collected| {
        Ok(Tracked::Found {
            id: id.clone(),
            collected,
        })
    };
    assert_eq!(world.mesh.track(&letter().local_id).await, found(false));

    world.service().acknowledge(&id).await.unwrap();
    assert_eq!(world.mesh.track(&letter().local_id).await, found(true));
}

#[tokio::test]
async fn a_letter_that_was_taken_twice_is_told_as_several() {
    let world = World::new().await;
    accepted(world.mesh.post(&letter()).await);
    accepted(world.mesh.post(&letter()).await);

    let several = Tracked::Several { ids: Vec::new() };
    assert_eq!(world.mesh.track(&letter().local_id).await, Ok(several));
}

#[tokio::test]
async fn an_address_that_is_gone_is_no_witness() {
    let world = World::new().await;
    accepted(world.mesh.post(&letter()).await);
    for (status, body) in [
        (405, ""),
        (410, ""),
        (501, ""),
        (404, r#"{"detail":"Not Found"}"#),
    ] {
        world.fake.fault(Call::Track, Fault::say(status, body));
        let error = world.mesh.track(&letter().local_id).await.unwrap_err();

        assert_eq!(error.trouble, Trouble::NoTracking, "{status}");
    }
}

#[tokio::test]
async fn tracking_may_learn_of_a_letter_late() {
    let world = World::new().await;
    world
        .fake
        .rules(|rules| rules.tracking_delay = SignedDuration::from_mins(6));
    accepted(world.mesh.post(&letter()).await);
    assert_eq!(
        world.mesh.track(&letter().local_id).await,
        Ok(Tracked::NotFound)
    );

    world.fake.set_now(NOW + SignedDuration::from_mins(6));
    let tracked = world.mesh.track(&letter().local_id).await;
    assert!(matches!(tracked, Ok(Tracked::Found { .. })), "{tracked:?}");
}
