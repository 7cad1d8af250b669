//! Logs in a desktop program in the user's browser, and logs out again.
//!
//! `cargo run --features oauth --example oauth_loopback_login -- @alice:example.org`

use std::error::Error;

use matrix_openapi::auth::LogInMethod;
use matrix_openapi::client_server::Client;
use matrix_openapi::oauth::{AccountAction, ClientMetadata, OAuthError};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let user = std::env::args().nth(1).ok_or("arguments: USER-ID")?;
    let client = Client::discover(&user).await?.client_builder().build()?;
    if client.log_in_methods().await?.first() != Some(&LogInMethod::OAuth) {
        return Err("the homeserver prefers another login".into());
    }
    let metadata = ClientMetadata::native("https://example.org/app", "Example app");
    let oauth = client.oauth(metadata.localized("client_name", "fr", "Exemple")).await?;
    let login = oauth.authorization_code().login_hint(format!("mxid:{user}")).loopback().await?;
    println!("open {}", login.url());
    let alice = match login.wait().await {
        Ok(alice) => alice,
        Err(matrix_openapi::Error::OAuth(OAuthError::Denied)) => return Err("you refused the login".into()),
        Err(error) => return Err(error.into()),
    };
    println!("logged in as {}", alice.whoami().await?.user_id);
    if let Some(link) = alice.account_management(AccountAction::DevicesList).await? {
        println!("your devices: {link}");
    }
    alice.log_out().await?;
    Ok(())
}
