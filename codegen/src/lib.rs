//! The generator of `matrix-openapi`: reads the vendored Matrix OpenAPI description (or an upstream
//! tree) and writes the Rust interface, in the stages load → overlay → lower → emit → shape.

pub mod build;
pub mod canonical;
pub mod description;
pub mod doc;
pub mod emit;
pub mod error;
pub mod json;
pub mod load;
pub mod lower;
pub mod model;
pub mod overlay;
pub mod query;
pub mod release;
pub mod rust_name;
pub mod shape;
pub mod trail;
pub mod wording;

pub use description::{Api, Description, Document, Origin};
pub use error::{Error, Result};
pub use release::Release;
pub use wording::Wording;

/// The Rust source of an API's module, from a document to which the overlays have been applied, documented by what
/// the document itself says.
pub fn generate(document: &Document, release: Release) -> Result<String> {
    generate_worded(document, release, &Wording::default())
}

/// The same, documented in the words of `wording` where the document has none.
pub fn generate_worded(document: &Document, release: Release, wording: &Wording) -> Result<String> {
    let mut lowered = lower::lower(document, release)?;
    wording.put(&mut lowered)?;
    // The emit stage knows the API alone, and the document which file that is.
    let emitted = emit::emit(&lowered).map_err(|error| document.explain(error.of(document)))?;
    let file = shape::shape(&lowered, emitted)?;
    let header =
        format!("// Written by the build of matrix-openapi from the Matrix specification {release}.\n\n");
    Ok(header + &prettyplease::unparse(&file))
}
