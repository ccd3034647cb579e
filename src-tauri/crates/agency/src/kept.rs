//! How the state is kept as JSON where a type of another crate does not say so itself.

use std::fmt::Display;

use mailbox::{LocalId, MessageId, Workflow};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// A letter's bytes as a text with one character a byte: almost always what the letter says.
pub(crate) mod bytes {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        let text: String = bytes.iter().copied().map(char::from).collect();

        serializer.serialize_str(&text)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();

        bytes.map_err(|_| D::Error::custom("a letter is kept as one character a byte"))
    }
}

/// Makes a module that keeps a type as the text that it is written as.
macro_rules! as_text {
    ($module:ident, $type:ty, $write:expr, $read:expr) => {
        pub(crate) mod $module {
            use super::*;

            pub(crate) fn serialize<S: Serializer>(
                value: &$type,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                write_text(&$write(value), serializer)
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$type, D::Error> {
                let text = String::deserialize(deserializer)?;

                $read(&text).ok_or_else(|| D::Error::custom("a name that cannot be read"))
            }
        }
    };
}

as_text!(
    workflow,
    Workflow,
    |workflow: &Workflow| workflow.as_str(),
    Workflow::parse
);
as_text!(
    local_id,
    LocalId,
    |id: &LocalId| id.to_string(),
    LocalId::parse
);
as_text!(
    message_id,
    MessageId,
    |id: &MessageId| id.as_str().to_owned(),
    |text: &str| Some(MessageId::new(text))
);

fn write_text<S: Serializer>(text: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(text)
}
