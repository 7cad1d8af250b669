//! Calls by operationId, and responses read field by field.
//!
//! The handwritten methods of the client use them: the generated types differ between releases, the operationIds do not.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use matrix_openapi_core::__private::{decode_as, milliseconds};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::auth::bearer_token::BearerToken;
use crate::client::session::Session;
use crate::error::Error;
use crate::http::call::Call;
#[cfg(any(helper = "login_methods", helper = "oauth"))]
use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::id::{MxcUri, UserId};
use matrix_openapi_core::json::RawJson;
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;

/// Starts a call of an operation of the client-server API, by its operationId.
pub(crate) fn call<'a>(session: &'a Session, id: &'static str) -> Result<Call<'a>, Error> {
    let missing = || Error::argument(id, "operation", "is not in the description");
    Ok(Call::new(session, operation(id).ok_or_else(missing)?))
}

#[cfg(feature = "client-server")]
fn operation(id: &str) -> Option<&'static Operation> {
    crate::client_server::OPERATIONS.iter().find(|operation| operation.id == id)
}

#[cfg(not(feature = "client-server"))]
fn operation(_: &str) -> Option<&'static Operation> {
    None
}

/// Whether a server does not know the operation.
#[cfg(any(helper = "login_methods", helper = "oauth"))]
pub(crate) fn is_unknown_operation(error: &Error) -> bool {
    let status = error.api().map(|error| error.status.as_u16());
    error.errcode() == Some(&ErrorCode::Unrecognized) || matches!(status, Some(404 | 405))
}

/// The fields of a successful response, each read on its own, so one that does not fit affects no other.
pub(crate) struct ResponseFields {
    operation: &'static str,
    text: RawJson,
    fields: BTreeMap<String, RawJson>,
}

impl ResponseFields {
    /// Sends a call and reads the fields of its response.
    pub(crate) async fn of(call: Call<'_>) -> Result<Self, Error> {
        let operation = call.operation().id;
        Self::new(operation, call.send_as().await?)
    }

    /// Reads the fields of a response.
    pub(crate) fn new(operation: &'static str, text: RawJson) -> Result<Self, Error> {
        let fields = match text.parse_as() {
            Ok(fields) => fields,
            Err(_) => decode_as(operation, Bytes::from(text.json().to_owned()))?.value,
        };
        Ok(Self { operation, text, fields })
    }

    /// Returns a field; `None` if it is absent, `null` or of another type.
    pub(crate) fn get<T: DeserializeOwned + 'static>(&self, name: &str) -> Option<T> {
        self.fields.get(name)?.parse_as::<Option<T>>().ok().flatten()
    }

    /// Returns the access token.
    ///
    /// # Errors
    /// If it is missing, or no request can carry it.
    pub(crate) fn access_token(&self) -> Result<Secret, Error> {
        #[derive(Deserialize)]
        struct Required {
            #[serde(deserialize_with = "sendable")]
            access_token: Secret,
        }
        self.required().map(|Required { access_token }| access_token)
    }

    /// Returns the URI of uploaded content.
    ///
    /// # Errors
    /// If it is missing.
    pub(crate) fn content_uri(&self) -> Result<MxcUri, Error> {
        #[derive(Deserialize)]
        struct Required {
            content_uri: MxcUri,
        }
        self.required().map(|Required { content_uri }| content_uri)
    }

    /// Returns the user.
    ///
    /// # Errors
    /// If it is missing.
    pub(crate) fn user_id(&self) -> Result<UserId, Error> {
        #[derive(Deserialize)]
        struct Required {
            user_id: UserId,
        }
        self.required().map(|Required { user_id }| user_id)
    }

    /// Returns the time at which the access token expires, if the response says so.
    pub(crate) fn expiry(&self) -> Option<SystemTime> {
        let lifetime: Duration = milliseconds(&self.get("expires_in_ms")?)?;
        SystemTime::now().checked_add(lifetime)
    }

    /// Reads the response as a type with a required field, so the error names the field.
    fn required<T: DeserializeOwned + 'static>(&self) -> Result<T, Error> {
        Ok(decode_as(self.operation, Bytes::from(self.text.json().to_owned()))?.value)
    }
}

/// Reads a token that a header can carry.
fn sendable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    let token = Secret::deserialize(deserializer)?;
    let error = || D::Error::custom("a header cannot carry the token");
    BearerToken::new(&token).header().map(|_| ()).ok_or_else(error)?;
    Ok(token)
}
