//! Replaces the old folder with the new one. An interruption leaves the old or the new description, never a mixture.
//!
//! The new folder is beside the old one as `<name>.incoming`, complete. On Linux the two are exchanged in one step of the
//! file system, and the old one is removed afterwards. On other systems and some container file systems the files move one
//! by one under a marker, the file [`UNFINISHED`] in the folder, with which no build reads it. The marker is written once
//! the new files are complete in `<name>.incoming`, and removed when the last one has moved.
//!
//! The next update recovers from an interruption. If there is a marker, the new description is complete, and the
//! remaining files are moved. Otherwise the folder is complete, old or new, and an `.incoming` beside it is removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::load::{EVENTS, UNFINISHED};

use super::staging::{self, Staging, incoming};
use crate::surface;

/// Returns the path of the folder without links, if the folder exists.
pub fn real(spec: PathBuf) -> Result<PathBuf> {
    if !spec.exists() {
        return Ok(spec);
    }
    spec.canonicalize().with_context(|| format!("cannot read {}", spec.display()))
}

/// Begins an update. No other update of the folder can begin until the lock is dropped.
pub fn begin(spec: &Path) -> Result<Lock> {
    let parent = spec.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    // Checks the permissions themselves, since some users can write despite them.
    if fs::metadata(spec).is_ok_and(|spec| spec.permissions().readonly()) {
        bail!("{} is read-only, nothing was changed", spec.display());
    }
    let lock = lock(parent)?;
    recover(spec)?;
    Ok(lock)
}

/// Replaces `spec` with the new folder.
pub fn into_place(staging: Staging, spec: &Path) -> Result<()> {
    let new = staging.folder();
    if !spec.exists() {
        return fs::rename(new, spec).with_context(|| format!("cannot create {}", spec.display()));
    }
    // Only now, to include files that were written in the meantime.
    staging.carry_over(spec)?;
    // Afterwards the old folder is in the place of the new one, and is removed with the staging.
    if exchange(new, spec).is_err() {
        one_by_one(new, spec)?;
    }
    Ok(())
}

/// Completes an interrupted update, or removes its leftovers.
fn recover(spec: &Path) -> Result<()> {
    let incoming = incoming(spec)?;
    if spec.join(UNFINISHED).exists() {
        move_files(&incoming, spec)?;
        eprintln!("note: completed an interrupted update of {}", spec.display());
    }
    match fs::remove_dir_all(&incoming) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", incoming.display()))
        }
        _ => Ok(()),
    }
}

/// The folder around the updated one, which is locked while this is open.
pub struct Lock {
    _parent: Option<fs::File>,
}

#[cfg(target_os = "linux")]
fn lock(parent: &Path) -> Result<Lock> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    let folder = fs::File::open(parent).with_context(|| format!("cannot read {}", parent.display()))?;
    match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK) => bail!("another update is running in {}", parent.display()),
        // The file system does not support locks.
        Err(_) => Ok(Lock { _parent: None }),
        Ok(()) => Ok(Lock { _parent: Some(folder) }),
    }
}

#[cfg(not(target_os = "linux"))]
fn lock(_parent: &Path) -> Result<Lock> {
    Ok(Lock { _parent: None })
}

#[cfg(target_os = "linux")]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_new: &Path, _old: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn one_by_one(new: &Path, spec: &Path) -> Result<()> {
    can_move(new, spec)?;
    let marker = spec.join(UNFINISHED);
    let text = "An update was interrupted here; run `cargo xtask update-spec` again to finish it.\n";
    let mark = || {
        fs::write(&marker, text)?;
        fs::File::open(&marker)?.sync_all()
    };
    mark().with_context(|| format!("cannot write {}", marker.display()))?;
    move_files(new, spec)
}

/// Moves a file to find out beforehand whether files can be moved, which they cannot into a mounted folder.
fn can_move(new: &Path, spec: &Path) -> Result<()> {
    const NAME: &str = "update-trial";
    let (from, to) = (new.join(NAME), spec.join(NAME));
    let trial = || {
        fs::write(&from, "")?;
        fs::rename(&from, &to)?;
        fs::remove_file(&to)
    };
    trial().with_context(|| format!("cannot move files into {}, nothing was changed", spec.display()))
}

/// Moves the files that are still in the new folder, and removes the marker.
fn move_files(new: &Path, spec: &Path) -> Result<()> {
    let surfaces = spec.join(surface::FOLDER);
    fs::create_dir_all(&surfaces).with_context(|| format!("cannot create {}", surfaces.display()))?;
    staging::drop_unpinned(new, spec)?;
    for name in staging::files() {
        match fs::rename(new.join(&name), spec.join(&name)) {
            Ok(()) => {}
            // Moved before the interruption.
            Err(error) if error.kind() == io::ErrorKind::NotFound && spec.join(&name).exists() => {}
            // Not every description has events.
            Err(error)
                if error.kind() == io::ErrorKind::NotFound
                    && (name == EVENTS || staging::event_surfaces().contains(&name)) => {}
            Err(error) => bail!("cannot move {name} into {}: {error}", spec.display()),
        }
    }
    let marker = spec.join(UNFINISHED);
    fs::remove_file(&marker).with_context(|| format!("cannot remove {}", marker.display()))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use matrix_openapi_codegen::load::PIN;

    /// Returns a folder whose files all have this text.
    fn folder(parent: &TempDir, name: &str, text: &str) -> PathBuf {
        let folder = parent.path().join(name);
        fs::create_dir_all(folder.join(surface::FOLDER)).unwrap();
        for file in staging::files() {
            fs::write(folder.join(file), text).unwrap();
        }
        // A pin that lists the events.
        fs::write(folder.join(PIN), pin(text)).unwrap();
        folder
    }

    fn pin(text: &str) -> String {
        format!("source = {text:?}\n[spec]\n\"events.yaml\" = \"\"\n")
    }

    fn texts(folder: &Path) -> Vec<String> {
        let read = |file: &String| {
            let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
            if file == PIN { text.split('"').nth(1).unwrap_or_default().to_owned() } else { text }
        };
        staging::files().iter().map(read).collect()
    }

    #[test]
    fn events_of_the_old_release_do_not_stay() {
        for moved in 0..=25 {
            let parent = TempDir::new().unwrap();
            let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
            let is_of_events = |file: &&String| *file == EVENTS || staging::event_surfaces().contains(file);
            for file in staging::files().iter().filter(is_of_events) {
                fs::remove_file(new.join(file)).unwrap();
            }
            fs::write(new.join(PIN), "source = \"new\"\n").unwrap();
            fs::write(spec.join(UNFINISHED), "").unwrap();
            // An interrupted update does this before it moves the first file.
            staging::drop_unpinned(&new, &spec).unwrap();
            for file in staging::files().iter().filter(|file| !is_of_events(file)).take(moved) {
                fs::rename(new.join(file), spec.join(file)).unwrap();
            }
            recover(&spec).unwrap();
            assert!(!spec.join(EVENTS).exists(), "{moved}");
            assert!(!staging::event_surfaces().iter().any(|name| spec.join(name).exists()), "{moved}");
            assert_eq!(texts(&spec).iter().filter(|text| *text == "new").count(), 22, "{moved}");
        }
    }

    #[test]
    fn files_that_move_one_by_one_all_arrive() {
        let parent = TempDir::new().unwrap();
        let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
        one_by_one(&new, &spec).unwrap();
        assert_eq!(texts(&spec), ["new"; 25]);
        assert!(!spec.join(UNFINISHED).exists());
    }

    #[test]
    fn an_interruption_after_any_file_is_ended_at_the_next_start() {
        for moved in 0..=25 {
            let parent = TempDir::new().unwrap();
            let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
            fs::write(spec.join(UNFINISHED), "").unwrap();
            for file in staging::files().iter().take(moved) {
                fs::rename(new.join(file), spec.join(file)).unwrap();
            }
            recover(&spec).unwrap();
            assert_eq!(texts(&spec), ["new"; 25], "{moved}");
            assert!(!spec.join(UNFINISHED).exists() && !new.exists(), "{moved}");
        }
    }

    #[test]
    fn an_interruption_before_the_first_file_leaves_the_old_ones() {
        let parent = TempDir::new().unwrap();
        let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
        recover(&spec).unwrap();
        assert_eq!(texts(&spec), ["old"; 25]);
        assert!(!new.exists());
        assert!(recover(&parent.path().join("none")).is_ok());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_exchange_is_one_step() {
        let parent = TempDir::new().unwrap();
        let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
        // Some file systems cannot exchange folders.
        if exchange(&new, &spec).is_ok() {
            assert_eq!((texts(&spec), texts(&new)), (vec!["new".to_owned(); 25], vec!["old".to_owned(); 25]));
        }
    }
}
