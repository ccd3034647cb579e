//! Letters collected from the events of a stream, to be compared with what the slice gives.

use std::io::Read;

use gplinks::{Content, Event, ReadLetter, ReadMessage, Reading, read_stream};

/// Reads `input` as a stream and puts its letters together.
pub(crate) fn streamed(input: impl Read, reading: &Reading) -> Vec<ReadLetter> {
    let mut letters = Vec::new();
    let mut done = 0;
    read_stream(
        input,
        reading,
        |event| take(&mut letters, event),
        |position| {
            assert!(position >= done, "progress never goes back");
            done = position;
        },
    )
    .unwrap();

    letters
}

fn take(letters: &mut Vec<ReadLetter>, event: Event) {
    match event {
        Event::Letter(header) => letters.push(letter(Some(header))),
        Event::Unreadable => letters.push(letter(None)),
        Event::Message(head) => letters.last_mut().unwrap().messages.push(ReadMessage {
            head,
            content: Content::Transactions(Vec::new()),
            problems: Vec::new(),
            set_aside: false,
        }),
        Event::Transaction(transaction) => match &mut last_message(letters).content {
            Content::Transactions(list) => list.push(transaction),
            Content::Receipt(_) => unreachable!("a receipt holds no transactions"),
        },
        Event::Receipt(receipt) => last_message(letters).content = Content::Receipt(receipt),
        Event::MessageEnd(end) => {
            let message = last_message(letters);
            (message.problems, message.set_aside) = (end.problems, end.set_aside);
        }
        Event::LetterEnd(end) => {
            let letter = letters.last_mut().unwrap();
            (letter.problems, letter.usable) = (end.problems, end.usable);
        }
    }
}

fn letter(header: Option<gplinks::Header>) -> ReadLetter {
    ReadLetter {
        header,
        messages: Vec::new(),
        problems: Vec::new(),
        usable: false,
    }
}

fn last_message(letters: &mut [ReadLetter]) -> &mut ReadMessage {
    letters.last_mut().unwrap().messages.last_mut().unwrap()
}
