//! The page of an API's types, with their fields, values and forms.

use matrix_openapi_codegen::lower::ir::{ApiModel, Enumeration, Struct, Type, Union};
use matrix_openapi_codegen::lower::usage::usage;
use matrix_openapi_codegen::rustdoc;

use super::chapter::Chapter;
use super::markdown::cell;

/// The name of the page in the folder of its API.
pub(super) const FILE: &str = "types.md";

/// Returns the page without its first line.
pub(super) fn render(chapter: &Chapter<'_>) -> String {
    let model = chapter.model;
    let uses = usage(model);
    let doc = |name: &str, doc: &_| rustdoc::type_item(model, &uses, name, doc);
    let mut sections: Vec<(&String, String)> = Vec::new();
    sections.extend(
        model
            .structs
            .iter()
            .map(|(name, item)| (name, format!("{}\n\n{}", doc(name, &item.doc), fields(model, item)))),
    );
    sections.extend(
        model
            .enums
            .iter()
            .map(|(name, item)| (name, format!("{}\n\n{}", doc(name, &item.doc), values(model, item)))),
    );
    sections.extend(
        model
            .unions
            .iter()
            .map(|(name, item)| (name, format!("{}\n\n{}", doc(name, &item.doc), forms(item)))),
    );
    sections.sort();
    let (api, title) = (model.api, model.api.prose_title());
    let mut text = format!(
        "# Types of the {title}\n\nPart of the [{title}](../README.md#{anchor}), module `matrix_openapi::{module}::types`, feature \
         `{api}`. Every object type also has `extra`, with the fields that it does not name.\n",
        module = api.module(),
        anchor = super::markdown::anchor(title),
    );
    for (name, section) in sections {
        let section = with_pages(chapter, &section);
        text.push_str(&format!("\n## {name}\n\n{}\n", section.trim_end()));
    }
    text
}

/// Returns a type in Markdown, in which the types of the API are links.
pub(super) fn linked(ty: &Type, page: &str) -> String {
    let mut text = String::new();
    let whole = ty.to_string();
    let mut rest = whole.as_str();
    let mut names = Vec::new();
    named(ty, &mut names);
    // The names have the same order in the text.
    for name in names {
        let Some((before, after)) = split_at_word(rest, name) else { continue };
        text.push_str(&spans(before));
        text.push_str(&format!("[`{name}`]({page}#{})", name.to_lowercase()));
        rest = after;
    }
    text + &spans(rest)
}

/// Returns the text with links to the sections of methods instead of links between Rust items.
fn with_pages(chapter: &Chapter<'_>, text: &str) -> String {
    let mut parts = text.split("](super::Client::");
    let mut linked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (method, rest) = part.split_once(')').unwrap_or((part, ""));
        let group = chapter
            .groups
            .iter()
            .find(|(_, entries)| entries.iter().any(|entry| entry.rust_name() == method));
        let file = group.map(|(group, _)| chapter.file(group)).unwrap_or_default();
        let page = file.rsplit_once('/').map_or(file.as_str(), |(_, name)| name);
        linked.push_str(&format!("]({page}#{method}){rest}"));
    }
    linked
}

/// Returns the text before and after a name that is a whole word.
fn split_at_word<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let mut found = text.match_indices(name);
    let apart = |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric());
    found.find_map(|(start, _)| {
        let (before, after) = (text.get(..start)?, text.get(start + name.len()..)?);
        (apart(before.chars().last()) && apart(after.chars().next())).then_some((before, after))
    })
}

/// Returns a code span, if there is text.
fn spans(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// Adds the names of the API's types in a type, from left to right.
fn named<'a>(ty: &'a Type, names: &mut Vec<&'a str>) {
    match ty {
        Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => names.push(name),
        Type::Raw(inner) | Type::List(inner) | Type::Nullable(inner) => named(inner, names),
        Type::Map(key, value) => {
            named(key, names);
            named(value, names);
        }
        _ => {}
    }
}

fn fields(model: &ApiModel, item: &Struct) -> String {
    let rows = item.fields.iter().map(|field| {
        let mut notes = vec![if field.required { "required" } else { "optional" }.to_owned()];
        notes.extend(
            field.doc.added.as_ref().map(|release| format!("added in Matrix {}", rustdoc::plain(release))),
        );
        notes.extend(field.doc.deprecated.then(|| "deprecated".to_owned()));
        let renamed =
            (field.rust_name != field.name).then(|| format!("{} in JSON", rustdoc::code(&field.name)));
        notes.extend(renamed);
        format!(
            "**{}** | {} | {} | {}\n",
            field.rust_name,
            cell(&linked(&field.ty, "")),
            cell(&rustdoc::text(model, &field.doc, &field.ty)),
            cell(&notes.join(", "))
        )
    });
    table("Field | Type | Description | Notes\n--- | --- | --- | ---\n", rows)
}

fn values(model: &ApiModel, item: &Enumeration) -> String {
    let rows = item.values.iter().map(|value| {
        let text = rustdoc::value_item(model, item, value);
        format!("{} | {}\n", cell(&rustdoc::code(value)), cell(&text))
    });
    table("Value | Description\n--- | ---\n", rows)
}

fn forms(item: &Union) -> String {
    let forms = item.variants.iter().map(|variant| match &variant.ty {
        Some(ty) => format!("- {}\n", linked(ty, "")),
        None => "- `null`\n".to_owned(),
    });
    forms.collect()
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    if rows.is_empty() { String::new() } else { format!("{head}{rows}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_the_api_are_links() {
        let list = Type::List(Box::new(Type::Struct("Room".to_owned())));
        let map = Type::Map(Box::new(Type::Identifier("RoomId")), Box::new(list));
        assert_eq!(linked(&map, ""), "`BTreeMap<RoomId, Vec<`[`Room`](#room)`>>`");
        assert_eq!(linked(&Type::String, "types.md"), "`String`");
        assert_eq!(linked(&Type::Struct("Room".to_owned()), "types.md"), "[`Room`](types.md#room)");
    }
}
