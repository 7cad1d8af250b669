//! JSON pointers (RFC 6901), which name nodes of files in errors and references.

/// Returns the pointer of a child of the node at `parent`.
pub fn join(parent: &str, key: &str) -> String {
    format!("{parent}/{}", escape(key))
}

/// Returns the last key of a pointer, unescaped; `None` for the whole document.
pub fn last(pointer: &str) -> Option<String> {
    pointer.rsplit_once('/').map(|(_, key)| unescape(key))
}

/// Escapes a key for a pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Restores a key from a pointer.
pub fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}
