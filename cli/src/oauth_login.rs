//! Logins by OAuth 2.0: with a code on any device, or in the browser of this machine.

use matrix_openapi::client_server::Client;

use crate::failure::Outcome;

/// How the user approves the login.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OAuthFlow {
    /// With a code on any device, or in the browser of this machine if the server has no codes.
    Preferred,
    /// With a code on any device.
    Device,
    /// In the browser of this machine.
    Browser,
}

/// Logs in, and returns the user and the device.
///
/// # Errors
/// If the server has no such login, or the user does not approve.
#[cfg(oauth)]
pub async fn log_in(
    client: &Client,
    flow: OAuthFlow,
    user: Option<&str>,
    device_id: Option<&str>,
) -> Outcome<(String, Option<String>)> {
    use matrix_openapi::Error;
    use matrix_openapi::oauth::{ClientMetadata, OAuthError};

    let oauth = client.oauth(ClientMetadata::native(PAGE, NAME)).await?;
    let client = match flow {
        OAuthFlow::Device => device(&oauth, device_id).await?,
        OAuthFlow::Browser => browser(&oauth, user, device_id).await?,
        OAuthFlow::Preferred => match device(&oauth, device_id).await {
            Err(Error::OAuth(OAuthError::Unsupported(_))) => browser(&oauth, user, device_id).await?,
            outcome => outcome?,
        },
    };
    Ok(match client.session().stored() {
        Some(stored) => (stored.user_id.to_string(), stored.device_id),
        None => (String::new(), None),
    })
}

/// Fails, since the description has no logins by OAuth 2.0.
///
/// # Errors
/// Always.
#[cfg(not(oauth))]
pub async fn log_in(
    _: &Client,
    _: OAuthFlow,
    _: Option<&str>,
    _: Option<&str>,
) -> Outcome<(String, Option<String>)> {
    Err(crate::failure::Failure::usage(
        "this release of the specification has no logins by OAuth 2.0; choose another --method",
    ))
}

/// The page about this program that an authorization server shows.
#[cfg(oauth)]
const PAGE: &str = "https://docs.rs/matrix-openapi";

/// The name of this program for users.
#[cfg(oauth)]
const NAME: &str = "matrix-api";

#[cfg(oauth)]
async fn device(
    oauth: &matrix_openapi::oauth::OAuth,
    device_id: Option<&str>,
) -> Result<Client, matrix_openapi::Error> {
    let mut code = oauth.device_code();
    if let Some(device) = device_id {
        code = code.device_id(device);
    }
    let login = code.await?;
    eprintln!("Open {} and enter the code {}", login.verification_uri(), login.user_code());
    if let Some(link) = login.verification_uri_complete() {
        eprintln!("or open {link}");
    }
    login.wait().await
}

#[cfg(oauth)]
async fn browser(
    oauth: &matrix_openapi::oauth::OAuth,
    user: Option<&str>,
    device_id: Option<&str>,
) -> Result<Client, matrix_openapi::Error> {
    let mut code = oauth.authorization_code();
    if let Some(user) = user {
        code = code.login_hint(format!("mxid:{user}"));
    }
    if let Some(device) = device_id {
        code = code.device_id(device);
    }
    let login = code.loopback().await?;
    eprintln!("Open {}", login.url());
    login.wait().await
}
