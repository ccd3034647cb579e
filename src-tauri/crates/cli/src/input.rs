//! Files and standard input, and what keeps them from being read.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::Failure;
use crate::text::visible;

/// The most that is read into memory at once; no letter comes near it.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A name with more of them may hold an NHS number.
const MOST_DIGITS: usize = 9;

/// Where a letter or JSON comes from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

/// A source that is open.
pub(crate) struct Opened {
    pub(crate) input: Box<dyn Read>,
    /// How long it is, where that is known before it is read.
    pub(crate) size: Option<u64>,
}

impl Source {
    /// `-` is standard input.
    pub(crate) fn of(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            Self::Stdin
        } else {
            Self::File(path.to_owned())
        }
    }

    /// For people; nothing in it can disturb a terminal.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => visible(&path.to_string_lossy()).into_owned(),
        }
    }

    /// `letters/evening.dat`, which nobody is called.
    pub(crate) fn looks_like_a_file(&self) -> bool {
        let Self::File(path) = self else { return true };
        let extension = path.extension().and_then(|text| text.to_str());
        let is_extension =
            |text: &str| text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let name = path.file_stem().unwrap_or_default().to_string_lossy();

        extension.is_some_and(is_extension)
            && name.bytes().filter(u8::is_ascii_digit).count() < MOST_DIGITS
            && !name.contains(char::is_whitespace)
    }

    /// As it was written on the command line.
    pub(crate) fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Stdin => Cow::Borrowed("-"),
            Self::File(path) => path.to_string_lossy(),
        }
    }

    pub(crate) fn open(&self) -> Result<Opened, Failure> {
        match self {
            Self::Stdin => Ok(Opened {
                input: Box::new(io::stdin()),
                size: None,
            }),
            Self::File(path) => {
                let (file, size) = open(path).map_err(|error| Failure::reading(self, error))?;

                Ok(Opened {
                    input: Box::new(file),
                    size,
                })
            }
        }
    }

    /// All of it at once.
    pub(crate) fn read(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let mut input = self.open()?.input.take(LARGEST + 1);
        input
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::reading(self, error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(Failure::TooLarge { file: self.shown() });
        }

        Ok(bytes)
    }

    /// A second look at a file that can be looked at twice.
    pub(crate) fn again(&self) -> Option<File> {
        match self {
            Self::Stdin => None,
            Self::File(path) => path.is_file().then(|| File::open(path).ok())?,
        }
    }
}

/// A folder opens like a file on some systems, and a device may have no end or do something when it is opened: each
/// is asked for first. A pipe is as good as standard input.
fn open(path: &Path) -> io::Result<(File, Option<u64>)> {
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if is_device(about.file_type()) {
        return Err(io::ErrorKind::Unsupported.into());
    }

    Ok((File::open(path)?, about.is_file().then_some(about.len())))
}

#[cfg(unix)]
fn is_device(kind: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt as _;

    kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: fs::FileType) -> bool {
    false
}
