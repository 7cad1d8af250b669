//! State keys.

use crate::id::{IdError, IntoId, RoomId, UserId};

/// A type of state keys.
pub trait StateKey: Sized {
    /// Returns the key as a string.
    fn as_state_key(&self) -> &str;

    /// Converts a received key; `None` if the type cannot represent it. Identifiers are not checked.
    fn from_state_key(text: &str) -> Option<Self>;
}

/// The empty key, of state such as the name of a room.
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

/// An argument for a state key of the type `K`: an identifier of the right kind, or a string, which is checked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where a state key of the type `{K}` is expected"
)]
pub trait IntoStateKey<K: StateKey> {
    /// Checks the argument, and returns it as a string.
    ///
    /// # Errors
    /// If the string is not such an identifier.
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
    fn received_keys_are_not_checked() {
        assert_eq!(<()>::from_state_key(""), Some(()));
        assert_eq!(<()>::from_state_key("x"), None);
        assert_eq!(UserId::from_state_key("odd").unwrap().as_state_key(), "odd");
        assert_eq!(RoomId::from_state_key("!x").unwrap().as_state_key(), "!x");
        assert_eq!(String::from_state_key("é").unwrap().as_state_key(), "é");
    }
}
