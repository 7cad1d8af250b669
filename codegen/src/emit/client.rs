//! The client of an API, with methods that return the builders.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::builder::Builder;
use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{
    API, API_CLIENT, CLIENT_BUILDER, CREDENTIALS, CUSTOM_REQUEST, EXAMPLE, METHOD, SESSION, SESSION_STORE,
};
use crate::lower::ir::ApiModel;
use crate::rust_name::ident;
use crate::rustdoc;
use crate::sorted::SortedMap;

/// An example of the methods that all clients have. The doc tests compile it.
const EXAMPLE_OF_CLIENT: &str = r#"```no_run
use matrix_openapi::MODULE::Client;
use matrix_openapi::auth::FileSessionStore;
use matrix_openapi::{Credentials, reqwest::Method};

# async fn run() -> Result<(), matrix_openapi::Error> {
let client = Client::builder("https://matrix.example.org").build()?;
let alice = client.with_credentials(Credentials::access_token("syt_…"));
let bob = client.with_session_store(FileSessionStore::new("bob.json"));
println!("{} and {}", alice.session().base_url(), bob.session().base_url());
let response = alice.request(Method::GET, "/_synapse/admin/v1/server_version").authenticated().await?;
println!("{response:?}");
# Ok(())
# }
```"#;

/// Returns the client, with its methods grouped by tag.
pub(super) fn client(model: &ApiModel, builders: &[Builder<'_>]) -> TokenStream {
    let api = ident(model.api.variant());
    let doc = doc_comment(&format!(
        "A client of the {}: one method per operation.\n\nCloning it is cheap; clones share connections and session.\n\n{}",
        model.api.prose_title(),
        EXAMPLE_OF_CLIENT.replace("MODULE", model.api.module()),
    ));
    let groups = groups(model, builders);
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client { session: #SESSION }

        impl Client {
            /// Starts to configure a client for the server at a base URL.
            pub fn builder(url: impl AsRef<str>) -> #CLIENT_BUILDER<Self> {
                #CLIENT_BUILDER::new(url.as_ref())
            }

            /// Returns the session that all calls share: the server, the credentials and the connections.
            pub fn session(&self) -> &#SESSION { &self.session }

            /// Creates a request to a path below the base URL, for an operation that the description lacks.
            pub fn request(&self, method: #METHOD, path: &str) -> #CUSTOM_REQUEST<'_> {
                self.session.request(method, path)
            }

            /// Returns a client that shares the connections and has other credentials.
            #[must_use]
            pub fn with_credentials(
                &self,
                credentials: impl Into<#CREDENTIALS>,
            ) -> Self {
                Self { session: self.session.with_credentials(credentials) }
            }

            /// Returns a client without credentials that shares the connections and keeps its session in this store.
            #[must_use]
            pub fn with_session_store(&self, store: impl #SESSION_STORE) -> Self {
                Self { session: self.session.with_session_store(store) }
            }
        }

        impl #API_CLIENT for Client {
            const API: #API = #API::#api;
            fn from_session(session: #SESSION) -> Self { Self { session } }
        }

        #(#groups)*
    }
}

/// Returns the methods of all operations, in one `impl` for each tag.
fn groups(model: &ApiModel, builders: &[Builder<'_>]) -> Vec<TokenStream> {
    let mut groups: SortedMap<&str, Vec<TokenStream>> = SortedMap::new();
    for builder in builders {
        let tag = builder.operation.facts.tags.first().map_or("Operations", String::as_str);
        groups.entry(tag).or_default().push(method(model, builder));
    }
    let group = |(tag, methods): (&str, Vec<TokenStream>)| {
        let heading = doc_comment(&format!("# {}", rustdoc::plain(tag)));
        quote! {
            #heading
            impl Client { #(#methods)* }
        }
    };
    groups.into_iter().map(group).collect()
}

/// Returns the method that returns a builder.
fn method(model: &ApiModel, builder: &Builder<'_>) -> TokenStream {
    let operation = &builder.operation.facts;
    let taken = builder.required().map(|part| {
        let argument = part.argument();
        let text = rustdoc::argument(model, &argument.doc, &argument.ty);
        (argument.rust_name, text)
    });
    let doc = doc_comment(&rustdoc::operation(model, builder.operation, &taken.collect::<Vec<_>>()));
    let (arguments, new_builder) = (builder.arguments(), builder.new_builder());
    let deprecated =
        operation.deprecated.then(|| quote!(#[deprecated = "deprecated by the Matrix specification"]));
    let (name, builder) = (ident(&operation.rust_name), builder.name());
    let api = ident(model.api.module());
    // Only rustdoc reads the example.
    quote! {
        #doc
        #[cfg_attr(doc, doc = #EXAMPLE!(#api #name))]
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> call::#builder<'_> {
            #new_builder
        }
    }
}
