//! A generated module, read back from its source: what is counted here is what a user of the crate gets.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::Visibility;
use syn::{Attribute, Expr, Field, Fields, FnArg, ImplItem, Item, ItemEnum, ItemImpl, Lit, Meta, Variant};

/// The items of a generated module that the description decides about.
#[derive(Default)]
pub struct Module {
    /// The types that are read and written as objects.
    pub objects: BTreeSet<String>,
    /// The object types: the names of their fields in JSON, without the one that collects all others.
    pub structs: BTreeMap<String, BTreeSet<String>>,
    /// The open enumerations: their values in order.
    pub enums: BTreeMap<String, Vec<String>>,
    /// The unions: how many variants each has.
    pub unions: BTreeMap<String, usize>,
    /// The `id` of each row of the operation table.
    pub table: Vec<String>,
    /// The methods of the client that give a builder, by name.
    pub methods: BTreeMap<String, Method>,
    /// The builders that can be sent, each with its setters.
    pub builders: BTreeMap<String, BTreeSet<String>>,
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
                Item::Macro(item) if item.mac.path.segments.last().unwrap().ident == "json_objects" => {
                    let names = item.mac.tokens.clone().into_iter().map(|name| name.to_string());
                    self.objects.extend(names);
                }
                Item::Macro(item) => {
                    assert!(item.mac.path.segments.last().unwrap().ident == "open_enum", "an unknown macro");
                    let item: ItemEnum = syn::parse2(item.mac.tokens.clone()).unwrap();
                    self.enumeration(&item, path);
                    self.enums.insert(item.ident.to_string(), item.variants.iter().map(value).collect());
                }
                Item::Static(item) => {
                    self.public(&item.vis, &item.attrs, &format!("{path}{}", item.ident));
                    self.table = table(&item.expr);
                }
                Item::Impl(item) if names_fields(item) => {
                    self.structs.insert(item.self_ty.to_token_stream().to_string(), field_names(item));
                }
                Item::Impl(item) => self.implementation(item),
                other => panic!("an unknown kind of item: {}", other.to_token_stream()),
            }
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
                // What every call and every client has stands for no part of the request, nor does how a type is built.
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

fn value(variant: &Variant) -> String {
    text(&variant.discriminant.as_ref().unwrap().1).unwrap()
}

fn is_extra(field: &Field) -> bool {
    field.ident.as_ref().is_some_and(|name| name == "extra")
        && field.ty.to_token_stream().to_string() == ":: matrix_openapi :: json :: Extra"
}

fn names_fields(item: &ItemImpl) -> bool {
    item.trait_.as_ref().is_some_and(|(path, _)| path.segments.last().unwrap().ident == "Object")
}

/// The names of a type's fields in JSON.
fn field_names(item: &ItemImpl) -> BTreeSet<String> {
    let constants = item.items.iter().filter_map(|item| match item {
        ImplItem::Const(item) if item.ident == "FIELDS" => Some(&item.expr),
        _ => None,
    });
    let Some(Expr::Reference(list)) = constants.into_iter().next() else { panic!("no names of fields") };
    let Expr::Array(list) = &*list.expr else { panic!("no list of names") };
    list.elems.iter().filter_map(text).collect()
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

/// The operationIds of a slice of rows, each made by `Operation::new(…)` and what follows it.
fn table(expression: &Expr) -> Vec<String> {
    let Expr::Reference(reference) = expression else { panic!("the table is no slice") };
    let Expr::Array(array) = &*reference.expr else { panic!("the table is no array") };
    fn id(row: &Expr) -> String {
        match row {
            Expr::MethodCall(more) => id(&more.receiver),
            Expr::Call(new) => text(&new.args[1]).unwrap(),
            _ => panic!("a row is no call"),
        }
    }
    array.elems.iter().map(id).collect()
}
