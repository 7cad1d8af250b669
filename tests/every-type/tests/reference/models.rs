//! The models of the vendored description.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use matrix_openapi_codegen::lower::ir::ApiModel;
use matrix_openapi_codegen::{Project, lower};

/// The models of the APIs, by name.
pub static MODELS: LazyLock<BTreeMap<&str, ApiModel>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let description = Project::new(root.join("spec"), root.join("spec/overlays")).description().unwrap();
    let release = description.release;
    let lowered = |document| lower::lower(document, release).unwrap();
    description.documents.iter().map(|(api, document)| (api.slug(), lowered(document))).collect()
});
