//! The links of the service to its practice, each with the numbers of both sides.

use std::collections::BTreeMap;

use gplinks::{Cipher, Link, LinkCode, Numbers, Sis, Sms};
use serde::{Deserialize, Serialize};

use crate::Complaint;
use crate::numbers::{Counters, LastUsed};
use crate::sequence::Sequence;

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) cipher: Cipher,
    pub(crate) service: LinkCode,
    /// What the service's next letter is numbered from.
    pub(crate) counters: Counters,
    /// Where in the ledger the letters stand that were sent under each number; after going back, several.
    pub(crate) sent: BTreeMap<u32, Vec<usize>>,
    /// What the practice's letters are numbered.
    pub(crate) letters: Sequence,
    pub(crate) messages: Sequence,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Links(Vec<Line>);

impl Links {
    pub(crate) fn new(
        links: impl Iterator<Item = Link>,
        last: LastUsed,
        practice: Option<Numbers>,
    ) -> Self {
        let line = |link: Link| Line::new(link.cipher, link.service, last, practice);

        Self(links.map(line).collect())
    }

    pub(crate) fn first(&self) -> Option<&Line> {
        self.0.first()
    }

    pub(crate) fn get(&self, service: &LinkCode) -> Option<&Line> {
        self.0.iter().find(|line| line.service == *service)
    }

    pub(crate) fn get_mut(&mut self, service: &LinkCode) -> Option<&mut Line> {
        self.0.iter_mut().find(|line| line.service == *service)
    }

    /// The link of an authority, made where there is none.
    pub(crate) fn of_cipher(&mut self, cipher: &Cipher) -> LinkCode {
        if let Some(line) = self.0.iter().find(|line| line.cipher == *cipher) {
            return line.service.clone();
        }
        let service = cipher.link_code();
        let line = Line::new(cipher.clone(), service.clone(), LastUsed::default(), None);
        self.0.push(line);

        service
    }

    pub(crate) fn gaps(&self) -> impl Iterator<Item = Complaint> {
        self.0.iter().flat_map(Line::gaps)
    }
}

impl Line {
    fn new(cipher: Cipher, service: LinkCode, last: LastUsed, practice: Option<Numbers>) -> Self {
        let sis = practice.map(|numbers| numbers.sis.get());
        let sms = practice.map(|numbers| numbers.sms.get());

        Self {
            cipher,
            service,
            counters: Counters::after(last),
            sent: BTreeMap::new(),
            letters: Sequence::new(Sis::LAST.get(), sis),
            messages: Sequence::new(Sms::LAST.get(), sms),
        }
    }

    fn gaps(&self) -> impl Iterator<Item = Complaint> {
        let letters = self.letters.gaps().filter_map(|(from, to)| {
            Some(Complaint::Gap {
                from: Sis::new(from)?,
                to: Sis::new(to)?,
            })
        });
        let messages = self.messages.gaps().filter_map(|(from, to)| {
            Some(Complaint::MessageGap {
                from: Sms::new(from)?,
                to: Sms::new(to)?,
            })
        });

        letters.chain(messages)
    }
}
