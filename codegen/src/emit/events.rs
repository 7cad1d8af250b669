//! The module of the events: their contents with their parts, the enumeration of all contents and the table of types. The module
//! of the EDUs is alike, without a table.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{
    CONTENT_ENUM, EDU_CONTENT, EDU_ENUM, EVENT_CONTENT, EVENT_KIND, EVENT_TYPE, EXTRA, JSON_MAP, RAW_JSON,
    RAW_OBJECT, STATE_KEY_KIND, identifier,
};
use crate::emit::rust_type::in_module;
use crate::emit::structs::{self, ConstructorLocation, Paired};
use crate::emit::{consistency, enums, shared, tagged};
use crate::event::{EventFacts, EventKind, EventSection, StateKeyKind};
use crate::lower::event_ir::{Event, EventModel, Newtype};
use crate::lower::ir::{ApiModel, Doc, Type};
use crate::rust_name::ident;
use crate::rustdoc::EventDocs;
use crate::sorted::sort;
use crate::{Error, Result};

/// Emits the module of the events, or of the EDUs, as one syntax tree.
///
/// If the model of the client-server API is given, this adds conversions between the types that both have.
pub fn emit_events(model: &EventModel, client_server: Option<&ApiModel>) -> Result<syn::File> {
    let types = &model.types;
    consistency::check(types)?;
    distinct(model)?;
    let docs = EventDocs::of(model);
    let structs = structs::pair(types)?;
    let objects = structs.values().map(|item| object(model, &docs, item));
    let newtypes = model.newtypes.iter().map(|(name, item)| newtype(&docs, name, item));
    let tagged = model.tagged.iter().map(|(name, item)| tagged::enumeration(&docs, &structs, name, item));
    let tagged = tagged.collect::<Result<Vec<_>>>()?;
    let part = |name: &str, doc: &Doc| docs.item(name, doc);
    let enums = enums::enumerations(types, part);
    let unions = enums::unions(types, part);
    let (traits, content, table): (Vec<_>, _, _) = match model.section {
        EventSection::Events => (
            model.events.iter().map(|event| traits(&event.facts)).collect(),
            content(model),
            Some(table(model)),
        ),
        EventSection::Edus => {
            (model.events.iter().map(|event| edu_trait(&event.facts)).collect(), edu(model), None)
        }
    };
    let shared = client_server.map(|api| shared::conversions(types, api));
    let tokens = quote! {
        #content
        #(#newtypes)*
        #(#tagged)*
        #(#objects)*
        #(#enums)*
        #(#unions)*
        #(#traits)*
        #shared
        #table
    };
    syn::parse2(tokens).map_err(|error| refuse(format!("the emitted code is not valid Rust: {error}")))
}

/// Returns an error about the whole module.
fn refuse(message: String) -> Error {
    Error::file("events", message)
}

/// Fails if two types have the same name; [`consistency::check`] has compared those of the model of types.
fn distinct(model: &EventModel) -> Result<()> {
    let types = &model.types;
    let is_taken = |name: &&String| {
        let is_type = types.structs.contains_key(*name) || types.enums.contains_key(*name);
        is_type || types.unions.contains_key(*name)
    };
    let both = model.tagged.keys().filter(|name| model.newtypes.contains_key(*name));
    match model.tagged.keys().chain(model.newtypes.keys()).find(is_taken).or(both.into_iter().next()) {
        Some(name) => Err(refuse(format!("the type `{name}` shares its name with another type"))),
        None => Ok(()),
    }
}

/// Emits an object type. All have constructors, because bots, bridges and tests create any content.
fn object(model: &EventModel, docs: &EventDocs<'_>, item: &Paired<'_>) -> TokenStream {
    let definition = item.definition(&model.types, &docs.item(item.name, &item.model.doc));
    let constructor = item.constructor(ConstructorLocation::Types);
    let object = item.object();
    quote! {
        #definition
        #constructor
        #object
    }
}

/// Returns the type of a content that is a map.
fn newtype(docs: &EventDocs<'_>, name: &str, item: &Newtype) -> TokenStream {
    let doc = doc_comment(&docs.item(name, &item.doc));
    let name = ident(name);
    let (key, value) = match &item.ty {
        Type::Map(key, value) => (in_module(key), in_module(value)),
        _ => (quote!(String), quote!(#RAW_JSON)),
    };
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct #name {
            /// The entries.
            pub entries: ::std::collections::BTreeMap<#key, #value>,
            /// Entries that did not fit.
            pub extra: #EXTRA,
        }
        #JSON_MAP! { #name { #key => #value } }
    }
}

/// Returns the traits of a content. A content whose type has a variable part has no kind, because it cannot be sent by its type
/// alone.
fn traits(facts: &EventFacts) -> TokenStream {
    let (name, text) = (ident(&facts.rust_name), &facts.event);
    if facts.prefix {
        return quote!(#EVENT_CONTENT! { #name = #text *: });
    }
    let kinds = facts.kinds.iter().filter_map(|kind| {
        Some(match kind {
            EventKind::Message => quote!(message),
            EventKind::State => {
                let key = state_key(facts.state_key.unwrap_or(StateKeyKind::Text));
                quote!(state(#key))
            }
            EventKind::ToDevice => quote!(to_device),
            EventKind::GlobalAccountData => quote!(global_account_data),
            EventKind::RoomAccountData => quote!(room_account_data),
            EventKind::Ephemeral => quote!(ephemeral),
            EventKind::Presence => return None,
        })
    });
    quote!(#EVENT_CONTENT! { #name = #text: #(#kinds),* })
}

fn state_key(kind: StateKeyKind) -> TokenStream {
    match kind {
        StateKeyKind::Empty => quote!(()),
        _ => kind.identifier().map_or_else(|| quote!(::std::string::String), identifier),
    }
}

/// Returns the enumeration of all contents. Reading takes the first variant that fits the type, so prefixes come last.
fn content(model: &EventModel) -> TokenStream {
    let mut events: Vec<&Event> = model.events.iter().collect();
    sort(&mut events, |one, other| one.facts.prefix.cmp(&other.facts.prefix));
    let names: Vec<Ident> = events.iter().map(|event| ident(&event.facts.rust_name)).collect();
    let docs = events.iter().map(|event| doc_comment(&EventDocs::variant(&event.facts)));
    quote! {
        /// The content of an event of any type.
        ///
        /// It is as large as its largest variant; keep events as [`Raw`](::matrix_openapi::json::Raw), and parse a content where it
        /// is used.
        #[derive(Clone, Debug)]
        pub enum Content {
            #(#docs #names(#names),)*
            /// A redacted message, which has lost its content.
            Redacted,
            /// The content of an event of another type, as received.
            Unknown(#RAW_OBJECT),
        }
        #CONTENT_ENUM! { Content { #(#names(#names)),* } }
    }
}

/// Returns the trait of the content of an EDU.
fn edu_trait(facts: &EventFacts) -> TokenStream {
    let (name, text) = (ident(&facts.rust_name), &facts.event);
    quote!(#EDU_CONTENT! { #name = #text })
}

/// Returns the enumeration of the contents of all EDUs.
fn edu(model: &EventModel) -> TokenStream {
    let names: Vec<Ident> = model.events.iter().map(|event| ident(&event.facts.rust_name)).collect();
    let docs = model.events.iter().map(|event| doc_comment(&EventDocs::variant(&event.facts)));
    quote! {
        /// The content of an EDU of any type.
        #[derive(Clone, Debug)]
        pub enum Content {
            #(#docs #names(#names),)*
            /// The content of an EDU of another type, as received.
            Unknown(#RAW_OBJECT),
        }
        #EDU_ENUM! { Content { #(#names(#names)),* } }
    }
}

/// Returns the table of the types.
fn table(model: &EventModel) -> TokenStream {
    let rows = model.events.iter().map(|event| row(&event.facts));
    quote! {
        /// Every type of event with a generated content, sorted by type.
        pub static EVENTS: &[#EVENT_TYPE] = &[#(#rows),*];
    }
}

/// Returns a row of the table.
fn row(facts: &EventFacts) -> TokenStream {
    let EventFacts { event, rust_name, kinds, state_key, prefix, survivors, added, deprecated, .. } = facts;
    let kinds = kinds.iter().map(|kind| {
        let kind = ident(kind.variant());
        quote!(#EVENT_KIND::#kind)
    });
    let key = state_key.map(|key| {
        let key = ident(key.variant());
        quote!(.state_key(#STATE_KEY_KIND::#key))
    });
    let survivors = (!survivors.is_empty()).then(|| {
        let survivors = survivors.iter().map(|one| {
            let (field, from) = (&one.field, Literal::u32_unsuffixed(one.from));
            quote!((#field, #from))
        });
        quote!(.survivors(&[#(#survivors),*]))
    });
    let prefix = prefix.then(|| quote!(.prefix()));
    let added = added.as_ref().map(|release| quote!(.added_in(#release)));
    let deprecated = deprecated.then(|| quote!(.deprecated()));
    quote!(#EVENT_TYPE::new(#event, #rust_name, &[#(#kinds),*]) #key #prefix #survivors #added #deprecated)
}
