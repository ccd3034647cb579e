//! MESH and the registration service behind it. They live here, outside the program that is killed, and know
//! what it cannot: what really arrived.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;

use agency::{Agency, Sent, Setup, Wait};
use gplinks::{Cipher, Link, LinkCode};
use jiff::{SignedDuration, Timestamp};
use mailbox::Workflow;
use mesh::fake::{AcceptedPost, Call, FakeMesh, Moment, Parcel};
use store::Store;
use tokio::sync::oneshot;

use crate::program::Running;

/// As the published examples name them.
pub(crate) const PRACTICE: &str = "X26HC005";
const SERVICE: &str = "X26OT005";
pub(crate) const PASSWORD: &str = "a password for tests";

/// Letters on a page of the mailbox's list.
const PAGE: usize = 3;

pub(crate) struct FarSide {
    pub(crate) mesh: FakeMesh,
    pub(crate) agency: Agency,
    /// So many of the letters that MESH took are with the service.
    passed_on: usize,
    stop: Option<oneshot::Sender<()>>,
    serves: Option<JoinHandle<()>>,
}

impl FarSide {
    /// A MESH that has just opened, with a service that has met nobody yet.
    pub(crate) fn new() -> Self {
        let link = Link {
            practice: LinkCode::parse("HIL5").unwrap(),
            cipher: Cipher::parse("NF").unwrap(),
            service: LinkCode::parse("NF01").unwrap(),
        };
        let mut setup = Setup::new(link);
        setup.rules.answer_after = Wait::NONE;

        Self::with(Agency::new(setup, 1))
    }

    fn with(agency: Agency) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (give, given) = std::sync::mpsc::channel();
        let serves = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                give.send(FakeMesh::start(real_time()).await.unwrap())
                    .unwrap();
                let _ = stopped.await;
            });
        });
        let mesh = given.recv().unwrap();
        mesh.register(PRACTICE, PASSWORD);
        mesh.register(SERVICE, "unused");
        mesh.rules(|rules| {
            rules.page_size = PAGE;
            rules.order = Some(number_of);
        });

        Self {
            mesh,
            agency,
            passed_on: 0,
            stop: Some(stop),
            serves: Some(serves),
        }
    }

    /// Another MESH and another service, which have taken what this MESH took. The service has not answered yet.
    pub(crate) fn copy(&self, now: Timestamp) -> Self {
        let mut copy = Self::with(self.agency.clone());
        for post in self.accepted() {
            copy.hear(&post, now);
            copy.mesh.deliver(Parcel {
                to: post.to,
                from: Some(post.from),
                workflow: Some(post.workflow),
                local_id: post.local_id,
                chunks: vec![post.body],
                ..Parcel::default()
            });
        }

        copy
    }

    /// Nothing may be forgotten that is not on the practice's disk.
    pub(crate) fn holds_to(&self, ledger: PathBuf, key: String) {
        self.mesh.rules(|rules| {
            rules.may_acknowledge = Box::new(move |id| {
                let store = Store::open(&ledger, &key).unwrap();

                store.read(|r| r.letter_in_with(id)).unwrap().is_some()
            });
        });
    }

    /// The service fetches what waits for it, and sends what it has to say. Tells whether anything moved.
    pub(crate) fn work(&mut self, now: Timestamp) -> bool {
        let arrived: Vec<AcceptedPost> = self.accepted().split_off(self.passed_on);
        self.passed_on += arrived.len();
        for post in &arrived {
            self.hear(post, now);
        }
        let sent = self.agency.due(now);
        for letter in &sent {
            self.mesh.deliver(in_two_pieces(letter));
        }

        !arrived.is_empty() || !sent.is_empty()
    }

    /// What the service thinks of the letter stands among its complaints.
    fn hear(&mut self, post: &AcceptedPost, now: Timestamp) {
        let workflow = Workflow::parse(&post.workflow).unwrap();
        let _ = self.agency.receive(workflow, &post.body, now);
    }

    pub(crate) fn accepted(&self) -> Vec<AcceptedPost> {
        self.mesh.witness().accepted
    }

    /// Kills the program when a moment comes for the nth time; the rest of that call never comes.
    pub(crate) fn kills(
        &self,
        running: &Running,
        moment: Moment,
        calls: &'static [Call],
        nth: u32,
    ) {
        let (running, seen) = (running.clone(), AtomicU32::new(0));
        self.mesh.watch(move |now, call| {
            let is_it = now == moment && call.is_none_or(|call| calls.contains(&call));
            let is_it = is_it && call.is_some() != calls.is_empty();
            if is_it && seen.fetch_add(1, Ordering::SeqCst) + 1 == nth {
                running.kill();
                return ControlFlow::Break(());
            }

            ControlFlow::Continue(())
        });
    }

    pub(crate) fn spares(&self) {
        self.mesh.watch(|_, _| ControlFlow::Continue(()));
    }
}

impl Drop for FarSide {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(serves) = self.serves.take() {
            let _ = serves.join();
        }
    }
}

fn in_two_pieces(letter: &Sent) -> Parcel {
    let (first, second) = letter.body.split_at(letter.body.len() / 2);

    Parcel {
        from: Some(SERVICE.to_owned()),
        chunks: vec![first.to_vec(), second.to_vec()],
        ..Parcel::letter(PRACTICE, letter.workflow.as_str(), Vec::new())
    }
}

/// The number of a letter: the fifth thing that its UNB says.
fn number_of(body: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(body).ok()?;

    text.split('+').nth(5)?.trim_end_matches('\'').parse().ok()
}

/// MESH's tokens carry the real time.
#[allow(
    clippy::disallowed_methods,
    reason = "the program signs its calls with the computer's time, whatever time it is told"
)]
fn real_time() -> Timestamp {
    Timestamp::now()
}

/// Between two passes: longer than a doubt waits for its next question.
pub(crate) const PAUSE: SignedDuration = SignedDuration::from_mins(6);
