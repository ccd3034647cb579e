//! Links: one for each health authority that the practice exchanges letters with.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{LinkId, Read, Result, StoreError, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub id: LinkId,
    pub practice_code: String,
    pub cipher: String,
    pub service_code: String,
    pub mailbox: String,
    pub paused_at: Option<Timestamp>,
    pub paused_by: Option<String>,
    pub paused_why: Option<String>,
    pub stopped_at: Option<Timestamp>,
    pub stopped_why: Option<String>,
}

impl Link {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            practice_code: row.take()?,
            cipher: row.take()?,
            service_code: row.take()?,
            mailbox: row.take()?,
            paused_at: row.take()?,
            paused_by: row.take()?,
            paused_why: row.take()?,
            stopped_at: row.take()?,
            stopped_why: row.take()?,
        })
    }

    /// Nothing holds up what is to be sent on it.
    pub fn is_open(&self) -> bool {
        self.paused_at.is_none() && self.stopped_at.is_none()
    }
}

impl Read<'_> {
    pub fn links(&self) -> Result<Vec<Link>> {
        self.db.rows(
            "SELECT id, practice_code, cipher, service_code, mailbox,
                    paused_at, paused_by, paused_why, stopped_at, stopped_why
             FROM links ORDER BY id",
            &[],
            Link::take,
        )
    }

    pub fn link(&self, id: LinkId) -> Result<Link> {
        self.links()?
            .into_iter()
            .find(|link| link.id == id)
            .ok_or(StoreError::NoSuch {
                what: LinkId::WHAT,
                id: id.get(),
            })
    }

    /// The link with the other side of this code.
    pub fn link_with(&self, service_code: &str) -> Result<Option<Link>> {
        let links = self.links()?;

        Ok(links
            .into_iter()
            .find(|link| link.service_code == service_code))
    }
}

impl Write<'_> {
    pub fn add_link(
        &self,
        practice_code: &str,
        cipher: &str,
        service_code: &str,
        mailbox: &str,
    ) -> Result<LinkId> {
        self.db
            .insert(
                "INSERT INTO links (practice_code, cipher, service_code, mailbox) VALUES ($1, $2, $3, $4)",
                given![practice_code, cipher, service_code, mailbox],
            )
            .map(LinkId::new)
    }

    /// Changes where letters to the other side are posted.
    pub fn set_link_mailbox(&self, id: LinkId, mailbox: &str) -> Result<()> {
        self.one(
            "UPDATE links SET mailbox = $1 WHERE id = $2",
            given![mailbox, id],
        )
    }

    /// Stops sending at a person's word; `None` lets it go on.
    pub fn pause_link(&self, id: LinkId, why: Option<(Timestamp, &str, &str)>) -> Result<()> {
        let at = why.map(|(at, _, _)| at);
        let by = why.map(|(_, by, _)| by);
        let words = why.map(|(_, _, words)| words);

        self.db
            .run(
                "UPDATE links SET paused_at = $1, paused_by = $2, paused_why = $3 WHERE id = $4",
                given![at, by, words, id],
            )
            .map(drop)
    }

    /// Stops sending at the program's own alarm; the first reason stays. `None` lets it go on.
    pub fn stop_link(&self, id: LinkId, why: Option<(Timestamp, &str)>) -> Result<()> {
        match why {
            Some((at, words)) => self.db.run(
                "UPDATE links SET stopped_at = $1, stopped_why = $2 WHERE id = $3 AND stopped_at IS NULL",
                given![at, words, id],
            ),
            None => self.db.run(
                "UPDATE links SET stopped_at = NULL, stopped_why = NULL WHERE id = $1",
                given![id],
            ),
        }
        .map(drop)
    }
}
