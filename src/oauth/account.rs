//! Links to the pages on which users manage their accounts:
//! [account management](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-account-management).

use crate::client_server::Client;
use crate::error::Error;
use crate::oauth::server::{AuthorizationServer, checked};

/// The action of a user on the account page.
///
/// See [account management](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-account-management).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountAction {
    /// Change the profile.
    Profile,
    /// See the devices.
    DevicesList,
    /// See a device.
    DeviceView(String),
    /// Log out a device.
    DeviceDelete(String),
    /// Deactivate the account.
    AccountDeactivate,
    /// Allow a reset of the cross-signing keys.
    CrossSigningReset,
}

impl AccountAction {
    fn name(&self) -> &'static str {
        match self {
            Self::Profile => "org.matrix.profile",
            Self::DevicesList => "org.matrix.devices_list",
            Self::DeviceView(_) => "org.matrix.device_view",
            Self::DeviceDelete(_) => "org.matrix.device_delete",
            Self::AccountDeactivate => "org.matrix.account_deactivate",
            Self::CrossSigningReset => "org.matrix.cross_signing_reset",
        }
    }

    fn device_id(&self) -> Option<&str> {
        match self {
            Self::DeviceView(device_id) | Self::DeviceDelete(device_id) => Some(device_id),
            _ => None,
        }
    }
}

impl Client {
    /// Returns the link to the page on which the user manages the account; `None` if the server has no such page.
    ///
    /// The link has no action if the server does not list it; then the user must find the action on the page.
    ///
    /// See [account management](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-account-management).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::oauth::AccountAction;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// if let Some(link) = client.account_management(AccountAction::DevicesList).await? {
    ///     println!("your devices: {link}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`OAuthError::NotOffered`](crate::oauth::OAuthError::NotOffered) if the homeserver has no OAuth 2.0 API. Otherwise, if its metadata
    /// cannot be used.
    pub async fn account_management(
        &self,
        action: impl Into<Option<AccountAction>>,
    ) -> Result<Option<String>, Error> {
        let session = self.session();
        let server = AuthorizationServer::of(session).await?;
        let Some(uri) = &server.fields.account_management_uri else { return Ok(None) };
        let mut url = checked("account_management_uri", uri, session.base())?;
        let supported = &server.fields.account_management_actions_supported;
        let action = action.into().filter(|action| supported.iter().any(|name| name == action.name()));
        if let Some(action) = action {
            url.query_pairs_mut().append_pair("action", action.name());
            if let Some(device_id) = action.device_id() {
                url.query_pairs_mut().append_pair("device_id", device_id);
            }
        }
        Ok(Some(url.into()))
    }
}
