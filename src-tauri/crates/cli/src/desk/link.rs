//! The links of a practice, by the names that people know.

use store::Link;

use super::open::Desk;
use super::refusal::Refusal;
use crate::error::Failure;

/// The link of this cipher or link code.
pub(super) fn find(desk: &Desk, name: &str) -> Result<Link, Failure> {
    let links = desk.practice.store().read(|r| r.links())?;
    let is_it = |link: &Link| [&link.cipher, &link.service_code].contains(&&name.to_uppercase());

    Ok(links.into_iter().find(is_it).ok_or(Refusal::NoSuchLink)?)
}
