//! The numbers of rows, one type a table, so that none is taken for another.

use std::fmt;

macro_rules! ids {
    ($($name:ident, $what:literal;)*) => {
        $(
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
            #[serde(transparent)]
            pub struct $name(i64);

            impl $name {
                pub const WHAT: &'static str = $what;

                pub fn new(id: i64) -> Self {
                    Self(id)
                }

                pub fn get(self) -> i64 {
                    self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl crate::db::Column for $name {
                fn read(value: crate::db::Raw<'_>) -> Option<Self> {
                    i64::read(value).map(Self)
                }
            }

            impl From<$name> for crate::db::Value {
                fn from(id: $name) -> Self {
                    Self::Int(id.0)
                }
            }
        )*
    };
}

ids! {
    LinkId, "link";
    PatientId, "patient";
    ChangeId, "change";
    FilingId, "filing";
    ReceiptOutId, "receipt";
    LetterOutId, "letter out";
    AttemptId, "attempt";
    ReportInId, "report";
    LetterInId, "letter in";
    DamagedInId, "damaged message";
    NoticeId, "notice";
    DecisionId, "decision";
    ReminderId, "reminder";
    MoveId, "number move";
    DoctorId, "doctor";
}
