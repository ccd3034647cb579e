//! The practice's certificate and its private key, read from PEM. What is wrong with a file is told in
//! words that say how to mend it.

use jiff::{SignedDuration, Timestamp};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::{ExposeSecret, SecretString};
use x509_cert::Certificate;
use x509_cert::der::Decode;

use crate::SetupError;

/// What this computer shows MESH of itself.
pub(crate) struct Identity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
    pub(crate) ends: Timestamp,
}

/// Takes the bytes of a file that a person chose, as [`Setup::identity`](crate::Setup::identity) wants
/// them.
pub fn read_identity(file: &[u8]) -> Result<SecretString, SetupError> {
    if is_store(file) {
        return Err(SetupError::Pkcs12);
    }
    let text = std::str::from_utf8(file).map_err(|_| SetupError::NoCertificate)?;
    let pem = SecretString::from(text);
    Parts::of(&pem)?;

    Ok(pem)
}

impl Identity {
    pub(crate) fn read(pem: &SecretString, now: Timestamp) -> Result<Self, SetupError> {
        let Parts { chain, key } = Parts::of(pem)?;
        let (starts, ends) = chain
            .first()
            .and_then(validity)
            .ok_or(SetupError::BadIdentity)?;

        match () {
            () if now < starts => Err(SetupError::NotYetValid),
            () if now > ends => Err(SetupError::Expired),
            () => Ok(Self { chain, key, ends }),
        }
    }
}

struct Parts {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Parts {
    fn of(pem: &SecretString) -> Result<Self, SetupError> {
        let pem = pem.expose_secret();
        // Both forms of a locked key: PKCS#8's own label, and the older header line.
        if pem.contains("BEGIN ENCRYPTED PRIVATE KEY") || pem.contains("4,ENCRYPTED") {
            return Err(SetupError::EncryptedKey);
        }
        let chain = certificates(pem).ok_or(SetupError::BadIdentity)?;
        if chain.is_empty() {
            return Err(SetupError::NoCertificate);
        }
        let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(no_key)?;

        Ok(Self { chain, key })
    }
}

/// `None` where one of them is broken.
pub(crate) fn certificates(pem: &str) -> Option<Vec<CertificateDer<'static>>> {
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .ok()
}

fn no_key(error: rustls::pki_types::pem::Error) -> SetupError {
    if matches!(error, rustls::pki_types::pem::Error::NoItemsFound) {
        SetupError::NoKey
    } else {
        SetupError::BadIdentity
    }
}

/// PKCS#12 and DER begin with an ASN.1 sequence, a Java key store with its own four bytes.
fn is_store(file: &[u8]) -> bool {
    file.starts_with(&[0x30, 0x82])
        || file.starts_with(&[0x30, 0x80])
        || file.starts_with(&[0xfe, 0xed, 0xfe, 0xed])
}

fn validity(certificate: &CertificateDer<'_>) -> Option<(Timestamp, Timestamp)> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let validity = certificate.tbs_certificate().validity();
    let time = |time: x509_cert::time::Time| {
        let since = SignedDuration::try_from(time.to_unix_duration()).ok()?;
        Timestamp::from_duration(since).ok()
    };

    Some((time(validity.not_before)?, time(validity.not_after)?))
}
