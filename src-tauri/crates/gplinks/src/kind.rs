//! Which transaction a message holds (RFF+950).

use crate::{Filing, Notice, Text};

/// The transaction types of GP Links.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    Acceptance,
    Amendment,
    Removal,
    DeductionRequest,
    AmendmentNotice,
    Deduction,
    Rejection,
    Approval,
    RecordsSent,
    RecordsFlagRemoval,
    CloseQuarter,
    Fp69,
    Fp69Removal,
    RequestReply,
    /// A code that is not in the list.
    Unknown(Text),
}

impl Kind {
    /// All that are in the list, in the order of their codes.
    pub const KNOWN: [Self; 14] = [
        Self::Acceptance,
        Self::Amendment,
        Self::Removal,
        Self::DeductionRequest,
        Self::AmendmentNotice,
        Self::Deduction,
        Self::Rejection,
        Self::Approval,
        Self::RecordsSent,
        Self::RecordsFlagRemoval,
        Self::CloseQuarter,
        Self::Fp69,
        Self::Fp69Removal,
        Self::RequestReply,
    ];

    pub fn read(code: &str) -> Option<Self> {
        match Self::KNOWN.into_iter().find(|kind| kind.code() == code) {
            Some(kind) => Some(kind),
            None => Text::new(code).map(Self::Unknown),
        }
    }

    pub fn code(&self) -> &str {
        match self {
            Self::Acceptance => "G1",
            Self::Amendment => "G2",
            Self::Removal => "G3",
            Self::DeductionRequest => "G5",
            Self::AmendmentNotice => "F1",
            Self::Deduction => "F2",
            Self::Rejection => "F3",
            Self::Approval => "F4",
            Self::RecordsSent => "F5",
            Self::RecordsFlagRemoval => "F6",
            Self::CloseQuarter => "F8",
            Self::Fp69 => "F9",
            Self::Fp69Removal => "F10",
            Self::RequestReply => "F11",
            Self::Unknown(code) => code.as_str(),
        }
    }

    pub fn words(&self) -> &'static str {
        match self {
            Self::Acceptance => "Registration",
            Self::Amendment => "Amendment by the practice",
            Self::Removal => "Removal, out of area",
            Self::DeductionRequest => "Request to remove",
            Self::AmendmentNotice => "Amendment",
            Self::Deduction => "Deduction",
            Self::Rejection => "Rejection of a registration",
            Self::Approval => "Approval of a registration",
            Self::RecordsSent => "Medical records sent (no longer used)",
            Self::RecordsFlagRemoval => "Medical records flag removed (no longer used)",
            Self::CloseQuarter => "Close of quarter",
            Self::Fp69 => "FP69 notice",
            Self::Fp69Removal => "FP69 flag removed",
            Self::RequestReply => "Reply to a request to remove",
            Self::Unknown(_) => "Unknown kind of transaction",
        }
    }

    /// Sent by a practice.
    pub fn is_filing(&self) -> bool {
        matches!(
            self,
            Self::Acceptance | Self::Amendment | Self::Removal | Self::DeductionRequest
        )
    }
}

/// One transaction of either direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Filing(Filing),
    Notice(Notice),
}

impl Filing {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Acceptance(_) => Kind::Acceptance,
            Self::Amendment(_) => Kind::Amendment,
            Self::Removal(_) => Kind::Removal,
            Self::DeductionRequest(_) => Kind::DeductionRequest,
        }
    }
}

impl Notice {
    /// `None` for a kind that is not known: only the message knows its code.
    pub fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Amendment(_) => Kind::AmendmentNotice,
            Self::Deduction(_) => Kind::Deduction,
            Self::Rejection(_) => Kind::Rejection,
            Self::Approval(_) => Kind::Approval,
            Self::RecordsSent(_) => Kind::RecordsSent,
            Self::RecordsFlagRemoval(_) => Kind::RecordsFlagRemoval,
            Self::CloseQuarter(_) => Kind::CloseQuarter,
            Self::Fp69(_) => Kind::Fp69,
            Self::Fp69Removal(_) => Kind::Fp69Removal,
            Self::RequestReply(_) => Kind::RequestReply,
            Self::Unknown => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        assert!(
            Kind::KNOWN
                .into_iter()
                .all(|kind| Kind::read(kind.code()) == Some(kind.clone()))
        );
        assert_eq!(Kind::read("F99").unwrap().code(), "F99");
        assert_eq!(
            Kind::read("f4").unwrap().code(),
            "f4",
            "codes are not guessed"
        );
        assert_eq!(Kind::read(" "), None);
    }
}
