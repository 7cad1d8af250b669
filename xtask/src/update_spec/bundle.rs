//! The bundles on the site of the specification: one `api.json` for each API, with all references resolved.
//!
//! They lack only the names of an upstream tree's definitions, so a tree is the better source. A set of bundles becomes a
//! tree of one file per API, which is imported like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use matrix_openapi_codegen::{Api, Release};
use reqwest::Url;
use serde_json::{Value, json};

use super::fetch::{Downloaded, Downloads};
use crate::{canonical, input};

/// The pointer to the prefix of all paths in an upstream file.
const PREFIX: &str = "/servers/0/variables/basePath/default";

/// The bundles of all five APIs.
pub struct Bundles {
    files: BTreeMap<Api, PathBuf>,
}

/// A tree made of bundles.
pub struct BundleTree {
    /// The folder that holds `data`.
    pub folder: PathBuf,
    /// The version of the bundles, such as `v1.19` or `unstable`.
    pub version: String,
}

impl Bundles {
    /// Downloads the bundles below a URL; `None` if there are none.
    pub fn download(root: &Url, downloads: &Downloads, into: &Path) -> Result<Option<Self>> {
        let mut files = BTreeMap::new();
        for api in Api::ALL {
            let path = into.join(format!("{}.json", api.site_folder()));
            if let Downloaded::File = downloads.save(&below(root, api)?, &path)? {
                files.insert(api, path);
            }
        }
        Self::whole(files)
    }

    /// Finds the bundles in a folder; `None` if there are none.
    pub fn find(folder: &Path) -> Result<Option<Self>> {
        let mut files = BTreeMap::new();
        for api in Api::ALL {
            let name = api.site_folder();
            let candidates = [folder.join(name).join("api.json"), folder.join(format!("{name}.json"))];
            if let Some(path) = candidates.into_iter().find(|path| path.is_file()) {
                files.insert(api, path);
            }
        }
        Self::whole(files)
    }

    /// Finds the bundles beside a file that is one of them.
    pub fn around(file: &Path) -> Result<Self> {
        let file = file.canonicalize().with_context(|| format!("cannot read {}", file.display()))?;
        for folder in file.ancestors().skip(1).take(2) {
            let found = Self::find(folder)?;
            if let Some(bundles) = found.filter(|found| found.files.values().any(|one| *one == file)) {
                return Ok(bundles);
            }
        }
        Err(alone(&file.display().to_string()))
    }

    /// Returns the URL of the folder above a bundle, if this is the URL of one.
    pub fn root(address: &Url) -> Option<Url> {
        let mut segments = address.path_segments()?.rev();
        let (file, folder) = (segments.next()?, segments.next()?);
        if file != "api.json" || !Api::ALL.iter().any(|api| api.site_folder() == folder) {
            return None;
        }
        let mut root = address.clone();
        root.path_segments_mut().ok()?.pop().pop();
        Some(root)
    }

    /// Requires all five bundles, since a missing API would lose all its operations.
    fn whole(files: BTreeMap<Api, PathBuf>) -> Result<Option<Self>> {
        let missing: Vec<_> = Api::ALL.into_iter().filter(|api| !files.contains_key(api)).collect();
        if missing.len() == Api::ALL.len() {
            return Ok(None);
        }
        if !missing.is_empty() {
            let names: Vec<_> = missing.iter().map(|api| format!("{}/api.json", api.site_folder())).collect();
            bail!("the bundles of all five APIs are required, and there is no {}", names.join(" and no "));
        }
        Ok(Some(Self { files }))
    }

    /// Returns the files, each with its name on the site.
    pub fn inputs(&self) -> impl Iterator<Item = (String, &Path)> {
        self.files.iter().map(|(api, path)| (format!("{}/api.json", api.site_folder()), path.as_path()))
    }

    /// Writes a tree with the content of the bundles.
    pub fn to_tree(&self, into: &Path) -> Result<BundleTree> {
        let mut roots = BTreeMap::new();
        for (api, path) in &self.files {
            roots.insert(
                *api,
                read(path).with_context(|| format!("cannot use {}/api.json", api.site_folder()))?,
            );
        }
        let version = version(&roots)?;
        // The folder is named after the release, which the files may not mention. No other text of theirs may name a folder.
        let name =
            version.parse::<Release>().map_or_else(|_| "bundles".to_owned(), |release| release.to_string());
        let folder = into.join(name);
        for (api, root) in &roots {
            let target = folder.join("data").join("api").join(api.slug());
            let write = || {
                fs::create_dir_all(&target)?;
                fs::write(target.join("api.yaml"), canonical::to_yaml(root))
            };
            write().with_context(|| format!("cannot write {}", target.display()))?;
        }
        Ok(BundleTree { folder, version })
    }
}

/// Returns the error for one bundle without the others.
pub fn alone(name: &str) -> anyhow::Error {
    anyhow!(
        "{name} is the bundle of one API, and those of all five are required: give the folder or URL above {}/api.json",
        Api::ClientServer.site_folder()
    )
}

fn below(root: &Url, api: Api) -> Result<Url> {
    let mut address = root.clone();
    let mut segments = address.path_segments_mut().map_err(|()| anyhow!("the URL has no path"))?;
    segments.pop_if_empty().extend([api.site_folder(), "api.json"]);
    drop(segments);
    Ok(address)
}

/// Converts a bundle to an upstream file, which has the prefix of its paths apart.
fn read(path: &Path) -> Result<Value> {
    let bytes = input::read(path)?;
    let text = std::str::from_utf8(&bytes).context("not text in UTF-8")?;
    let mut root =
        matrix_openapi_codegen::json::parse(text.trim_start_matches('\u{feff}')).context("not valid JSON")?;
    if !root.pointer(PREFIX).is_some_and(Value::is_string)
        && let Some(members) = root.as_object_mut()
    {
        let prefix = json!([{ "url": "https://{basePath}", "variables": { "basePath": { "default": "" } } }]);
        members.insert("servers".to_owned(), prefix);
    }
    Ok(root)
}

/// Returns the version of all the bundles.
fn version(roots: &BTreeMap<Api, Value>) -> Result<String> {
    let version = |root: &Value| {
        let version = root.pointer("/info/version").and_then(Value::as_str).unwrap_or_default();
        // The site has written it both ways.
        if version.starts_with(|first: char| first.is_ascii_digit()) {
            format!("v{version}")
        } else {
            version.to_owned()
        }
    };
    let all: BTreeMap<_, _> = roots.iter().map(|(api, root)| (api, version(root))).collect();
    let different: BTreeSet<_> = all.values().collect();
    if different.len() > 1 {
        let list: Vec<_> = all.iter().map(|(api, version)| format!("{api} of `{version}`")).collect();
        bail!("the bundles are not of one release: {}", list.join(", "));
    }
    Ok(different.into_iter().next().cloned().unwrap_or_default())
}
