//! TLS before the fake, and a proxy on the way: what a connection meets before MESH hears of it.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::certificates::{Authority, Signed};

/// Something that listens, as long as it is held.
pub(crate) struct Front {
    pub(crate) port: u16,
    task: JoinHandle<()>,
}

impl Front {
    /// Speaks TLS as this server, lets in whom the authority has signed, and passes on to the fake.
    pub(crate) async fn tls(server: &Signed, clients: &Authority, to: u16) -> Self {
        let acceptor = TlsAcceptor::from(Arc::new(config(server, clients)));

        Self::each(move |stream| {
            let acceptor = acceptor.clone();
            async move {
                let Ok(mut inner) = acceptor.accept(stream).await else {
                    return;
                };
                if let Ok(mut fake) = TcpStream::connect(("127.0.0.1", to)).await {
                    let _ = copy_bidirectional(&mut inner, &mut fake).await;
                }
            }
        })
        .await
    }

    /// Says these bytes to whatever is said first, and closes.
    pub(crate) async fn says(bytes: &'static [u8]) -> Self {
        Self::each(move |mut stream| async move {
            let mut heard = [0; 4096];
            let _ = stream.read(&mut heard).await;
            let _ = stream.write_all(bytes).await;
        })
        .await
    }

    async fn each<W: Future<Output = ()> + Send + 'static>(
        work: impl Fn(TcpStream) -> W + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(work(stream));
            }
        });

        Self { port, task }
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn config(server: &Signed, clients: &Authority) -> ServerConfig {
    let provider = Arc::new(ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(clients.pem().as_bytes()).unwrap())
        .unwrap();
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let chain = CertificateDer::from_pem_slice(server.certificate.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(server.key.as_bytes()).unwrap();

    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![chain], key)
        .unwrap()
}
