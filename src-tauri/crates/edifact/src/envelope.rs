//! The envelope: which letter and which message a segment belongs to, and whether the
//! counts and references of UNB, UNH, UNT and UNZ agree. Mismatches are told, never acted on.

use crate::grammar::{self, Unb};
use crate::{Limits, Place, Problem, Rule, Segment, decode};

/// A day and minute as a letter writes them: UK local time, real but not placed in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
}

impl Stamp {
    pub(crate) fn is_real(self) -> bool {
        self.hour < 24 && self.minute < 60 && self.day >= 1 && self.day <= self.days_in_month()
    }

    fn days_in_month(self) -> u8 {
        let divides = |years| self.year.is_multiple_of(years);
        let leap = divides(4) && (!divides(100) || divides(400));

        match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => 0,
        }
    }
}

/// What UNB says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterchangeHeader {
    pub sender: String,
    pub recipient: String,
    pub at: Stamp,
    /// The control reference; 0 is never a real one, but it is told, not refused.
    pub reference: u64,
    /// The application reference, `RECEP` or `FHSREG` where it is given.
    pub application: String,
    pub place: Place,
}

/// What UNH says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageHeader {
    /// As it was sent: a receipt must name it, whatever it is.
    pub reference: String,
    pub message_type: String,
    pub place: Place,
}

/// The end of a message or letter, and what was really there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Segments of the message, or messages of the letter.
    pub counted: u64,
    /// Where its end stands, or the last thing before the end that is missing.
    pub place: Place,
}

/// What a segment is to its letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Letter(InterchangeHeader),
    /// A letter begins whose UNB is missing or cannot be read; all of it is passed over.
    Unreadable,
    Message(MessageHeader),
    /// A message begins whose UNH cannot be read.
    UnreadableMessage(Place),
    Inside,
    /// Belongs to the envelope, or to nothing.
    Outside,
}

/// What one segment changes: first what it ends, then what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub message_ends: Option<Counted>,
    pub letter_ends: Option<Counted>,
    pub part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Nowhere,
    Letter,
    Message,
    /// After UNZ; the letter is still open for remarks on what follows it.
    After,
    Unreadable,
}

/// Follows the envelope segment by segment.
#[derive(Debug)]
pub struct Envelope {
    limits: Limits,
    state: State,
    letter_reference: Option<u64>,
    message_reference: Option<u64>,
    segments: u64,
    messages: u64,
    last: Place,
    remarked_after: bool,
    problems: Vec<Problem>,
}

impl Envelope {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: State::Nowhere,
            letter_reference: None,
            message_reference: None,
            segments: 0,
            messages: 0,
            last: Place::default(),
            remarked_after: false,
            problems: Vec::new(),
        }
    }

    /// What was noticed since the last call.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Whether the letter being read can no longer be used.
    pub fn is_unreadable(&self) -> bool {
        self.state == State::Unreadable
    }

    /// Whether the segment is plain content of the open message: the common case, and all there is to say of it.
    #[inline]
    pub fn is_inside(&mut self, segment: &Segment<'_>) -> bool {
        let inside = self.state == State::Message && !segment.tag().starts_with(b"UN");
        if inside {
            self.segments += 1;
            self.last = segment.place();
        }

        inside
    }

    pub fn step(&mut self, segment: &Segment<'_>) -> Turn {
        let place = segment.place();
        let turn = match segment.tag() {
            b"UNB" => self.unb(segment),
            _ if self.state == State::Unreadable => Turn::is(Part::Outside),
            _ if self.state == State::Nowhere => self.no_unb(place),
            _ if self.state == State::After => self.after(place),
            b"UNH" => self.unh(segment),
            b"UNT" => self.unt(segment),
            b"UNZ" => self.unz(segment),
            _ => self.other(place),
        };
        self.last = place;

        turn
    }

    /// Ends whatever is open; the data is at its end.
    pub fn finish(&mut self) -> Turn {
        self.close()
    }

    fn unb(&mut self, segment: &Segment<'_>) -> Turn {
        let closing = self.close();
        let place = segment.place();
        (self.segments, self.messages, self.remarked_after) = (0, 0, false);
        self.last = place;
        let read = grammar::unb(segment.raw(), segment.delimiters());
        let header = read.and_then(|unb| {
            self.remark_syntax(&unb, place);
            header(segment, &unb)
        });
        let Some(header) = header else {
            self.report(Rule::UnbUnreadable, place);
            self.state = State::Unreadable;
            return Turn {
                part: Part::Unreadable,
                ..closing
            };
        };
        if !is_usual_reference(&text(segment, 5)) {
            self.report(Rule::OddReference, place);
        }
        self.letter_reference = Some(header.reference);
        self.state = State::Letter;

        Turn {
            part: Part::Letter(header),
            ..closing
        }
    }

    fn remark_syntax(&mut self, unb: &Unb<'_>, place: Place) {
        if unb.syntax != b"UNOA:2" {
            self.report(Rule::OddSyntaxIdentifier, place);
        }
    }

    fn no_unb(&mut self, place: Place) -> Turn {
        self.report(Rule::NoUnb, place);
        self.state = State::Unreadable;

        Turn::is(Part::Unreadable)
    }

    fn after(&mut self, place: Place) -> Turn {
        if !self.remarked_after {
            self.report(Rule::AfterLetter, place);
            self.remarked_after = true;
        }

        Turn::is(Part::Outside)
    }

    fn unh(&mut self, segment: &Segment<'_>) -> Turn {
        let place = segment.place();
        let message_ends = self.close_message();
        self.messages += 1;
        self.segments = 1;
        self.state = State::Message;
        if self
            .limits
            .messages
            .is_some_and(|most| self.messages > most)
        {
            self.report(Rule::TooManyMessages, place);
            self.state = State::Unreadable;
            return Turn {
                message_ends,
                letter_ends: None,
                part: Part::Outside,
            };
        }

        let reference = text(segment, 1);
        let message_type = segment.component(2, 0).text().into_owned();
        self.message_reference = grammar::number(&reference);
        if reference.is_empty() || message_type.is_empty() {
            self.report(Rule::UnhUnreadable, place);
            return Turn {
                message_ends,
                letter_ends: None,
                part: Part::UnreadableMessage(place),
            };
        }
        if !is_usual_reference(&reference) {
            self.report(Rule::OddMessageReference, place);
        }
        let header = MessageHeader {
            reference,
            message_type,
            place,
        };

        Turn {
            message_ends,
            letter_ends: None,
            part: Part::Message(header),
        }
    }

    fn unt(&mut self, segment: &Segment<'_>) -> Turn {
        let place = segment.place();
        if self.state != State::Message {
            self.report(Rule::UntWithoutUnh, place);
            return Turn::is(Part::Outside);
        }
        self.segments += 1;
        let (counted, expected) = (self.segments, self.message_reference);
        self.check_trailer(segment, counted, expected, &TrailerRules::UNT);
        self.state = State::Letter;

        Turn {
            message_ends: Some(Counted { counted, place }),
            letter_ends: None,
            part: Part::Outside,
        }
    }

    fn unz(&mut self, segment: &Segment<'_>) -> Turn {
        let message_ends = self.close_message();
        let (counted, expected) = (self.messages, self.letter_reference);
        self.check_trailer(segment, counted, expected, &TrailerRules::UNZ);
        self.state = State::After;

        Turn {
            message_ends,
            letter_ends: None,
            part: Part::Outside,
        }
    }

    fn check_trailer(
        &mut self,
        segment: &Segment<'_>,
        counted: u64,
        expected: Option<u64>,
        rules: &TrailerRules,
    ) {
        let place = segment.place();
        let Some((said, reference)) = grammar::trailer(segment.raw(), segment.delimiters()) else {
            self.report(rules.unreadable, place);
            return;
        };
        if said != counted {
            self.report((rules.count)(said, counted), place);
        }
        if expected.is_some() && grammar::number(&decode::text(reference)) != expected {
            self.report(rules.reference, place);
        }
    }

    fn other(&mut self, place: Place) -> Turn {
        if self.state == State::Message {
            self.segments += 1;
            return Turn::is(Part::Inside);
        }
        self.report(Rule::OutsideMessage, place);

        Turn::is(Part::Outside)
    }

    fn close(&mut self) -> Turn {
        let message_ends = self.close_message();
        let open = std::mem::replace(&mut self.state, State::Nowhere);
        if open == State::Letter {
            self.report(Rule::UnzMissing, self.last);
        }
        if matches!(open, State::Letter | State::After) && self.messages == 0 {
            self.report(Rule::NoMessage, self.last);
        }
        let letter_ends = (open != State::Nowhere).then_some(Counted {
            counted: self.messages,
            place: self.last,
        });

        Turn {
            message_ends,
            letter_ends,
            part: Part::Outside,
        }
    }

    fn close_message(&mut self) -> Option<Counted> {
        if self.state != State::Message {
            return None;
        }
        self.report(Rule::UntMissing, self.last);
        self.state = State::Letter;

        Some(Counted {
            counted: self.segments,
            place: self.last,
        })
    }

    fn report(&mut self, rule: Rule, at: Place) {
        self.problems.push(Problem { rule, at });
    }
}

/// The rules that UNT and UNZ break in the same ways.
struct TrailerRules {
    unreadable: Rule,
    count: fn(u64, u64) -> Rule,
    reference: Rule,
}

impl TrailerRules {
    const UNT: Self = Self {
        unreadable: Rule::UntUnreadable,
        count: |said, counted| Rule::UntCount { said, counted },
        reference: Rule::UntReference,
    };
    const UNZ: Self = Self {
        unreadable: Rule::UnzUnreadable,
        count: |said, counted| Rule::UnzCount { said, counted },
        reference: Rule::UnzReference,
    };
}

impl Turn {
    fn is(part: Part) -> Self {
        Self {
            message_ends: None,
            letter_ends: None,
            part,
        }
    }
}

/// Sender, recipient and number are what a receipt needs; without them the letter cannot be used.
fn header(segment: &Segment<'_>, unb: &Unb<'_>) -> Option<InterchangeHeader> {
    let sender = segment.component(2, 0).text().trim().to_owned();
    let recipient = segment.component(3, 0).text().trim().to_owned();
    let reference = grammar::number(&text(segment, 5))?;
    let filled = !sender.is_empty() && !recipient.is_empty();

    filled.then(|| InterchangeHeader {
        sender,
        recipient,
        at: unb.at,
        reference,
        application: text(segment, 7),
        place: segment.place(),
    })
}

fn text(segment: &Segment<'_>, element: usize) -> String {
    segment.component(element, 0).text().into_owned()
}

/// `reference = 8*8digit`, never 00000000
fn is_usual_reference(reference: &str) -> bool {
    reference.len() == 8
        && reference != "00000000"
        && reference.bytes().all(|byte| byte.is_ascii_digit())
}
