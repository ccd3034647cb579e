//! Goes from segment to segment: what stands between them, where each ends, and what is odd about it.

use crate::blocks::Wanted;
use crate::body::{Oddities, find_end};
use crate::marks::Marks;
use crate::{Delimiters, Limits, Place, Problem, Rule, Severity, Span, limits};

/// So many remarks are kept until they are taken: between two segments there may be any number.
const KEPT: usize = 256;

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
    pub(crate) line: u32,
    pub(crate) number: u32,
    /// Holds no release character or line break: its parts can be used as they stand.
    pub(crate) plain: bool,
    pub(crate) marks: Marks,
}

impl Step {
    /// The segment, where there is one.
    pub(crate) fn segment(self) -> Option<Found> {
        match self {
            Self::Segment(found) => Some(found),
            Self::More { .. } | Self::End => None,
        }
    }
}

/// The state that runs from segment to segment.
pub(crate) struct Scanner {
    pub(crate) delimiters: Delimiters,
    wanted: Wanted,
    odd: Oddities,
    limits: Limits,
    pub(crate) line: u32,
    pub(crate) after_return: bool,
    number: u32,
    /// At the beginning of a file, and after UNZ: a letter may begin with UNA only here.
    before_letter: bool,
    pub(crate) at_start: bool,
    /// Where the first odd character of the gap stands that is being stepped over.
    pub(crate) odd_gap: Option<u64>,
    pub(crate) stopped: bool,
    pub(crate) problems: Vec<Problem>,
}

impl Scanner {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            delimiters: Delimiters::USUAL,
            wanted: Wanted::new(Delimiters::USUAL),
            odd: Oddities::default(),
            limits,
            line: 1,
            after_return: false,
            number: 0,
            before_letter: true,
            at_start: true,
            odd_gap: None,
            stopped: false,
            problems: Vec::new(),
        }
    }

    /// The next segment where nothing about it is out of the ordinary: the common case, without a detour.
    /// `None` says nothing at all; [`Scanner::step`] looks again.
    #[inline(always)]
    pub(crate) fn quick(&mut self, window: &[u8], base: u64) -> Option<Found> {
        let start = usize::from(window.first() == Some(&b'\n'));
        let rest = window.get(start..).unwrap_or_default();
        if self.before_letter
            || self.stopped
            || self.after_return
            || !has_tag_before(rest, self.delimiters.element)
        {
            return None;
        }
        self.odd.forget();
        let within = rest.get(..limits::LONG_SEGMENT).unwrap_or(rest);
        let (end, marks) = find_end(within, self.delimiters, &self.wanted, &mut self.odd);
        let end = start + end.filter(|_| self.odd.is_quiet())?;
        if self
            .limits
            .are_passed(u64::from(self.number) + 1, end, base + end as u64)
        {
            return None;
        }

        self.number += 1;
        self.line += u32::from(start == 1);
        self.before_letter = rest.starts_with(b"UNZ");
        let (line, number) = (self.line, self.number);

        Some(Found {
            start,
            end,
            next: end + 1,
            line,
            number,
            plain: self.odd.is_plain(),
            marks,
        })
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
            if self.before_letter {
                match self.begin_letter(window, start, base, last) {
                    Some(after) if after > start => {
                        start = after;
                        continue;
                    }
                    Some(_) => {}
                    None if last || self.stopped => return Step::End,
                    None => return Step::More { keep: start },
                }
            }
            if window.get(start) == Some(&self.delimiters.terminator) {
                self.report(Rule::EmptySegment, base, start, start + 1);
                start += 1;
                continue;
            }
            return self.segment(window, start, base, last);
        }
    }

    /// A letter has the usual separators unless UNA names others; gives where its first segment may begin.
    fn begin_letter(
        &mut self,
        window: &[u8],
        start: usize,
        base: u64,
        last: bool,
    ) -> Option<usize> {
        self.separate_by(Delimiters::USUAL);
        let has_una = window
            .get(start..)
            .is_some_and(|rest| rest.starts_with(b"UNA"));

        if has_una {
            self.read_una(window, start, base, last)
        } else {
            Some(start)
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

    #[inline(always)]
    fn segment(&mut self, window: &[u8], start: usize, base: u64, last: bool) -> Step {
        let room = self.limits.segment_bytes.saturating_add(1);
        let rest = window.get(start..).unwrap_or_default();
        let within = rest.get(..room).unwrap_or(rest);
        let mut odd = Oddities::default();
        let (end, marks) = find_end(within, self.delimiters, &self.wanted, &mut odd);

        match end {
            Some(length) => self.found(window, (start, length, length + 1), base, marks, &odd),
            None if within.len() == room => {
                self.stop(Rule::SegmentTooLong, base, start);
                Step::End
            }
            None if !last => Step::More { keep: start },
            None => self.cut_off(window, start, base, marks, &odd),
        }
    }

    /// The data ends without a terminator: harmless after UNZ, a loss anywhere else.
    fn cut_off(
        &mut self,
        window: &[u8],
        start: usize,
        base: u64,
        marks: Marks,
        odd: &Oddities,
    ) -> Step {
        let rest = window.get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .rposition(|byte| !is_gap(*byte))
            .map_or(0, |at| at + 1);
        let ends_letter = rest.starts_with(b"UNZ")
            && rest
                .get(3)
                .is_none_or(|byte| *byte == self.delimiters.element);
        let rule = match (odd.release_at_end, ends_letter) {
            (true, _) => Rule::ReleaseAtEnd,
            (false, true) => Rule::LastTerminatorMissing,
            (false, false) => Rule::CutOff,
        };

        let step = self.found(window, (start, length, rest.len()), base, marks, odd);
        self.report(rule, base, start + length, start + length);

        step
    }

    /// Takes a segment that begins at `start` and is `length` long; the next look begins `next` after it.
    #[inline(always)]
    fn found(
        &mut self,
        window: &[u8],
        (start, length, next): (usize, usize, usize),
        base: u64,
        marks: Marks,
        odd: &Oddities,
    ) -> Step {
        let (line, number) = (self.line, self.number + 1);
        let end = start + length;
        (self.line, self.number) = (line + odd.lines, number);
        if self
            .limits
            .segments
            .is_some_and(|most| u64::from(number) > most)
        {
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

        let bytes = window.get(start..end).unwrap_or_default();
        if !odd.is_quiet()
            || length > limits::LONG_SEGMENT
            || !has_tag(bytes, self.delimiters.element)
        {
            self.remark(
                bytes,
                Place {
                    span: Span {
                        start: base + start as u64,
                        end: 0,
                    },
                    line,
                    segment: number,
                },
                odd,
            );
        }
        (self.after_return, self.at_start) = (false, false);
        self.before_letter = bytes.starts_with(b"UNZ");

        Step::Segment(Found {
            start,
            end,
            next: start + next,
            line,
            number,
            plain: odd.is_plain(),
            marks,
        })
    }

    fn separate_by(&mut self, delimiters: Delimiters) {
        if self.delimiters != delimiters {
            self.delimiters = delimiters;
            self.wanted = Wanted::new(delimiters);
        }
    }

    #[cold]
    fn remark(&mut self, bytes: &[u8], began: Place, odd: &Oddities) {
        let length = bytes.len();
        let tag =
            (!has_tag(bytes, self.delimiters.element)).then_some((0, length.min(3), Rule::BadTag));
        let long = (length > limits::LONG_SEGMENT).then_some((0, length, Rule::LongSegment));
        let is_utf8 = std::str::from_utf8(bytes).is_ok();
        let high = odd.high.map(|at| {
            (
                at,
                at + 1,
                if is_utf8 {
                    Rule::NotLevelA
                } else {
                    Rule::NotUtf8
                },
            )
        });
        let told = odd.high.is_some() && is_utf8;
        let one =
            |at: Option<usize>, rule| at.filter(|at| *at < length).map(|at| (at, at + 1, rule));
        let met = [
            tag,
            long,
            one(odd.newline, Rule::NewlineInside),
            one(odd.control, Rule::ControlInside),
            high,
            one(odd.outside.filter(|_| !told), Rule::NotLevelA),
        ];
        for (from, to, rule) in met.into_iter().flatten() {
            let start = began.span.start;
            let span = Span {
                start: start + from as u64,
                end: start + to as u64,
            };
            self.problems.push(Problem {
                rule,
                at: Place { span, ..began },
            });
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
        self.separate_by(said);
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
        self.tell(rule, span);
    }

    pub(crate) fn tell(&mut self, rule: Rule, span: Span) {
        let is_warning = rule.severity() == Severity::Warning;
        if is_warning && self.problems.len() >= KEPT {
            return;
        }
        let at = Place {
            span,
            line: self.line,
            segment: self.number.max(1),
        };
        self.problems.push(Problem { rule, at });
    }
}

/// `tag = 3*3( capital letter / digit )`; digits because of the group tags S01 and S02.
#[inline]
pub(crate) fn has_tag(bytes: &[u8], element: u8) -> bool {
    let is_tag_character = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();

    match bytes {
        [a, b, c] => [a, b, c].into_iter().all(is_tag_character),
        [a, b, c, next, ..] => *next == element && [a, b, c].into_iter().all(is_tag_character),
        _ => false,
    }
}

/// A tag and something behind it.
#[inline]
fn has_tag_before(rest: &[u8], element: u8) -> bool {
    rest.get(..4).is_some_and(|four| has_tag(four, element))
}

fn is_gap(byte: u8) -> bool {
    byte <= b' ' || byte == 0x7F
}
