//! Sessions of homeservers that leave accounts to an OAuth 2.0 authorization server:
//! [OAuth 2.0 API](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-api).
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use matrix_openapi::client_server::Client;
//! use matrix_openapi::oauth::ClientMetadata;
//!
//! let client = Client::builder("https://matrix.example.org").build()?;
//! let oauth = client.oauth(ClientMetadata::native("https://example.org/bot", "my bot")).await?;
//! let login = oauth.device_code().await?;
//! println!("open {} and enter {}", login.verification_uri(), login.user_code());
//! let alice = login.wait().await?;
//! alice.log_out().await?;
//! # Ok(())
//! # }
//! ```
//!
//! The client of a login is like any other: its session is in the client's
//! [`SessionStore`](crate::auth::SessionStore), [`Client::resume`] restores it, and its tokens are refreshed early, by one
//! request at a time, and saved before use. Only the request of a refresh differs, and [`Client::log_out`] revokes the tokens.
//!
//! No request to the authorization server carries a credential of Matrix or follows a redirect. Its endpoints must be
//! `https`, unless the homeserver itself is reached over plain `http`. They may be on this machine or in a private network
//! only if the homeserver is. Names are not resolved to check this.

mod account;
mod authorization_code;
mod callback;
mod client_metadata;
mod device;
mod device_code;
mod endpoint;
mod error;
mod loopback;
mod random;
mod refresh;
mod refusal;
mod registration;
mod request;
mod revocation;
mod server;
mod start;
mod token_response;

pub(crate) use self::refresh::token_endpoint;
pub(crate) use self::revocation::log_out;
pub(crate) use self::start::check_device;

pub use self::account::AccountAction;
pub use self::authorization_code::{
    AuthorizationCode, AuthorizationLogin, PendingAuthorization, ResponseMode,
};
pub use self::client_metadata::ClientMetadata;
pub use self::device_code::{DeviceCode, DeviceLogin};
pub use self::endpoint::EndpointError;
pub use self::error::{OAuthError, Refusal};
pub use self::loopback::LoopbackLogin;
pub use self::registration::OAuth;
pub use crate::auth::stored_session::OAuthSession;
#[allow(unused_imports, reason = "for the documentation")]
use crate::client_server::Client;
