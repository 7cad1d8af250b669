//! Registers a client: [RFC 7591](https://www.rfc-editor.org/rfc/rfc7591).

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use matrix_openapi_core::json::RawJson;
use serde::Deserialize;
use url::Url;

use crate::auth::stored_session::OAuthSession;
use crate::client::base_url::is_loopback;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::oauth::client_metadata::ClientMetadata;
use crate::oauth::error::OAuthError;
use crate::oauth::refusal::refused;
use crate::oauth::request::{EndpointRequest, REGISTER};
use crate::oauth::server::{AuthorizationServer, ServerMetadata, required};

/// A client that is registered with the authorization server of its homeserver, and starts logins.
///
/// See [client registration](https://spec.matrix.org/v1.19/client-server-api/#client-registration).
#[derive(Clone)]
pub struct OAuth {
    pub(super) session: Session,
    pub(super) server: Arc<AuthorizationServer>,
    client_id: String,
    registration: Registration,
}

/// The client as the server has registered it; absent fields are as requested.
#[derive(Clone, Default, Deserialize)]
struct Registration {
    grant_types: Option<Vec<String>>,
    redirect_uris: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Registered {
    client_id: String,
}

impl Client {
    /// Registers the program with the authorization server of the homeserver, to start a login. Register anew for each login.
    ///
    /// See [client registration](https://spec.matrix.org/v1.19/client-server-api/#client-registration).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::oauth::ClientMetadata;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let oauth = client.oauth(ClientMetadata::native("https://example.org/bot", "my bot")).await?;
    /// println!("registered as {}", oauth.client_id());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`OAuthError::NotOffered`] if the homeserver has no OAuth 2.0 API. Otherwise, if its metadata cannot be used, or the
    /// registration is refused.
    pub async fn oauth(&self, metadata: ClientMetadata) -> Result<OAuth, Error> {
        let session = self.session().anonymous();
        let server = AuthorizationServer::of(&session).await?;
        let (client_id, registration) = register(&session, &server, metadata).await?;
        Ok(OAuth { session, server: Arc::new(server), client_id, registration })
    }

    /// Starts logins with a client ID that the authorization server knows already, such as one given by its operator.
    ///
    /// See [client registration](https://spec.matrix.org/v1.19/client-server-api/#client-registration).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let oauth = client.oauth_with_client_id("my-bot").await?;
    /// let login = oauth.device_code().await?;
    /// println!("open {} and enter {}", login.verification_uri(), login.user_code());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`oauth`](Self::oauth), except for the registration.
    pub async fn oauth_with_client_id(&self, client_id: impl Into<String>) -> Result<OAuth, Error> {
        let session = self.session().anonymous();
        let server = Arc::new(AuthorizationServer::of(&session).await?);
        Ok(OAuth { session, server, client_id: client_id.into(), registration: Registration::default() })
    }
}

impl OAuth {
    /// Returns the client ID.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Returns the metadata of the authorization server.
    pub fn metadata(&self) -> &ServerMetadata {
        &self.server.metadata
    }

    /// Returns the data that a session stores.
    pub(super) fn stored(&self) -> OAuthSession {
        OAuthSession {
            issuer: self.server.fields.issuer.clone(),
            token_endpoint: self.server.fields.token_endpoint.clone(),
            revocation_endpoint: self.server.fields.revocation_endpoint.clone(),
            client_id: self.client_id.clone(),
        }
    }

    /// Fails if the server or the registration excludes a grant.
    pub(super) fn require_grant(&self, grant: &str, name: &'static str) -> Result<(), OAuthError> {
        let granted = self.registration.grant_types.as_ref();
        let granted = granted.is_none_or(|granted| granted.iter().any(|known| known == grant));
        if granted && self.server.has_grant(grant) { Ok(()) } else { Err(OAuthError::Unsupported(name)) }
    }

    /// Fails if the registration lacks a redirect URI; those on loopback may have any port.
    pub(super) fn require_redirect(&self, uri: &Url) -> Result<(), OAuthError> {
        let uri = without_loopback_port(uri.clone());
        let is_known =
            |known: &String| Url::parse(known).is_ok_and(|known| without_loopback_port(known) == uri);
        match self.registration.redirect_uris.as_ref().is_none_or(|uris| uris.iter().any(is_known)) {
            true => Ok(()),
            false => Err(OAuthError::Unsupported("the redirect URI; it is missing from the registration")),
        }
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("issuer", &self.server.fields.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Removes the port of a URI on loopback, which is registered without one and used with any.
fn without_loopback_port(mut uri: Url) -> Url {
    if uri.scheme() == "http" && is_loopback(&uri) {
        // It fails only without a host.
        let _ = uri.set_port(None);
    }
    uri
}

async fn register(
    session: &Session,
    server: &AuthorizationServer,
    mut metadata: ClientMetadata,
) -> Result<(String, Registration), Error> {
    let endpoint = server.fields.registration_endpoint.as_ref();
    let url = required("registration_endpoint", endpoint, "client registration", session.base())?;
    // Servers refuse a whole registration because of one grant that they do not know.
    metadata.grant_types.retain(|grant| server.has_grant(grant));
    let encoded = serde_json::to_vec(&metadata);
    let encoded = encoded.map_err(|source| Error::Encode { operation: REGISTER.id, source })?;
    let request = EndpointRequest::json(session, &REGISTER, &url, Bytes::from(encoded));
    let to_refusal = |error| refused(error, &[], OAuthError::RegistrationRefused);
    let response: RawJson = request.send_as().await.map_err(to_refusal)?;
    let missing = |_| OAuthError::Unsupported("client registration: its response has no client_id");
    let Registered { client_id } = response.parse_as().map_err(missing)?;
    Ok((client_id, response.parse_as().unwrap_or_default()))
}
