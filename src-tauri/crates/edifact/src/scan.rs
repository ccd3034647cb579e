//! Finds where segments begin and end. It looks at eight bytes at a time, because a letter is
//! mostly short plain segments; everything out of the ordinary takes the slow road of `notice`.

use crate::words::Wanted;
use crate::{Delimiters, Limits, Place, Problem, Rule, Span, limits};

/// What one look at the data gives.
pub(crate) enum Step {
    Segment(Found),
    /// The data ends before the segment does; everything before `keep` is done with.
    More {
        keep: usize,
    },
    End,
}

/// A segment's place in the window, without its terminator.
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where the next look begins.
    pub(crate) next: usize,
    pub(crate) line: u64,
    pub(crate) number: u64,
    /// Holds no release character or line break: its parts can be used as they stand.
    pub(crate) plain: bool,
    pub(crate) delimiters: Delimiters,
}

/// The state that runs from segment to segment.
pub(crate) struct Scanner {
    delimiters: Delimiters,
    limits: Limits,
    pub(crate) line: u64,
    pub(crate) after_return: bool,
    number: u64,
    /// At the beginning of a file, and after UNZ: a letter may begin with UNA only here.
    before_letter: bool,
    pub(crate) at_start: bool,
    pub(crate) stopped: bool,
    pub(crate) problems: Vec<Problem>,
}

/// What was met inside one segment.
#[derive(Default)]
struct Oddities {
    escaped: bool,
    high: Option<usize>,
    newline: Option<usize>,
    control: Option<usize>,
    outside: Option<usize>,
    lines: u64,
}

enum Body {
    Ends(usize),
    Open { release_at_end: bool },
}

impl Scanner {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            delimiters: Delimiters::USUAL,
            limits,
            line: 1,
            after_return: false,
            number: 0,
            before_letter: true,
            at_start: true,
            stopped: false,
            problems: Vec::new(),
        }
    }

    /// Looks for the next segment in `window`, whose first byte is byte `base` of the file.
    /// `last` says that nothing follows the window.
    pub(crate) fn step(&mut self, window: &[u8], base: u64, last: bool) -> Step {
        if self.stopped {
            return Step::End;
        }
        let mut start = 0;
        loop {
            start = match self.skip_gap(window, start, base, last) {
                Ok(start) => start,
                Err(keep) => return Step::More { keep },
            };
            if start >= window.len() {
                return self.at_end(window.len(), base, last);
            }
            if self.before_letter
                && window
                    .get(start..)
                    .is_some_and(|rest| rest.starts_with(b"UNA"))
            {
                match self.read_una(window, start, base, last) {
                    Some(after) => start = after,
                    None if last || self.stopped => return Step::End,
                    None => return Step::More { keep: start },
                }
                continue;
            }
            if window.get(start) == Some(&self.delimiters.terminator) {
                self.report(Rule::EmptySegment, base, start, start + 1);
                start += 1;
                continue;
            }
            return self.segment(window, start, base, last);
        }
    }

    fn at_end(&mut self, at: usize, base: u64, last: bool) -> Step {
        if !last {
            return Step::More { keep: at };
        }
        if self.number == 0 && !self.stopped {
            self.stop(Rule::NoData, base, at);
        }
        self.stopped = true;

        Step::End
    }

    fn segment(&mut self, window: &[u8], start: usize, base: u64, last: bool) -> Step {
        let room = start
            .saturating_add(self.limits.segment_bytes)
            .saturating_add(1)
            .min(window.len());
        let body = window.get(start..room).unwrap_or_default();
        let mut odd = Oddities::default();

        let end = match find_end(body, self.delimiters, &mut odd) {
            Body::Ends(length) => start + length,
            Body::Open { .. } if body.len() > self.limits.segment_bytes => {
                self.stop(Rule::SegmentTooLong, base, start);
                return Step::End;
            }
            Body::Open { .. } if !last => return Step::More { keep: start },
            Body::Open { release_at_end } => {
                return self.cut_off(body, start, base, odd, release_at_end);
            }
        };

        self.found(window, start..end, end + 1, base, odd)
    }

    /// The data ends without a terminator: harmless after UNZ, a loss anywhere else.
    fn cut_off(
        &mut self,
        body: &[u8],
        start: usize,
        base: u64,
        odd: Oddities,
        release_at_end: bool,
    ) -> Step {
        let length = body
            .iter()
            .rposition(|byte| !is_gap(*byte))
            .map_or(0, |at| at + 1);
        let trailer = body.starts_with(b"UNZ")
            && body
                .get(3)
                .is_none_or(|byte| *byte == self.delimiters.element);
        let rule = match (release_at_end, trailer) {
            (true, _) => Rule::ReleaseAtEnd,
            (false, true) => Rule::LastTerminatorMissing,
            (false, false) => Rule::CutOff,
        };
        let odd = Oddities {
            newline: odd.newline.filter(|at| *at < length),
            ..odd
        };

        let step = self.found(body, 0..length, body.len(), base + start as u64, odd);
        self.report(rule, base, start + length, start + length);
        match step {
            Step::Segment(found) => Step::Segment(Found {
                start: start + found.start,
                end: start + found.end,
                next: start + found.next,
                ..found
            }),
            other @ (Step::More { .. } | Step::End) => other,
        }
    }

    fn found(
        &mut self,
        window: &[u8],
        range: std::ops::Range<usize>,
        next: usize,
        base: u64,
        odd: Oddities,
    ) -> Step {
        let (start, end) = (range.start, range.end);
        self.number += 1;
        if self.limits.segments.is_some_and(|most| self.number > most) {
            self.stop(Rule::TooManySegments, base, start);
            return Step::End;
        }
        if self
            .limits
            .bytes
            .is_some_and(|most| base + end as u64 > most)
        {
            self.stop(Rule::LetterTooLarge, base, start);
            return Step::End;
        }

        let bytes = window.get(range).unwrap_or_default();
        let found = Found {
            start,
            end,
            next,
            line: self.line,
            number: self.number,
            plain: !odd.escaped && odd.newline.is_none(),
            delimiters: self.delimiters,
        };
        self.remark(bytes, start, base, &odd);
        self.line += odd.lines;
        self.after_return = false;
        self.at_start = false;
        self.before_letter = bytes.starts_with(b"UNZ");
        if self.before_letter {
            self.delimiters = Delimiters::USUAL;
        }

        Step::Segment(found)
    }

    fn remark(&mut self, bytes: &[u8], start: usize, base: u64, odd: &Oddities) {
        if !has_tag(bytes, self.delimiters.element) {
            let shown = bytes.len().min(3);
            self.report(Rule::BadTag, base, start, start + shown);
        }
        if bytes.len() > limits::LONG_SEGMENT {
            self.report(Rule::LongSegment, base, start, start + bytes.len());
        }
        let high = odd.high.map(|at| {
            let rule = if std::str::from_utf8(bytes).is_ok() {
                Rule::NotLevelA
            } else {
                Rule::NotUtf8
            };
            (at, rule)
        });
        let outside = odd
            .outside
            .map(|at| (at, Rule::NotLevelA))
            .filter(|_| !matches!(high, Some((_, Rule::NotLevelA))));
        let met = [
            odd.newline.map(|at| (at, Rule::NewlineInside)),
            odd.control.map(|at| (at, Rule::ControlInside)),
            high,
            outside,
        ];
        for (at, rule) in met.into_iter().flatten() {
            self.report(rule, base, start + at, start + at + 1);
        }
    }

    /// `una = "UNA" component element decimal release reserved terminator`; gives where it ends.
    fn read_una(&mut self, window: &[u8], start: usize, base: u64, last: bool) -> Option<usize> {
        let Some(&[component, element, _decimal, release, _reserved, terminator]) =
            window.get(start + 3..start + 9)
        else {
            if last {
                self.stop(Rule::UnaUnusable, base, start);
            }
            return None;
        };
        let said = Delimiters {
            component,
            element,
            release,
            terminator,
        };
        if !said.are_usable() {
            self.stop(Rule::UnaUnusable, base, start);
            return None;
        }
        if said != Delimiters::USUAL {
            self.report(Rule::UnaUnusual, base, start, start + 9);
        }
        self.delimiters = said;
        self.before_letter = false;
        self.at_start = false;

        Some(start + 9)
    }

    pub(crate) fn stop(&mut self, rule: Rule, base: u64, at: usize) {
        self.stopped = true;
        self.report(rule, base, at, at);
    }

    pub(crate) fn report(&mut self, rule: Rule, base: u64, start: usize, end: usize) {
        let span = Span {
            start: base + start as u64,
            end: base + end as u64,
        };
        let at = Place {
            span,
            line: self.line,
            segment: self.number.max(1),
        };
        self.problems.push(Problem { rule, at });
    }
}

/// `tag = 3*3( capital letter / digit )`; digits because of the group tags S01 and S02.
pub(crate) fn has_tag(bytes: &[u8], element: u8) -> bool {
    let is_tag_character = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();

    match bytes {
        [a, b, c] => [a, b, c].into_iter().all(is_tag_character),
        [a, b, c, next, ..] => *next == element && [a, b, c].into_iter().all(is_tag_character),
        _ => false,
    }
}

fn is_gap(byte: u8) -> bool {
    byte <= b' ' || byte == 0x7F
}

/// Finds the terminator in `body`, noting everything out of the ordinary on the way.
fn find_end(body: &[u8], delimiters: Delimiters, odd: &mut Oddities) -> Body {
    let wanted = Wanted::new(delimiters);
    let mut at = 0;
    while let Some(next) = wanted.next(body, at) {
        let byte = body.get(next).copied().unwrap_or_default();
        if byte == delimiters.terminator {
            return Body::Ends(next);
        }
        at = next + 1;
        if byte == delimiters.release {
            odd.escaped = true;
            at = after_breaks(body, at, odd);
            match body.get(at) {
                None => {
                    return Body::Open {
                        release_at_end: true,
                    };
                }
                Some(&released)
                    if released == delimiters.terminator || released == delimiters.release =>
                {
                    at += 1
                }
                Some(_) => {}
            }
        } else {
            notice(body, next, byte, odd);
        }
    }

    Body::Open {
        release_at_end: false,
    }
}

/// A line break is not data, so what is released stands behind it.
fn after_breaks(body: &[u8], from: usize, odd: &mut Oddities) -> usize {
    let mut at = from;
    while let Some(&byte) = body.get(at).filter(|byte| matches!(byte, b'\n' | b'\r')) {
        notice(body, at, byte, odd);
        at += 1;
    }

    at
}

fn notice(body: &[u8], at: usize, byte: u8, odd: &mut Oddities) {
    match byte {
        b'\n' | b'\r' => {
            odd.newline.get_or_insert(at);
            let second_half = byte == b'\n'
                && at.checked_sub(1).and_then(|before| body.get(before)) == Some(&b'\r');
            odd.lines += u64::from(!second_half);
        }
        0x00..=0x1F | 0x7F => {
            odd.control.get_or_insert(at);
        }
        0x80.. => {
            odd.high.get_or_insert(at);
        }
        _ => {
            odd.outside.get_or_insert(at);
        }
    }
}
