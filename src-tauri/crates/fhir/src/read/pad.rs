//! The pad on which the refusals and remarks of one body are gathered, and the readers of single
//! values, which write on it.

use gplinks::{Day, Text};
use serde_json::Value;

use crate::flavour::plain;
use crate::node::Node;
use crate::{DateOf, Fault, Hidden, Refusal, Remark, Repair};

/// The forms of a body. They differ in what an empty text and a percent sign mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An empty text is refused wherever it stands, by the survey of the whole body.
    Parameters,
    /// An empty text is a blank one, and a percent sign is a removal, as on the wire.
    Amendment,
    /// An empty text is a field left blank, and a percent sign is one that was typed.
    Clean,
    /// The adaptor's flavour, which it has taken already, read once more for the desk's forms.
    Released,
}

/// What stands in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<T> {
    Nothing,
    /// Something that is refused, and it has been told why.
    Wrong,
    Right(T),
}

impl<T> Found<T> {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// The value, where there is one and it is right.
    pub(super) fn right(self) -> Option<T> {
        match self {
            Self::Right(value) => Some(value),
            Self::Nothing | Self::Wrong => None,
        }
    }

    /// For what may be left out: `None` only where it is wrong.
    pub(super) fn optional(self) -> Option<Option<T>> {
        match self {
            Self::Right(value) => Some(Some(value)),
            Self::Nothing => Some(None),
            Self::Wrong => None,
        }
    }
}

pub(super) struct Pad {
    form: Form,
    refusals: Vec<Refusal>,
    remarks: Vec<Remark>,
}

impl Pad {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            refusals: Vec::new(),
            remarks: Vec::new(),
        }
    }

    pub(super) fn form(&self) -> Form {
        self.form
    }

    pub(super) fn refuse(&mut self, fault: Fault, node: &Node<'_>) {
        self.refusals.push(Refusal::new(fault, node.pointer()));
    }

    pub(super) fn remark(&mut self, repair: Repair, node: &Node<'_>) {
        let pointer = node.pointer();

        self.remarks.push(Remark { repair, pointer });
    }

    pub(super) fn finish(self) -> (Vec<Refusal>, Vec<Remark>) {
        (self.refusals, self.remarks)
    }

    /// A text without its release characters; a blank one is nothing.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Found<Text> {
        match node.value() {
            Value::Null => Found::Nothing,
            Value::String(text) if text.is_empty() && self.form == Form::Parameters => Found::Wrong,
            Value::String(text) => self.plain(text, node),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong_type("a text", node)
            }
        }
    }

    /// A code, a date or a word of FHIR's: it is looked up, not sent, so any character may stand in it.
    pub(super) fn word(&mut self, node: &Node<'_>) -> Found<Text> {
        match node.value() {
            Value::String(word) if !word.is_empty() => {
                Text::new(word.as_str()).map_or(Found::Nothing, Found::Right)
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => self.text(node),
        }
    }

    /// What stands there as it was typed, for a form that looks at it later; empty where nothing does.
    pub(super) fn typed(&mut self, node: &Node<'_>) -> String {
        match node.value() {
            Value::Null => String::new(),
            Value::String(text) if self.form == Form::Released => plain(text).0,
            Value::String(typed) => typed.clone(),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => self
                .wrong_type::<String>("a text", node)
                .right()
                .unwrap_or_default(),
        }
    }

    fn plain(&mut self, text: &str, node: &Node<'_>) -> Found<Text> {
        let foreign = text
            .chars()
            .enumerate()
            .find(|(_, c)| !edifact::is_level_a(*c));
        if let Some((at, character)) = foreign {
            let fault = Fault::NotLevelA {
                character: Hidden(character),
                position: at + 1,
            };
            self.refuse(fault, node);
            return Found::Wrong;
        }
        let (text, repairs) = plain(text);
        for repair in repairs {
            self.remark(repair, node);
        }

        Text::new(text).map_or(Found::Nothing, Found::Right)
    }

    pub(super) fn wrong_type<T>(&mut self, wanted: &'static str, node: &Node<'_>) -> Found<T> {
        self.refuse(Fault::WrongType { wanted }, node);

        Found::Wrong
    }

    /// What may be absent, but not blank.
    pub(super) fn not_blank(
        &mut self,
        found: Found<Text>,
        blank: Fault,
        node: &Node<'_>,
    ) -> Found<Text> {
        if found.is_nothing() && !node.is_null() {
            self.refuse(blank, node);
            return Found::Wrong;
        }

        found
    }

    /// What cannot be absent.
    pub(super) fn needed<T>(
        &mut self,
        found: Found<T>,
        missing: Fault,
        node: &Node<'_>,
    ) -> Option<T> {
        if found.is_nothing() {
            self.refuse(missing, node);
        }

        found.right()
    }

    /// What the text means; what means nothing is refused.
    pub(super) fn parsed<T>(
        &mut self,
        found: Found<Text>,
        parse: impl FnOnce(&str) -> Option<T>,
        unknown: Fault,
        node: &Node<'_>,
    ) -> Found<T> {
        match found {
            Found::Nothing => Found::Nothing,
            Found::Wrong => Found::Wrong,
            Found::Right(text) => parse(text.as_str()).map_or_else(
                || {
                    self.refuse(unknown, node);
                    Found::Wrong
                },
                Found::Right,
            ),
        }
    }

    /// A day written `YYYY-MM-DD`, which may be absent but not blank.
    pub(super) fn day(&mut self, node: &Node<'_>, date: DateOf) -> Found<Day> {
        let text = self.word(node);
        let text = self.not_blank(text, Fault::NoDate(date), node);

        self.day_of(text, date, node)
    }

    pub(super) fn day_of(
        &mut self,
        text: Found<Text>,
        date: DateOf,
        node: &Node<'_>,
    ) -> Found<Day> {
        self.parsed(
            text,
            |text| Day::parse(text).ok(),
            Fault::BadDate(date),
            node,
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> (Found<Text>, Vec<Refusal>, Vec<Remark>) {
        let mut pad = Pad::new(Form::Amendment);
        let found = pad.text(&Node::root(value));
        let (refusals, remarks) = pad.finish();

        (found, refusals, remarks)
    }

    fn right(text: &str) -> Found<Text> {
        Found::Right(Text::new(text).unwrap())
    }

    #[test]
    fn a_text_is_taken_as_it_stands_without_its_release_characters() {
        let (found, refusals, remarks) = read(&json!(" O?'NEILL  HART "));

        assert_eq!(found, right(" O'NEILL  HART "), "nothing is trimmed");
        assert_eq!((refusals, remarks), (vec![], vec![]));
    }

    #[test]
    fn a_repaired_text_is_remarked_upon_once_for_each_kind() {
        let (found, _, remarks) = read(&json!("A'B'C ? D"));
        let repairs: Vec<_> = remarks.iter().map(|remark| remark.repair).collect();

        assert_eq!(found, right("A'B'C ? D"));
        assert_eq!(repairs, [Repair::NotReleased, Repair::ReleasesNothing]);
    }

    #[test]
    fn what_has_no_place_in_level_a_is_refused_with_its_place() {
        for (text, character, position) in [
            ("Cole", 'o', 2),
            ("ZOË", 'Ë', 3),
            ("A\nB", '\n', 2),
            ("?'#", '#', 3),
        ] {
            let (found, refusals, _) = read(&json!(text));
            let fault = Fault::NotLevelA {
                character: Hidden(character),
                position,
            };

            assert_eq!(found, Found::Wrong);
            assert_eq!(refusals, [Refusal::new(fault, "")], "{text}");
        }
    }

    #[test]
    fn only_a_text_is_a_text() {
        for value in [json!(1), json!(true), json!([]), json!({})] {
            let (found, refusals, _) = read(&value);

            assert_eq!((found, refusals[0].code()), (Found::Wrong, "E606"));
        }
        assert_eq!(read(&Value::Null).0, Found::Nothing);
        assert_eq!(read(&json!("  ")).0, Found::Nothing);
    }
}
