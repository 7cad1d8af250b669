//! The surface of an API: the public interface of its generated module as sorted text, one item a line.
//!
//! It comes from the syntax tree that the build writes out, so it lists exactly the items that users can name.
//! Macros are expanded.

mod expand;
mod item;
mod read;
mod tree;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::{Generated, Generator, Model, Module, Release};

use crate::{input, project};

pub use item::{Form, Item, Namespace, Openness, Signature};

/// The folder of the surfaces, in that of the description.
pub const FOLDER: &str = "surface";

/// Writes the public interface of the generated code as text, as `update-spec` does.
#[derive(clap::Args)]
pub struct SurfaceArgs {
    /// The folder of the vendored description [default: spec/ of this repository].
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Writes the surfaces of a vendored folder.
pub fn run(args: &SurfaceArgs) -> Result<ExitCode> {
    let spec = args.spec.clone().unwrap_or_else(project::spec);
    let model = project::model(Some(spec.clone()))?;
    for file in write(&spec, model.description.release, &all(&model)?)? {
        println!("{}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The surfaces of a description by module; without events it has none of their module.
pub type Surfaces = BTreeMap<Module, BTreeSet<Item>>;

/// Generates all modules and returns their surfaces.
pub fn all(model: &Model) -> Result<Surfaces> {
    Generator::new(model)
        .all()
        .map(|generated| {
            let generated = generated?;
            Ok((generated.module, of(&generated)?))
        })
        .collect()
}

/// Returns the surface of a generated module.
pub fn of(generated: &Generated) -> Result<BTreeSet<Item>> {
    let module = generated.module;
    read::items(&generated.syntax, module.name()).with_context(|| format!("the generated code of {module}"))
}

/// Writes surfaces into the folder of their description, removes those of other modules, and returns the files that changed.
pub fn write(spec: &Path, release: Release, surfaces: &Surfaces) -> Result<Vec<PathBuf>> {
    let folder = spec.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut written = Vec::new();
    for (path, text) in files(spec, release, surfaces) {
        if input::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
            written.push(path);
        }
    }
    for path in leftover(spec, surfaces) {
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        written.push(path);
    }
    Ok(written)
}

/// Returns the files in a folder that differ from the surfaces of its description, one sentence each.
pub fn stale(spec: &Path, release: Release, surfaces: &Surfaces) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, expected) in files(spec, release, surfaces) {
        let finding = match input::read_to_string(&path) {
            Ok(text) if text == expected => continue,
            Ok(text) => {
                let same = text.lines().zip(expected.lines()).take_while(|(one, other)| one == other).count();
                format!("{}:{}: differs from the generated interface", path.display(), same + 1)
            }
            Err(error) => format!("{}: cannot be read: {error}", path.display()),
        };
        findings.push(finding);
    }
    let left = leftover(spec, surfaces);
    findings.extend(left.map(|path| format!("{}: of a module that is no longer generated", path.display())));
    findings
}

/// Reads the surfaces in a folder; `None` if it has none.
pub fn read(spec: &Path) -> Result<Option<Surfaces>> {
    let mut surfaces = BTreeMap::new();
    for module in Module::all() {
        let path = file(spec, module);
        match path.is_file() {
            true => {}
            // Not every description has events.
            false if !matches!(module, Module::Api(_)) => continue,
            false => return Ok(None),
        }
        let text = input::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut items = BTreeSet::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            match Item::parse(line) {
                Some(item) => drop(items.insert(item)),
                None => bail!(
                    "{}:{}: not a line of a surface; run `cargo xtask surface`",
                    path.display(),
                    index + 1
                ),
            }
        }
        surfaces.insert(module, items);
    }
    Ok(Some(surfaces))
}

/// Returns the files of modules that have no surface: a description may have no events.
fn leftover(spec: &Path, surfaces: &Surfaces) -> impl Iterator<Item = PathBuf> {
    let others = Module::all().filter(|module| !surfaces.contains_key(module));
    others.map(|module| file(spec, module)).filter(|path| path.is_file())
}

fn files(spec: &Path, release: Release, surfaces: &Surfaces) -> BTreeMap<PathBuf, String> {
    surfaces.iter().map(|(module, items)| (file(spec, *module), text(items, *module, release))).collect()
}

fn file(spec: &Path, module: Module) -> PathBuf {
    spec.join(FOLDER).join(format!("{module}.txt"))
}

/// Returns the text of a surface: its lines, sorted by their bytes.
fn text(items: &BTreeSet<Item>, module: Module, release: Release) -> String {
    let mut lines: Vec<_> = items.iter().map(Item::to_string).collect();
    lines.sort_unstable();
    let mut text = String::new();
    let path = module.path();
    let with = match module {
        Module::Server(_) => " with the feature `server`",
        Module::Mock(_) => " with the feature `mock`",
        Module::Api(_) | Module::Events | Module::Edus => "",
    };
    let _ = writeln!(
        text,
        "# Written by 'cargo xtask update-spec' and 'cargo xtask surface': the public interface of `matrix_openapi::{path}`{with}, of Matrix {release}."
    );
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    text
}

#[cfg(test)]
mod tests;
