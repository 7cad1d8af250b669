//! What a method takes where an identifier goes.

use std::borrow::Cow;
use std::sync::Arc;

use crate::id::{EventId, IdError, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId};

/// Keeps the traits to the types of this crate, so that they can grow.
pub trait Sealed {}

/// A kind of identifier, such as [`UserId`](crate::id::UserId). This trait is sealed.
pub trait Identifier: Sealed + Sized + AsRef<str> {
    /// Checks that a text is an identifier of this kind.
    ///
    /// # Errors
    /// If the text is not such an identifier.
    fn check(text: &str) -> Result<(), IdError>;

    /// Keeps a text that was checked.
    #[doc(hidden)]
    fn take(text: &str) -> Self;
}

/// An argument for an identifier of the kind `T`: such an identifier, or text, by value or by reference.
///
/// Text is checked before anything is sent. An identifier is taken as it is, since one that a server sent must be good
/// enough to be sent back. A room is not taken for a user, nor an event for a room. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where `{T}` goes",
    label = "neither `{T}` nor text",
    note = "text such as `&str` and `String` is taken too, and is checked before anything is sent"
)]
pub trait IntoId<T>: Sealed {
    /// The text, whatever it is.
    fn text(&self) -> &str;

    /// The text, if it may be sent as this kind of identifier.
    ///
    /// # Errors
    /// If this is text that is not such an identifier.
    fn check(&self) -> Result<&str, IdError>;

    /// The identifier.
    ///
    /// # Errors
    /// If this is text that is not such an identifier.
    fn into_id(self) -> Result<T, IdError>
    where
        Self: Sized,
        T: Identifier,
    {
        self.check().map(T::take)
    }
}

impl<A: Sealed + ?Sized> Sealed for &A {}

impl<T, A: IntoId<T> + ?Sized> IntoId<T> for &A {
    fn text(&self) -> &str {
        (**self).text()
    }

    fn check(&self) -> Result<&str, IdError> {
        (**self).check()
    }
}

/// The kinds of text that are checked as they are used.
macro_rules! texts {
    ($($Text:ty),*) => {$(
        impl Sealed for $Text {}

        impl<T: Identifier> IntoId<T> for $Text {
            fn text(&self) -> &str {
                self.as_ref()
            }

            fn check(&self) -> Result<&str, IdError> {
                T::check(self).map(|()| self.as_ref())
            }
        }
    )*};
}

texts!(str, String, Box<str>, Arc<str>, Cow<'_, str>);

/// What is taken as it is: an identifier of the kind itself, or of a kind that is part of it.
macro_rules! identifiers_as {
    ($($Name:ident as $Kind:ident),*) => {$(
        impl IntoId<$Kind> for $Name {
            fn text(&self) -> &str {
                self.as_str()
            }

            fn check(&self) -> Result<&str, IdError> {
                Ok(self.as_str())
            }

            fn into_id(self) -> Result<$Kind, IdError> {
                Ok(self.into())
            }
        }
    )*};
}

identifiers_as!(
    UserId as UserId,
    RoomId as RoomId,
    EventId as EventId,
    RoomAlias as RoomAlias,
    RoomOrAlias as RoomOrAlias,
    RoomId as RoomOrAlias,
    RoomAlias as RoomOrAlias,
    ServerName as ServerName,
    MxcUri as MxcUri
);
