//! Our client of MESH at work, and the least that anybody's could do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use mailbox::{Fetched, LocalId, Mailbox, MailboxId, MessageId, Outgoing, Posted, Workflow};
use mesh::{Limits, Mesh, Proxy, Roots, Setup};
use sha2::{Digest, Sha256};
use tokio::runtime::{Builder, Runtime};

use super::{Took, Where};

/// One thread, so that its processor time is the client's.
pub struct Ours {
    runtime: Runtime,
    mesh: Mesh,
    to: MailboxId,
}

impl Ours {
    pub fn new(server: &Where<'_>) -> Self {
        let mesh = Mesh::new(setup(server), jiff::Timestamp::now).unwrap();

        Self {
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            mesh,
            to: MailboxId::new(server.to),
        }
    }

    pub fn sends(&self, times: usize, bytes: usize) -> Took {
        let letters: Vec<Outgoing> = (0..times).map(|nth| self.letter(nth, bytes)).collect();

        self.works(async {
            for letter in &letters {
                let posted = self.mesh.post(letter).await;
                assert!(matches!(posted, Posted::Accepted { .. }), "{posted:?}");
            }
        })
        .0
    }

    /// The named messages, so many at a time; each is told to be forgotten where that is asked for.
    pub fn receives(&self, ids: &[String], acknowledges: bool, at_once: usize) -> Took {
        self.works(async {
            let done = stream::iter(ids).map(|id| self.receive(MessageId::new(id), acknowledges));
            done.buffered(at_once).collect::<Vec<()>>().await
        })
        .0
    }

    /// All that waits, one after the other; tells how many there were.
    pub fn empties(&self) -> (Took, usize) {
        self.works(async {
            let (mut page, mut count) = (None, 0);
            loop {
                let listing = self.mesh.list(page).await.unwrap();
                for id in listing.messages {
                    self.receive(id, true).await;
                    count += 1;
                }
                page = match listing.next {
                    Some(next) => Some(next),
                    None => return count,
                };
            }
        })
    }

    async fn receive(&self, id: MessageId, acknowledges: bool) {
        let fetched = self.mesh.fetch(&id).await.unwrap();
        assert!(matches!(fetched, Fetched::Letter(_)), "{fetched:?}");
        if acknowledges {
            self.mesh.acknowledge(&id).await.unwrap();
        }
    }

    fn letter(&self, nth: usize, bytes: usize) -> Outgoing {
        let body = vec![b'+'; bytes];

        Outgoing {
            to: self.to.clone(),
            workflow: Workflow::Registration,
            local_id: LocalId::from_bytes((nth as u128 + 1).to_be_bytes()),
            // As the ledger gives it, which has it since the letter was written.
            sha256: Some(Sha256::digest(&body).into()),
            body: body.into(),
        }
    }

    fn works<T>(&self, work: impl Future<Output = T>) -> (Took, T) {
        let (begin, used) = (Instant::now(), thread_time());
        let done = self.runtime.block_on(work);

        (Took { wall: begin.elapsed(), cpu: thread_time() - used }, done)
    }
}

/// As a practice's, but for letters of any size.
pub fn setup(server: &Where<'_>) -> Setup {
    let read = |path: &String| std::fs::read_to_string(path).unwrap();
    let own = server.files.map(|files| read(&files.authority));
    let identity = server.files.map(|files| (read(&files.certificate) + &read(&files.key)).into());
    let usual = Setup::new(server.address, server.mailbox, "password".into(), "TestKey".into());

    Setup {
        identity,
        roots: Roots { own, system: false },
        proxy: Proxy::None,
        limits: Limits { posted_bytes: 1 << 30, ..Limits::default() },
        ..usual
    }
}

/// What the processor has spent on this thread; Linux only.
fn thread_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = text.split(' ').next().and_then(|nanos| nanos.parse().ok());

    Duration::from_nanos(nanos.unwrap_or_default())
}

/// The same bytes on one open connection, written by hand: nothing is signed, nothing understood.
pub fn bare_sends(address: &str, times: usize, bytes: usize) -> Took {
    let host = address.trim_start_matches("http://");
    let stream = TcpStream::connect(host).unwrap();
    stream.set_nodelay(true).unwrap();
    let head = format!("POST /messageexchange/X26ABC1/outbox HTTP/1.1\r\nhost: {host}\r\ncontent-length: {bytes}\r\n\r\n");
    let request = [head.into_bytes(), vec![b'+'; bytes]].concat();
    let mut reader = BufReader::new(&stream);
    let (begin, used) = (Instant::now(), thread_time());
    for _ in 0..times {
        (&stream).write_all(&request).unwrap();
        skip_answer(&mut reader);
    }

    Took { wall: begin.elapsed(), cpu: thread_time() - used }
}

fn skip_answer(reader: &mut BufReader<&TcpStream>) {
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    std::io::copy(&mut reader.take(length), &mut std::io::sink()).unwrap();
}
