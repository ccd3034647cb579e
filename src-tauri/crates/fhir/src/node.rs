//! A JSON value and its place.

use serde_json::Value;

static NULL: Value = Value::Null;

/// A value that may be absent, and the JSON pointer (RFC 6901) of where it stands or should stand.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    pointer: String,
}

impl<'a> Node<'a> {
    pub(crate) fn root(value: &'a Value) -> Self {
        Self {
            value,
            pointer: String::new(),
        }
    }

    /// What should stand somewhere in `parent` and does not.
    pub(crate) fn absent(parent: &Self) -> Self {
        Self {
            value: &NULL,
            pointer: parent.pointer(),
        }
    }

    /// What is absent counts as null.
    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    pub(crate) fn pointer(&self) -> String {
        self.pointer.clone()
    }

    pub(crate) fn is_null(&self) -> bool {
        self.value.is_null()
    }

    pub(crate) fn key(&self, name: &str) -> Self {
        let escaped = name.replace('~', "~0").replace('/', "~1");

        Self {
            value: self.value.get(name).unwrap_or(&NULL),
            pointer: format!("{}/{escaped}", self.pointer),
        }
    }

    pub(crate) fn at(&self, index: usize) -> Self {
        Self {
            value: self.value.get(index).unwrap_or(&NULL),
            pointer: format!("{}/{index}", self.pointer),
        }
    }

    /// The names of an object's members, in their order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.value
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys().map(String::as_str))
    }

    /// All places of a list, null ones too. A value that is no list counts as a list of itself, as
    /// FHIR parsers have it.
    pub(crate) fn places(&self) -> Vec<Self> {
        match self.value {
            Value::Null => Vec::new(),
            Value::Array(items) => (0..items.len()).map(|index| self.at(index)).collect(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                vec![self.clone()]
            }
        }
    }

    /// The places of a list that are not null.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        self.places().into_iter().filter(|place| !place.is_null())
    }

    /// The first item of a list; an absent one has the first place's pointer.
    pub(crate) fn first(&self) -> Self {
        self.items().next().unwrap_or_else(|| self.at(0))
    }

    /// The one item of what FHIR does not repeat, though some write it as a list of one.
    pub(crate) fn single(&self) -> Self {
        self.items().next().unwrap_or_else(|| Self::absent(self))
    }

    /// The first member whose name begins with `value`: FHIR names it after its type.
    pub(crate) fn any_value(&self) -> Self {
        let name = self.keys().find(|name| name.starts_with("value"));

        self.key(name.unwrap_or("valueString"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_place_has_its_pointer() {
        let body = json!({"name": [{"family": "COLE"}], "a/b": {"~": 1}});
        let root = Node::root(&body);

        assert_eq!(
            root.key("name").at(0).key("family").pointer(),
            "/name/0/family"
        );
        assert_eq!(root.key("a/b").key("~").pointer(), "/a~1b/~0");
        assert_eq!(
            root.key("address").at(1).key("line").pointer(),
            "/address/1/line"
        );
        for pointer in ["/name/0/family", "/a~1b/~0"] {
            assert!(body.pointer(pointer).is_some(), "RFC 6901 finds {pointer}");
        }
    }

    #[test]
    fn a_value_that_is_no_list_counts_as_a_list_of_itself() {
        let body = json!({"one": {"value": "NF"}, "list": [null, {"value": "NF"}]});
        let root = Node::root(&body);

        assert_eq!(root.key("one").single().pointer(), "/one");
        assert_eq!(root.key("list").single().pointer(), "/list/1");
        assert_eq!(root.key("list").places().len(), 2);
        assert_eq!(root.key("none").first().pointer(), "/none/0");
        assert_eq!(root.key("none").single().pointer(), "/none");
    }
}
