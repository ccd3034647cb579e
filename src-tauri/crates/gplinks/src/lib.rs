//! GP Links meaning: FHSREG and RECEP letters, read into types and written from them.
//!
//! Pure: no clock, no files, no randomness. Time, numbers and bytes come in as arguments.

mod address;
mod ciphers;
mod codes;
mod filing;
mod forms;
mod ids;
mod item;
mod kept;
mod kind;
mod letter;
mod name;
mod nhs_number;
mod notice;
mod numbers;
mod outline;
mod postcode;
mod read;
mod receipt;
mod rule;
mod text;
mod times;
mod working_days;
mod write;

pub use address::{
    HomeAddress, LINE_NAMES, LINES, NewAddress, NewLine, NoHouseOrRoad, PostalAddress,
    PreviousAddress,
};
pub use ciphers::CIPHERS;
pub use codes::{AcceptanceCode, DeductionReason, Fp69Reason, LetterVerdict, MessageVerdict, Sex};
pub use edifact::{Limits, Newlines, Place, Severity, Span, Unwritable};
pub use filing::{
    Acceptance, AcceptanceKind, Amendment, CameFrom, Changes, DeductionRequest, Dispensed, Filing,
    Identity, Removal, Stay,
};
pub use forms::{
    AddressForm, AmendmentForm, ChangeReason, Checked, DeductionRequestForm, DeskRules, Field,
    FieldChange, FieldProblem, LineForm, Occasion, OccasionForm, Ready, RegistrationForm,
    RegistrationType, RemovalForm, Weight, as_sent, needed_past_day, past_day,
};
pub use ids::{Cipher, GpCode, LinkCode};
pub use item::Item;
pub use kind::{Body, Kind};
pub use letter::{Draft, Entry, Heading, Letter, Link, Message, NotAMessage, Numbered};
pub use name::{Forenames, Name, NameChange, PartialName};
pub use nhs_number::{NhsNumber, NotAnNhsNumber, PatientNumber};
pub use notice::{
    AmendmentNotice, Approval, CloseQuarter, Deduction, Fp69Notice, Fp69Removal, Notice, Records,
    Rejection, RequestReply,
};
pub use numbers::{Numbers, OwnTn, Sis, Sms, Tn};
pub use postcode::{Postcode, PostcodeStyle, WrittenPostcode};
pub use read::{
    Content, Event, Header, LetterEnd, MessageEnd, MessageHead, ReadLetter, ReadMessage, Reader,
    Reading, Transaction, read, read_stream,
};
pub use receipt::{LetterReceipt, MessageReceipt, NoReceipt, Receipt, ReceiptDraft, ReceiptLetter};
pub use rule::{Problem, Rule};
pub use text::{Change, Text};
pub use times::{ClockChange, Day, Minute, NotADay, NotAMinute};
pub use working_days::bank_holidays_known_to;
