//! Whom we trust and what we show: the settings of TLS.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, InconsistentKeys, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::identity::{Identity, certificates};
use crate::{Roots, SetupError};

/// TLS 1.2 or 1.3 with a client certificate.
pub(crate) fn config(roots: &Roots, identity: Identity) -> Result<ClientConfig, SetupError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|_| SetupError::NotBuilt)?;
    let own = own(roots)?;
    let trusting = if roots.system {
        let verifier = Verifier::new_with_extra_roots(own, provider);
        let verifier = verifier.map_err(|_| SetupError::BadRoots)?;
        builder
            .dangerous() // is what rustls calls any verifier that is not its own; this one is the system's
            .with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        let mut store = RootCertStore::empty();
        for root in own {
            store.add(root).map_err(|_| SetupError::BadRoots)?;
        }
        builder.with_root_certificates(store)
    };

    trusting
        .with_client_auth_cert(identity.chain, identity.key)
        .map_err(|error| unusable(&error))
}

/// For a server on this computer, which is spoken to in clear: nobody is trusted.
pub(crate) fn none() -> Result<ClientConfig, SetupError> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));

    Ok(builder
        .with_safe_default_protocol_versions()
        .map_err(|_| SetupError::NotBuilt)?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}

/// A text without any certificate would trust nobody, and be noticed only at the first call.
fn own(roots: &Roots) -> Result<Vec<rustls::pki_types::CertificateDer<'static>>, SetupError> {
    let Some(pem) = &roots.own else {
        return match roots.system {
            true => Ok(Vec::new()),
            false => Err(SetupError::NoRoots),
        };
    };
    let found = certificates(pem).ok_or(SetupError::BadRoots)?;

    match found.is_empty() {
        true => Err(SetupError::EmptyRoots),
        false => Ok(found),
    }
}

fn unusable(error: &rustls::Error) -> SetupError {
    if matches!(
        error,
        rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch)
    ) {
        SetupError::KeyMismatch
    } else {
        SetupError::BadIdentity
    }
}
