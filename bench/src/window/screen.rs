//! A virtual display whose picture lies in a file: what a person would see is read there, and nothing is asked of the
//! programs.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::FileExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const WIDTH: usize = 1280;
const HEIGHT: usize = 800;
/// How often it is looked at.
const GLANCE: Duration = Duration::from_millis(3);
/// A picture that has not changed for so long is the one that stays.
const STILL: Duration = Duration::from_millis(1_500);
const PATIENCE: Duration = Duration::from_secs(60);
/// A caret that blinks, a clock that goes on: less than this share of the picture is the same picture.
const SAME: usize = WIDTH * HEIGHT / 200;

pub struct Screen {
    server: Child,
    pub display: String,
    picture: File,
    /// Where the pixels begin in the file.
    from: u64,
    _folder: TempDir,
}

/// Four bytes a pixel.
pub type Picture = Vec<u8>;

impl Screen {
    pub fn open() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &format!("{WIDTH}x{HEIGHT}x24"), "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let picture = File::open(folder.path().join("Xvfb_screen0")).unwrap();
        let word = |at: u64| {
            let mut bytes = [0; 4];
            picture.read_exact_at(&mut bytes, at).unwrap();
            u64::from(u32::from_be_bytes(bytes))
        };
        // Its head in the manner of XWD: how long it is, and further down how many colours of 12 bytes follow.
        let from = word(0) + word(76) * 12;

        Self { server, display: format!(":{}", number.trim()), picture, from, _folder: folder }
    }

    pub fn look(&self) -> Picture {
        let mut picture = vec![0; WIDTH * HEIGHT * 4];
        self.picture.read_exact_at(&mut picture, self.from).unwrap();

        picture
    }

    /// Waits until something stands there and stays; tells how long it took until it did.
    pub fn settles(&self) -> Duration {
        let began = Instant::now();
        let mut seen = vec![(Duration::ZERO, self.look())];
        let mut moved = Instant::now();
        while (moved.elapsed() < STILL || seen.len() == 1) && began.elapsed() < PATIENCE {
            thread::sleep(GLANCE);
            let now = self.look();
            if differ(&now, &seen[seen.len() - 1].1, 0) > 0 {
                let at = began.elapsed();
                if differ(&now, &seen[seen.len() - 1].1, 0) > SAME {
                    moved = Instant::now();
                }
                seen.push((at, now));
            }
        }
        let (_, stays) = &seen[seen.len() - 1];
        let is_there = seen.iter().find(|(_, picture)| differ(picture, stays, 0) <= SAME);

        is_there.unwrap().0
    }

    /// How long after now the last large change below a line came, within a time; `None` where there was none.
    pub fn repaints(&self, below: usize, within: Duration) -> Option<Duration> {
        let began = Instant::now();
        let (mut before, mut last) = (self.look(), None);
        while began.elapsed() < within {
            thread::sleep(GLANCE);
            let now = self.look();
            if differ(&now, &before, below) > SAME / 4 {
                last = Some(began.elapsed());
            }
            before = now;
        }

        last
    }
}

/// How many pixels below a line are not the same.
fn differ(one: &Picture, other: &Picture, below: usize) -> usize {
    let from = below * WIDTH * 4;
    let pairs = one[from..].as_chunks::<4>().0.iter().zip(other[from..].as_chunks::<4>().0);

    pairs.filter(|(one, other)| one != other).count()
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
