//! The operations of an API by group, with a page for each group.

use std::collections::BTreeMap;

use anyhow::Result;
use heck::ToKebabCase;
use matrix_openapi_codegen::emit::{Argument, call_arguments};
use matrix_openapi_codegen::lower::ir::{ApiModel, Operation};
use matrix_openapi_codegen::{Api, Model};

/// The pages of an API.
pub(super) struct Chapter<'a> {
    /// The API.
    pub(super) model: &'a ApiModel,
    /// The operations by the title of their page, sorted by their methods' names.
    pub(super) groups: BTreeMap<String, Vec<PageEntry>>,
}

/// An operation on a page.
pub(super) struct PageEntry {
    /// The operation.
    pub(super) operation: Operation,
    /// The arguments of its method and setters.
    pub(super) arguments: Vec<Argument>,
}

impl Chapter<'_> {
    /// Returns the API.
    pub(super) fn api(&self) -> Api {
        self.model.api
    }

    /// Returns the name of a group's file below `docs/`.
    pub(super) fn file(&self, group: &str) -> String {
        format!("{}/{}.md", self.api(), group.to_kebab_case())
    }
}

impl PageEntry {
    /// Returns the name of the method.
    pub(super) fn rust_name(&self) -> &str {
        &self.operation.facts.rust_name
    }
}

/// Returns the pages of all APIs.
pub(super) fn chapters(model: &Model) -> Result<Vec<Chapter<'_>>> {
    let apis = Api::ALL.iter().filter_map(|api| model.apis.get(api));
    let chapters = apis.map(|model| {
        let mut groups: BTreeMap<String, Vec<PageEntry>> = BTreeMap::new();
        for (operation, arguments) in model.operations.iter().zip(call_arguments(model)?) {
            let group = operation.facts.tags.first().map_or("Operations", String::as_str);
            groups
                .entry(group.to_owned())
                .or_default()
                .push(PageEntry { operation: operation.clone(), arguments });
        }
        groups
            .values_mut()
            .for_each(|group| group.sort_by(|one, other| one.rust_name().cmp(other.rust_name())));
        Ok(Chapter { model, groups })
    });
    chapters.collect()
}
