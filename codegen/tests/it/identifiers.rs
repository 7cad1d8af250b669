//! The formats that the overlays give to identifiers: strings become identifiers, and nothing else changes.

use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Doc, Field, Parameter, Response, Type};
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Description, Project};

const FILE: &str = "identifiers.yaml";

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// Copies the plain files of a folder, except one.
fn copy(from: &Path, to: &Path, but: &str) {
    fs::create_dir_all(to).unwrap();
    for path in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap();
        if path.is_file() && name != but {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// Returns the available upstream trees.
fn trees() -> Vec<PathBuf> {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return Vec::new() };
    let names = ["v1.8", "v1.11", "v1.13", "v1.18", "v1.19", "main"].iter();
    names.map(|name| trees.join(name)).filter(|tree| tree.is_dir()).collect()
}

/// Returns the type with a string in place of each identifier.
fn plain(ty: &Type) -> Type {
    let boxed = |ty: &Type| Box::new(plain(ty));
    match ty {
        Type::Identifier(_) => Type::String,
        Type::Raw(inner) => Type::Raw(boxed(inner)),
        Type::List(inner) => Type::List(boxed(inner)),
        Type::Nullable(inner) => Type::Nullable(boxed(inner)),
        Type::Map(key, value) => Type::Map(boxed(key), boxed(value)),
        other => other.clone(),
    }
}

/// Returns the items of an API with strings in place of identifiers, and the number of identifiers.
fn shape(model: &ApiModel) -> (Vec<String>, usize) {
    let (mut lines, mut identifiers) = (Vec::new(), 0);
    let mut line = |place: String, ty: &Type| {
        let plain = plain(ty);
        identifiers += usize::from(plain != *ty);
        lines.push(format!("{place}: {plain}"));
    };
    for (name, item) in &model.structs {
        for Field { name: field, required, ty, doc: Doc { .. }, .. } in &item.fields {
            line(format!("{name}.{field} {required}"), ty);
        }
    }
    for call in &model.operations {
        let id = &call.facts.id;
        for Parameter { name, location, required, ty, .. } in &call.parameters {
            line(format!("{id} {location:?} {name} {required}"), ty);
        }
        match (&call.body, &call.response) {
            (Some(Body::Json(ty)), _) => line(format!("{id} body"), ty),
            (Some(Body::Object(name)), _) => line(format!("{id} body"), &Type::Struct(name.clone())),
            _ => {}
        }
        if let Response::Json(ty) = &call.response {
            line(format!("{id} response"), ty);
        }
    }
    lines.extend(model.enums.keys().chain(model.unions.keys()).cloned());
    (lines, identifiers)
}

fn lowered(description: &Description) -> impl Iterator<Item = ApiModel> {
    description.documents.values().map(|document| lower(document, description.release).unwrap())
}

#[test]
fn formats_make_identifiers_of_texts_and_change_nothing_else() {
    // A vendored folder may have overlays of its own, so this copies the overlays without the file.
    let folder = tempfile::tempdir().unwrap();
    let overlays = folder.path().join("overlays");
    copy(&spec(), folder.path(), "");
    copy(&spec().join("overlays"), &overlays, FILE);
    let pairs = trees().into_iter().map(|tree| (tree.clone(), tree));
    for (with, without) in pairs.chain([(spec(), folder.path().to_owned())]) {
        let name = with.display().to_string();
        let with = Project::new(&with, spec().join("overlays")).description().unwrap();
        let without = Project::new(&without, &overlays).description().unwrap();
        for (with, without) in lowered(&with).zip(lowered(&without)) {
            let place = format!("{name} {}", with.api);
            let ((with, more), (without, fewer)) = (shape(&with), shape(&without));
            let changed: Vec<_> = with.iter().filter(|line| !without.contains(line)).collect();
            assert_eq!(changed, [""; 0], "{place}");
            assert_eq!(with.len(), without.len(), "{place}");
            assert!(more > fewer, "{place}: {fewer} identifiers, and {more} by the overlay");
            println!("{place}: {fewer} identifiers, and {more} by the overlay");
        }
    }
}
