//! P0 to P7 and S1: reading and writing letters beside peers and limits.

use crate::contenders::{self, Digest};
use crate::corpus::{Corpus, corpus};
use crate::measure::{Contender, megabytes_a_second, race, times_faster};
use crate::{floors, memory};

const SIZES: [(&str, usize); 4] = [("1 KB", 1_000), ("100 KB", 100_000), ("10 MB", 10_000_000), ("100 MB", 100_000_000)];

pub fn run(quick: bool) {
    let sizes = if quick { &SIZES[..3] } else { &SIZES[..] };
    for (label, size) in sizes {
        let corpus = corpus(*size);
        agree(&corpus);
        println!("\n== {label}: {} bytes, {} messages", corpus.bytes.len(), corpus.letter.messages.len());
        let (rounds, repeats) = effort(*size, quick);
        segments(&corpus, rounds, repeats);
        typed(&corpus, rounds, repeats);
        writing(&corpus, rounds, repeats);
    }
    memory::run(quick);
}

/// Enough rounds for a median, about a second a contender.
fn effort(size: usize, quick: bool) -> (usize, u32) {
    let rounds = if quick { 7 } else { 15 };

    match size {
        0..10_000 => (rounds, 2_000),
        10_000..1_000_000 => (rounds, 50),
        1_000_000..50_000_000 => (rounds.min(11), 1),
        _ => (5, 1),
    }
}

/// Nobody may win by doing less.
fn agree(corpus: &Corpus) {
    let digest = contenders::ours(&corpus.bytes);
    assert_eq!(digest, floors::scalar(&corpus.bytes), "the byte loop counts as we do");
    assert_eq!(digest, floors::tape(&corpus.bytes), "the tape counts as we do");
    assert_eq!(digest, contenders::stream_parser(&corpus.bytes), "edifact-parser counts as we do");
    assert_eq!(digest, contenders::from_bytes(&corpus.alphabetic), "edifact-rs counts as we do");
    let raw = contenders::tokenizer(&corpus.alphabetic);
    assert_eq!(Digest { bytes: digest.bytes, ..raw }, digest, "its tokens count as we do, but for releases");
    assert!(edifact_rs::from_bytes(&corpus.bytes).any(|segment| segment.is_err()), "edifact-rs refuses S01");
}

fn segments(corpus: &Corpus, rounds: usize, repeats: u32) {
    let (real, alphabetic) = (&corpus.bytes, &corpus.alphabetic);
    let mut all = [
        Contender::new("segments, ours", || contenders::ours(real)),
        Contender::new("edifact-rs Tokenizer (letters-only tags, releases left in)", || contenders::tokenizer(alphabetic)),
        Contender::new("edifact-rs from_bytes (letters-only tags)", || contenders::from_bytes(alphabetic)),
        Contender::new("edifact-parser + releases resolved", || contenders::stream_parser(real)),
        Contender::new("floor: tape of separators", || floors::tape(real)),
        Contender::new("floor: byte loop", || floors::scalar(real)),
        Contender::new("limit: memchr count of terminators", || memchr::memchr_iter(b'\'', real).count()),
        Contender::new("limit: plain copy", || real.clone()),
    ];
    race(&mut all, rounds, repeats);
    report(&all, real.len(), &["", "P1 must 2.5 aim 4", "P2 must 6 aim 9", "P3 must 3.5 aim 6", "P1 aim 0.35", "", "", ""]);
}

fn typed(corpus: &Corpus, rounds: usize, repeats: u32) {
    let (real, alphabetic) = (&corpus.bytes, &corpus.alphabetic);
    let mut all = [
        Contender::new("notices, ours (typed, counts checked)", || contenders::ours_typed(real)),
        Contender::new("edifact-rs parse + validate_envelope (untyped)", || contenders::collected(alphabetic)),
        Contender::new("edifact-rs from_bytes (untyped)", || contenders::from_bytes(alphabetic)),
        Contender::new("floor: hand-made typed loop", || floors::typed(real).transactions.len()),
    ];
    race(&mut all, rounds, repeats);
    report(&all, real.len(), &["", "P4 must 4 aim 6", "P5 (1 KB) must 2 aim 5", "P4 aim 0.6"]);
}

fn writing(corpus: &Corpus, rounds: usize, repeats: u32) {
    let segments: Vec<_> = edifact_rs::from_bytes(&corpus.alphabetic).map(Result::unwrap).collect();
    let mut all = [
        Contender::new("write, ours (from typed letters)", || corpus.letter.write(gplinks::Newlines::Between).unwrap()),
        Contender::new("edifact-rs segments_to_bytes", || edifact_rs::segments_to_bytes(&segments).unwrap()),
    ];
    race(&mut all, rounds, repeats);
    report(&all, corpus.bytes.len(), &["", "S1 must 1.2 aim 2 (1.4 at 10 MB)"]);
}

/// The first is ours; each other line says how many times as fast ours is.
fn report(all: &[Contender<'_>], bytes: usize, targets: &[&str]) {
    let [ours, ..] = all else { return };
    for (contender, target) in all.iter().zip(targets) {
        let speed = megabytes_a_second(bytes, contender.best());
        let times = times_faster(ours, contender);
        println!("{:<60} {speed:>9.0} MB/s   ours x {times:<6.2} {target}", contender.name);
    }
}

/// One contender alone for a while, for a profiler.
pub fn profile(what: &str) {
    let corpus = corpus(1_000_000);
    for _ in 0..1_000 {
        match what {
            "segments" => drop(std::hint::black_box(contenders::ours(&corpus.bytes))),
            "notices" => drop(std::hint::black_box(contenders::ours_typed(&corpus.bytes))),
            _ => drop(std::hint::black_box(corpus.letter.write(gplinks::Newlines::Between))),
        }
    }
}
