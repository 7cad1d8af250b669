//! Putting a new folder in the place of the old one, so that an interruption leaves the old or the new
//! description, never something between the two.
//!
//! The new folder stands beside the old one as `<name>.incoming`, complete. On Linux the two are exchanged
//! in one step of the file system, and the old one is removed afterwards. Where this cannot be done (other systems,
//! some container file systems) the files move one by one, under a journal: the marker [`UNFINISHED`]
//! in the folder, with which no build reads it. The marker is written once the new files are complete in
//! `<name>.incoming`, and removed when the last one has moved.
//!
//! The next start looks at what an interruption left behind. With a marker, the new description was complete,
//! and the remaining files are moved. Without one, the folder is whole, old or new, and an `.incoming` beside it
//! is only litter.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::load::UNFINISHED;

use super::staging::{Staging, description_files};

/// Where the folder that is to replace `spec` is built.
pub fn incoming(spec: &Path) -> Result<PathBuf> {
    let name = spec.file_name().with_context(|| format!("{} is no name of a folder", spec.display()))?;
    let mut name = name.to_owned();
    name.push(".incoming");
    Ok(spec.with_file_name(name))
}

/// Ends or clears away what an interrupted update left behind.
pub fn recover(spec: &Path) -> Result<()> {
    let incoming = incoming(spec)?;
    if spec.join(UNFINISHED).exists() {
        move_files(&incoming, spec)?;
        eprintln!("note: ended an update of {} that had been interrupted", spec.display());
    }
    match fs::remove_dir_all(&incoming) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", incoming.display()))
        }
        _ => Ok(()),
    }
}

/// Makes the new folder the one at `spec`.
pub fn into_place(staging: Staging, spec: &Path) -> Result<()> {
    let new = staging.folder();
    if !spec.exists() {
        return fs::rename(new, spec).with_context(|| format!("{} cannot be made", spec.display()));
    }
    // Only now, so that nothing is lost of what somebody writes there in the meantime.
    staging.carry_over(spec)?;
    // If it succeeds the old folder is where the new one was, and goes with the staging.
    if exchange(new, spec).is_err() {
        one_by_one(new, spec)?;
    }
    Ok(())
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
    let marker = spec.join(UNFINISHED);
    let text = "An update was interrupted here; run `cargo xtask update-spec` again to end it.\n";
    let mark = || {
        fs::write(&marker, text)?;
        fs::File::open(&marker)?.sync_all()
    };
    mark().with_context(|| format!("{} cannot be written", marker.display()))?;
    move_files(new, spec)
}

/// Moves those files of the description that are still in the new folder, and removes the marker.
fn move_files(new: &Path, spec: &Path) -> Result<()> {
    for name in description_files() {
        match fs::rename(new.join(&name), spec.join(&name)) {
            Ok(()) => {}
            // Moved before the interruption.
            Err(error) if error.kind() == io::ErrorKind::NotFound && spec.join(&name).exists() => {}
            Err(error) => bail!("{name} cannot be moved into {}: {error}", spec.display()),
        }
    }
    let marker = spec.join(UNFINISHED);
    fs::remove_file(&marker).with_context(|| format!("{} cannot be removed", marker.display()))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// A folder in which each file of the description says the same.
    fn folder(parent: &TempDir, name: &str, text: &str) -> PathBuf {
        let folder = parent.path().join(name);
        fs::create_dir(&folder).unwrap();
        for file in description_files() {
            fs::write(folder.join(file), text).unwrap();
        }
        folder
    }

    fn texts(folder: &Path) -> Vec<String> {
        let files = description_files();
        files.iter().map(|file| fs::read_to_string(folder.join(file)).unwrap_or_default()).collect()
    }

    #[test]
    fn files_that_move_one_by_one_all_arrive() {
        let parent = TempDir::new().unwrap();
        let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
        one_by_one(&new, &spec).unwrap();
        assert_eq!(texts(&spec), ["new"; 6]);
        assert!(!spec.join(UNFINISHED).exists());
    }

    #[test]
    fn an_interruption_after_any_file_is_ended_at_the_next_start() {
        for moved in 0..=6 {
            let parent = TempDir::new().unwrap();
            let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
            fs::write(spec.join(UNFINISHED), "").unwrap();
            for file in description_files().iter().take(moved) {
                fs::rename(new.join(file), spec.join(file)).unwrap();
            }
            recover(&spec).unwrap();
            assert_eq!(texts(&spec), ["new"; 6], "{moved}");
            assert!(!spec.join(UNFINISHED).exists() && !new.exists(), "{moved}");
        }
    }

    #[test]
    fn an_interruption_before_the_first_file_leaves_the_old_ones() {
        let parent = TempDir::new().unwrap();
        let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
        recover(&spec).unwrap();
        assert_eq!(texts(&spec), ["old"; 6]);
        assert!(!new.exists());
        assert!(recover(&parent.path().join("none")).is_ok());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_exchange_is_one_step() {
        let parent = TempDir::new().unwrap();
        let (new, spec) = (folder(&parent, "spec.incoming", "new"), folder(&parent, "spec", "old"));
        // Some file systems cannot; then there is nothing to test here.
        if exchange(&new, &spec).is_ok() {
            assert_eq!((texts(&spec), texts(&new)), (vec!["new".to_owned(); 6], vec!["old".to_owned(); 6]));
        }
    }
}
