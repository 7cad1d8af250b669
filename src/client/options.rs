//! What one call does otherwise than its client.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::credentials::Shown;
use crate::auth::uia::Uia;
use crate::http::retry::RetryPolicy;
use matrix_openapi_core::id::{IdError, IntoId, UserId};

/// What one call does otherwise than its client: every call takes them by its `options`.
#[derive(Clone, Debug, Default)]
#[must_use = "options do nothing until a call has them"]
pub struct CallOptions {
    pub(crate) shown: Option<Shown>,
    pub(crate) assertion: Assertion,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<RetryPolicy>,
    pub(crate) uia: Option<Arc<Uia>>,
}

/// Whom an application service acts as.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assertion {
    pub(crate) user_id: Option<UserId>,
    /// What is wrong with that text, if it is not a user's identifier.
    pub(crate) wrong: Option<IdError>,
    pub(crate) device_id: Option<String>,
}

impl Assertion {
    pub(crate) fn set_user(&mut self, user_id: impl IntoId<UserId>) {
        self.wrong = user_id.check().err();
        self.user_id = Some(UserId::unchecked(user_id.text()));
    }

    /// The name of the first thing that is asserted.
    pub(crate) fn first_name(&self) -> Option<&'static str> {
        let user = self.user_id.as_ref().map(|_| "user_id");
        user.or_else(|| self.device_id.as_ref().map(|_| "device_id"))
    }
}

impl CallOptions {
    /// Nothing that differs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows the credential although the operation does not ask for it, as an application service has to
    /// for `register` and `login`.
    pub fn authenticated(mut self) -> Self {
        self.shown = Some(Shown::Always);
        self
    }

    /// Shows no credential, whatever the operation asks for.
    pub fn unauthenticated(mut self) -> Self {
        self.shown = Some(Shown::Never);
        self
    }

    /// Acts as this user of the application service, in place of the one that its credentials name, whose
    /// device is left out as well. The call fails if its credentials or its operation know no such thing.
    pub fn user_id(mut self, user_id: impl IntoId<UserId>) -> Self {
        self.assertion.set_user(user_id);
        self
    }

    /// Acts as this device of the user, in place of the one that the credentials name.
    pub fn device_id(mut self, device_id: impl Into<String>) -> Self {
        self.assertion.device_id = Some(device_id.into());
        self
    }

    /// Limits the time of each request of the call in place of the client's [`timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Repeats the call by this policy in place of the client's.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = Some(policy);
        self
    }

    /// Goes through user-interactive authentication if the server asks for it.
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
