//! What a person can do with a filing, a letter or a link that stands still: by one name each, for every surface.

use store::{FilingId, LetterOutId, LinkId, Role};

use crate::{Act, Asked, DeskError, Practice, Result, Truth};

/// A thing to do. What it does stands with the act of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    Hold,
    LetGo,
    SendNow,
    TakeBack,
    Confirm,
    Drop,
    Close,
    SendAgain,
    EnterAgain,
    Retry,
    Arrived,
    NeverLeft,
    Abandon,
    Reopen,
}

/// What it is done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeedOn {
    Filing(FilingId),
    Letter(LetterOutId),
    Link(LinkId),
}

/// What a person says with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeedGiven {
    pub why: String,
    /// Who at PCSE asked, where something is sent again.
    pub asked: Option<Asked>,
}

impl Deed {
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Hold, "hold"),
        (Self::LetGo, "let-go"),
        (Self::SendNow, "send-now"),
        (Self::TakeBack, "take-back"),
        (Self::Confirm, "confirm"),
        (Self::Drop, "drop"),
        (Self::Close, "close"),
        (Self::SendAgain, "send-again"),
        (Self::EnterAgain, "enter-again"),
        (Self::Retry, "retry"),
        (Self::Arrived, "arrived"),
        (Self::NeverLeft, "never-left"),
        (Self::Abandon, "abandon"),
        (Self::Reopen, "reopen"),
    ];

    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == word);

        found.map(|(deed, _)| *deed)
    }

    pub fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(deed, _)| *deed == self);

        found.map(|(_, word)| *word).unwrap_or_default()
    }

    /// Who may do it; the act itself asks the ledger once more.
    pub fn needs(self) -> Role {
        match self {
            Self::Hold
            | Self::LetGo
            | Self::SendNow
            | Self::TakeBack
            | Self::Confirm
            | Self::Drop => Role::Clerk,
            Self::Close
            | Self::SendAgain
            | Self::EnterAgain
            | Self::Retry
            | Self::Arrived
            | Self::NeverLeft
            | Self::Abandon
            | Self::Reopen => Role::Manager,
        }
    }

    /// It is kept with who at PCSE asked for it.
    pub fn needs_asked(self) -> bool {
        matches!(self, Self::SendAgain | Self::EnterAgain)
    }

    /// It is kept with a person's reason.
    pub fn needs_why(self) -> bool {
        match self {
            Self::Hold
            | Self::Drop
            | Self::Close
            | Self::Retry
            | Self::Arrived
            | Self::NeverLeft
            | Self::Abandon
            | Self::Reopen => true,
            Self::LetGo
            | Self::SendNow
            | Self::TakeBack
            | Self::Confirm
            | Self::SendAgain
            | Self::EnterAgain => false,
        }
    }
}

const OTHER_THING: DeskError = DeskError::NotSo {
    why: "it is done with something else",
};

impl Practice {
    /// Does one of them. Tells which filing took the place of another, where one did.
    pub fn perform(
        &self,
        deed: Deed,
        on: DeedOn,
        given: &DeedGiven,
        act: &Act<'_>,
    ) -> Result<Option<FilingId>> {
        match on {
            DeedOn::Filing(filing) => self.with_filing(deed, filing, &given.why, act)?,
            DeedOn::Letter(letter) => return self.with_letter(deed, letter, given, act),
            DeedOn::Link(link) if deed == Deed::Reopen => {
                self.reopen_link(link, &given.why, act)?
            }
            DeedOn::Link(_) => return Err(OTHER_THING),
        }

        Ok(None)
    }

    fn with_filing(&self, deed: Deed, filing: FilingId, why: &str, act: &Act<'_>) -> Result<()> {
        match deed {
            Deed::Hold => self.hold(filing, why, act),
            Deed::LetGo => self.let_go(filing, act),
            Deed::SendNow => self.send_now(filing, act),
            Deed::TakeBack => self.take_back(filing, act),
            Deed::Confirm => self.confirm(filing, act),
            Deed::Drop => self.drop_filing(filing, why, act),
            Deed::Close => self.close_filing(filing, why, act),
            Deed::SendAgain
            | Deed::EnterAgain
            | Deed::Retry
            | Deed::Arrived
            | Deed::NeverLeft
            | Deed::Abandon
            | Deed::Reopen => Err(OTHER_THING),
        }
    }

    fn with_letter(
        &self,
        deed: Deed,
        letter: LetterOutId,
        given: &DeedGiven,
        act: &Act<'_>,
    ) -> Result<Option<FilingId>> {
        let DeedGiven { why, asked } = given;
        let asked = asked.as_ref().ok_or(DeskError::NoReason);
        match deed {
            Deed::SendAgain => self.send_again(letter, asked?, act)?,
            Deed::EnterAgain => return self.enter_again(letter, asked?, act).map(Some),
            Deed::Retry => self.retry_refused(letter, why, act)?,
            Deed::Arrived => self.settle_by_hand(letter, Truth::Arrived, why, act)?,
            Deed::NeverLeft => self.settle_by_hand(letter, Truth::NeverLeft, why, act)?,
            Deed::Abandon => self.abandon(letter, why, act)?,
            Deed::Hold
            | Deed::LetGo
            | Deed::SendNow
            | Deed::TakeBack
            | Deed::Confirm
            | Deed::Drop
            | Deed::Close
            | Deed::Reopen => return Err(OTHER_THING),
        }

        Ok(None)
    }
}
