//! The fake itself: it must refuse what the real MESH refuses, or the other tests prove little.

use std::ops::ControlFlow;

use jiff::SignedDuration;
use mailbox::{Fetched, Mailbox, Outgoing, Workflow};
use mesh::fake::{Call, FakeMesh, Moment};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::{NOW, PRACTICE, SERVICE, World, accepted, letter, letter_of, refused, unknown};

/// Says a request as it stands, and gives the status.
async fn say(fake: &FakeMesh, request: &str) -> u16 {
    let mut stream = TcpStream::connect(("127.0.0.1", fake.port()))
        .await
        .unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.unwrap();

    std::str::from_utf8(&start[9..]).unwrap().parse().unwrap()
}

/// The client's first request, once more.
async fn again(world: &World, change: impl Fn(&str, &str) -> String) -> u16 {
    let request = world.fake.witness().requests[0].clone();
    let headers: String = request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}\r\n", change(name, value)))
        .collect();

    say(
        &world.fake,
        &format!("{} HTTP/1.1\r\n{headers}\r\n", request.line),
    )
    .await
}

#[tokio::test]
async fn a_token_serves_once() {
    let world = World::new().await;
    world.mesh.check().await.unwrap();

    assert_eq!(again(&world, |_, value| value.to_owned()).await, 403);
    assert_eq!(
        world.fake.witness().breaches,
        ["Error Duplicated Authentication Token"]
    );
}

#[tokio::test]
async fn another_accept_and_a_changed_token_are_refused() {
    let world = World::new().await;
    world.mesh.check().await.unwrap();
    let with = |name: &'static str, text: &'static str| {
        move |found: &str, value: &str| if found == name { text } else { value }.to_owned()
    };

    assert_eq!(again(&world, with("accept", "*/*")).await, 400);
    assert_eq!(
        again(&world, with("authorization", "NHSMESH a:b")).await,
        403
    );
    assert_eq!(
        again(&world, |_, value| value.replace(":0:", ":1:")).await,
        403
    );
    let breaches = world.fake.witness().breaches;
    assert_eq!(
        breaches,
        [
            "Accept is not version 2 alone",
            "Error reading from Authorization header",
            "Invalid Authentication Token",
        ]
    );
}

#[tokio::test]
async fn nobody_forgets_what_is_not_on_disk() {
    let world = World::new().await;
    world
        .fake
        .rules(|rules| rules.may_acknowledge = Box::new(|_| false));
    let id = world.delivers("UNB+");

    assert!(world.mesh.acknowledge(&id).await.is_err());
    let breaches = world.fake.witness().breaches;
    assert_eq!(
        breaches,
        ["a message is acknowledged that may not be forgotten"]
    );
    assert_eq!(world.fake.waiting(PRACTICE), [id]);
}

#[tokio::test]
async fn a_letter_must_not_overtake_another() {
    let world = World::new().await;
    world
        .fake
        .rules(|rules| rules.order = Some(|body| std::str::from_utf8(body).ok()?.parse().ok()));
    for body in [&b"1"[..], b"3"] {
        accepted(world.mesh.post(&letter_of(body)).await);
    }
    let receipt = Outgoing {
        workflow: Workflow::Receipt,
        ..letter_of(b"2")
    };

    assert_eq!(
        refused(world.mesh.post(&letter_of(b"2")).await).0,
        "out of order"
    );
    accepted(world.mesh.post(&receipt).await);
}

#[tokio::test]
async fn what_nobody_fetches_for_five_days_is_reported_to_its_sender() {
    let world = World::new().await;
    let id = accepted(world.mesh.post(&letter()).await);
    world
        .fake
        .set_now(NOW + SignedDuration::from_hours(5 * 24) - SignedDuration::from_secs(1));
    assert_eq!(world.fake.waiting(PRACTICE), []);

    world.fake.set_now(NOW + SignedDuration::from_hours(5 * 24));
    let waiting = world.fake.waiting(PRACTICE);
    let Ok(Fetched::Report(report)) = world.mesh.fetch(&waiting[0]).await else {
        panic!("it is a report");
    };
    assert_eq!(
        (report.about, report.about_attempt),
        (Some(id), Some(letter().local_id))
    );
    assert_eq!(world.fake.waiting(SERVICE), []);
}

#[tokio::test]
async fn a_body_over_the_limit_and_an_empty_one_are_refused() {
    let world = World::new().await;
    world.fake.rules(|rules| rules.most_body_bytes = 4);

    assert_eq!(
        refused(world.mesh.post(&letter_of(b"UNB+U")).await).0,
        "413"
    );
    assert_eq!(refused(world.mesh.post(&letter_of(b"")).await).0, "02");
    accepted(world.mesh.post(&letter_of(b"UNB+")).await);
}

#[tokio::test]
async fn ids_follow_from_what_was_done() {
    let ids = async || {
        let world = World::new().await;
        accepted(world.mesh.post(&letter()).await);
        accepted(world.mesh.post(&letter()).await)
    };

    assert_eq!(ids().await.as_str(), "20261121000000000002_000002");
    assert_eq!(ids().await, ids().await);
}

#[tokio::test]
async fn a_post_that_ends_at_a_moment_is_taken_only_where_it_was_whole() {
    for (end, taken) in [
        (Moment::Connected, 0),
        (Moment::HalfAsked, 0),
        (Moment::Done, 1),
        (Moment::HalfSaid, 1),
    ] {
        let world = World::new().await;
        world.fake.watch(move |moment, call| {
            let is_it = moment == end && call.is_none_or(|call| call == Call::Post);
            if is_it {
                return ControlFlow::Break(());
            }

            ControlFlow::Continue(())
        });
        unknown(world.mesh.post(&letter()).await);

        assert_eq!(world.accepted(), taken, "{end:?}");
    }
}
