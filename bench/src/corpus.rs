//! Letters of any size, the same on every run: invented people, right counts, all kinds mixed.

use gplinks::{
    AcceptanceCode, Acceptance, AcceptanceKind, Approval, Body, CameFrom, Cipher, Day, Deduction, DeductionReason,
    Entry, Filing, Forenames, Fp69Removal, GpCode, Heading, HomeAddress, Identity, Letter, LinkCode, Message, Minute,
    Name, Newlines, NhsNumber, Notice, PatientNumber, PostalAddress, Postcode, PostcodeStyle, PreviousAddress,
    Rejection, RequestReply, Sex, Sis, Sms, Text, Tn, WrittenPostcode,
};

/// A letter of about `size` bytes.
pub struct Corpus {
    pub letter: Letter,
    pub bytes: Vec<u8>,
    /// The same with group tags of letters only, which is all that the other Rust crates read.
    pub alphabetic: Vec<u8>,
}

pub fn corpus(size: usize) -> Corpus {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let at = Minute::parse("2026-11-20T21:52").unwrap();
    let mut messages = Vec::new();
    let mut estimate = 100;
    while estimate < size {
        let entries = message(&mut dice, size.saturating_sub(estimate));
        estimate += 130 + entries.iter().map(|(_, bytes)| bytes).sum::<usize>();
        let entries = entries.into_iter().map(|(entry, _)| entry).collect();
        let sms = Sms::new(messages.len() as u32 + 1).unwrap();
        messages.push(Message::new(sms, Cipher::parse("NF").unwrap(), at, entries).unwrap());
    }
    let letter = Letter {
        sender: LinkCode::parse("NF01").unwrap(),
        recipient: LinkCode::parse("HIL5").unwrap(),
        at,
        sis: Sis::new(44_120).unwrap(),
        heading: Heading::Service,
        messages,
    };
    let bytes = letter.write(Newlines::Between).unwrap();
    let alphabetic = replaced(&bytes);

    Corpus { letter, bytes, alphabetic }
}

/// `S01` and `S02` become tags of the same length that only have letters.
fn replaced(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();

    text.replace("\nS01+", "\nSAA+").replace("\nS02+", "\nSAB+").into_bytes()
}

/// The transactions of one message, each with its rough size.
fn message(dice: &mut Dice, room: usize) -> Vec<(Entry, usize)> {
    let kind = dice.below(6);
    let count = (1 + dice.below(16)).min(1 + room as u64 / 300);

    (0..count).map(|_| entry(dice, kind)).collect()
}

fn entry(dice: &mut Dice, kind: u64) -> (Entry, usize) {
    let number = number(dice);
    let (body, size) = match kind {
        0 => (acceptance(dice, number), 480),
        1 => (notice(Notice::Deduction(deduction(dice, number))), 130),
        2 => (notice(Notice::Rejection(Rejection { reason: Some(text("3 CONFIRM ADDRESS: 4+5 KEEL HOUSE?")) })), 110),
        3 => (notice(Notice::Approval(Approval { number: Some(number) })), 100),
        4 => (notice(Notice::Fp69Removal(Fp69Removal { number })), 100),
        _ => {
            let notes = Some(text("PATIENT WILL BE REMOVED IN 30 DAYS"));
            (notice(Notice::RequestReply(RequestReply { number, notes })), 150)
        }
    };
    let gp = GpCode::read("9912345,K31").unwrap();

    (Entry { tn: Tn::new(10_000_000 + dice.below(900_000)), gp: Some(gp), body }, size)
}

fn notice(notice: Notice) -> Body {
    Body::Notice(notice)
}

fn deduction(dice: &mut Dice, number: PatientNumber) -> Deduction {
    Deduction {
        number,
        reason: DeductionReason::of(1 + dice.below(22) as u16),
        on: Some(day(dice)),
        new_ha: Cipher::parse("SU").filter(|_| dice.below(2) == 0),
    }
}

fn acceptance(dice: &mut Dice, number: PatientNumber) -> Body {
    let surname = dice.pick(&["O'NEILL-HART", "ADEYEMI", "WOJCIK", "COLE", "BRANDT", "D'ARCY"]);
    let first = dice.pick(&["ISLA", "TUNDE", "EWA", "HELEN", "GRACE"]);
    let road = dice.pick(&["7 WHARF STREET", "22 PRIORY LANE", "FLAT 4+5, 31 CLIFF AVENUE"]);
    let lines = ["", road, "", "NORWICH", "NORFOLK"].map(Text::new);
    let postcode = Postcode::parse("NR9 0ZZ").and_then(|it| WrittenPostcode::of(&it, PostcodeStyle::Padded));
    let came_from = CameFrom {
        gp_name: text("DR A SINGH"),
        ha: Cipher::parse("LDS"),
        address: PreviousAddress::new(["14 MILL BROW", "OTLEY"].map(text)).unwrap(),
    };
    let identity = Identity::of(Some(number), Text::new("OTLEY")).unwrap();

    Body::Filing(Filing::Acceptance(Box::new(Acceptance {
        code: AcceptanceCode::Acceptance,
        kind: AcceptanceKind::TransferIn { identity, born: Some(day(dice)), came_from },
        accepted_on: day(dice),
        name: Name { surname: text(surname), forenames: Forenames::of([text(first)]), title: Text::new("MX") },
        previous_surname: None,
        sex: Sex::Female,
        address: HomeAddress::parse(PostalAddress { lines, postcode }).unwrap(),
        institute: None,
        drugs_dispensed: dice.below(4) == 0,
        notes: Text::new("OOAR: HOME ADDRESS OUTSIDE AREA").filter(|_| dice.below(4) == 0),
    })))
}

fn number(dice: &mut Dice) -> PatientNumber {
    loop {
        let stem = 999_000_000 + dice.below(999_999);
        let found = (0..10).find_map(|last| NhsNumber::parse(&format!("{stem}{last}")).ok());
        if let Some(number) = found {
            return PatientNumber::Nhs(number);
        }
    }
}

fn day(dice: &mut Dice) -> Day {
    Day::parse(&format!("{}-{:02}-{:02}", 1930 + dice.below(90), 1 + dice.below(12), 1 + dice.below(28))).unwrap()
}

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

/// splitmix64: small, fast and the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);

        (mixed ^ (mixed >> 31)) % bound
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
}
