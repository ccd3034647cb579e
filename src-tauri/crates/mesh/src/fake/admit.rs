//! Who is let in: what the real MESH checks of every request, and the public sandbox does not.

use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::Sha256;

use super::SHARED_KEY;
use super::books::Books;
use super::wire::{Asked, Reply};

/// The mailbox that asks, or why it is refused.
pub(super) fn admit(books: &mut Books, asked: &Asked) -> Result<String, Reply> {
    if asked.header("accept") != Some("application/vnd.mesh.v2+json") {
        books.breach("Accept is not version 2 alone");
        return Err(Reply::error(400, "", "", "Accept"));
    }
    if asked.header("accept-encoding").is_some() {
        books.breach("an Accept-Encoding is offered");
    }
    let path = asked
        .target
        .strip_prefix("/messageexchange/")
        .unwrap_or_default();
    let mailbox = path.split(['/', '?']).next().unwrap_or_default();

    match token_is_good(
        books,
        asked.header("authorization").unwrap_or_default(),
        mailbox,
    ) {
        Ok(()) => Ok(mailbox.to_owned()),
        Err(why) => {
            books.breach(why);
            Err(Reply::error(403, "", "", why))
        }
    }
}

fn token_is_good(books: &mut Books, token: &str, mailbox: &str) -> Result<(), &'static str> {
    const NO_TOKEN: &str = "Error reading from Authorization header";
    let parts: Vec<&str> = token
        .strip_prefix("NHSMESH ")
        .ok_or(NO_TOKEN)?
        .split(':')
        .collect();
    let [owner, nonce, count, time, hash] = parts.as_slice() else {
        return Err(NO_TOKEN);
    };
    if *owner != mailbox {
        return Err("Mailbox id does not match token");
    }
    let password = books.password(mailbox).ok_or("No mailbox matched")?;
    if signed(&format!("{owner}:{nonce}:{count}:{password}:{time}")).as_deref() != Some(*hash) {
        return Err("Invalid Authentication Token");
    }
    let is_near = minute(time)
        .is_some_and(|time| books.now.duration_since(time).abs() <= books.rules.most_skew);
    if !is_near {
        return Err("Invalid Authentication Token time");
    }

    match books.seen.insert(format!("{owner}:{nonce}:{count}")) {
        true => Ok(()),
        false => Err("Error Duplicated Authentication Token"),
    }
}

fn signed(text: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SHARED_KEY.as_bytes()).ok()?;
    mac.update(text.as_bytes());

    Some(base16ct::lower::encode_string(&mac.finalize().into_bytes()))
}

fn minute(text: &str) -> Option<jiff::Timestamp> {
    let is_one = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let time = DateTime::strptime("%Y%m%d%H%M", text)
        .ok()
        .filter(|_| is_one)?;

    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
