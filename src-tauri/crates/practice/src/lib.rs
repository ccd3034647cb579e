//! What the surgery does: filings, notices, the exchange, receipts, reports. Joins the ledger, the
//! letters and the post; knows no window and no terminal.

mod act;
mod content;
mod due;
mod error;
mod exchange;
mod filings;
mod marks;
mod matching;
mod practice;
mod reading;
mod record;
mod release;
mod resend;
mod restored;
mod settings;

pub use act::Act;
pub use content::Content;
pub use error::{DeskError, Result};
pub use exchange::{Ended, Exchange, ExchangeLock, Pass, Stop, Trouble, World};
pub use filings::{Filed, ToFile};
pub use marks::KeepMarks;
pub use practice::{Practice, Setup, SetupDoctor, SetupLink};
pub use reading::ReadReport;
pub use record::{address, shown_name};
pub use resend::{Asked, Truth};
pub use restored::{Behind, BehindCounter, Confirmed, PutRight};
pub use settings::Settings;
