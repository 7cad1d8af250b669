//! The arguments with which cargo compiles the library from another description.

use std::path::Path;

use toml::Table;

/// The features that are left out: no generated code depends on them, and libraries for TLS take long to compile.
const LEFT_OUT: [&str; 3] = ["default", "native-tls", "rustls"];

/// Returns the arguments for the package of a manifest, with these features, or with all that generated code depends on.
///
/// The generator and its dependencies are not optimised, unlike in the profile `dev`, since the generator runs only once here.
/// Without debug information, programs that are compiled in the same target folder use the same dependencies.
pub fn arguments(manifest: &Path, features: Option<&str>) -> Vec<String> {
    // Cargo reports a manifest that cannot be read.
    let table: Table =
        std::fs::read_to_string(manifest).ok().and_then(|text| text.parse().ok()).unwrap_or_default();
    let all: Vec<&str> = names(&table, &["features"]).filter(|name| !LEFT_OUT.contains(name)).collect();
    let features = features.map_or_else(|| all.join(","), str::to_owned);
    let mut arguments: Vec<String> =
        ["check", "--quiet", "--lib", "--message-format", "json", "--no-default-features", "--manifest-path"]
            .map(str::to_owned)
            .into();
    arguments.extend([manifest.display().to_string(), "--features".to_owned(), features]);
    let optimised = names(&table, &["profile", "dev", "package"]).filter(|package| *package != "*");
    let profile = optimised.map(|package| format!("profile.dev.package.{package}.opt-level=0"));
    for setting in profile.chain(["profile.dev.debug=false".to_owned()]) {
        arguments.extend(["--config".to_owned(), setting]);
    }
    arguments
}

/// Returns the keys of the nested table at a path.
fn names<'a>(table: &'a Table, path: &[&str]) -> impl Iterator<Item = &'a str> {
    let inner = path.iter().try_fold(table, |table, name| table.get(*name)?.as_table());
    inner.into_iter().flat_map(|table| table.keys().map(String::as_str))
}
