//! Dying at a point. A test says which in the environment of the program that it starts.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Holds `NAME:N`: the program is killed when it comes to this point for the Nth time.
/// `NAME:N:MICROSECONDS` kills it so much later, whatever it is doing then; with `NAME:N:fault` it fails within itself.
pub const KILL: &str = "LINKDESK_KILL";

struct Wish {
    name: String,
    nth: u32,
    how: How,
}

#[derive(Debug, PartialEq, Eq)]
enum How {
    AtOnce,
    After(Duration),
    Fault,
}

fn wish() -> Option<&'static Wish> {
    static WISH: OnceLock<Option<Wish>> = OnceLock::new();

    WISH.get_or_init(|| read(&std::env::var(KILL).ok()?))
        .as_ref()
}

fn read(text: &str) -> Option<Wish> {
    let mut parts = text.split(':');
    let (name, nth) = (parts.next()?, parts.next()?.parse().ok()?);
    let how = match parts.next() {
        None => How::AtOnce,
        Some("fault") => How::Fault,
        Some(wait) => How::After(Duration::from_micros(wait.parse().ok()?)),
    };

    Some(Wish {
        name: name.to_owned(),
        nth,
        how,
    })
}

/// The program has come to a point.
pub fn reached(name: &str) {
    static COUNT: AtomicU32 = AtomicU32::new(0);

    let Some(wish) = wish().filter(|wish| wish.name == name) else {
        return;
    };
    if COUNT.fetch_add(1, Ordering::SeqCst) + 1 == wish.nth {
        match wish.how {
            How::AtOnce => die(),
            How::After(wait) => soon(wait),
            How::Fault => panic!("as the test has asked"),
        }
    }
}

/// Lets the program go on for a while, and then kills it in the middle of whatever it does.
#[allow(
    clippy::disallowed_methods,
    reason = "only the time can tell when; nothing is waited for, and nothing comes after"
)]
pub fn soon(after: Duration) {
    std::thread::spawn(move || {
        std::thread::sleep(after);
        die();
    });
}

/// No destructor runs and nothing is flushed.
#[cfg(unix)]
fn die() -> ! {
    use rustix::process::{Signal, getpid, kill_process};

    // A process may always signal itself, and this one ends it before the call returns.
    let _ = kill_process(getpid(), Signal::KILL);
    std::process::abort()
}

#[cfg(not(unix))]
fn die() -> ! {
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_names_a_point_and_a_time() {
        let wish = read("send.after_claim:2").unwrap();
        assert_eq!((wish.name.as_str(), wish.nth), ("send.after_claim", 2));
        assert_eq!(wish.how, How::AtOnce);

        let wish = read("checkpoint.mid:1:750").unwrap();
        assert_eq!(wish.how, How::After(Duration::from_micros(750)));
        assert_eq!(read("anchor.mid:1:fault").unwrap().how, How::Fault);
        for odd in ["", "send", "send:x", "send:1:soon"] {
            assert!(read(odd).is_none(), "{odd}");
        }
    }
}
