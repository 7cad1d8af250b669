//! No function has a `bool` parameter, since `true` and `false` say nothing where it is called.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::size_limits::handwritten;

#[test]
fn no_function_has_a_bool_parameter() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut all = Vec::new();
    for file in handwritten(root) {
        let tokens: TokenStream = fs::read_to_string(&file).unwrap().parse().unwrap();
        let name = file.strip_prefix(root).unwrap().display();
        all.extend(functions(tokens).iter().map(|function| format!("{name}: {function}")));
    }
    assert!(
        all.is_empty(),
        "functions with a `bool` parameter; use an enum or two functions:\n{}",
        all.join("\n")
    );
}

#[test]
fn functions_with_a_bool_parameter_are_found() {
    let text = "fn one(a: bool) {}
        impl A { pub async fn two<F: Fn(u8) -> u8>(&self, f: F, mut b: bool,) { fn three(c: bool) {} } }
        trait B { fn four(self, d: bool) -> bool; }
        macro_rules! made { ($name:ident) => { fn $name(e: bool) {} }; }
        fn none(f: fn(bool), g: &bool, h: Option<bool>, i: impl Fn(bool) -> bool, j: Map<u8, bool>) {}
        impl Visitor for A { fn visit_bool(self, value: bool) {} }
        fn also_none() -> impl for<'a> Fn(&'a u8) { |k: bool| () }";
    assert_eq!(functions(text.parse().unwrap()), ["one", "two", "three", "four", "name"]);
}

/// Returns the names of the functions with a `bool` parameter, except those of trait implementations.
fn functions(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut found = Vec::new();
    while let Some((token, next)) = rest.split_first() {
        rest = next;
        match token {
            TokenTree::Group(group) => found.extend(functions(group.stream())),
            TokenTree::Ident(ident) if ident == "impl" => rest = after_trait_implementation(rest),
            TokenTree::Ident(ident) if ident == "fn" => {
                let has_bool = parameters(rest).is_some_and(|group| has_bool(group.stream()));
                found.extend(name(rest).filter(|_| has_bool));
            }
            _ => {}
        }
    }
    found
}

/// Returns the tokens after the implementation of a trait, or all tokens if there is another use of `impl`.
fn after_trait_implementation(tokens: &[TokenTree]) -> &[TokenTree] {
    let is_body = |token: &TokenTree| is_group(token, Delimiter::Brace);
    let Some(body) = tokens.iter().position(is_body) else { return tokens };
    // `for<'a>` begins a bound.
    let has_trait = tokens[..body].windows(2).any(|pair| {
        matches!(&pair[0], TokenTree::Ident(ident) if ident == "for") && !is_punct(&pair[1], '<')
    });
    if has_trait { &tokens[body + 1..] } else { tokens }
}

/// Returns the name after `fn`; `None` in the type of a function.
fn name(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Ident(name), ..] | [TokenTree::Punct(_), TokenTree::Ident(name), ..] => {
            Some(name.to_string())
        }
        _ => None,
    }
}

/// Returns the parameters after `fn`, a name and generic parameters.
fn parameters(tokens: &[TokenTree]) -> Option<&Group> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        let is_arrow = index > 0 && is_punct(&tokens[index - 1], '-');
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !is_arrow => depth = depth.saturating_sub(1),
            TokenTree::Group(group) if depth == 0 => return Some(group),
            _ => {}
        }
    }
    None
}

fn has_bool(parameters: TokenStream) -> bool {
    let tokens: Vec<_> = parameters.into_iter().collect();
    tokens.split(|token| is_punct(token, ',')).any(|parameter| {
        matches!(parameter, [.., colon, TokenTree::Ident(ty)] if is_punct(colon, ':') && ty == "bool")
    })
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
