//! A file's bytes, in blocks that copies of it share until one of them is written to: a disk is
//! copied for every run, and hardly any of it changes.

use std::sync::Arc;

const BLOCK: usize = 32 * 1024;

#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    blocks: Vec<Arc<[u8; BLOCK]>>,
    /// What lies behind it in the last block is nought.
    length: usize,
}

impl Content {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut content = Self::default();
        content.write(0, bytes);

        content
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Fills as much of the buffer as there is; tells how much.
    pub(super) fn read(&self, at: u64, buffer: &mut [u8]) -> usize {
        let from = usize::try_from(at).unwrap_or(usize::MAX);
        let count = self.length.saturating_sub(from).min(buffer.len());
        let mut done = 0;
        while done < count {
            let (block, offset) = ((from + done) / BLOCK, (from + done) % BLOCK);
            let piece = (BLOCK - offset).min(count - done);
            let there = self
                .blocks
                .get(block)
                .and_then(|block| block.get(offset..offset + piece));
            if let (Some(there), Some(place)) = (there, buffer.get_mut(done..done + piece)) {
                place.copy_from_slice(there);
            }
            done += piece;
        }

        count
    }

    /// Bytes between the old end and the new ones are nought.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8]) {
        let from = usize::try_from(at).unwrap_or(usize::MAX);
        let to = from.saturating_add(bytes.len());
        self.length = self.length.max(to);
        let needed = self.length.div_ceil(BLOCK);
        while self.blocks.len() < needed {
            self.blocks.push(Arc::new([0; BLOCK]));
        }
        let mut done = 0;
        while done < bytes.len() {
            let (block, offset) = ((from + done) / BLOCK, (from + done) % BLOCK);
            let piece = (BLOCK - offset).min(bytes.len() - done);
            let place = self.blocks.get_mut(block).map(Arc::make_mut);
            let place = place.and_then(|block| block.get_mut(offset..offset + piece));
            if let (Some(place), Some(new)) = (place, bytes.get(done..done + piece)) {
                place.copy_from_slice(new);
            }
            done += piece;
        }
    }

    pub(super) fn truncate(&mut self, length: u64) {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length >= self.length {
            return;
        }
        self.length = length;
        self.blocks.truncate(length.div_ceil(BLOCK));
        let rest = length % BLOCK;
        if let Some(last) = self.blocks.last_mut().filter(|_| rest > 0) {
            Arc::make_mut(last)
                .get_mut(rest..)
                .unwrap_or_default()
                .fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(content: &Content) -> Vec<u8> {
        let mut all = vec![1; content.length() + 1];
        let count = content.read(0, &mut all);
        all.truncate(count);

        all
    }

    #[test]
    fn it_holds_what_a_vector_would() {
        let mut dice = crate::Dice::new(7);
        let (mut content, mut vector) = (Content::default(), Vec::new());
        for _ in 0..400 {
            let at = usize::try_from(dice.below(150_000)).unwrap();
            if dice.chance(20) {
                content.truncate(at as u64);
                vector.truncate(at);
            } else {
                let new = vec![u8::try_from(dice.below(256)).unwrap(); 40_000];
                let new = &new[..usize::try_from(dice.below(40_000)).unwrap()];
                content.write(at as u64, new);
                if vector.len() < at + new.len() {
                    vector.resize(at + new.len(), 0);
                }
                vector[at..at + new.len()].copy_from_slice(new);
            }
            assert!(bytes(&content) == vector);
        }
    }

    #[test]
    fn a_copy_stays_as_it_was() {
        let old = Content::of(b"old words");
        let mut new = old.clone();
        new.write(0, b"new");

        assert_eq!(bytes(&old), b"old words");
        assert_eq!(bytes(&new), b"new words");
        assert_eq!(
            old.read(20, &mut [0; 4]),
            0,
            "there is nothing behind the end"
        );
    }
}
