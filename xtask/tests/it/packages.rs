//! The published packages: their files, the compiler that they need, and a program built from them alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::GzDecoder;
use serde_json::Value;
use tempfile::TempDir;

use crate::vendored::{counts, repository};

/// The published packages, each after those that it depends on.
const PACKAGES: [&str; 3] = ["matrix-openapi-core", "matrix-openapi-codegen", "matrix-openapi"];

/// The size limit of registries for a package, in bytes.
const MOST_BYTES: u64 = 10 << 20;

/// Runs cargo in a folder, without the network, and returns its output.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO")).current_dir(folder).args(arguments).arg("--offline").output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The packages, unpacked into a folder that is removed at the end.
struct Packages {
    folder: TempDir,
    version: String,
}

impl Packages {
    fn unpack() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        let mut arguments = vec!["package", "--quiet", "--no-verify", "--allow-dirty", "--target-dir"];
        arguments.push(target.to_str().unwrap());
        arguments.extend(PACKAGES.iter().flat_map(|name| ["-p", name]));
        cargo(&repository(), &arguments);
        let packages = Self { version: version(), folder };
        for name in PACKAGES {
            let file = target.join("package").join(format!("{name}-{}.crate", packages.version));
            assert!(fs::metadata(&file).unwrap().len() < MOST_BYTES, "{name} is too large for a registry");
            let content = GzDecoder::new(fs::File::open(&file).unwrap());
            tar::Archive::new(content).unpack(packages.folder.path()).unwrap();
        }
        packages
    }

    /// Returns the folder of a package.
    fn of(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}-{}", self.version))
    }

    /// Returns the files of a package, by their paths in it.
    fn files(&self, name: &str) -> BTreeSet<String> {
        let root = self.of(name);
        let mut folders = vec![root.clone()];
        let mut files = BTreeSet::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        files
    }
}

/// Returns the facts that cargo knows about this workspace and its dependencies, with all features.
fn metadata() -> Value {
    let about = cargo(&repository(), &["-vV"]);
    // The dependencies of other systems are not available without the network.
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--format-version", "1", "--all-features", "--filter-platform", host];
    serde_json::from_str(&cargo(&repository(), &arguments)).unwrap()
}

/// Returns the version of all packages.
fn version() -> String {
    let manifest: toml::Table =
        toml::from_str(&fs::read_to_string(repository().join("Cargo.toml")).unwrap()).unwrap();
    manifest["workspace"]["package"]["version"].as_str().unwrap().to_owned()
}

/// Parses a version such as `1.88` or `1.88.1` for comparisons.
fn parts(version: &str) -> Vec<u64> {
    let mut parts: Vec<u64> = version.split('.').map(|part| part.parse().unwrap()).collect();
    parts.resize(3, 0);
    parts
}

#[test]
fn packages_have_what_programs_and_registries_need() {
    let packages = Packages::unpack();
    for name in PACKAGES {
        let files = packages.files(name);
        for needed in ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "src/lib.rs", "Cargo.toml"] {
            assert!(files.contains(needed), "{name} has no {needed}");
        }
        let manifest = fs::read_to_string(packages.of(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = toml::from_str(&manifest).unwrap();
        for needed in ["description", "license", "rust-version", "readme", "keywords", "categories"] {
            assert!(manifest["package"].get(needed).is_some(), "{name} has no {needed}");
        }
        let unwanted = |file: &&String| file.starts_with("tests/") || file.starts_with("target/");
        assert_eq!(files.iter().find(unwanted), None, "{name}");
    }
    // Everything that build.rs and rustdoc read.
    let files = packages.files("matrix-openapi");
    assert!(files.contains("docs/rustdoc.rs"));
    for folder in ["spec", "spec/overlays"] {
        for entry in fs::read_dir(repository().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let file = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
                assert!(files.contains(&file), "matrix-openapi has no {file}");
            }
        }
    }
    assert!(files.contains("NOTICE"), "the notice on the description is missing");
}

#[test]
fn no_dependency_needs_a_newer_compiler() {
    let metadata = metadata();
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (package["id"].as_str().unwrap(), package))
        .collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    let ours = |id: &&&str| PACKAGES.contains(&packages[**id]["name"].as_str().unwrap());
    let mut waiting: Vec<&str> = packages.keys().filter(ours).copied().collect();
    let own = parts(packages[waiting[0]]["rust_version"].as_str().unwrap());
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let package = packages[id];
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(
                parts(needed) <= own,
                "{} needs Rust {needed}, this workspace says {own:?}",
                package["name"]
            );
        }
        for dependency in nodes[id]["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                waiting.push(dependency["pkg"].as_str().unwrap());
            }
        }
    }
    assert!(seen.len() > PACKAGES.len());
}

/// Uses each API, the events and the features that generate code, so all of the description must be in the package.
const PROGRAM: &str = r#"
#[allow(dead_code, unused)]
mod guide;

use matrix_openapi::client_server::Client;
use matrix_openapi::events::{EVENTS, RoomMessage};
use matrix_openapi::mock::Homeserver;
use matrix_openapi::oauth::ClientMetadata;
use matrix_openapi::server::Router;
use matrix_openapi::{application_service, client_server, identity, push_gateway, schemas, server_server};

fn main() -> Result<(), matrix_openapi::Error> {
    let client = Client::builder("https://matrix.example.org").build()?;
    let _unsent = client.send("!room:example.org", &RoomMessage::text("hello"));
    let _unused = (Router::new(), Homeserver::start(), ClientMetadata::native("https://example.org", "program"));
    let _unused = schemas::request(&client_server::OPERATIONS[0], &mut schemars::SchemaGenerator::default());
    for table in [
        client_server::OPERATIONS,
        server_server::OPERATIONS,
        application_service::OPERATIONS,
        identity::OPERATIONS,
        push_gateway::OPERATIONS,
    ] {
        println!("{}", table.len());
    }
    assert!(!EVENTS.is_empty());
    Ok(())
}
"#;

/// The dependencies that README and the pages of the guide name; `tokio` has the features in README.
const DEPENDENCIES: &str = r#"
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
schemars = { version = "1", default-features = false }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[dependencies.matrix-openapi]
features = [
    "server-server", "application-service", "identity", "push-gateway", "server", "mock", "schemars", "oauth",
]
"#;

/// Returns the programs of README and of the pages of the guide, each as a function of a module.
fn guide(package: &Path) -> String {
    let pages = fs::read_dir(package.join("docs/guide")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = pages.chain([package.join("README.md")]).collect();
    pages.sort();
    let mut module = String::new();
    let mut count = 0;
    for page in pages {
        let mut is_program = false;
        for line in fs::read_to_string(&page).unwrap().lines() {
            match line {
                "```" if is_program => {
                    is_program = false;
                    module.push_str("}\n");
                }
                _ if line.starts_with("```rust") => {
                    is_program = true;
                    count += 1;
                    module.push_str(&format!("// {}\nfn program_{count}() {{\n", page.display()));
                }
                // A line that rustdoc hides.
                _ if is_program => module.push_str(&format!("{}\n", line.strip_prefix("# ").unwrap_or(line))),
                _ => {}
            }
        }
    }
    assert!(count > 20, "{count} programs in the guide");
    module
}

#[test]
#[ignore = "compiles all dependencies; .ci/run includes it"]
fn a_program_builds_from_the_packages_alone() {
    let packages = Packages::unpack();
    let program = packages.folder.path().join("program");
    fs::create_dir_all(program.join("src")).unwrap();
    fs::write(program.join("src/main.rs"), PROGRAM).unwrap();
    fs::write(program.join("src/guide.rs"), guide(&packages.of("matrix-openapi"))).unwrap();
    let patches: String =
        PACKAGES.iter().map(|name| format!("{name} = {{ path = {:?} }}\n", packages.of(name))).collect();
    let manifest = format!(
        "[workspace]\n[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]{DEPENDENCIES}version = \"={}\"\n\
         [profile.dev]\ndebug = false\n[patch.crates-io]\n{patches}",
        packages.version
    );
    fs::write(program.join("Cargo.toml"), manifest).unwrap();
    // The versions that are available without the network.
    fs::copy(repository().join("Cargo.lock"), program.join("Cargo.lock")).unwrap();
    let target = repository().join("target/packages");
    let printed = cargo(&program, &["run", "--quiet", "--target-dir", target.to_str().unwrap()]);
    let printed: Vec<usize> = printed.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(printed, counts());
}
