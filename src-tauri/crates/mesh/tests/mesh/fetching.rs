//! Messages out of the inbox: whole, or not at all.

use std::io::Write;

use mailbox::{Fetched, LocalId, Mailbox, MailboxId, MessageId, Report, Trouble, Workflow};
use mesh::Limits;
use mesh::fake::{Call, Fault, Parcel};

use crate::world::{BODY, PRACTICE, SERVICE, World};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();

    encoder.finish().unwrap()
}

fn packed(body: Vec<u8>) -> Parcel {
    Parcel {
        encoding: Some("gzip".to_owned()),
        ..Parcel::letter(PRACTICE, "NHAIS_REG", body)
    }
}

fn chunked(chunks: &[&[u8]]) -> Parcel {
    Parcel {
        chunks: chunks.iter().map(|chunk| chunk.to_vec()).collect(),
        ..Parcel::letter(PRACTICE, "NHAIS_REG", "")
    }
}

/// Nothing of it was told to be forgotten.
fn is_still_there(world: &World, id: &MessageId) {
    assert!(world.fake.waiting(PRACTICE).contains(id));
    assert_eq!(world.fake.witness().acknowledged, []);
}

#[tokio::test]
async fn a_letter_comes_as_it_is_with_its_headers() {
    let world = World::new().await;
    let id = world.delivers(BODY);
    let arrived = world.fetches(&id).await.unwrap();

    assert_eq!((arrived.id, arrived.body.as_slice()), (id.clone(), BODY));
    assert_eq!(arrived.workflow, Workflow::Registration);
    assert_eq!(arrived.from, Some(MailboxId::new(SERVICE)));
    assert!(
        arrived
            .headers
            .contains(&("mex-messageid".to_owned(), id.as_str().to_owned()))
    );
    is_still_there(&world, &id);
}

#[tokio::test]
async fn one_message_that_is_not_ours_to_read_stays_and_the_next_one_comes() {
    let world = World::new().await;
    let (first, second) = (world.delivers(BODY), world.delivers(BODY));
    world.fake.fault(
        Call::Fetch,
        Fault::say(403, r#"{"detail":[{"msg":"Forbidden"}]}"#),
    );

    assert_eq!(world.mesh.fetch(&first).await, Ok(Fetched::Foreign));
    assert!(world.fetches(&second).await.is_ok());
    is_still_there(&world, &first);
}

#[tokio::test]
async fn a_message_that_has_gone_meanwhile_is_told_as_gone() {
    let world = World::new().await;
    let id = world.delivers(BODY);
    world.mesh.acknowledge(&id).await.unwrap();
    let unknown = MessageId::new("20200529155357895317_3573F8");

    assert_eq!(world.fetches(&id).await, Err(Trouble::Gone), "410");
    assert_eq!(world.fetches(&unknown).await, Err(Trouble::Gone), "404");
    assert_eq!(
        world.mesh.acknowledge(&unknown).await,
        Ok(()),
        "404 to an acknowledgement"
    );
    world.fake.fault(Call::Acknowledge, Fault::say(410, ""));
    assert_eq!(
        world.mesh.acknowledge(&id).await,
        Ok(()),
        "410 to an acknowledgement"
    );
}

#[tokio::test]
async fn packing_is_taken_off_where_it_is_told_and_where_it_is_seen() {
    let world = World::new().await;
    let twice = gzip(&gzip(BODY));
    for parcel in [
        packed(gzip(BODY)),
        Parcel::letter(PRACTICE, "NHAIS_REG", gzip(BODY)),
        packed(twice),
    ] {
        let id = world.fake.deliver(parcel);

        assert_eq!(world.fetches(&id).await.unwrap().body, BODY);
    }
}

#[tokio::test]
async fn what_cannot_be_unpacked_is_damaged_and_stays() {
    let world = World::new().await;
    let whole = gzip(BODY);
    let mut changed = whole.clone();
    let at = changed.len() - 6; // in the checksum
    changed[at] ^= 1;
    for parcel in [
        packed(whole[..whole.len() - 10].to_vec()),
        packed(changed.clone()),
        packed(BODY.to_vec()),
        Parcel::letter(PRACTICE, "NHAIS_REG", changed),
    ] {
        let id = world.fake.deliver(parcel);

        assert_eq!(world.fetches(&id).await, Err(Trouble::Damaged));
        is_still_there(&world, &id);
    }
}

#[tokio::test]
async fn a_bomb_is_stopped_and_the_letter_behind_it_comes() {
    let world = World::new().await;
    let bomb = gzip(&vec![0; 16 << 20]);
    assert!(bomb.len() < 20_000);
    let told = world.fake.deliver(packed(bomb.clone()));
    let twice = world.fake.deliver(packed(gzip(&bomb)));
    let behind = world.delivers(BODY);

    assert_eq!(world.fetches(&told).await, Err(Trouble::TooLarge));
    assert_eq!(world.fetches(&twice).await, Err(Trouble::TooLarge));
    assert!(world.fetches(&behind).await.is_ok());
    is_still_there(&world, &told);
}

#[tokio::test]
async fn a_body_over_the_limit_is_not_read() {
    let world = World::new().await;
    let id = world.delivers(BODY);
    world.fake.fault(
        Call::Fetch,
        Fault::alter(|reply| reply.set("content-length", Some("105906176"))),
    );
    assert_eq!(
        world.fetches(&id).await,
        Err(Trouble::TooLarge),
        "101 MiB are announced"
    );

    let world = World::with(|setup| setup.limits.message_bytes = 20).await;
    let id = world.delivers(&BODY[..20]);
    assert_eq!(world.fetches(&id).await.unwrap().body.len(), 20);
    let id = world.delivers(&BODY[..21]);
    assert_eq!(world.fetches(&id).await, Err(Trouble::TooLarge));
    let id = world.fake.deliver(chunked(&[&BODY[..15], &BODY[..15]]));
    assert_eq!(
        world.fetches(&id).await,
        Err(Trouble::TooLarge),
        "its chunks together"
    );
}

#[tokio::test]
async fn chunks_make_one_letter_in_their_order() {
    let world = World::new().await;
    let plain = world
        .fake
        .deliver(chunked(&[&BODY[..5], &BODY[5..6], &BODY[6..]]));
    assert_eq!(world.fetches(&plain).await.unwrap().body, BODY);

    let (one, two) = (gzip(&BODY[..9]), gzip(&BODY[9..]));
    let each = world.fake.deliver(Parcel {
        encoding: Some("gzip".to_owned()),
        ..chunked(&[&one, &two])
    });
    assert_eq!(world.fetches(&each).await.unwrap().body, BODY);

    let whole = gzip(BODY);
    let over = world.fake.deliver(chunked(&[&whole[..7], &whole[7..]]));
    assert_eq!(world.fetches(&over).await.unwrap().body, BODY);
}

#[tokio::test]
async fn a_letter_whose_chunks_do_not_fit_is_not_taken() {
    let world = World::new().await;
    let id = world.fake.deliver(chunked(&[b"UNB+", b"UNH+", b"UNZ+"]));
    for fault in [
        Fault::say(404, ""),
        Fault::say(410, ""),
        Fault::alter(|reply| reply.set("mex-chunk-range", Some("3:3"))),
        Fault::alter(|reply| reply.set("mex-chunk-range", Some("2:4"))),
        Fault::alter(|reply| reply.set("mex-chunk-range", None)),
    ] {
        world.fake.fault(Call::FetchChunk, fault);
        assert_eq!(world.fetches(&id).await, Err(Trouble::Damaged));
    }
    for range in ["1:10000", "1:4294967295"] {
        world.fake.fault(
            Call::Fetch,
            Fault::alter(move |reply| reply.set("mex-chunk-range", Some(range))),
        );
        assert_eq!(world.fetches(&id).await, Err(Trouble::TooLarge), "{range}");
    }
    world.fake.fault(
        Call::Fetch,
        Fault::alter(|reply| reply.set("mex-chunk-range", Some("2:3"))),
    );
    assert_eq!(
        world.fetches(&id).await,
        Err(Trouble::Damaged),
        "it begins with the second"
    );
    is_still_there(&world, &id);
    assert_eq!(world.fetches(&id).await.unwrap().body, b"UNB+UNH+UNZ+");
}

#[tokio::test]
async fn a_body_of_another_length_than_was_told_is_not_taken() {
    let world = World::new().await;
    let id = world.delivers(BODY);
    // Cut in the body: less comes than is told, then nothing.
    let head = 400;
    world.fake.fault(Call::Fetch, Fault::Cut { after: head });
    world.fake.fault(Call::Fetch, Fault::Reset { after: head });
    let fewer = Fault::alter(|reply| reply.set("content-length", Some("10")));
    world.fake.fault(Call::Fetch, fewer);
    let checksum = format!("sha256:{}", "0".repeat(64));
    let other = Fault::alter(move |reply| reply.set("mex-content-checksum", Some(&checksum)));
    world.fake.fault(Call::Fetch, other);

    assert_eq!(world.fetches(&id).await, Err(Trouble::Broken));
    assert_eq!(world.fetches(&id).await, Err(Trouble::Broken));
    // More comes than is told: what is over does not belong to it, and the connection is not used again.
    assert_eq!(world.fetches(&id).await.unwrap().body, &BODY[..10]);
    assert_eq!(
        world.fetches(&id).await,
        Err(Trouble::Damaged),
        "another checksum"
    );
    assert_eq!(world.fetches(&id).await.unwrap().body, BODY);
    is_still_there(&world, &id);
}

#[tokio::test]
async fn a_report_tells_which_letter_was_not_delivered() {
    let world = World::new().await;
    let ours = "07".repeat(16);
    for (linked, local) in [
        (Some("M1"), Some(ours.as_str())),
        (Some("M1"), None),
        (None, None),
        (None, Some("x")),
    ] {
        let id = world.fake.deliver(Parcel::report(PRACTICE, linked, local));
        let wanted = Report {
            id: id.clone(),
            about: linked.map(MessageId::new),
            about_attempt: local.and_then(LocalId::parse),
            code: Some("14".to_owned()),
            description: Some("Message not collected by recipient after 5 days".to_owned()),
        };

        assert_eq!(world.mesh.fetch(&id).await, Ok(Fetched::Report(wanted)));
        assert_eq!(world.mesh.acknowledge(&id).await, Ok(()));
    }
    assert_eq!(world.fake.waiting(PRACTICE), []);
}

#[tokio::test]
async fn headers_may_be_missing_or_odd() {
    let world = World::new().await;
    let id = world.delivers(BODY);
    for change in [
        Fault::alter(|reply| reply.set("mex-from", None)),
        Fault::alter(|reply| reply.set("mex-messagetype", None)),
        Fault::alter(|reply| reply.set("MEX-WORKFLOWID", Some("nhais_reg"))),
        Fault::alter(|reply| reply.set("mex-subject", Some(&"x".repeat(64 << 10)))),
        Fault::alter(|reply| reply.set("mex-subject", Some("Siân\tJones"))),
    ] {
        world.fake.fault(Call::Fetch, change);
        let arrived = world.fetches(&id).await.unwrap();

        assert_eq!(arrived.body, BODY);
        assert!(arrived.headers.iter().all(|(_, value)| value.len() <= 1000));
    }
    for change in [
        Fault::alter(|reply| reply.set("mex-workflowid", None)),
        Fault::alter(|reply| reply.set("mex-workflowid", Some("GP2GP"))),
        Fault::alter(|reply| reply.set("mex-to", Some("A99999GP1"))),
        Fault::alter(|reply| reply.set("mex-messagetype", Some("FAX"))),
    ] {
        world.fake.fault(Call::Fetch, change);
        assert_eq!(world.mesh.fetch(&id).await, Ok(Fetched::Foreign));
    }
    world
        .fake
        .fault(Call::Fetch, Fault::alter(|reply| reply.headers.clear()));
    assert_eq!(
        world.mesh.fetch(&id).await.unwrap_err().trouble,
        Trouble::NotMesh,
        "no header at all"
    );
    is_still_there(&world, &id);
}

#[tokio::test]
async fn an_answer_that_lasts_for_ever_is_cut() {
    let world = World::with(|setup| {
        setup.limits = Limits {
            answer_bytes: 100,
            ..Limits::default()
        };
    })
    .await;
    // No length is told: it ends with the connection, if ever.
    let head = b"HTTP/1.1 200 OK
connection: close

"
    .to_vec();
    world
        .fake
        .fault(Call::List, Fault::Raw([head, vec![b' '; 101]].concat()));

    assert_eq!(
        world.mesh.list(None).await.unwrap_err().trouble,
        Trouble::TooLarge
    );
}
