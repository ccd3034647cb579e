//! Names: one that moves to another address in the middle of a morning, and one of whose addresses leads nowhere.

use std::net::SocketAddr;
use std::time::Duration;

use mailbox::{Mailbox, Trouble};
use mesh::fake::Names;
use mesh::{Limits, Mesh};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::world::{PRACTICE, World, accepted, letter, not_sent};

/// MESH by its name, whose addresses a test gives.
fn by_name(world: &World, names: &Names, limits: Limits) -> Mesh {
    let mut setup = world.fake.setup(PRACTICE);
    setup.address = "http://localhost".to_owned();
    setup.names = Some(names.clone());
    setup.limits = limits;

    Mesh::new(setup, world.fake.clock()).unwrap()
}

fn within(connect: Duration) -> Limits {
    Limits {
        connect,
        ..Limits::default()
    }
}

fn address(world: &World) -> SocketAddr {
    ([127, 0, 0, 1], world.fake.port()).into()
}

/// An address that swallows whatever comes: its queue is full, and nobody takes from it.
struct Hole {
    address: SocketAddr,
    _listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl Hole {
    /// Where this computer has no addresses of version 6, one of version 4.
    async fn of_version_6() -> Self {
        let socket = TcpSocket::new_v6().and_then(|socket| {
            socket.bind("[::1]:0".parse().unwrap())?;
            Ok(socket)
        });

        match socket {
            Ok(socket) => Self::at(socket).await,
            Err(_) => Self::of_version_4().await,
        }
    }

    async fn of_version_4() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();

        Self::at(socket).await
    }

    async fn at(socket: TcpSocket) -> Self {
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        let mut queue = Vec::new();
        while let Ok(stream) = timeout(Duration::from_millis(50), TcpStream::connect(address)).await
        {
            queue.push(stream.unwrap());
        }

        Self {
            address,
            _listener: listener,
            _queue: queue,
        }
    }
}

#[tokio::test]
async fn an_address_of_version_6_that_leads_nowhere_does_not_keep_us_from_the_other() {
    let (world, hole) = (World::new().await, Hole::of_version_6().await);
    let names = Names::new([hole.address, address(&world)]);
    // Half of it for each, where both are of one version.
    let connect = Duration::from_secs(4);
    let mesh = by_name(&world, &names, within(connect));

    mesh.check().await.unwrap();
    accepted(mesh.post(&letter()).await);
    assert_eq!(world.accepted(), 1);
}

#[tokio::test]
async fn a_first_address_that_leads_nowhere_costs_a_part_of_the_time_and_the_next_is_tried() {
    let (world, hole) = (World::new().await, Hole::of_version_4().await);
    let names = Names::new([hole.address, address(&world)]);
    let connect = Duration::from_millis(600);
    let mesh = by_name(&world, &names, within(connect));

    accepted(mesh.post(&letter()).await);
    assert_eq!(world.accepted(), 1);
}

#[tokio::test]
async fn where_every_address_leads_nowhere_nothing_is_sent_and_that_is_certain() {
    let (world, hole) = (World::new().await, Hole::of_version_4().await);
    let names = Names::new([hole.address, hole.address]);
    let connect = Duration::from_millis(200);
    let mesh = by_name(&world, &names, within(connect));

    assert_eq!(
        not_sent(mesh.post(&letter()).await).trouble,
        Trouble::NotReached
    );
    assert_eq!(mesh.check().await.unwrap_err().trouble, Trouble::NotReached);
    assert_eq!(world.accepted(), 0);
}

#[tokio::test]
async fn a_name_that_moves_in_the_middle_is_followed_and_each_letter_arrives_once() {
    let (before, after) = (World::new().await, World::new().await);
    let names = Names::new([address(&before)]);
    // On a connection that it is just losing a post would be in doubt.
    let posts_again = Duration::ZERO;
    let mesh = by_name(
        &before,
        &names,
        Limits {
            posts_again,
            ..Limits::default()
        },
    );
    accepted(mesh.post(&letter()).await);
    mesh.list(None).await.unwrap();

    // The old server goes, with every connection to it; for a moment the name still says where it was.
    let gone = before.fake.witness();
    drop(before);
    assert_eq!(
        not_sent(mesh.post(&letter()).await).trouble,
        Trouble::NotReached
    );
    names.are([address(&after)]);
    accepted(mesh.post(&letter()).await);
    mesh.list(None).await.unwrap();

    assert_eq!((gone.accepted.len(), after.accepted()), (1, 1));
}
