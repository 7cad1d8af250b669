use std::env;

use matrix_openapi::auth::Secret;
use matrix_openapi::client_server::Client;

use super::homeserver::Homeserver;

/// The account that an example uses.
pub struct Account {
    /// The base URL of the homeserver.
    pub homeserver: String,
    pub user: String,
    pub password: Secret,
}

impl Account {
    /// Reads `HOMESERVER_URL`, `MATRIX_USER` and `MATRIX_PASSWORD`; `None` if the first is not set.
    pub fn from_environment() -> Result<Option<Self>, String> {
        let set = |name| env::var(name).ok().filter(|text| !text.is_empty());
        let Some(homeserver) = set("HOMESERVER_URL") else { return Ok(None) };
        let needed =
            |name| set(name).ok_or_else(|| format!("HOMESERVER_URL is set, so {name} is needed too"));
        let (user, password) = (needed("MATRIX_USER")?, needed("MATRIX_PASSWORD")?.into());
        Ok(Some(Self { homeserver, user, password }))
    }

    /// The account of a homeserver in this process.
    pub fn of(homeserver: &Homeserver) -> Self {
        let (user, password) = (homeserver.user().to_owned(), homeserver.password().into());
        Self { homeserver: homeserver.url().to_owned(), user, password }
    }

    /// Logs in with the password.
    pub async fn log_in(&self) -> Result<Client, matrix_openapi::Error> {
        let client = Client::builder(&self.homeserver).build()?;
        let login = client.password_login(&self.user, self.password.clone());
        Ok(client.log_in(login.initial_device_display_name("example")).await?.client)
    }
}
