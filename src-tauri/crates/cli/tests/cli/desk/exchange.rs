//! `exchange`.

use std::io::{Read, Write};
use std::net::TcpListener;

use practice::ExchangeLock;
use serde_json::json;

use super::world::{ELEVEN, HALF_PAST, TEN, World, live_setup};
use crate::program::data;

#[test]
fn a_registration_goes_out_and_its_approval_comes_in() {
    let world = World::with_filing();

    let nothing = world.exchange(TEN);
    assert_eq!(nothing["posted"], 0, "it can still be taken back");
    let sent = world.exchange(HALF_PAST);
    assert_eq!([&sent["received"], &sent["posted"]], [0, 1]);
    let answered = world.run(&["exchange", "--once", "--now", HALF_PAST]);
    assert_eq!(
        (answered.exit, answered.text()),
        (0, "2 messages fetched, 1 notice read, 1 letter sent.\n"),
        "receipt and approval came, and the approval was receipted"
    );
    let quiet = world.exchange(HALF_PAST);
    assert_eq!(
        quiet,
        json!({
            "received": 0, "acknowledged": 0, "left_alone": 0,
            "read": {
                "letters": 0, "notices": 0, "set_aside": 0, "receipts_owed": 0, "duplicates": 0, "alarms": [],
            },
            "posted": 0, "doubts_settled": 0, "troubles": [], "next_poll": null,
        })
    );
    let service = world.service();
    assert_eq!(
        [&service["complaints"], &service["waiting"]],
        [&json!([]), &json!([])]
    );
    assert_eq!([&service["unreceipted"], &service["duplicates"]], [0, 0]);
}

#[test]
fn copies_of_a_folder_exchange_one_at_a_time_for_they_share_the_record_of_the_numbers() {
    let world = World::with_filing();
    let elsewhere = ExchangeLock::take(&world.state()).unwrap().unwrap();

    assert_eq!(
        world.refused(&["exchange", "--once", "--now", HALF_PAST]),
        (3, "E843".to_owned())
    );
    drop(elsewhere);
    assert_eq!(world.exchange(HALF_PAST)["posted"], 1);
}

#[test]
fn while_another_program_exchanges_nothing_is_done() {
    let world = World::with_filing();
    let lock = ExchangeLock::take(&world.data()).unwrap().unwrap();

    assert_eq!(
        world.refused(&["exchange", "--once", "--now", HALF_PAST]),
        (3, "E843".to_owned())
    );
    assert_eq!(
        world.refused(&["training", "enrol"]),
        (3, "E843".to_owned())
    );
    world.done(&["outbox"]);
    world.done(&["training", "ledger"]);
    drop(lock);
    assert_eq!(world.exchange(HALF_PAST)["posted"], 1);
}

#[test]
fn a_mailbox_that_is_not_reached_is_told_by_the_exit_code_and_nothing_is_lost() {
    let world = World::with_filing();
    world.done(&["training", "fault", "offline"]);

    assert_eq!(
        world.refused(&["exchange", "--once", "--now", HALF_PAST]),
        (4, "E982".to_owned())
    );
    assert_eq!(
        world.done(&["outbox"])["filings"][0]["state"],
        "ready",
        "no number was taken"
    );
    world.done(&["training", "fault", "none"]);
    assert_eq!(world.exchange(HALF_PAST)["posted"], 1);
}

/// A page where MESH should be, and folders of a client that are not there: neither is the mailbox.
#[test]
fn whatever_keeps_us_from_the_mailbox_ends_with_the_same_exit_code() {
    let world = World::empty();
    let page = log_in_page();
    let setup = live_setup()
        .replace("\"live\"", &format!("\"http://{page}\""))
        .replace("\"system\"", "\"none\"");
    assert_eq!(world.init(&setup).exit, 0);
    world.make_the_key_cheap();
    let secret = world.at("secret");
    std::fs::write(&secret, "a secret").unwrap();
    let secret = secret.to_str().unwrap();
    world.done(&[
        "mesh",
        "set",
        "--password-file",
        secret,
        "--shared-key-file",
        secret,
    ]);
    assert_eq!(
        world.refused(&["exchange", "--once"]),
        (4, "E999".to_owned())
    );

    let gone = world.at("gone");
    world.done(&["mesh", "set", "--client-folder", gone.to_str().unwrap()]);
    assert_eq!(
        world.refused(&["exchange", "--once"]),
        (4, "E917".to_owned())
    );
}

/// A network that wants people to log in first.
fn log_in_page() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, mut asked) = (stream.unwrap(), [0; 4096]);
            let _ = stream.read(&mut asked);
            let page = "<!DOCTYPE html><html><body>Log in</body></html>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{page}",
                page.len()
            );
        }
    });

    address
}

#[test]
fn a_lost_answer_is_found_again_and_nothing_goes_twice() {
    let world = World::with_filing();
    world.done(&[
        "training",
        "rules",
        "receipt_after=hours:9",
        "answer_after=hours:9",
    ]);
    world.done(&["training", "fault", "post=lose_answer"]);

    assert_eq!(
        world.refused(&["exchange", "--once", "--now", HALF_PAST]),
        (4, "E984".to_owned())
    );
    let settled = world.exchange(ELEVEN);

    assert_eq!(
        [&settled["doubts_settled"], &settled["posted"]],
        [&json!(1), &json!(0)]
    );
    let service = world.service();
    let fates: Vec<_> = service["letters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["fate"])
        .collect();
    assert_eq!(fates, ["worked"]);
    assert_eq!(service["complaints"], json!([]));
}

#[test]
fn the_same_seed_gives_the_same_ids_and_never_the_same_twice() {
    let ids = || {
        let world = World::with_filing();
        world.done(&["exchange", "--once", "--now", HALF_PAST, "--seed", "4"]);
        world.done(&["exchange", "--once", "--now", HALF_PAST, "--seed", "4"]);
        let service = world.service();
        let attempts = service["attempts"].as_array().unwrap();

        attempts
            .iter()
            .map(|one| one["local_id"].clone())
            .collect::<Vec<_>>()
    };
    let first = ids();

    assert_eq!(first.len(), 2);
    assert_ne!(first[0], first[1]);
    assert_eq!(first, ids());
}

#[test]
fn one_pass_or_many_must_be_said() {
    let world = World::new();

    assert_eq!(world.refused(&["exchange"]), (64, "E800".to_owned()));
    assert_eq!(
        world.refused(&["exchange", "--once", "--watch"]),
        (64, "E800".to_owned())
    );
    assert_eq!(
        world.refused(&["exchange", "--watch", "--now", TEN]),
        (64, "E800".to_owned())
    );
}

/// Ends by an interrupt, as Ctrl-C gives it, after the pass that runs.
#[cfg(unix)]
#[test]
fn a_watch_tells_of_each_pass_and_ends_when_it_is_told() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let world = World::new();
    let mut child = world
        .command()
        .args(["exchange", "--watch", "--json", "--data"])
        .arg(world.data())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let pass: serde_json::Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(pass["posted"], 0);
    assert_eq!(
        world.refused(&["exchange", "--once"]),
        (3, "E843".to_owned())
    );

    let told = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(lines.next().is_none(), "no second pass");
    world.done(&["file", &data("birth.json"), "--now", TEN]);
    assert_eq!(
        world.exchange(HALF_PAST)["posted"],
        1,
        "the lock is free again"
    );
}

/// A backup or a virus scanner holds the file for a while: whoever watches goes on watching.
#[cfg(unix)]
#[test]
fn a_watch_outlives_a_file_that_is_held() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let world = World::new();
    let watching = || {
        world
            .command()
            .args(["exchange", "--watch", "--json", "--data"])
            .arg(world.data())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let held = world.store().write(|_| {
        let mut child = watching();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();

        Ok::<_, store::StoreError>((child, lines, first))
    });
    let (mut child, mut lines, first) = held.unwrap();
    let read = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    assert_eq!(read(&first)["troubles"][0]["code"], "E922");
    let next = read(&lines.next().unwrap().unwrap());
    assert_eq!(next["troubles"], json!([]));

    let told = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
