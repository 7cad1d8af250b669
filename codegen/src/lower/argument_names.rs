//! The names of a call's arguments and setters, which must be distinct.

use crate::Result;
use crate::lower::ir::{Body, Field, Parameter, ParameterLocation};
use crate::lower::lowering::Lowering;
use crate::rust_name::{self, Clash};
use crate::sorted::SortedMap;

/// The names in use, each with its location in the request and its JSON pointer in the description.
type Taken = SortedMap<String, (Option<ParameterLocation>, String)>;

impl Lowering<'_> {
    /// Gives distinct names to the parameters and the fields of the body, because all are arguments and setters of one
    /// call. If two have the same name, the later one in the order path, query, headers, body gets its location as a
    /// prefix. Returns the Rust names of the body's fields by their names in JSON.
    pub(super) fn distinguish_arguments(
        &self,
        parameters: &mut [Parameter],
        body: Option<&Body>,
    ) -> Result<SortedMap<String, String>> {
        let mut taken = Taken::new();
        for parameter in parameters {
            let place = match parameter.location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::Header => "header",
            };
            let what = (Some(parameter.location), place, "the parameter");
            parameter.rust =
                self.free(&mut taken, what, &parameter.name, parameter.rust.clone(), &parameter.pointer)?;
        }
        let fields = match body {
            Some(Body::Object(name)) => self.model.structs.get(name).map(|item| &item.fields),
            _ => None,
        };
        let named = |field: &Field| {
            let rust = rust_name::part(&field.rust);
            let rust =
                self.free(&mut taken, (None, "body", "the field"), &field.name, rust, &field.pointer)?;
            Ok((field.name.clone(), rust))
        };
        fields.into_iter().flatten().map(named).collect()
    }

    fn free(
        &self,
        taken: &mut Taken,
        (place, prefix, what): (Option<ParameterLocation>, &str, &str),
        name: &str,
        rust: String,
        pointer: &str,
    ) -> Result<String> {
        let elsewhere = taken.get(&rust).is_some_and(|(other, _)| *other != place);
        let rust = if elsewhere { format!("{prefix}_{}", rust.trim_end_matches('_')) } else { rust };
        if let Some((_, other)) = taken.get(&rust) {
            let instead = rust_name::spelt(name);
            return Err(
                Clash { what, name, rust: &rust, pointer, other, instead: &instead }.error(self.document)
            );
        }
        taken.insert(rust.clone(), (place, pointer.to_owned()));
        Ok(rust)
    }
}
