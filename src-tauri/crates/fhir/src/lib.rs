//! The NHAIS adaptor's JSON forms, to and from the types of `gplinks`.
//!
//! Outgoing bodies (FHIR Parameters, and the adaptor's own amendment body) are read into drafts, with
//! the adaptor's own refusals; transactions are published in the shapes the adaptor publishes.

mod flavour;
mod kind;
mod node;
mod operation;
mod paths;
mod publish;
mod read;
mod refusal;
mod remark;
mod words;

pub use flavour::Flavour;
pub use kind::FilingKind;
pub use operation::operation_id;
pub use publish::{Ends, Published, publish};
pub use read::{CleanFiling, CleanRefusal, ReadFiling, read_clean, read_filing, read_released};
pub use refusal::{DateOf, Fault, Hidden, Issue, Lack, Party, Refusal, Refusals};
pub use remark::{Remark, Repair};
