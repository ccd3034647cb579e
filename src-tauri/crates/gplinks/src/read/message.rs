//! One message in the making: its head, and the transaction that is open.

use edifact::{MessageHeader, Place, Segment};

use super::gather::Gathered;
use super::receipt::ReceiptParts;
use super::{Event, Header, MessageEnd, MessageHead, Transaction, filing, notice};
use crate::rule::Problems;
use crate::{Body, Cipher, Item, Kind, Minute, Rule, Text};

/// What UNH announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Registration,
    Receipt,
    /// Neither, or unreadable: set aside as a whole.
    Other,
}

pub(super) struct Message {
    head: MessageHead,
    message_type: Type,
    /// The head has been told; what follows is transactions.
    told: bool,
    /// Nothing more of it can be used.
    lost: bool,
    uses_groups: bool,
    transactions: u64,
    /// The transaction that is being gathered, while `is_open`; lent from message to message.
    gathered: Box<Gathered>,
    is_open: bool,
    quarter_end: Option<QuarterEnd>,
    receipt: ReceiptParts,
    pub(super) problems: Problems,
}

/// A date that stands in the head but belongs to the transaction.
struct QuarterEnd {
    text: Box<str>,
    at: Place,
}

impl Message {
    pub(super) fn begin(header: MessageHeader, gathered: Box<Gathered>) -> Self {
        let message_type = match header.message_type.as_str() {
            "FHSREG" => Type::Registration,
            "RECEP" => Type::Receipt,
            _ => Type::Other,
        };
        let mut message = Self::new(
            Text::new(header.reference),
            header.message_type,
            message_type,
            header.place,
            gathered,
        );
        if message_type == Type::Other {
            message.lose(Rule::UnknownMessageType, header.place);
        }

        message
    }

    /// A message whose UNH cannot be read; its place in the letter is still counted.
    pub(super) fn unreadable(place: Place, gathered: Box<Gathered>) -> Self {
        let mut message = Self::new(None, String::new(), Type::Other, place, gathered);
        message.lost = true;

        message
    }

    fn new(
        reference: Option<Text>,
        name: String,
        message_type: Type,
        place: Place,
        mut gathered: Box<Gathered>,
    ) -> Self {
        gathered.begin_message();
        let head = MessageHead {
            reference,
            message_type: name,
            ..MessageHead::begin(place)
        };

        Self {
            head,
            message_type,
            told: false,
            lost: false,
            uses_groups: false,
            transactions: 0,
            gathered,
            is_open: false,
            quarter_end: None,
            receipt: ReceiptParts::default(),
            problems: Problems::default(),
        }
    }

    pub(super) fn place(&self) -> Place {
        self.head.place
    }

    pub(super) fn is_receipt(&self) -> bool {
        self.message_type == Type::Receipt
    }

    /// Remarks on a UNH that names another version than the one in use.
    pub(super) fn check_version(&mut self, segment: &Segment<'_>) {
        let usual: &[u8] = match self.message_type {
            Type::Registration => b"FHSREG:0:1:FH:FHS001",
            Type::Receipt => b"RECEP:0:2:FH",
            Type::Other => return,
        };
        if segment
            .element(2)
            .is_none_or(|element| element.raw() != usual)
        {
            self.problems.push(Rule::OddMessageVersion, segment.place());
        }
    }

    /// Takes one segment between UNH and UNT.
    pub(super) fn add(
        &mut self,
        segment: &Segment<'_>,
        header: Option<&Header>,
        sink: &mut impl FnMut(Event),
    ) {
        if self.lost {
            return;
        }
        if self.message_type == Type::Receipt {
            self.receipt.add(segment, &mut self.problems);
            return;
        }
        match segment.tag() {
            b"S01" => self.begin_group(segment, header, sink),
            b"RFF" if segment.qualifier() == b"TN" => self.number(segment, header, sink),
            b"RFF" if segment.qualifier() == b"950" => self.kind(segment),
            _ if self.is_open => self.gathered.add(segment),
            _ => self.add_to_head(segment),
        }
    }

    /// Where a problem of the syntax belongs at this moment.
    pub(super) fn current_problems(&mut self) -> &mut Problems {
        if self.is_open {
            &mut self.gathered.problems
        } else {
            &mut self.problems
        }
    }

    /// Ends what is open and tells what there is; gives back what was lent.
    pub(super) fn finish(
        mut self,
        place: Place,
        header: Option<&Header>,
        sink: &mut impl FnMut(Event),
    ) -> Box<Gathered> {
        self.close(sink);
        self.tell_head(place, header, sink);
        if self.is_receipt() && !self.lost {
            if let Some(receipt) =
                std::mem::take(&mut self.receipt).finish(place, &mut self.problems)
            {
                sink(Event::Receipt(receipt));
            }
        } else if !self.lost && self.transactions == 0 {
            self.problems.push(Rule::NoTransaction, place);
        }
        let set_aside = self.lost || self.problems.set_aside();

        sink(Event::MessageEnd(MessageEnd {
            problems: self.problems.take(),
            set_aside,
        }));

        self.gathered
    }

    fn begin_group(
        &mut self,
        segment: &Segment<'_>,
        header: Option<&Header>,
        sink: &mut impl FnMut(Event),
    ) {
        self.close(sink);
        self.uses_groups = true;
        self.tell_head(segment.place(), header, sink);
        if !self.lost {
            self.open(segment.place());
        }
    }

    /// A number begins a transaction where no group has; where groups are used, a second number is a contradiction.
    fn number(
        &mut self,
        segment: &Segment<'_>,
        header: Option<&Header>,
        sink: &mut impl FnMut(Event),
    ) {
        if !self.is_open || (self.gathered.has_number && !self.uses_groups) {
            self.close(sink);
            self.tell_head(segment.place(), header, sink);
            if self.lost {
                return;
            }
            self.open(segment.place());
            if self.head.kind != Some(Kind::CloseQuarter) {
                self.gathered.report(Rule::NoStart, segment.place());
            }
        }
        self.gathered.add(segment);
    }

    fn open(&mut self, place: Place) {
        self.gathered.begin(place);
        self.is_open = true;
    }

    fn kind(&mut self, segment: &Segment<'_>) {
        if self.told || self.head.kind.is_some() {
            self.is_open = false;
            self.lose(Rule::TwoKinds, segment.place());
            return;
        }
        self.head.kind = Kind::read(&segment.component(1, 1).text());
    }

    fn add_to_head(&mut self, segment: &Segment<'_>) {
        let qualifier = segment.qualifier();
        match (segment.tag(), qualifier) {
            (b"BGM", _) => {}
            (b"NAD", b"FHS") => self.authority(segment),
            (b"DTM", b"137") => self.head.at = Minute::read(&segment.component(1, 1).text()),
            (b"DTM", b"206") => {
                let value = segment.component(1, 1);
                self.quarter_end = Some(QuarterEnd {
                    text: value.text().into(),
                    at: value.place(),
                });
            }
            _ if segment.has_tag() => self.problems.push(Rule::UnknownSegment, segment.place()),
            _ => {}
        }
    }

    fn authority(&mut self, segment: &Segment<'_>) {
        if self.head.authority.is_some() {
            self.problems.push(Rule::TwoHas, segment.place());
            return;
        }
        self.head.authority = Text::new(segment.component(2, 0).text());
        if self.head.authority.is_some() && self.head.cipher().is_none() {
            self.problems.push(Rule::OddHa, segment.place());
        }
    }

    /// Tells the head once, when the first transaction begins or the message ends.
    fn tell_head(&mut self, place: Place, header: Option<&Header>, sink: &mut impl FnMut(Event)) {
        if self.told {
            return;
        }
        self.told = true;
        if self.message_type == Type::Registration {
            self.check_head(place, header);
        }
        let kept = MessageHead {
            kind: self.head.kind.clone(),
            ..MessageHead::begin(self.head.place)
        };
        sink(Event::Message(std::mem::replace(&mut self.head, kept)));
    }

    fn check_head(&mut self, place: Place, header: Option<&Header>) {
        let Some(kind) = &self.head.kind else {
            self.lose(Rule::NoKind, place);
            return;
        };
        let is_filing = kind.is_filing();
        if self.head.authority.is_none() {
            self.problems.push(Rule::NoHa, place);
        }
        if self.head.at.is_none() {
            self.problems.push(Rule::NoMessageTime, place);
        }
        let service = header.map(|header| {
            if is_filing {
                &header.recipient
            } else {
                &header.sender
            }
        });
        let belongs = |cipher: Cipher| service.is_none_or(|service| cipher.link_code() == *service);
        if self.head.cipher().is_some_and(|cipher| !belongs(cipher)) {
            self.problems.push(Rule::HaOfAnotherLink, place);
        }
    }

    fn lose(&mut self, rule: Rule, place: Place) {
        self.problems.push(rule, place);
        self.lost = true;
    }

    /// Ends the open transaction and tells it.
    fn close(&mut self, sink: &mut impl FnMut(Event)) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        let Some(kind) = self.head.kind.clone() else {
            return;
        };
        self.transactions += 1;
        let gathered = &mut self.gathered;
        if !gathered.has_number {
            gathered.report(Rule::NoTransactionNumber, gathered.place);
        }
        if let (Kind::CloseQuarter, Some(date)) = (&kind, &self.quarter_end) {
            gathered.put_text(Item::QuarterEnd, &date.text, date.at);
        }
        sink(Event::Transaction(transaction(kind, gathered)));
    }
}

/// Understands what was gathered; with an error among the problems it is set aside.
fn transaction(kind: Kind, open: &mut Gathered) -> Transaction {
    open.end_note();
    let gp = open.gp();
    if gp.is_none() {
        remark_no_gp(&kind, open);
    }
    let body = if kind.is_filing() {
        filing::read(&kind, open).map(Body::Filing)
    } else {
        notice::read(&kind, open).map(Body::Notice)
    };
    if !matches!(kind, Kind::Unknown(_)) {
        open.remark_leftovers();
    }
    let body = body.filter(|_| !open.problems.set_aside());

    Transaction {
        tn: open.tn,
        kind,
        gp,
        body,
        problems: open.problems.take(),
        place: open.place,
    }
}

fn remark_no_gp(kind: &Kind, open: &mut Gathered) {
    match kind {
        Kind::CloseQuarter | Kind::Unknown(_) => {}
        Kind::Acceptance | Kind::Amendment | Kind::Removal | Kind::DeductionRequest => {
            open.report(Rule::KeyMissing(Item::Gp), open.place);
        }
        Kind::AmendmentNotice
        | Kind::Deduction
        | Kind::Rejection
        | Kind::Approval
        | Kind::RecordsSent
        | Kind::RecordsFlagRemoval
        | Kind::Fp69
        | Kind::Fp69Removal
        | Kind::RequestReply => open.report(Rule::Missing(Item::Gp), open.place),
    }
}
