//! What the sandbox in clear answers.

use std::collections::BTreeSet;
use std::io::Write;

use mailbox::{
    Fetched, LocalId, Mailbox, MailboxId, MessageId, Outgoing, Posted, Tracked, Trouble, Workflow,
};
use mesh::{Limits, Mesh, Setup};

use crate::Test;
use crate::server::{Server, block_on, mesh};

pub(crate) const TESTS: &[Test] = &[
    ("sandbox::a_mailbox_is_let_in", lets_in),
    ("sandbox::wrong_credentials_are_not_let_in", does_not_let_in),
    ("sandbox::an_unknown_recipient_is_refused_by_name", refuses),
    ("sandbox::a_letter_travels_and_is_forgotten", travels),
    ("sandbox::a_letter_in_chunks_arrives_whole", chunks),
    ("sandbox::a_packed_letter_arrives_unpacked", packed),
    ("sandbox::an_inbox_of_600_is_listed_page_by_page", pages),
    ("sandbox::tracking_finds_one_none_or_several", tracks),
    ("sandbox::an_undelivered_letter_is_reported", reports),
    (
        "sandbox::a_message_of_another_workflow_is_not_listed",
        foreign,
    ),
];

const BODY: &[u8] = b"UNB+UNOA:2+TES5+XX11+190429:1756+00000005++FHSREG'UNZ+1+00000005'";

fn letter(number: u8, body: &[u8]) -> Outgoing {
    Outgoing {
        to: MailboxId::new("X26ABC2"),
        workflow: Workflow::Registration,
        local_id: LocalId::from_bytes([number; 16]),
        body: body.to_vec().into(),
        sha256: None,
    }
}

async fn posts(mesh: &Mesh, letter: &Outgoing) -> MessageId {
    match mesh.post(letter).await {
        Posted::Accepted { id } => id,
        other @ (Posted::HandedOver
        | Posted::Refused { .. }
        | Posted::NotSent(_)
        | Posted::Unknown(_)) => panic!("{other:?}"),
    }
}

async fn fetches(mesh: &Mesh, id: &MessageId) -> Vec<u8> {
    match mesh.fetch(id).await.unwrap() {
        Fetched::Letter(arrived) => arrived.body,
        other @ (Fetched::Report(_) | Fetched::Foreign) => panic!("{other:?}"),
    }
}

fn lets_in(server: &Server) {
    let handshake = block_on(server.mesh("X26ABC1").check()).unwrap();

    assert!(handshake.clock_ahead_seconds.is_some());
}

fn does_not_let_in(server: &Server) {
    let right = || server.setup("X26ABC1");
    for setup in [
        Setup {
            password: "wrong".into(),
            ..right()
        },
        Setup {
            shared_key: "wrong".into(),
            ..right()
        },
        server.setup("X26NONE"),
    ] {
        let mesh = mesh(setup);
        let trouble = block_on(mesh.check()).unwrap_err().trouble;

        // The time of these tests is not the sandbox's, which may be the likelier reason.
        let told = matches!(trouble, Trouble::NotLetIn | Trouble::ClockWrong { .. });
        assert!(told, "{trouble}");
        let posted = block_on(mesh.post(&letter(1, BODY)));
        assert!(matches!(posted, Posted::NotSent(_)), "{posted:?}");
    }
}

fn refuses(server: &Server) {
    let nobody = Outgoing {
        to: MailboxId::new("X26NONE"),
        ..letter(1, BODY)
    };
    let wanted = Posted::Refused {
        code: "12".to_owned(),
        words: "the mailbox X26NONE is not registered with MESH. Check the mailbox of this link, and ask PCSE for the right one".to_owned(),
    };

    assert_eq!(block_on(server.mesh("X26ABC1").post(&nobody)), wanted);
}

fn travels(server: &Server) {
    let (sender, recipient) = (server.mesh("X26ABC1"), server.mesh("X26ABC2"));
    block_on(async {
        let id = posts(&sender, &letter(1, BODY)).await;
        let listing = recipient.list(None).await.unwrap();
        assert_eq!(listing.messages, std::slice::from_ref(&id));
        assert_eq!((listing.next, listing.left_out), (None, 0));

        let Fetched::Letter(arrived) = recipient.fetch(&id).await.unwrap() else {
            panic!("it is a letter");
        };
        assert_eq!(arrived.body, BODY);
        assert_eq!(arrived.workflow, Workflow::Registration);
        assert_eq!(arrived.from, Some(MailboxId::new("X26ABC1")));
        let local_id = arrived
            .headers
            .iter()
            .find(|(name, _)| name == "mex-localid");
        assert_eq!(local_id.unwrap().1, "01".repeat(16));

        recipient.acknowledge(&id).await.unwrap();
        recipient.acknowledge(&id).await.unwrap();
        assert_eq!(recipient.list(None).await.unwrap().messages, []);
        let unknown = MessageId::new("0EBA525C56504DFFA8A4549721A95AAB");
        recipient.acknowledge(&unknown).await.unwrap();
        let gone = recipient.fetch(&unknown).await.unwrap_err();
        assert_eq!(gone.trouble, Trouble::Gone);
    });
}

fn chunks(server: &Server) {
    let mut setup = server.setup("X26ABC1");
    setup.limits = Limits {
        chunk_bytes: 20,
        ..Limits::default()
    };
    let (sender, recipient) = (mesh(setup), server.mesh("X26ABC2"));
    block_on(async {
        let id = posts(&sender, &letter(1, BODY)).await;

        assert_eq!(fetches(&recipient, &id).await, BODY);
        let local_id = letter(1, BODY).local_id;
        let found = Tracked::Found {
            id,
            collected: false,
        };
        assert_eq!(sender.track(&local_id).await.unwrap(), found);
    });
}

fn packed(server: &Server) {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(BODY).unwrap();
    let packed = encoder.finish().unwrap();
    let (sender, recipient) = (server.mesh("X26ABC1"), server.mesh("X26ABC2"));
    block_on(async {
        let id = posts(&sender, &letter(1, &packed)).await;

        assert_eq!(fetches(&recipient, &id).await, BODY);
    });
}

fn pages(server: &Server) {
    let (sender, recipient) = (server.mesh("X26ABC1"), server.mesh("X26ABC2"));
    block_on(async {
        let mut sent = Vec::new();
        for _ in 0..600 {
            sent.push(posts(&sender, &letter(1, BODY)).await);
        }
        let first = recipient.list(None).await.unwrap();
        let second = recipient.list(first.next.clone()).await.unwrap();

        assert_eq!((first.messages.len(), second.messages.len()), (500, 100));
        assert_eq!(second.next, None);
        let listed: BTreeSet<_> = first.messages.into_iter().chain(second.messages).collect();
        assert_eq!(listed, sent.into_iter().collect());
    });
}

fn tracks(server: &Server) {
    let (sender, recipient) = (server.mesh("X26ABC1"), server.mesh("X26ABC2"));
    block_on(async {
        let once = letter(1, BODY);
        assert_eq!(sender.track(&once.local_id).await, Ok(Tracked::NotFound));

        let id = posts(&sender, &once).await;
        recipient.acknowledge(&id).await.unwrap();
        let collected = Tracked::Found {
            id,
            collected: true,
        };
        assert_eq!(sender.track(&once.local_id).await, Ok(collected));

        posts(&sender, &once).await;
        let several = Tracked::Several { ids: Vec::new() };
        assert_eq!(sender.track(&once.local_id).await, Ok(several));
    });
}

fn reports(server: &Server) {
    let sender = server.mesh("X26ABC1");
    let sent = block_on(posts(&sender, &letter(1, BODY)));
    let body = serde_json::json!({
        "mailbox_id": "X26ABC1",
        "workflow_id": "NHAIS_REG",
        "code": "14",
        "description": "not collected",
        "local_id": "01".repeat(16),
        "linked_message_id": sent.as_str(),
    });
    server.say("POST", "/messageexchange/admin/report", &body.to_string());
    block_on(async {
        let listing = sender.list(None).await.unwrap();
        let Fetched::Report(report) = sender.fetch(&listing.messages[0]).await.unwrap() else {
            panic!("it is a report");
        };

        assert_eq!(report.id, listing.messages[0]);
        assert_eq!(report.about, Some(sent));
        assert_eq!(report.about_attempt, Some(LocalId::from_bytes([1; 16])));
        assert_eq!(report.code.as_deref(), Some("14"));
        assert_eq!(
            report.description.as_deref(),
            Some("Message not collected by recipient after 5 days")
        );
        sender.acknowledge(&report.id).await.unwrap();
        assert_eq!(sender.list(None).await.unwrap().messages, []);
    });
}

fn foreign(server: &Server) {
    let body = serde_json::json!({
        "mailbox_id": "X26ABC1", "workflow_id": "GP2GP", "code": "14", "description": "x",
    });
    let answer = server.say("POST", "/messageexchange/admin/report", &body.to_string());
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let id = MessageId::new(answer["message_id"].as_str().unwrap());
    let mesh = server.mesh("X26ABC1");

    assert_eq!(block_on(mesh.list(None)).unwrap().messages, []);
    assert_eq!(block_on(mesh.fetch(&id)), Ok(Fetched::Foreign));
}
