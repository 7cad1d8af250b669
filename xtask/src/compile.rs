//! Compiles the code generated from a description.
//!
//! Cargo checks the root crate with all features but those of TLS, in a target folder that all such checks and programs share, so they
//! neither affect the builds of the project nor compile its dependencies again.

mod arguments;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

use crate::{input, project};

/// The maximum number of compiler errors to list.
const SHOWN: usize = 5;

/// The number of characters after which a line is truncated; generated lines can be long.
const MOST_LETTERS: usize = 160;

/// Compiles the description in a folder, with the overlays that a build uses for it.
pub fn folder(spec: &Path) -> Result<()> {
    let spec = spec.canonicalize().with_context(|| format!("cannot read {}", spec.display()))?;
    cargo(&spec)
}

/// Compiles a description that is not in place yet, with these overlays.
pub fn staged(staged: &Path, overlays: &Path) -> Result<()> {
    let target = target();
    fs::create_dir_all(&target).with_context(|| format!("cannot create {}", target.display()))?;
    let copy = TempDir::new_in(&target).context("cannot create a temporary folder in the target folder")?;
    let spec = copy.path().join("spec");
    copy_files(staged, &spec)?;
    copy_files(overlays, &spec.join("overlays"))?;
    cargo(&spec)
}

/// Returns the target folder of all programs that are compiled from a description, so they share the compiled dependencies.
pub fn target() -> PathBuf {
    project::target().join("spec-check")
}

/// Copies the plain files directly in a folder.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    let copy = || -> std::io::Result<()> {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let path = entry?.path();
            if path.is_file() {
                fs::write(to.join(path.file_name().unwrap_or_default()), input::read(&path)?)?;
            }
        }
        Ok(())
    };
    copy().with_context(|| format!("cannot copy {}", from.display()))
}

fn cargo(spec: &Path) -> Result<()> {
    let cargo = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let output = Command::new(cargo)
        .args(arguments::arguments(&project::root().join("Cargo.toml"), None))
        .env("CARGO_TARGET_DIR", target())
        .env("MATRIX_OPENAPI_SPEC", spec)
        .output()
        .context("cannot start cargo")?;
    if output.status.success() {
        return Ok(());
    }
    let errors = errors(&output);
    if errors.is_empty() {
        // Cargo did not start the compiler, or a build script failed.
        bail!("cargo cannot build the crate: {}", cargo_output(&output, spec));
    }
    let count = errors.len();
    let noun = if count == 1 { "error" } else { "errors" };
    let mut text = format!("the generated code does not compile, {count} {noun}:");
    for error in errors.iter().take(SHOWN) {
        let _ = write!(text, "\n  {error}");
    }
    if count > SHOWN {
        let _ = write!(text, "\n  and {} more", count - SHOWN);
    }
    bail!(text)
}

/// Returns the compiler's errors, each with its location in the generated file and the code there.
fn errors(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let of_compiler =
        |message: &Value| message.get("reason").is_some_and(|reason| reason == "compiler-message");
    messages.filter(of_compiler).filter_map(|message| error(message.get("message")?)).collect()
}

fn error(message: &Value) -> Option<String> {
    if message.get("level")? != "error" {
        return None;
    }
    // The last error only counts the others and has no location.
    let spans = message.get("spans")?.as_array()?;
    let span = spans.iter().find(|span| span.get("is_primary") == Some(&Value::Bool(true)))?;
    // Only the name of the file: the folder of a build differs each time.
    let file = Path::new(span.get("file_name")?.as_str()?).file_name()?.to_string_lossy().into_owned();
    let line = span.get("line_start")?.as_u64()?;
    let code = span.pointer("/text/0/text").and_then(Value::as_str).unwrap_or_default();
    Some(format!("{file}:{line}: {}: `{}`", shown(message.get("message")?.as_str()?), shown(code)))
}

/// Returns cargo's own output, without the paths of the description and of the project.
fn cargo_output(output: &Output, spec: &Path) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let folder = spec.display().to_string();
    let root = project::root().display().to_string();
    let lines: Vec<_> = text.lines().filter(|line| line.trim_start().starts_with("error")).collect();
    let lines = if lines.is_empty() { text.lines().collect() } else { lines };
    let lines = lines.into_iter().take(SHOWN).map(|line| {
        // The folder first, since the project may contain it.
        shown(&line.replace(&folder, "spec").replace(&format!("{root}/"), "").replace(&root, "."))
    });
    lines.collect::<Vec<_>>().join("\n  ")
}

/// Returns a line without control characters, truncated.
fn shown(text: &str) -> String {
    let line: String = text.trim().chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    match line.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
