//! What is met before MESH hears of a request: each has its own words, and nothing was sent.

use mailbox::{Mailbox, Trouble};
use mesh::{Limits, Mesh, Proxy, Roots, Setup};
use tokio::net::TcpListener;

use crate::certificates::Authority;
use crate::front::Front;
use crate::world::{BODY, NOW, PRACTICE, World, accepted, letter, not_sent};

/// A practice with a certificate of its own, which trusts one authority that has signed nobody.
pub(crate) fn practice(world: &World, address: &str) -> Mesh {
    practice_within(world, address, Limits::default())
}

pub(crate) fn practice_within(world: &World, address: &str, limits: Limits) -> Mesh {
    let authority = Authority::new();
    let setup = Setup {
        limits,
        ..setup(world, address, &authority, &authority)
    };

    Mesh::new(setup, || NOW).unwrap()
}

fn setup(world: &World, address: &str, trusted: &Authority, signer: &Authority) -> Setup {
    Setup {
        address: address.to_owned(),
        identity: Some(signer.signs(&["A81001GP1"]).both().into()),
        roots: Roots {
            own: Some(trusted.pem()),
            system: false,
        },
        ..world.fake.setup(PRACTICE)
    }
}

struct Safe {
    world: World,
    authority: Authority,
    front: Front,
}

impl Safe {
    /// The server bears these names, and its certificate ends in that year.
    async fn new(names: &[&str], year: i32) -> Self {
        let (world, authority) = (World::new().await, Authority::new());
        let server = authority.signs_until(names, year);
        let front = Front::tls(&server, &authority, world.fake.port()).await;

        Self {
            world,
            authority,
            front,
        }
    }

    fn setup(&self) -> Setup {
        let address = format!("https://127.0.0.1:{}", self.front.port);

        setup(&self.world, &address, &self.authority, &self.authority)
    }

    /// What a post and a handshake meet.
    async fn meets(&self, setup: Setup) -> (Trouble, Trouble) {
        let mesh = Mesh::new(setup, || NOW).unwrap();
        let posted = not_sent(mesh.post(&letter()).await).trouble;
        assert_eq!(
            self.world.fake.witness().requests,
            [],
            "nothing has been sent"
        );

        (posted, mesh.check().await.unwrap_err().trouble)
    }
}

#[tokio::test]
async fn whoever_is_known_comes_through() {
    let safe = Safe::new(&["127.0.0.1"], 2090).await;
    let mesh = Mesh::new(safe.setup(), safe.world.fake.clock()).unwrap();

    mesh.check().await.unwrap();
    accepted(mesh.post(&letter()).await);
    let id = safe.world.delivers(BODY);
    mesh.fetch(&id).await.unwrap();
    mesh.acknowledge(&id).await.unwrap();
    assert_eq!(safe.world.fake.witness().breaches, [""; 0]);
}

#[tokio::test]
async fn nobody_who_listens_is_not_reached() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let mesh = practice(&world, &format!("https://127.0.0.1:{port}"));

    assert_eq!(
        not_sent(mesh.post(&letter()).await).trouble,
        Trouble::NotReached
    );
    assert_eq!(mesh.check().await.unwrap_err().trouble, Trouble::NotReached);
}

/// A part of 64 letters cannot be a name, so nobody is asked for it.
#[tokio::test]
async fn a_name_that_is_not_there_is_told_as_such() {
    let world = World::new().await;
    let mesh = practice(&world, &format!("https://{}.invalid", "a".repeat(64)));

    assert_eq!(
        not_sent(mesh.post(&letter()).await).trouble,
        Trouble::NameNotFound
    );
}

#[tokio::test]
async fn a_server_that_nobody_we_trust_has_signed_is_not_trusted() {
    let safe = Safe::new(&["127.0.0.1"], 2090).await;
    let setup = Setup {
        roots: Roots {
            own: Some(Authority::new().pem()),
            system: false,
        },
        ..safe.setup()
    };

    assert_eq!(
        safe.meets(setup).await,
        (Trouble::NotTrusted, Trouble::NotTrusted)
    );
}

#[tokio::test]
async fn a_server_that_signed_itself_is_not_trusted_by_the_system_either() {
    let safe = Safe::new(&["127.0.0.1"], 2090).await;
    let setup = Setup {
        roots: Roots {
            own: Some(Authority::new().pem()),
            system: true,
        },
        ..safe.setup()
    };

    assert_eq!(
        safe.meets(setup).await,
        (Trouble::NotTrusted, Trouble::NotTrusted)
    );
}

#[tokio::test]
async fn our_own_roots_count_beside_those_of_the_system() {
    let safe = Safe::new(&["127.0.0.1"], 2090).await;
    let mut setup = safe.setup();
    setup.roots.system = true;
    let mesh = Mesh::new(setup, safe.world.fake.clock()).unwrap();

    mesh.check().await.unwrap();
}

#[tokio::test]
async fn a_server_whose_certificate_has_expired_is_not_trusted() {
    let safe = Safe::new(&["127.0.0.1"], 2021).await;

    assert_eq!(
        safe.meets(safe.setup()).await,
        (Trouble::NotTrusted, Trouble::NotTrusted)
    );
}

#[tokio::test]
async fn a_server_of_another_name_is_told_as_such() {
    let safe = Safe::new(&["mesh.example.net"], 2090).await;

    assert_eq!(
        safe.meets(safe.setup()).await,
        (Trouble::WrongName, Trouble::WrongName)
    );
}

#[tokio::test]
async fn a_certificate_that_mesh_does_not_accept_is_told_as_such() {
    let safe = Safe::new(&["127.0.0.1"], 2090).await;
    let setup = Setup {
        identity: Some(Authority::new().signs(&["A81001GP1"]).both().into()),
        ..safe.setup()
    };

    let refused = (Trouble::CertificateRefused, Trouble::CertificateRefused);
    assert_eq!(safe.meets(setup).await, refused);
}

/// A fatal alert: this version of TLS is not known here; no cipher is common; a page in clear.
#[tokio::test]
async fn a_connection_that_cannot_be_safe_is_not_made() {
    let world = World::new().await;
    for bytes in [
        &b"\x15\x03\x01\x00\x02\x02\x46"[..],
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>",
    ] {
        let front = Front::says(bytes).await;
        let mesh = practice(&world, &format!("https://127.0.0.1:{}", front.port));

        assert_eq!(
            not_sent(mesh.post(&letter()).await).trouble,
            Trouble::NotSecure
        );
    }
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_is_told_as_such() {
    let safe = Safe::new(&["127.0.0.1"], 2090).await;
    for answer in [
        &b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"[..],
        b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
    ] {
        let front = Front::says(answer).await;
        let address = format!("http://name:secret@127.0.0.1:{}", front.port);
        let setup = Setup {
            proxy: Proxy::Address(address.into()),
            ..safe.setup()
        };

        let refused = (Trouble::ProxyRefused, Trouble::ProxyRefused);
        assert_eq!(safe.meets(setup).await, refused);
    }
}
