//! State keys.

use crate::id::{IdError, IntoId, RoomId, UserId};

/// A type of state keys.
pub trait StateKey: Sized {
    /// Returns the text of the key.
    fn as_state_key(&self) -> &str;

    /// Converts a received key; `None` if it cannot be one of this type. Identifiers are accepted as they are.
    fn from_state_key(text: &str) -> Option<Self>;
}

/// The empty key, of state that a room has once.
impl StateKey for () {
    fn as_state_key(&self) -> &str {
        ""
    }

    fn from_state_key(text: &str) -> Option<Self> {
        text.is_empty().then_some(())
    }
}

impl StateKey for UserId {
    fn as_state_key(&self) -> &str {
        self.as_str()
    }

    fn from_state_key(text: &str) -> Option<Self> {
        Some(Self::unchecked(text))
    }
}

impl StateKey for RoomId {
    fn as_state_key(&self) -> &str {
        self.as_str()
    }

    fn from_state_key(text: &str) -> Option<Self> {
        Some(Self::unchecked(text))
    }
}

impl StateKey for String {
    fn as_state_key(&self) -> &str {
        self
    }

    fn from_state_key(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

/// An argument for a state key of the type `K`: an identifier goes only where its kind belongs, and text is checked.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be used where a state key of the type `{K}` goes")]
pub trait IntoStateKey<K: StateKey> {
    /// Returns the text of a valid argument.
    ///
    /// # Errors
    /// If the text is not such an identifier.
    fn check_state_key(&self) -> Result<&str, IdError>;
}

impl IntoStateKey<()> for () {
    fn check_state_key(&self) -> Result<&str, IdError> {
        Ok("")
    }
}

impl<A: IntoId<UserId>> IntoStateKey<UserId> for A {
    fn check_state_key(&self) -> Result<&str, IdError> {
        self.check()
    }
}

impl<A: IntoId<RoomId>> IntoStateKey<RoomId> for A {
    fn check_state_key(&self) -> Result<&str, IdError> {
        self.check()
    }
}

impl<A: AsRef<str>> IntoStateKey<String> for A {
    fn check_state_key(&self) -> Result<&str, IdError> {
        Ok(self.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked<K: StateKey>(key: impl IntoStateKey<K>) -> Option<String> {
        key.check_state_key().ok().map(str::to_owned)
    }

    #[test]
    fn arguments_are_checked_by_the_type_of_the_key() {
        let user = UserId::unchecked("@a:b");
        assert_eq!(checked::<()>(()).as_deref(), Some(""));
        assert_eq!(checked::<UserId>(&user).as_deref(), Some("@a:b"));
        assert_eq!(checked::<UserId>("@a:b").as_deref(), Some("@a:b"));
        assert_eq!(checked::<UserId>("a"), None);
        assert_eq!(checked::<RoomId>("!a:b").as_deref(), Some("!a:b"));
        assert_eq!(checked::<RoomId>("@a:b"), None);
        assert_eq!(checked::<String>("").as_deref(), Some(""));
        assert_eq!(checked::<String>(&user).as_deref(), Some("@a:b"));
    }

    #[test]
    fn received_keys_are_taken_as_they_are() {
        assert_eq!(<()>::from_state_key(""), Some(()));
        assert_eq!(<()>::from_state_key("x"), None);
        assert_eq!(UserId::from_state_key("odd").unwrap().as_state_key(), "odd");
        assert_eq!(RoomId::from_state_key("!x").unwrap().as_state_key(), "!x");
        assert_eq!(String::from_state_key("é").unwrap().as_state_key(), "é");
    }
}
