//! The source of a release: a folder, an archive that is unpacked into a temporary one, or a set of bundles.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use matrix_openapi_codegen::load::WantedDefinition;
use matrix_openapi_codegen::{Release, load};
use reqwest::Url;
use tempfile::TempDir;

use super::bundle::{self, Bundles};
use super::fetch::{self, Downloaded, Downloads};
use super::upstream::{self, Wanted};
use super::{archive, checkout};
use crate::input;

/// An upstream tree on disk with facts about its source.
pub struct Source {
    folder: PathBuf,
    name: String,
    commit: Option<String>,
    /// A folder that may be a checkout.
    checkout: Option<PathBuf>,
    date: Option<Date>,
    release: Option<Release>,
    stage: Stage,
    bundles: Option<Bundles>,
    /// Keeps downloaded and unpacked files until the end.
    _temporary: Option<TempDir>,
}

/// Whether the description of a source is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A release.
    Released,
    /// The current state of the next release.
    Unstable,
}

/// The format of a file, by its first bytes.
#[derive(PartialEq, Eq)]
enum FileFormat {
    Packed,
    Json,
    Other,
}

impl Source {
    /// Opens a folder, an archive, bundles, or the URL of an archive or of bundles.
    pub fn open(from: &str, wanted: Option<Wanted>) -> Result<Self> {
        let mut source = Self::at(from)?;
        match wanted {
            Some(Wanted::Unstable) => source.stage = Stage::Unstable,
            Some(Wanted::Latest) => {
                bail!("`latest` is the newest release of upstream and cannot be combined with `--from`")
            }
            Some(Wanted::Release(_)) | None => {}
        }
        Ok(source)
    }

    fn at(from: &str) -> Result<Self> {
        if is_address(from) {
            // The error does not contain the text, since a URL may contain a password.
            let address = Url::parse(from).context("the URL after `--from` is not valid")?;
            return Self::at_address(&address, &Downloads::new()?, temporary()?);
        }
        let path = Path::new(from);
        if !path.exists() {
            bail!("{} does not exist", path.display());
        }
        if path.is_dir() {
            return match Bundles::find(path)? {
                Some(bundles) if load::inputs(path, &[]).is_err() => Self::of_bundles(
                    bundles,
                    format!("bundles {}", file_name(&canonical(path)?)),
                    temporary()?,
                ),
                _ => Self::folder_at(path),
            };
        }
        if kind(path)? == FileFormat::Json {
            return Self::of_bundles(Bundles::around(path)?, "bundles".to_owned(), temporary()?);
        }
        Self::archive_at(path, file_name(path), temporary()?)
    }

    /// Downloads a release from upstream.
    pub fn published(repository: &str, wanted: Wanted) -> Result<Self> {
        let downloads = Downloads::new()?;
        let (address, release) = upstream::archive(repository, wanted, &downloads)?;
        let mut source = Self::at_address(&address, &downloads, temporary()?)?;
        source.release = release;
        if wanted == Wanted::Unstable {
            source.stage = Stage::Unstable;
        }
        Ok(source)
    }

    /// Returns the folder that contains `data`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the name of the source, without paths of this machine.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the commit, if the source contains it, or if it is a checkout in which these files match a commit.
    pub fn commit(&self, inputs: &[(String, PathBuf)]) -> Option<String> {
        let of_checkout = |folder: &PathBuf| {
            let below = |(_, path): &(String, PathBuf)| path.strip_prefix(folder).ok().map(Path::to_owned);
            checkout::commit(folder, &inputs.iter().map(below).collect::<Option<Vec<_>>>()?)
        };
        self.commit.clone().or_else(|| self.checkout.as_ref().and_then(of_checkout))
    }

    /// Returns the day of its newest file, if it is known.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// Returns the release, if the source states it more reliably than the names and files of the folder.
    pub fn release(&self) -> Option<Release> {
        self.release
    }

    /// Returns whether the description is finished.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Returns the files that identify the source, with names that do not depend on this machine.
    pub fn inputs(&self, release: Release, wanted: &[WantedDefinition]) -> Result<Vec<(String, PathBuf)>> {
        if let Some(bundles) = &self.bundles {
            return Ok(bundles.inputs().map(|(name, path)| (name, path.to_owned())).collect());
        }
        let named = |path: PathBuf| {
            let name = path.to_string_lossy().replace('\\', "/");
            // The last `/data/`: folders above the tree may have this name, but none in it does.
            let name = name.rsplit_once("/data/").map_or(name.as_str(), |(_, below)| below).to_owned();
            (name, path)
        };
        let mut inputs = load::inputs(&self.folder, wanted)?;
        inputs.extend(load::event_inputs(&self.folder, release, wanted)?);
        inputs.sort();
        inputs.dedup();
        Ok(inputs.into_iter().map(named).collect())
    }

    fn at_address(address: &Url, downloads: &Downloads, temporary: TempDir) -> Result<Self> {
        let public = fetch::public_part(address);
        if address.scheme() == "http" {
            eprintln!("note: {public} is not https, so others can change the download");
        }
        let bundles = |root: &Url| {
            let found = Bundles::download(root, downloads, temporary.path());
            found.with_context(|| format!("cannot use {}", fetch::public_part(root)))
        };
        if let Some(root) = Bundles::root(address) {
            let found = bundles(&root)?;
            let found =
                found.with_context(|| format!("{public} does not exist, and neither does another bundle"))?;
            return Self::of_bundles(found, fetch::public_part(&root), temporary);
        }
        // Keeps upstream's name, which may contain the release.
        let name = address.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
        let path = temporary.path().join(if name.is_empty() { "archive" } else { name });
        let outcome = downloads.save(address, &path)?;
        let kind = match outcome {
            Downloaded::File => kind(&path)?,
            Downloaded::Missing(_) => FileFormat::Other,
        };
        if kind == FileFormat::Json {
            return Err(bundle::alone(&public));
        }
        // A URL without a file, or of a web page, may have bundles below it.
        if kind == FileFormat::Other
            && !name.ends_with("gz")
            && let Some(found) = bundles(address)?
        {
            return Self::of_bundles(found, public, temporary);
        }
        match outcome {
            Downloaded::File => Self::archive_at(&path, public, temporary),
            Downloaded::Missing(status) => {
                Err(fetch::refusal(status).context(format!("cannot download {public}")))
            }
        }
    }

    fn archive_at(path: &Path, name: String, temporary: TempDir) -> Result<Self> {
        let into = temporary.path().join("unpacked");
        let archive::Contents { folder, commit, newest } =
            archive::unpack(path, &into).with_context(|| format!("cannot use {name}"))?;
        Ok(Self { commit, date: newest, _temporary: Some(temporary), ..Self::plain(folder, name) })
    }

    fn of_bundles(bundles: Bundles, name: String, temporary: TempDir) -> Result<Self> {
        eprintln!(
            "note: bundles have no names of definitions, so types get other names than from an upstream tree, and no \
             schemas of events"
        );
        let tree = bundles.to_tree(&temporary.path().join("tree"))?;
        let stage = if tree.version == "unstable" { Stage::Unstable } else { Stage::Released };
        let release = tree.version.parse().ok();
        let plain = Self::plain(tree.folder, name);
        Ok(Self { release, stage, bundles: Some(bundles), _temporary: Some(temporary), ..plain })
    }

    fn folder_at(path: &Path) -> Result<Self> {
        let folder = canonical(path)?;
        let tree = if folder.ends_with("data") { folder.parent().unwrap_or(&folder) } else { &folder };
        let name = match file_name(tree) {
            // The name of the release alone does not say what the folder is.
            name if name.parse::<Release>().is_ok() => format!("matrix-spec {name}"),
            name => name,
        };
        let checkout = Some(tree.to_owned());
        Ok(Self { checkout, ..Self::plain(folder, name) })
    }

    fn plain(folder: PathBuf, name: String) -> Self {
        Self {
            folder,
            name,
            commit: None,
            checkout: None,
            date: None,
            release: None,
            stage: Stage::Released,
            bundles: None,
            _temporary: None,
        }
    }
}

/// Returns whether this is a URL and not a path.
fn is_address(from: &str) -> bool {
    from.split_once("://")
        .is_some_and(|(scheme, _)| scheme.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}

fn temporary() -> Result<TempDir> {
    TempDir::new().context("cannot create a temporary folder")
}

fn canonical(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("cannot read {}", path.display()))
}

fn kind(path: &Path) -> Result<FileFormat> {
    let mut first = Vec::new();
    let read = |first: &mut Vec<u8>| input::open(path)?.take(64).read_to_end(first);
    read(&mut first).with_context(|| format!("cannot read {}", path.display()))?;
    let text = first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&first).trim_ascii_start();
    Ok(match first.as_slice() {
        [0x1f, 0x8b, ..] => FileFormat::Packed,
        _ if text.starts_with(b"{") => FileFormat::Json,
        _ => FileFormat::Other,
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_not_paths() {
        assert!(is_address("https://example.org/a.tar.gz") && is_address("http://a"));
        assert!(!is_address("a/b.tar.gz") && !is_address("./https://a") && !is_address("/a://b"));
    }
}
