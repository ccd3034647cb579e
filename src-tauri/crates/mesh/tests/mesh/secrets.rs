//! Nothing that is told of a call holds a secret or a body.

use std::fmt::Debug;

use mailbox::Mailbox;
use mesh::fake::{Call, Fault, Parcel};

use crate::world::{World, letter};

/// The password, the key, a word of a letter's body, and the scheme of a token.
const SECRETS: &[&str] = &["gp-pass", "TestKey", "UNB+", "NHSMESH"];

fn tells_nothing(what: &(impl Debug + ?Sized)) {
    let told = format!("{what:?}");
    for secret in SECRETS {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

#[tokio::test]
async fn no_error_and_no_debug_text_holds_a_secret_or_a_body() {
    let world = World::new().await;
    tells_nothing(&world.mesh);
    tells_nothing(&world.fake.setup("A81001GP1"));
    let echo = r#"{"detail":[{"type":"x","loc":["body"],"msg":"bad","input":"UNB+ NHSMESH"}],"input":"UNB+"}"#;
    for fault in [
        Fault::say(400, echo),
        Fault::say(403, echo),
        Fault::say(500, "UNB+ NHSMESH"),
        Fault::say(202, "UNB+"),
        Fault::LoseAnswer,
        Fault::Raw(b"UNB+ NHSMESH".to_vec()),
    ] {
        for call in [Call::Check, Call::List, Call::Post, Call::Track] {
            world.fake.fault(call, fault.clone());
        }
        tells_nothing(&world.mesh.check().await);
        tells_nothing(&world.mesh.list(None).await);
        tells_nothing(&world.mesh.post(&letter()).await);
        tells_nothing(&world.mesh.track(&letter().local_id).await);
    }
    let id = world
        .fake
        .deliver(Parcel::letter("A81001GP1", "NHAIS_REG", "UNB+"));
    tells_nothing(&world.mesh.fetch(&id).await);
    tells_nothing(&world.fake.witness());
}
