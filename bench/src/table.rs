//! What a run found: each contender's times, then the ratios beside the targets of the design.

use std::time::Duration;

use crate::measure::{Contender, times_faster, times_faster_at_worst};

/// The lines of one bench, printed together at its end.
#[derive(Default)]
pub struct Table {
    lines: Vec<Line>,
}

struct Line {
    id: &'static str,
    what: &'static str,
    peer: &'static str,
    ratio: f64,
    bars: Bars,
}

/// What a ratio must reach to be done, and what is aimed at.
#[derive(Clone, Copy)]
pub enum Bars {
    /// Our time over the peer's.
    AtMost(Option<f64>, Option<f64>),
    /// The peer's time over ours.
    AtLeast(f64, f64),
}

/// A limit or another view, to see by; nothing is demanded.
pub const SHOWN: Bars = Bars::AtMost(None, None);

pub fn at_most(must: f64, ambitious: f64) -> Bars {
    Bars::AtMost(Some(must), Some(ambitious))
}

impl Table {
    /// The median of the ratios of all rounds.
    pub fn add(&mut self, id: &'static str, ours: &Contender<'_>, peer: &Contender<'_>, bars: Bars) {
        self.put(id, (ours.name, peer.name), times_faster(ours, peer), bars);
    }

    /// The ratio of the 95th percentiles.
    pub fn add_worst(&mut self, id: &'static str, ours: &Contender<'_>, peer: &Contender<'_>, bars: Bars) {
        self.put(id, (ours.name, peer.name), times_faster_at_worst(ours, peer), bars);
    }

    fn put(&mut self, id: &'static str, (what, peer): (&'static str, &'static str), times: f64, bars: Bars) {
        let ratio = match bars {
            Bars::AtMost(..) => 1.0 / times.max(f64::MIN_POSITIVE),
            Bars::AtLeast(..) => times,
        };
        self.lines.push(Line { id, what, peer, ratio, bars });
    }

    pub fn print(&self, name: &str) {
        println!("\n== {name}: ratios (<= our time over the peer's; >= the peer's over ours)");
        println!(
            "{:<8} {:<46} {:<48} {:>8} {:>8} {:>9}  verdict",
            "id", "what", "peer", "ratio", "must", "ambitious"
        );
        for Line { id, what, peer, ratio, bars } in &self.lines {
            let (must, ambitious) = bars.shown();
            let verdict = bars.verdict(*ratio);
            println!("{id:<8} {what:<46} {peer:<48} {:>8} {must:>8} {ambitious:>9}  {verdict}", figure(*ratio));
        }
    }
}

impl Bars {
    fn shown(self) -> (String, String) {
        let bar = |sign: &str, bar: f64| format!("{sign} {bar}");
        let or_none = |at_most: Option<f64>| at_most.map_or("-".to_owned(), |most| bar("<=", most));

        match self {
            Self::AtMost(must, ambitious) => (or_none(must), or_none(ambitious)),
            Self::AtLeast(must, ambitious) => (bar(">=", must), bar(">=", ambitious)),
        }
    }

    fn verdict(self, ratio: f64) -> &'static str {
        let (must, ambitious) = match self {
            Self::AtMost(None, None) => return "shown only",
            Self::AtMost(must, ambitious) => {
                (must.is_none_or(|most| ratio <= most), ambitious.is_none_or(|most| ratio <= most))
            }
            Self::AtLeast(must, ambitious) => (ratio >= must, ratio >= ambitious),
        };
        let has_must = !matches!(self, Self::AtMost(None, _));

        match (must, ambitious) {
            (true, true) => "ambitious",
            (true, false) if has_must => "must",
            (true, false) => "not ambitious",
            (false, _) => "MISSED",
        }
    }
}

/// What each contender took in a race.
pub fn times(what: &str, contenders: &[Contender<'_>]) {
    println!("\n-- {what:<70} {:>10} {:>10} {:>10}", "best", "p50", "p95");
    for one in contenders {
        let [best, half, most] = [one.best(), one.percentile(50), one.percentile(95)].map(shown);
        println!("   {:<70} {best:>10} {half:>10} {most:>10}", one.name);
    }
}

fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;

    match micros {
        0.0..1_000.0 => format!("{micros:.1} us"),
        1_000.0..1_000_000.0 => format!("{:.2} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}

fn figure(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.4}") } else { format!("{ratio:.2}") }
}
