/// The content of an EDU of any type.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// `m.presence`.
    Presence(Presence),
    /// `m.receipt`.
    Receipt(Receipt),
    /// `m.typing`.
    Typing(Typing),
    /// The content of an EDU of another type, as received.
    Unknown(::matrix_openapi::json::RawObject),
}
::matrix_openapi::__private::edu_enum! {
    Content {
        Presence(Presence),
        Receipt(Receipt),
        Typing(Typing)
    }
}
/// The content of `m.receipt`: an EDU, which homeservers send each other.
///
/// [Specification](https://spec.matrix.org/v1.19/server-server-api/#definition-mreceipt)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Receipt {
    /// The entries.
    pub entries: ::std::collections::BTreeMap<String, self::ReceiptRead>,
    /// Entries that did not fit.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_map! {
    Receipt { String => self::ReceiptRead }
}
/// The content of `m.presence`: an EDU, which homeservers send each other.
///
/// [Specification](https://spec.matrix.org/v1.19/server-server-api/#definition-mpresence)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Presence {
    /// `push`: a list of objects of the type `PresenceUpdate`.
    pub push: Vec<PresenceUpdate>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Presence {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(push: impl Into<Vec<PresenceUpdate>>) -> Self {
        Self {
            push: push.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Presence { 0 push "push" required present }
}
/// Part of [`Presence`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PresenceUpdate {
    /// `user_id`: a user ID.
    pub user_id: ::matrix_openapi::id::UserId,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PresenceUpdate {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(user_id: impl Into<::matrix_openapi::id::UserId>) -> Self {
        Self {
            user_id: user_id.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PresenceUpdate { 0 user_id "user_id" required present }
}
/// Part of [`Receipt`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReceiptRead {
    /// `m.read`: a string, optional.
    pub read: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for ReceiptRead {
    #[inline]
    fn default() -> Self {
        Self {
            read: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    ReceiptRead { 0 read "m.read" optional }
}
/// The content of `m.typing`: an EDU, which homeservers send each other.
///
/// Deprecated by the specification.
///
/// [Specification](https://spec.matrix.org/v1.19/server-server-api/#definition-mtyping)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Typing {
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for Typing {
    #[inline]
    fn default() -> Self {
        Self {
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Typing {}
}
::matrix_openapi::__private::edu_content! {
    Presence = "m.presence"
}
::matrix_openapi::__private::edu_content! {
    Receipt = "m.receipt"
}
::matrix_openapi::__private::edu_content! {
    Typing = "m.typing"
}
