//! The metadata of an authorization server.

use bytes::Bytes;
use url::Url;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::client_server::call::GetAuthMetadata;
use crate::error::Error;
use crate::http::response_fields::{self, ResponseFields, is_unknown_operation};
use crate::oauth::endpoint::endpoint;
use crate::oauth::error::OAuthError;

/// The response of `getAuthMetadata`: the `Ok` of the output of its call, since descriptions may name the type otherwise.
pub(super) type ServerMetadata = <<GetAuthMetadata<'static> as IntoFuture>::Output as IntoIterator>::Item;

/// The authorization server of a homeserver.
pub(super) struct AuthorizationServer {
    pub(super) metadata: ServerMetadata,
    /// The fields that logins need. Older releases of the description lack some of them.
    pub(super) fields: ServerFields,
}

pub(super) struct ServerFields {
    pub(super) issuer: String,
    pub(super) token_endpoint: String,
    pub(super) revocation_endpoint: Option<String>,
    pub(super) authorization_endpoint: Option<String>,
    pub(super) registration_endpoint: Option<String>,
    pub(super) device_authorization_endpoint: Option<String>,
    pub(super) account_management_uri: Option<String>,
    pub(super) account_management_actions_supported: Vec<String>,
    pub(super) grant_types_supported: Vec<String>,
    pub(super) code_challenge_methods_supported: Vec<String>,
    /// Whether callbacks name the issuer: [RFC 9207](https://www.rfc-editor.org/rfc/rfc9207#section-3).
    pub(super) names_issuer: bool,
}

impl ServerFields {
    /// Reads the fields. Optional ones that do not fit count as absent.
    ///
    /// # Errors
    /// If a required field is missing or does not fit.
    fn read(text: &str) -> Result<Self, Error> {
        let fields = ResponseFields::new("getAuthMetadata", Bytes::from(text.to_owned()))?;
        let text = |name| fields.string(name);
        let list = |name| fields.get::<Vec<String>>(name).unwrap_or_default();
        Ok(Self {
            issuer: fields.required_string("issuer")?,
            token_endpoint: fields.required_string("token_endpoint")?,
            revocation_endpoint: text("revocation_endpoint"),
            authorization_endpoint: text("authorization_endpoint"),
            registration_endpoint: text("registration_endpoint"),
            device_authorization_endpoint: text("device_authorization_endpoint"),
            account_management_uri: text("account_management_uri"),
            account_management_actions_supported: list("account_management_actions_supported"),
            grant_types_supported: list("grant_types_supported"),
            code_challenge_methods_supported: list("code_challenge_methods_supported"),
            names_issuer: fields.get("authorization_response_iss_parameter_supported") == Some(true),
        })
    }
}

impl AuthorizationServer {
    /// Requests the metadata from the homeserver.
    pub(super) async fn of(session: &Session) -> Result<Self, Error> {
        let mut call = response_fields::call(session, "getAuthMetadata")?;
        call.options(CallOptions::new().unauthenticated());
        let response = call.send_response::<ServerMetadata>().await;
        let response = response.map_err(|error| match is_unknown_operation(&error) {
            true => OAuthError::NotOffered.into(),
            false => error,
        })?;
        let fields = ServerFields::read(response.raw().json())?;
        let server = Self { fields, metadata: response.into_value() };
        let base = session.base();
        let ServerFields { issuer, token_endpoint, revocation_endpoint, .. } = &server.fields;
        checked("issuer", issuer, base)?;
        checked("token_endpoint", token_endpoint, base)?;
        if let Some(text) = revocation_endpoint {
            checked("revocation_endpoint", text, base)?;
        }
        Ok(server)
    }

    /// Whether the server supports a grant, as far as its metadata says.
    pub(super) fn has_grant(&self, grant: &str) -> bool {
        let grants = &self.fields.grant_types_supported;
        grants.is_empty() || grants.iter().any(|known| known == grant)
    }
}

/// Checks an endpoint of the metadata.
pub(super) fn checked(name: &'static str, text: &str, base: &Url) -> Result<Url, OAuthError> {
    endpoint(text, base).map_err(|problem| OAuthError::Endpoint { name, problem })
}

/// Checks an endpoint that the server may lack.
pub(super) fn required(
    name: &'static str,
    text: Option<&String>,
    lacking: &'static str,
    base: &Url,
) -> Result<Url, OAuthError> {
    checked(name, text.ok_or(OAuthError::Unsupported(lacking))?, base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_metadata_is_an_error_at_its_field() {
        for (text, path) in [
            (r#"{"token_endpoint":"https://a"}"#, "$"),
            (r#"{"issuer":7,"token_endpoint":"https://a"}"#, "$.issuer"),
            (r#"{"issuer":"https://a","token_endpoint":null}"#, "$.token_endpoint"),
        ] {
            match ServerFields::read(text).map(drop) {
                Err(Error::Decode(error)) => assert_eq!(error.path, path, "{text}: {error}"),
                outcome => panic!("{text}: {outcome:?}"),
            }
        }
    }
}
