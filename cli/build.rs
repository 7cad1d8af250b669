//! Writes the table of operations that the tool embeds, from the description that the library is generated from.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use matrix_openapi_codegen::lower::ir;
use matrix_openapi_codegen::{Api, Module, Project, rustdoc};

#[path = "src/table/model.rs"]
mod model;

use model::{Body, Entry, Field, Parameter, ParameterLocation, Response, Struct, Type, Types};

/// The operations that the library needs for logins by OAuth 2.0.
const OAUTH: [&str; 3] = ["getAuthMetadata", "getTokenOwner", "logout"];

/// The error without the variables that cargo sets.
const NO_CARGO: &str = "CARGO_MANIFEST_DIR or OUT_DIR is not set; run the build script with cargo";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=MATRIX_OPENAPI_SPEC");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(NO_CARGO)?);
    let output = PathBuf::from(env::var_os("OUT_DIR").ok_or(NO_CARGO)?);
    let vendored = root.join("..").join("spec");
    let spec = env::var_os("MATRIX_OPENAPI_SPEC").map_or_else(|| vendored.clone(), PathBuf::from);
    for input in ["build.rs", "src/table/model.rs"].map(PathBuf::from).iter().chain([&spec, &vendored]) {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    let project = Project::new(spec, vendored.join("overlays"));
    let modules: Vec<_> = Api::ALL.into_iter().map(Module::Api).collect();
    let built = project.model(project.description_of(&modules)?)?;
    for api in Api::ALL {
        let model = built.apis.get(&api).ok_or_else(|| format!("the description lacks the API {api}"))?;
        let entries =
            model.operations.iter().map(|operation| serde_json::to_string(&entry(model, operation)));
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        // One line per operation, so the tool parses only the lines that it needs.
        fs::write(output.join(format!("{}.jsonl", api.module())), entries.join("\n"))?;
        if api == Api::ClientServer {
            let has = |id: &str| model.operations.iter().any(|operation| operation.facts.id == id);
            println!("cargo::rustc-check-cfg=cfg(oauth)");
            if OAUTH.into_iter().all(has) {
                println!("cargo::rustc-cfg=oauth");
            }
        }
        let types = serde_json::to_string(&types(model))?;
        fs::write(output.join(format!("{}.types.json", api.module())), types)?;
    }
    Ok(())
}

fn entry(model: &ir::ApiModel, operation: &ir::Operation) -> Entry {
    let parameters = operation.parameters.iter().map(|parameter| Parameter {
        name: parameter.name.clone(),
        flag: parameter.rust_name.trim_end_matches('_').replace('_', "-"),
        location: match parameter.location {
            ir::ParameterLocation::Path => ParameterLocation::Path,
            ir::ParameterLocation::Query => ParameterLocation::Query,
            ir::ParameterLocation::Header => ParameterLocation::Header,
        },
        required: parameter.required,
        ty: ty(&parameter.ty),
        text: text(model, &parameter.doc, &parameter.ty),
    });
    Entry {
        id: operation.facts.id.clone(),
        summary: rustdoc::summary(model, operation),
        description: rustdoc::description(model, operation),
        link: rustdoc::link(model, operation),
        parameters: parameters.collect(),
        body: operation.body.as_ref().map(|body| match body {
            ir::Body::Object(name) => Body::Json(Type::Struct(name.clone())),
            ir::Body::Json(json) => Body::Json(ty(json)),
            ir::Body::Bytes(media) => Body::Bytes(media.clone()),
        }),
        response: match &operation.response {
            ir::Response::Json(json) => Response::Json(json.to_string()),
            ir::Response::Empty => Response::Empty,
            ir::Response::Stream(_) => Response::Stream,
            ir::Response::Multipart => Response::Multipart,
            ir::Response::Redirect => Response::Redirect,
        },
    }
}

/// Returns the documentation of a value as one paragraph.
fn text(model: &ir::ApiModel, doc: &ir::Doc, ty: &ir::Type) -> String {
    rustdoc::argument(model, doc, ty).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ty(ty: &ir::Type) -> Type {
    use ir::Type as From;
    match ty {
        From::String => Type::String,
        From::Boolean => Type::Boolean,
        From::Integer => Type::Integer,
        From::Unsigned => Type::Unsigned,
        From::Number => Type::Number,
        From::Secret => Type::Secret,
        From::Identifier(name) => Type::Identifier((*name).to_owned()),
        From::RawObject | From::Handwritten(_) | From::Content(_) => Type::Object,
        From::JsonValue | From::RawJson => Type::Any,
        From::Enumeration(name) => Type::Enumeration(name.clone()),
        From::Union(name) => Type::Union(name.clone()),
        From::Struct(name) => Type::Struct(name.clone()),
        From::Raw(inner) => self::ty(inner),
        From::List(inner) => Type::List(Box::new(self::ty(inner))),
        From::Map(_, value) => Type::Map(Box::new(self::ty(value))),
        From::Nullable(inner) => Type::Nullable(Box::new(self::ty(inner))),
    }
}

fn types(model: &ir::ApiModel) -> Types {
    let structs = model.structs.iter().map(|(name, item)| {
        let fields = item.fields.iter().map(|field| Field {
            name: field.name.clone(),
            required: field.required || field.needed,
            ty: ty(&field.ty),
            text: text(model, &field.doc, &field.ty),
        });
        (name.clone(), Struct { fields: fields.collect(), others: item.extra.as_ref().map(ty) })
    });
    let null = Type::Nullable(Box::new(Type::Any));
    let unions = model.unions.iter().map(|(name, union)| {
        let variants =
            union.variants.iter().map(|variant| variant.ty.as_ref().map_or_else(|| null.clone(), ty));
        (name.clone(), variants.collect::<Vec<_>>())
    });
    Types {
        structs: structs.collect(),
        enumerations: model.enums.iter().map(|(name, item)| (name.clone(), item.values.clone())).collect(),
        unions: unions.collect::<BTreeMap<_, _>>(),
    }
}
