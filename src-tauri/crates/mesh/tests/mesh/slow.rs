//! Time. The limits are made small here, and a test waits for nothing but the limit that it is about;
//! that the usual ones are those of MESH, the limits' own tests say.

use std::time::Duration;

use mailbox::{Mailbox, Trouble};
use mesh::fake::{Call, Fault};
use mesh::{Limits, Mesh, Rate};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::world::{BODY, World, accepted, letter, not_sent, unknown};

const SHORT: Duration = Duration::from_millis(150);

fn drip(bytes: usize, milliseconds: u64) -> Fault {
    Fault::Drip {
        bytes,
        every: Duration::from_millis(milliseconds),
    }
}

async fn with(limits: Limits) -> World {
    World::with(|setup| setup.limits = limits).await
}

#[tokio::test]
async fn a_connection_that_is_never_made_ends_at_its_limit() {
    // It takes connections and never says a word of TLS.
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://127.0.0.1:{}", mute.local_addr().unwrap().port());
    let world = World::new().await;
    let limits = Limits {
        connect: SHORT,
        ..Limits::default()
    };
    let mesh = crate::safe::practice_within(&world, &address, limits);

    assert_eq!(
        not_sent(mesh.post(&letter()).await).trouble,
        Trouble::NotReached
    );
    assert_eq!(mesh.check().await.unwrap_err().trouble, Trouble::NotReached);
}

#[tokio::test]
async fn headers_that_drip_end_at_the_limit_of_an_answer() {
    let world = with(Limits {
        answer: SHORT,
        ..Limits::default()
    })
    .await;
    let id = world.delivers(BODY);
    for call in [
        Call::Check,
        Call::List,
        Call::Fetch,
        Call::Acknowledge,
        Call::Track,
    ] {
        world.fake.always(call, drip(1, 20));
    }
    let mesh = &world.mesh;

    assert_eq!(mesh.check().await.unwrap_err().trouble, Trouble::TimedOut);
    assert_eq!(
        mesh.list(None).await.unwrap_err().trouble,
        Trouble::TimedOut
    );
    assert_eq!(
        mesh.fetch(&id).await.unwrap_err().trouble,
        Trouble::TimedOut
    );
    assert_eq!(
        mesh.acknowledge(&id).await.unwrap_err().trouble,
        Trouble::TimedOut
    );
    assert_eq!(
        mesh.track(&letter().local_id).await.unwrap_err().trouble,
        Trouble::TimedOut
    );
}

#[tokio::test]
async fn a_body_that_drips_is_given_up_and_the_next_message_comes() {
    let world = with(Limits {
        slowest: Rate {
            bytes_a_second: 10_000_000,
            after: SHORT,
        },
        ..Limits::default()
    })
    .await;
    let (slow, next) = (world.delivers(vec![b'A'; 8 << 20]), world.delivers(BODY));
    world.fake.fault(Call::Fetch, drip(1000, 2));

    assert_eq!(world.fetches(&slow).await, Err(Trouble::TimedOut));
    let patient = Mesh::new(world.fake.setup(crate::world::PRACTICE), world.fake.clock()).unwrap();
    assert!(patient.fetch(&next).await.is_ok());
}

#[tokio::test]
async fn a_message_that_takes_too_long_as_a_whole_is_given_up() {
    let world = with(Limits {
        carry: SHORT,
        ..Limits::default()
    })
    .await;
    let id = world.delivers(vec![b'A'; 1 << 20]);
    world.fake.fault(Call::Fetch, drip(1000, 2));

    assert_eq!(world.fetches(&id).await, Err(Trouble::TimedOut));
}

#[tokio::test]
async fn a_body_that_stops_is_given_up_after_a_silence() {
    let world = with(Limits {
        idle: SHORT,
        ..Limits::default()
    })
    .await;
    let id = world.delivers(vec![b'A'; 100_000]);
    let start = Instant::now();
    for (fault, wanted) in [
        (Fault::Stall { after: 50_000 }, Trouble::TimedOut),
        (Fault::Reset { after: 50_000 }, Trouble::Broken),
        (Fault::Cut { after: 50_000 }, Trouble::Broken),
    ] {
        world.fake.fault(Call::Fetch, fault);
        assert_eq!(world.fetches(&id).await, Err(wanted));
    }
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(world.fake.waiting(crate::world::PRACTICE), [id]);
}

#[tokio::test]
async fn a_post_without_an_answer_is_in_doubt() {
    let world = with(Limits {
        carry: Duration::from_secs(1),
        ..Limits::default()
    })
    .await;
    world.fake.fault(Call::Post, Fault::Stall { after: 0 });

    assert_eq!(
        unknown(world.mesh.post(&letter()).await).trouble,
        Trouble::TimedOut
    );
    assert_eq!(
        world.accepted(),
        1,
        "MESH has it: a second post would have been one too many"
    );
}

#[tokio::test]
async fn an_answer_that_is_let_go_in_time_counts() {
    let world = World::new().await;
    world.fake.fault(Call::Post, Fault::Stall { after: 0 });
    let letter = letter();
    let released = async {
        loop {
            tokio::task::yield_now().await;
            if !world.fake.witness().requests.is_empty() {
                world.fake.release();
            }
        }
    };
    let posted = tokio::select! {
        posted = world.mesh.post(&letter) => posted,
        () = released => unreachable!("it only lets the answer go"),
    };

    accepted(posted);
}

#[tokio::test]
async fn a_slow_line_is_no_trouble() {
    let world = World::new().await;
    let id = world.delivers(BODY);
    for call in [Call::Check, Call::List, Call::Fetch, Call::Post] {
        world.fake.always(call, drip(7, 2));
    }

    world.mesh.check().await.unwrap();
    assert_eq!(
        world.mesh.list(None).await.unwrap().messages,
        std::slice::from_ref(&id)
    );
    assert_eq!(world.fetches(&id).await.unwrap().body, BODY);
    accepted(world.mesh.post(&letter()).await);
}
