//! `cargo xtask sentences`: lists our sentences that may no longer be true, since upstream has reworded its own.
//!
//! For each operation and type that we have sentences on, `spec/sentences.yaml` has the hash of upstream's prose when ours
//! was written, and the hash of ours. `cargo xtask docs` records new and changed sentences with the vendored prose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::overlay::{EVENT_WORDING_FILE, WORDING_FILE};
use matrix_openapi_codegen::yaml;
use serde_json::Value;

use crate::prose::{self, Hashes, ProseHashes};
use crate::{canonical, input, project};

/// The name of the file in the folder of the description.
pub const RECORD: &str = "sentences.yaml";

/// Lists our sentences that may no longer be true, since upstream has reworded its own.
#[derive(clap::Args)]
pub struct SentencesArgs {
    /// Record that the sentences on these operations and types are still true, by default all that are listed.
    #[arg(long, value_name = "NAME", num_args = 0..)]
    hold: Option<Vec<String>>,
}

/// Lists the sentences, or records that they are still true.
pub fn run(args: &SentencesArgs) -> Result<ExitCode> {
    let spec = project::spec();
    let mut record = Record::read(&spec)?;
    let stale = record.stale();
    let Some(hold) = &args.hold else {
        stale.iter().for_each(|one| println!("{one}"));
        println!("{} to review", stale.len());
        return Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    };
    if let Some(unknown) = hold.iter().find(|name| !stale.iter().any(|one| one.name == **name)) {
        bail!("{unknown} is not among the names that `cargo xtask sentences` lists");
    }
    for one in stale.iter().filter(|one| hold.is_empty() || hold.contains(&one.name)) {
        record.hold(one);
    }
    record.write(&spec)?;
    Ok(ExitCode::SUCCESS)
}

/// An operation or type that upstream has reworded since our sentences on it were written.
#[derive(Debug, PartialEq, Eq)]
pub struct Stale {
    api: &'static str,
    kind: &'static str,
    name: String,
}

impl Stale {
    /// Returns the file with the sentences.
    pub fn file(&self) -> &'static str {
        if prose::EVENTS.contains(&self.api) { EVENT_WORDING_FILE } else { WORDING_FILE }
    }
}

impl std::fmt::Display for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.api, self.kind, self.name)
    }
}

/// Records the prose of upstream that our sentences were written for.
pub struct Record {
    /// The hashes of upstream's prose and of our sentences.
    written: BTreeMap<&'static str, SentencePairs>,
    upstream: Hashes,
}

#[derive(Default)]
struct SentencePairs {
    operations: BTreeMap<String, (String, String)>,
    types: BTreeMap<String, (String, String)>,
}

impl SentencePairs {
    fn kind(&mut self, kind: &str) -> &mut BTreeMap<String, (String, String)> {
        if kind == "operations" { &mut self.operations } else { &mut self.types }
    }
}

impl Record {
    /// Reads the record of a description, and adds the sentences written since.
    pub fn read(spec: &Path) -> Result<Self> {
        let upstream = prose::read(spec)?.unwrap_or_default();
        let (former, ours) = (former(spec)?, ours(&spec.join("overlays"))?);
        let none = ProseHashes::default();
        let mut written: BTreeMap<&'static str, SentencePairs> = BTreeMap::new();
        for (api, ours) in &ours {
            let of = |hashes: &Hashes| hashes.get(api).unwrap_or(&none).clone();
            let (former, upstream) = (of(&former), of(&upstream));
            let kinds = former.kinds().into_iter().zip(ours.kinds()).zip(upstream.kinds());
            for (((kind, former), (_, ours)), (_, upstream)) in kinds {
                let pairs = written.entry(*api).or_default().kind(kind);
                for (name, sentence) in ours {
                    let known = former.get(name).and_then(|pair| pair.split_once(' '));
                    let prose_then = match known {
                        Some((prose_then, known)) if known == sentence => Some(prose_then.to_owned()),
                        _ => upstream.get(name).cloned(),
                    };
                    pairs.extend(prose_then.map(|hash| (name.clone(), (hash, sentence.clone()))));
                }
            }
        }
        Ok(Self { written, upstream })
    }

    /// Returns the operations and types that upstream has reworded since our sentences on them were written.
    pub fn stale(&self) -> Vec<Stale> {
        let mut stale = Vec::new();
        for (api, pairs) in &self.written {
            let Some(upstream) = self.upstream.get(api) else { continue };
            for ((kind, upstream), pairs) in
                upstream.kinds().into_iter().zip([&pairs.operations, &pairs.types])
            {
                let other = pairs
                    .iter()
                    .filter(|(name, (hash, _))| upstream.get(*name).is_some_and(|now| now != hash));
                stale.extend(other.map(|(name, _)| Stale { api, kind, name: name.clone() }));
            }
        }
        stale
    }

    fn hold(&mut self, one: &Stale) {
        let Some(words) = self.upstream.get(&one.api) else { return };
        let now = words
            .kinds()
            .into_iter()
            .find_map(|(kind, hashes)| hashes.get(&one.name).filter(|_| kind == one.kind).cloned());
        let pair = self.written.get_mut(&one.api).and_then(|pairs| pairs.kind(one.kind).get_mut(&one.name));
        if let Some((now, pair)) = now.zip(pair) {
            pair.0 = now;
        }
    }

    /// Returns whether the file matches the current sentences.
    pub fn is_up_to_date(&self, spec: &Path) -> Result<bool> {
        Ok(prose::to_yaml(&former(spec)?) == prose::to_yaml(&self.hashes()))
    }

    fn hashes(&self) -> Hashes {
        let joined = |pairs: &BTreeMap<String, (String, String)>| {
            pairs.iter().map(|(name, (prose, own))| (name.clone(), format!("{prose} {own}"))).collect()
        };
        let words = |pairs: &SentencePairs| ProseHashes {
            operations: joined(&pairs.operations),
            types: joined(&pairs.types),
        };
        self.written.iter().map(|(api, pairs)| (*api, words(pairs))).collect()
    }

    /// Writes the record, and returns whether it has changed.
    pub fn write(&self, spec: &Path) -> Result<bool> {
        let text = format!(
            "# Written by 'cargo xtask docs' and 'cargo xtask sentences'; do not edit. Hashes of upstream's prose when our sentences\n\
             # were written, and of our sentences.\n{}",
            prose::to_yaml(&self.hashes())
        );
        let path = path(spec);
        if input::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(false);
        }
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(true)
    }
}

fn path(spec: &Path) -> PathBuf {
    spec.join(RECORD)
}

fn former(spec: &Path) -> Result<Hashes> {
    let path = path(spec);
    if !path.exists() {
        return Ok(Hashes::new());
    }
    let name = path.display().to_string();
    let text = input::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
    prose::from_value(&name, &yaml::parse(&name, &text)?)
}

/// Returns the hashes of the sentences in the files of a folder. A release need not have all their subjects.
fn ours(folder: &Path) -> Result<Hashes> {
    let mut hashes = Hashes::new();
    let apis = Api::ALL.map(|api| (api.slug(), WORDING_FILE));
    for (api, file) in apis.into_iter().chain(prose::EVENTS.map(|name| (name, EVENT_WORDING_FILE))) {
        let path = folder.join(file);
        if !path.exists() {
            continue;
        }
        let root = yaml::read(&path)?;
        let kind = |name: &str| -> BTreeMap<String, String> {
            let texts = root.get(api).and_then(|texts| texts.get(name)).and_then(Value::as_object);
            let texts = texts.into_iter().flatten();
            texts.map(|(name, text)| (name.clone(), prose::hash(&canonical::to_yaml(text)))).collect()
        };
        hashes.insert(api, ProseHashes { operations: kind("operations"), types: kind("types") });
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// Writes a hash of upstream's prose and a sentence of ours for each operation to a folder.
    fn say(folder: &TempDir, upstream: &[(&str, &str)], ours: &[(&str, &str)]) {
        let operations =
            upstream.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect();
        let words = ProseHashes { operations, types: BTreeMap::new() };
        fs::write(folder.path().join(prose::FILE), prose::render(&Hashes::from([("identity", words)])))
            .unwrap();
        let ours = ours.iter().map(|(name, text)| format!("    {name}: {{summary: {text}}}\n"));
        let text = format!("release: v1.19\nidentity:\n  operations:\n{}", ours.collect::<String>());
        fs::create_dir_all(folder.path().join("overlays")).unwrap();
        fs::write(folder.path().join("overlays").join(WORDING_FILE), text).unwrap();
    }

    fn stale(folder: &TempDir) -> Vec<String> {
        let record = Record::read(folder.path()).unwrap();
        record.write(folder.path()).unwrap();
        record.stale().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sentence_holds_until_upstream_rewords_and_again_once_it_is_rewritten() {
        let folder = TempDir::new().unwrap();
        let none = Vec::<String>::new();
        say(&folder, &[("a", "1"), ("b", "1"), ("c", "1")], &[("a", "One."), ("b", "One.")]);
        assert_eq!(stale(&folder), none);
        let reworded = [("a", "2"), ("b", "2"), ("c", "2")];
        say(&folder, &reworded, &[("a", "One."), ("b", "One.")]);
        assert_eq!(stale(&folder), ["identity/operations/a", "identity/operations/b"]);
        say(&folder, &reworded, &[("a", "Two."), ("b", "One."), ("c", "New.")]);
        assert_eq!(stale(&folder), ["identity/operations/b"]);
        let mut record = Record::read(folder.path()).unwrap();
        let one = record.stale().remove(0);
        record.hold(&one);
        record.write(folder.path()).unwrap();
        assert_eq!(stale(&folder), none);
    }

    #[test]
    fn a_release_there_and_back_leaves_the_record_as_it_was() {
        let folder = TempDir::new().unwrap();
        let ours = [("a", "One."), ("b", "One.")];
        let read = || fs::read_to_string(folder.path().join(RECORD)).unwrap();
        say(&folder, &[("a", "1"), ("b", "1")], &ours);
        stale(&folder);
        let before = read();
        say(&folder, &[("a", "0")], &ours);
        assert_eq!(stale(&folder), ["identity/operations/a"]);
        assert_eq!(read(), before);
        say(&folder, &[("a", "1"), ("b", "1")], &ours);
        assert_eq!((stale(&folder), read()), (Vec::new(), before));
    }
}
