//! Accounts and their sessions.

use matrix_openapi::auth::{Secret, Uia};
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::id::UserId;
use serde_json::json;

use super::recorder::seen;
use super::second_server::typed;
use super::servers::Servers;
use crate::secret::random_secret;

/// A user of Synapse with a session.
pub struct Account {
    pub client: Client,
    pub user_id: UserId,
    pub device_id: String,
    pub password: String,
    refresh_token: Option<Secret>,
}

impl Account {
    pub async fn register(servers: &Servers, name: &str) -> Self {
        let password = random_secret();
        let call = servers.anonymous();
        let call = call.register().username(name).password(password.as_str()).refresh_token(true);
        let registration = seen!(servers, call.options(Uia::new())).unwrap();
        Self {
            client: servers.user(registration.access_token.as_ref().unwrap()),
            user_id: registration.user_id,
            device_id: registration.device_id.unwrap(),
            password,
            refresh_token: registration.refresh_token,
        }
    }

    pub async fn log_in(servers: &Servers, name: &str, password: &str) -> Self {
        let login = servers.anonymous();
        let identifier = typed::<types::UserIdentifier>(&json!({ "type": "m.id.user", "user": name }));
        let login = seen!(servers, login.login("m.login.password").identifier(identifier).password(password))
            .unwrap();
        Self {
            client: servers.user(&login.access_token),
            user_id: login.user_id,
            device_id: login.device_id.unwrap(),
            password: password.to_owned(),
            refresh_token: login.refresh_token,
        }
    }

    /// Starts another session of the user.
    pub async fn again(&self, servers: &Servers) -> Self {
        Self::log_in(servers, self.user_id.as_str(), &self.password).await
    }

    /// Returns the handler that authenticates with the password.
    pub fn uia(&self) -> Uia {
        Uia::new().password(self.user_id.as_str(), self.password.as_str())
    }
}

/// Calls the operations that need no account.
pub async fn before_login(s: &Servers) {
    let client = s.anonymous();
    seen!(s, client.get_versions());
    seen!(s, client.get_wellknown());
    seen!(s, client.get_wellknown_policy());
    seen!(s, client.get_wellknown_support());
    seen!(s, client.get_auth_metadata());
    seen!(s, client.get_login_flows());
    seen!(s, client.check_username_availability("somebody"));
    seen!(s, client.registration_token_validity("abc"));
    let back = "https://client.example.org/back";
    s.recorder.other(client.redirect_to_sso(back).send().await);
    s.recorder.other(client.redirect_to_id_p("cas", back).send().await);
}

pub async fn sessions(s: &Servers, alice: &Account) {
    let client = &alice.client;
    seen!(s, client.whoami());
    seen!(s, client.get_capabilities());
    let anonymous = s.anonymous();
    seen!(s, anonymous.refresh(alice.refresh_token.clone().unwrap()));
    seen!(s, client.generate_login_token().options(alice.uia()));
    seen!(s, client.request_open_id_token(&alice.user_id, &json!({})));
    seen!(s, client.get_turn_server());

    let (second, third, fourth) = (alice.again(s).await, alice.again(s).await, alice.again(s).await);
    seen!(s, client.get_devices());
    seen!(s, client.get_device(&second.device_id));
    seen!(s, client.update_device(&second.device_id).display_name("Second"));
    seen!(s, client.delete_device(&second.device_id).options(alice.uia()));
    seen!(s, client.delete_devices([third.device_id]).options(alice.uia()));
    seen!(s, fourth.client.logout());

    let mut passing = Account::register(s, "passing").await;
    let password = random_secret();
    seen!(s, passing.client.change_password(password.as_str()).options(passing.uia()));
    passing.password = password;
    let other = passing.again(s).await;
    seen!(s, other.client.logout_all());
    let last = passing.again(s).await;
    seen!(s, last.client.deactivate_account().options(last.uia()));
}

pub async fn administration(s: &Servers, admin: &Account, bob: &Account) {
    let client = &admin.client;
    seen!(s, client.get_who_is(&bob.user_id));
    seen!(s, client.get_admin_lock_user(&bob.user_id));
    seen!(s, client.set_admin_lock_user(&bob.user_id, false));
    seen!(s, client.get_admin_suspend_user(&bob.user_id));
    seen!(s, client.set_admin_suspend_user(&bob.user_id, false));
}
