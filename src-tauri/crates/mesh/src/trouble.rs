//! What a call that got no answer ran into: read from the causes of the error by their types.

use std::error::Error;
use std::io;

use mailbox::{MailError, Trouble};
use rustls::pki_types::InvalidDnsNameError;
use rustls::{AlertDescription, CertificateError};

/// A call without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) error: MailError,
    /// Certain: MESH has seen nothing of the request.
    pub(crate) is_not_sent: bool,
}

impl Failure {
    pub(crate) fn not_sent(trouble: Trouble, detail: &str) -> Self {
        Self {
            error: MailError::new(trouble, detail),
            is_not_sent: true,
        }
    }

    /// MESH may have seen the request.
    pub(crate) fn open(trouble: Trouble, detail: &str) -> Self {
        Self {
            error: MailError::new(trouble, detail),
            is_not_sent: false,
        }
    }

    /// Never repeats the address: a library's own text could hold it with all that is in it.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        if error.is_dns() {
            return Self::not_sent(Trouble::NameNotFound, "no address for the name");
        }
        match causes(error).find_map(known) {
            Some(trouble) if error.is_connect() || is_of_the_handshake(trouble) => {
                Self::not_sent(trouble, "before the request")
            }
            Some(trouble) => Self::open(trouble, "after the request"),
            None if error.is_connect() => Self::not_sent(Trouble::NotReached, "not connected"),
            None if error.is_timeout() => Self::open(Trouble::TimedOut, "no answer"),
            None => Self::open(Trouble::Broken, "no whole answer"),
        }
    }
}

/// With TLS 1.3 MESH looks at our certificate only after we have begun to speak; if it says no, it has
/// not listened.
fn is_of_the_handshake(trouble: Trouble) -> bool {
    trouble == Trouble::CertificateRefused
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| cause(*error))
}

/// An I/O error hides what it holds from its own `source`.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(held) => Some(held),
        None => error.source(),
    }
}

fn known(error: &(dyn Error + 'static)) -> Option<Trouble> {
    if error.is::<InvalidDnsNameError>() {
        return Some(Trouble::NameNotFound);
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return of_tls(tls);
    }

    of_proxy(error)
}

/// The type is not open to us, so its words must do; a test holds them.
fn of_proxy(error: &(dyn Error + 'static)) -> Option<Trouble> {
    let words = error.to_string();
    let refused = [
        "tunnel error: proxy authorization required",
        "tunnel error: unsuccessful",
    ];

    refused
        .contains(&words.as_str())
        .then_some(Trouble::ProxyRefused)
}

fn of_tls(error: &rustls::Error) -> Option<Trouble> {
    if let rustls::Error::InvalidCertificate(why) = error {
        return Some(of_certificate(why));
    }
    if let rustls::Error::AlertReceived(alert) = error {
        return Some(of_alert(*alert));
    }
    let is_end = matches!(error, rustls::Error::General(_));

    (!is_end).then_some(Trouble::NotSecure)
}

fn of_certificate(why: &CertificateError) -> Trouble {
    if matches!(
        why,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
    ) {
        Trouble::WrongName
    } else {
        Trouble::NotTrusted
    }
}

fn of_alert(alert: AlertDescription) -> Trouble {
    let about_us = [
        AlertDescription::BadCertificate,
        AlertDescription::UnsupportedCertificate,
        AlertDescription::CertificateRevoked,
        AlertDescription::CertificateExpired,
        AlertDescription::CertificateUnknown,
        AlertDescription::UnknownCA,
        AlertDescription::AccessDenied,
        AlertDescription::DecryptError,
        AlertDescription::CertificateRequired,
    ];

    match about_us.contains(&alert) {
        true => Trouble::CertificateRefused,
        false => Trouble::NotSecure,
    }
}

#[cfg(test)]
mod tests {
    use reqwest::dns::{Name, Resolve, Resolving};

    use super::*;
    use crate::tls;

    struct KnowsNobody;

    impl Resolve for KnowsNobody {
        fn resolve(&self, _: Name) -> Resolving {
            Box::pin(async { Err("nobody".into()) })
        }
    }

    #[tokio::test]
    async fn a_name_without_an_address_was_not_found_and_nothing_was_sent() {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::none().unwrap())
            .no_proxy()
            .dns_resolver(KnowsNobody)
            .build()
            .unwrap();
        let error = client
            .post("https://mesh.example.net/")
            .send()
            .await
            .unwrap_err();
        let failure = Failure::of(&error);

        assert_eq!(failure.error.trouble, Trouble::NameNotFound);
        assert!(failure.is_not_sent);
        assert!(!failure.error.detail.contains("example"), "{failure:?}");
    }

    #[test]
    fn an_alert_is_about_our_certificate_or_about_the_connection() {
        let of = |alert| of_tls(&rustls::Error::AlertReceived(alert));

        assert_eq!(
            of(AlertDescription::CertificateRequired),
            Some(Trouble::CertificateRefused)
        );
        assert_eq!(
            of(AlertDescription::UnknownCA),
            Some(Trouble::CertificateRefused)
        );
        assert_eq!(
            of(AlertDescription::ProtocolVersion),
            Some(Trouble::NotSecure)
        );
    }
}
