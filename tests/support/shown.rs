//! What was read from a file, as text that a person can check line by line.

use gplinks::{
    Content, Heading, Newlines, Problem, ReadLetter, ReadMessage, Reading, Receipt, ReceiptDraft,
    Sis, Sms, Transaction, read,
};

/// Everything that was read, with every problem and its place.
pub(crate) fn shown(letters: &[ReadLetter]) -> String {
    letters.iter().map(letter).collect::<Vec<_>>().join("\n")
}

/// Whether the letter can be written again, and what comes of it.
pub(crate) fn written_again(bytes: &[u8], letters: &[ReadLetter], reading: &Reading) -> String {
    let [letter] = letters else {
        return "written again: only a single letter is tried".to_owned();
    };
    if letter.is_receipt() {
        return match receipt_again(letter) {
            Some(again) if again == bytes => "written again: the same bytes".to_owned(),
            Some(_) => "written again: other bytes".to_owned(),
            None => "written again: not possible".to_owned(),
        };
    }
    let written = [Heading::Plain, Heading::Service].map(|heading| {
        let letter = letter.to_letter(heading)?;
        letter.write(Newlines::Between).ok()
    });
    let [Some(plain), Some(service)] = written else {
        return "written again: not possible".to_owned();
    };
    if plain == bytes || service == bytes {
        return "written again: the same bytes".to_owned();
    }

    let again = read(&plain, reading);
    assert_eq!(
        again[0].to_letter(Heading::Plain),
        letter.to_letter(Heading::Plain),
        "what is written again must say the same"
    );

    "written again: other bytes that say the same".to_owned()
}

/// The receipt as it would be written with the numbers, times and words that were read.
fn receipt_again(letter: &ReadLetter) -> Option<Vec<u8>> {
    let header = letter.header.as_ref()?;
    let [message] = letter.messages.as_slice() else {
        return None;
    };
    let Content::Receipt(Receipt {
        cipher,
        gp,
        made_at,
        received_at,
        messages,
        letter,
    }) = message.content.clone()
    else {
        return None;
    };
    let draft = ReceiptDraft {
        sender: header.sender.clone(),
        recipient: header.recipient.clone(),
        cipher: cipher?,
        gp: gp?,
        messages,
        letter,
    };
    let reference = message.head.reference.as_ref()?.as_str().parse().ok()?;
    let sis = Sis::new(u32::try_from(header.reference).ok()?)?;
    let mut numbered = draft.number(sis, Sms::new(reference)?, made_at?);
    numbered.received_at = received_at?;

    numbered.write(Newlines::Between).ok()
}

fn letter(letter: &ReadLetter) -> String {
    let headline = match &letter.header {
        Some(header) => format!(
            "Letter {:08} from {} to {}, {}",
            header.reference,
            header.sender,
            header.recipient,
            header.at.shown()
        ),
        None => "Letter that cannot be read".to_owned(),
    };
    let usable = if letter.usable {
        "usable"
    } else {
        "set aside as a whole"
    };

    let mut lines = vec![format!("{headline}: {usable}")];
    lines.extend(letter.problems.iter().map(|one| indented(2, &problem(one))));
    lines.extend(letter.messages.iter().flat_map(message));
    lines.push(String::new());

    lines.join("\n")
}

fn message(message: &ReadMessage) -> Vec<String> {
    let head = &message.head;
    let reference = head
        .reference
        .as_ref()
        .map_or("without reference", |text| text.as_str());
    let kind = head.kind.as_ref().map_or_else(
        || format!("type {}", head.message_type),
        |kind| format!("{} {}", kind.code(), kind.words()),
    );
    let authority = head
        .authority
        .as_ref()
        .map(|text| format!(", authority {}", text.as_str()));
    let at = head.at.map(|at| format!(", {}", at.shown()));
    let aside = message.set_aside.then_some(": set aside".to_owned());
    let details: String = [authority, at, aside].into_iter().flatten().collect();

    let mut lines = vec![indented(
        2,
        &format!("Message {reference}, {kind}{details}"),
    )];
    lines.extend(
        message
            .problems
            .iter()
            .map(|one| indented(4, &problem(one))),
    );
    match &message.content {
        Content::Transactions(list) => lines.extend(list.iter().flat_map(transaction)),
        Content::Receipt(receipt) => {
            lines.extend(receipt.outline().iter().map(|line| indented(4, line)));
            let verdict = if receipt.is_good() {
                "all is well"
            } else {
                "not all is well"
            };
            lines.push(indented(4, verdict));
        }
    }

    lines
}

fn transaction(transaction: &Transaction) -> Vec<String> {
    let number = transaction
        .tn
        .map_or_else(|| "without number".to_owned(), |tn| tn.to_string());
    let outline = transaction.outline();
    let problems = transaction.problems.iter().map(problem);

    [indented(4, &format!("Transaction {number}"))]
        .into_iter()
        .chain(
            outline
                .into_iter()
                .chain(problems)
                .map(|line| indented(6, &line)),
        )
        .collect()
}

/// `E420 warning the words (line 3, segment 3)`
fn problem(problem: &Problem) -> String {
    format!(
        "{} {} {} (line {}, segment {})",
        problem.rule.code(),
        problem.severity().word(),
        problem.rule,
        problem.at.line,
        problem.at.segment
    )
}

fn indented(by: usize, line: &str) -> String {
    format!("{}{line}", " ".repeat(by))
}
