//! What can be wrong with the settings, before anything is called.

/// Why the settings cannot be used. None of the sentences repeats what was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("the MESH address cannot be read; it looks like https://mesh.example.net")]
    BadAddress,
    #[error(
        "the MESH address must begin with https://; only a test server on this computer may do without"
    )]
    NotHttps,
    #[error("the MESH address must end after the name of the server")]
    AddressWithPath,
    #[error("the name of the mailbox must be 1 to 100 letters and digits")]
    BadMailbox,
    #[error("an address that names a patient cannot be used here; enter the name of a mailbox")]
    PatientRouting,
    #[error("the password of the mailbox is missing")]
    NoPassword,
    #[error("the shared key of MESH is missing")]
    NoSharedKey,
    #[error("the practice's certificate and its private key are missing; MESH asks for them")]
    NoIdentity,
    #[error(
        "there is no certificate in the file of the practice's certificate; it must be PEM, with lines BEGIN CERTIFICATE and END CERTIFICATE"
    )]
    NoCertificate,
    #[error(
        "there is no private key in the file of the practice's certificate; it must hold both, in PEM"
    )]
    NoKey,
    #[error(
        "the private key is locked with a password; unlock it first (openssl pkcs8 -in locked.pem -out key.pem)"
    )]
    EncryptedKey,
    #[error(
        "this is a PKCS#12 file or a Java key store; turn it into PEM first (openssl pkcs12 -in file -nodes -out client.pem)"
    )]
    Pkcs12,
    #[error("the practice's certificate, or its private key, cannot be read")]
    BadIdentity,
    #[error("the private key does not belong to the practice's certificate")]
    KeyMismatch,
    #[error("the practice's certificate has expired; ask for a new one")]
    Expired,
    #[error("the practice's certificate is not valid yet; check this computer's date")]
    NotYetValid,
    #[error(
        "no certificates are trusted: give the file of MESH's own, or trust those of this computer"
    )]
    NoRoots,
    #[error("there is no certificate in the file of trusted certificates")]
    EmptyRoots,
    #[error("a certificate in the file of trusted certificates cannot be read")]
    BadRoots,
    #[error("the address of the proxy cannot be read; it looks like http://proxy.example.net:8080")]
    BadProxy,
    #[error("the connection to MESH cannot be set up")]
    NotBuilt,
}
