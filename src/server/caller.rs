//! The sender of a request.

use std::fmt;

use matrix_openapi_core::id::{ServerName, UserId};
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;

/// The sender of an authenticated request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Caller {
    /// A user of the homeserver or of the identity server, authenticated by an access token.
    #[non_exhaustive]
    User {
        /// The user.
        user_id: UserId,
        /// The device of the session; `None` at identity servers, which have no devices.
        device_id: Option<String>,
    },
    /// An application service, authenticated by its `as_token`.
    #[non_exhaustive]
    ApplicationService {
        /// The ID in its registration.
        id: String,
        /// The user that it acts as: its own user, or the user that the request asserts.
        user_id: UserId,
        /// The device that it acts as, if the request asserts one.
        device_id: Option<String>,
    },
    /// The homeserver, authenticated by its `hs_token`.
    Homeserver,
    /// Another homeserver, authenticated by the signature of the request.
    #[non_exhaustive]
    Server {
        /// The name of the server.
        server_name: ServerName,
    },
}

impl Caller {
    /// Creates a user, with a device unless the user is one of an identity server.
    pub fn user(user_id: UserId, device_id: Option<String>) -> Self {
        Self::User { user_id, device_id }
    }

    /// Creates an application service from the ID in its registration and the user that it acts as.
    ///
    /// The program must check that the application service may act as the user, and that the user exists: see
    /// [`PresentedToken::asserted_user`] and
    /// [identity assertion](https://spec.matrix.org/v1.19/application-service-api/#identity-assertion).
    pub fn application_service(id: impl Into<String>, user_id: UserId, device_id: Option<String>) -> Self {
        Self::ApplicationService { id: id.into(), user_id, device_id }
    }

    /// Returns the user that the request acts as; `None` for homeservers.
    pub fn user_id(&self) -> Option<&UserId> {
        match self {
            Self::User { user_id, .. } | Self::ApplicationService { user_id, .. } => Some(user_id),
            Self::Homeserver | Self::Server { .. } => None,
        }
    }

    /// Returns the device that the request acts as, if any.
    pub fn device_id(&self) -> Option<&str> {
        match self {
            Self::User { device_id, .. } | Self::ApplicationService { device_id, .. } => device_id.as_deref(),
            Self::Homeserver | Self::Server { .. } => None,
        }
    }

    /// Returns the homeserver that signed the request, if it is signed.
    pub fn server_name(&self) -> Option<&ServerName> {
        match self {
            Self::Server { server_name } => Some(server_name),
            _ => None,
        }
    }
}

/// The access token of a request, whose owner the program looks up.
#[derive(Clone)]
pub struct PresentedToken {
    pub(super) operation: &'static Operation,
    pub(super) token: Secret,
    pub(super) asserted_user: Option<String>,
    pub(super) asserted_device: Option<String>,
}

impl PresentedToken {
    /// Returns the operation. Its API tells whether the token is one of a homeserver or of an identity server.
    ///
    /// If two operations share a path and differ in the body, such as `inviteUser` and `inviteBy3PID`, it may be either of them,
    /// since the token is checked before the body is read.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the token, to look it up. To compare it with another one, use [`is`](Self::is).
    pub fn secret(&self) -> &Secret {
        &self.token
    }

    /// Whether the token equals another one; the comparison takes the same time for all tokens of one length.
    pub fn is(&self, token: &Secret) -> bool {
        self.token == *token
    }

    /// Returns the user that the request asserts, unchecked. Ignore it unless the token is that of an application service.
    pub fn asserted_user(&self) -> Option<&str> {
        self.asserted_user.as_deref()
    }

    /// Returns the device that the request asserts, unchecked. Ignore it unless the token is that of an application service.
    pub fn asserted_device(&self) -> Option<&str> {
        self.asserted_device.as_deref()
    }
}

impl fmt::Debug for PresentedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresentedToken").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
