//! Whether a place can hold a practice: its ledger wants a disk of this computer that nothing else writes to.

mod mounts;
mod synchronised;

use std::path::{Path, PathBuf};

use crate::{PremisesError, Result};
use mounts::file_system;
use synchronised::{by_mark, by_name};

/// File systems whose files lie on another computer: neither a lock nor the memory that the ledger shares between
/// programs is sure to hold there. A virtual machine's view of its own host (9p, virtiofs) is none of them.
const NETWORK: &[&str] = &[
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.ceph-fuse",
    "fuse.curlftpfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.kio-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
    "vboxsf",
];

/// Refuses a folder on a share, and one that a program copies to other computers.
pub(crate) fn holds(folder: &Path) -> Result<()> {
    let real = real(folder);
    let kind = file_system(&real);
    for path in [folder, &real] {
        judge(path, kind.as_deref())?;
    }
    match by_mark(&real) {
        Some(by) => Err(synchronised(folder, by)),
        None => Ok(()),
    }
}

fn judge(path: &Path, kind: Option<&str>) -> Result<()> {
    let is_network = |kind: &&str| NETWORK.contains(kind);
    if is_share(path) || kind.as_ref().is_some_and(is_network) {
        return Err(PremisesError::OnAShare {
            folder: path.to_owned(),
        });
    }

    by_name(path).map_or(Ok(()), |by| Err(synchronised(path, by)))
}

fn synchronised(folder: &Path, by: &'static str) -> PremisesError {
    PremisesError::Synchronised {
        folder: folder.to_owned(),
        by,
    }
}

/// A drive with a letter is a share too where Windows says so of its real name.
fn is_share(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let is_local = |rest: &str| rest.starts_with("?\\") || rest.starts_with(".\\");

    text.starts_with("\\\\?\\UNC\\")
        || text
            .strip_prefix("\\\\")
            .is_some_and(|rest| !is_local(rest))
}

/// Where a folder really lies, links followed, also where it or what is above it is still to be made.
fn real(folder: &Path) -> PathBuf {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = full
        .ancestors()
        .find_map(|above| Some((above, above.canonicalize().ok()?)));

    match there {
        Some((above, real)) => match full.strip_prefix(above) {
            Ok(rest) if rest.as_os_str().is_empty() => real,
            Ok(rest) => real.join(rest),
            Err(_) => full,
        },
        None => full,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(path: &str, kind: Option<&str>) -> Option<&'static str> {
        judge(Path::new(path), kind).err().map(|error| error.code())
    }

    #[test]
    fn a_share_is_refused_and_a_disk_of_this_computer_is_not() {
        for kind in ["nfs4", "cifs", "smb3", "fuse.sshfs", "davfs", "vboxsf"] {
            assert_eq!(code("/srv/desk", Some(kind)), Some("E860"), "{kind}");
        }
        for kind in [
            "ext4",
            "btrfs",
            "tmpfs",
            "overlay",
            "fuseblk",
            "fuse.gocryptfs",
            "9p",
        ] {
            assert_eq!(code("/srv/desk", Some(kind)), None, "{kind}");
        }
        assert_eq!(code("/srv/desk", None), None, "nothing is known of it");
    }

    #[test]
    fn a_share_of_windows_is_known_by_its_name() {
        for path in ["\\\\server\\data\\desk", "\\\\?\\UNC\\server\\data\\desk"] {
            assert_eq!(code(path, None), Some("E860"), "{path}");
        }
        for path in ["C:\\Linkdesk", "\\\\?\\C:\\Linkdesk", "\\\\.\\C:\\Linkdesk"] {
            assert_eq!(code(path, None), None, "{path}");
        }
    }

    #[test]
    fn the_sentence_says_what_and_what_to_do() {
        let share = judge(Path::new("/srv/desk"), Some("nfs")).unwrap_err();
        assert_eq!(
            share.to_string(),
            "/srv/desk lies on a network share, where a lock does not hold and two programs could send the same numbers. Nothing was made, changed or sent; keep the folder on a disk of this computer"
        );

        let copied = judge(Path::new("/home/asha/Dropbox/desk"), None).unwrap_err();
        assert_eq!(copied.code(), "E861");
        assert_eq!(
            copied.to_string(),
            "/home/asha/Dropbox/desk is copied to other computers by Dropbox, which can put back an old copy or half of one. Nothing was made, changed or sent; keep the folder outside of what is synchronised"
        );
    }

    #[test]
    fn a_folder_that_is_still_to_be_made_lies_where_the_one_above_it_does() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        assert_eq!(real(&root.join("a/b")), root.join("a/b"));
        assert_eq!(real(&root), root);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_synchronised_folder_is_followed() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("OneDrive - Mill Lane")).unwrap();
        let link = root.path().join("desk");
        std::os::unix::fs::symlink(root.path().join("OneDrive - Mill Lane"), &link).unwrap();

        let refused = holds(&link.join("practice")).unwrap_err();
        assert_eq!(refused.code(), "E861");
    }

    #[test]
    fn a_synchronised_folder_of_any_name_is_known_by_what_its_program_leaves_in_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("team/desk");
        assert!(holds(&folder).is_ok());

        std::fs::write(root.path().join(".dropbox"), "{}").unwrap();
        assert_eq!(holds(&folder).unwrap_err().code(), "E861");
    }
}
