//! Round-robin timing: every contender once a round, so that a busy machine slows all alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// One piece of work with a name.
pub struct Contender<'a> {
    pub name: &'static str,
    /// Does it so many times; tells how long one took.
    work: Box<dyn FnMut(u32) -> Duration + 'a>,
    samples: Vec<Duration>,
}

impl<'a> Contender<'a> {
    pub fn new<T>(name: &'static str, mut work: impl FnMut() -> T + 'a) -> Self {
        let timed = move |repeats| {
            let begin = Instant::now();
            (0..repeats).for_each(|_| drop(black_box(work())));
            begin.elapsed() / repeats
        };

        Self { name, work: Box::new(timed), samples: Vec::new() }
    }

    /// Work that takes its own time, where what comes before or after it does not count.
    pub fn clocked(name: &'static str, mut work: impl FnMut() -> Duration + 'a) -> Self {
        let timed = move |repeats| (0..repeats).map(|_| work()).sum::<Duration>() / repeats;

        Self { name, work: Box::new(timed), samples: Vec::new() }
    }

    pub fn best(&self) -> Duration {
        self.samples.iter().min().copied().unwrap_or_default()
    }

    /// So many of a hundred samples are at most this long.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut samples = self.samples.clone();
        samples.sort();

        samples.get((samples.len() * percent / 100).min(samples.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

/// Times all of them, `rounds` times over; small work is repeated within a sample.
pub fn race(contenders: &mut [Contender<'_>], rounds: usize, repeats: u32) {
    for _ in 0..rounds {
        for contender in contenders.iter_mut() {
            let sample = (contender.work)(repeats);
            contender.samples.push(sample);
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

/// The same of the slow ones: the 95th of a hundred samples of each.
pub fn times_faster_at_worst(ours: &Contender<'_>, other: &Contender<'_>) -> f64 {
    other.percentile(95).as_secs_f64() / ours.percentile(95).as_secs_f64().max(f64::MIN_POSITIVE)
}

pub fn megabytes_a_second(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(f64::MIN_POSITIVE)
}
