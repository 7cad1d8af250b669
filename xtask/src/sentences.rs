//! `cargo xtask sentences`: which of our sentences may no longer hold, since upstream has reworded what they speak of.
//!
//! `spec/sentences.yaml` has, for each operation and type that we have sentences on, the hash of upstream's words at
//! the time when ours were written, and the hash of ours. A sentence that is new or other than it was has been written
//! just now, on the ground of what is vendored, which `cargo xtask docs` takes down.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::load::yaml;
use matrix_openapi_codegen::wording::FILE as WORDING;
use matrix_openapi_codegen::{Api, canonical};
use serde_json::Value;

use crate::prose::{self, Hashes, Words};
use crate::{input, project};

/// The name of the file in the folder of the description.
pub const FILE: &str = "sentences.yaml";

/// Lists the sentences that may no longer hold, since upstream has reworded what they speak of.
#[derive(clap::Args)]
pub struct Args {
    /// Take down that the sentences on these operations and types hold all the same; of all that are listed if none
    /// is named.
    #[arg(long, value_name = "NAME", num_args = 0..)]
    hold: Option<Vec<String>>,
}

/// Lists them, or takes down that they hold.
pub fn run(args: &Args) -> Result<ExitCode> {
    let spec = project::spec();
    let mut record = Record::read(&spec)?;
    let stale = record.stale();
    let Some(hold) = &args.hold else {
        stale.iter().for_each(|one| println!("{one}"));
        println!("{} to look at", stale.len());
        return Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    };
    if let Some(unknown) = hold.iter().find(|name| !stale.iter().any(|one| one.name == **name)) {
        bail!("{unknown} is none of the names that `cargo xtask sentences` lists");
    }
    for one in stale.iter().filter(|one| hold.is_empty() || hold.contains(&one.name)) {
        record.hold(one);
    }
    record.write(&spec)?;
    Ok(ExitCode::SUCCESS)
}

/// Something whose ground has changed since our sentences on it were written.
#[derive(Debug, PartialEq, Eq)]
pub struct Stale {
    api: Api,
    kind: &'static str,
    name: String,
}

impl std::fmt::Display for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.api, self.kind, self.name)
    }
}

/// On which words of upstream which words of ours were written.
pub struct Record {
    /// The hashes of upstream's words and of ours.
    written: BTreeMap<Api, Pairs>,
    upstream: Hashes,
}

#[derive(Default)]
struct Pairs {
    operations: BTreeMap<String, (String, String)>,
    types: BTreeMap<String, (String, String)>,
}

impl Pairs {
    fn kind(&mut self, kind: &str) -> &mut BTreeMap<String, (String, String)> {
        if kind == "operations" { &mut self.operations } else { &mut self.types }
    }
}

impl Record {
    /// Reads what was taken down for a description, and adds what has been written since.
    pub fn read(spec: &Path) -> Result<Self> {
        let upstream = prose::read(spec)?.unwrap_or_default();
        let (former, ours) = (former(spec)?, ours(&spec.join("overlays").join(WORDING))?);
        let none = Words::default();
        let mut written: BTreeMap<Api, Pairs> = BTreeMap::new();
        for (api, ours) in &ours {
            let of = |hashes: &Hashes| hashes.get(api).unwrap_or(&none).clone();
            let (former, upstream) = (of(&former), of(&upstream));
            let kinds = former.kinds().into_iter().zip(ours.kinds()).zip(upstream.kinds());
            for (((kind, former), (_, ours)), (_, upstream)) in kinds {
                let pairs = written.entry(*api).or_default().kind(kind);
                for (name, sentence) in ours {
                    let known = former.get(name).and_then(|pair| pair.split_once(' '));
                    let ground = match known {
                        Some((ground, known)) if known == sentence => Some(ground.to_owned()),
                        _ => upstream.get(name).cloned(),
                    };
                    pairs.extend(ground.map(|ground| (name.clone(), (ground, sentence.clone()))));
                }
            }
        }
        Ok(Self { written, upstream })
    }

    /// What upstream has reworded since our sentences were written.
    pub fn stale(&self) -> Vec<Stale> {
        let mut stale = Vec::new();
        for (api, pairs) in &self.written {
            let Some(upstream) = self.upstream.get(api) else { continue };
            for ((kind, upstream), pairs) in
                upstream.kinds().into_iter().zip([&pairs.operations, &pairs.types])
            {
                let other = pairs
                    .iter()
                    .filter(|(name, (ground, _))| upstream.get(*name).is_some_and(|now| now != ground));
                stale.extend(other.map(|(name, _)| Stale { api: *api, kind, name: name.clone() }));
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

    /// Writes the record, and says whether it was another one.
    pub fn write(&self, spec: &Path) -> Result<bool> {
        let joined = |pairs: &BTreeMap<String, (String, String)>| {
            pairs.iter().map(|(name, (ground, own))| (name.clone(), format!("{ground} {own}"))).collect()
        };
        let hashes: Hashes = self
            .written
            .iter()
            .map(|(api, pairs)| {
                (*api, Words { operations: joined(&pairs.operations), types: joined(&pairs.types) })
            })
            .collect();
        let text = format!(
            "# Written by 'cargo xtask docs' and 'cargo xtask sentences'; do not edit. On which words of upstream which of\n\
             # our sentences were written, by hashes of both.\n{}",
            prose::to_yaml(&hashes)
        );
        let path = path(spec);
        if input::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(false);
        }
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(true)
    }
}

fn path(spec: &Path) -> PathBuf {
    spec.join(FILE)
}

fn former(spec: &Path) -> Result<Hashes> {
    let path = path(spec);
    if !path.exists() {
        return Ok(Hashes::new());
    }
    let name = path.display().to_string();
    let text = input::read_to_string(&path).with_context(|| format!("{name} is not readable"))?;
    prose::from_value(&name, &yaml::parse(&name, &text)?)
}

/// The hashes of our sentences, which are those of the file, since a release need not have all that they speak of.
fn ours(path: &Path) -> Result<Hashes> {
    let mut hashes = Hashes::new();
    if !path.exists() {
        return Ok(hashes);
    }
    let root = yaml::read(path)?;
    for api in Api::ALL {
        let kind = |name: &str| -> BTreeMap<String, String> {
            let texts = root.get(api.slug()).and_then(|texts| texts.get(name)).and_then(Value::as_object);
            let texts = texts.into_iter().flatten();
            texts.map(|(name, text)| (name.clone(), prose::hash(&canonical::to_yaml(text)))).collect()
        };
        hashes.insert(api, Words { operations: kind("operations"), types: kind("types") });
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// A folder in which upstream and we say something of operations, a hash or a sentence each.
    fn say(folder: &TempDir, upstream: &[(&str, &str)], ours: &[(&str, &str)]) {
        let operations =
            upstream.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect();
        let words = Words { operations, types: BTreeMap::new() };
        fs::write(folder.path().join(prose::FILE), prose::render(&Hashes::from([(Api::Identity, words)])))
            .unwrap();
        let ours = ours.iter().map(|(name, text)| format!("    {name}: {{summary: {text}}}\n"));
        let text = format!("release: v1.19\nidentity:\n  operations:\n{}", ours.collect::<String>());
        fs::create_dir_all(folder.path().join("overlays")).unwrap();
        fs::write(folder.path().join("overlays").join(WORDING), text).unwrap();
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
        let read = || fs::read_to_string(folder.path().join(FILE)).unwrap();
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
