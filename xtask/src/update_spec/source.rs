//! Where a release comes from: a folder, or an archive that is unpacked into a temporary one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::Release;
use tempfile::TempDir;

use super::pin::Date;
use super::{archive, fetch};

/// An upstream tree on disk and what is known about it.
pub struct Source {
    folder: PathBuf,
    name: String,
    commit: Option<String>,
    date: Option<Date>,
    /// Keeps what was unpacked until the end.
    _unpacked: Option<TempDir>,
}

impl Source {
    /// Opens a folder, an archive, or the address of one.
    pub fn open(from: &str) -> Result<Self> {
        let temporary = || TempDir::new().context("no temporary folder for the archive");
        if fetch::is_address(from) {
            let downloaded = temporary()?;
            let archive = fetch::download(from, downloaded.path())?;
            return Self::archive_at(&archive, fetch::public_part(from), temporary()?);
        }
        let path = Path::new(from);
        if path.is_dir() {
            return Self::folder_at(path);
        }
        if !path.exists() {
            bail!("{} does not exist", path.display());
        }
        Self::archive_at(path, file_name(path), temporary()?)
    }

    fn archive_at(path: &Path, name: String, unpacked: TempDir) -> Result<Self> {
        let archive::Contents { folder, commit, newest } = archive::unpack(path, unpacked.path())?;
        Ok(Self { folder, name, commit, date: newest, _unpacked: Some(unpacked) })
    }

    /// The folder that holds `data`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of the source, without the path of this machine.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The commit, if the source says so.
    pub fn commit(&self) -> Option<&str> {
        self.commit.as_deref()
    }

    /// The day of its newest file, if the source says so.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    fn folder_at(path: &Path) -> Result<Self> {
        let folder = path.canonicalize().with_context(|| format!("{} is not readable", path.display()))?;
        let tree = if folder.ends_with("data") { folder.parent().unwrap_or(&folder) } else { &folder };
        let name = match file_name(tree) {
            // A folder that is named after nothing but the release says too little.
            name if name.parse::<Release>().is_ok() => format!("matrix-spec {name}"),
            name => name,
        };
        let commit = commit(tree);
        Ok(Self { name, commit, date: None, folder, _unpacked: None })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The commit of a folder that is a checkout by itself; one that lies in some other repository has none.
fn commit(folder: &Path) -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    let top = Path::new(&git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok()?;
    if top == folder { git(&["rev-parse", "HEAD"]) } else { None }
}
