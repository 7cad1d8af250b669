//! Finds the operation that the user names, by its command name, its operationId, or its method and path.

use matrix_openapi::http::{Api, Operation};
use percent_encoding::percent_decode_str;

use crate::failure::{Failure, Outcome};
use crate::table;
use crate::table::model::{Body, Type};

/// The commands that are not operations.
pub const BUILT_IN: [&str; 11] =
    ["accounts", "complete", "help", "list", "login", "logout", "man", "mock", "schema", "send", "use"];

/// The short names of APIs.
const ALIASES: [(&str, Api); 5] = [
    ("client", Api::ClientServer),
    ("federation", Api::ServerServer),
    ("appservice", Api::ApplicationService),
    ("identity", Api::Identity),
    ("push", Api::PushGateway),
];

/// The Jaro-Winkler similarity from which a name is suggested.
const SIMILAR: f64 = 0.8;

/// The maximum number of suggestions.
const SUGGESTIONS: usize = 3;

/// Returns the API with a name, such as `client-server` or `federation`.
pub fn api(name: &str) -> Option<Api> {
    let slug = Api::ALL.into_iter().find(|api| api.slug() == name);
    slug.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, api)| *api))
}

/// Returns the operation with this command name or operationId. If several APIs have it and none is given, the first API in the
/// order of the specification counts; the client-server API is the first one.
pub fn find(api: Option<Api>, name: &str) -> Option<&'static Operation> {
    let find = |is_named: &dyn Fn(&Operation) -> bool| {
        table::all()
            .filter(|operation| api.is_none_or(|api| operation.api == api))
            .find(|operation| is_named(operation))
    };
    find(&|operation| table::command_name(operation) == name)
        .or_else(|| find(&|operation| operation.id == name))
        .or_else(|| find(&|operation| operation.id.eq_ignore_ascii_case(name)))
}

/// Returns the operation with this name.
///
/// # Errors
/// If there is none; the error suggests similar names.
pub fn find_or_suggest(api: Option<Api>, name: &str) -> Outcome<&'static Operation> {
    find(api, name).ok_or_else(|| Failure::Usage(unknown(api, name)))
}

/// Returns the error message for an unknown name, with similar names.
pub fn unknown(api: Option<Api>, name: &str) -> String {
    let in_api = api.map_or_else(String::new, |api| format!(" in the API {api}"));
    let similar = similar(api, name);
    let hint = match similar.as_slice() {
        [] => "`matrix-api list WORD` finds operations".to_owned(),
        names => format!("did you mean {}?", names.join(", ")),
    };
    format!("there is no command or operation `{name}`{in_api}; {hint}")
}

/// Returns the operation with a method and path, and the values of the path parameters: none for a template of the description,
/// all for a filled path.
///
/// If two operations have the same method and path, `#operationId` after the path chooses one; the default is the one that
/// needs fewer fields.
pub fn by_path(api: Option<Api>, method: &str, path: &str) -> Option<(&'static Operation, Vec<String>)> {
    let (path, id) = path.split_once('#').map_or((path, None), |(path, id)| (path, Some(id)));
    let candidates = || {
        let in_api = table::all().filter(move |operation| api.is_none_or(|api| operation.api == api));
        let named = in_api.filter(move |operation| id.is_none_or(|id| operation.id == id));
        named.filter(move |operation| operation.method.as_str() == method)
    };
    let templates = candidates().filter(|operation| operation.path == path);
    if let Some(operation) = simplest(templates.collect()) {
        return Some((operation, Vec::new()));
    }
    let fit = |operation: &'static Operation| Some((operation, values(operation.path, path)?));
    // A literal segment has precedence over a parameter.
    let (best, values) = candidates().filter_map(fit).min_by_key(|(_, values)| values.len())?;
    simplest(candidates().filter(|operation| operation.path == best.path).collect())
        .map(|operation| (operation, values))
}

/// Returns the names of commands that are similar to a text, the most similar one first.
fn similar(api: Option<Api>, name: &str) -> Vec<String> {
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let names = table::all().filter(|operation| api.is_none_or(|api| operation.api == api));
    let built_in = BUILT_IN.iter().filter(|_| api.is_none()).map(|name| (*name).to_owned());
    let names = names.map(table::command_name).chain(built_in);
    let mut scored: Vec<_> = names
        .map(|other| (strsim::jaro_winkler(&plain, &other), other))
        .filter(|(score, _)| *score >= SIMILAR)
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    scored.dedup_by(|(_, one), (_, other)| one == other);
    scored.into_iter().take(SUGGESTIONS).map(|(_, name)| name).collect()
}

/// Returns the operation that needs the fewest body fields.
fn simplest(candidates: Vec<&'static Operation>) -> Option<&'static Operation> {
    let needs = |operation: &Operation| {
        let Some(Body::Json(Type::Struct(name))) = table::entry(operation)?.body else { return None };
        let types = table::types(operation.api);
        Some(types.structs.get(&name)?.fields.iter().filter(|field| field.required).count())
    };
    match candidates.as_slice() {
        [] | [_] => candidates.into_iter().next(),
        _ => candidates.into_iter().min_by_key(|operation| needs(operation)),
    }
}

/// Returns the values of a template's parameters in a path; `None` if the path does not match.
fn values(template: &str, path: &str) -> Option<Vec<String>> {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    let mut values = Vec::new();
    loop {
        match (template.next(), path.next()) {
            (None, None) => return Some(values),
            (Some(part), Some(segment)) if part.starts_with('{') && part.ends_with('}') => {
                values.push(percent_decode_str(segment).decode_utf8().ok()?.into_owned());
            }
            (Some(part), Some(segment)) if part == segment => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart_and_literal_segments_win() {
        let (operation, values) =
            by_path(None, "GET", "/_matrix/client/v3/rooms/%21a%2Fb%3Ac/messages").unwrap();
        assert_eq!((operation.id, values), ("getRoomEvents", vec!["!a/b:c".to_owned()]));
        let (operation, values) =
            by_path(None, "PUT", "/_matrix/client/v3/rooms/{roomId}/typing/{userId}").unwrap();
        assert_eq!((operation.id, values.len()), ("setTyping", 0));
        assert_eq!(by_path(None, "GET", "/_matrix/client/v3/sync").unwrap().0.id, "sync");
        assert!(by_path(None, "GET", "/_synapse/admin/v1/server_version").is_none());
        assert!(by_path(Some(Api::Identity), "GET", "/_matrix/client/v3/sync").is_none());
    }

    #[test]
    fn names_that_are_similar_are_suggested() {
        let message = unknown(None, "create-rom");
        assert!(message.contains("did you mean create-room"), "{message}");
        assert!(unknown(None, "qqqq").contains("matrix-api list"));
        assert!(unknown(None, "acounts").contains("accounts"));
    }

    #[test]
    fn apis_have_short_names() {
        assert_eq!(api("federation"), Some(Api::ServerServer));
        assert_eq!(api("push-gateway"), Some(Api::PushGateway));
        assert_eq!(find(api("identity"), "get-versions").unwrap().api, Api::Identity);
        assert_eq!(find(None, "get-versions").unwrap().api, Api::ClientServer);
        assert_eq!(find(None, "getTokenOwner").unwrap().method_name, "whoami");
    }
}
