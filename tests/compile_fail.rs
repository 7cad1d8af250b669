//! Programs that must not compile. They are a test binary of their own, because they build the crate once more.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
