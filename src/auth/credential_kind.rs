//! The kinds of credentials.

use std::fmt;

/// The kind of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialKind {
    /// A user's access token.
    AccessToken,
    /// An application service's token.
    Appservice,
    /// A homeserver's token for an application service.
    Homeserver,
    /// An identity server's token.
    Identity,
    /// A homeserver's signing key.
    Federation,
}

impl fmt::Display for CredentialKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessToken => "a user's access token",
            Self::Appservice => "an application service's token",
            Self::Homeserver => "a homeserver's token for an application service",
            Self::Identity => "an identity server's token",
            Self::Federation => "a homeserver's signing key",
        })
    }
}
