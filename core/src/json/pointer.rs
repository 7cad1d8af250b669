//! JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).

/// Escapes a key for a pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns the keys of a pointer, unescaped.
pub fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_restored_as_they_were() {
        for key in ["", "a", "a/b", "~", "~1", "~01", "a~/b"] {
            let pointer = format!("/x/{}/y", escape(key));
            assert_eq!(keys(&pointer).collect::<Vec<_>>(), ["x", key, "y"], "{pointer}");
        }
        assert_eq!(keys("").count(), 0, "the whole document");
    }
}
