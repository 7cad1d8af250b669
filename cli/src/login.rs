//! The command `login`: starts a session with the method that the server prefers or the user chooses.

use clap::{Arg, ArgMatches, Command};
use matrix_openapi::Credentials;
use matrix_openapi::auth::{LogInMethod, SessionStore, StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::id::UserId;
use serde_json::json;

use crate::accounts::Accounts;
use crate::failure::{Failure, Outcome};
use crate::globals::{Globals, variable};
use crate::oauth_login::{self, OAuthFlow};
use crate::output::Output;
use crate::{connect, input, prompt, sso};

/// The methods that a user can choose.
const METHODS: [&str; 5] = ["password", "device", "browser", "sso", "token"];

/// The name of a new device.
const NAME: &str = "matrix-api";

/// Returns the command with its arguments.
pub fn command() -> Command {
    Command::new("login").about("Logs in, and uses the account from now on").args([
        Arg::new("USER").value_name("USER").help("The user ID, or the name of the server"),
        Arg::new("method").long("method").value_name("METHOD").value_parser(METHODS).help(
            "The method, instead of the one that the server prefers; `device` and `browser` use OAuth 2.0, `token` takes an access token",
        ),
        Arg::new("device-id").long("device-id").value_name("ID").help("Logs in as this device"),
        Arg::new("device-name").long("device-name").value_name("NAME").help("Names a new device [default: matrix-api]"),
    ])
}

/// The arguments of a login.
struct Login<'a> {
    client: Client,
    accounts: &'a Accounts,
    globals: &'a Globals,
    user: Option<String>,
    device_id: Option<String>,
    device_name: String,
}

/// Logs in, and uses the account.
///
/// # Errors
/// If the server is not found, offers no usable method, or refuses.
pub async fn run(matches: &ArgMatches, globals: &Globals, accounts: &Accounts) -> Outcome {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let name = text("USER");
    let user = name.clone().filter(|name| UserId::parse(name).is_ok());
    let server =
        globals.server.clone().or(name).ok_or_else(|| {
            Failure::usage("no server is known; give a user ID or a server as the argument")
        })?;
    let url = if server.contains("://") { server } else { connect::discover(&server, globals).await? };
    accounts.create()?;
    let client = connect::client(&url, globals, accounts.store_of_login())?;
    let device_id = match (&user, text("device-id")) {
        (_, Some(device)) => Some(device),
        (Some(user), None) => known_device(accounts, user).await,
        _ => None,
    };
    let device_name = text("device-name").unwrap_or_else(|| NAME.to_owned());
    let login = Login { client, accounts, globals, user, device_id, device_name };
    let (user, device) = login.run(text("method").as_deref()).await?;
    accounts.select(&user)?;
    Output::open(globals)?.json(&json!({ "user_id": user, "device_id": device }).to_string())
}

/// Returns the device of the user's earlier login, which a new login reuses.
async fn known_device(accounts: &Accounts, user: &str) -> Option<String> {
    accounts.store(user).load().await.ok().flatten()?.device_id
}

impl Login<'_> {
    /// Logs in, and returns the user and the device.
    async fn run(self, method: Option<&str>) -> Outcome<(String, Option<String>)> {
        match method {
            Some("password") => self.password().await,
            Some("device") => self.by_oauth(OAuthFlow::Device).await,
            Some("browser") => self.by_oauth(OAuthFlow::Browser).await,
            Some("sso") => self.sso().await,
            Some("token") => self.token().await,
            _ if self.globals.reads_password => self.password().await,
            _ => self.preferred().await,
        }
    }

    async fn preferred(self) -> Outcome<(String, Option<String>)> {
        let methods = self.client.log_in_methods().await?;
        for method in &methods {
            match method {
                LogInMethod::OAuth => return self.by_oauth(OAuthFlow::Preferred).await,
                LogInMethod::Sso => return self.sso().await,
                LogInMethod::Password => return self.password().await,
                _ => {}
            }
        }
        Err(Failure::NoResponse(format!(
            "the server offers no login that this program supports: {methods:?}"
        )))
    }

    async fn by_oauth(self, flow: OAuthFlow) -> Outcome<(String, Option<String>)> {
        oauth_login::log_in(&self.client, flow, self.user.as_deref(), self.device_id.as_deref()).await
    }

    async fn password(self) -> Outcome<(String, Option<String>)> {
        let user = match &self.user {
            Some(user) => user.clone(),
            None if prompt::is_possible() => prompt::line("User: ")?,
            None => return Err(Failure::usage("the user ID is missing; give it as the argument")),
        };
        let password = match self.globals.reads_password {
            true => input::line(input::STANDARD)?,
            false if prompt::is_possible() => prompt::secret(&format!("Password of {user}: "))?,
            false => {
                return Err(Failure::usage(
                    "cannot ask for the password without a terminal; pass --password-stdin",
                ));
            }
        };
        let mut login = self.client.password_login(user, password);
        login = match &self.device_id {
            Some(device) => login.device_id(device),
            None => login.initial_device_display_name(&self.device_name),
        };
        let started = self.client.log_in(login).await?;
        Ok((started.user_id.to_string(), started.device_id))
    }

    async fn sso(self) -> Outcome<(String, Option<String>)> {
        let listener = sso::Listener::bind().await?;
        eprintln!("Open {}", sso::address(self.client.session().base_url(), &listener.redirect_url()));
        let token = listener.token().await?;
        let login = self.client.token_login(token).initial_device_display_name(&self.device_name);
        let started = self.client.log_in(login).await?;
        Ok((started.user_id.to_string(), started.device_id))
    }

    /// Saves an existing access token, after asking the server which user it belongs to.
    async fn token(self) -> Outcome<(String, Option<String>)> {
        let token = match (&self.globals.token_file, variable("MATRIX_API_TOKEN")) {
            (Some(path), _) => input::line(path)?,
            (None, Some(token)) => token,
            (None, None) if prompt::is_possible() => prompt::secret("Access token: ")?,
            (None, None) => {
                return Err(Failure::usage("cannot ask for the token without a terminal; pass --token-file"));
            }
        };
        let client = self.client.with_credentials(Credentials::access_token(token.as_str()));
        let owner = client.whoami().await?;
        let url = client.session().base_url().to_owned();
        let mut session = StoredSession::new(url, owner.user_id.clone(), Tokens::new(token));
        if let Some(device) = &owner.device_id {
            session = session.with_device_id(device);
        }
        let saved = self.accounts.store(owner.user_id.as_str()).save(&session).await;
        saved.map_err(|error| Failure::usage(error.to_string()))?;
        Ok((owner.user_id.to_string(), owner.device_id))
    }
}
