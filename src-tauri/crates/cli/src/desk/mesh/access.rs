//! What `mesh set` changes: settings, and secrets that are read from files.

use std::path::{Path, PathBuf};

use clap::Args;
use practice::MeshSettings;
use premises::{Secrets, Way};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::error::Failure;
use crate::input::Source;

/// Each flag changes one thing; what is not named stays.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Access {
    #[arg(
        long,
        value_name = "ADDRESS",
        value_parser = address,
        help = "live, integration, or an address like https://mesh.example"
    )]
    address: Option<String>,
    /// A file that holds the mailbox's password; - is standard input
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// A file that holds the shared key of the MESH environment
    #[arg(long, value_name = "FILE")]
    shared_key_file: Option<PathBuf>,
    /// The practice's certificate in PEM; the private key may stand in it too
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// The private key of the certificate in PEM, not encrypted
    #[arg(long, value_name = "FILE")]
    private_key: Option<PathBuf>,
    /// The authorities that sign MESH's own certificate, in PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Believe the operating system's authorities too: yes or no
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
    system_roots: Option<bool>,
    /// system, none, or the address of a proxy
    #[arg(long, value_name = "PROXY")]
    proxy: Option<String>,
    /// The MESH client carries the post: the folder of the practice's mailbox, with IN and OUT in it
    #[arg(long, value_name = "DIR", conflicts_with = "no_client_folder")]
    client_folder: Option<PathBuf>,
    /// The MESH client does not carry the post any longer
    #[arg(long)]
    no_client_folder: bool,
}

impl Access {
    /// The way as it is after the change.
    pub(crate) fn change(&self, way: Way) -> Result<Way, Failure> {
        let Way {
            mesh,
            client_folder,
            secrets,
        } = way;
        self.read_once()?;
        let roots = match &self.ca {
            Some(file) => Some(text(file)?.to_string()),
            None => mesh.roots,
        };

        Ok(Way {
            mesh: MeshSettings {
                address: self.address.clone().unwrap_or(mesh.address),
                roots,
                system_roots: self.system_roots.unwrap_or(mesh.system_roots),
                proxy: self.proxy.clone().unwrap_or(mesh.proxy),
            },
            client_folder: match &self.client_folder {
                Some(folder) => Some(absolute(folder)?),
                None => client_folder.filter(|_| !self.no_client_folder),
            },
            secrets: Secrets {
                password: secret(self.password_file.as_deref(), secrets.password)?,
                shared_key: secret(self.shared_key_file.as_deref(), secrets.shared_key)?,
                // A new certificate does not go with the key of the old one.
                private_key: match &self.certificate {
                    Some(_) => secret(self.private_key.as_deref(), None)?,
                    None => secret(self.private_key.as_deref(), secrets.private_key)?,
                },
                certificate: secret(self.certificate.as_deref(), secrets.certificate)?,
            },
        })
    }
}

impl Access {
    /// Standard input is at its end when it has been read.
    fn read_once(&self) -> Result<(), Failure> {
        let files = [
            &self.password_file,
            &self.shared_key_file,
            &self.certificate,
            &self.private_key,
            &self.ca,
        ];
        let is_stdin = |file: &&Option<PathBuf>| file.as_ref().is_some_and(|file| file == "-");
        if files.into_iter().filter(is_stdin).count() > 1 {
            return Err(Failure::Usage(
                "standard input (-) can be read once only. Nothing was changed; name a file for the others".to_owned(),
            ));
        }

        Ok(())
    }
}

/// A line end after a secret is the editor's, not the secret's.
fn secret(
    file: Option<&Path>,
    otherwise: Option<SecretString>,
) -> Result<Option<SecretString>, Failure> {
    let Some(file) = file else {
        return Ok(otherwise);
    };
    let text = text(file)?;
    if text.trim().is_empty() {
        return Err(Failure::Usage(
            "a file that should hold a secret is blank. Nothing was changed; look at it, and give it again".to_owned(),
        ));
    }

    Ok(Some(text.trim_end_matches(['\r', '\n']).into()))
}

fn text(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let source = Source::of(file);
    let text = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;

    Ok(Zeroizing::new(text))
}

fn absolute(folder: &Path) -> Result<String, Failure> {
    let folder = std::path::absolute(folder).map_err(Failure::Unwritten)?;

    Ok(folder.display().to_string())
}

fn address(text: &str) -> Result<String, String> {
    MeshSettings::address_of(text).ok_or_else(|| {
        "write live, integration, or an address that begins with https://".to_owned()
    })
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}
