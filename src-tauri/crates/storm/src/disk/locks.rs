//! Who holds a file, by the library's two sets of rules: five stages for the file itself, and eight
//! places that are shared or exclusive in the memory beside it.

use std::collections::BTreeSet;

/// One opened file.
pub(crate) type Holder = u64;

/// Somebody else holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Busy;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

/// The stages of one file.
#[derive(Debug, Default)]
pub(crate) struct Stages {
    shared: BTreeSet<Holder>,
    reserved: Option<Holder>,
    pending: Option<Holder>,
    exclusive: Option<Holder>,
}

impl Stages {
    pub(crate) fn rise(&mut self, who: Holder, to: Stage) -> Result<(), Busy> {
        let others = |holder: Option<Holder>| holder.is_some_and(|holder| holder != who);
        match to {
            Stage::None => {}
            Stage::Shared => {
                if others(self.pending) || others(self.exclusive) {
                    return Err(Busy);
                }
                self.shared.insert(who);
            }
            Stage::Reserved => {
                if others(self.reserved) || others(self.pending) || others(self.exclusive) {
                    return Err(Busy);
                }
                self.reserved = Some(who);
            }
            Stage::Pending | Stage::Exclusive => {
                if others(self.reserved) || others(self.pending) || others(self.exclusive) {
                    return Err(Busy);
                }
                // New readers wait from here on, also where the old ones are not yet gone.
                self.pending = Some(who);
                if to == Stage::Exclusive {
                    if self.shared.iter().any(|holder| *holder != who) {
                        return Err(Busy);
                    }
                    self.exclusive = Some(who);
                }
            }
        }

        Ok(())
    }

    pub(crate) fn fall(&mut self, who: Holder, to: Stage) {
        for stage in [&mut self.reserved, &mut self.pending, &mut self.exclusive] {
            if *stage == Some(who) {
                *stage = None;
            }
        }
        if to == Stage::None {
            self.shared.remove(&who);
        }
    }

    /// Somebody is about to write.
    pub(crate) fn is_reserved(&self) -> bool {
        self.reserved.is_some() || self.pending.is_some() || self.exclusive.is_some()
    }
}

/// How many places there are.
pub(crate) const PLACES: usize = 8;

/// The places of one file's shared memory.
#[derive(Debug, Default)]
pub(crate) struct Places([Place; PLACES]);

#[derive(Debug, Default)]
struct Place {
    shared: BTreeSet<Holder>,
    exclusive: Option<Holder>,
}

impl Places {
    pub(crate) fn share(
        &mut self,
        who: Holder,
        places: std::ops::Range<usize>,
    ) -> Result<(), Busy> {
        let places = self.0.get_mut(places).ok_or(Busy)?;
        if places
            .iter()
            .any(|place| place.exclusive.is_some_and(|holder| holder != who))
        {
            return Err(Busy);
        }
        for place in places {
            place.shared.insert(who);
        }

        Ok(())
    }

    pub(crate) fn exclude(
        &mut self,
        who: Holder,
        places: std::ops::Range<usize>,
    ) -> Result<(), Busy> {
        let places = self.0.get_mut(places).ok_or(Busy)?;
        let is_held = |place: &Place| {
            place.exclusive.is_some_and(|holder| holder != who)
                || place.shared.iter().any(|holder| *holder != who)
        };
        if places.iter().any(is_held) {
            return Err(Busy);
        }
        for place in places {
            place.exclusive = Some(who);
        }

        Ok(())
    }

    pub(crate) fn leave(&mut self, who: Holder, places: std::ops::Range<usize>) {
        for place in self.0.get_mut(places).unwrap_or_default() {
            place.shared.remove(&who);
            if place.exclusive == Some(who) {
                place.exclusive = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_while_others_read_until_it_wants_the_file_alone() {
        let mut stages = Stages::default();
        stages.rise(1, Stage::Shared).unwrap();
        stages.rise(2, Stage::Shared).unwrap();
        stages.rise(1, Stage::Reserved).unwrap();

        assert_eq!(stages.rise(2, Stage::Reserved), Err(Busy));
        assert_eq!(stages.rise(3, Stage::Shared), Ok(()), "readers still come");
        assert_eq!(stages.rise(1, Stage::Exclusive), Err(Busy));
        assert_eq!(
            stages.rise(4, Stage::Shared),
            Err(Busy),
            "none comes while it waits"
        );
        stages.fall(2, Stage::None);
        stages.fall(3, Stage::None);
        assert_eq!(stages.rise(1, Stage::Exclusive), Ok(()));
        assert!(stages.is_reserved());
        stages.fall(1, Stage::Shared);
        assert!(!stages.is_reserved());
        assert_eq!(stages.rise(4, Stage::Shared), Ok(()));
    }

    #[test]
    fn a_place_has_many_who_share_or_one_who_does_not() {
        let mut places = Places::default();
        places.share(1, 4..5).unwrap();
        places.share(2, 4..5).unwrap();

        assert_eq!(places.exclude(3, 3..5), Err(Busy), "all places or none");
        assert_eq!(places.share(4, 3..4), Ok(()), "and none was taken");
        places.leave(1, 4..5);
        assert_eq!(
            places.exclude(2, 4..5),
            Ok(()),
            "its own share is no obstacle"
        );
        assert_eq!(places.share(1, 4..5), Err(Busy));
        places.leave(2, 0..PLACES);
        assert_eq!(places.share(1, 4..5), Ok(()));
        assert_eq!(places.share(1, 7..9), Err(Busy), "there is no ninth place");
    }
}
