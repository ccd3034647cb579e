//! Folders that a program keeps the same on several computers, known by their names or by what it leaves in them.

use std::fs;
use std::path::{Component, Path};

/// How such a folder's name begins, in small letters, and whose it is.
const NAMES: [(&str, &str); 15] = [
    ("onedrive", "OneDrive"),
    ("sharepoint", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("cloudstorage", "a cloud drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
    ("megasync", "MEGA"),
    ("syncthing", "Syncthing"),
];

/// A file or folder that such a program leaves at the top of what it copies. Dropbox has a folder `.dropbox` in the
/// home folder too, of which nothing is copied.
const MARKS: [(&str, &str, Is); 6] = [
    (".dropbox", "Dropbox", Is::File),
    (".dropbox.cache", "Dropbox", Is::Folder),
    (".stfolder", "Syncthing", Is::Either),
    (".owncloudsync.log", "ownCloud", Is::File),
    (".nextcloudsync.log", "Nextcloud", Is::File),
    (".tmp.drivedownload", "Google Drive", Is::Folder),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    File,
    Folder,
    Either,
}

/// A folder of the path has such a name, alone or with more behind it: `OneDrive - Mill Lane Surgery`.
pub(super) fn by_name(path: &Path) -> Option<&'static str> {
    path.components().find_map(|part| match part {
        Component::Normal(name) => whose(&name.to_string_lossy()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            None
        }
    })
}

fn whose(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);

    NAMES
        .iter()
        .find(|(begin, _)| name.strip_prefix(begin).is_some_and(is_whole))
        .map(|(_, by)| *by)
}

/// A folder above, or the folder itself, has such a mark in it.
pub(super) fn by_mark(real: &Path) -> Option<&'static str> {
    real.ancestors().find_map(|folder| {
        let mark = MARKS
            .iter()
            .find(|(name, _, is)| is.so_of(&folder.join(name)));

        mark.map(|(_, by, _)| *by)
    })
}

impl Is {
    fn so_of(self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|found| match self {
            Self::File => found.is_file(),
            Self::Folder => found.is_dir(),
            Self::Either => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_cloud_drives_are_known_by_their_names() {
        for (path, by) in [
            ("/home/asha/Dropbox/desk", "Dropbox"),
            ("/home/asha/Dropbox (Mill Lane)/desk", "Dropbox"),
            ("/home/asha/ONEDRIVE/desk", "OneDrive"),
            ("/home/asha/OneDrive - Mill Lane Surgery/a/desk", "OneDrive"),
            (
                "/Users/asha/Library/CloudStorage/OneDrive-MillLane",
                "a cloud drive",
            ),
            ("/Users/asha/Library/Mobile Documents/desk", "iCloud"),
            ("/home/asha/Nextcloud/desk", "Nextcloud"),
            ("/home/asha/Nextcloud2.example/desk", ""),
            ("/home/asha/Google Drive/My Drive/desk", "Google Drive"),
            ("/home/asha/Dropboxes/desk", ""),
            ("/home/asha/our onedrive/desk", ""),
            ("/srv/linkdesk", ""),
        ] {
            assert_eq!(by_name(Path::new(path)).unwrap_or_default(), by, "{path}");
        }
    }

    #[test]
    fn a_mark_counts_for_all_below_it_and_a_programs_own_settings_do_not() {
        let root = tempfile::tempdir().unwrap();
        let (home, team) = (root.path().join("asha"), root.path().join("team"));
        fs::create_dir_all(home.join(".dropbox")).unwrap();
        fs::create_dir_all(team.join(".stfolder")).unwrap();

        assert_eq!(by_mark(&home.join("desk")), None);
        assert_eq!(by_mark(&team.join("a/b/desk")), Some("Syncthing"));
    }
}
