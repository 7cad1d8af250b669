//! The tables of Matrix facts agree with the types of `matrix-openapi-core`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::matrix::IDENTIFIERS;
use matrix_openapi_codegen::matrix::security::SECURITY_SCHEMES;
use syn::Item;

fn core(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src").join(file)).unwrap()
}

/// Returns the variants of an enumeration of `core/src/operation.rs`.
fn variants(name: &str) -> BTreeSet<String> {
    let file = syn::parse_file(&core("operation.rs")).unwrap();
    let found = file.items.iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == name => Some(&item.variants),
        _ => None,
    });
    found.unwrap().iter().map(|variant| variant.ident.to_string()).collect()
}

#[test]
fn each_identifier_format_has_a_type_in_core() {
    let text = core("id/identifier.rs");
    let (_, rows) = text.split_once("\nidentifiers! {\n").unwrap();
    let (rows, _) = rows.split_once("\n}\n").unwrap();
    let rows = rows.lines().filter_map(|line| {
        let (name, rest) = line.trim_start().split_once(", \"")?;
        let is_name = name.chars().all(char::is_alphanumeric);
        let mut texts = rest.split('"').step_by(2).map(str::to_owned);
        is_name.then(|| (name.to_owned(), texts.next().unwrap(), texts.next().unwrap()))
    });
    let noun = |one: &str| one.split_once(' ').unwrap().1.to_owned();
    let table =
        IDENTIFIERS.iter().map(|row| (row.rust_type.to_owned(), row.format.to_owned(), noun(row.one)));
    assert_eq!(table.collect::<BTreeSet<_>>(), rows.collect::<BTreeSet<_>>());
}

#[test]
fn each_identifier_format_is_complete() {
    let formats: BTreeSet<_> = IDENTIFIERS.iter().map(|row| row.format).collect();
    assert_eq!(formats.len(), IDENTIFIERS.len());
    for row in IDENTIFIERS {
        assert!(row.format.starts_with("mx-"), "{row:?}");
        assert!(!row.invalid.contains(&row.valid) && !row.invalid.contains(&row.sample), "{row:?}");
        assert!(row.invalid.len() > 2, "{row:?}");
        assert!(row.name_words.iter().all(|words| words.split(' ').count() <= 2), "{row:?}");
    }
}

#[test]
fn security_schemes_and_apis_are_those_of_core() {
    let schemes: BTreeSet<_> =
        SECURITY_SCHEMES.iter().flat_map(|row| row.variants).map(|name| (*name).to_owned()).collect();
    assert_eq!(schemes, variants("Scheme"));
    let apis: BTreeSet<_> = Api::ALL.map(|api| api.variant().to_owned()).into();
    assert_eq!(apis, variants("Api"));
}
