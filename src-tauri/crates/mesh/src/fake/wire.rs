//! As much of HTTP/1.1 as MESH needs: a request with its length told, an answer with its own.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::io::{AsyncRead, AsyncReadExt};

const LONGEST_HEAD: usize = 64 << 10;

/// What was asked, header names in small letters.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// An answer. Its length and the date are added unless they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);

        found.map(|(_, value)| value.as_str())
    }

    /// The next request of a connection; `None` at its end, or where it makes no sense. Tells when half of the
    /// body is here, and ends there where it is told to.
    pub(crate) async fn read(
        from: &mut (impl AsyncRead + Unpin),
        half: impl FnOnce(&Self) -> Option<()>,
    ) -> Option<Self> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(from.read_u8().await.ok()?);
            if head.len() > LONGEST_HEAD {
                return None;
            }
        }
        let head = String::from_utf8(head).ok()?;
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut asked = Self {
            method,
            target,
            headers,
            body: Vec::new(),
        };
        let length = asked
            .header("content-length")
            .map_or(Some(0), |text| text.parse().ok())?;
        let mut body = vec![0; length];
        let (first, second) = body.split_at_mut(length / 2);
        from.read_exact(first).await.ok()?;
        half(&asked)?;
        from.read_exact(second).await.ok()?;
        asked.body = body;

        Some(asked)
    }
}

impl Reply {
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Replaces a header, or takes it away.
    pub fn set(&mut self, name: &str, value: Option<&str>) {
        self.headers
            .retain(|(found, _)| !found.eq_ignore_ascii_case(name));
        if let Some(value) = value {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(crate) fn json(status: u16, body: &serde_json::Value) -> Self {
        Self::new(status)
            .with("content-type", "application/vnd.mesh.v2+json")
            .with_body(body.to_string())
    }

    pub(crate) fn error(status: u16, event: &str, code: &str, words: &str) -> Self {
        let detail = serde_json::json!({ "event": event, "code": code, "msg": words });

        Self::json(status, &serde_json::json!({ "detail": [detail] }))
    }

    pub(crate) fn bytes(&self, now: Timestamp) -> Vec<u8> {
        let date = now
            .to_zoned(TimeZone::UTC)
            .strftime("%a, %d %b %Y %H:%M:%S GMT")
            .to_string();
        let has = |name: &str| {
            self.headers
                .iter()
                .any(|(found, _)| found.eq_ignore_ascii_case(name))
        };
        let mut head = format!("HTTP/1.1 {} Told\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !has("date") {
            head += &format!("date: {date}\r\n");
        }
        if !has("content-length") {
            head += &format!("content-length: {}\r\n", self.body.len());
        }
        head += "\r\n";

        [head.as_bytes(), &self.body].concat()
    }
}
