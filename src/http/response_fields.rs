//! Calls by operationId, and responses read field by field.
//!
//! The handwritten methods of the client use them: the generated types differ between releases, the operationIds do not.

use std::time::{Duration, SystemTime};

#[cfg(helper = "oauth")]
use bytes::Bytes;
use matrix_openapi_core::__private::{Fields, milliseconds};
#[cfg(helper = "oauth")]
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::auth::bearer_token::BearerToken;
use crate::client::session::Session;
use crate::error::Error;
use crate::http::call::Call;
#[cfg(any(helper = "login_methods", helper = "oauth"))]
use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::id::{Identifier, MxcUri, UserId};
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;

/// Starts a call of an operation of the client-server API, by its operationId.
pub(crate) fn call<'a>(session: &'a Session, id: &'static str) -> Result<Call<'a>, Error> {
    let missing = || Error::argument(id, "operation", "is not in the description");
    Ok(Call::new(session, operation(id).ok_or_else(missing)?))
}

/// Whether a server does not know the operation.
#[cfg(any(helper = "login_methods", helper = "oauth"))]
pub(crate) fn is_unknown_operation(error: &Error) -> bool {
    let status = error.api().map(|error| error.status.as_u16());
    error.errcode() == Some(&ErrorCode::Unrecognized) || matches!(status, Some(404 | 405))
}

#[cfg(feature = "client-server")]
fn operation(id: &str) -> Option<&'static Operation> {
    crate::client_server::OPERATIONS.iter().find(|operation| operation.id == id)
}

#[cfg(not(feature = "client-server"))]
fn operation(_: &str) -> Option<&'static Operation> {
    None
}

/// The fields of a successful response, each read on its own, so one that does not fit affects no other.
pub(crate) struct ResponseFields(Fields);

impl ResponseFields {
    /// Sends a call and reads the fields of its response.
    pub(crate) async fn of(call: Call<'_>) -> Result<Self, Error> {
        call.send_fields().await.map(Self)
    }

    /// Reads the fields of a response.
    #[cfg(helper = "oauth")]
    pub(crate) fn new(operation: &'static str, body: Bytes) -> Result<Self, Error> {
        Ok(Self(Fields::decode(operation, body)?.0))
    }

    /// Returns a field; `None` if it is absent, `null` or of another type.
    #[cfg(helper = "oauth")]
    pub(crate) fn get<T: DeserializeOwned + 'static>(&self, name: &str) -> Option<T> {
        self.0.get(name)
    }

    /// Returns a field that is a string; `None` if it is absent, `null` or of another type.
    pub(crate) fn string(&self, name: &str) -> Option<String> {
        self.0.string(name)
    }

    /// Returns a field that is a string.
    ///
    /// # Errors
    /// If it is missing, or of another type.
    #[cfg(helper = "oauth")]
    pub(crate) fn required_string(&self, name: &str) -> Result<String, Error> {
        Ok(self.0.required_string(name)?)
    }

    /// Returns a field as a value of any kind; `None` if it is absent or `null`.
    pub(crate) fn value(&self, name: &str) -> Option<Value> {
        self.0.value(name)
    }

    /// Returns a field that is a secret, as [`string`](Self::string) does.
    pub(crate) fn secret(&self, name: &str) -> Option<Secret> {
        self.string(name).map(Secret::new)
    }

    /// Returns a field that is an identifier, as [`string`](Self::string) does.
    pub(crate) fn id<T: Identifier>(&self, name: &str) -> Option<T> {
        self.string(name).map(|id| T::take(&id))
    }

    /// Returns the access token.
    ///
    /// # Errors
    /// If it is missing, or no request can carry it.
    pub(crate) fn access_token(&self) -> Result<Secret, Error> {
        const NAME: &str = "access_token";
        let token = Secret::new(self.0.required_string(NAME)?);
        match BearerToken::new(&token).header() {
            Some(_) => Ok(token),
            None => Err(self.0.unusable(NAME).into()),
        }
    }

    /// Returns the URI of uploaded content.
    ///
    /// # Errors
    /// If it is missing.
    #[inline]
    pub(crate) fn content_uri(&self) -> Result<MxcUri, Error> {
        Ok(MxcUri::take(&self.0.required_string("content_uri")?))
    }

    /// Returns the user.
    ///
    /// # Errors
    /// If it is missing.
    pub(crate) fn user_id(&self) -> Result<UserId, Error> {
        Ok(UserId::take(&self.0.required_string("user_id")?))
    }

    /// Returns the time at which the access token expires, if the response says so.
    pub(crate) fn expiry(&self) -> Option<SystemTime> {
        let lifetime: Duration = milliseconds(&self.value("expires_in_ms")?)?;
        SystemTime::now().checked_add(lifetime)
    }
}
