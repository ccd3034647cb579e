//! Unpacking, with an end to what may come out.

use std::io::{BufRead, Read};

use flate2::bufread::MultiGzDecoder;
use mailbox::Trouble;

use crate::trouble::Failure;

/// What every gzip stream begins with, and no letter.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Takes one layer off. A few bytes may hold gigabytes: it stops one byte after `most`.
pub(crate) fn gunzip(mut packed: &[u8], most: usize) -> Result<Vec<u8>, Failure> {
    unpack(&mut packed, most)
}

fn unpack(packed: impl BufRead, most: usize) -> Result<Vec<u8>, Failure> {
    let allowed = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = MultiGzDecoder::new(packed)
        .take(allowed)
        .read_to_end(&mut bytes);
    if bytes.len() > most {
        return Err(Failure::open(
            Trouble::TooLarge,
            "unpacked it is over the limit",
        ));
    }
    read.map_err(|_| Failure::open(Trouble::Damaged, "it cannot be unpacked"))?;

    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn trouble(packed: &[u8], most: usize) -> Trouble {
        gunzip(packed, most).unwrap_err().error.trouble
    }

    #[test]
    fn what_was_packed_comes_out_again_in_one_part_or_several() {
        let packed = [gzip(b"UNB+"), gzip(b"UNZ'")].concat();

        assert!(is_gzip(&packed));
        assert_eq!(gunzip(&packed, 8).unwrap(), b"UNB+UNZ'");
        assert_eq!(gunzip(&gzip(b""), 0).unwrap(), b"");
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = gzip(&vec![b'A'; 1 << 20]);

        assert!(bomb.len() < 2000);
        assert_eq!(trouble(&bomb, (1 << 20) - 1), Trouble::TooLarge);
        assert_eq!(gunzip(&bomb, 1 << 20).unwrap().len(), 1 << 20);
    }

    #[test]
    fn what_lies_behind_the_limit_is_not_unpacked_at_all() {
        let bombs = gzip(&vec![b'A'; 1 << 20]).repeat(50);
        let mut left = bombs.as_slice();

        unpack(&mut left, 1 << 20).unwrap_err();
        assert!(
            left.len() > bombs.len() / 2,
            "{} bytes are left",
            left.len()
        );
    }

    #[test]
    fn what_is_cut_or_changed_or_no_gzip_is_damaged() {
        let whole = gzip(b"UNB+UNOA:2");
        let mut changed = whole.clone();
        let at = changed.len() - 5; // in the checksum
        changed[at] ^= 1;

        for packed in [
            &whole[..whole.len() - 9],
            &changed,
            b"UNB+",
            b"",
            &[0x1f, 0x8b],
        ] {
            assert_eq!(trouble(packed, 100), Trouble::Damaged, "{packed:?}");
        }
    }
}
