//! The options of one call.

use std::sync::Arc;
use std::time::Duration;

use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::id::{IdError, IntoOptionalId, UserId};

use crate::auth::uia::Uia;
use crate::http::retry::RetryPolicy;

/// Overrides of the client's settings for one call.
///
/// ```no_run
/// use std::time::Duration;
///
/// use matrix_openapi::CallOptions;
/// use matrix_openapi::client_server::Client;
///
/// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
/// let patient = CallOptions::new().timeout(Duration::from_secs(120));
/// let room = client.create_room().name("Hall").options(patient).await?;
/// println!("{}", room.room_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "options do nothing until they are passed to a call"]
pub struct CallOptions {
    pub(crate) auth: Option<AuthOverride>,
    pub(crate) assertion: Assertion,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<RetryPolicy>,
    pub(crate) uia: Option<Arc<Uia>>,
    /// The time of an event, in milliseconds since 1970.
    pub(crate) timestamp: Option<u64>,
    /// The user that all calls of the client act as.
    pub(crate) acting: Option<Arc<Assertion>>,
}

/// Whether a call sends its credential, in place of the operation's entry in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthOverride {
    Always,
    Never,
}

/// The user and device that an application service acts as.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assertion {
    pub(crate) user_id: Option<UserId>,
    /// The defect of `user_id`, if it is not a valid user ID.
    pub(crate) invalid_user: Option<IdError>,
    pub(crate) device_id: Option<String>,
}

impl Assertion {
    /// Sets the user, or none for `None`.
    pub(crate) fn set_user(&mut self, user_id: impl IntoOptionalId<UserId>) {
        let user_id = user_id.into_optional_id();
        self.invalid_user = user_id.as_ref().err().copied();
        // An invalid ID is never sent, but counts as an asserted user, so the call fails.
        self.user_id = user_id.unwrap_or_else(|_| Some(UserId::unchecked("")));
    }

    /// Returns the name of the first asserted parameter.
    pub(crate) fn first_name(&self) -> Option<&'static str> {
        let user = self.user_id.as_ref().map(|_| "user_id");
        user.or_else(|| self.device_id.as_ref().map(|_| "device_id"))
    }
}

impl CallOptions {
    /// Creates options that override nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends the credential although the operation takes none, as application services must for `register` and
    /// `login`.
    pub fn authenticated(mut self) -> Self {
        self.auth = Some(AuthOverride::Always);
        self
    }

    /// Sends no credential, even if the operation requires one.
    pub fn unauthenticated(mut self) -> Self {
        self.auth = Some(AuthOverride::Never);
        self
    }

    /// Acts as this user of the application service, in place of the user and device in its credentials; `None` keeps those.
    ///
    /// The call fails if its credentials or its operation do not allow
    /// [identity assertion](https://spec.matrix.org/v1.19/application-service-api/#identity-assertion).
    pub fn user_id(mut self, user_id: impl IntoOptionalId<UserId>) -> Self {
        self.assertion.set_user(user_id);
        self
    }

    /// Acts as this device of the user, in place of the device in the credentials.
    pub fn device_id(mut self, device_id: impl IntoOption<String>) -> Self {
        self.assertion.device_id = device_id.into_option();
        self
    }

    /// Sets the time of the event that the call sends, in milliseconds since 1970.
    ///
    /// The call fails if its client has no application service's credentials, or if the operation does not send an event: see
    /// [timestamp massaging](https://spec.matrix.org/v1.19/application-service-api/#timestamp-massaging).
    pub fn timestamp(mut self, timestamp: impl IntoOption<u64>) -> Self {
        self.timestamp = timestamp.into_option();
        self
    }

    /// Limits the time of each request of the call, in place of the client's
    /// [`timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Retries the call by this policy, in place of the client's.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = Some(policy);
        self
    }

    /// Completes user-interactive authentication if the server asks for it.
    pub fn uia(mut self, uia: impl Into<Arc<Uia>>) -> Self {
        self.uia = Some(uia.into());
        self
    }
}

impl From<Uia> for CallOptions {
    fn from(uia: Uia) -> Self {
        Self::new().uia(uia)
    }
}

impl From<RetryPolicy> for CallOptions {
    fn from(policy: RetryPolicy) -> Self {
        Self::new().retries(policy)
    }
}
