//! The flags that every command on a practice has.

use std::path::{Path, PathBuf};

use clap::Args;
use gplinks::Minute;
use jiff::Timestamp;

use crate::error::Failure;

const HEADING: &str = "On every practice";

/// Which practice, who acts, and when.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct At {
    /// The practice's folder
    #[arg(long, value_name = "DIR", global = true, help_heading = HEADING)]
    data: Option<PathBuf>,
    /// Act as this user of the practice; without it as you, or as its one manager
    #[arg(long = "as", value_name = "NAME", global = true, help_heading = HEADING)]
    pub(crate) name: Option<String>,
    /// Write one JSON document instead of words
    #[arg(long, global = true, help_heading = HEADING)]
    pub(crate) json: bool,
    /// Training only: act as if it were this time (2026-11-21T10:00 on a UK clock, or RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = instant, global = true, help_heading = HEADING)]
    pub(crate) now: Option<Timestamp>,
    /// Training only: the same number gives the same chances
    #[arg(long, value_name = "N", global = true, help_heading = HEADING)]
    pub(crate) seed: Option<u64>,
}

impl At {
    pub(crate) fn folder(&self) -> Result<&Path, Failure> {
        self.data.as_deref().ok_or_else(|| {
            Failure::Usage(
                "the following required arguments were not provided: --data <DIR>".to_owned(),
            )
        })
    }
}

/// A minute on a UK clock, or an instant with its zone.
pub(crate) fn instant(text: &str) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }

    Minute::parse(text)
        .map_err(|why| why.to_string())?
        .instant()
        .ok_or_else(|| "no UK clock shows this time".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_by_a_uk_clock_or_with_its_zone() {
        let at = |text: &str| instant(text).map(|at| at.to_string());

        assert_eq!(
            at("2026-07-01T10:00"),
            Ok("2026-07-01T09:00:00Z".to_owned())
        );
        assert_eq!(
            at("2026-07-01T10:00:30Z"),
            Ok("2026-07-01T10:00:30Z".to_owned())
        );
        assert_eq!(
            at("2026-07-01T10:00:00+01:00"),
            Ok("2026-07-01T09:00:00Z".to_owned())
        );
        assert!(at("tomorrow").is_err());
        assert!(at("2026-03-29T01:30").is_err(), "the clock change skips it");
    }
}
