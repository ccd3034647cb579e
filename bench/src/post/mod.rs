//! M1 to M5: the carrying of letters, beside the official client of MESH, the public sandbox and bare sockets.

mod drain;
mod ours;
mod peer;
mod sandbox;
mod stub;

use std::cell::RefCell;
use std::ffi::OsString;
use std::time::Duration;

use crate::measure::{Contender, race};
use crate::table::{self, Bars, SHOWN, Table, at_most};
use ours::{Ours, bare_sends};
use peer::Peer;
use sandbox::{Files, Sandbox};
use stub::Stub;

pub use drain::child as drain_child;
pub use drain::upload_child;
pub use stub::serve;

/// Names the Python in whose environment the official client and the sandbox are.
const VARIABLE: &str = "LINKDESK_MESH_SANDBOX";
/// A small letter.
const SMALL: usize = 1_000;
const LARGE: usize = 100_000_000;

/// A server, and who speaks to it.
#[derive(Clone, Copy)]
pub struct Where<'a> {
    pub address: &'a str,
    pub mailbox: &'a str,
    pub to: &'a str,
    pub files: Option<&'a Files>,
}

/// What a piece of work took: time, and the client's time on the processor.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    pub wall: Duration,
    pub cpu: Duration,
}

pub fn run(quick: bool) {
    let mut table = Table::default();
    match std::env::var_os(VARIABLE) {
        Some(python) => beside_the_peer(&python, &mut table, quick),
        None => println!("\nThe official client of MESH and the sandbox are left out: {VARIABLE} names no Python that has them."),
    }
    drain::run(quick);
    table.print("post");
}

fn beside_the_peer(python: &OsString, table: &mut Table, quick: bool) {
    let peer = RefCell::new(Peer::start(python));
    on_the_stub(&peer, table, quick);
    far_away(&peer, table, quick);
    for is_safe in [false, true] {
        in_the_sandbox(python, &peer, table, is_safe, quick);
    }
    large(python, &peer, table, quick);
}

fn at(address: &str) -> Where<'_> {
    Where { address, mailbox: "X26ABC1", to: "X26ABC2", files: None }
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(stub::name).collect()
}

/// M1 and M3: the processor's time, and how fast it goes where the other side answers at once.
fn on_the_stub(peer: &RefCell<Peer>, table: &mut Table, quick: bool) {
    let (rounds, times) = if quick { (5, 100) } else { (15, 300) };
    let stub = Stub::start(0, 100, 1_000);
    let (server, ids) = (at(&stub.address), ids(times));
    let ours = Ours::new(&server);
    let each = |took: Duration| took / times as u32;
    let mut all = [
        Contender::clocked("ours: send 1 KB, processor", || each(ours.sends(times, SMALL).cpu)),
        Contender::clocked("mesh-client: send 1 KB, processor", || each(peer.borrow_mut().sends(&server, times, SMALL).cpu)),
        Contender::clocked("bare socket: send 1 KB, processor", || each(bare_sends(server.address, times, SMALL).cpu)),
    ];
    race(&mut all, rounds, 1);
    table::times("M1 the client's processor time for one small letter", &all);
    table.add("M1", &all[0], &all[1], at_most(0.4, 0.25));
    table.add("M1", &all[0], &all[2], SHOWN);
    let mut all = [
        Contender::clocked("ours: receive and acknowledge, processor", || each(ours.receives(&ids, true, 1).cpu)),
        Contender::clocked("mesh-client: receive and acknowledge, processor", || {
            each(peer.borrow_mut().receives(&server, &ids, true).0.cpu)
        }),
    ];
    race(&mut all, rounds, 1);
    table::times("M1 the client's processor time for one that comes", &all);
    table.add("M1", &all[0], &all[1], at_most(0.4, 0.25));
    let mut all = [
        Contender::clocked("ours: send 1 KB, one after the other", || each(ours.sends(times, SMALL).wall)),
        Contender::clocked("mesh-client: send 1 KB, one connection", || each(peer.borrow_mut().sends(&server, times, SMALL).wall)),
        Contender::clocked("bare socket: send 1 KB, one connection", || each(bare_sends(server.address, times, SMALL).wall)),
    ];
    race(&mut all, rounds, 1);
    table::times("M3 one letter after the other, answered at once", &all);
    table.add("M3", &all[0], &all[1], Bars::AtLeast(3.0, 4.5));
    table.add("M3", &all[0], &all[2], Bars::AtMost(None, Some(2.2)));
}

/// M4: the other side answers after 50 ms. Letters of one link are posted one by one; what may overlap is
/// what comes in.
fn far_away(peer: &RefCell<Peer>, table: &mut Table, quick: bool) {
    let (rounds, times) = if quick { (2, 40) } else { (3, 200) };
    let stub = Stub::start(50, 100, 1_000);
    let (server, ids) = (at(&stub.address), ids(times));
    let ours = Ours::new(&server);
    let mut all = [
        Contender::clocked("ours: downloads, 8 at a time", || ours.receives(&ids, false, 8).wall / times as u32),
        Contender::clocked("mesh-client: downloads", || {
            peer.borrow_mut().receives(&server, &ids, false).0.wall / times as u32
        }),
    ];
    race(&mut all, rounds, 1);
    table::times("M4 independent calls over a line of 50 ms", &all);
    table.add("M4", &all[0], &all[1], Bars::AtLeast(4.0, 7.0));
}

/// M2: both clients in turn, each at an empty sandbox.
fn in_the_sandbox(python: &OsString, peer: &RefCell<Peer>, table: &mut Table, is_safe: bool, quick: bool) {
    let (rounds, times) = if quick { (3, 50) } else { (7, 200) };
    let sandbox = Sandbox::start(python, is_safe);
    let sender = Where { files: sandbox.files.as_ref(), ..at(&sandbox.address) };
    let receiver = Where { mailbox: "X26ABC2", ..sender };
    let (ours, our_receiver) = (Ours::new(&sender), Ours::new(&receiver));
    let each = |took: Took| took.wall / times as u32;
    let names = match is_safe {
        false => ["ours: send, sandbox", "mesh-client: send, sandbox", "ours: receive and acknowledge, sandbox", "mesh-client: receive and acknowledge, sandbox"],
        true => ["ours: send, sandbox, mutual TLS", "mesh-client: send, sandbox, mutual TLS", "ours: receive and ack., sandbox, mutual TLS", "mesh-client: receive and ack., mutual TLS"],
    };
    let emptied = |(took, count): (Took, usize)| {
        assert_eq!(count, times, "all that was sent is received");
        each(took)
    };
    let mut sends = [
        Contender::clocked(names[0], || {
            let took = each(ours.sends(times, SMALL));
            our_receiver.empties();
            sandbox.empty();
            took
        }),
        Contender::clocked(names[1], || {
            let took = each(peer.borrow_mut().sends(&sender, times, SMALL));
            our_receiver.empties();
            sandbox.empty();
            took
        }),
    ];
    race(&mut sends, rounds, 1);
    let mut receives = [
        Contender::clocked(names[2], || {
            ours.sends(times, SMALL);
            let took = emptied(our_receiver.empties());
            sandbox.empty();
            took
        }),
        Contender::clocked(names[3], || {
            ours.sends(times, SMALL);
            let took = emptied(peer.borrow_mut().receives(&receiver, &[], true));
            sandbox.empty();
            took
        }),
    ];
    race(&mut receives, rounds, 1);
    for (all, must) in [(&sends, 1.0), (&receives, 1.2)] {
        table::times("M2 the public sandbox, one call after the other", all);
        table.add("M2", &all[0], &all[1], Bars::AtLeast(must, if is_safe { 1.6 } else { 1.4 }));
    }
}

/// M5: 100 MB in chunks of 20 MB.
fn large(python: &OsString, peer: &RefCell<Peer>, table: &mut Table, quick: bool) {
    let rounds = if quick { 3 } else { 7 };
    let stub = Stub::start(0, 1, 10);
    let sandbox = Sandbox::start(python, false);
    for (address, names, bars) in [
        (&sandbox.address, ["ours: 100 MB, sandbox", "mesh-client: 100 MB, sandbox"], Bars::AtLeast(1.0, 1.2)),
        (&stub.address, ["ours: 100 MB, stub", "mesh-client: 100 MB, stub"], Bars::AtLeast(1.5, 2.0)),
    ] {
        let server = at(address);
        let ours = Ours::new(&server);
        let clear = || if names[0].ends_with("sandbox") { sandbox.empty() };
        let mut all = [
            Contender::clocked(names[0], || {
                let took = ours.sends(1, LARGE).wall;
                clear();
                took
            }),
            Contender::clocked(names[1], || {
                let took = peer.borrow_mut().sends(&server, 1, LARGE).wall;
                clear();
                took
            }),
        ];
        race(&mut all, rounds, 1);
        table::times("M5 100 MB in chunks of 20 MB", &all);
        table.add("M5", &all[0], &all[1], bars);
    }
    drain::upload_memory(&stub.address, LARGE);
}
