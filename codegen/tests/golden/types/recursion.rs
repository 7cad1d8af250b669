/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Leaf {
    /// `tree`: an object of the type `Tree`, optional.
    pub tree: Option<Tree>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for Leaf {
    #[inline]
    fn default() -> Self {
        Self {
            tree: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Leaf { 0 tree "tree" optional }
}
/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tree {
    /// `inner`: an object of the type `Tree`, optional.
    pub inner: Option<Box<Tree>>,
    /// `leaf`: an object of the type `Leaf`.
    pub leaf: Box<Leaf>,
    /// `others`: a list of objects of the type `Tree`, optional.
    pub others: Option<Vec<Tree>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Tree {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(leaf: impl Into<Box<Leaf>>) -> Self {
        Self {
            inner: None,
            leaf: leaf.into(),
            others: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Tree {
        0 inner "inner" optional,
        1 leaf "leaf" required present,
        2 others "others" optional
    }
}
