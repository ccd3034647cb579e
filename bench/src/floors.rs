//! Small reference loops that show what is possible on the machine of the day. They know only the
//! usual separators and trust their input; none of this ships.

use wide::u8x16;

use crate::contenders::Digest;

/// Finds all separators sixteen bytes at a time, then walks from one to the next.
pub fn tape(bytes: &[u8]) -> Digest {
    let mut digest = Digest::default();
    let tape = positions(bytes);
    let (mut component, mut released) = (0, 0);
    for &at in &tape {
        let at = at as usize;
        match bytes[at] {
            b'?' => {
                released += 1;
                continue;
            }
            b':' => {}
            b'+' => digest.elements += 1,
            _ => (digest.segments, digest.elements) = (digest.segments + 1, digest.elements + 1),
        }
        digest.components += 1;
        digest.bytes += at - component - std::mem::take(&mut released);
        component = at + 1 + usize::from(bytes[at] == b'\'' && bytes.get(at + 1) == Some(&b'\n'));
    }

    digest
}

/// Where the separators stand; a released one is not one.
fn positions(bytes: &[u8]) -> Vec<u32> {
    let mut tape = Vec::with_capacity(bytes.len() / 3);
    let mut skip = u32::MAX;
    for (block, chunk) in bytes.chunks(16).enumerate() {
        let mut hits = hits(chunk);
        while hits != 0 {
            let at = (block * 16) as u32 + hits.trailing_zeros();
            hits &= hits - 1;
            if at == skip {
                continue;
            }
            if bytes[at as usize] == b'?' {
                skip = at + 1;
            }
            tape.push(at);
        }
    }

    tape
}

fn hits(chunk: &[u8]) -> u32 {
    let Ok(sixteen) = <[u8; 16]>::try_from(chunk) else {
        return plain_hits(chunk);
    };
    let block = u8x16::new(sixteen);
    let is = |byte: u8| block.simd_eq(u8x16::splat(byte));

    (is(b'\'') | is(b'+') | is(b':') | is(b'?')).to_bitmask()
}

fn plain_hits(chunk: &[u8]) -> u32 {
    let is_separator = |byte: &u8| matches!(byte, b'\'' | b'+' | b':' | b'?');

    chunk.iter().enumerate().filter(|(_, byte)| is_separator(byte)).map(|(at, _)| 1 << at).sum()
}

/// One byte after the other.
pub fn scalar(bytes: &[u8]) -> Digest {
    let mut digest = Digest::default();
    let (mut length, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'?' => {
                length += 1;
                at += 1;
            }
            b':' | b'+' | b'\'' => {
                digest.components += 1;
                digest.bytes += std::mem::take(&mut length);
                if bytes[at] != b':' {
                    digest.elements += 1;
                }
                if bytes[at] == b'\'' {
                    digest.segments += 1;
                    at += 1;
                }
            }
            _ => length += 1,
        }
        at += 1;
    }

    digest
}

/// What a hand-made reader of one dialect would keep: owned values, counts checked.
#[derive(Default)]
pub struct Typed {
    pub transactions: Vec<Vec<Box<str>>>,
    pub faults: usize,
}

pub fn typed(bytes: &[u8]) -> Typed {
    let mut typed = Typed::default();
    let (mut start, mut count, mut current) = (0, 0, Vec::new());
    for at in memchr::memchr_iter(b'\'', bytes) {
        if at > 0 && bytes[at - 1] == b'?' {
            continue;
        }
        let segment = &bytes[start..at];
        start = (at + 2).min(bytes.len());
        count += 1;
        match &segment[..3.min(segment.len())] {
            b"UNH" => count = 1,
            b"S01" | b"UNT" => {
                if !current.is_empty() {
                    typed.transactions.push(std::mem::take(&mut current));
                }
                if segment.starts_with(b"UNT") {
                    let said = std::str::from_utf8(&segment[4..]).unwrap().split('+').next().unwrap();
                    typed.faults += usize::from(said.parse() != Ok(count));
                }
            }
            _ => keep(segment, &mut current),
        }
    }

    typed
}

/// Keeps the values that a transaction is made of.
fn keep(segment: &[u8], current: &mut Vec<Box<str>>) {
    let value = match &segment[..4.min(segment.len())] {
        b"RFF+" | b"DTM+" | b"PNA+" | b"NAD+" | b"FTX+" | b"LOC+" | b"HEA+" => &segment[4..],
        b"GIS+" | b"PDI+" => &segment[4..],
        _ => return,
    };
    for part in value.split(|byte| matches!(byte, b'+' | b':')) {
        if part.len() > 3 {
            current.push(std::str::from_utf8(part).unwrap().into());
        }
    }
}
