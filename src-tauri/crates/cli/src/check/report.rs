//! A file in plain English, for a person at a terminal or with a printout.

use gplinks::{
    Cipher, Header, LetterEnd, LinkCode, MessageEnd, MessageHead, Problem, Receipt, Severity,
    Transaction,
};

use super::excerpt::Excerpts;
use super::follow::{LetterKind, RECEIPT, View};
use super::tally::Tally;
use crate::error::Failure;
use crate::input::Source;
use crate::output::{BOLD, DIM, ERROR, Exit, GOOD, WARNING};
use crate::page::Page;
use crate::text::{visible, wrapped};

/// Lines are broken here on a terminal.
const COLUMNS: usize = 80;

/// How far each part is set in.
const MESSAGE: usize = 2;
const TRANSACTION: usize = 4;
/// Where the words of a transaction begin, behind its number.
const WORDS: usize = 16;

pub(super) struct Report {
    columns: usize,
    several: bool,
    file: String,
    excerpts: Excerpts,
    /// Whether anything was written of this file, and of any.
    begun: bool,
    begun_any: bool,
}

impl Report {
    pub(super) fn new(terminal: bool, several: bool) -> Self {
        Self {
            columns: if terminal { COLUMNS } else { usize::MAX },
            several,
            file: String::new(),
            excerpts: Excerpts::default(),
            begun: false,
            begun_any: false,
        }
    }

    /// Says which file it is where there are several, and keeps letters apart.
    fn head(&mut self, page: &mut Page) {
        if self.begun_any {
            page.line("");
        }
        if self.several && !self.begun {
            page.line(format_args!("{BOLD}== {}{BOLD:#}\n", self.file));
        }
        (self.begun, self.begun_any) = (true, true);
    }

    /// Writes a text behind a label, so that it fits; where it is broken it goes on below itself.
    fn text(&self, page: &mut Page, indent: usize, label: &str, text: &str) {
        let hang = indent + label.chars().count();
        let lines = wrapped(text, self.columns.saturating_sub(hang));
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                page.line(format_args!("{:indent$}{label}{line}", ""));
            } else {
                page.line(format_args!("{:hang$}{line}", ""));
            }
        }
    }

    fn problems(&mut self, page: &mut Page, indent: usize, problems: &[Problem]) {
        let mut problems: Vec<&Problem> = problems.iter().collect();
        problems.sort_by_key(|problem| problem.at.span);
        let mut rest = problems.iter().peekable();
        while let Some(problem) = rest.next() {
            self.problem(page, indent, problem);
            if rest.peek().is_none_or(|next| next.at != problem.at) {
                self.place(page, indent + 2, problem);
            }
        }
    }

    fn problem(&self, page: &mut Page, indent: usize, problem: &Problem) {
        let style = style(problem);
        let label = format!("{} {}", problem.severity().word(), problem.rule.code());
        let text = format!("{label}: {}", problem.rule);
        let lines = wrapped(&text, self.columns.saturating_sub(indent + 2));
        for (at, line) in lines.iter().enumerate() {
            match line.strip_prefix(&label).filter(|_| at == 0) {
                Some(rest) => {
                    page.line(format_args!("{:indent$}{style}{label}{style:#}{rest}", ""))
                }
                None => page.line(format_args!("{:indent$}  {line}", "")),
            }
        }
    }

    fn place(&mut self, page: &mut Page, indent: usize, problem: &Problem) {
        page.line(format_args!("{:indent$}{DIM}{}{DIM:#}", "", problem.at));
        let Some(excerpt) = self.excerpts.at(problem.at) else {
            return;
        };
        let style = style(problem);
        page.line(format_args!("{:indent$}{DIM}|{DIM:#} {}", "", excerpt.line));
        page.line(format_args!(
            "{:indent$}{DIM}|{DIM:#} {style}{}{style:#}",
            "", excerpt.marks
        ));
    }
}

impl View for Report {
    fn begin_file(&mut self, source: &Source) {
        self.file = source.shown();
        self.excerpts = Excerpts::of(source);
        self.begun = false;
    }

    fn begin_letter(&mut self, page: &mut Page, kind: LetterKind, header: Option<&Header>) {
        self.head(page);
        let Some(header) = header else {
            return page.line(format_args!("{BOLD}Unreadable letter{BOLD:#}"));
        };
        let word = match kind {
            LetterKind::Receipt => "Receipt",
            LetterKind::Registration | LetterKind::Unreadable => "Letter",
        };
        let Header {
            sender,
            recipient,
            at,
            reference,
            ..
        } = header;
        let (from, to, at) = (shown(sender), shown(recipient), at.shown());

        page.line(format_args!(
            "{BOLD}{word} {reference:08} from {from} to {to}, {at}{BOLD:#}"
        ));
    }

    fn begin_message(&mut self, page: &mut Page, head: &MessageHead) {
        let reference = head
            .reference
            .as_ref()
            .map_or("without a reference", |text| text.as_str());
        let kind = head.kind.as_ref().map(|kind| kind.code());
        let kind = kind.or(Some(head.message_type.as_str()).filter(|name| *name == RECEIPT));
        let kind = kind
            .map(|kind| format!(", {}", visible(kind)))
            .unwrap_or_default();

        page.line(format_args!(
            "\n{:MESSAGE$}Message {}{kind}",
            "",
            visible(reference)
        ));
    }

    fn transaction(&mut self, page: &mut Page, transaction: &Transaction) {
        let label = transaction
            .tn
            .map_or_else(|| "no number".to_owned(), |tn| format!("TN {tn}"));
        let outline = transaction.outline();
        let reasons = transaction
            .problems
            .iter()
            .filter(|one| one.severity() >= Severity::Error)
            .count();
        let told = if transaction.body.is_some() {
            outline.len()
        } else {
            outline.len().saturating_sub(reasons)
        };
        for (at, line) in outline.iter().take(told).enumerate() {
            let label = if at == 0 { label.as_str() } else { "" };
            self.text(
                page,
                TRANSACTION,
                &format!("{label:<width$}", width = WORDS - TRANSACTION),
                &visible(line),
            );
        }

        self.problems(page, TRANSACTION + 2, &transaction.problems);
    }

    fn receipt(&mut self, page: &mut Page, receipt: &Receipt) {
        let style = if receipt.is_good() { GOOD } else { WARNING };
        for (at, line) in receipt.outline().iter().enumerate() {
            let line = visible(line);
            if at == 0 {
                page.line(format_args!("{:TRANSACTION$}{style}{line}{style:#}", ""));
            } else {
                self.text(page, TRANSACTION, "  ", &line);
            }
        }
    }

    fn end_message(&mut self, page: &mut Page, end: &MessageEnd) {
        self.problems(page, TRANSACTION, &end.problems);
        if end.set_aside {
            self.text(
                page,
                TRANSACTION,
                "",
                "The message is set aside as a whole.",
            );
        }
    }

    fn end_letter(&mut self, page: &mut Page, end: &LetterEnd) {
        if !end.problems.is_empty() {
            page.line("");
        }
        self.problems(page, MESSAGE, &end.problems);
        if !end.usable {
            self.text(page, MESSAGE, "", UNUSABLE);
        }
    }

    fn end_file(&mut self, page: &mut Page, tally: &Tally) {
        let style = match tally.exit() {
            Exit::Done => GOOD,
            Exit::Warned => WARNING,
            Exit::Refused
            | Exit::Busy
            | Exit::NotReached
            | Exit::NotVerified
            | Exit::WrongUsage => ERROR,
        };

        page.line("");
        for (at, line) in wrapped(
            &format!("{}: {}", self.file, tally.words()),
            self.columns - 2,
        )
        .iter()
        .enumerate()
        {
            let indent = if at == 0 { "" } else { "  " };
            page.line(format_args!("{indent}{style}{line}{style:#}"));
        }
    }

    fn break_off(&mut self, page: &mut Page, why: &Failure) {
        if self.begun {
            page.line(format_args!(
                "\n{}: {ERROR}broken off: {}{ERROR:#}",
                self.file, why
            ));
        }
    }

    fn finish(&mut self, _: &mut Page) {}
}

const UNUSABLE: &str =
    "The letter cannot be used: nothing in it can be worked on, and it gets no receipt.";

fn style(problem: &Problem) -> anstyle::Style {
    match problem.severity() {
        Severity::Warning => WARNING,
        Severity::Error | Severity::Fatal => ERROR,
    }
}

/// `Norfolk (NF01)` for a registration service whose area is known.
fn shown(link: &LinkCode) -> String {
    let code = visible(link.as_str());
    match Cipher::of_link(link).and_then(|cipher| cipher.name()) {
        Some(name) => format!("{name} ({code})"),
        None => code.into_owned(),
    }
}
