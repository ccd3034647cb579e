//! Handing letters over.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mailbox::{LocalId, Mailbox, MailboxId, Outgoing, Posted, Tracked, Trouble, Workflow};
use mesh::Limits;
use mesh::fake::{Call, Fault, Moment, Reply};

use crate::world::{
    BODY, NOW, PRACTICE, SERVICE, World, accepted, letter, letter_of, not_sent, refused, unknown,
};

#[tokio::test]
async fn a_letter_arrives_as_it_was_with_what_mesh_must_know() {
    let world = World::new().await;
    let id = accepted(world.mesh.post(&letter()).await);
    let witness = world.fake.witness();
    let (post, request) = (&witness.accepted[0], &witness.requests[0]);

    assert_eq!(post.id, id.as_str());
    assert_eq!((post.from.as_str(), post.to.as_str()), (PRACTICE, SERVICE));
    assert_eq!((post.workflow.as_str(), post.at), ("NHAIS_REG", NOW));
    assert_eq!(post.local_id.as_deref(), Some("07".repeat(16).as_str()));
    assert_eq!(post.body, BODY);
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("mex-filename", "edifact.dat"),
        ("mex-messagetype", "DATA"),
        ("mex-content-compressed", "N"),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    assert_eq!(request.header("mex-subject"), None);
    assert_eq!(request.header("mex-chunk-range"), None);
    assert_eq!(witness.breaches, [""; 0]);
}

#[tokio::test]
async fn the_checksum_that_was_frozen_goes_ahead() {
    let world = World::new().await;
    let frozen = Outgoing {
        sha256: Some([7; 32]),
        ..letter()
    };
    world.mesh.post(&letter()).await;
    world.mesh.post(&frozen).await;
    let witness = world.fake.witness();
    let told: Vec<_> = witness
        .requests
        .iter()
        .map(|request| request.header("mex-content-checksum").unwrap())
        .collect();

    // `sha256sum` of the letter.
    let ours = "sha256:e05277ab1c86e7d364ca7a03a1414d18bd7bbb603e31351515fbaaf4345004fa";
    assert_eq!(told, [ours, &format!("sha256:{}", "07".repeat(32))]);
    assert_eq!(
        witness.breaches,
        ["the checksum is not that of the letter"],
        "the second's"
    );
}

#[tokio::test]
async fn every_attempt_bears_a_token_of_its_own() {
    let world = World::new().await;
    for _ in 0..3 {
        world.posts(Fault::LoseAnswer).await;
        world.mesh.list(None).await.unwrap();
    }
    let witness = world.fake.witness();
    let tokens: std::collections::BTreeSet<_> = witness
        .requests
        .iter()
        .map(|request| request.header("authorization"))
        .collect();

    assert_eq!((witness.requests.len(), tokens.len()), (6, 6));
    assert_eq!(witness.breaches, [""; 0], "no token was seen twice");
}

/// How many connections three posts take that follow each other at once.
async fn connections(posts_again: Duration) -> u32 {
    let world = World::with(|setup| setup.limits.posts_again = posts_again).await;
    let made = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&made);
    world.fake.watch(move |moment, _| {
        seen.fetch_add(u32::from(moment == Moment::Connected), Ordering::Relaxed);
        ControlFlow::Continue(())
    });
    for nth in 0..3 {
        let mut letter = letter();
        letter.local_id = LocalId::from_bytes([nth; 16]);
        accepted(world.mesh.post(&letter).await);
    }

    made.load(Ordering::Relaxed)
}

#[tokio::test]
async fn letters_that_follow_each_other_go_on_one_connection_and_none_on_one_that_was_quiet() {
    let at_once = connections(Limits::default().posts_again).await;
    let after_a_silence = connections(Duration::ZERO).await;

    assert_eq!((at_once, after_a_silence), (1, 3));
}

#[tokio::test]
async fn what_mesh_finds_wrong_with_it_is_refused_in_words() {
    let world = World::new().await;
    let missing = r#"{"detail":[{"type":"missing","loc":["header","mex-workflowid"],"msg":"Field required"}]}"#;
    let malformed = r#"{"detail":[{"event":"TRANSFER","code":"06","msg":"MalformedControlFile"}]}"#;

    assert_eq!(
        refused(world.posts(Fault::say(400, missing)).await),
        (
            "400".to_owned(),
            "mex-workflowid: Field required".to_owned()
        )
    );
    assert_eq!(
        refused(world.posts(Fault::say(400, malformed)).await),
        (
            "06".to_owned(),
            "one of its headers is not as it should be. Tell support".to_owned()
        )
    );
    assert_eq!(world.accepted(), 0);
}

#[tokio::test]
async fn an_unregistered_recipient_or_workflow_is_named() {
    let world = World::new().await;
    let nobody = Outgoing {
        to: MailboxId::new("nhais99"),
        ..letter()
    };
    let (code, words) = refused(world.mesh.post(&nobody).await);
    assert_eq!(code, "12");
    assert!(
        words.starts_with("the mailbox NHAIS99 is not registered with MESH"),
        "{words}"
    );

    world.fake.allow(SERVICE, "NHAIS_RECEP", false);
    let receipt = Outgoing {
        workflow: Workflow::Receipt,
        ..letter()
    };
    let (code, words) = refused(world.mesh.post(&receipt).await);
    assert_eq!(code, "17");
    assert!(
        words.starts_with("mailbox NHAIS01 is not registered for NHAIS_RECEP"),
        "{words}"
    );
}

#[tokio::test]
async fn a_failing_mesh_leaves_it_in_doubt() {
    let world = World::new().await;
    for (status, trouble) in [
        (500, Trouble::Failing),
        (501, Trouble::Failing),
        (408, Trouble::Failing),
        (502, Trouble::Busy),
    ] {
        let soap = "<soap:Envelope><soap:Fault>oops</soap:Fault></soap:Envelope>";
        let error = unknown(world.posts(Fault::say(status, soap)).await);

        assert_eq!(
            (error.trouble, error.wait_seconds),
            (trouble, None),
            "{status}"
        );
        assert_eq!(
            error.detail,
            format!("status {status}"),
            "no body stands in it"
        );
    }
}

#[tokio::test]
async fn a_busy_mesh_says_how_long_to_wait_and_is_not_asked_again() {
    for status in [425, 429, 502, 503, 504] {
        let world = World::new().await;
        let busy = Fault::Say(Reply::new(status).with("retry-after", "120"));
        world.fake.always(Call::List, busy.clone());
        let listed = world.mesh.list(None).await.unwrap_err();
        let posted = unknown(world.posts(busy).await);

        for error in [listed, posted] {
            assert_eq!(
                (error.trouble, error.wait_seconds),
                (Trouble::Busy, Some(120)),
                "{status}"
            );
        }
        assert_eq!(
            world.fake.witness().requests.len(),
            2,
            "{status}: nothing is tried again in secret"
        );
    }
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_tracking() {
    let world = World::new().await;
    for fault in [
        Fault::LoseAnswer,
        Fault::Cut { after: 0 },
        Fault::Cut { after: 20 },
        Fault::Cut { after: 150 },
        Fault::Reset { after: 0 },
        Fault::Reset { after: 30 },
    ] {
        let told = format!("{fault:?}");
        let before = world.accepted();
        let sent = Outgoing {
            local_id: LocalId::from_bytes([u8::try_from(before).unwrap(); 16]),
            ..letter()
        };
        world.fake.fault(Call::Post, fault);
        let error = unknown(world.mesh.post(&sent).await);

        assert_eq!(error.trouble, Trouble::Broken, "{told}");
        assert_eq!(world.accepted(), before + 1, "{told}: posted once");
        let id = mailbox::MessageId::new(&world.fake.witness().accepted[before].id);
        let found = Tracked::Found {
            id,
            collected: false,
        };
        assert_eq!(world.mesh.track(&sent.local_id).await, Ok(found), "{told}");
    }
}

#[tokio::test]
async fn a_lost_request_is_in_doubt_too_and_tracking_finds_nothing() {
    let world = World::new().await;

    assert_eq!(
        unknown(world.posts(Fault::LoseRequest).await).trouble,
        Trouble::Broken
    );
    assert_eq!(
        world.mesh.track(&letter().local_id).await,
        Ok(Tracked::NotFound)
    );
    assert_eq!(world.accepted(), 0);
}

#[tokio::test]
async fn a_yes_without_an_id_is_in_doubt() {
    let world = World::new().await;
    for body in [
        "",
        "null",
        "{}",
        "{\"message_id\"",
        "{\"message_id\":\"../../x\"}",
        "\u{1}\u{2}",
    ] {
        let body = body.to_owned();
        let fault = Fault::alter(move |reply| reply.body = body.clone().into_bytes());
        let error = unknown(world.posts(fault).await);

        assert_eq!(error.trouble, Trouble::NotUnderstood);
    }
    let garbage = Fault::Raw(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec());
    assert_eq!(unknown(world.posts(garbage).await).trouble, Trouble::Broken);
}

#[tokio::test]
async fn a_token_that_was_used_before_leaves_it_in_doubt() {
    let world = World::new().await;
    let seen =
        r#"{"detail":[{"event":"","code":"","msg":"Error Duplicated Authentication Token"}]}"#;

    assert_eq!(
        unknown(world.posts(Fault::say(403, seen)).await).trouble,
        Trouble::Broken
    );
}

#[tokio::test]
async fn a_patient_s_address_and_a_giant_never_leave() {
    let world = World::with(|setup| setup.limits.posted_bytes = 10).await;
    let routed = Outgoing {
        to: MailboxId::new("GPPROVIDER_9000000009_01012000_TEST"),
        ..letter_of(b"UNB+")
    };
    let (code, words) = refused(world.mesh.post(&routed).await);

    assert_eq!(code, "not posted");
    assert!(!words.contains("9000000009"), "{words}");
    assert_eq!(refused(world.mesh.post(&letter()).await).0, "not posted");
    assert_eq!(world.fake.witness().requests, []);
}

fn in_chunks(world: &mut mesh::Setup) {
    world.limits = Limits {
        chunk_bytes: 30,
        ..Limits::default()
    };
}

#[tokio::test]
async fn a_large_letter_goes_in_chunks_and_arrives_whole() {
    let world = World::with(in_chunks).await;
    let id = accepted(world.mesh.post(&letter()).await);
    let witness = world.fake.witness();
    let ranges: Vec<_> = witness
        .requests
        .iter()
        .map(|request| request.header("mex-chunk-range").unwrap())
        .collect();

    assert_eq!(ranges, ["1:3", "2:3", "3:3"]);
    assert_eq!(
        (
            witness.accepted[0].chunks,
            witness.accepted[0].body.as_slice()
        ),
        (3, BODY)
    );
    let Ok(mailbox::Fetched::Letter(arrived)) = world.service().fetch(&id).await else {
        panic!("it is a letter");
    };
    assert_eq!(arrived.body, BODY);
}

#[tokio::test]
async fn a_chunk_is_sent_again_and_the_letter_taken_once() {
    for fault in [
        Fault::LoseAnswer,
        Fault::LoseRequest,
        Fault::say(503, ""),
        Fault::Cut { after: 5 },
    ] {
        let told = format!("{fault:?}");
        let world = World::with(in_chunks).await;
        world.fake.fault(Call::PostChunk, fault.clone());
        world.fake.fault(Call::PostChunk, fault.clone());
        accepted(world.mesh.post(&letter()).await);
        let witness = world.fake.witness();

        assert_eq!(witness.accepted.len(), 1, "{told}");
        assert_eq!(witness.accepted[0].body, BODY, "{told}");
        assert_eq!(witness.breaches, [""; 0], "{told}");
    }
}

#[tokio::test]
async fn the_last_chunk_may_have_arrived_before_its_answer_was_lost() {
    let world = World::with(in_chunks).await;
    world.fake.fault(Call::PostChunk, Fault::alter(|_| {}));
    world.fake.fault(Call::PostChunk, Fault::LoseAnswer);

    accepted(world.mesh.post(&letter()).await);
    assert_eq!(
        world.accepted(),
        1,
        "the second try of the last chunk is told 423"
    );
}

#[tokio::test]
async fn without_a_middle_chunk_the_last_is_never_sent() {
    let world = World::with(in_chunks).await;
    world.fake.always(Call::PostChunk, Fault::say(503, ""));
    let error = not_sent(world.mesh.post(&letter()).await);
    let witness = world.fake.witness();

    assert_eq!(error.trouble, Trouble::Busy);
    assert_eq!(
        witness.times(Call::PostChunk).len(),
        3,
        "three tries of the second chunk"
    );
    assert!(
        witness
            .requests
            .iter()
            .all(|request| request.header("mex-chunk-range") != Some("3:3"))
    );
    assert_eq!(witness.accepted, []);
    let tracked = world.mesh.track(&letter().local_id).await;
    assert_eq!(tracked, Ok(Tracked::NotFound), "half a letter is none");
}

#[tokio::test]
async fn a_last_chunk_without_any_answer_is_in_doubt() {
    let world = World::with(in_chunks).await;
    world.fake.fault(Call::PostChunk, Fault::alter(|_| {}));
    for _ in 0..3 {
        world.fake.fault(Call::PostChunk, Fault::LoseRequest);
    }

    assert_eq!(
        unknown(world.mesh.post(&letter()).await).trouble,
        Trouble::Broken
    );
}

#[tokio::test]
async fn a_refused_chunk_refuses_the_letter() {
    let world = World::with(in_chunks).await;
    let body = r#"{"detail":[{"event":"SEND","code":"InvalidHeaderChunks","msg":"x"}]}"#;
    world.fake.fault(Call::PostChunk, Fault::say(417, body));

    let posted = world.mesh.post(&letter()).await;
    assert_eq!(
        posted,
        Posted::Refused {
            code: "InvalidHeaderChunks".to_owned(),
            words: "its form is not one that MESH takes. Tell support".to_owned()
        }
    );
}
