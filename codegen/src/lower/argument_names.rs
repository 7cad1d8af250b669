//! The names of a call's arguments and setters, which must be distinct.

use crate::Result;
use crate::lower::ir::{Body, Field, Parameter, ParameterLocation};
use crate::lower::lowering::Lowering;
use crate::rust_name::{self, Clash};
use crate::sorted::SortedMap;

/// The names in use, each with its location in the request and its JSON pointer in the description.
type UsedNames = SortedMap<String, (Option<ParameterLocation>, String)>;

impl Lowering<'_> {
    /// Gives distinct names to the parameters and the fields of the body, because all are arguments and setters of one
    /// call. If two have the same name, the later one in the order path, query, headers, body gets its location as a
    /// prefix. Returns the Rust names of the body's fields by their names in JSON.
    pub(super) fn distinguish_arguments(
        &self,
        parameters: &mut [Parameter],
        body: Option<&Body>,
    ) -> Result<SortedMap<String, String>> {
        let mut taken = UsedNames::new();
        for parameter in parameters {
            let prefix = match parameter.location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::Header => "header",
            };
            let what = (Some(parameter.location), prefix, "the parameter");
            parameter.rust_name = self.free(
                &mut taken,
                what,
                &parameter.name,
                parameter.rust_name.clone(),
                &parameter.pointer,
            )?;
        }
        let fields = match body {
            Some(Body::Object(name)) => self.model.structs.get(name).map(|item| &item.fields),
            _ => None,
        };
        let named = |field: &Field| {
            let rust_name = rust_name::part(&field.rust_name);
            let rust_name =
                self.free(&mut taken, (None, "body", "the field"), &field.name, rust_name, &field.pointer)?;
            Ok((field.name.clone(), rust_name))
        };
        fields.into_iter().flatten().map(named).collect()
    }

    fn free(
        &self,
        taken: &mut UsedNames,
        (location, prefix, what): (Option<ParameterLocation>, &str, &str),
        name: &str,
        rust_name: String,
        pointer: &str,
    ) -> Result<String> {
        let elsewhere = taken.get(&rust_name).is_some_and(|(other, _)| *other != location);
        let rust_name =
            if elsewhere { format!("{prefix}_{}", rust_name.trim_end_matches('_')) } else { rust_name };
        if let Some((_, other)) = taken.get(&rust_name) {
            let instead = rust_name::spelt(name);
            return Err(Clash { what, name, rust_name: &rust_name, pointer, other, instead: &instead }
                .error(self.document));
        }
        taken.insert(rust_name.clone(), (location, pointer.to_owned()));
        Ok(rust_name)
    }
}
