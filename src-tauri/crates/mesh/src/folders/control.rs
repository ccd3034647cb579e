//! The control file that goes with each letter, `.ctl`: read tolerantly, written exactly.

use mailbox::{LocalId, MailboxId, MessageId, Outgoing, Workflow};
use roxmltree::{Document, Node};

use crate::names::{message_id, printable};

/// No control file comes near it.
pub(super) const MOST_BYTES: u64 = 64 * 1024;
const LONGEST: usize = 1000;

/// What a control file says of its letter. Empty elements say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Control {
    pub(super) workflow: Option<String>,
    pub(super) to: Option<String>,
    pub(super) from: Option<String>,
    local_id: Option<String>,
    dts_id: Option<String>,
    pub(super) is_report: bool,
    status: Option<Status>,
    /// Name and value of each element, for the record.
    pub(super) elements: Vec<(String, String)>,
}

/// What the client or MESH says became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Status {
    event: String,
    status: String,
    code: String,
    description: String,
}

/// What a status record means for the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// MESH has it.
    Handed,
    /// The client will try again, or has only taken it.
    Tried,
    Failed {
        code: String,
        words: String,
    },
}

impl Control {
    /// `None` for what is no control file.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        // Entities of its own making are refused with the document type.
        let document = Document::parse(text.trim_start_matches('\u{feff}')).ok()?;
        let root = document.root_element();
        if !is_named(&root, "DTSControl") {
            return None;
        }
        let value = |name: &str| value(&root, name);

        Some(Self {
            workflow: value("WorkflowId"),
            to: value("To_DTS"),
            from: value("From_DTS"),
            local_id: value("LocalId"),
            dts_id: value("DTSId"),
            is_report: value("MessageType").is_some_and(|kind| kind.eq_ignore_ascii_case("report")),
            status: child(&root, "StatusRecord").map(|record| Status::read(&record)),
            elements: root
                .descendants()
                .filter(Node::is_element)
                .filter_map(|node| Some((node.tag_name().name().to_owned(), text_of(&node)?)))
                .collect(),
        })
    }

    /// In the order and with the elements of the client's own example.
    pub(super) fn written(letter: &Outgoing, from: &MailboxId) -> String {
        let elements = [
            ("Version", "1.0"),
            ("AddressType", "DTS"),
            ("MessageType", "Data"),
            ("WorkflowId", letter.workflow.as_str()),
            ("To_DTS", letter.to.as_str()),
            ("From_DTS", from.as_str()),
            ("Subject", ""),
            ("LocalId", &letter.local_id.to_string()),
            ("Compress", "Y"),
            ("AllowChunking", "Y"),
            ("Encrypted", "N"),
        ];
        let lines: String = elements
            .iter()
            .map(|(name, value)| format!("<{name}>{}</{name}>\n", escaped(value)))
            .collect();

        format!("<DTSControl>\n{lines}</DTSControl>\n")
    }

    pub(super) fn our_workflow(&self) -> Option<Workflow> {
        Workflow::parse(&self.workflow.as_deref()?.to_ascii_uppercase())
    }

    pub(super) fn is_to(&self, mailbox: &MailboxId) -> bool {
        self.to
            .as_ref()
            .is_none_or(|to| to.eq_ignore_ascii_case(mailbox.as_str()))
    }

    /// Whether it can be told which letter it is about.
    pub(super) fn names_a_letter(&self) -> bool {
        self.local_id().is_some() || self.message_id().is_some()
    }

    pub(super) fn local_id(&self) -> Option<LocalId> {
        LocalId::parse(self.local_id.as_deref()?)
    }

    pub(super) fn message_id(&self) -> Option<MessageId> {
        message_id(self.dts_id.as_deref()?)
    }

    pub(super) fn fate(&self) -> Option<Fate> {
        self.status.as_ref().map(Status::fate)
    }

    /// Which code the status record bears, and what it says.
    pub(super) fn code_and_words(&self) -> (Option<String>, Option<String>) {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());

        self.status.as_ref().map_or((None, None), |status| {
            (some(&status.code), some(&status.description))
        })
    }
}

impl Status {
    fn read(record: &Node<'_, '_>) -> Self {
        let word = |name| value(record, name).unwrap_or_default();

        Self {
            event: word("Event").to_ascii_uppercase(),
            status: word("Status").to_ascii_uppercase(),
            code: word("StatusCode"),
            description: word("Description"),
        }
    }

    /// Older clients write `Transfer to DTS Server` and `0` for `TRANSFER` and `00`.
    fn fate(&self) -> Fate {
        let is_success = self.status == "SUCCESS";
        let is_done = self.code.trim_start_matches('0').is_empty();
        match (is_success, self.event.starts_with("TRANSFER"), is_done) {
            (true, true, true) => Fate::Handed,
            (true, _, _) => Fate::Tried,
            (false, _, _) => Fate::Failed {
                code: self.code.clone(),
                words: self.words(),
            },
        }
    }

    /// Codes are used again with another event.
    fn words(&self) -> String {
        let said = match (self.event.as_str(), self.code.as_str()) {
            ("COLLECT", "01") => "the MESH client could not read the control file",
            ("COLLECT", "02") => "the MESH client could not read the letter",
            ("TRANSFER", "03") => "the MESH client has trouble with a certificate",
            ("TRANSFER", "04") => "the mailbox or the password in the MESH client is wrong",
            ("TRANSFER", "06") => "the MESH client has given up trying",
            ("SEND", "12") => "the recipient's mailbox is not registered",
            ("SEND", "14") => "the recipient has not collected it",
            ("SEND", "16" | "17") => "this mailbox may not send letters of this kind",
            _ => self.description.as_str(),
        };

        if said.is_empty() {
            "no reason was given"
        } else {
            said
        }
        .to_owned()
    }
}

fn child<'a, 'input>(node: &Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| is_named(child, name))
}

fn value(node: &Node<'_, '_>, name: &str) -> Option<String> {
    text_of(&child(node, name)?)
}

fn text_of(node: &Node<'_, '_>) -> Option<String> {
    let text = printable(node.text()?, LONGEST);

    (!text.is_empty()).then_some(text)
}

fn is_named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: &str = "<DTSControl><Version>1.0</Version><LocalId>07070707070707070707070707070707</LocalId>\
        <DTSId>20261120090000000000_AAAAAA</DTSId><StatusRecord><DateTime>20261120090000</DateTime>\
        <Event>TRANSFER</Event><Status>SUCCESS</Status><StatusCode>00</StatusCode>\
        <Description>Transferred</Description></StatusRecord></DTSControl>";

    fn fate(event: &str, status: &str, code: &str) -> Fate {
        let text = format!(
            "<DTSControl><StatusRecord><Event>{event}</Event><Status>{status}</Status>\
             <StatusCode>{code}</StatusCode><Description>Said so</Description></StatusRecord></DTSControl>"
        );

        Control::read(text.as_bytes()).unwrap().fate().unwrap()
    }

    fn failed(code: &str, words: &str) -> Fate {
        Fate::Failed {
            code: code.to_owned(),
            words: words.to_owned(),
        }
    }

    #[test]
    fn a_letter_goes_with_the_elements_of_the_example_and_no_more() {
        let letter = Outgoing {
            to: MailboxId::new("NHAIS01"),
            workflow: Workflow::Registration,
            local_id: LocalId::from_bytes([7; 16]),
            body: Vec::new().into(),
            sha256: None,
        };

        assert_eq!(
            Control::written(&letter, &MailboxId::new("A81001GP001")),
            "<DTSControl>\n\
             <Version>1.0</Version>\n\
             <AddressType>DTS</AddressType>\n\
             <MessageType>Data</MessageType>\n\
             <WorkflowId>NHAIS_REG</WorkflowId>\n\
             <To_DTS>NHAIS01</To_DTS>\n\
             <From_DTS>A81001GP001</From_DTS>\n\
             <Subject></Subject>\n\
             <LocalId>07070707070707070707070707070707</LocalId>\n\
             <Compress>Y</Compress>\n\
             <AllowChunking>Y</AllowChunking>\n\
             <Encrypted>N</Encrypted>\n\
             </DTSControl>\n"
        );
    }

    #[test]
    fn the_record_of_sending_names_the_letter_and_its_id() {
        let control = Control::read(SENT.as_bytes()).unwrap();

        assert_eq!(control.local_id(), Some(LocalId::from_bytes([7; 16])));
        assert_eq!(
            control.message_id(),
            Some(MessageId::new("20261120090000000000_AAAAAA"))
        );
        assert_eq!(control.fate(), Some(Fate::Handed));
        assert!(!control.is_report);
    }

    #[test]
    fn elements_may_stand_in_any_order_and_case() {
        let text = "\u{feff}<?xml version=\"1.0\"?>\r\n<dtscontrol><NEW/><to_dts> a81001gp001 </to_dts>\
            <WORKFLOWID>nhais_reg</WORKFLOWID><MessageType>REPORT</MessageType><LocalId/></dtscontrol>";
        let control = Control::read(text.as_bytes()).unwrap();

        assert!(control.is_to(&MailboxId::new("A81001GP001")));
        assert!(!control.is_to(&MailboxId::new("A81001GP002")));
        assert_eq!(control.our_workflow(), Some(Workflow::Registration));
        assert!(control.is_report);
        assert_eq!(control.local_id(), None);
    }

    #[test]
    fn codes_are_read_together_with_their_event() {
        assert_eq!(fate("Transfer to DTS Server", "Success", "0"), Fate::Handed);
        assert_eq!(fate("TRANSFER", "SUCCESS", "05"), Fate::Tried, "delayed");
        assert_eq!(fate("COLLECT", "SUCCESS", "00"), Fate::Tried);
        assert_eq!(
            fate("SEND", "ERROR", "14"),
            failed("14", "the recipient has not collected it")
        );
        assert_eq!(
            fate("TRANSFER", "ERROR", "04"),
            failed(
                "04",
                "the mailbox or the password in the MESH client is wrong"
            )
        );
        assert_eq!(fate("SEND", "ERROR", "99"), failed("99", "Said so"));
    }

    #[test]
    fn what_is_no_control_file_is_told_from_one() {
        let bomb =
            "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><DTSControl><Subject>&a;</Subject></DTSControl>";
        for odd in ["", "<DTSControl>", "<Other/>", bomb, "UNB+UNOA:2"] {
            assert_eq!(Control::read(odd.as_bytes()), None, "{odd}");
        }
        assert_eq!(Control::read(b"<DTSControl>\xff</DTSControl>"), None);
    }

    #[test]
    fn an_id_that_could_be_a_path_is_none() {
        let text = SENT.replace("20261120090000000000_AAAAAA", "../../x");

        assert_eq!(Control::read(text.as_bytes()).unwrap().message_id(), None);
    }
}
