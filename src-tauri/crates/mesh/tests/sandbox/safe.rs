//! The sandbox behind TLS that wants to see a certificate.

use mailbox::{Fetched, LocalId, Mailbox, MailboxId, Outgoing, Posted, Trouble, Workflow};
use mesh::{Roots, Setup};

use crate::Test;
use crate::certificates::Authority;
use crate::server::{Server, block_on, mesh};

pub(crate) const TESTS: &[Test] = &[
    ("sandbox::a_letter_travels_over_mutual_tls", travels),
    (
        "sandbox::a_certificate_of_a_stranger_is_not_accepted",
        stranger,
    ),
    ("sandbox::a_server_of_a_stranger_is_not_trusted", untrusted),
];

fn letter() -> Outgoing {
    Outgoing {
        to: MailboxId::new("X26ABC2"),
        workflow: Workflow::Receipt,
        local_id: LocalId::from_bytes([9; 16]),
        body: b"UNB+UNOA:2'".to_vec().into(),
        sha256: None,
    }
}

fn travels(server: &Server) {
    let (sender, recipient) = (server.mesh("X26ABC1"), server.mesh("X26ABC2"));
    block_on(async {
        sender.check().await.unwrap();
        let Posted::Accepted { id } = sender.post(&letter()).await else {
            panic!("it is not accepted");
        };
        let Fetched::Letter(arrived) = recipient.fetch(&id).await.unwrap() else {
            panic!("it is a letter");
        };
        assert_eq!(arrived.body, letter().body);
        recipient.acknowledge(&id).await.unwrap();
    });
}

fn stranger(server: &Server) {
    let other = Authority::new().signs(&["client"]);
    let setup = Setup {
        identity: Some(other.both().into()),
        ..server.setup("X26ABC1")
    };
    let mesh = mesh(setup);
    let refused = block_on(mesh.check()).unwrap_err();

    assert_eq!(refused.trouble, Trouble::CertificateRefused);
    let posted = block_on(mesh.post(&letter()));
    assert!(
        matches!(posted, Posted::NotSent(_) | Posted::Unknown(_)),
        "{posted:?}"
    );
}

fn untrusted(server: &Server) {
    let roots = Roots {
        own: Some(Authority::new().pem()),
        system: false,
    };
    let setup = Setup {
        roots,
        ..server.setup("X26ABC1")
    };
    let posted = block_on(mesh(setup).post(&letter()));
    let Posted::NotSent(error) = posted else {
        panic!("{posted:?}");
    };

    assert_eq!(error.trouble, Trouble::NotTrusted);
}
