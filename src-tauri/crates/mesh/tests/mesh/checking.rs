//! The handshake.

use jiff::SignedDuration;
use mailbox::{Handshake, Mailbox, Trouble};
use mesh::fake::{Call, Fault, Reply};

use crate::world::{PRACTICE, World, letter, not_sent};

#[tokio::test]
async fn a_handshake_tells_who_we_are_and_nothing_of_patients() {
    let world = World::new().await;
    let handshake = world.mesh.check().await;
    let witness = world.fake.witness();
    let request = &witness.requests[0];

    assert_eq!(
        handshake,
        Ok(Handshake {
            clock_ahead_seconds: Some(0)
        })
    );
    assert_eq!(request.line, format!("POST /messageexchange/{PRACTICE}"));
    assert_eq!(
        request.header("accept"),
        Some("application/vnd.mesh.v2+json")
    );
    assert_eq!(request.header("accept-encoding"), None);
    assert_eq!(request.header("content-length"), Some("0"));
    assert_eq!(request.header("mex-clientversion"), Some("linkdesk==0.1.0"));
    for name in [
        "mex-osname",
        "mex-osversion",
        "mex-osarchitecture",
        "mex-javaversion",
    ] {
        assert!(request.header(name).is_some(), "{name}");
    }
    assert_eq!(witness.breaches, [""; 0]);
}

#[tokio::test]
async fn who_is_not_let_in_asks_once() {
    for reply in [
        Reply::new(403),
        Reply::new(403).with_body(
            r#"{"detail":[{"event":"","code":"","msg":"Invalid Authentication Token"}]}"#,
        ),
        Reply::new(403).with_body(
            r#"{"detail":[{"event":"SEND","code":"EPL-151","msg":"No mailbox matched"}]}"#,
        ),
        Reply::new(403).with_body("Request Received from Inactive Mailbox"),
    ] {
        let world = World::new().await;
        world.fake.always(Call::Check, Fault::Say(reply));

        assert_eq!(
            world.mesh.check().await.unwrap_err().trouble,
            Trouble::NotLetIn
        );
        assert_eq!(world.fake.witness().requests.len(), 1);
    }
}

#[tokio::test]
async fn a_wrong_password_is_not_let_in() {
    let world = World::with(|setup| setup.password = "wrong".into()).await;

    let error = world.mesh.check().await.unwrap_err();
    assert_eq!(error.trouble, Trouble::NotLetIn);
    assert_eq!(error.detail, "status 403, Invalid Authentication Token");
    assert_eq!(
        not_sent(world.mesh.post(&letter()).await).trouble,
        Trouble::NotLetIn
    );
}

#[tokio::test]
async fn a_wrong_clock_is_told_by_how_much() {
    for (hours, words) in [
        (
            3,
            "MESH did not let us in: this computer's clock is 3 h 0 min fast",
        ),
        (
            -25,
            "MESH did not let us in: this computer's clock is more than 1 days slow",
        ),
    ] {
        let world = World::with_clock(SignedDuration::from_hours(hours)).await;
        let wanted = Trouble::ClockWrong {
            ahead_seconds: hours * 3600,
        };

        let error = world.mesh.check().await.unwrap_err();
        assert_eq!(error.trouble, wanted);
        assert_eq!(error.to_string(), words);
        assert_eq!(not_sent(world.mesh.post(&letter()).await).trouble, wanted);
        assert_eq!(world.mesh.list(None).await.unwrap_err().trouble, wanted);
    }
}

#[tokio::test]
async fn a_clock_that_mesh_still_takes_is_told_with_the_handshake() {
    for minutes in [-119, -1, 119] {
        let world = World::with_clock(SignedDuration::from_mins(minutes)).await;
        let handshake = world.mesh.check().await.unwrap();

        assert_eq!(handshake.clock_ahead_seconds, Some(minutes * 60));
    }
}

#[tokio::test]
async fn a_page_for_people_is_not_mesh_whatever_was_asked() {
    let world = World::new().await;
    let page = Fault::say(
        200,
        "<!DOCTYPE html><html><title>Log in to the guest network</title>",
    );
    for call in [
        Call::Check,
        Call::List,
        Call::Fetch,
        Call::Acknowledge,
        Call::Post,
        Call::Track,
    ] {
        world.fake.always(call, page.clone());
    }
    let id = mailbox::MessageId::new("A1");

    assert_eq!(
        world.mesh.check().await.unwrap_err().trouble,
        Trouble::NotMesh
    );
    assert_eq!(
        world.mesh.list(None).await.unwrap_err().trouble,
        Trouble::NotMesh
    );
    assert_eq!(
        world.mesh.fetch(&id).await.unwrap_err().trouble,
        Trouble::NotMesh
    );
    assert_eq!(
        world.mesh.acknowledge(&id).await.unwrap_err().trouble,
        Trouble::NotMesh
    );
    let posted = crate::world::unknown(world.mesh.post(&letter()).await);
    assert_eq!(posted.trouble, Trouble::NotMesh);
    let tracked = world.mesh.track(&letter().local_id).await;
    assert_eq!(tracked.unwrap_err().trouble, Trouble::NotMesh);
}

#[tokio::test]
async fn a_server_of_version_1_is_not_ours() {
    let world = World::new().await;
    world
        .fake
        .fault(Call::Check, Fault::say(200, r#"{"mailboxId":"A81001GP1"}"#));
    world
        .fake
        .fault(Call::List, Fault::say(200, r#"{"messages":["A1"]}"#));

    assert_eq!(
        world.mesh.check().await.unwrap_err().trouble,
        Trouble::NotMesh
    );
    assert_eq!(
        world.mesh.list(None).await.unwrap_err().trouble,
        Trouble::NotMesh
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = World::new().await;
    let world = World::new().await;
    for status in [301, 302, 307, 308] {
        let to = format!("{}/messageexchange/{PRACTICE}", elsewhere.fake.address());
        world.fake.fault(
            Call::Check,
            Fault::Say(Reply::new(status).with("location", &to)),
        );
        world.fake.fault(
            Call::Post,
            Fault::Say(Reply::new(status).with("location", &to)),
        );

        assert_eq!(
            world.mesh.check().await.unwrap_err().trouble,
            Trouble::NotMesh,
            "{status}"
        );
        let posted = crate::world::unknown(world.mesh.post(&letter()).await);
        assert_eq!(posted.trouble, Trouble::NotMesh, "{status}");
    }
    assert_eq!(
        elsewhere.fake.witness().requests,
        [],
        "the token went to somebody else"
    );
    assert_eq!(world.fake.witness().requests.len(), 8);
}
