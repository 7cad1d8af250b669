//! The part about serving each operation in the reference: the handler, and the errors of the router.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use matrix_openapi::server::Router;
use matrix_openapi::server::http::Request;
use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::lower::ir::{ApiModel, Operation, Parameter, ParameterLocation};

use crate::credentials::{
    Credential, Signature, accepted_request, accepted_request_to, body, outcome, request, uri_with,
};
use crate::handlers::Handlers;
use crate::misfits::Misfits;
use crate::models::MODELS;
use crate::{examples, router, serve, with_credentials};

#[allow(clippy::all, reason = "examples are written for readers")]
mod reference {
    include!("../../../../docs/handlers.rs");
}

/// The handler of an operation.
struct Handler {
    api: &'static str,
    operation: &'static str,
    router: fn() -> Router,
}

#[tokio::test]
async fn the_handler_of_each_operation_responds_to_the_example_that_calls_it() {
    let (misfits, mut defects, mut found) = (Misfits::watch(), Vec::new(), BTreeSet::new());
    let examples: BTreeMap<_, _> =
        examples::EXAMPLES.iter().map(|one| ((one.api, one.operation), one.run)).collect();
    for handler in reference::HANDLERS {
        let name = (handler.api, handler.operation);
        let router = (handler.router)();
        let has = router.operations().any(|one| (one.api.slug(), one.id) == name);
        assert!(has, "{name:?}");
        let url = serve(with_credentials(router), &Arc::default()).await;
        if let Err(error) = examples[&name](url).await {
            defects.push(format!("{name:?}: {error}"));
        }
        defects.extend(misfits.take().into_iter().map(|misfit| format!("{name:?}: {misfit}")));
        assert!(found.insert(name), "{name:?} twice");
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    assert_eq!(found, examples.into_keys().collect());
}

/// The lines of the reference about the credential and the errors of an operation.
struct Said {
    credential: String,
    errors: String,
}

/// Returns the lines about serving of all pages, by API and name of the method.
fn said() -> BTreeMap<(&'static str, String), Said> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let mut all = BTreeMap::new();
    for api in Api::ALL {
        for entry in fs::read_dir(docs.join(api.slug())).unwrap() {
            let page = fs::read_to_string(entry.unwrap().path()).unwrap();
            for section in page.split("\n# **").skip(1) {
                let (name, text) = section.split_once("**\n").unwrap();
                let line = |start: &str| {
                    let mut lines = text.lines().filter_map(|line| line.strip_prefix(start));
                    lines.next().unwrap().to_owned()
                };
                let said = Said { credential: line(" - **Credential**: "), errors: line(" - **Errors**: ") };
                assert!(all.insert((api.slug(), name.to_owned()), said).is_none());
            }
        }
    }
    all
}

/// Returns the status and error code after a part of a sentence; `None` if the sentence does not have the part.
fn code_after(text: &str, part: &str) -> Option<String> {
    let (_, rest) = text.split_once(part)?;
    let (status, rest) = rest.split_once(" `")?;
    let (code, _) = rest.split_once('`')?;
    Some(format!("{} {code}", status.trim()))
}

/// Returns the refused credentials, with their errors.
fn refused(said: &str) -> Vec<(Credential, String)> {
    let mut all = Vec::new();
    if let Some(code) = code_after(said, "missing:") {
        all.push((Credential::None, code));
    }
    let unknown = || Some("401 M_UNKNOWN_TOKEN".to_owned());
    let of_tokens = || if said.contains("the error of `Router::tokens`") { unknown() } else { None };
    if let Some(code) = of_tokens().or_else(|| code_after(said, "wrong:")) {
        let is_signed = said.contains("signature");
        let wrong = if is_signed {
            Credential::Signed(Signature::ByAnotherKey)
        } else {
            Credential::Header("unknown")
        };
        all.push((wrong, code));
    }
    if let Some(code) = code_after(said, "the token of a user:") {
        all.push((Credential::Header("syt_user"), code));
    }
    all
}

#[tokio::test]
async fn the_reference_says_how_credentials_are_refused() {
    let (router, said) = (router(&Handlers::default()), said());
    let (mut defects, mut counts) = (Vec::new(), BTreeMap::new());
    for model in MODELS.values() {
        for call in &model.operations {
            let Said { credential, .. } = &said[&(model.api.slug(), call.facts.rust_name.clone())];
            let mut expected = refused(credential);
            if credential == "none" || credential.starts_with("optional") {
                expected.push((Credential::None, "accepted".to_owned()));
            }
            for (credential, expected) in expected {
                let found = outcome(&router, request(model, call, credential, body(model, call))).await;
                if found != expected {
                    defects.push(format!("{} {credential:?}: {found}, not {expected}", call.facts.id));
                }
                *counts.entry(expected).or_insert(0) += 1;
            }
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    let [open, optional, user, identity, bridge, homeserver, signed] = crate::credentials::numbers(&router);
    let expected = [
        ("401 M_MISSING_TOKEN", user + identity + bridge + homeserver),
        ("401 M_UNAUTHORIZED", signed * 2),
        ("401 M_UNKNOWN_TOKEN", user + optional + identity),
        ("403 M_FORBIDDEN", bridge + homeserver),
        ("accepted", open + optional),
    ];
    assert_eq!(counts, expected.map(|(code, count)| (code.to_owned(), count)).into());
}

/// Returns requests with a defect in each part that the operation has.
fn broken(model: &ApiModel, call: &Operation) -> Vec<Request<Full<Bytes>>> {
    let content = body(model, call);
    let mut all = Vec::new();
    let mut to = |uri| all.push(accepted_request_to(model, call, uri, content.clone()));
    for broken in &call.parameters {
        let is = |one: &Parameter| one.name == broken.name && one.location == broken.location;
        match broken.location {
            ParameterLocation::Path => {
                to(uri_with(model, call, |one, value| Some(if is(one) { "%FF".to_owned() } else { value })));
            }
            ParameterLocation::Query => {
                let uri = uri_with(model, call, |one, value| (!is(one)).then_some(value));
                let separator = if uri.contains('?') { '&' } else { '?' };
                to(format!("{uri}{separator}{name}=a&{name}=a", name = broken.name));
                to(uri);
            }
            ParameterLocation::Header => {}
        }
    }
    let good = accepted_request(model, call, content);
    all.push(good.map(|_| Full::new("{".into())));
    all.push(accepted_request(model, call, "1".to_owned()));
    all
}

#[tokio::test]
async fn the_reference_says_which_errors_the_router_has() {
    let (said, mut defects, mut count) = (said(), Vec::new(), 0);
    let router = router(&Handlers::default());
    let limited = router.clone().max_body(1);
    for model in MODELS.values() {
        for call in &model.operations {
            let Said { errors, .. } = &said[&(model.api.slug(), call.facts.rust_name.clone())];
            let of_router = errors.split(';').next().unwrap();
            let said: BTreeSet<_> = of_router.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            let mut found = BTreeSet::new();
            let mut note = |outcome: String| {
                found.extend(outcome.split_once(' ').map(|(_, code)| code.to_owned()));
            };
            for request in broken(model, call) {
                note(outcome(&router, request).await);
            }
            note(outcome(&limited, accepted_request(model, call, "10".to_owned())).await);
            // This error is about the credential.
            found.remove("M_UNAUTHORIZED");
            if found != said {
                defects.push(format!("{} {}: {found:?}, not {said:?}", model.api, call.facts.id));
            }
            count += 1;
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    assert_eq!(count, crate::described::operations().len());
}
