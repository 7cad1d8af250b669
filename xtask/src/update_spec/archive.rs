//! Unpacks archives of an upstream tree: only plain files below `data/`.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use tar::{Archive, Entry, EntryType};

use crate::input;

/// The limits for the content of an archive.
#[derive(Clone, Copy)]
struct ArchiveLimits {
    mebibytes: u64,
    entries: usize,
}

/// Far above the size of any Matrix release.
const LIMITS: ArchiveLimits = ArchiveLimits { mebibytes: 512, entries: 100_000 };

impl ArchiveLimits {
    fn bytes(self) -> u64 {
        self.mebibytes * 1024 * 1024
    }

    fn too_large(self) -> String {
        format!("the archive unpacks to more than the limit of {} MiB", self.mebibytes)
    }
}

/// The unpacked tree, with facts from the archive.
pub struct Contents {
    /// The folder that holds `data`.
    pub folder: PathBuf,
    /// The commit, which archives of a git host contain.
    pub commit: Option<String>,
    /// The day of the newest file.
    pub newest: Option<Date>,
}

/// Unpacks an archive into an empty folder.
pub fn unpack(path: &Path, into: &Path) -> Result<Contents> {
    read(path, into, LIMITS)
}

fn read(path: &Path, into: &Path, limits: ArchiveLimits) -> Result<Contents> {
    let file = input::open(path)?;
    let mut bytes = GzDecoder::new(io::BufReader::new(file)).take(limits.bytes());
    // Named after the archive, whose name may contain the release.
    let result = entries(&mut bytes, into, into.join(stem(path)), limits);
    let result = result.and_then(|contents| drain(&mut bytes).map(|()| contents));
    if bytes.limit() == 0 {
        bail!(limits.too_large());
    }
    result
}

fn entries(
    bytes: &mut impl Read,
    into: &Path,
    mut folder: PathBuf,
    limits: ArchiveLimits,
) -> Result<Contents> {
    let mut archive = Archive::new(bytes);
    let (mut commit, mut newest, mut found, mut total) = (None, 0, false, 0_u64);
    for (index, entry) in archive.entries().map_err(plain)?.enumerate() {
        let mut entry = entry.map_err(plain)?;
        if index >= limits.entries {
            bail!("the archive has more entries than the limit of {}", limits.entries);
        }
        total = total.saturating_add(entry.size());
        if total > limits.bytes() {
            bail!(limits.too_large());
        }
        if entry.header().entry_type() == EntryType::XGlobalHeader {
            commit = commit_of(&mut entry)?;
            continue;
        }
        newest = newest.max(entry.header().mtime().unwrap_or_default());
        let Some((top, below)) = target(&entry)? else { continue };
        let outer = top.map_or_else(|| folder.clone(), |top| into.join(top));
        if found && outer != folder {
            bail!("the archive contains more than one folder data, so the tree is ambiguous");
        }
        (found, folder) = (true, outer);
        let shown = || format!("cannot unpack the entry {}", below.display());
        write(&mut entry, &folder.join(&below)).with_context(shown)?;
    }
    if !found {
        bail!("the archive contains no folder data, so it is not one of the Matrix specification");
    }
    Ok(Contents { folder, commit, newest: day(newest) })
}

/// Returns the target of a plain file below `data`: the folder around `data`, if any, and the path inside of it.
fn target(entry: &Entry<'_, impl Read>) -> Result<Option<(Option<PathBuf>, PathBuf)>> {
    let path = entry.path()?.into_owned();
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part),
            Component::CurDir => {}
            _ => bail!("the entry {} leads out of the archive, nothing was unpacked from it", path.display()),
        }
    }
    match entry.header().entry_type() {
        EntryType::Regular | EntryType::Continuous => {}
        EntryType::Directory => return Ok(None),
        kind => {
            bail!("the entry {} is not a plain file ({kind:?}), nothing was unpacked from it", path.display())
        }
    }
    Ok(match parts.as_slice() {
        [data, _, ..] if *data == "data" => Some((None, parts.iter().collect())),
        [top, data, _, ..] if *data == "data" => Some((Some(top.into()), parts.iter().skip(1).collect())),
        _ => None,
    })
}

fn write(entry: &mut Entry<'_, impl Read>, path: &Path) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = fs::File::create(path)?;
    let size = entry.size();
    let written = io::copy(entry, &mut file).map_err(plain)?;
    if written != size {
        bail!("the archive ends too early; download it again");
    }
    Ok(())
}

/// Reads to the end, where the checksum of the archive is.
fn drain(bytes: &mut impl Read) -> Result<()> {
    io::copy(bytes, &mut io::sink()).map(drop).map_err(plain)
}

/// Returns the `comment` in the header of the archive, which git sets to the commit.
fn commit_of(entry: &mut Entry<'_, impl Read>) -> Result<Option<String>> {
    let mut header = String::new();
    entry.take(64 * 1024).read_to_string(&mut header).map_err(plain)?;
    let comment = header.lines().find_map(|line| line.split_once(" comment=")).map(|(_, comment)| comment);
    Ok(comment
        .filter(|text| text.len() >= 40 && text.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .map(str::to_owned))
}

/// Returns the day of a time in seconds since 1970, in UTC; `None` if the archive contains no time.
fn day(seconds: u64) -> Option<Date> {
    let time = Timestamp::from_second(i64::try_from(seconds).ok().filter(|seconds| *seconds > 0)?).ok()?;
    Some(Offset::UTC.to_datetime(time).date())
}

fn plain(error: io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            anyhow::anyhow!("the archive ends too early; download it again")
        }
        _ => anyhow::anyhow!("the archive is damaged or not a .tar.gz: {error}"),
    }
}

fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.trim_end_matches(".gz").trim_end_matches(".tgz").trim_end_matches(".tar");
    if stem.is_empty() { "archive".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use tempfile::TempDir;

    use super::*;

    const SMALL: ArchiveLimits = ArchiveLimits { mebibytes: 1, entries: 3 };

    /// Unpacks an archive with this number of empty files below `data`, and of zeros at its end.
    fn unpacked(files: usize, zeros: usize) -> Result<Contents> {
        let folder = TempDir::new().unwrap();
        let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        for file in 0..files {
            let mut header = tar::Header::new_ustar();
            header.set_size(0);
            tar.append_data(&mut header, format!("v1.19/data/{file}"), io::empty()).unwrap();
        }
        tar.get_mut().write_all(&vec![0; zeros]).unwrap();
        let path = folder.path().join("a.tar.gz");
        fs::write(&path, tar.into_inner().unwrap().finish().unwrap()).unwrap();
        read(&path, folder.path(), SMALL)
    }

    #[test]
    fn the_day_is_that_of_the_calendar() {
        for (seconds, date) in
            [(951_782_400, "2000-02-29"), (951_868_799, "2000-02-29"), (1_735_689_599, "2024-12-31")]
        {
            assert_eq!(day(seconds).unwrap().to_string(), date);
        }
        assert_eq!((day(0), day(u64::MAX)), (None, None));
    }

    #[test]
    fn an_archive_within_the_limits_is_unpacked() {
        assert!(unpacked(3, 1024 * 1000).is_ok());
    }

    #[test]
    fn an_archive_beyond_a_limit_is_refused() {
        let refusal =
            |files, zeros| unpacked(files, zeros).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(refusal(4, 0), "the archive has more entries than the limit of 3");
        assert_eq!(refusal(1, 1024 * 1024), "the archive unpacks to more than the limit of 1 MiB");
    }
}
