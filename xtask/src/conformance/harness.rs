//! The program that decodes and encodes examples by their types: a crate in the target folder that depends on
//! `matrix-openapi` built from the upstream tree.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::examples::{Example, ExamplePart};
use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::emit::type_tokens;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Response, Type};
use matrix_openapi_codegen::{Api, Module, Release, json};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::{compile, project};

/// The JSON that a type returns for an example, or an error.
pub type Returned = Result<Value, String>;

/// The program's input for an example: the API, the operationId, the status (only of an error) and the text.
type ExampleInput<'a> = (&'static str, &'a str, Option<u16>, &'static str, String);

/// Builds the program and runs the examples through it, in their order.
pub fn run(tree: &Path, release: Release, model: &[ApiModel], examples: &[Example]) -> Result<Vec<Returned>> {
    let folder = project::target().join("conformance").join(release.to_string());
    write(&folder, release, &source(model, examples)?)?;
    let inputs: Vec<ExampleInput<'_>> = examples.iter().map(input).collect();
    let written = exchange(&folder, &compile::target(), tree, &serde_json::to_vec(&inputs)?)?;
    let returned: Vec<Result<String, String>> =
        serde_json::from_slice(&written).context("the conformance program wrote unexpected output")?;
    if returned.len() != examples.len() {
        bail!(
            "{} examples went into the conformance program and {} came back",
            examples.len(),
            returned.len()
        );
    }
    returned
        .into_iter()
        .map(|returned| match returned {
            Ok(text) => Ok(Ok(json::parse(&text).context("a type wrote invalid JSON")?)),
            Err(error) => Ok(Err(error)),
        })
        .collect()
}

const REQUEST: &str = "request";
const SUCCESS: &str = "success";
const ERROR: &str = "error";
const EVENT: &str = "event";
const STRIPPED_STATE: &str = "stripped-state";
const EDU: &str = "edu";

fn input(example: &Example) -> ExampleInput<'_> {
    let (kind, status) = match example.part {
        ExamplePart::Request => (REQUEST, None),
        ExamplePart::Success => (SUCCESS, None),
        ExamplePart::Error(status) => (ERROR, Some(status)),
        ExamplePart::Event => (EVENT, None),
        ExamplePart::StrippedState => (STRIPPED_STATE, None),
        ExamplePart::Edu => (EDU, None),
    };
    (example.module.slug(), &example.operation, status, kind, example.value.to_string())
}

/// Returns the program: one arm for each body and response with an example.
fn source(model: &[ApiModel], examples: &[Example]) -> Result<String> {
    let needed: BTreeSet<(Module, &str, ExamplePart)> =
        examples.iter().map(|example| (example.module, example.operation.as_str(), example.part)).collect();
    let mut arms = Vec::new();
    for model in model {
        for call in &model.operations {
            for (part, kind) in [(ExamplePart::Request, REQUEST), (ExamplePart::Success, SUCCESS)] {
                if needed.contains(&(Module::Api(model.api), call.facts.id.as_str(), part)) {
                    arms.extend(ty(call, part).map(|ty| arm(model.api, call, kind, &ty)));
                }
            }
        }
    }
    // A tree without events has no types for them.
    let has = |one: ExamplePart| needed.iter().any(|(.., part)| *part == one);
    let events = has(ExamplePart::Event) || has(ExamplePart::StrippedState);
    let file = syn::parse2(program(&arms, events.then(event), has(ExamplePart::Edu).then(edu)))
        .context("the conformance program is not valid Rust")?;
    let header =
        "// Written by `cargo xtask conformance`: decodes and encodes the examples of a Matrix release.\n\n";
    Ok(header.to_owned() + &prettyplease::unparse(&file))
}

/// Returns the type of a part, if it is JSON.
fn ty(call: &Operation, part: ExamplePart) -> Option<Type> {
    match (part, &call.body, &call.response) {
        (ExamplePart::Request, Some(Body::Object(name)), _) => Some(Type::Struct(name.clone())),
        (ExamplePart::Request, Some(Body::Json(ty)), _) | (ExamplePart::Success, _, Response::Json(ty)) => {
            Some(ty.clone())
        }
        _ => None,
    }
}

fn arm(api: Api, call: &Operation, kind: &str, ty: &Type) -> TokenStream {
    let (slug, id, module) = (api.slug(), &call.facts.id, format_ident!("{}", api.module()));
    let ty = type_tokens(ty, &quote!(::matrix_openapi::#module::types));
    let round_trip =
        if kind == REQUEST { quote!(request::<#ty>(json)) } else { quote!(response::<#ty>(#id, json)) };
    quote!((#slug, #id, #kind) => #round_trip,)
}

fn program(arms: &[TokenStream], event: Option<TokenStream>, edu: Option<TokenStream>) -> TokenStream {
    let (error, bodies) = (error(), bodies());
    let events = event
        .is_some()
        .then(|| quote!((_, _, #EVENT) => event(json), (_, _, #STRIPPED_STATE) => stripped_state(json),));
    let edus = edu.is_some().then(|| quote!((_, _, #EDU) => edu(json),));
    quote! {
        //! Reads a list of examples from standard input, and writes the JSON that their types return.

        type Input = (String, String, Option<u16>, String, String);
        type Returned = Result<String, String>;

        fn main() -> serde_json::Result<()> {
            let inputs: Vec<Input> = serde_json::from_reader(std::io::stdin())?;
            let returned: Vec<Returned> =
                inputs.iter().map(|(api, id, status, kind, json)| typed(api, id, *status, kind, json)).collect();
            serde_json::to_writer(std::io::stdout(), &returned)
        }

        fn typed(api: &str, id: &str, status: Option<u16>, kind: &str, json: &str) -> Returned {
            if let Some(status) = status {
                return error(status, json);
            }
            match (api, id, kind) {
                #events
                #edus
                #(#arms)*
                _ => Err("there is no type for it".to_owned()),
            }
        }

        #bodies

        /// Returns the error with all its sources, which may have the reason.
        fn with_sources(error: impl std::error::Error) -> String {
            let mut text = error.to_string();
            let mut source = error.source();
            while let Some(error) = source {
                text = format!("{text}: {error}");
                source = error.source();
            }
            text
        }

        #event
        #edu
        #error
    }
}

/// Returns the functions that read the body of a request as a server and write it as a client, and that of a response the other
/// way round. The receiving side then reads the written body once more.
fn bodies() -> TokenStream {
    quote! {
        use matrix_openapi::__private::Read;

        fn request<T: Read + serde::Serialize>(json: &str) -> Returned {
            let read = |text: &[u8]| -> Result<T, String> {
                let body = bytes::Bytes::copy_from_slice(text);
                matrix_openapi::__private::decode_request(body).map_err(|fault| format!("{}: {}", fault.path, fault.reason))
            };
            let sent = matrix_openapi::__private::zeroizing_json(&read(json.as_bytes())?).map_err(with_sources)?;
            serde_json::to_string(&read(&sent)?).map_err(with_sources)
        }

        fn response<T: Read + serde::Serialize>(id: &'static str, json: &str) -> Returned {
            let read = |text: &[u8]| -> Result<T, String> {
                let body = bytes::Bytes::copy_from_slice(text);
                Ok(matrix_openapi::__private::decode(id, body).map_err(with_sources)?.value)
            };
            let response = matrix_openapi::__private::json_response(&read(json.as_bytes())?).map_err(|error| error.message)?;
            serde_json::to_string(&read(&content(response.into_body())?)?).map_err(with_sources)
        }

        /// Returns the bytes of a body that is not a stream.
        fn content(mut body: matrix_openapi::server::ResponseBody) -> Result<bytes::Bytes, String> {
            use http_body::Body;

            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            match std::pin::Pin::new(&mut body).poll_frame(&mut context) {
                std::task::Poll::Ready(Some(Ok(frame))) if body.is_end_stream() => {
                    frame.into_data().map_err(|_| "a frame without data".to_owned())
                }
                _ => Err("the body of the response is a stream".to_owned()),
            }
        }
    }
}

/// Returns the functions that read an event, or a list of stripped state, and the contents of their types, and write the events
/// with these contents.
fn event() -> TokenStream {
    quote! {
        fn stripped_state(json: &str) -> Returned {
            let body = bytes::Bytes::copy_from_slice(json.as_bytes());
            let events: Vec<matrix_openapi::json::RawObject> =
                matrix_openapi::__private::decode("stripped state", body).map_err(with_sources)?.value;
            let mut written = Vec::new();
            for one in &events {
                if one.read().map_err(with_sources)?.header.state_key.is_none() {
                    return Err("an event without a state key".to_owned());
                }
                written.push(event(one.json())?);
            }
            Ok(format!("[{}]", written.join(",")))
        }

        fn event(json: &str) -> Returned {
            use matrix_openapi::events::Content;

            let event = matrix_openapi::json::RawObject::from_json(json.to_owned()).map_err(with_sources)?;
            let content = event.read().map_err(with_sources)?.content::<Content>().map_err(with_sources)?;
            if matches!(content, Content::Redacted | Content::Unknown(_)) {
                return Err("there is no content of its type".to_owned());
            }
            let written = serde_json::to_string(&content).map_err(with_sources)?;
            let matrix_openapi::__private::PlainValue(content) = serde_json::from_str(&written).map_err(with_sources)?;
            let matrix_openapi::__private::PlainValue(mut event) = serde_json::from_str(json).map_err(with_sources)?;
            event["content"] = content;
            Ok(event.to_string())
        }
    }
}

/// Returns the function that reads an EDU and the content of its type, and writes the EDU with this content.
fn edu() -> TokenStream {
    quote! {
        fn edu(json: &str) -> Returned {
            use matrix_openapi::events::edu::Content;

            let edu = matrix_openapi::json::RawObject::from_json(json.to_owned()).map_err(with_sources)?;
            let content = Content::of(&edu).map_err(with_sources)?;
            if matches!(content, Content::Unknown(_)) {
                return Err("there is no content of its type".to_owned());
            }
            let written = serde_json::to_string(&content).map_err(with_sources)?;
            let matrix_openapi::__private::PlainValue(content) = serde_json::from_str(&written).map_err(with_sources)?;
            let matrix_openapi::__private::PlainValue(mut edu) = serde_json::from_str(json).map_err(with_sources)?;
            edu["content"] = content;
            Ok(edu.to_string())
        }
    }
}

/// Returns the function that rebuilds the body of an error from the fields of the crate's error. Fields that mean the same as
/// their absence (`soft_logout: false`, empty `params` and `completed`) are written only if the body has them.
fn error() -> TokenStream {
    quote! {
        static EXAMPLE: matrix_openapi::http::Operation = matrix_openapi::http::Operation::new(
            matrix_openapi::http::Api::ClientServer,
            "example",
            "example",
            http::Method::GET,
            "/",
            matrix_openapi::auth::Authentication::None,
        );

        fn error(status: u16, json: &str) -> Returned {
            let status = http::StatusCode::from_u16(status).map_err(with_sources)?;
            let bytes = bytes::Bytes::copy_from_slice(json.as_bytes());
            let error = matrix_openapi::error::ApiError::new(&EXAMPLE, status, &http::HeaderMap::new(), bytes);
            let matrix_openapi::__private::PlainValue(body) = serde_json::from_str(json).map_err(with_sources)?;
            let mut fields = error.fields.clone();
            let mut put = |name: &str, value: Option<serde_json::Value>| {
                fields.extend(value.map(|value| (name.to_owned(), value)));
            };
            put("errcode", error.errcode.as_ref().map(|code| code.as_str().into()));
            put("error", error.message.as_deref().map(Into::into));
            let wait = error.retry_after.map(|wait| u64::try_from(wait.as_millis()));
            put("retry_after_ms", wait.transpose().map_err(with_sources)?.map(Into::into));
            let soft = error.soft_logout || (body.get("soft_logout").is_some() && !error.fields.contains_key("soft_logout"));
            put("soft_logout", soft.then(|| error.soft_logout.into()));
            if let Some(uia) = error.uia {
                let flows = uia.flows.iter().map(|flow| serde_json::json!({ "stages": flow.stages }));
                put("flows", Some(flows.collect()));
                let params = !uia.params.is_empty() || body.get("params").is_some();
                put("params", params.then(|| uia.params.into()));
                put("session", uia.session.map(Into::into));
                let completed = !uia.completed.is_empty() || body.get("completed").is_some();
                put("completed", completed.then(|| uia.completed.into()));
            }
            serde_json::to_string(&fields).map_err(with_sources)
        }
    }
}

/// Writes the crate, with the workspace's versions of dependencies.
fn write(folder: &Path, release: Release, source: &str) -> Result<()> {
    let root = project::root().canonicalize().context("cannot read the project's folder")?;
    let sources = folder.join("src");
    fs::create_dir_all(&sources).with_context(|| format!("cannot create {}", sources.display()))?;
    put(&folder.join("Cargo.toml"), manifest(&root, release).as_bytes())?;
    put(&sources.join("main.rs"), source.as_bytes())?;
    let lock = root.join("Cargo.lock");
    if lock.is_file() {
        put(
            &folder.join("Cargo.lock"),
            &fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?,
        )?;
    }
    Ok(())
}

/// Writes a file unless it is up to date, since cargo compares modification times.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Returns the manifest. The package name contains the release, so cargo keeps the programs of several releases apart.
fn manifest(root: &Path, release: Release) -> String {
    let name = format!("matrix-openapi-conformance-{}-{}", release.major, release.minor);
    let modules = Module::all().filter(|module| !matches!(module, Module::Mock(_)));
    let features: BTreeSet<&str> = modules.flat_map(Module::features).collect();
    let features: Vec<&str> = features.into_iter().collect();
    format!(
        "# Written by `cargo xtask conformance`.\n\
         [package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nbytes = \"1\"\nhttp = \"1\"\nhttp-body = \"1\"\nserde = \"1\"\nserde_json = \"1\"\n\
         matrix-openapi = {{ path = {root:?}, default-features = false, features = {features:?} }}\n\n\
         [profile.dev]\ndebug = false\n\n[workspace]\n"
    )
}

/// Builds the program and runs it with this input; returns its output.
fn exchange(folder: &Path, target: &Path, tree: &Path, input: &[u8]) -> Result<Vec<u8>> {
    let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut child = Command::new(cargo)
        .args(["run", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("MATRIX_OPENAPI_SPEC", tree)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    // The program reads all of its input before it writes, so neither waits for the other. If it fails earlier, its exit
    // status says more than the broken pipe.
    let sent = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    let output = child.wait_with_output().context("cannot wait for cargo")?;
    if !output.status.success() {
        bail!(
            "the generated code of {} does not build, or the conformance program failed; see the errors above",
            tree.display()
        );
    }
    sent.transpose().context("the conformance program did not read its input")?;
    Ok(output.stdout)
}
