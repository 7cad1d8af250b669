//! Logins, refreshes and logouts by OAuth 2.0.

mod authorization_code;
mod clients;
mod device_code;
mod errors;
mod hostile;
mod interrupted;
mod killed;
mod loopback;
mod metadata;
mod sessions;
mod uia;
