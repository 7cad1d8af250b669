//! The lower stage: from OpenAPI 3.1 to the typed model, by named rules.

mod argument_names;
mod components;
mod coverage;
mod docs;
pub mod event_ir;
mod events;
pub mod ir;
mod keywords;
mod lowering;
mod marks;
pub(crate) mod merged_schema;
mod names;
mod operations;
mod paging;
mod rules;
mod schema;
pub mod usage;

use crate::lower::ir::ApiModel;
use crate::lower::lowering::Lowering;
use crate::{Document, Release, Result, model};

pub use events::{lower_edus, lower_events};
pub use paging::unmarked_paging;
pub use rules::Rule;

/// Lowers a document to which the overlays have been applied.
pub fn lower(document: &Document, release: Release) -> Result<ApiModel> {
    lower_unexplained(document, release).map_err(|error| document.explain(error))
}

fn lower_unexplained(document: &Document, release: Release) -> Result<ApiModel> {
    keywords::check(document)?;
    let operations = model::unexplained(document)?;
    let mut lowering = Lowering::new(document, release);
    for operation in operations {
        let operation = lowering.operation(operation)?;
        lowering.model.operations.push(operation);
    }
    lowering.definitions()?;
    let operations = lowering.model.operations.iter().map(|operation| &operation.facts.pointer);
    let definitions = lowering.model.definitions.iter().map(|(location, _)| location);
    let roots: Vec<_> = operations.chain(definitions).cloned().collect();
    lowering.check_coverage(&roots)?;
    Ok(lowering.finish())
}
