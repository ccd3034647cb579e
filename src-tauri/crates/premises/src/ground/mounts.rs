//! Which file system a folder lies on, as Linux tells it. Elsewhere nothing is known but the folder's name.

use std::path::Path;

/// One line for each place where a file system is mounted.
const MOUNTS: &str = "/proc/self/mountinfo";

/// The name of the file system; for those in user space the program's name is part of it, which their magic number
/// does not tell.
pub(super) fn file_system(real: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string(MOUNTS).ok()?;

    under(&mounts, real)
}

/// The one that is mounted nearest above the folder, and last of those.
fn under(mounts: &str, folder: &Path) -> Option<String> {
    let above = mounts.lines().filter_map(mount).filter_map(|(at, kind)| {
        let depth = Path::new(&at).components().count();

        folder.starts_with(&at).then_some((depth, kind))
    });

    above
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, kind)| kind.to_owned())
}

/// `36 35 98:0 /root /mnt/place rw,noatime shared:1 - ext3 /dev/root rw`: where, and of which kind.
fn mount(line: &str) -> Option<(String, &str)> {
    let at = line.split(' ').nth(4)?;
    let (_, rest) = line.split_once(" - ")?;

    Some((plain(at), rest.split(' ').next()?))
}

/// Four signs are written as numbers, so that a line can be taken apart.
fn plain(at: &str) -> String {
    at.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURGERY: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/share rw,relatime shared:2 - autofs systemd-1 rw,fd=50
41 40 0:36 / /mnt/share rw,relatime shared:3 - nfs4 nas:/practice rw,vers=4.2
42 22 0:37 / /home/asha/My\\040Server rw,nosuid - fuse.sshfs asha@nas:/ rw
43 41 8:2 / /mnt/share/local rw - xfs /dev/sdb1 rw
";

    fn of(folder: &str) -> Option<String> {
        under(SURGERY, Path::new(folder))
    }

    #[test]
    fn the_nearest_mount_above_a_folder_is_its_file_system() {
        for (folder, kind) in [
            ("/srv/desk", "ext4"),
            ("/mnt/share", "nfs4"),
            ("/mnt/share/desk", "nfs4"),
            ("/mnt/shared/desk", "ext4"),
            ("/mnt/share/local/desk", "xfs"),
            ("/home/asha/My Server/desk", "fuse.sshfs"),
        ] {
            assert_eq!(of(folder).as_deref(), Some(kind), "{folder}");
        }
    }

    #[test]
    fn what_cannot_be_read_tells_nothing() {
        for odd in ["", "nonsense", "1 2 3 4 /", "1 2 3 4 / rw - "] {
            assert_eq!(
                mount(odd).filter(|(_, kind)| !kind.is_empty()),
                None,
                "{odd}"
            );
        }
        assert_eq!(under("", Path::new("/srv")), None);
    }
}
