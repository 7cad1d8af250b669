//! JSON pointers (RFC 6901), the places in a file that errors and references name.

/// The pointer of a member of the node at `parent`.
pub(crate) fn join(parent: &str, key: &str) -> String {
    format!("{parent}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The last key of a pointer, unescaped; `None` for the whole document.
pub(crate) fn last(pointer: &str) -> Option<String> {
    pointer.rsplit_once('/').map(|(_, key)| key.replace("~1", "/").replace("~0", "~"))
}
