//! Follows what the reader tells, and has it written down and counted.

use gplinks::{Event, Header, LetterEnd, MessageEnd, MessageHead, Receipt, Transaction};

use super::tally::Tally;
use crate::error::Failure;
use crate::input::Source;
use crate::output::Exit;
use crate::page::Page;

/// What a letter is; its first message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LetterKind {
    Registration,
    Receipt,
    Unreadable,
}

/// What UNH calls a receipt.
pub(super) const RECEIPT: &str = "RECEP";

/// Writes down what is read as it is read, for people or for programs.
pub(super) trait View {
    fn begin_file(&mut self, source: &Source);
    fn begin_letter(&mut self, page: &mut Page, kind: LetterKind, header: Option<&Header>);
    fn begin_message(&mut self, page: &mut Page, head: &MessageHead);
    fn transaction(&mut self, page: &mut Page, transaction: &Transaction);
    fn receipt(&mut self, page: &mut Page, receipt: &Receipt);
    fn end_message(&mut self, page: &mut Page, end: &MessageEnd);
    fn end_letter(&mut self, page: &mut Page, end: &LetterEnd);
    fn end_file(&mut self, page: &mut Page, tally: &Tally);
    /// The file could not be read to its end.
    fn break_off(&mut self, page: &mut Page, why: &Failure);
    /// There are no more files.
    fn finish(&mut self, page: &mut Page);
}

/// One file on its way.
pub(super) struct Follow<'a> {
    view: &'a mut dyn View,
    /// A letter that has begun but has not told its kind.
    waiting: Option<Option<Header>>,
    tally: Tally,
}

impl<'a> Follow<'a> {
    pub(super) fn begin(source: &Source, view: &'a mut dyn View) -> Self {
        view.begin_file(source);

        Self {
            view,
            waiting: None,
            tally: Tally::default(),
        }
    }

    pub(super) fn event(&mut self, page: &mut Page, event: Event) {
        self.tally.count(&event);
        match event {
            Event::Letter(header) => self.waiting = Some(Some(header)),
            Event::Unreadable => self.waiting = Some(None),
            Event::Message(head) => {
                self.begin_letter(page, Some(&head));
                self.view.begin_message(page, &head);
            }
            Event::Transaction(transaction) => self.view.transaction(page, &transaction),
            Event::Receipt(receipt) => self.view.receipt(page, &receipt),
            Event::MessageEnd(end) => self.view.end_message(page, &end),
            Event::LetterEnd(end) => {
                self.begin_letter(page, None);
                self.view.end_letter(page, &end);
            }
        }
    }

    pub(super) fn finish(
        mut self,
        page: &mut Page,
        read: Result<(), Failure>,
    ) -> Result<Exit, Failure> {
        match &read {
            Ok(()) => self.view.end_file(page, &self.tally),
            Err(why) => {
                self.begin_letter(page, None);
                self.view.break_off(page, why);
            }
        }

        read.map(|()| self.tally.exit())
    }

    fn begin_letter(&mut self, page: &mut Page, first: Option<&MessageHead>) {
        let Some(header) = self.waiting.take() else {
            return;
        };
        let kind = match first {
            Some(head) if header.is_some() && head.message_type == RECEIPT => LetterKind::Receipt,
            Some(_) if header.is_some() => LetterKind::Registration,
            Some(_) | None => LetterKind::Unreadable,
        };

        self.view.begin_letter(page, kind, header.as_ref());
    }
}
