//! An upstream tree: its files, each read once, and the references between them.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;

use crate::sorted::SortedMap;
use crate::yaml;
use crate::{Api, Error, Result};

/// The file extension of schemas.
pub(super) const YAML: &str = ".yaml";

/// The most files of a tree; upstream has about 400.
const MOST_FILES: usize = 20_000;

/// The largest total size of the files; upstream has about 2 MiB.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// A location in a file of the tree. File names are relative to the folder that contains `data`, such as
/// `data/api/client-server/sync.yaml`, so messages do not depend on the path of the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeLocation {
    /// The name of the file.
    pub file: String,
    /// The JSON pointer within it.
    pub pointer: String,
}

impl NodeLocation {
    /// Returns the location of a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), pointer: String::new() }
    }

    /// Returns the location of a child of the node.
    #[must_use]
    pub fn field(&self, key: &str) -> Self {
        Self { file: self.file.clone(), pointer: crate::pointer::join(&self.pointer, key) }
    }

    /// Creates an error at this location.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::at(&self.file, &self.pointer, message)
    }

    /// Returns the location as text.
    pub fn text(&self) -> String {
        format!("{}#{}", self.file, self.pointer)
    }
}

/// The files below `data`.
#[derive(Debug)]
pub struct Tree {
    data: PathBuf,
    files: RefCell<SortedMap<String, Rc<Value>>>,
    /// The number of bytes read so far.
    bytes: Cell<usize>,
    /// The number of bytes read so far from files outside of the description.
    unused_bytes: Cell<usize>,
}

impl Tree {
    /// Opens the tree at the folder that contains `data`, or at `data` itself.
    pub fn open(folder: &Path) -> Result<Self> {
        let name = folder.display().to_string();
        let data = data_folder(folder)
            .ok_or_else(|| Error::file(&name, "not an upstream tree, which is a folder with data/api"))?;
        let data =
            fs::canonicalize(data).map_err(|error| Error::file(&name, format!("not readable: {error}")))?;
        let (bytes, unused_bytes) = Default::default();
        Ok(Self { data, files: RefCell::default(), bytes, unused_bytes })
    }

    /// Returns the canonical path of the folder `data`.
    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    /// Returns the names of the files that describe the paths of an API, sorted.
    pub(super) fn api_files(&self, api: Api) -> Result<Vec<String>> {
        let name = format!("data/api/{api}");
        let files = self.files(&name, YAML)?;
        if files.is_empty() {
            return Err(Error::file(name, "has no .yaml file, so the API would lose all its operations"));
        }
        Ok(files)
    }

    /// Returns the names of the files with this ending, such as `.yaml`, in a folder such as `data/api/identity`,
    /// sorted; `None` without such a folder.
    pub fn files_in(&self, folder: &str, ending: &str) -> Result<Option<Vec<String>>> {
        if self.path(folder).is_dir() { self.files(folder, ending).map(Some) } else { Ok(None) }
    }

    /// Returns whether a file or folder with this name exists.
    pub(super) fn has_file(&self, file: &str) -> bool {
        self.path(file).exists()
    }

    fn path(&self, name: &str) -> PathBuf {
        let name = Path::new(name);
        self.data.join(name.strip_prefix("data").unwrap_or(name))
    }

    fn files(&self, folder: &str, ending: &str) -> Result<Vec<String>> {
        let refuse = |error: std::io::Error| Error::file(folder, format!("not readable: {error}"));
        let mut files = Vec::new();
        for entry in fs::read_dir(self.path(folder)).map_err(refuse)? {
            let entry = entry.map_err(refuse)?;
            let file = entry.file_name().to_string_lossy().into_owned();
            if file.ends_with(ending) && !entry.path().is_dir() {
                files.push(format!("{folder}/{file}"));
            }
            if files.len() > MOST_FILES {
                return Err(Error::file(folder, format!("has more than {MOST_FILES} files")));
            }
        }
        files.sort();
        Ok(files)
    }

    /// Returns the names of all YAML files in the tree, sorted.
    pub(super) fn all_files(&self) -> Result<Vec<String>> {
        self.files_below("data", &[YAML])
    }

    /// Returns the names of the files with these endings in a folder and in all folders below it, sorted; empty if the
    /// folder does not exist.
    pub(super) fn files_below(&self, folder: &str, endings: &[&str]) -> Result<Vec<String>> {
        let mut files = Vec::new();
        let mut folders = Vec::new();
        if self.path(folder).is_dir() {
            folders.push((folder.to_owned(), self.path(folder)));
        }
        while let Some((name, folder)) = folders.pop() {
            let refuse = |error: std::io::Error| Error::file(&name, format!("not readable: {error}"));
            for entry in fs::read_dir(&folder).map_err(refuse)? {
                let entry = entry.map_err(refuse)?;
                let file = format!("{name}/{}", entry.file_name().to_string_lossy());
                // Links are not followed, because they may be circular.
                match entry.file_type().map_err(refuse)? {
                    kind if kind.is_dir() => folders.push((file, entry.path())),
                    kind if kind.is_file() && endings.iter().any(|ending| file.ends_with(ending)) => {
                        files.push(file)
                    }
                    _ => {}
                }
            }
            if files.len().saturating_add(folders.len()) > MOST_FILES {
                return Err(Error::file(
                    name,
                    format!("the tree has more than {MOST_FILES} files and folders"),
                ));
            }
        }
        files.sort();
        Ok(files)
    }

    /// Reads a file; `from` is the location of the reference to it.
    pub fn read(&self, file: &str, from: &NodeLocation) -> Result<Rc<Value>> {
        if let Some(value) = self.files.borrow().get(file) {
            return Ok(Rc::clone(value));
        }
        let path = fs::canonicalize(self.path(file))
            .map_err(|error| from.error(format!("{file} is not readable: {error}")))?;
        if !path.starts_with(&self.data) {
            return Err(
                from.error(format!("{file} is a link to a file outside of the tree, which must not be read"))
            );
        }
        let text = yaml::text(&path).map_err(|error| from.error(format!("{file} is {error}")))?;
        let bytes = self.bytes.get().saturating_add(text.len());
        if bytes > MOST_BYTES {
            let message = format!("with {file}, the files are larger than {} MiB in total", MOST_BYTES >> 20);
            return Err(from.error(message));
        }
        self.bytes.set(bytes);
        let value = Rc::new(yaml::parse(file, &text)?);
        self.files.borrow_mut().insert(file.to_owned(), Rc::clone(&value));
        Ok(value)
    }

    /// Runs a function that reads files outside of the description. They have a limit of their own, so they do not use
    /// up that of the description's files.
    pub(super) fn unused<T>(&self, read: impl FnOnce() -> T) -> T {
        let bytes = self.bytes.replace(self.unused_bytes.get());
        let result = read();
        self.unused_bytes.set(self.bytes.replace(bytes));
        result
    }

    /// Returns the paths of all files read so far, sorted.
    pub(super) fn paths_read(&self) -> Vec<PathBuf> {
        self.files.borrow().keys().map(|file| self.path(file)).collect()
    }

    /// Resolves a reference at `from`; [`Tree::read`] checks that the target exists.
    pub fn resolve(&self, from: &NodeLocation, reference: &str) -> Result<NodeLocation> {
        if reference.contains("://") || reference.starts_with("//") {
            return Err(from.error(format!("`{reference}` leads to the network, which is never used")));
        }
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decoded(fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return Err(from.error(format!("`{reference}` has a fragment that is not a JSON pointer")));
        }
        let file =
            if path.is_empty() { from.file.clone() } else { self.relative(from, &percent_decoded(path))? };
        Ok(NodeLocation { file, pointer: fragment.trim_end_matches('/').to_owned() })
    }

    fn relative(&self, from: &NodeLocation, path: &str) -> Result<String> {
        let escape =
            || from.error(format!("`{path}` leads to a file outside of the tree, which must not be read"));
        if path.starts_with('/') || path.contains('\\') {
            return Err(escape());
        }
        let mut parts: Vec<&str> = from.file.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.len() > 1 => drop(parts.pop()),
                ".." => return Err(escape()),
                part => parts.push(part),
            }
        }
        Ok(parts.join("/"))
    }
}

/// Returns the folder `data` of a tree; `None` if the folder is not a tree.
pub(super) fn data_folder(folder: &Path) -> Option<PathBuf> {
    let below = folder.join("data");
    if below.join("api").is_dir() {
        return Some(below);
    }
    // The canonical path resolves a `.` in `data`, too.
    let itself = fs::canonicalize(folder).ok()?;
    (itself.file_name()? == "data" && itself.join("api").is_dir()).then_some(itself)
}

/// Decodes percent-encoding. The crate `percent-encoding` would be one more crate for every build script to compile,
/// because no other dependency of the generator needs it.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let escape = (first == b'%').then(|| behind.get(..2)).flatten();
        let decoded = escape
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
