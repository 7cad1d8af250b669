//! Finds operations that look paged although no overlay says whether they are.

use matrix_openapi_codegen::Model;
use matrix_openapi_codegen::lower::unmarked_paging;

/// Returns a finding for each operation that looks paged and is not marked.
pub fn findings(model: &Model) -> Vec<String> {
    let documents = &model.description.documents;
    let apis = model.apis.values().filter_map(|model| Some((&documents.get(&model.api)?.file, model)));
    let findings = apis.flat_map(|(file, model)| {
        unmarked_paging(model).into_iter().map(move |(call, request, response)| {
            format!(
                "{file}#{}: {} takes `{request}` and responds with `{response}`, so give it `x-paging` in \
                 spec/overlays/paging.yaml, or `x-paging: false` if it is not paged",
                call.facts.pointer, call.facts.id
            )
        })
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn every_paged_operation_of_every_release_is_marked() {
        let mut specs = vec![project::spec()];
        if let Some(trees) = matrix_openapi_testing::spec_trees() {
            let names = ["v1.8", "v1.11", "v1.13", "v1.18", "v1.19", "main"].iter();
            specs.extend(names.map(|name| trees.join(name)).filter(|tree| tree.is_dir()));
        }
        for spec in specs {
            assert_eq!(findings(&project::model(Some(spec.clone())).unwrap()), [""; 0], "{}", spec.display());
        }
    }
}
