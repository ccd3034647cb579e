//! Ways to spoil the bytes of a letter: cut out, doubled, replaced, moved.

use proptest::prelude::*;

/// A few things that happen to a letter.
#[derive(Debug, Clone)]
pub(crate) struct Spoil(Vec<Act>);

/// One of them, with places as parts of a thousand of the letter's length.
#[derive(Debug, Clone)]
enum Act {
    CutOff(usize),
    Remove(usize, usize),
    Double(usize, usize),
    Insert(usize, Vec<u8>),
    Overwrite(usize, Vec<u8>),
    Lines(LineAct),
}

#[derive(Debug, Clone)]
enum LineAct {
    Remove(usize),
    Double(usize),
    Swap(usize, usize),
}

pub(crate) fn spoiled() -> impl Strategy<Value = Spoil> {
    let place = || 0..1_000usize;
    let piece = || {
        prop_oneof![
            "[+:'?]{1,3}".prop_map(String::into_bytes),
            "[A-Z0-9%]{1,3}".prop_map(String::into_bytes),
            proptest::collection::vec(any::<u8>(), 1..4),
            Just(b"'\nUNT+1+1".to_vec()),
            Just(b"'\nRFF+TN:7".to_vec()),
            Just(b"'\nS01+1".to_vec()),
        ]
    };
    let line_act = prop_oneof![
        place().prop_map(LineAct::Remove),
        place().prop_map(LineAct::Double),
        (place(), place()).prop_map(|(one, other)| LineAct::Swap(one, other)),
    ];
    let act = prop_oneof![
        1 => place().prop_map(Act::CutOff),
        2 => (place(), 1..12usize).prop_map(|(at, length)| Act::Remove(at, length)),
        1 => (place(), 1..40usize).prop_map(|(at, length)| Act::Double(at, length)),
        3 => (place(), piece()).prop_map(|(at, piece)| Act::Insert(at, piece)),
        3 => (place(), piece()).prop_map(|(at, piece)| Act::Overwrite(at, piece)),
        6 => line_act.prop_map(Act::Lines),
    ];

    proptest::collection::vec(act, 1..5).prop_map(Spoil)
}

impl Spoil {
    pub(crate) fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        self.0
            .iter()
            .fold(bytes.to_vec(), |bytes, act| act.apply(bytes))
    }
}

impl Act {
    fn apply(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        let length = bytes.len();
        let place = |parts: usize| length * parts / 1_000;
        let range = |at: usize, many: usize| place(at)..(place(at) + many).min(length);
        match self {
            Self::CutOff(at) => bytes.truncate(place(*at)),
            Self::Remove(at, many) => drop(bytes.drain(range(*at, *many))),
            Self::Double(at, many) => {
                let piece = bytes[range(*at, *many)].to_vec();
                bytes.splice(place(*at)..place(*at), piece);
            }
            Self::Insert(at, piece) => {
                bytes.splice(place(*at)..place(*at), piece.iter().copied());
            }
            Self::Overwrite(at, piece) => {
                bytes.splice(range(*at, piece.len()), piece.iter().copied());
            }
            Self::Lines(act) => return act.apply(&bytes),
        }

        bytes
    }
}

impl LineAct {
    fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let count = lines.len();
        let line = |parts: &usize| count * parts / 1_000;
        match self {
            Self::Remove(at) => drop(lines.remove(line(at))),
            Self::Double(at) => lines.insert(line(at), lines[line(at)]),
            Self::Swap(one, other) => lines.swap(line(one), line(other)),
        }

        lines.join(b"\n".as_slice())
    }
}
