//! A practice that does everything right, and the invented people of its list.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use agency::{Agency, Complaint, Patient, Rules, Sent, Setup, Standing};
use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, Body, CameFrom, Changes, Cipher, Day,
    DeductionReason, DeductionRequest, Draft, Filing, Forenames, GpCode, HomeAddress, Identity,
    Limits, Link, LinkCode, Minute, Name, Newlines, Notice, Numbers, OwnTn, PatientNumber,
    PostalAddress, PreviousAddress, ReadLetter, Reading, ReceiptDraft, Removal, Sex, Sis, Sms, Tn,
    WrittenPostcode,
};
use jiff::{SignedDuration, Timestamp};
use mailbox::Workflow;

/// A Wednesday.
pub(crate) const BEGIN: &str = "2026-03-11T10:42:30Z";
pub(crate) const COLE: &str = "9990001006";

/// The practice and the service that it writes to.
pub(crate) struct World {
    pub(crate) agency: Agency,
    pub(crate) now: Timestamp,
    pub(crate) next: Numbers,
}

impl World {
    pub(crate) fn new(rules: Rules) -> Self {
        let setup = Setup {
            rules,
            ..Setup::new(link())
        };
        let mut agency = Agency::new(setup, 1);
        agency.enrol(cole());

        Self {
            agency,
            now: BEGIN.parse().unwrap(),
            next: first_numbers(),
        }
    }

    /// Answers as soon as it is asked.
    pub(crate) fn quick() -> Self {
        Self::new(Rules::at_once())
    }

    pub(crate) fn letter(&mut self, filing: Filing) -> Vec<u8> {
        let bytes = letter_of(filing, self.next, self.now);
        self.next = Numbers {
            sis: self.next.sis.next(),
            sms: self.next.sms.next(),
            tn: self.next.tn.next(),
        };

        bytes
    }

    /// Writes a letter and lets it arrive; the number of its transaction.
    pub(crate) fn files(&mut self, filing: Filing) -> Tn {
        let tn = self.next.tn.into();
        let body = self.letter(filing);
        self.arrives(&body);

        tn
    }

    pub(crate) fn arrives(&mut self, body: &[u8]) {
        self.agency
            .receive(Workflow::Registration, body, self.now)
            .unwrap();
    }

    pub(crate) fn due(&mut self) -> Vec<Sent> {
        self.agency.due(self.now)
    }

    pub(crate) fn days_pass(&mut self, days: i64) {
        self.now += SignedDuration::from_hours(24 * days);
    }

    /// Everything that is due, read; receipts left out.
    pub(crate) fn notices(&mut self) -> Vec<(Tn, Notice)> {
        let sent = self.due();

        sent.iter()
            .filter(|sent| sent.workflow == Workflow::Registration)
            .flat_map(|sent| notices(&sent.body))
            .collect()
    }

    /// The one notice that is due.
    pub(crate) fn notice(&mut self) -> (Tn, Notice) {
        let [notice] = <[_; 1]>::try_from(self.notices()).unwrap();

        notice
    }

    /// Receipts a letter, as a practice does.
    pub(crate) fn receipts(&mut self, body: &[u8]) {
        let draft = read(body).receipt().unwrap();
        self.receipts_as(draft);
    }

    pub(crate) fn receipts_as(&mut self, draft: ReceiptDraft) {
        let receipt = self.receipt_letter(draft);
        self.agency
            .receive(Workflow::Receipt, &receipt, self.now)
            .unwrap();
    }

    pub(crate) fn receipt_letter(&mut self, draft: ReceiptDraft) -> Vec<u8> {
        let letter = draft.number(self.next.sis, self.next.sms, Minute::at(self.now));
        self.next.sis = self.next.sis.next();
        self.next.sms = self.next.sms.next();

        letter.write(Newlines::Between).unwrap()
    }

    pub(crate) fn complaints(&self) -> Vec<Complaint> {
        self.agency.complaints()
    }

    pub(crate) fn cole(&self) -> &Patient {
        self.agency.patient(&number(COLE)).unwrap()
    }

    pub(crate) fn has_left(&self) -> Option<u16> {
        match &self.cole().standing {
            Standing::Registered => None,
            Standing::Left { reason, .. } => reason.as_ref().unwrap().number(),
        }
    }
}

pub(crate) fn first_numbers() -> Numbers {
    Numbers {
        sis: Sis::new(513).unwrap(),
        sms: Sms::new(734).unwrap(),
        tn: OwnTn::new(1291).unwrap(),
    }
}

pub(crate) fn letter_of(filing: Filing, numbers: Numbers, now: Timestamp) -> Vec<u8> {
    let draft = Draft {
        link: link(),
        gp: gp(),
        filing,
    };

    draft
        .number(numbers, Minute::at(now))
        .write(Newlines::Between)
        .unwrap()
}

pub(crate) fn read(body: &[u8]) -> ReadLetter {
    let reading = Reading {
        limits: Limits::post(),
        today: None,
    };
    let [letter] = <[_; 1]>::try_from(gplinks::read(body, &reading)).unwrap();

    letter
}

/// The notices of a letter in which nothing is wrong.
pub(crate) fn notices(body: &[u8]) -> Vec<(Tn, Notice)> {
    let letter = read(body);
    let problems: Vec<_> = letter
        .all_problems()
        .map(|problem| problem.rule.code())
        .collect();
    assert_eq!(problems, [""; 0], "{}", String::from_utf8_lossy(body));

    readable(&letter)
}

/// Those that can be read, whatever else is wrong.
pub(crate) fn readable(letter: &ReadLetter) -> Vec<(Tn, Notice)> {
    let transactions = letter.transactions();

    transactions
        .filter_map(|(_, one)| match one.body.clone()? {
            Body::Notice(notice) => Some((one.tn?, notice)),
            Body::Filing(_) => None,
        })
        .collect()
}

pub(crate) fn text_of(body: &[u8]) -> &str {
    std::str::from_utf8(body).unwrap()
}

pub(crate) fn link() -> Link {
    Link::new(LinkCode::parse("TES5").unwrap(), cipher("XX1"))
}

pub(crate) fn cipher(text: &str) -> Cipher {
    Cipher::parse(text).unwrap()
}

pub(crate) fn gp() -> GpCode {
    GpCode::read("9912345,K31").unwrap()
}

pub(crate) fn number(text: &str) -> PatientNumber {
    PatientNumber::read(text).unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn text(text: &str) -> gplinks::Text {
    gplinks::Text::new(text).unwrap()
}

pub(crate) fn name(surname: &str, forename: &str) -> Name {
    Name {
        surname: text(surname),
        forenames: Forenames::of([text(forename)]),
        title: Some(text("MR")),
    }
}

pub(crate) fn address() -> PostalAddress {
    let lines = ["", "7 WHARF STREET", "", "NORWICH", "NORFOLK"];

    PostalAddress {
        lines: lines.map(gplinks::Text::new),
        postcode: Some(WrittenPostcode::new(text("NR9  0ZY"))),
    }
}

pub(crate) fn cole() -> Patient {
    Patient {
        number: number(COLE),
        name: name("COLE", "TUNDE"),
        previous_surname: None,
        born: Some(day("1971-09-30")),
        sex: Sex::Male,
        address: address(),
        institute: None,
        drugs_dispensed: false,
        gp: gp(),
        standing: Standing::Registered,
        fp69: None,
    }
}

pub(crate) fn acceptance(kind: AcceptanceKind) -> Acceptance {
    Acceptance {
        code: AcceptanceCode::Acceptance,
        kind,
        accepted_on: day("2026-03-11"),
        name: name("WOJCIK", "EWA"),
        previous_surname: None,
        sex: Sex::Female,
        address: HomeAddress::parse(address()).unwrap(),
        institute: None,
        drugs_dispensed: false,
        notes: None,
    }
}

pub(crate) fn registers(acceptance: Acceptance) -> Filing {
    Filing::Acceptance(Box::new(acceptance))
}

/// Somebody who never had an NHS number.
pub(crate) fn first_registration() -> Acceptance {
    acceptance(AcceptanceKind::First {
        identity: Identity::Birthplace(text("GDANSK")),
        born: Some(day("1988-07-04")),
    })
}

pub(crate) fn transfer_in(of: &str) -> Acceptance {
    acceptance(AcceptanceKind::TransferIn {
        identity: Identity::of(Some(number(of)), None).unwrap(),
        born: Some(day("1988-07-04")),
        came_from: CameFrom {
            gp_name: text("DR A SINGH"),
            ha: None,
            address: PreviousAddress::new([text("14 MILL BROW")]).unwrap(),
        },
    })
}

pub(crate) fn amends(changes: Changes) -> Filing {
    Filing::Amendment(Box::new(Amendment {
        number: number(COLE),
        changes,
        notes: None,
    }))
}

pub(crate) fn removes() -> Filing {
    Filing::Removal(Removal {
        number: number(COLE),
        reason: text("19 MILES AWAY"),
    })
}

pub(crate) fn requests(reason: u16) -> Filing {
    Filing::DeductionRequest(DeductionRequest {
        number: number(COLE),
        reason: DeductionReason::of(reason).unwrap(),
        on: day("2026-03-09"),
        notes: None,
    })
}

/// The training mailbox never waits for anything.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the training mailbox waits"),
    }
}
