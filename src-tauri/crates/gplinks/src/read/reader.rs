//! Follows a file segment by segment and tells letters, messages and transactions as they end.

use std::io::{self, Read};

use edifact::{Belongs, Envelope, Part, Segment, SegmentStream, Segments, Turn};

use super::gather::Gathered;
use super::message::Message;
use super::seen::Seen;
use super::{Event, Header, LetterEnd, Reading};
use crate::rule::Problems;
use crate::times::ClockChange;
use crate::{LinkCode, Minute, Rule};

/// Reads from segments that are pushed in, so that it serves a slice and a stream alike.
pub struct Reader {
    reading: Reading,
    envelope: Envelope,
    header: Option<Header>,
    in_letter: bool,
    seen_any: bool,
    receipts: bool,
    registrations: bool,
    /// The references of the messages before, in the same letter.
    references: Seen,
    message: Option<Message>,
    /// Lent to the message that is open.
    gathered: Option<Box<Gathered>>,
    problems: Problems,
}

/// Reads everything from a stream in memory that does not grow with it. After each segment `progress`
/// is told how many bytes are done.
pub fn read_stream(
    input: impl Read,
    reading: &Reading,
    mut sink: impl FnMut(Event),
    mut progress: impl FnMut(u64),
) -> io::Result<()> {
    let mut stream = SegmentStream::new(input, reading.limits);
    let mut reader = Reader::new(*reading);
    while let Some(segment) = stream.next_segment()? {
        reader.push(&segment, &mut sink);
        let problems = stream.take_problems();
        reader.remark(&problems);
        progress(stream.position());
    }
    reader.finish(stream.take_problems(), &mut sink);

    Ok(())
}

/// Reads everything from a slice.
pub(super) fn read_slice(bytes: &[u8], reading: &Reading, mut sink: impl FnMut(Event)) {
    let mut segments = Segments::new(bytes, reading.limits);
    let mut reader = Reader::new(*reading);
    while let Some(segment) = segments.next() {
        reader.push(&segment, &mut sink);
        if segments.has_problems() {
            reader.remark(&segments.take_problems());
        }
    }
    reader.finish(segments.take_problems(), &mut sink);
}

impl Reader {
    pub fn new(reading: Reading) -> Self {
        Self {
            reading,
            envelope: Envelope::new(reading.limits),
            header: None,
            in_letter: false,
            seen_any: false,
            receipts: false,
            registrations: false,
            references: Seen::default(),
            message: None,
            gathered: None,
            problems: Problems::default(),
        }
    }

    /// Takes the next segment; call [`Reader::remark`] after it with what was odd about its syntax.
    pub fn push(&mut self, segment: &Segment<'_>, sink: &mut impl FnMut(Event)) {
        if self.envelope.is_inside(segment) {
            self.inside(segment, sink);
            return;
        }
        let turn = self.envelope.step(segment);
        if turn.part == Part::Inside {
            self.inside(segment, sink);
            return;
        }
        self.turn(turn, sink);
        if let Some(message) = self.message.as_mut().filter(|_| segment.tag() == b"UNH") {
            message.check_version(segment);
        }
    }

    /// Takes what was odd about the syntax of the last segment, and of what stood before it.
    pub fn remark(&mut self, problems: &[edifact::Problem]) {
        for problem in problems {
            let fatal = problem.rule.severity() == edifact::Severity::Fatal;
            let list = match &mut self.message {
                Some(message) if !fatal => message.current_problems(),
                Some(_) | None => &mut self.problems,
            };
            list.push(Rule::Syntax(problem.rule), problem.at);
        }
    }

    /// Ends whatever is open.
    pub fn finish(mut self, problems: Vec<edifact::Problem>, sink: &mut impl FnMut(Event)) {
        self.remark(&problems);
        let turn = self.envelope.finish();
        self.turn(turn, sink);
        if !self.seen_any {
            sink(Event::Unreadable);
            self.end_letter(0, sink);
        }
    }

    fn inside(&mut self, segment: &Segment<'_>, sink: &mut impl FnMut(Event)) {
        if let Some(message) = &mut self.message {
            message.add(segment, self.header.as_ref(), sink);
        }
    }

    fn turn(&mut self, turn: Turn, sink: &mut impl FnMut(Event)) {
        let problems = self.envelope.take_problems();
        let of = |belongs: Belongs| {
            problems
                .iter()
                .filter(move |problem| problem.rule.belongs() == belongs)
        };

        if let Some(end) = turn.message_ends
            && let Some(mut message) = self.message.take()
        {
            of(Belongs::Message).for_each(|problem| {
                message
                    .problems
                    .push(Rule::Syntax(problem.rule), problem.at)
            });
            self.gathered = Some(message.finish(end.place, self.header.as_ref(), sink));
        }
        of(Belongs::Letter)
            .for_each(|problem| self.problems.push(Rule::Syntax(problem.rule), problem.at));
        if let Some(end) = turn.letter_ends {
            self.end_letter(end.counted, sink);
        }
        self.begin(turn.part, sink);
        of(Belongs::NewLetter)
            .for_each(|problem| self.problems.push(Rule::Syntax(problem.rule), problem.at));
        if let Some(message) = &mut self.message {
            of(Belongs::NewMessage).for_each(|problem| {
                message
                    .problems
                    .push(Rule::Syntax(problem.rule), problem.at)
            });
        }
    }

    fn begin(&mut self, part: Part, sink: &mut impl FnMut(Event)) {
        match part {
            Part::Letter(header) => self.begin_letter(&header, sink),
            Part::Unreadable => {
                (self.in_letter, self.seen_any) = (true, true);
                sink(Event::Unreadable);
            }
            Part::Message(header) => {
                let reference = edifact::number(&header.reference);
                let mut message = Message::begin(header, self.gathered.take().unwrap_or_default());
                self.remark_mixed(&message);
                if reference.is_some_and(|reference| self.references.again(reference)) {
                    message.problems.push(Rule::SameReference, message.place());
                }
                self.message = Some(message);
            }
            Part::UnreadableMessage(place) => {
                self.message = Some(Message::unreadable(
                    place,
                    self.gathered.take().unwrap_or_default(),
                ))
            }
            Part::Inside | Part::Outside => {}
        }
    }

    fn begin_letter(&mut self, header: &edifact::InterchangeHeader, sink: &mut impl FnMut(Event)) {
        (self.in_letter, self.seen_any) = (true, true);
        let Some(at) = Minute::of_stamp(header.at) else {
            self.problems
                .push(Rule::Syntax(edifact::Rule::UnbUnreadable), header.place);
            sink(Event::Unreadable);
            return;
        };
        let sender = LinkCode::as_received(&header.sender);
        let recipient = LinkCode::as_received(&header.recipient);
        let header = Header {
            sender,
            recipient,
            at,
            reference: header.reference,
            place: header.place,
        };
        self.check_header(&header);
        self.header = Some(header.clone());
        sink(Event::Letter(header));
    }

    fn check_header(&mut self, header: &Header) {
        if !header.sender.is_usual() || !header.recipient.is_usual() {
            self.problems.push(Rule::OddLinkCode, header.place);
        }
        if header.at.clock_change() == ClockChange::Skipped {
            self.problems.push(Rule::SkippedHour, header.place);
        }
        if self
            .reading
            .today
            .is_some_and(|today| header.at.day().days_since(today) > 2)
        {
            self.problems.push(Rule::FarInTheFuture, header.place);
        }
    }

    fn remark_mixed(&mut self, message: &Message) {
        let was_mixed = self.receipts && self.registrations;
        if message.is_receipt() {
            self.receipts = true;
        } else {
            self.registrations = true;
        }
        if !was_mixed && self.receipts && self.registrations {
            self.problems.push(Rule::MixedLetter, message.place());
        }
    }

    fn end_letter(&mut self, messages: u64, sink: &mut impl FnMut(Event)) {
        let usable = self.header.is_some() && !self.problems.are_fatal();
        (
            self.header,
            self.in_letter,
            self.receipts,
            self.registrations,
        ) = (None, false, false, false);
        self.references.clear();

        sink(Event::LetterEnd(LetterEnd {
            problems: self.problems.take(),
            messages,
            usable,
        }));
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reader(in a letter: {})", self.in_letter)
    }
}
