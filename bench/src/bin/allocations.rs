//! P7: allocations a segment, in a program of its own because counting them costs time.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let path = std::env::args().nth(1).expect("usage: allocations FILE");
    let bytes = std::fs::read(path).unwrap();
    let region = Region::new(ALLOCATOR);
    let (mut segments, mut released, mut values) = (0_u64, 0_u64, 0);
    for segment in edifact::Segments::new(&bytes, edifact::Limits::file()) {
        segments += 1;
        released += u64::from(segment.raw().contains(&b'?'));
        values += segment.elements().flat_map(|element| element.components()).map(|one| one.text().len()).sum::<usize>();
    }
    let count = region.change().allocations as f64 / segments as f64;

    println!(
        "allocations a segment: {count:.4} ({released} of {segments} segments hold a release, {values} bytes of values)   P7 must 0.1 aim only released values"
    );
}
