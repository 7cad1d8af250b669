//! What must not compile. Apart from the other tests, since it builds the crate once more.

#[test]
fn a_required_argument_cannot_be_forgotten() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
