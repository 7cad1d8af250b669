use matrix_openapi_codegen::{Api, Module};

use super::*;

fn lines(source: &str) -> Vec<String> {
    try_lines(source).unwrap()
}

fn try_lines(source: &str) -> Result<Vec<String>> {
    let items = read::items(&syn::parse_str(source)?, "identity")?;
    let text = text(&items, Module::Api(Api::Identity), Release { major: 1, minor: 19 });
    Ok(text.lines().skip(1).map(str::to_owned).collect())
}

#[test]
fn only_items_that_users_can_name_are_listed() {
    let source = "
        pub mod types {
            #[derive(Clone)]
            #[non_exhaustive]
            pub struct A { pub b: ::std::option::Option<B>, c: u8 }
            pub(crate) struct Hidden;
            #[doc(hidden)]
            pub struct AlsoHidden;
            struct B;
            impl A {
                pub(super) fn inner(&self) {}
                #[deprecated]
                pub fn d(&mut self, mut e: &'static str) {}
                #[doc(hidden)]
                pub fn hidden(&self) {}
            }
            impl ::std::convert::From<i64> for A { fn from(_: i64) -> Self { loop {} } }
            ::matrix_openapi::__private::json_object! { A { 0 b \"b\" optional } }
        }
        mod private { pub struct Unreachable; }
        pub static TABLE: &[::matrix_openapi::http::Operation] = &[];
    ";
    assert_eq!(
        lines(source),
        [
            "TABLE: static &[http::Operation]",
            "types: mod",
            "types::A: impl Clone",
            "types::A: impl From<i64>",
            "types::A: impl serde::Deserialize<'de>",
            "types::A: impl serde::Serialize",
            "types::A: struct #[non_exhaustive]",
            "types::A::b: Option<types::B>",
            "types::A::d(&mut self, e: &'static str) -> () #[deprecated]",
        ]
    );
}

#[test]
fn a_type_has_one_spelling() {
    let source = "
        pub mod types { pub struct A; pub enum B { C(self::A), D(A) } }
        pub mod call {
            pub fn spelt(a: super::types::A, b: ::matrix_openapi::identity::types::A) {}
            pub fn foreign(a: ::std::string::String, b: Vec<String>, c: ::matrix_openapi::id::UserId) -> ::serde::de::IgnoredAny { loop {} }
            pub fn bounds(a: impl ::std::iter::IntoIterator<Item = impl Into<super::types::A>>, b: &(impl ::serde::Serialize + ?Sized)) {}
            pub async fn awaited<'a>(a: &'a [(u8, bool)]) -> Result<(), ::matrix_openapi::Error> { loop {} }
        }
        pub fn outside(a: types::A) -> call::Unknown { loop {} }
    ";
    assert_eq!(
        lines(source),
        [
            "call: mod",
            "call::awaited<'a>(a: &'a [(u8, bool)]) -> impl Future<Output = Result<(), Error>>",
            "call::bounds(a: impl IntoIterator<Item = impl Into<types::A>>, b: &(impl serde::Serialize + ?Sized)) -> ()",
            "call::foreign(a: String, b: Vec<String>, c: id::UserId) -> serde::de::IgnoredAny",
            "call::spelt(a: types::A, b: types::A) -> ()",
            "outside(a: types::A) -> call::Unknown",
            "types: mod",
            "types::A: struct",
            "types::B: enum",
            "types::B::C(types::A)",
            "types::B::D(types::A)",
        ]
    );
}

#[test]
fn open_enumerations_are_expanded() {
    let source = "pub mod types {
        /// D.
        pub enum E { /// A.
            A, B, Unknown(::matrix_openapi::json::UnknownValue) }
        ::matrix_openapi::__private::open_enum! { E { A = \"a\", B = \"b c\" } }
    }";
    assert_eq!(
        lines(source),
        ["types: mod", "types::E: open enum", "types::E::A = \"a\"", "types::E::B = \"b c\""]
    );
}

#[test]
fn the_methods_of_builders_are_expanded() {
    let source = "
        pub mod call {
            pub struct A<'a> { call: &'a u8, body: u8 }
            ::matrix_openapi::__private::request_methods! { A { body } -> Json(super::T) }
            pub struct B<'a> { call: &'a u8 }
            ::matrix_openapi::__private::request_methods! { B {} -> Stream }
        }
        pub struct T;
    ";
    assert_eq!(
        lines(source),
        [
            "T: struct",
            "call: mod",
            "call::A: impl IntoFuture",
            "call::A: struct<'a> { .. }",
            "call::A::body(self, body: &(impl serde::Serialize + ?Sized)) -> Self",
            "call::A::extra(self, name: impl Into<String>, value: impl serde::Serialize) -> Self",
            "call::A::header(self, name: &str, value: &str) -> Self",
            "call::A::options(self, options: impl Into<CallOptions>) -> Self",
            "call::A::query(self, name: &str, value: impl Display) -> Self",
            "call::A::send(self) -> http::Pending<'a, T>",
            "call::A::send_as<T: serde::de::DeserializeOwned + 'static>(self) -> http::Pending<'a, T>",
            "call::A::send_raw(self) -> http::Pending<'a, json::Raw<T>>",
            "call::A::send_response(self) -> http::Pending<'a, http::Response<T>>",
            "call::B: impl IntoFuture",
            "call::B: struct<'a> { .. }",
            "call::B::header(self, name: &str, value: &str) -> Self",
            "call::B::options(self, options: impl Into<CallOptions>) -> Self",
            "call::B::query(self, name: &str, value: impl Display) -> Self",
            "call::B::send(self) -> http::BoxFuture<'a, Result<media::Download, Error>>",
        ]
    );
}

#[test]
fn unknown_code_is_refused() {
    for source in [
        "use ::bytes::Bytes;",
        "pub mod types { pub use ::bytes::Bytes; }",
        "pub fn f(a: crate::A) {}",
        "pub fn f(a: super::A) {}",
        "pub fn f(a: std::vec::Vec<u8>) {}",
        "impl Clone for [u8] {}",
        "pub mod types { define! { pub struct A; } }",
        "pub enum E { A } ::matrix_openapi::__private::open_enum! { F { A = \"a\" } }",
        "::matrix_openapi::__private::request_methods! { B {} -> Odd }",
        "pub trait T { fn required(); }",
        "pub unsafe fn f() {}",
        "pub fn f(a: *const u8) {}",
        "pub fn f<T>(a: T) where T: Clone {}",
    ] {
        assert!(try_lines(source).is_err(), "{source}");
    }
}

#[test]
fn the_macros_of_contents_stand_for_their_traits() {
    let lines = try_lines(
        r#"
        pub enum Talk { Loud(Loud), Other(Other) }
        pub struct Loud {}
        pub struct Other {}
        pub struct Map {}
        pub enum Content { Talk(Talk), Redacted }
        ::matrix_openapi::__private::tagged! {
            Talk "kind" { "m.loud" Loud(Loud) } else Other(Other) kind {
                #[doc = " Returns it."] text body body_mut,
                optional relates_to relates_to_mut: u8,
                value extra extra_mut: bool,
            }
        }
        ::matrix_openapi::__private::json_map! { Map { String => u8 } }
        ::matrix_openapi::__private::event_content! { Talk = "m.talk" : message, state(()) }
        ::matrix_openapi::__private::event_content! { Map = "m.map." * : }
        ::matrix_openapi::__private::content_enum! { Content { Talk(Talk) } }
        "#,
    )
    .unwrap();
    for line in [
        "Talk: impl events::EventContent<\"m.talk\">",
        "Talk: impl events::MessageContent",
        "Talk: impl events::StateContent<Key = ()>",
        "Talk: impl From<Loud>",
        "Talk: impl From<Other>",
        "Map: impl events::EventContent<\"m.map.*\">",
        "Map: impl FromIterator<(String, u8)>",
        "Content: impl From<Talk>",
    ] {
        assert!(lines.iter().any(|one| one.ends_with(line)), "{line}: {lines:#?}");
    }
    for part in [
        "Talk::kind",
        "Talk::body_mut",
        "Talk::relates_to",
        "Talk::extra",
        "Content::of",
        "Content::event_type",
    ] {
        assert!(lines.iter().any(|one| one.contains(part)), "{part}: {lines:#?}");
    }
}

#[test]
fn surfaces_are_read_back_as_they_were_written() {
    let folder = project::spec();
    let surfaces = read(&folder).unwrap().unwrap();
    assert_eq!(surfaces.len(), Module::all().count());
    for (module, items) in surfaces {
        let written = fs::read_to_string(file(&folder, module)).unwrap();
        let release = written.lines().next().and_then(|line| line.rsplit_once(' ')).unwrap().1;
        let release: Release = release.trim_end_matches('.').parse().unwrap();
        assert_eq!(text(&items, module, release), written);
    }
}
