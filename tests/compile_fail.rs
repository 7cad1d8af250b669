//! What must not compile. Apart from the other tests, since it builds the crate once more.

#[test]
fn misuse_is_found_by_the_compiler() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
