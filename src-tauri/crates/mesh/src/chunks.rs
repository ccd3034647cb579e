//! A message in chunks: which there must be, and the whole that they make. All of it, or nothing.

use mailbox::Trouble;
use sha2::{Digest, Sha256};

use crate::Limits;
use crate::answer::Answer;
use crate::gzip::{gunzip, is_gzip};
use crate::trouble::Failure;

/// How many chunks the first answer announces.
pub(crate) fn announced(first: &Answer, limits: &Limits) -> Result<u32, Failure> {
    match (first.status, range(first)) {
        // A report says `1:0`, a single letter `1:1` or nothing.
        (200, None | Some((_, 0 | 1))) => Ok(1),
        (206, Some((1, count))) if count > limits.chunks => {
            Err(Failure::open(Trouble::TooLarge, "it has too many chunks"))
        }
        (206, Some((1, count @ 2..))) => Ok(count),
        _ => Err(damaged("its first chunk does not fit")),
    }
}

/// Whether an answer is this chunk of so many.
pub(crate) fn is_chunk(answer: &Answer, chunk: u32, of: u32) -> Result<(), Failure> {
    let is_there = matches!(answer.status, 200 | 206);

    match is_there && range(answer) == Some((chunk, of)) {
        true => Ok(()),
        false => Err(damaged("one of its chunks is not there")),
    }
}

/// `chunk:of`
fn range(answer: &Answer) -> Option<(u32, u32)> {
    let (chunk, of) = answer.header("mex-chunk-range")?.trim().split_once(':')?;

    Some((chunk.trim().parse().ok()?, of.trim().parse().ok()?))
}

/// The bytes so far.
pub(crate) struct Content {
    bytes: Vec<u8>,
    most: usize,
}

impl Content {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            bytes: Vec::new(),
            most: limits.message_bytes(),
        }
    }

    /// What may still come.
    pub(crate) fn left(&self) -> usize {
        self.most - self.bytes.len()
    }

    /// Adds a chunk, which may have been packed for the way: each one by itself.
    pub(crate) fn add(&mut self, head: &Answer, body: Vec<u8>) -> Result<(), Failure> {
        let encoding = head.header("content-encoding").unwrap_or("identity").trim();
        let plain = match encoding.to_ascii_lowercase().as_str() {
            "" | "identity" => body,
            "gzip" | "x-gzip" => gunzip(&body, self.left())?,
            _ => return Err(damaged("it is packed in a way that was not offered")),
        };
        if plain.len() > self.left() {
            return Err(Failure::open(
                Trouble::TooLarge,
                "its chunks are over the limit",
            ));
        }
        self.bytes.extend(plain);

        Ok(())
    }

    /// The sender may have packed the whole as well, whatever the headers say. A checksum is of what the
    /// sender had, packed or not. MESH takes no message without any bytes, so none can come.
    pub(crate) fn finish(self, checksum: Option<&str>) -> Result<Vec<u8>, Failure> {
        let plain = match is_gzip(&self.bytes) {
            true => gunzip(&self.bytes, self.most)?,
            false => self.bytes.clone(),
        };
        if plain.is_empty() {
            return Err(damaged("it is empty"));
        }
        let wanted = checksum.and_then(sha256_of);
        let is_right = wanted.is_none_or(|wanted| {
            [&plain, &self.bytes]
                .iter()
                .any(|bytes| sha256(bytes).eq_ignore_ascii_case(&wanted))
        });

        match is_right {
            true => Ok(plain),
            false => Err(damaged("its checksum is wrong")),
        }
    }
}

/// `sha256:` and 64 digits; a checksum of any other form says nothing to us.
fn sha256_of(checksum: &str) -> Option<String> {
    let (kind, digits) = checksum.trim().split_once(':')?;
    let digits = digits.trim();
    let is_one = kind.trim().eq_ignore_ascii_case("sha256")
        && digits.len() == 64
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit());

    is_one.then(|| digits.to_owned())
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}

fn damaged(why: &str) -> Failure {
    Failure::open(Trouble::Damaged, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::tests::answer;

    fn first(status: u16, range: &str) -> Result<u32, Trouble> {
        let head = answer(status, &[("mex-chunk-range", range)], "");

        announced(&head, &Limits::default()).map_err(|failure| failure.error.trouble)
    }

    #[test]
    fn the_first_chunk_says_how_many_there_are() {
        assert_eq!(first(200, "1:1"), Ok(1));
        assert_eq!(first(200, "1:0"), Ok(1));
        assert_eq!(first(206, "1:3"), Ok(3));
        assert_eq!(first(206, "1:100"), Ok(100));
        assert_eq!(first(206, "1:101"), Err(Trouble::TooLarge));
        assert_eq!(first(206, "1:4294967295"), Err(Trouble::TooLarge));
        for (status, range) in [
            (200, "1:3"),
            (206, "1:1"),
            (206, "2:3"),
            (206, ""),
            (206, "x"),
            (206, "1:99999999999"),
            (204, "1:1"),
        ] {
            assert_eq!(
                first(status, range),
                Err(Trouble::Damaged),
                "{status} {range}"
            );
        }
    }

    #[test]
    fn a_later_chunk_must_be_the_one_that_was_asked_for() {
        let is = |status, range| {
            is_chunk(&answer(status, &[("mex-chunk-range", range)], ""), 2, 3).is_ok()
        };

        assert!(is(206, "2:3") && is(200, " 2:3 "));
        for (status, range) in [
            (404, "2:3"),
            (206, "3:3"),
            (206, "2:4"),
            (206, "2:"),
            (206, ""),
        ] {
            assert!(!is(status, range), "{status} {range}");
        }
    }

    fn whole(body: &[u8], checksum: Option<&str>) -> Result<Vec<u8>, Trouble> {
        let mut content = Content::new(&Limits::default());
        content.add(&answer(200, &[], ""), body.to_vec()).unwrap();

        content
            .finish(checksum)
            .map_err(|failure| failure.error.trouble)
    }

    #[test]
    fn a_checksum_counts_where_it_has_our_form() {
        let right = format!("sha256:{}", sha256(b"UNB+"));
        let upper = right.to_ascii_uppercase();
        let wrong = format!("sha256:{}", sha256(b"UNZ+"));

        for checksum in [
            None,
            Some(&*right),
            Some(&*upper),
            Some("sha256:abcd"),
            Some("MD5 x"),
            Some(""),
        ] {
            assert_eq!(
                whole(b"UNB+", checksum),
                Ok(b"UNB+".to_vec()),
                "{checksum:?}"
            );
        }
        assert_eq!(whole(b"UNB+", Some(&wrong)), Err(Trouble::Damaged));
    }

    #[test]
    fn a_letter_without_bytes_is_none() {
        assert_eq!(whole(b"", None), Err(Trouble::Damaged));
    }

    #[test]
    fn chunks_together_stay_under_the_limit() {
        let limits = Limits {
            message_bytes: 5,
            ..Limits::default()
        };
        let mut content = Content::new(&limits);
        let head = answer(206, &[], "");
        content.add(&head, b"abc".to_vec()).unwrap();

        assert_eq!(content.left(), 2);
        let failure = content.add(&head, b"abc".to_vec()).unwrap_err();
        assert_eq!(failure.error.trouble, Trouble::TooLarge);
    }

    #[test]
    fn only_a_packing_that_we_know_is_taken_off() {
        let mut content = Content::new(&Limits::default());
        let brotli = answer(200, &[("content-encoding", "br")], "");
        let failure = content.add(&brotli, b"x".to_vec()).unwrap_err();

        assert_eq!(failure.error.trouble, Trouble::Damaged);
    }
}
