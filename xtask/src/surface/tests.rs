use matrix_openapi_codegen::Api;

use super::*;

fn lines(source: &str) -> Vec<String> {
    try_lines(source).unwrap()
}

fn try_lines(source: &str) -> Result<Vec<String>> {
    let items = read::items(&syn::parse_str(source)?, "identity")?;
    let text = text(&items, Api::Identity, Release { major: 1, minor: 19 });
    Ok(text.lines().skip(1).map(str::to_owned).collect())
}

#[test]
fn only_what_users_can_name_is_there() {
    let source = "
        pub mod types {
            #[derive(Clone, ::serde::Deserialize)]
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
            impl<'de> ::matrix_openapi::__private::Object<'de> for A {}
        }
        mod private { pub struct Unreachable; }
        pub static TABLE: &[::matrix_openapi::http::Operation] = &[];
    ";
    assert_eq!(
        lines(source),
        [
            "TABLE: static &[Operation]",
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
fn types_read_alike_however_they_are_spelt() {
    let source = "
        pub mod types { pub struct A; }
        pub mod call {
            use super::types::A as Alias;
            pub fn spelt(a: super::types::A, b: ::matrix_openapi::identity::types::A, c: Alias, d: crate::identity::types::A) {}
            pub fn foreign(a: ::std::string::String, b: std::vec::Vec<String>, c: ::matrix_openapi::id::UserId) -> ::serde::de::IgnoredAny { loop {} }
            pub fn bounds(a: impl ::std::iter::IntoIterator<Item = impl Into<Alias>>, b: &(impl ::serde::Serialize + ?Sized)) {}
            pub async fn awaited<'a>(a: &'a [(u8, bool)]) -> Result<(), ::matrix_openapi::Error> { loop {} }
        }
    ";
    let calls: Vec<_> = lines(source).into_iter().filter(|line| line.starts_with("call::")).collect();
    assert_eq!(
        calls,
        [
            "call::awaited<'a>(a: &'a [(u8, bool)]) -> impl Future<Output = Result<(), Error>>",
            "call::bounds(a: impl IntoIterator<Item = impl Into<types::A>>, b: &(impl serde::Serialize + ?Sized)) -> ()",
            "call::foreign(a: String, b: Vec<String>, c: UserId) -> serde::de::IgnoredAny",
            "call::spelt(a: types::A, b: types::A, c: types::A, d: types::A) -> ()",
        ]
    );
}

#[test]
fn re_exports_are_resolved() {
    let source = "
        mod inner {
            pub struct A { pub b: B }
            pub enum B { One(A), Two { a: A }, Three }
            impl A { pub fn new() -> Self { loop {} } }
            pub mod deep { pub struct C; pub struct Left; }
        }
        pub use inner::A;
        pub mod types { pub use super::inner::{B, deep::C as Renamed}; }
        pub mod all { pub use super::inner::deep::*; use super::inner::B as NotPublic; }
        pub use ::bytes::Bytes;
    ";
    assert_eq!(
        lines(source),
        [
            "A: struct",
            "A::b: types::B",
            "A::new() -> Self",
            "Bytes: use bytes::Bytes",
            "all: mod",
            "all::C: struct",
            "all::Left: struct",
            "types: mod",
            "types::B: enum",
            "types::B::One(A)",
            "types::B::Three",
            "types::B::Two { a: A }",
            "types::Renamed: struct",
        ]
    );
}

#[test]
fn imports_that_go_in_circles_end() {
    assert!(try_lines("pub mod a { pub use super::b::X; } pub mod b { pub use super::a::X; }").is_err());
    assert_eq!(lines("pub mod a { pub use super::a::*; pub struct X; }"), ["a: mod", "a::X: struct"]);
}

#[test]
fn open_enumerations_are_what_they_stand_for() {
    let source = "pub mod types { ::matrix_openapi::__private::open_enum! { #[doc = \"D\"] pub enum E { #[doc = \"A\"] A = \"a\", B = \"b c\", } } }";
    assert_eq!(
        lines(source),
        ["types: mod", "types::E: open enum", "types::E::A = \"a\"", "types::E::B = \"b c\""]
    );
}

#[test]
fn what_cannot_be_shown_is_refused() {
    for source in [
        "pub mod types { define! { pub struct A; } }",
        "pub trait T {}",
        "pub unsafe fn f() {}",
        "pub use ::bytes::*;",
        "pub fn f(a: *const u8) {}",
        "pub fn f<T>(a: T) where T: Clone {}",
    ] {
        assert!(try_lines(source).is_err(), "{source}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    let folder = project::spec();
    let surfaces = read(&folder).unwrap().unwrap();
    assert_eq!(surfaces.len(), Api::ALL.len());
    for (api, items) in surfaces {
        let written = fs::read_to_string(file(&folder, api)).unwrap();
        let release = written.lines().next().and_then(|line| line.rsplit_once(' ')).unwrap().1;
        let release: Release = release.trim_end_matches('.').parse().unwrap();
        assert_eq!(text(&items, api, release), written);
    }
}
