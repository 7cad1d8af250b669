//! Finds the commit of a checkout without starting programs that its folder names.
//!
//! Git starts programs that the configuration of a repository names (`core.fsmonitor`, filters, aliases, hooks), so it
//! never runs in a folder of unknown origin. HEAD is read here. Git compares the files with the commit in an empty
//! repository of our own, which has our configuration and only borrows the objects.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::input;

/// The timeout of a git command; each needs a fraction of a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// The limit for the output of a git command in bytes, far above that for any release.
const MOST_OUTPUT: u64 = 16 * 1024 * 1024;

/// The size limit of a file of git in bytes, such as a list of all references.
const MOST_REFERENCES: u64 = 64 * 1024 * 1024;

/// The maximum length of a chain of references, as in git.
const MOST_STEPS: usize = 5;

/// Returns the commit of a folder that is a checkout itself, if these files (by their paths from the folder) and all files
/// below `data` are those of the commit. A folder inside of another repository has none.
pub fn commit(folder: &Path, files: &[PathBuf]) -> Option<String> {
    let repository = Repository::open(folder)?;
    let commit = repository.head()?;
    let borrowed = Borrowed::new(&repository.common.join("objects"), &commit)?;
    let listed = borrowed.files_below_data(&commit)?;
    let there = listed.keys().all(|name| folder.join(name).is_file());
    (there && borrowed.has(folder, files, &listed)).then_some(commit)
}

/// The folders of git for a checkout.
struct Repository {
    /// The folder of this working tree.
    own: PathBuf,
    /// The folder that all working trees share.
    common: PathBuf,
}

impl Repository {
    fn open(folder: &Path) -> Option<Self> {
        let path = folder.join(".git");
        let own = if path.is_dir() {
            path
        } else {
            // Another working tree, or a submodule.
            folder.join(small(&path)?.strip_prefix("gitdir:")?.trim())
        };
        let common = small(&own.join("commondir")).map_or_else(|| own.clone(), |path| own.join(path.trim()));
        Some(Self { own, common })
    }

    /// Returns the commit that is checked out.
    fn head(&self) -> Option<String> {
        let mut text = small(&self.own.join("HEAD"))?;
        for _ in 0..MOST_STEPS {
            let Some(name) = text.trim().strip_prefix("ref:") else {
                return is_commit(text.trim()).then(|| text.trim().to_owned());
            };
            text = self.reference(name.trim())?;
        }
        None
    }

    fn reference(&self, name: &str) -> Option<String> {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !name.starts_with("refs/") || !inside {
            return None;
        }
        let loose = small(&self.own.join(name)).or_else(|| small(&self.common.join(name)));
        loose.or_else(|| {
            let packed = input::read_up_to(&self.common.join("packed-refs"), MOST_REFERENCES).ok()?;
            let packed = String::from_utf8(packed).ok()?;
            let mut lines = packed.lines().filter_map(|line| line.split_once(' '));
            lines.find(|(_, packed)| *packed == name).map(|(commit, _)| commit.to_owned())
        })
    }
}

/// Reads a file of a line or two.
fn small(path: &Path) -> Option<String> {
    String::from_utf8(input::read_up_to(path, 64 * 1024).ok()?).ok()
}

/// Returns whether this is the hash of an object, by SHA-1 or SHA-256.
fn is_commit(text: &str) -> bool {
    [40, 64].contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// An empty repository that borrows the objects of another one.
struct Borrowed {
    folder: TempDir,
}

impl Borrowed {
    fn new(objects: &Path, commit: &str) -> Option<Self> {
        let objects = objects.canonicalize().ok()?;
        // The file has one path per line.
        let line = objects.to_str().filter(|path| !path.contains(['\n', '\r']))?;
        let folder = TempDir::new().ok()?;
        let format = if commit.len() == 64 { "sha256" } else { "sha1" };
        let config = format!(
            "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = {format}\n"
        );
        for (name, text) in [
            ("HEAD", "ref: refs/heads/none\n".to_owned()),
            ("config", config),
            ("objects/info/alternates", format!("{line}\n")),
            ("refs/none", String::new()),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent()?).ok()?;
            fs::write(path, text).ok()?;
        }
        fs::remove_file(folder.path().join("refs/none")).ok()?;
        Some(Self { folder })
    }

    /// Returns the plain files below `data` in a commit, with the hashes of their contents.
    fn files_below_data(&self, commit: &str) -> Option<BTreeMap<String, String>> {
        let list = self.git(&["ls-tree", "-r", "-z", "--full-tree", commit, "data/"], Stdio::null())?;
        let entries = list.split('\0').filter_map(|entry| entry.split_once('\t'));
        let plain = entries.filter(|(kind, _)| kind.starts_with("100"));
        Some(
            plain
                .filter_map(|(kind, path)| Some((path.to_owned(), kind.rsplit(' ').next()?.to_owned())))
                .collect(),
        )
    }

    /// Returns whether these files of a folder have the listed contents.
    fn has(&self, folder: &Path, files: &[PathBuf], listed: &BTreeMap<String, String>) -> bool {
        let matching = || {
            let paths: Option<Vec<_>> = files
                .iter()
                .map(|file| {
                    let path = folder.join(file);
                    path.to_str().filter(|path| !path.contains('\n')).map(str::to_owned)
                })
                .collect();
            let question = self.folder.path().join("paths");
            fs::write(&question, paths?.join("\n") + "\n").ok()?;
            let question = fs::File::open(question).ok()?;
            let hashes =
                self.git(&["hash-object", "--no-filters", "--stdin-paths"], Stdio::from(question))?;
            let expected: Option<Vec<_>> = files
                .iter()
                .map(|file| Some(listed.get(&file.to_str()?.replace('\\', "/"))?.as_str()))
                .collect();
            Some(hashes.lines().eq(expected?))
        };
        !files.is_empty() && matching() == Some(true)
    }

    /// Returns the output of git in this repository; `None` if it fails, takes too long or writes too much.
    fn git(&self, arguments: &[&str], input: Stdio) -> Option<String> {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        command
            .arg("--git-dir")
            .arg(self.folder.path())
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.folder.path().join("config"))
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let mut stdout = child.stdout.take()?;
        let output = thread::spawn(move || {
            let mut bytes = Vec::new();
            stdout.by_ref().take(MOST_OUTPUT + 1).read_to_end(&mut bytes).map(|_| bytes)
        });
        let end = Instant::now() + PATIENCE;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Some(status),
                Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(2)),
                _ => {
                    // Killed by its own handle; nothing relies on its leftovers.
                    let _ = child.kill();
                    let _ = child.wait();
                    break None;
                }
            }
        };
        let bytes = output.join().ok()?.ok()?;
        let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= MOST_OUTPUT);
        (status?.success() && whole).then(|| String::from_utf8(bytes).ok()).flatten()
    }
}
