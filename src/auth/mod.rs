//! Credentials and the sessions that they start, refresh and end.

pub(crate) mod bearer_token;
pub(crate) mod credentials;
pub(crate) mod file_store;
#[cfg(helper = "login")]
pub(crate) mod login;
#[cfg(any(helper = "logout", helper = "deactivate"))]
mod logout;
pub(crate) mod refresh;
#[cfg(helper = "register")]
mod register;
#[cfg(helper = "restore")]
mod restore;
pub(crate) mod session_store;
#[cfg(any(helper = "login", helper = "register"))]
pub(crate) mod start_session;
pub(crate) mod stored_session;
pub(crate) mod tokens;
pub(crate) mod uia;
pub(crate) mod uia_stage;
