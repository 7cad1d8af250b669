//! A generated module, parsed from its source.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenTree};
use quote::ToTokens;
use syn::Visibility;
use syn::{Attribute, Expr, Field, Fields, FnArg, ImplItem, Item, ItemEnum, ItemImpl, Lit, Meta};

/// The items of a generated module that depend on the description.
#[derive(Default)]
pub struct Module {
    /// The types that are read and written as objects.
    pub objects: BTreeSet<String>,
    /// The object types, with the JSON names of their fields, without `extra`.
    pub structs: BTreeMap<String, BTreeSet<String>>,
    /// The open enumerations, with their values in order.
    pub enums: BTreeMap<String, Vec<String>>,
    /// The unions, with the number of their variants.
    pub unions: BTreeMap<String, usize>,
    /// The `id` of each row of the operation table.
    pub table: Vec<String>,
    /// The methods of the client that return a builder, by name.
    pub methods: BTreeMap<String, Method>,
    /// The builders that can be sent, each with its setters.
    pub builders: BTreeMap<String, BTreeSet<String>>,
    /// The types that represent operations, by their index in the table.
    pub endpoints: BTreeMap<usize, String>,
    /// The public items without documentation.
    pub undocumented: Vec<String>,
}

/// A method of the client.
pub struct Method {
    pub builder: String,
    pub arguments: BTreeSet<String>,
    pub doc: String,
}

impl Module {
    pub fn read(source: &str) -> Self {
        let file = syn::parse_file(source).unwrap();
        let mut module = Self::default();
        module.items(&file.items, "");
        module
    }

    fn items(&mut self, items: &[Item], path: &str) {
        for item in items {
            match item {
                Item::Mod(item) => {
                    let path = format!("{path}{}::", item.ident);
                    self.public(&item.vis, &item.attrs, &path);
                    self.items(&item.content.as_ref().unwrap().1, &path);
                }
                Item::Struct(item) => {
                    let name = format!("{path}{}", item.ident);
                    self.public(&item.vis, &item.attrs, &name);
                    self.fields(&item.fields, &name);
                    if path == "types::" {
                        let extra = item.fields.iter().filter(|field| is_extra(field)).count();
                        assert_eq!(extra, 1, "{name} does not keep what it does not name");
                    }
                }
                Item::Enum(item) => {
                    self.enumeration(item, path);
                    self.unions.insert(item.ident.to_string(), item.variants.len());
                }
                Item::Macro(item) => self.expand(&item.mac),
                Item::Static(item) => {
                    self.public(&item.vis, &item.attrs, &format!("{path}{}", item.ident));
                    self.table = table(&item.expr);
                }
                Item::Impl(item) => self.implementation(item),
                other => panic!("an unknown kind of item: {}", other.to_token_stream()),
            }
        }
    }

    /// Reads a macro: the name of its type, and the index, or the strings in the braces, after it.
    fn expand(&mut self, item: &syn::Macro) {
        let macro_name = item.path.segments.last().unwrap().ident.to_string();
        let mut tokens = item.tokens.clone().into_iter();
        let name = tokens.next().unwrap().to_string();
        if macro_name == "endpoint" {
            let index = tokens.nth(1).unwrap().to_string().parse().unwrap();
            assert!(self.endpoints.insert(index, name).is_none(), "two types for one operation");
            return;
        }
        let Some(TokenTree::Group(content)) = tokens.next() else { panic!("{name} has no braces") };
        let strings = content.stream().into_iter().filter_map(|token| match Lit::new(literal(token)?) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        });
        match macro_name.as_str() {
            "json_object" => {
                self.structs.insert(name.clone(), strings.collect());
                self.objects.insert(name);
            }
            "open_enum" => {
                assert!(self.unions.remove(&name).is_some(), "{name} is not defined before its macro");
                self.enums.insert(name, strings.collect());
            }
            "request_methods" => {
                let setters = self.builders.entry(name).or_default();
                if !content.stream().is_empty() {
                    setters.extend(["body", "extra"].map(str::to_owned));
                }
            }
            other => panic!("an unknown macro {other}"),
        }
    }

    fn enumeration(&mut self, item: &ItemEnum, path: &str) {
        let name = format!("{path}{}", item.ident);
        self.public(&item.vis, &item.attrs, &name);
        for variant in &item.variants {
            self.documented(&variant.attrs, &format!("{name}::{}", variant.ident));
        }
    }

    fn fields(&mut self, fields: &Fields, name: &str) {
        for field in fields {
            let field_name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            self.public(&field.vis, &field.attrs, &format!("{name}.{field_name}"));
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        if item.trait_.is_some() {
            return;
        }
        let name = type_name(&item.self_ty);
        for member in &item.items {
            let ImplItem::Fn(function) = member else { panic!("{name} has something else than functions") };
            let function_name = function.sig.ident.to_string();
            self.public(&function.vis, &function.attrs, &format!("{name}::{function_name}"));
            if !matches!(function.vis, Visibility::Public(_)) {
                continue;
            }
            let result = function.sig.output.to_token_stream().to_string();
            let arguments = function.sig.inputs.iter().filter_map(argument).collect();
            if let Some(builder) =
                result.strip_prefix("-> call :: ").and_then(|text| text.split_whitespace().next())
            {
                let method = Method { builder: builder.to_owned(), arguments, doc: doc(&function.attrs) };
                assert!(self.methods.insert(function_name, method).is_none(), "two methods of one name");
            } else if function_name == "options" || name == "Client" || function.sig.receiver().is_none() {
                // Methods of every call and client, and constructors, do not depend on the description.
            } else if result == "-> Self" {
                self.builders.entry(name.clone()).or_default().insert(function_name);
            } else if function_name == "send" {
                self.builders.entry(name.clone()).or_default();
            }
        }
    }

    fn public(&mut self, visibility: &Visibility, attributes: &[Attribute], name: &str) {
        if matches!(visibility, Visibility::Public(_)) {
            self.documented(attributes, name);
        }
    }

    fn documented(&mut self, attributes: &[Attribute], name: &str) {
        if doc(attributes).trim().is_empty() {
            self.undocumented.push(name.to_owned());
        }
    }
}

fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => text(&pair.value),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn literal(token: TokenTree) -> Option<Literal> {
    match token {
        TokenTree::Literal(literal) => Some(literal),
        _ => None,
    }
}

fn is_extra(field: &Field) -> bool {
    field.ident.as_ref().is_some_and(|name| name == "extra")
        && field.ty.to_token_stream().to_string() == ":: matrix_openapi :: json :: Extra"
}

fn argument(argument: &FnArg) -> Option<String> {
    match argument {
        FnArg::Typed(typed) => Some(typed.pat.to_token_stream().to_string()),
        FnArg::Receiver(_) => None,
    }
}

fn type_name(ty: &syn::Type) -> String {
    let syn::Type::Path(path) = ty else { panic!("an impl for {}", ty.to_token_stream()) };
    path.path.segments.last().unwrap().ident.to_string()
}

/// Returns the operationIds of a slice of rows, each of which is an `operation!` with the API and then the
/// operationId.
fn table(expression: &Expr) -> Vec<String> {
    let Expr::Reference(reference) = expression else { panic!("the table is not a slice") };
    let Expr::Array(array) = &*reference.expr else { panic!("the table is not an array") };
    let id = |row: &Expr| {
        let Expr::Macro(row) = row else { panic!("a row is not a macro") };
        match Lit::new(literal(row.mac.tokens.clone().into_iter().nth(1).unwrap()).unwrap()) {
            Lit::Str(id) => id.value(),
            _ => panic!("a row has no operationId"),
        }
    };
    array.elems.iter().map(id).collect()
}
