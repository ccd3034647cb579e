//! What goes wrong between the surgery and MESH: told with its code, and nothing lost or sent twice.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;

use serde_json::{Value, json};
use store::LetterState;
use storm::{Ending, Proxy, Script, Way};
use tokio::sync::oneshot;

use crate::forms::FORMS;
use crate::server::{Server, block_on};
use crate::sides::{
    SERVICE, SURGERY, complained, exchange, exchanges, file, files, lies_in, surgery,
};
use crate::world::World;

fn filing(world: &World) -> Value {
    world.done(&["outbox", "--all"])["filings"][0].clone()
}

pub(crate) fn wrong_password(server: &Server) {
    let world = surgery(server, &server.setup(SURGERY).address, SERVICE);
    files(&world, &FORMS[0]);
    let wrong = file(&world, "wrong", "not the password");
    world.done(&["mesh", "set", "--password-file", &wrong]);

    for words in [&["exchange", "--once"][..], &["mesh", "check"]] {
        let ran = world.run(&[words, &["--json"]].concat());
        assert_eq!(
            (complained(&ran), ran.text()),
            ((4, vec!["E987".to_owned()]), ""),
            "{words:?}"
        );
        assert!(!ran.err.contains("not the password"));
    }
    assert_eq!(
        [&filing(&world)["state"], &filing(&world)["letter"]],
        [&json!("ready"), &Value::Null]
    );
    assert_eq!(lies_in(server, SERVICE), []);

    let right = world.at("password");
    world.done(&["mesh", "set", "--password-file", right.to_str().unwrap()]);
    assert_eq!(world.done(&["mesh", "check"])["let_in"], true);
    assert_eq!(exchanges(&world), [0, 0, 0, 1]);
    assert_eq!(lies_in(server, SERVICE).len(), 1);
}

pub(crate) fn unknown_recipient(server: &Server) {
    let world = surgery(server, &server.setup(SURGERY).address, "X26NONE");
    files(&world, &FORMS[0]);
    files(&world, &FORMS[2]);

    for _ in 0..2 {
        let (exit, pass) = exchange(&world);
        assert_eq!((exit, &pass["posted"]), (1, &json!(0)));
        let troubles = pass["troubles"].as_array().unwrap();
        assert_eq!(
            (troubles.len(), &troubles[0]["code"]),
            (1, &json!("E981")),
            "{pass}"
        );
        assert!(
            troubles[0]["message"].as_str().unwrap().contains("X26NONE"),
            "{pass}"
        );
    }
    let filings = world.done(&["outbox", "--all"])["filings"].clone();
    // The newest stands first.
    let (second, first) = (&filings[0], &filings[1]);
    assert_eq!(
        [&first["letter"]["state"], &first["letter"]["sis"]],
        [&json!("refused"), &json!(1)]
    );
    assert_eq!(
        first["letter"]["attempts"].as_array().unwrap().len(),
        1,
        "not tried again by itself"
    );
    assert_eq!(
        [&second["state"], &second["letter"]],
        [&json!("ready"), &Value::Null]
    );
}

pub(crate) fn undelivered(server: &Server) {
    let world = surgery(server, &server.setup(SURGERY).address, SERVICE);
    files(&world, &FORMS[0]);
    assert_eq!(exchanges(&world), [0, 0, 0, 1]);
    let letter = filing(&world)["letter"].clone();
    let body = json!({
        "mailbox_id": SURGERY,
        "workflow_id": "NHAIS_REG",
        "code": "14",
        "description": "not collected",
        "local_id": letter["attempts"][0]["local_id"],
        "linked_message_id": letter["mesh_id"],
    });
    server.say("POST", "/messageexchange/admin/report", &body.to_string());

    let (exit, pass) = exchange(&world);

    assert_eq!(
        (exit, &pass["acknowledged"], &pass["posted"]),
        (1, &json!(1), &json!(0))
    );
    assert_eq!(pass["troubles"][0]["code"], "E991", "{pass}");
    let filing = filing(&world);
    assert_eq!(
        [&filing["letter"]["state"], &filing["step"]],
        ["undelivered", "Not delivered"]
    );
    let report = &filing["reports"][0];
    assert_eq!([&report["code"], &report["fate"]], ["14", "undelivered"]);
    let (_, pass) = exchange(&world);
    assert_eq!(
        [&pass["acknowledged"], &pass["posted"]],
        [0, 0],
        "it is heard once"
    );
    assert_eq!(lies_in(server, SERVICE).len(), 1, "nothing was sent again");
}

/// The answer to the post is lost on the way; the second connection is the post's.
pub(crate) fn lost_answer(server: &Server) {
    let line = Line::to(server);
    let world = surgery(server, &line.address(), SERVICE);
    files(&world, &FORMS[0]);
    line.proxy.play([
        Script::default(),
        Script {
            down: Way::cut_after(1, Ending::Close),
            ..Script::default()
        },
    ]);

    let ran = world.run(&["exchange", "--once", "--json"]);

    assert_eq!(
        (complained(&ran), ran.text()),
        ((4, vec!["E984".to_owned()]), "")
    );
    assert_eq!(filing(&world)["letter"]["state"], "unknown");
    let at_mesh = lies_in(server, SERVICE);
    assert_eq!(at_mesh.len(), 1, "MESH has it");
    line.proxy.play([]);
    let (_, early) = exchange(&world);
    assert_eq!(
        [&early["doubts_settled"], &early["posted"]],
        [0, 0],
        "MESH is given a minute"
    );

    a_minute_passes(&world);
    let (exit, pass) = exchange(&world);
    assert_eq!(
        (exit, &pass["doubts_settled"], &pass["posted"]),
        (0, &json!(1), &json!(0)),
        "{pass}"
    );
    let letter = filing(&world)["letter"].clone();
    assert_eq!(
        [&letter["state"], &letter["mesh_id"]],
        ["accepted", at_mesh[0].0.as_str()]
    );
    assert_eq!(letter["attempts"][0]["outcome"], "found later");
    assert_eq!(lies_in(server, SERVICE), at_mesh, "one copy");
}

/// The time at which MESH may be asked comes; the ledger keeps it, and nobody waits for it here.
fn a_minute_passes(world: &World) {
    world
        .store()
        .write(|w| {
            let letter = w.letters_out_in(LetterState::Unknown)?.remove(0);
            let trouble = letter.trouble.as_deref();

            w.letter_waits(letter.id, LetterState::Unknown, letter.written_at, trouble)
        })
        .unwrap();
}

/// A line to the sandbox that breaks as it is told, carried by a thread of its own.
struct Line {
    proxy: Arc<Proxy>,
    _ends: oneshot::Sender<()>,
}

impl Line {
    fn to(server: &Server) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], server.port));
        let (tell, told) = mpsc::channel();
        let (ends, ended) = oneshot::channel::<()>();
        thread::spawn(move || {
            block_on(async {
                let proxy = Arc::new(Proxy::to(address).await.unwrap());
                tell.send(proxy).unwrap();
                let _ = ended.await;
            });
        });

        Self {
            proxy: told.recv().unwrap(),
            _ends: ends,
        }
    }

    fn address(&self) -> String {
        format!("http://{}", self.proxy.address())
    }
}
