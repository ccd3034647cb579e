//! The states and other fixed words of the ledger, the same in SQL, on the wire to the window and on screen.

/// Makes an enum of the words that a column can hold.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
            pub enum $name {
                $($(#[$case_doc])* #[serde(rename = $word)] $case,)*
            }

            impl $name {
                pub const ALL: &'static [Self] = &[$(Self::$case,)*];

                pub fn word(self) -> &'static str {
                    match self {
                        $(Self::$case => $word,)*
                    }
                }

                pub fn parse(word: &str) -> Option<Self> {
                    Self::ALL.iter().copied().find(|one| one.word() == word)
                }
            }

            impl crate::db::Column for $name {
                fn read(value: crate::db::Raw<'_>) -> Option<Self> {
                    Self::parse(value.as_str().ok()?)
                }
            }

            impl From<$name> for crate::db::Value {
                fn from(word: $name) -> Self {
                    Self::Text(word.word().to_owned())
                }
            }
        )*
    };
}

words! {
    /// What a person may do.
    Role { Viewer = "viewer", Clerk = "clerk", Manager = "manager", Trainer = "trainer", }

    /// The three counters.
    Sequence { Sis = "SIS", Sms = "SMS", Tn = "TN", }

    Direction { Out = "out", In = "in", }

    PatientState {
        /// A registration is on its way or waits for its answer.
        Applied = "applied",
        Registered = "registered",
        Left = "left",
        Died = "died",
        /// The registration was rejected by PCSE.
        Rejected = "rejected",
    }

    /// Why a patient's record changed.
    Cause {
        Imported = "imported",
        Registered = "registered",
        Amended = "amended",
        Filed = "filed",
        Decided = "decided",
        Undone = "undone",
        Corrected = "corrected",
    }

    /// What a manager put right by hand.
    CorrectionKind {
        OffTheList = "taken off the list",
        OnTheList = "put on the list",
        Number = "NHS number changed",
        Flag = "FP69 flag removed",
        Request = "removal mark removed",
    }

    /// What the practice sends.
    FilingKind { Registration = "G1", Amendment = "G2", Removal = "G3", DeductionRequest = "G5", }

    FilingState { Draft = "draft", Ready = "ready", Released = "released", }

    Answer {
        NoneExpected = "none expected",
        Waiting = "waiting",
        Approved = "approved",
        Rejected = "rejected",
        Answered = "answered",
        Closed = "closed",
    }

    LetterState {
        Numbered = "numbered",
        Sending = "sending",
        Accepted = "accepted",
        Collected = "collected",
        Unknown = "unknown",
        HandedOver = "handed over",
        Refused = "refused",
        Undelivered = "undelivered",
        Abandoned = "abandoned",
    }

    /// Whether the other side has said that it read a letter.
    ReceiptState { NotExpected = "not expected", Awaited = "awaited", Received = "received", Problem = "problem", }

    Outcome {
        Open = "open",
        Accepted = "accepted",
        HandedOver = "handed over",
        Refused = "refused",
        NotSent = "not sent",
        Unknown = "unknown",
        FoundLater = "found later",
        NotThere = "not there",
    }

    ArrivalState { Stored = "stored", Read = "read", SetAside = "set aside", }

    /// What became of a receipt that came in.
    ReceiptFate {
        Matched = "matched",
        Duplicate = "duplicate",
        Unmatched = "unmatched",
        /// Its letter is not in the file, but on the list that is kept outside.
        ListedOutside = "listed outside",
        /// Its letter was sent by the system before this one.
        EarlierSystem = "earlier system",
    }

    /// What a report of MESH did to our letter, or why it did nothing.
    ReportFate {
        Undelivered = "undelivered",
        /// It is about an attempt before the last one, or before a person's word to send it again.
        SentAgain = "sent again",
        /// The other side has read the letter all the same.
        Receipted = "receipted",
        Abandoned = "abandoned",
        /// MESH took the attempt more than once, and this is about another one of these.
        AnotherCopy = "another copy",
        NotOurs = "not ours",
    }

    NoticeState { ToDecide = "to decide", Done = "done", Information = "information", SetAside = "set aside", }

    /// How a notice came to its patient.
    MatchedBy { Transaction = "transaction", Number = "number", NewNumber = "new number", Person = "person", }

    Workflow { Registration = "NHAIS_REG", Receipt = "NHAIS_RECEP", }
}

impl LetterState {
    /// MESH is not known to have it.
    pub fn is_on_its_way(self) -> bool {
        match self {
            Self::Numbered | Self::Sending | Self::Unknown | Self::Refused => true,
            Self::Accepted
            | Self::Collected
            | Self::HandedOver
            | Self::Undelivered
            | Self::Abandoned => false,
        }
    }
}
