//! Finds numbers in requests that are named like a duration and have no unit.
//!
//! Upstream says only in its text which numbers are milliseconds; an overlay marks them. This search finds unmarked
//! ones in a new release.

use heck::ToSnakeCase;
use matrix_openapi_codegen::Model;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Type, Unit};

/// The words at the end of names that suggest a duration.
const WORDS: [&str; 9] =
    ["age", "delay", "duration", "expiry", "interval", "lifetime", "ms", "timeout", "ttl"];

/// Returns a finding for each number that a setter or argument takes, is named like a duration and has no unit.
pub fn findings(model: &Model) -> Vec<String> {
    let documents = &model.description.documents;
    let apis = model.apis.values().filter_map(|model| Some((&documents.get(&model.api)?.file, model)));
    let findings = apis.flat_map(|(file, model)| {
        let numbers = model.operations.iter().flat_map(|operation| numbers(model, operation));
        let unknown =
            numbers.filter(|(name, ty, unit, _)| unit.is_none() && is_number(ty) && sounds_like_one(name));
        unknown.map(move |(name, _, _, pointer)| {
            format!(
                "{file}#{pointer}: `{name}` sounds like a duration and has no unit, so give it `x-unit` in \
                 spec/overlays/arguments.yaml, `none` if it is not a duration"
            )
        })
    });
    findings.collect()
}

type Number<'a> = (&'a str, &'a Type, Option<Unit>, &'a str);

/// Returns the parameters of an operation, and the fields of its body.
fn numbers<'a>(model: &'a ApiModel, operation: &'a Operation) -> impl Iterator<Item = Number<'a>> {
    let body = match &operation.body {
        Some(Body::Object(name)) => model.structs.get(name),
        _ => None,
    };
    let fields = body.into_iter().flat_map(|body| &body.fields);
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|one| (one.name.as_str(), &one.ty, one.unit, one.pointer.as_str()));
    parameters.chain(fields.map(|one| (one.name.as_str(), &one.ty, one.unit, one.pointer.as_str())))
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Unsigned | Type::Number)
}

fn sounds_like_one(name: &str) -> bool {
    let snake = name.to_snake_case();
    let last = snake.rsplit('_').next().unwrap_or_default();
    WORDS.contains(&last) || snake.starts_with("expires_in")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn names_tell_durations_from_times_and_counts() {
        for name in ["timeout", "timeout_ms", "maxLifetime", "expires_in", "expires_in_ms", "m.ttl"] {
            assert!(sounds_like_one(name), "{name}");
        }
        for name in ["ts", "limit", "expires_at", "page", "room_age_of", "minimum_valid_until_ts"] {
            assert!(!sounds_like_one(name), "{name}");
        }
    }

    #[test]
    fn every_duration_of_every_release_has_its_unit() {
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
