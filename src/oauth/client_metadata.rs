//! The metadata with which a client is registered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The redirect URI of a listener on loopback. It is registered without a port and used with any.
const LOOPBACK: &str = "http://127.0.0.1/";

/// The metadata of a client, which the authorization server shows to the user:
/// [client registration](https://spec.matrix.org/v1.19/client-server-api/#client-registration).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClientMetadata {
    /// The URL of a page about the client; `https`.
    pub client_uri: String,
    /// The name of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// The URL of a logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_uri: Option<String>,
    /// The URL of the terms of service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tos_uri: Option<String>,
    /// The URL of the privacy policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_uri: Option<String>,
    /// The redirect URIs that authorization codes may be sent to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redirect_uris: Vec<String>,
    /// `native` or `web`.
    pub application_type: String,
    /// The method by which the client authenticates itself: `none`, since it has no secret.
    pub token_endpoint_auth_method: String,
    /// The grants that the client uses. Those that the server does not list are left out of the registration.
    pub grant_types: Vec<String>,
    /// The response types that the client uses.
    pub response_types: Vec<String>,
    /// Other fields, such as localized ones.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl ClientMetadata {
    /// Describes a program on the user's machine or a bot, with both grants and a listener on loopback.
    pub fn native(client_uri: impl Into<String>, client_name: impl Into<String>) -> Self {
        Self::new("native", client_uri.into(), client_name.into()).redirect_uri(LOOPBACK)
    }

    /// Describes a web program with this redirect URI.
    pub fn web(
        client_uri: impl Into<String>,
        client_name: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self::new("web", client_uri.into(), client_name.into()).redirect_uri(redirect_uri)
    }

    /// Adds a redirect URI.
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// Sets a field in a language, such as `client_name` in `fr`.
    #[must_use]
    pub fn localized(mut self, field: &str, language: &str, text: impl Into<String>) -> Self {
        self.extra.insert(format!("{field}#{language}"), Value::String(text.into()));
        self
    }

    fn new(application_type: &str, client_uri: String, client_name: String) -> Self {
        Self {
            client_uri,
            client_name: Some(client_name),
            logo_uri: None,
            tos_uri: None,
            policy_uri: None,
            redirect_uris: Vec::new(),
            application_type: application_type.to_owned(),
            token_endpoint_auth_method: "none".to_owned(),
            grant_types: [AUTHORIZATION_CODE, REFRESH_TOKEN, DEVICE_CODE].map(str::to_owned).to_vec(),
            response_types: vec!["code".to_owned()],
            extra: BTreeMap::new(),
        }
    }
}

pub(super) const AUTHORIZATION_CODE: &str = "authorization_code";
pub(super) const REFRESH_TOKEN: &str = "refresh_token";
pub(super) const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
