//! Settings that cannot work are told before anything is called.

use mesh::{Mesh, Proxy, Roots, Setup, SetupError, read_identity};

use crate::certificates::Authority;
use crate::world::NOW;

fn setup(authority: &Authority) -> Setup {
    Setup {
        identity: Some(authority.signs(&["A81001GP1"]).both().into()),
        roots: Roots {
            own: Some(authority.pem()),
            system: false,
        },
        ..Setup::new(
            "https://mesh.example.net",
            "A81001GP1",
            "gp-pass".into(),
            "TestKey".into(),
        )
    }
}

fn problem(change: impl FnOnce(&mut Setup, &Authority)) -> Option<SetupError> {
    let authority = Authority::new();
    let mut setup = setup(&authority);
    change(&mut setup, &authority);

    Mesh::new(setup, || NOW).err()
}

#[test]
fn good_settings_tell_when_the_certificate_ends() {
    let authority = Authority::new();
    let mesh = Mesh::new(setup(&authority), || NOW).unwrap();

    assert_eq!(
        mesh.certificate_ends().unwrap().to_string(),
        "2090-01-01T00:00:00Z"
    );
    assert_eq!(format!("{mesh:?}"), "Mesh(A81001GP1)");
}

#[test]
fn what_is_wrong_with_the_settings_is_told() {
    let locked =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n-----END ENCRYPTED PRIVATE KEY-----\n";
    assert_eq!(
        problem(|setup, _| setup.identity = None),
        Some(SetupError::NoIdentity)
    );
    assert_eq!(
        problem(|setup, authority| {
            let certificate = authority.signs(&["a"]).certificate;
            setup.identity = Some([&certificate, locked].concat().into());
        }),
        Some(SetupError::EncryptedKey)
    );
    assert_eq!(
        problem(
            |setup, authority| setup.identity = Some(authority.signs(&["a"]).certificate.into())
        ),
        Some(SetupError::NoKey)
    );
    assert_eq!(
        problem(|setup, authority| setup.identity = Some(authority.signs(&["a"]).key.into())),
        Some(SetupError::NoCertificate)
    );
    assert_eq!(
        problem(|setup, authority| {
            let (one, other) = (authority.signs(&["a"]), authority.signs(&["b"]));
            setup.identity = Some([one.certificate, other.key].concat().into());
        }),
        Some(SetupError::KeyMismatch)
    );
    assert_eq!(
        problem(|setup, authority| {
            setup.identity = Some(authority.signs_until(&["a"], 2026).both().into());
        }),
        Some(SetupError::Expired)
    );
    assert_eq!(
        problem(|setup, _| setup.roots.own = Some("garbage".to_owned())),
        Some(SetupError::EmptyRoots)
    );
    assert_eq!(
        problem(|setup, _| setup.roots.own = None),
        Some(SetupError::NoRoots)
    );
    assert_eq!(
        problem(|setup, _| {
            let text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
            setup.roots.own = Some(text.to_owned());
        }),
        Some(SetupError::BadRoots)
    );
    assert_eq!(
        problem(|setup, _| setup.address = "http://mesh.example.net".to_owned()),
        Some(SetupError::NotHttps)
    );
    assert_eq!(
        problem(|setup, _| setup.mailbox = "A81001 GP".to_owned()),
        Some(SetupError::BadMailbox)
    );
    assert_eq!(
        problem(|setup, _| setup.proxy = Proxy::Address("::".into())),
        Some(SetupError::BadProxy)
    );
}

#[test]
fn a_certificate_that_is_not_valid_yet_points_at_the_date() {
    let authority = Authority::new();
    let long_ago = || jiff::Timestamp::UNIX_EPOCH;

    assert_eq!(
        Mesh::new(setup(&authority), long_ago).err(),
        Some(SetupError::NotYetValid)
    );
}

#[test]
fn the_file_of_another_program_is_named() {
    for start in [
        &[0x30, 0x82, 0x0a, 0x00][..],
        &[0xfe, 0xed, 0xfe, 0xed, 0, 0],
    ] {
        assert_eq!(read_identity(start).err(), Some(SetupError::Pkcs12));
    }
    assert_eq!(read_identity(b"").err(), Some(SetupError::NoCertificate));
    assert_eq!(
        read_identity(&[0xff, 0xfe]).err(),
        Some(SetupError::NoCertificate)
    );
    let both = Authority::new().signs(&["a"]).both();
    assert!(read_identity(format!("Bag Attributes\n  x: y\n{both}").as_bytes()).is_ok());
}

#[test]
fn a_test_server_on_this_computer_needs_no_certificate() {
    let setup = Setup::new(
        "http://127.0.0.1:8700",
        "X26ABC1",
        "password".into(),
        "TestKey".into(),
    );

    assert!(Mesh::new(setup, || NOW).is_ok());
}
