//! Logs in a bot whose homeserver leaves accounts to an OAuth 2.0 server, and stays logged in between runs.
//!
//! `cargo run --features oauth --example oauth_device_login -- @bot:example.org session.json`; the argument `log-out` after
//! these ends the session.

use std::env::args;
use std::error::Error;

use matrix_openapi::auth::FileSessionStore;
use matrix_openapi::client_server::Client;
use matrix_openapi::oauth::ClientMetadata;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (Some(user), Some(file)) = (args().nth(1), args().nth(2)) else {
        return Err("arguments: USER-ID SESSION-FILE [log-out]".into());
    };
    let server = Client::discover(user).await?;
    let client = server.client_builder().session_store(FileSessionStore::new(file)).build()?;
    let bot = match client.resume().await {
        Ok(Some(bot)) => bot,
        Ok(None) => log_in(&client).await?,
        // The server has ended the session.
        Err(error) if error.is_final() => log_in(&client).await?,
        Err(error) => return Err(error.into()),
    };
    println!("logged in as {}", bot.whoami().await?.user_id);
    if args().nth(3).is_some_and(|argument| argument == "log-out") {
        bot.log_out().await?;
        println!("logged out");
    }
    Ok(())
}

/// Logs in while the user enters a code in a browser on any device.
async fn log_in(client: &Client) -> Result<Client, Box<dyn Error>> {
    let oauth = client.oauth(ClientMetadata::native("https://example.org/bot", "Example bot")).await?;
    let login = oauth.device_code().await?;
    println!("open {} and enter {}", login.verification_uri(), login.user_code());
    if let Some(link) = login.verification_uri_complete() {
        println!("or open {link}");
    }
    Ok(login.wait().await?)
}
