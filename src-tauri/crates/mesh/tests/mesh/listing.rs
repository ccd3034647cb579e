//! The inbox, page by page.

use std::collections::BTreeSet;

use mailbox::{Fetched, Mailbox, MessageId, Page, Trouble};
use mesh::fake::{Call, Fault, Parcel};

use crate::world::{PRACTICE, World};

/// All pages, as long as there is a next one that was not seen.
async fn all(world: &World) -> (Vec<MessageId>, usize) {
    let (mut ids, mut pages, mut seen) = (Vec::new(), 0, BTreeSet::new());
    let mut page = None;
    loop {
        let listing = world.mesh.list(page).await.unwrap();
        ids.extend(listing.messages);
        pages += 1;
        match listing.next {
            Some(next) if seen.insert(next.clone()) => page = Some(next),
            Some(_) | None => return (ids, pages),
        }
    }
}

#[tokio::test]
async fn every_message_is_listed_once_and_oldest_first() {
    for (count, wanted) in [(0, 1), (1, 1), (499, 1), (500, 1), (501, 2), (10_000, 20)] {
        let world = World::new().await;
        let sent: Vec<_> = (0..count).map(|_| world.delivers("UNB+")).collect();
        let (listed, pages) = all(&world).await;

        assert_eq!(listed, sent, "{count}");
        assert_eq!(pages, wanted, "{count}");
        assert_eq!(world.fake.witness().breaches, [""; 0]);
    }
}

#[tokio::test]
async fn what_is_acknowledged_on_the_way_moves_no_page() {
    let world = World::new().await;
    world.fake.rules(|rules| rules.page_size = 3);
    let sent: Vec<_> = (0..23).map(|_| world.delivers("UNB+")).collect();
    let (mut seen, mut page) = (Vec::new(), None);
    loop {
        let listing = world.mesh.list(page).await.unwrap();
        for id in listing.messages {
            world.mesh.acknowledge(&id).await.unwrap();
            seen.push(id);
        }
        match listing.next {
            Some(next) => page = Some(next),
            None => break,
        }
    }

    assert_eq!(seen, sent);
    assert_eq!(world.fake.waiting(PRACTICE), []);
}

#[tokio::test]
async fn an_empty_page_may_lead_to_a_full_one() {
    let world = World::new().await;
    let id = world.delivers("UNB+");
    let next =
        format!("/messageexchange/{PRACTICE}/inbox?max_results=500&workflow_filter=NHAIS_%2A");
    let body = serde_json::json!({ "messages": [], "links": { "self": "", "next": next } });
    world
        .fake
        .fault(Call::List, Fault::say(200, &body.to_string()));

    assert_eq!(all(&world).await, (vec![id], 2));
}

#[tokio::test]
async fn a_next_page_that_leads_in_a_circle_is_seen_as_the_same() {
    let world = World::new().await;
    let next = format!("/messageexchange/{PRACTICE}/inbox?again");
    let body = serde_json::json!({ "messages": ["A1"], "links": { "next": next } });
    world
        .fake
        .always(Call::List, Fault::say(200, &body.to_string()));

    assert_eq!(all(&world).await.1, 2);
}

#[tokio::test]
async fn a_next_page_elsewhere_is_never_asked_for() {
    let world = World::new().await;
    let elsewhere = World::new().await;
    let there = format!(
        "{}/messageexchange/{PRACTICE}/inbox?a",
        elsewhere.fake.address()
    );
    for next in [
        there.as_str(),
        "//evil.example.net/x",
        "/messageexchange/NHAIS01/inbox?a",
        "@evil",
    ] {
        let body = serde_json::json!({ "messages": ["A1"], "links": { "next": next } });
        world
            .fake
            .fault(Call::List, Fault::say(200, &body.to_string()));
        let listing = world.mesh.list(None).await.unwrap();

        assert_eq!(
            (listing.messages.len(), listing.next, listing.left_out),
            (1, None, 1),
            "{next}"
        );
        let refused = world.mesh.list(Some(Page::new(next))).await.unwrap_err();
        assert_eq!(refused.trouble, Trouble::NotUnderstood, "{next}");
    }
    assert_eq!(elsewhere.fake.witness().requests, []);
    assert_eq!(world.fake.witness().requests.len(), 4);
}

#[tokio::test]
async fn ours_are_found_behind_600_of_other_programs() {
    let world = World::new().await;
    let mut foreign = Parcel::letter(PRACTICE, "GP2GP", "ZIP");
    let others: Vec<_> = (0..600)
        .map(|_| world.fake.deliver(foreign.clone()))
        .collect();
    foreign.workflow = None;
    let bare = world.fake.deliver(foreign);
    let ours = world.delivers("UNB+");

    assert_eq!(all(&world).await, (vec![ours], 1));
    for id in [&others[0], &bare] {
        assert_eq!(world.mesh.fetch(id).await, Ok(Fetched::Foreign));
    }
    assert_eq!(world.fake.witness().acknowledged, []);
    assert_eq!(world.fake.waiting(PRACTICE).len(), 602);
}

#[tokio::test]
async fn an_id_that_could_be_a_path_never_stands_in_an_address() {
    let world = World::new().await;
    let long = "A".repeat(5000);
    let odd = ["../../x", "a\"b", "a/b", "a?b", "", &long];
    let body = serde_json::json!({ "messages": odd, "links": {} });
    world
        .fake
        .fault(Call::List, Fault::say(200, &body.to_string()));
    let listing = world.mesh.list(None).await.unwrap();

    assert_eq!((listing.messages, listing.left_out), (Vec::new(), 6));
    for id in odd.map(MessageId::new) {
        let fetched = world.mesh.fetch(&id).await.unwrap_err();
        let acknowledged = world.mesh.acknowledge(&id).await.unwrap_err();
        assert_eq!(fetched.trouble, Trouble::NotUnderstood);
        assert_eq!(acknowledged.trouble, Trouble::NotUnderstood);
    }
    assert_eq!(world.fake.witness().requests.len(), 1);
}
