//! Credentials, and the sessions that they start, refresh and end.
//!
//! [`Credentials`](crate::Credentials) and [`Session`](crate::Session) are at the root of the crate.

#[cfg(feature = "client-server")]
mod appservice;
pub(crate) mod authorize;
pub(crate) mod bearer_token;
pub(crate) mod credential_kind;
pub(crate) mod credentials;
pub(crate) mod file_store;
#[cfg(helper = "login")]
pub(crate) mod login;
#[cfg(helper = "login_methods")]
mod login_methods;
#[cfg(any(helper = "logout", helper = "deactivate"))]
mod logout;
pub(crate) mod refresh;
#[cfg(helper = "register")]
mod register;
#[cfg(helper = "registration")]
mod registration;
#[cfg(helper = "restore")]
mod restore;
pub(crate) mod session_owner;
pub(crate) mod session_store;
#[cfg(any(helper = "login", helper = "register"))]
pub(crate) mod start_session;
pub(crate) mod stored_session;
pub(crate) mod token_cell;
pub(crate) mod tokens;
pub(crate) mod uia;
pub(crate) mod uia_stage;

pub use self::credential_kind::CredentialKind;
pub use self::credentials::AppserviceCredentials;
pub use self::file_store::{FileSessionStore, FileStoreError};
#[cfg(helper = "login")]
pub use self::login::LoginRequest;
#[cfg(helper = "login_methods")]
pub use self::login_methods::LogInMethod;
#[cfg(helper = "registration")]
pub use self::registration::RegistrationError;
pub use self::session_store::{SessionStore, StoreError};
#[cfg(any(helper = "login", helper = "register"))]
pub use self::start_session::LoggedIn;
pub use self::stored_session::{RefreshMethod, StoredSession};
pub use self::tokens::Tokens;
pub use self::uia::Uia;
pub use self::uia_stage::UiaStage;
pub use matrix_openapi_core::error::{UiaChallenge, UiaFlow};
pub use matrix_openapi_core::operation::{Authentication, Scheme};
pub use matrix_openapi_core::secret::Secret;
