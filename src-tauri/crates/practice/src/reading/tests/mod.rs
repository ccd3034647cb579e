//! Reading, over real ledgers in folders of their own.

mod copies;
mod letters;
mod notices;
mod numbers;
#[cfg(test)]
mod receipts;
mod release;
mod support;
