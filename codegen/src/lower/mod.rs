//! The lower stage: from OpenAPI 3.1 to the typed model, by named rules.

mod argument_names;
mod components;
mod coverage;
mod docs;
pub mod event_ir;
mod events;
pub mod ir;
#[cfg(any(feature = "mock", feature = "schemas"))]
pub mod json_schema;
mod keywords;
mod lowering;
mod marks;
mod merged_schema;
mod names;
mod operations;
mod paging;
mod rules;
mod schema;
mod secrets;
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
        let call = lowering.operation(operation)?;
        lowering.model.operations.push(call);
    }
    lowering.definitions()?;
    let operations = lowering.model.operations.iter().map(|call| &call.facts.pointer);
    let definitions = lowering.model.definitions.iter().map(|(place, _)| place);
    let roots: Vec<_> = operations.chain(definitions).cloned().collect();
    lowering.check_coverage(&roots)?;
    Ok(lowering.finish())
}
