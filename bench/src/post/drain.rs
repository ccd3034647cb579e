//! A practice that comes back from a holiday: thousands of letters wait, and go through the real exchange
//! into a real ledger. Each run is a process of its own, so that its memory can be seen.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jiff::Timestamp;
use mailbox::LocalId;
use mesh::Mesh;
use practice::{Exchange, World};
use tokio::runtime::Builder;

use super::ours::{Ours, setup};
use super::stub::Stub;
use super::{Where, at};
use crate::desk::{self, now};
use crate::memory::high_water;
use crate::peers;

const PEOPLE: u64 = 10_000;

pub fn run(quick: bool) {
    let counts = if quick { [200, 1_000] } else { [1_000, 10_000] };
    println!("\n== a mailbox that is emptied by the exchange: fetched, stored, acknowledged, read, its receipt posted");
    println!("{:>8} {:>12} {:>12} {:>22} {:>10}", "letters", "seconds", "letters/s", "MB above an empty one", "verify, s");
    let [_, empty, _] = drained(0);
    let [few, many] = counts.map(|count| {
        let [took, peak, verify] = drained(count);
        let count = count as f64;
        println!("{count:>8} {took:>12.2} {:>12.0} {:>22.1} {verify:>10.2}", count / took, peak - empty);
        [took / count, peak, verify / count]
    });
    println!(
        "each of many over each of few (1 is linear): {:.2}, verify {:.2}; memory {:.1} MB more",
        many[0] / few[0],
        many[2] / few[2],
        many[1] - few[1]
    );
}

/// Seconds to drain it, peak of memory in MB, seconds to verify.
fn drained(letters: usize) -> [f64; 3] {
    let stub = Stub::start(0, letters, PEOPLE);
    let output = run_child(&["drain", &stub.address, &letters.to_string()]);
    let figures: Vec<f64> = output.split_whitespace().map(|figure| figure.parse().unwrap()).collect();

    figures.try_into().unwrap()
}

fn run_child(words: &[&str]) -> String {
    let output = Command::new(std::env::current_exe().unwrap()).args(words).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    String::from_utf8(output.stdout).unwrap()
}

/// What the process of its own does.
pub fn child(address: &str, letters: u32) {
    let folder = peers::folder();
    let practice = desk::practice(&folder, PEOPLE);
    let server = Where { mailbox: "X26OT001", to: "X26HC001", ..at(address) };
    let mesh = Mesh::new(setup(&server), Timestamp::now).unwrap();
    let exchange = Exchange::new(practice.clone(), mesh, Arc::new(Clock::default()));
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let begin = Instant::now();
    let mut done = [0; 4];
    // A pass posts no more than so many.
    while done[3] < letters {
        let pass = runtime.block_on(exchange.pass()).unwrap();
        let more = [pass.received, pass.acknowledged, pass.read.letters, pass.posted];
        assert_ne!(more, [0; 4], "nothing goes on: {:?}", pass.troubles);
        done.iter_mut().zip(more).for_each(|(done, more)| *done += more);
    }
    let took = begin.elapsed().as_secs_f64();
    let peak = high_water();
    assert_eq!(done, [letters; 4], "each was fetched, acknowledged, read and receipted once");
    let begin = Instant::now();
    let verified = practice.verify(now()).unwrap();
    let verify = begin.elapsed().as_secs_f64();

    assert!(verified.is_sound(), "{:?}", verified.failures().first());

    println!("{took} {peak} {verify}");
}

/// How much more than the letter itself it takes to post it.
pub fn upload_memory(address: &str, bytes: usize) {
    let [before, after] = [0, bytes].map(|bytes| {
        run_child(&["upload", address, &bytes.to_string()]).trim().parse::<f64>().unwrap()
    });
    let more = after - before - bytes as f64 / 1e6;
    println!("\nM5 memory beside a letter of {} MB: {more:.1} MB   must 21 (one chunk) aim 0.1", bytes / 1_000_000);
}

pub fn upload_child(address: &str, bytes: usize) {
    Ours::new(&at(address)).sends(1, bytes.max(1));
    println!("{}", high_water());
}

#[derive(Default)]
struct Clock(AtomicU64);

impl World for Clock {
    fn now(&self) -> Timestamp {
        now()
    }

    fn local_id(&self) -> LocalId {
        LocalId::from_bytes(u128::from(self.0.fetch_add(1, Ordering::Relaxed)).to_be_bytes())
    }

    fn chance(&self) -> u8 {
        0
    }
}
