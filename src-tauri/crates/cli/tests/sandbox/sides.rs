//! The two sides: a surgery and the registration service, each with a folder, a key and a mailbox of its own.

use std::fs;
use std::path::PathBuf;

use mailbox::{Fetched, Mailbox, MessageId};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::forms::Form;
use crate::program::Ran;
use crate::server::{Server, block_on};
use crate::world::{World, live_setup};

pub(crate) const SURGERY: &str = "X26ABC1";
pub(crate) const SERVICE: &str = "X26ABC2";

/// How many passes may find that the mailbox was looked into less than a second ago.
const MOST_PASSES: usize = 500;

/// A practice that is no training one and reaches the sandbox; its link has this mailbox.
pub(crate) fn surgery(server: &Server, address: &str, link: &str) -> World {
    let world = World::empty();
    let setup = live_setup()
        .replace(
            "mailbox = \"X26HC005\"",
            &format!("mailbox = \"{SURGERY}\""),
        )
        .replace("mailbox = \"X26OT005\"", &format!("mailbox = \"{link}\""))
        .replace("hold_minutes = 15", "hold_minutes = 0")
        .replace("poll_seconds = 300", "poll_seconds = 1")
        .replace("\"live\"", &format!("\"{address}\""))
        .replace("proxy = \"system\"", "proxy = \"none\"");
    let made = world.init(&setup);
    assert_eq!(made.exit, 0, "{}", made.err);
    world.make_the_key_cheap();
    lets_in(&world, server, "mesh");

    world
}

/// The service of that practice, which answers at once.
pub(crate) fn service(server: &Server) -> World {
    let world = World::empty();
    let setup = format!(
        "[service]\nmailbox = \"{SERVICE}\"\naddress = \"{}\"\n[[practice]]\ncode = \"HIL5\"\ncipher = \"NF\"\nmailbox = \"{SURGERY}\"\n",
        server.setup(SERVICE).address
    );
    let file = file(&world, "service.toml", &setup);
    world.done(&["agency", "init", &file]);
    world.make_the_key_cheap();
    lets_in(&world, server, "agency");
    world.done(&["agency", "rules", "answer_after=hours:0"]);

    world
}

/// Gives a side what the sandbox wants to see.
fn lets_in(world: &World, server: &Server, side: &str) {
    let setup = server.setup(SURGERY);
    let password = file(world, "password", setup.password.expose_secret());
    let key = file(world, "shared-key", setup.shared_key.expose_secret());
    let mut words = vec![side, "set", "--proxy", "none", "--password-file", &password];
    words.extend(["--shared-key-file", &key]);
    let both = setup
        .identity
        .map(|both| file(world, "client.pem", both.expose_secret()));
    let roots = setup.roots.own.map(|own| file(world, "ca.pem", &own));
    for (flag, path) in [("--certificate", &both), ("--ca", &roots)] {
        words.extend(path.iter().flat_map(|path| [flag, path.as_str()]));
    }

    let shown = world.done(&words);
    assert_eq!(shown["missing"], json!([]));
}

/// Files a form; gives the number of the filing. The desk remarks on births that are
/// long past, and where no number is given.
pub(crate) fn files(world: &World, form: &Form) -> Value {
    let path = file(world, "form.json", &form.json().to_string());
    let ran = world.run(&["file", "--clean", &path, "--json"]);
    let remarks: &[&str] = match form.kind {
        1 => &["E755"],
        2 | 4 => &["E706"],
        _ => &[],
    };
    assert_eq!(complained(&ran).1, remarks, "{}", ran.err);

    ran.json()["filing"].clone()
}

/// A file beside the data; gives its path.
pub(crate) fn file(world: &World, name: &str, text: &str) -> String {
    let path: PathBuf = world.at(name);
    fs::write(&path, text).unwrap();

    path.to_str().unwrap().to_owned()
}

/// One exchange that has looked into the mailbox, with what the passes before it did: MESH may be asked once a second.
pub(crate) fn exchange(world: &World) -> (i32, Value) {
    let mut before = [("posted", 0), ("doubts_settled", 0)];
    for _ in 0..MOST_PASSES {
        let ran = world.run(&["exchange", "--once", "--json"]);
        let Ok(mut pass) = serde_json::from_slice::<Value>(&ran.out) else {
            panic!("exit {}: {}", ran.exit, ran.err);
        };
        for (what, count) in &mut before {
            *count += pass[*what].as_u64().unwrap();
            pass[*what] = (*count).into();
        }
        if pass["next_poll"].is_null() {
            return (ran.exit, pass);
        }
    }

    panic!("the mailbox is never looked into")
}

/// The same where all must go well: what was fetched, acknowledged, read and sent.
pub(crate) fn exchanges(world: &World) -> [u64; 4] {
    let (exit, pass) = exchange(world);
    assert_eq!((exit, &pass["troubles"]), (0, &json!([])), "{pass}");
    let number = |value: &Value| value.as_u64().unwrap();

    [
        number(&pass["received"]),
        number(&pass["acknowledged"]),
        number(&pass["read"]["notices"]),
        number(&pass["posted"]),
    ]
}

/// A round of the service: what it received and what it sent.
pub(crate) fn plays(world: &World) -> [u64; 2] {
    let round = world.done(&["agency", "--once"]);
    assert_eq!(
        [&round["reports"], &round["troubles"]],
        [&json!(0), &json!([])]
    );

    [&round["received"], &round["sent"]].map(|count| count.as_u64().unwrap())
}

/// What lies in a mailbox of the sandbox, oldest first: id, workflow and bytes.
pub(crate) fn lies_in(server: &Server, mailbox: &str) -> Vec<(MessageId, &'static str, Vec<u8>)> {
    let mesh = server.mesh(mailbox);
    block_on(async {
        let mut found = Vec::new();
        for id in mesh.list(None).await.unwrap().messages {
            let Fetched::Letter(letter) = mesh.fetch(&id).await.unwrap() else {
                panic!("it is a letter");
            };
            found.push((id, letter.workflow.as_str(), letter.body));
        }

        found
    })
}

/// What a refused run said: its exit code, and the codes on standard error.
pub(crate) fn complained(ran: &Ran) -> (i32, Vec<String>) {
    let codes = ran.err.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        line["code"].as_str().unwrap().to_owned()
    });

    (ran.exit, codes.collect())
}
