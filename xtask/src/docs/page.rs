//! The page of a group: a table of its methods, then a section for each.

use anyhow::Result;
use matrix_openapi_codegen::emit::Argument;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Paged, ParameterLocation, Response};
use matrix_openapi_codegen::rustdoc;
use proc_macro2::{Group, TokenStream, TokenTree};

use super::chapter::{Chapter, PageEntry};
use super::markdown::{anchor, cell};
use super::{example, serving, types};

/// Returns the page without its first line.
pub(super) fn render(chapter: &Chapter<'_>, group: &str, entries: &[PageEntry]) -> Result<String> {
    let (api, file) = (chapter.api(), chapter.file(group));
    let file = file.rsplit_once('/').map_or(file.as_str(), |(_, name)| name);
    let mut text = format!(
        "# {}\n\nPart of the [{title}](../README.md#{anchor}), module `matrix_openapi::{module}`, feature `{api}`.\n\n\
         Method | HTTP request | Description\n--- | --- | ---\n",
        rustdoc::plain(group),
        title = api.prose_title(),
        anchor = anchor(api.prose_title()),
        module = api.module(),
    );
    for entry in entries {
        let (name, facts) = (entry.rust_name(), &entry.operation.facts);
        text.push_str(&format!(
            "[**{name}**]({file}#{name}) | **{}** {} | {}\n",
            facts.method,
            cell(&rustdoc::code(&facts.path)),
            cell(&rustdoc::summary(chapter.model, &entry.operation)),
        ));
    }
    for entry in entries {
        text.push('\n');
        text.push_str(&section(chapter.model, entry)?);
    }
    Ok(text)
}

fn section(model: &ApiModel, entry: &PageEntry) -> Result<String> {
    let operation = &entry.operation;
    let mut parts = vec![
        format!("# **{}**\n> {}", entry.rust_name(), signature(entry)?),
        rustdoc::summary(model, operation),
    ];
    parts.extend(rustdoc::description(model, operation));
    parts.push(facts(model, operation));
    parts.push(format!(
        "### Example\n```rust,no_run\n{}```",
        example::render(model, entry, example::ExampleUse::Page)
    ));
    parts.push(format!("### Parameters\n{}", parameters(model, entry)));
    parts.push(format!("### Return type\n{}", return_type(&operation.response)));
    parts.extend(paging(operation));
    parts.push(format!("### Authorization\n{}", authorization(operation)));
    parts.push(format!("### HTTP request headers\n{}", headers(operation)));
    parts.push(format!("### Serving\n{}", serving::render(model, operation)?));
    let title = model.api.prose_title();
    parts.push(format!(
        "[[Back to top]](#) [[Back to API list]](../README.md#{}) [[Back to README]](../../README.md)\n",
        anchor(title)
    ));
    Ok(parts.join("\n\n"))
}

/// Returns the method with its arguments, and the type of the response.
fn signature(entry: &PageEntry) -> Result<String> {
    let mut arguments = Vec::new();
    for argument in entry.arguments.iter().filter(|argument| argument.required) {
        arguments.push(format!("{}: {}", argument.rust_name, taken(argument)?));
    }
    arguments.extend(body(&entry.operation).map(|(taken, _)| format!("body: {taken}")));
    let optional: Vec<_> =
        entry.arguments.iter().filter(|one| !one.required).map(|one| one.rust_name.as_str()).collect();
    let setters =
        if optional.is_empty() { String::new() } else { format!(", setters: `{}`", optional.join("`, `")) };
    let (arguments, (response, _)) = (arguments.join(", "), returned(&entry.operation.response));
    Ok(format!("`{}({arguments}) -> {response}`{setters}", entry.rust_name()))
}

/// Returns the parameter type of the method or setter, without paths.
fn taken(argument: &Argument) -> Result<String> {
    let ty: syn::Type = syn::parse2(last_segments(argument.taken.clone()))?;
    let file: syn::File = syn::parse_quote!(type T = #ty;);
    let text = prettyplease::unparse(&file);
    let text = text.trim().trim_start_matches("type T = ").trim_end_matches(';');
    // A long line was broken at brackets.
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(line.replace("< ", "<").replace("( ", "(").replace(", >", ">").replace(", )", ")"))
}

/// Reduces paths to their last names.
fn last_segments(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
        if colon(&token) && tokens.next_if(|next| colon(next)).is_some() {
            // A path that begins with colons follows no name, at most a keyword.
            if matches!(kept.last(), Some(TokenTree::Ident(name)) if name != "impl") {
                kept.pop();
            }
            continue;
        }
        kept.push(match token {
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), last_segments(group.stream())))
            }
            token => token,
        });
    }
    kept.into_iter().collect()
}

fn facts(model: &ApiModel, operation: &Operation) -> String {
    let facts = &operation.facts;
    let mut notes = vec![format!("**{}** {}", facts.method, rustdoc::code(&facts.path))];
    notes.extend(facts.rate_limited.then(|| "rate-limited".to_owned()));
    notes.extend(facts.deprecated.then(|| "deprecated by the specification".to_owned()));
    notes.extend(facts.added.as_ref().map(|release| format!("added in Matrix {}", rustdoc::plain(release))));
    if !facts.errors.is_empty() {
        notes.push(format!("error statuses {}", rustdoc::plain(&facts.errors.join(", "))));
    }
    notes.push(format!(
        "operation {} of the [specification]({})",
        rustdoc::code(&facts.id),
        rustdoc::link(model, operation)
    ));
    notes.join(", ")
}

fn parameters(model: &ApiModel, entry: &PageEntry) -> String {
    let mut rows = String::new();
    for argument in &entry.arguments {
        rows.push_str(&format!(
            "**{}** | {} | {} | {}\n",
            argument.rust_name,
            cell(&types::linked(&argument.ty, types::FILE)),
            cell(&rustdoc::text(model, &argument.doc, &argument.ty)),
            cell(&notes(argument)),
        ));
    }
    if let Some((taken, what)) = body(&entry.operation) {
        rows.push_str(&format!(
            "**body** | `{}` | The body of the request, {what}. | required\n",
            cell(taken)
        ));
    }
    if rows.is_empty() {
        return "This operation has no parameters.".to_owned();
    }
    format!("\nName | Type | Description | Notes\n--- | --- | --- | ---\n{}", rows.trim_end())
}

/// Returns the argument for a whole body: its type, and its format in words.
fn body(operation: &Operation) -> Option<(&'static str, String)> {
    match &operation.body {
        Some(Body::Json(_)) => Some(("&(impl Serialize + ?Sized)", "JSON".to_owned())),
        Some(Body::Bytes(media)) => Some(("impl Into<Body>", format!("bytes ({})", rustdoc::code(media)))),
        Some(Body::Object(_)) | None => None,
    }
}

fn notes(argument: &Argument) -> String {
    let location = match argument.location {
        Some(ParameterLocation::Path) => "path",
        Some(ParameterLocation::Query) => "query",
        Some(ParameterLocation::Header) => "header",
        None => "body",
    };
    let need = if argument.required { "required" } else { "optional" };
    let mut notes =
        vec![need.to_owned(), format!("{} in the {location}", rustdoc::code(&argument.wire_name))];
    notes.extend(argument.doc.limits.iter().cloned());
    notes.extend(
        argument.doc.default.as_ref().map(|value| format!("server default {}", rustdoc::code(value))),
    );
    notes.extend(
        argument.doc.added.as_ref().map(|release| format!("added in Matrix {}", rustdoc::plain(release))),
    );
    notes.extend(argument.doc.deprecated.then(|| "deprecated".to_owned()));
    notes.join(", ")
}

/// Returns the methods that page, if the operation is paged.
fn paging(operation: &Operation) -> Option<String> {
    let Paged { setter, item, .. } = operation.paging.as_ref()?;
    let (page, _) = returned(&operation.response);
    Some(format!(
        "### Paging\nInstead of `send()`, `pages()` returns `Pages<{page}>`, the pages one after another, and `items()` \
         returns `Items<{item}>`, the items of all pages. `{setter}` takes the token of the first page. See the \
         [guide](../guide/paging-and-sync.md)."
    ))
}

/// Returns the type of the response, with a remark.
fn returned(response: &Response) -> (String, &'static str) {
    match response {
        Response::Json(ty) => (ty.to_string(), ""),
        Response::Empty => ("()".to_owned(), ", the response is empty"),
        Response::Stream(_) => ("Download".to_owned(), ", a stream of bytes"),
        Response::Multipart => {
            ("FederationMedia".to_owned(), ", metadata followed by the file or its location")
        }
        Response::Redirect => ("Redirect".to_owned(), ", which is not followed"),
    }
}

/// Returns the type of the response with a link to its fields, and a remark.
fn return_type(response: &Response) -> String {
    match response {
        Response::Json(ty) => types::linked(ty, types::FILE),
        other => {
            let (ty, remark) = returned(other);
            format!("`{ty}`{remark}")
        }
    }
}

fn authorization(operation: &Operation) -> String {
    let text = rustdoc::authentication(&operation.facts);
    let text = text.trim_start_matches("Authentication: ").trim_end_matches('.');
    match example::credentials(&operation.facts) {
        Some(credentials) => format!("{text}: {}", credentials.constructors),
        None => text.to_owned(),
    }
}

fn headers(operation: &Operation) -> String {
    let list = |media: &[String]| media.iter().map(|one| rustdoc::code(one)).collect::<Vec<_>>().join(", ");
    let sent = match &operation.body {
        Some(Body::Object(_) | Body::Json(_)) => "`application/json`".to_owned(),
        Some(Body::Bytes(media)) => format!("the media type of the body, such as {}", rustdoc::code(media)),
        None => "not defined".to_owned(),
    };
    let accepted = match &operation.response {
        Response::Json(_) => "`application/json`".to_owned(),
        Response::Stream(media) => list(media),
        Response::Multipart => "`multipart/mixed`".to_owned(),
        Response::Empty | Response::Redirect => "not defined".to_owned(),
    };
    format!(" - **Content-Type**: {sent}\n - **Accept**: {accepted}")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn types_are_shown_without_paths() {
        let short = |tokens: TokenStream| last_segments(tokens).to_string().replace(' ', "");
        assert_eq!(short(quote!(impl ::std::convert::Into<types::AuthData>)), "implInto<AuthData>");
        assert_eq!(short(quote!(&(impl ::serde::Serialize + ?Sized))), "&(implSerialize+?Sized)");
        assert_eq!(
            short(quote!(impl ::std::iter::IntoIterator<Item = (impl ::std::convert::AsRef<str>, a::B)>)),
            "implIntoIterator<Item=(implAsRef<str>,B)>"
        );
    }

    #[test]
    fn cells_stay_in_their_table() {
        assert_eq!(cell("one\n\ntwo | three"), "one two \\| three");
    }
}
