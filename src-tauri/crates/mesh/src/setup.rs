//! What the practice tells us of its mailbox. `Debug` shows no secret.

use std::fmt;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::{Limits, SetupError};

/// Everything that a mailbox at MESH needs.
#[derive(Clone)]
pub struct Setup {
    /// `https://` and the name of the server; `http://` only for a test server on this computer.
    pub address: String,
    pub mailbox: String,
    pub password: SecretString,
    pub shared_key: SecretString,
    /// The practice's certificate and its private key, in PEM. Needed for `https://`.
    pub identity: Option<SecretString>,
    pub roots: Roots,
    pub proxy: Proxy,
    pub limits: Limits,
    /// Who answers for names, where a test does it.
    #[cfg(feature = "fake")]
    pub names: Option<crate::fake::Names>,
}

/// Whose certificates are trusted to be MESH's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roots {
    /// Certificates in PEM, several in one text.
    pub own: Option<String>,
    /// Also those that this computer trusts.
    pub system: bool,
}

/// How this computer reaches the internet.
#[derive(Clone, Default)]
pub enum Proxy {
    /// As the system says.
    #[default]
    System,
    None,
    /// May hold a name and a password.
    Address(SecretString),
}

impl Setup {
    /// Limits, proxy and roots as they usually are; no certificate of the practice's yet.
    pub fn new(
        address: impl Into<String>,
        mailbox: impl Into<String>,
        password: SecretString,
        shared_key: SecretString,
    ) -> Self {
        Self {
            address: address.into(),
            mailbox: mailbox.into(),
            password,
            shared_key,
            identity: None,
            roots: Roots::default(),
            proxy: Proxy::default(),
            limits: Limits::default(),
            #[cfg(feature = "fake")]
            names: None,
        }
    }

    pub(crate) fn secrets_are_there(&self) -> Result<(), SetupError> {
        match (
            self.password.expose_secret(),
            self.shared_key.expose_secret(),
        ) {
            ("", _) => Err(SetupError::NoPassword),
            (_, "") => Err(SetupError::NoSharedKey),
            _ => Ok(()),
        }
    }
}

/// The server, and whether the connection to it is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    /// Without the slash at its end.
    pub(crate) base: String,
    pub(crate) is_tls: bool,
}

impl Server {
    pub(crate) fn read(address: &str) -> Result<Self, SetupError> {
        let url = Url::parse(address.trim()).map_err(|_| SetupError::BadAddress)?;
        let is_tls = url.scheme() == "https";
        let has_name = url.host_str().is_some_and(|host| !host.is_empty());
        if !has_name || !matches!(url.scheme(), "https" | "http") {
            return Err(SetupError::BadAddress);
        }
        if !is_tls && !is_loopback(&url) {
            return Err(SetupError::NotHttps);
        }
        let is_bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();

        match is_bare {
            true => Ok(Self {
                base: url.as_str().trim_end_matches('/').to_owned(),
                is_tls,
            }),
            false => Err(SetupError::AddressWithPath),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');

    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup")
            .field("address", &self.address)
            .field("mailbox", &self.mailbox)
            .field("has_identity", &self.identity.is_some())
            .field("proxy", &self.proxy)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::None => "None",
            Self::Address(_) => "Address(redacted)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_on_this_computer_may_do_without_tls() {
        for (address, base, is_tls) in [
            ("https://mesh.example.net", "https://mesh.example.net", true),
            (
                " https://MESH.example.net:8443/ ",
                "https://mesh.example.net:8443",
                true,
            ),
            ("http://127.0.0.1:8700", "http://127.0.0.1:8700", false),
            ("http://[::1]:8700/", "http://[::1]:8700", false),
            ("http://localhost:1", "http://localhost:1", false),
        ] {
            let server = Server {
                base: base.to_owned(),
                is_tls,
            };
            assert_eq!(Server::read(address), Ok(server), "{address}");
        }
        for address in [
            "http://mesh.example.net",
            "http://10.0.0.1",
            "http://127.0.0.1.example.net",
            "http://localhost.example.net",
        ] {
            assert_eq!(
                Server::read(address),
                Err(SetupError::NotHttps),
                "{address}"
            );
        }
    }

    #[test]
    fn an_address_holds_a_server_and_nothing_more() {
        for address in ["", "mesh.example.net", "ftp://mesh.example.net", "https://"] {
            assert_eq!(
                Server::read(address),
                Err(SetupError::BadAddress),
                "{address}"
            );
        }
        for address in [
            "https://mesh.example.net/messageexchange",
            "https://me@mesh.example.net",
            "https://mesh.example.net/?a=b",
            "https://mesh.example.net/#a",
        ] {
            assert_eq!(
                Server::read(address),
                Err(SetupError::AddressWithPath),
                "{address}"
            );
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let setup = Setup {
            identity: Some("the-key".into()),
            proxy: Proxy::Address("http://name:the-proxy@p.example.net".into()),
            ..Setup::new(
                "https://mesh.example.net",
                "X26ABC1",
                "the-password".into(),
                "the-shared".into(),
            )
        };
        let shown = format!("{setup:?}");

        assert!(shown.contains("X26ABC1"), "{shown}");
        assert!(!shown.contains("the-"), "{shown}");
    }

    #[test]
    fn a_secret_that_is_not_there_is_told_before_anything_is_called() {
        let setup = |password: &str, key: &str| {
            Setup::new(
                "https://mesh.example.net",
                "X26ABC1",
                password.into(),
                key.into(),
            )
        };

        assert_eq!(
            setup("", "b").secrets_are_there(),
            Err(SetupError::NoPassword)
        );
        assert_eq!(
            setup("a", "").secrets_are_there(),
            Err(SetupError::NoSharedKey)
        );
        assert_eq!(setup("a", "b").secrets_are_there(), Ok(()));
    }
}
