//! Round-robin timing: every contender once a round, so that a busy machine slows all alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// One piece of work with a name.
pub struct Contender<'a> {
    pub name: &'static str,
    work: Box<dyn Fn() + 'a>,
    samples: Vec<Duration>,
}

impl<'a> Contender<'a> {
    pub fn new<T>(name: &'static str, work: impl Fn() -> T + 'a) -> Self {
        Self { name, work: Box::new(move || drop(black_box(work()))), samples: Vec::new() }
    }

    pub fn best(&self) -> Duration {
        self.samples.iter().min().copied().unwrap_or_default()
    }
}

/// Times all of them, `rounds` times over; small work is repeated within a sample.
pub fn race(contenders: &mut [Contender<'_>], rounds: usize, repeats: u32) {
    for _ in 0..rounds {
        for contender in contenders.iter_mut() {
            let begin = Instant::now();
            (0..repeats).for_each(|_| (contender.work)());
            contender.samples.push(begin.elapsed() / repeats);
        }
    }
}

/// How many times as fast `ours` is as `other`: the median over the rounds.
pub fn times_faster(ours: &Contender<'_>, other: &Contender<'_>) -> f64 {
    let mut ratios: Vec<f64> = ours
        .samples
        .iter()
        .zip(&other.samples)
        .map(|(ours, other)| other.as_secs_f64() / ours.as_secs_f64().max(f64::MIN_POSITIVE))
        .collect();
    ratios.sort_by(f64::total_cmp);

    ratios.get(ratios.len() / 2).copied().unwrap_or_default()
}

pub fn megabytes_a_second(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(f64::MIN_POSITIVE)
}
