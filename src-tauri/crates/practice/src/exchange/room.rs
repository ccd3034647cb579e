//! Room on the disk: what MESH is told to forget must have been kept here.

use mailbox::Mailbox;

use super::{Exchange, Pass};

const MEGABYTE: u64 = 1_000_000;
/// Below this a person is told.
const LITTLE: u64 = 500 * MEGABYTE;
/// Below this nothing is fetched or sent. The largest letter that is taken fits into it.
const TOO_LITTLE: u64 = 100 * MEGABYTE;

impl<M: Mailbox> Exchange<M> {
    /// Tells whether letters may come and go.
    pub(super) fn has_room(&self, pass: &mut Pass) -> bool {
        let folder = self.practice.store().path().parent();
        let Some(room) = folder.and_then(|folder| self.world.room(folder)) else {
            return true;
        };
        let left = room / MEGABYTE;
        if room < TOO_LITTLE {
            pass.met("E898", format!(
                "The disk of this desk is nearly full: {left} MB are left. Nothing was fetched or sent, and nothing is lost: letters wait at MESH for five days. Make room; it goes on by itself"
            ));
        } else if room < LITTLE {
            pass.met("E899", format!(
                "The disk of this desk is filling up: {left} MB are left. Everything still comes and goes; make room before it stops"
            ));
        }

        room >= TOO_LITTLE
    }
}
