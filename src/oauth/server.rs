//! The metadata of an authorization server.

use matrix_openapi_core::json::RawJson;
use serde::Deserialize;
use url::Url;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::client_server::types::GetAuthMetadataResponse;
use crate::error::Error;
use crate::http::response_fields;
use crate::oauth::endpoint::endpoint;
use crate::oauth::error::OAuthError;

/// The authorization server of a homeserver.
pub(super) struct AuthorizationServer {
    pub(super) metadata: GetAuthMetadataResponse,
    /// The fields that logins need. Older releases of the description lack some of them.
    pub(super) fields: ServerFields,
}

#[derive(Deserialize)]
pub(super) struct ServerFields {
    pub(super) issuer: String,
    pub(super) token_endpoint: String,
    pub(super) revocation_endpoint: String,
    pub(super) authorization_endpoint: Option<String>,
    pub(super) registration_endpoint: Option<String>,
    pub(super) device_authorization_endpoint: Option<String>,
    pub(super) account_management_uri: Option<String>,
    #[serde(default)]
    pub(super) account_management_actions_supported: Vec<String>,
    #[serde(default)]
    pub(super) grant_types_supported: Vec<String>,
    #[serde(default)]
    pub(super) code_challenge_methods_supported: Vec<String>,
}

impl AuthorizationServer {
    /// Requests the metadata from the homeserver.
    pub(super) async fn of(session: &Session) -> Result<Self, OAuthError> {
        let mut call = response_fields::call(session, "getAuthMetadata")?;
        call.options(CallOptions::new().unauthenticated());
        let response = call.send_response::<GetAuthMetadataResponse>().await;
        let response = response.map_err(|error| match is_not_offered(&error) {
            true => OAuthError::NotOffered,
            false => error.into(),
        })?;
        let text: RawJson = response.raw().cast();
        let malformed = |_| OAuthError::Unsupported("the metadata that the specification requires");
        let server = Self { fields: text.parse_as().map_err(malformed)?, metadata: response.into_value() };
        let base = session.base();
        for (name, text) in [
            ("issuer", &server.fields.issuer),
            ("token_endpoint", &server.fields.token_endpoint),
            ("revocation_endpoint", &server.fields.revocation_endpoint),
        ] {
            checked(name, text, base)?;
        }
        Ok(server)
    }

    /// Whether the server does not exclude a grant.
    pub(super) fn has_grant(&self, grant: &str) -> bool {
        let grants = &self.fields.grant_types_supported;
        grants.is_empty() || grants.iter().any(|known| known == grant)
    }
}

/// Whether an error means that the homeserver has no OAuth 2.0 API.
pub(crate) fn is_not_offered(error: &Error) -> bool {
    error.api().is_some_and(|error| error.status == http::StatusCode::NOT_FOUND)
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
