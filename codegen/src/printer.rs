//! Prints generated code as text.
//!
//! prettyplease fills the lines of a macro's call like prose, so an entry such as a field would start at the end of one line and
//! continue on the next. Here each entry has a line of its own.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, ItemMod};

/// The longest line of a call whose entries share a line.
const WIDTH: usize = 90;

/// The start of the identifier that stands for the tokens of a call. No name in generated code starts with it.
const PLACEHOLDER: &str = "__tokens_";

/// Returns the source of a file.
pub fn print(mut file: syn::File) -> String {
    let mut calls = Vec::new();
    take_calls(&mut file.items, &mut calls);
    let mut text = String::new();
    for line in prettyplease::unparse(&file).lines() {
        let code = line.trim_start();
        let number = code.strip_prefix(PLACEHOLDER).and_then(|number| number.parse::<usize>().ok());
        match number.and_then(|number| calls.get(number)) {
            Some(tokens) => {
                let indent = line.strip_suffix(code).unwrap_or_default();
                for line in lines(tokens, WIDTH.saturating_sub(indent.len())) {
                    text.push_str(indent);
                    text.push_str(&line);
                    text.push('\n');
                }
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// Replaces the tokens of all calls in items and in their modules by placeholders.
fn take_calls(items: &mut [Item], calls: &mut Vec<TokenStream>) {
    for item in items {
        match item {
            Item::Mod(ItemMod { content: Some((_, items)), .. }) => take_calls(items, calls),
            Item::Macro(item) if !item.mac.tokens.is_empty() => {
                let name = Ident::new(&format!("{PLACEHOLDER}{}", calls.len()), Span::call_site());
                calls.push(std::mem::replace(&mut item.mac.tokens, name.into_token_stream()));
            }
            _ => {}
        }
    }
}

/// Returns the lines of a call: one for each row that ends with `;`, or else one for each entry in braces.
fn lines(tokens: &TokenStream, width: usize) -> Vec<String> {
    let rows = split(tokens, &[';']);
    if rows.len() > 1 {
        return rows.iter().map(|row| flat(row)).collect();
    }
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let row = flat(&tokens);
    let is_long = row.len() > width;
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    let mut start = "";
    for token in &tokens {
        let entries = entries(token);
        if entries.len() > 1 || is_long && !entries.is_empty() {
            lines.push(format!("{start}{} {{", flat(&line)));
            lines.extend(entries.iter().map(|entry| format!("    {}", flat(entry))));
            line.clear();
            start = "} ";
        } else {
            line.push(token.clone());
        }
    }
    lines.push(format!("{start}{}", flat(&line)).trim_end().to_owned());
    lines
}

/// Returns the entries of a group in braces; none for other tokens.
fn entries(token: &TokenTree) -> Vec<Vec<TokenTree>> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            split(&group.stream(), &[',', ';'])
        }
        _ => Vec::new(),
    }
}

/// Splits tokens after these separators.
fn split(tokens: &TokenStream, separators: &[char]) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for token in tokens.clone() {
        let ends = matches!(&token, TokenTree::Punct(punct) if separators.contains(&punct.as_char()));
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
        if ends {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns tokens on one line.
fn flat(tokens: &[TokenTree]) -> String {
    let mut line = String::new();
    let mut before = None;
    for token in tokens {
        if before.is_some_and(|before| is_spaced(&line, before, token)) {
            line.push(' ');
        }
        match token {
            TokenTree::Group(group) => line.push_str(&flat_group(group)),
            token => line.push_str(&token.to_string()),
        }
        before = Some(token);
    }
    line
}

fn flat_group(group: &Group) -> String {
    let inner = flat(&group.stream().into_iter().collect::<Vec<_>>());
    match group.delimiter() {
        Delimiter::Brace if inner.is_empty() => "{}".to_owned(),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::None => inner,
    }
}

/// Returns whether a space is between the token at the end of a line and the next one.
fn is_spaced(line: &str, before: &TokenTree, next: &TokenTree) -> bool {
    match (before, next) {
        (TokenTree::Punct(punct), _) if punct.spacing() == Spacing::Joint => false,
        (TokenTree::Punct(punct), _) if matches!(punct.as_char(), '&' | '<' | '.' | '#') => false,
        // The colon between a name and a type is apart from the two before a path.
        (TokenTree::Punct(punct), _) if punct.as_char() == ':' => !line.ends_with("::"),
        (TokenTree::Ident(_), TokenTree::Group(group)) => group.delimiter() != Delimiter::Parenthesis,
        (TokenTree::Ident(_), TokenTree::Punct(punct)) if punct.as_char() == '<' => false,
        (_, TokenTree::Punct(punct)) => !matches!(punct.as_char(), ',' | ';' | ':' | '>' | '*' | '.'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn each_entry_of_a_call_has_a_line() {
        let file = parse_quote! {
            mod types {
                a::json_object! { Thing { 0 id "id" required present, 1 type_ "type" optional; 2 kind "kind" = required "x" } }
                a::json_object! { One { 0 id "id" required present } }
                a::json_object! { Empty {} }
            }
            a::serve! { Put { id = path "id", body = json } -> Json(super::types::Thing), Json, shared [Field("a")] [] true }
            a::json_map! { Direct { ::a::UserId => Vec<::a::Raw<::a::RoomId>> } }
            a::event_content! { Secret = "m.secret."*: state(::a::UserId), to_device }
            a::tagged! { M "k" { "a" A(A), "b" B(B) } else Other(O) k { #[doc = "A."] value extra extra_mut: ::a::Extra, } }
            a::samples! { A = "{}", "{}"; B = "1", "2"; }
            a::rows! { "all"; Put = 200 Json { text: "{}", places: &[] }, errors [404, 429]; }
        };
        let expected = r#"mod types {
    a::json_object! {
        Thing {
            0 id "id" required present,
            1 type_ "type" optional;
            2 kind "kind" = required "x"
        }
    }
    a::json_object! {
        One { 0 id "id" required present }
    }
    a::json_object! {
        Empty {}
    }
}
a::serve! {
    Put {
        id = path "id",
        body = json
    } -> Json(super::types::Thing), Json, shared [Field("a")] [] true
}
a::json_map! {
    Direct { ::a::UserId => Vec<::a::Raw<::a::RoomId>> }
}
a::event_content! {
    Secret = "m.secret."*: state(::a::UserId), to_device
}
a::tagged! {
    M "k" {
        "a" A(A),
        "b" B(B)
    } else Other(O) k {
        #[doc = "A."] value extra extra_mut: ::a::Extra,
    }
}
a::samples! {
    A = "{}", "{}";
    B = "1", "2";
}
a::rows! {
    "all";
    Put = 200 Json { text: "{}", places: &[] }, errors [404, 429];
}
"#;
        assert_eq!(print(file), expected);
    }
}
