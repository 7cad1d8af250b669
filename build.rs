//! Generates the modules of the enabled APIs from the vendored description, or from `MATRIX_OPENAPI_SPEC`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use matrix_openapi_codegen::{Api, Project};

/// The values of `cfg(helper)` that enable handwritten methods, each with the operations of the client-server API that it calls. A
/// description without these operations builds without the methods.
const HELPERS: [(&str, &[&str]); 10] = [
    ("deactivate", &["deactivateAccount"]),
    ("discover", &["getVersions", "getWellknown"]),
    ("login", &["login"]),
    ("login_methods", &["getLoginFlows"]),
    ("logout", &["logout"]),
    ("oauth", &["getAuthMetadata", "getTokenOwner", "logout"]),
    ("refresh", &["refresh"]),
    ("register", &["register"]),
    ("restore", &["getTokenOwner"]),
    ("supports", &["getVersions"]),
];

/// Operations that tests call and that not every release has, as values of `cfg(operation)`.
const TESTED: [&str; 1] = ["getAuthMetadata"];

/// Whether the features of the crate include a helper; only one is behind a feature of its own.
fn is_on(helper: &str) -> bool {
    helper != "oauth" || env::var_os("CARGO_FEATURE_OAUTH").is_some()
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=MATRIX_OPENAPI_SPEC");
    println!("cargo::rerun-if-changed=build.rs");
    let (Some(root), Some(output)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR")) else {
        println!("cargo::error=CARGO_MANIFEST_DIR and OUT_DIR are not set; run the build script by cargo");
        return ExitCode::FAILURE;
    };
    let root = PathBuf::from(root);
    let enabled =
        |api: &Api| env::var_os(format!("CARGO_FEATURE_{}", api.module().to_ascii_uppercase())).is_some();
    let spec = env::var_os("MATRIX_OPENAPI_SPEC").map_or_else(|| root.join("spec"), PathBuf::from);
    let apis: Vec<Api> = Api::ALL.into_iter().filter(enabled).collect();
    match Project::new(spec, root.join("spec").join("overlays")).build(&apis, Path::new(&output)) {
        Ok(built) => {
            for input in built.inputs {
                println!("cargo::rerun-if-changed={}", input.display());
            }
            for (helper, operations) in HELPERS {
                println!("cargo::rustc-check-cfg=cfg(helper, values({helper:?}))");
                if operations.iter().all(|id| built.operations.contains(*id)) && is_on(helper) {
                    println!("cargo::rustc-cfg=helper={helper:?}");
                }
            }
            for operation in TESTED {
                println!("cargo::rustc-check-cfg=cfg(operation, values({operation:?}))");
                if built.operations.contains(operation) {
                    println!("cargo::rustc-cfg=operation={operation:?}");
                }
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("cargo::error={error}");
            for line in error.correction().into_iter().flat_map(str::lines) {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}
