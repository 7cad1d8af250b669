//! The documentation of generated items: a sentence, the facts, and a link to the official specification.

use crate::lower::ir::{
    ApiModel, Doc, Enumeration, Field, Operation, Paged, Parameter, ParameterLocation, Type,
};
use crate::lower::usage::{Role, Usage};
use crate::model::{Authentication, OperationFacts};
use crate::sorted::{SortedMap, SortedSet};
use crate::{Api, Release};

mod events;
#[allow(
    clippy::arithmetic_side_effects,
    reason = "it computes offsets in a text, which tests with random Markdown check"
)]
pub mod inert;
mod noun;

pub use crate::code_span::code;
pub use events::EventDocs;
pub use inert::plain;

use inert::Pages;

/// The uses of each type of an API.
pub type Uses<'a> = SortedMap<&'a str, Vec<Usage>>;

/// The root of the official specification.
const SPECIFICATION: &str = "https://spec.matrix.org";

/// The word for a value that may be absent.
const OPTIONAL: &str = "optional";

/// Returns the link to an operation's section of the official specification, whose anchor consists of method and path.
pub fn operation_link(api: Api, release: Release, method: &str, path: &str) -> String {
    let (method, path) = (method.to_ascii_lowercase(), anchor(path));
    format!("{SPECIFICATION}/{release}/{}/#{method}{path}", api.site_folder())
}

/// Documents a method of the client: its purpose, arguments and facts, and the link to the specification.
pub fn operation(model: &ApiModel, operation: &Operation, arguments: &[(String, String)]) -> String {
    let mut paragraphs = Vec::from([summary(model, operation)]);
    paragraphs.extend(description(model, operation));
    if !arguments.is_empty() {
        let list = arguments.iter().map(|(name, text)| inert::behind(&format!("- `{name}`:"), text));
        paragraphs.push(format!("# Arguments\n\n{}", list.collect::<Vec<_>>().join("\n")));
    }
    paragraphs.push(format!("# Request\n\n{}", facts(&operation.facts)));
    paragraphs.push(format!("[Specification]({})", link(model, operation)));
    paragraphs.join("\n\n")
}

/// Documents the builder that a method returns, with a link to the method.
pub fn builder(model: &ApiModel, operation: &Operation) -> String {
    let name = &operation.facts.rust_name;
    let summary = summary(model, operation);
    format!(
        "{summary}\n\nCreated by [`Client::{name}`](super::Client::{name}); [specification]({}).",
        link(model, operation)
    )
}

/// Documents the type that represents an operation.
pub fn endpoint(model: &ApiModel, operation: &Operation) -> String {
    let name = &operation.facts.rust_name;
    let summary = summary(model, operation);
    format!(
        "{summary}\n\nThe operation of [`Client::{name}`](super::Client::{name}); [specification]({}).",
        link(model, operation)
    )
}

/// Documents the type of the request that a server receives: its purpose and facts, and the link to the specification.
#[cfg(feature = "server")]
pub fn request(model: &ApiModel, operation: &Operation, name: &str) -> String {
    let (summary, facts) = (summary(model, operation), facts(&operation.facts));
    format!(
        "{summary}\n\nThe request of [`op::{name}`](super::op::{name}), as a handler of \
         [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification]({}).\n\n{facts}",
        link(model, operation)
    )
}

/// Documents a method of the trait of a server, with its default.
#[cfg(feature = "server")]
pub fn service_method(model: &ApiModel, operation: &Operation, default: &str) -> String {
    let summary = summary(model, operation);
    let mut paragraphs = Vec::from([summary]);
    paragraphs.extend(description(model, operation));
    paragraphs.push(format!("{default} unless the program implements this method."));
    let legacy: Vec<_> = operation.facts.legacy_paths.iter().map(|path| code(path)).collect();
    if !legacy.is_empty() {
        paragraphs.push(format!("Legacy path: {}.", legacy.join(", ")));
    }
    paragraphs.push(format!("[Specification]({})", link(model, operation)));
    paragraphs.join("\n\n")
}

/// Documents the function that creates a router from the trait of a server, whose settings may have a handwritten type.
#[cfg(feature = "server")]
pub fn service_router(settings: Option<&str>) -> &'static str {
    match settings {
        Some(_) => {
            "Creates a router that calls the service, with a token of the homeserver or with further settings.\n\nOperations of \
             other APIs can be added to the router."
        }
        None => {
            "Creates a router that calls the service.\n\nOperations of other APIs can be added to the router."
        }
    }
}

/// Documents the methods `pages` and `items` of a builder.
pub fn paging(model: &ApiModel, operation: &Operation, paged: &Paged) -> [String; 2] {
    let (setter, link) = (&paged.setter, link(model, operation));
    [
        ("Pages", "Returns the pages, each requested on demand"),
        ("Items", "Returns the items of all pages, which are requested on demand"),
    ]
    .map(|(ty, sentence)| {
        format!(
            "{sentence}.\n\n\
             To continue from [`token`](::matrix_openapi::paging::{ty}::token) in another call, pass it to \
             [`{setter}`](Self::{setter}).\n\n[Specification]({link})"
        )
    })
}

/// Returns the sentence about an operation's purpose.
pub fn summary(model: &ApiModel, operation: &Operation) -> String {
    let OperationFacts { summary, method, path, .. } = &operation.facts;
    match summary.as_deref().map(|text| inert::sentence(text, &pages(model))).filter(|text| !text.is_empty())
    {
        Some(summary) => format!("{}.", summary.trim_end_matches('.')),
        None => format!("{}.", code(&format!("{method} {path}"))),
    }
}

/// Returns the further sentences about an operation, if any.
pub fn description(model: &ApiModel, operation: &Operation) -> Option<String> {
    operation.facts.description.as_deref().map(|text| prose(model, text)).filter(|text| !text.is_empty())
}

/// Returns the facts of the request as sentences: method and path, authentication, rate limit, error statuses, release.
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

/// Returns the accepted credentials as a sentence.
pub fn authentication(operation: &OperationFacts) -> String {
    let Authentication { required, schemes } = &operation.authentication;
    let names: Vec<_> = schemes.iter().map(|scheme| code(scheme)).collect();
    match (schemes.is_empty(), required) {
        (true, _) => "Authentication: none.".to_owned(),
        (false, true) => format!("Authentication: required ({}).", names.join(", ")),
        (false, false) => format!("Authentication: optional ({}).", names.join(", ")),
    }
}

/// Returns the link to an operation's section of the official specification.
pub fn link(model: &ApiModel, operation: &Operation) -> String {
    operation_link(model.api, model.release, &operation.facts.method, &operation.facts.path)
}

/// Documents a type: its wording, or else a sentence from its facts, its uses, and the link to the specification.
pub fn type_item(model: &ApiModel, uses: &Uses<'_>, name: &str, doc: &Doc) -> String {
    let used = uses.get(name).and_then(|uses| used(model, uses));
    let text = match (&doc.text, used) {
        (Some(_), Some(used)) => format!("{}\n\n{used}", item(model, doc, "")),
        (None, Some(used)) => item(model, doc, &used),
        (_, None) => item(model, doc, &format!("`{name}`, which no operation sends or receives directly.")),
    };
    match section_link(model, doc) {
        Some(link) => format!("{text}\n\n[Specification]({link})"),
        None => text,
    }
}

/// Returns the link to the section of the official specification that an overlay names for a type.
pub fn section_link(model: &ApiModel, doc: &Doc) -> Option<String> {
    let (page, heading) = doc.section.as_ref()?.split_once("/#")?;
    Some(format!("{SPECIFICATION}/{}/{}/#{}", model.release, anchor(page), anchor(heading)))
}

/// Returns the anchor of a heading on the official site: lower-case letters, digits, `_` and `-`.
fn anchor(heading: &str) -> String {
    let kept = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    heading.to_ascii_lowercase().chars().filter(kept).collect()
}

/// Documents a value of an enumeration.
pub fn value_item(model: &ApiModel, item: &Enumeration, value: &str) -> String {
    match item.value_docs.get(value) {
        Some(text) => prose(model, text),
        None if value.is_empty() => "The empty string.".to_owned(),
        None => format!("{}.", code(value)),
    }
}

/// Documents a parameter as an argument or setter.
pub fn parameter(model: &ApiModel, parameter: &Parameter) -> String {
    let phrase = match parameter.location {
        ParameterLocation::Path => " in the path",
        ParameterLocation::Query => " in the query",
        ParameterLocation::Header => " in the headers",
    };
    let Parameter { name, required, ty, doc, .. } = parameter;
    let need = (!required).then_some(OPTIONAL);
    value(model, doc, &format!("{}{phrase}", code(name)), ty, need)
}

/// Documents a field, also as an argument or setter.
pub fn field(model: &ApiModel, field: &Field) -> String {
    let need = (!field.required).then_some(OPTIONAL);
    value(model, &field.doc, &code(&field.name), &field.ty, need)
}

/// Returns the wording of a value, or else the noun of its type.
pub fn text(model: &ApiModel, doc: &Doc, ty: &Type) -> String {
    let text = doc.text.as_deref().map(|text| prose(model, text));
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| sentence(ty))
}

/// Returns the noun for values of the type, as a sentence.
fn sentence(ty: &Type) -> String {
    let noun = noun::one(ty);
    let first = noun.chars().next().into_iter().flat_map(char::to_uppercase);
    first.chain(noun.chars().skip(1)).chain(['.']).collect()
}

/// Documents an argument in the list of a method's arguments, after its name.
pub fn argument(model: &ApiModel, doc: &Doc, ty: &Type) -> String {
    item(model, doc, &sentence(ty))
}

/// Returns the wording of a value, or else a sentence from its type and limits.
fn value(model: &ApiModel, doc: &Doc, name: &str, ty: &Type, need: Option<&str>) -> String {
    if doc.text.is_some() {
        return item(model, doc, "");
    }
    let mut parts = vec![noun::one(ty)];
    parts.extend(doc.limits.iter().cloned());
    parts.extend(need.map(str::to_owned));
    let told = Doc { limits: Vec::new(), ..doc.clone() };
    item(model, &told, &format!("{name}: {}.", parts.join(", ")))
}

/// Returns a sentence about the first use of a type, with a link, and the number of other operations.
fn used(model: &ApiModel, uses: &[Usage]) -> Option<String> {
    let first = uses.first()?;
    let operation = model.operations.get(first.call)?;
    let role = match first.role {
        Role::Body => "The body of",
        Role::Response => "The response of",
        Role::Parameter => "A parameter of",
        Role::PartOfBody => "Part of the body of",
        Role::PartOfResponse => "Part of the response of",
    };
    let calls: SortedSet<usize> = uses.iter().map(|one| one.call).collect();
    let others = match calls.len() {
        1 => String::new(),
        2 => " One more operation uses it.".to_owned(),
        count => format!(" {} more operations use it.", count.saturating_sub(1)),
    };
    let (name, link) = (&operation.facts.rust_name, link(model, operation));
    Some(format!("{role} [`{name}`](super::Client::{name}), see its [specification]({link}).{others}"))
}

/// Returns the wording or `fallback`, followed by the facts.
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

/// Returns wording or upstream prose as inert Markdown; links without a host are relative to the official site.
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
