use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use matrix_openapi::server::ErrorResponse;
use serde_json::{Value, json};

use super::secret::random_secret;

/// The accounts of a server, with their logged-in devices.
#[derive(Default)]
pub struct Accounts {
    passwords: BTreeMap<String, String>,
    devices: Vec<Device>,
}

struct Device {
    user_id: String,
    device_id: String,
    access_token: String,
    expires: Option<Instant>,
    refresh_token: Option<String>,
    /// The previous refresh token. It stays valid until the new tokens are used, since the response may get lost.
    previous_refresh_token: Option<String>,
}

impl Accounts {
    pub fn add(&mut self, user_id: &str, password: &str) {
        self.passwords.insert(user_id.to_owned(), password.to_owned());
    }

    /// Whether a user ID is taken.
    pub fn has(&self, user_id: &str) -> bool {
        self.passwords.contains_key(user_id)
    }

    /// Whether this is the password of a user.
    pub fn accepts(&self, user_id: &str, password: &str) -> bool {
        self.passwords.get(user_id).is_some_and(|known| known == password)
    }

    /// The user and the device that an access token belongs to.
    pub fn by_access_token(&mut self, token: &str) -> Result<(String, String), ErrorResponse> {
        let device = self.devices.iter_mut().find(|device| device.access_token == token);
        let device = device.ok_or_else(|| ErrorResponse::unknown_token().field("soft_logout", false))?;
        if device.expires.is_some_and(|expires| expires <= Instant::now()) {
            return Err(ErrorResponse::unknown_token().soft_logout());
        }
        device.previous_refresh_token = None;
        Ok((device.user_id.clone(), device.device_id.clone()))
    }

    pub fn log_in(&mut self, user_id: &str, device_id: &str, lifetime: Option<Duration>) -> Value {
        self.log_out(user_id, device_id);
        let device = Device {
            user_id: user_id.to_owned(),
            device_id: device_id.to_owned(),
            access_token: random_secret(),
            expires: lifetime.and_then(|lifetime| Instant::now().checked_add(lifetime)),
            refresh_token: lifetime.map(|_| random_secret()),
            previous_refresh_token: None,
        };
        let mut response = json!({
            "user_id": device.user_id,
            "device_id": device.device_id,
            "access_token": device.access_token,
        });
        if let (Some(lifetime), Some(refresh_token)) = (lifetime, &device.refresh_token) {
            response["refresh_token"] = json!(refresh_token);
            response["expires_in_ms"] = milliseconds(lifetime);
        }
        self.devices.push(device);
        response
    }

    pub fn refresh(&mut self, refresh_token: &str, lifetime: Duration) -> Result<Value, ErrorResponse> {
        let given = Some(refresh_token);
        let device = self.devices.iter_mut().find(|device| {
            device.refresh_token.as_deref() == given || device.previous_refresh_token.as_deref() == given
        });
        let device = device.ok_or_else(|| ErrorResponse::unknown_token().soft_logout())?;
        let (access_token, next) = (random_secret(), random_secret());
        device.access_token.clone_from(&access_token);
        device.expires = Instant::now().checked_add(lifetime);
        device.refresh_token = Some(next.clone());
        device.previous_refresh_token = Some(refresh_token.to_owned());
        Ok(json!({
            "access_token": access_token,
            "refresh_token": next,
            "expires_in_ms": milliseconds(lifetime),
        }))
    }

    pub fn log_out(&mut self, user_id: &str, device_id: &str) {
        self.devices.retain(|device| device.user_id != user_id || device.device_id != device_id);
    }
}

fn milliseconds(lifetime: Duration) -> Value {
    json!(u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX))
}
