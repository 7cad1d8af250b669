//! The documentation of generated items: a sentence, the facts, and the link into the official specification.

use std::collections::{BTreeMap, BTreeSet};

use crate::lower::ir::{ApiModel, Doc, Enumeration, Field, Operation, Parameter, ParameterLocation, Type};
use crate::lower::usage::{Role, Usage};
use crate::model::{Authentication, OperationFacts};
use crate::{Api, Release};

pub mod inert;
mod noun;

pub use inert::{code, plain};

use inert::Pages;

/// The uses of each type of an API.
pub type Uses<'a> = BTreeMap<&'a str, Vec<Usage>>;

/// The root of the official specification.
const SPECIFICATION: &str = "https://spec.matrix.org";

/// Where the official specification describes an operation: the anchor is made of the method and the path.
pub fn operation_link(api: Api, release: Release, method: &str, path: &str) -> String {
    let kept = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    let anchor: String = path.to_ascii_lowercase().chars().filter(kept).collect();
    format!("{SPECIFICATION}/{release}/{}/#{}{anchor}", api.site_folder(), method.to_ascii_lowercase())
}

/// The documentation of a method of the client: what it does, what it takes, the facts, and where it is specified.
pub fn operation(model: &ApiModel, call: &Operation, arguments: &[(String, String)]) -> String {
    let operation = &call.facts;
    let mut paragraphs = Vec::from([summary(model, call)]);
    paragraphs.extend(description(model, call));
    if !arguments.is_empty() {
        let list = arguments.iter().map(|(name, text)| inert::behind(&format!("- `{name}`:"), text));
        paragraphs.push(format!("# Arguments\n\n{}", list.collect::<Vec<_>>().join("\n")));
    }
    paragraphs.push(format!("# Request\n\n{}", facts(operation)));
    paragraphs.push(format!("[Specification]({})", link(model, call)));
    paragraphs.join("\n\n")
}

/// The documentation of the builder that a method gives, which leaves the rest to the method's.
pub fn builder(model: &ApiModel, call: &Operation) -> String {
    let name = &call.facts.rust;
    let summary = summary(model, call);
    format!(
        "{summary}\n\nMade by [`Client::{name}`](super::Client::{name}); [specification]({}).",
        link(model, call)
    )
}

/// The sentence that says what an operation does.
pub fn summary(model: &ApiModel, call: &Operation) -> String {
    let OperationFacts { summary, method, path, .. } = &call.facts;
    match summary.as_deref().map(|text| inert::sentence(text, &pages(model))).filter(|text| !text.is_empty())
    {
        Some(summary) => format!("{}.", summary.trim_end_matches('.')),
        None => format!("{}.", code(&format!("{method} {path}"))),
    }
}

/// The sentences that say more about an operation, if there are any.
pub fn description(model: &ApiModel, call: &Operation) -> Option<String> {
    call.facts.description.as_deref().map(|text| prose(model, text)).filter(|text| !text.is_empty())
}

/// The facts of the request as sentences: method and path, authentication, rate limit, error statuses, release.
fn facts(operation: &OperationFacts) -> String {
    let mut facts = vec![
        format!("{}.", code(&format!("{} {}", operation.method, operation.path))),
        authentication(operation),
    ];
    if operation.rate_limited {
        facts.push("Rate-limited.".to_owned());
    }
    if !operation.errors.is_empty() {
        facts.push(format!("Error statuses: {}.", plain(&operation.errors.join(", "))));
    }
    facts.extend(operation.added.as_ref().map(|release| format!("Added in Matrix {}.", plain(release))));
    if operation.deprecated {
        facts.push("Deprecated by the specification.".to_owned());
    }
    facts.join(" ")
}

/// The credentials that an operation takes, as a sentence.
pub fn authentication(operation: &OperationFacts) -> String {
    let Authentication { required, schemes } = &operation.authentication;
    let names: Vec<_> = schemes.iter().map(|scheme| code(scheme)).collect();
    match (schemes.is_empty(), required) {
        (true, _) => "Authentication: none.".to_owned(),
        (false, true) => format!("Authentication: required ({}).", names.join(", ")),
        (false, false) => format!("Authentication: optional ({}).", names.join(", ")),
    }
}

/// Where the official specification describes the operation of a call.
pub fn link(model: &ApiModel, call: &Operation) -> String {
    operation_link(model.api, model.release, &call.facts.method, &call.facts.path)
}

/// The documentation of a type: its wording, or else what the facts say, and where it is used and specified.
pub fn type_item(model: &ApiModel, uses: &Uses<'_>, name: &str, doc: &Doc) -> String {
    let used = uses.get(name).and_then(|uses| used(model, uses));
    match (&doc.text, used) {
        (Some(_), Some(used)) => format!("{}\n\n{used}", item(model, doc, "")),
        (None, Some(used)) => item(model, doc, &used),
        (_, None) => item(model, doc, &format!("`{name}`, which no operation sends or receives on its own.")),
    }
}

/// The documentation of a value of an enumeration.
pub fn value_item(model: &ApiModel, item: &Enumeration, value: &str) -> String {
    match item.value_docs.get(value) {
        Some(text) => prose(model, text),
        None if value.is_empty() => "The empty string.".to_owned(),
        None => format!("{}.", code(value)),
    }
}

/// The documentation of a parameter, whether as an argument or as a setter.
pub fn parameter(model: &ApiModel, parameter: &Parameter) -> String {
    let place = match parameter.location {
        ParameterLocation::Path => " in the path",
        ParameterLocation::Query => " in the query",
        ParameterLocation::Header => " in the headers",
    };
    let Parameter { name, required, ty, doc, .. } = parameter;
    value(model, doc, &format!("{}{place}", code(name)), ty, *required)
}

/// The documentation of a member, whether as a field, an argument or a setter.
pub fn member(model: &ApiModel, field: &Field) -> String {
    value(model, &field.doc, &code(&field.name), &field.ty, field.required)
}

/// The wording of a value, or else what its type is called.
pub fn text(model: &ApiModel, doc: &Doc, ty: &Type) -> String {
    let text = doc.text.as_deref().map(|text| prose(model, text));
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| sentence(ty))
}

/// The name of the type's values, as a sentence.
fn sentence(ty: &Type) -> String {
    let noun = noun::one(ty);
    let first = noun.chars().next().into_iter().flat_map(char::to_uppercase);
    first.chain(noun.chars().skip(1)).chain(['.']).collect()
}

/// The documentation of an argument of a method, which stands behind its name.
pub fn argument(model: &ApiModel, doc: &Doc, ty: &Type) -> String {
    item(model, doc, &sentence(ty))
}

/// The wording of a value, or else a sentence of its name, type and limits.
fn value(model: &ApiModel, doc: &Doc, name: &str, ty: &Type, required: bool) -> String {
    if doc.text.is_some() {
        return item(model, doc, "");
    }
    let mut parts = vec![noun::one(ty)];
    parts.extend(doc.limits.iter().cloned());
    if !required {
        parts.push("optional".to_owned());
    }
    let told = Doc { limits: Vec::new(), ..doc.clone() };
    item(model, &told, &format!("{name}: {}.", parts.join(", ")))
}

/// The first use of a type with a link to its section, and how many other operations there are.
fn used(model: &ApiModel, uses: &[Usage]) -> Option<String> {
    let first = uses.first()?;
    let call = model.operations.get(first.call)?;
    let role = match first.role {
        Role::Body => "The body of",
        Role::Response => "The response of",
        Role::Parameter => "A parameter of",
        Role::PartOfBody => "Part of the body of",
        Role::PartOfResponse => "Part of the response of",
    };
    let calls: BTreeSet<usize> = uses.iter().map(|one| one.call).collect();
    let others = match calls.len() {
        1 => String::new(),
        2 => " One more operation uses it.".to_owned(),
        count => format!(" {} more operations use it.", count - 1),
    };
    let (name, link) = (&call.facts.rust, link(model, call));
    Some(format!("{role} [`{name}`](super::Client::{name}), see its [specification]({link}).{others}"))
}

/// Wording or `fallback`, and the facts.
fn item(model: &ApiModel, doc: &Doc, fallback: &str) -> String {
    let text = doc.text.as_deref().map(|text| prose(model, text));
    let mut text = text.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| fallback.to_owned());
    let mut facts = Vec::new();
    if !doc.limits.is_empty() {
        facts.push(format!("Limits: {}.", doc.limits.join(", ")));
    }
    facts.extend(doc.default.as_ref().map(|value| format!("The server's default is {}.", code(value))));
    facts.extend(doc.added.as_ref().map(|release| format!("Added in Matrix {}.", plain(release))));
    if doc.deprecated {
        facts.push("Deprecated by the specification.".to_owned());
    }
    if !facts.is_empty() {
        text = format!("{text}\n\n{}", facts.join(" "));
    }
    text
}

/// Wording or upstream prose as Markdown that does nothing; links without a host are those of the official site.
fn prose(model: &ApiModel, text: &str) -> String {
    inert::prose(text, &pages(model))
}

fn pages(model: &ApiModel) -> Pages {
    let root = format!("{SPECIFICATION}/{}", model.release);
    Pages { page: format!("{root}/{}/", model.api.site_folder()), root }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_the_anchors_of_the_official_site() {
        let link = |method, path| operation_link(Api::ClientServer, "v1.19".parse().unwrap(), method, path);
        assert_eq!(
            link("POST", "/_matrix/client/v3/user/{userId}/filter"),
            "https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3useruseridfilter"
        );
        assert!(link("GET", "/.well-known/matrix/client").ends_with("#getwell-knownmatrixclient"));
    }
}
